"""A menu that leads nowhere is reported with the line of mkdocs.yml."""

import pytest

from tiny import Project


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "      - asma/index.md\n",
            "      - asma/idnex.md\n",
            "mkdocs.yml:{line}: The menu names `asma/idnex.md`, which is no Spanish page. Write "
            "the path below es/, such as treatments/massage.md.",
        ),
        (
            "  - asma:\n",
            "  - ayuda:\n",
            "mkdocs.yml:{line}: The section `ayuda` of the menu has no words. Add `nav.ayuda` to "
            "es/_strings.yml.",
        ),
        (
            "      - asma/index.md\n",
            "      - deeper: [asma/index.md]\n",
            "mkdocs.yml:{line}: The menu names `{{'deeper': ['asma/index.md']}}`, which is no "
            "Spanish page. Write the path below es/, such as treatments/massage.md.",
        ),
        (
            "  - index.md\n",
            "  - https://example.org/\n",
            "mkdocs.yml:{line}: The menu names `https://example.org/`, which is no Spanish page. "
            "Write the path below es/, such as treatments/massage.md.",
        ),
    ],
)
def test_a_mistake_in_the_menu_is_reported(
    tiny_project: Project, old: str, new: str, said: str
) -> None:
    tiny_project.change("mkdocs.yml", old, new)
    line = tiny_project.line("mkdocs.yml", new.strip())
    assert tiny_project.problems() == [said.format(line=line)]


def test_a_site_without_a_menu_has_no_problems(tiny_project: Project) -> None:
    text = tiny_project.text("mkdocs.yml")
    start, end = text.index("nav:"), text.index("plugins:")
    tiny_project.write("mkdocs.yml", text[:start] + text[end:])
    assert tiny_project.problems() == []
