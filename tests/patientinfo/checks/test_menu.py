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
            "mkdocs.yml:{line}: The section `deeper` stands inside the section `asma`. Sections "
            "are one level deep: write its pages into `asma`.",
        ),
        (
            "      - asma/index.md\n",
            "      - Asma: asma/index.md\n",
            "mkdocs.yml:{line}: `Asma` stands before `asma/index.md` in the menu. Write the page "
            "alone: the menu shows its title in every language.",
        ),
        (
            "  - index.md\n",
            "  - Inicio: index.md\n",
            "mkdocs.yml:{line}: `Inicio` stands before `index.md` in the menu. Write the page "
            "alone: the menu shows its title in every language.",
        ),
        (
            "  - index.md\n",
            "  - index.md\n  - asma/index.md\n",
            "mkdocs.yml:16: `asma/index.md` stands twice in the menu. Remove one of the two.",
        ),
        (
            "  - index.md\n",
            "  - index.md\n  - nada:\n",
            "mkdocs.yml:14: The section `nada` has no pages. Write them under it, or remove it.",
        ),
        (
            "  - index.md\n",
            "  - index.md\n  -\n",
            "mkdocs.yml:14: The menu has an empty entry, which is no Spanish page. Write the path "
            "below es/, such as treatments/massage.md.",
        ),
        (
            "  - sobre:\n",
            "    sobre:\n",
            "mkdocs.yml:{line}: The section `sobre` has no dash before it. Write one, as above it.",
        ),
        (
            "      - asma/index.md\n",
            "",
            "docs/es/asma/index.md: The menu in mkdocs.yml does not name this page. Add "
            "`asma/index.md` under `nav`.",
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
    line = tiny_project.line("mkdocs.yml", new.strip()) if new.count("\n") == 1 else 0
    assert tiny_project.problems() == [said.format(line=line)]


def test_a_site_without_a_menu_is_reported(tiny_project: Project) -> None:
    text = tiny_project.text("mkdocs.yml")
    start, end = text.index("nav:"), text.index("plugins:")
    tiny_project.write("mkdocs.yml", text[:start] + text[end:])
    assert tiny_project.problems() == [
        "mkdocs.yml:2: `nav` is missing: the site has no menu. Bring it back from git, or write "
        "`nav:` and below it a line a page: `  - index.md`."
    ]
