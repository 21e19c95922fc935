"""What Markdown takes for a heading without being written as one is said, and ids that clash."""

from pathlib import Path

import pytest

from parts import lines, page
from patientinfo.checks import headings
from tiny import Project

HERE = "docs/en/page.md:10: "
SPACE = "a heading without a space. Put a space after the"
UNDERLINED = "«Help» is underlined. Write it as the other headings: `## Help { #an-id }`."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("#help", f"`#help` is {SPACE} #, or another sign before it."),
        ("##Help { #help }", f"`##Help {{ #help }}` is {SPACE} ##, or another sign before it."),
        ("Help\n---", f"The heading {UNDERLINED}"),
        ("Help\n====", f"The heading {UNDERLINED}"),
        (
            "> ## Help",
            "The heading «Help» stands in a quotation. Write it as a strong line, or end the "
            "quotation before it.",
        ),
        (
            "* ## Help { #help }",
            "The heading «Help» stands in a list. Write it as a strong line, or end the list "
            "before it.",
        ),
        (
            "  ## Help",
            "`## Help` is indented, so readers see the ##. Begin it at the start of the line.",
        ),
        (
            "## Help { #Help_1 }",
            "The id `Help_1` cannot be part of every address. Write it in small Latin letters and "
            "hyphens.",
        ),
        (
            "## Help { #text }",
            "The id `text` is used by the page itself. Give the heading another one.",
        ),
    ],
)
def test_a_heading_that_is_none_and_an_id_that_cannot_be_are_said(
    tmp_path: Path, written: str, said: str
) -> None:
    assert lines(headings.check_page(page(tmp_path, written), ("text",))) == [HERE + said]


def test_a_heading_in_a_card_is_said(tmp_path: Path) -> None:
    found = headings.check_page(page(tmp_path, '!!! ask "Ask"\n\n    ## Help\n'))
    fix = "Write it as a strong line, or end the card before it."
    assert lines(found) == [f"docs/en/page.md:12: The heading «Help» stands in a card. {fix}"]


def test_ids_of_paragraphs_and_links_are_held_against_those_of_headings(tmp_path: Path) -> None:
    text = "## Help { #help }\n\nText.\n{ #help }\n\n[a](#help){ #help }\n"
    said = "The id `help` stands also in line {}. Give each heading an id of its own."
    assert lines(headings.check_page(page(tmp_path, text))) == [
        f"docs/en/page.md:13: {said.format(10)}",
        f"docs/en/page.md:15: {said.format(13)}",
    ]


@pytest.mark.parametrize(
    "written",
    ["`#help`", "```\n#help\nHelp\n---\n```", "Text\nmore\n\n---", "No. \\#1 helps", "####"],
)
def test_what_is_no_heading_is_not_said(tmp_path: Path, written: str) -> None:
    assert headings.check_page(page(tmp_path, written)) == ()


def test_an_id_of_a_component_is_said_with_its_marker(tiny_project: Project) -> None:
    path = "docs/es/asma/index.md"
    tiny_project.write(path, tiny_project.text(path) + "\n## Ayuda { #term-bronquios }\n")
    line = tiny_project.line(path, "## Ayuda")
    found = [each for each in tiny_project.problems() if "docs/he/" not in each]
    assert found == [
        f'{path}:{line}: The id `term-bronquios` is used by {{{{ term("bronquios") }}}} on this '
        "page. Give the heading another one."
    ]
