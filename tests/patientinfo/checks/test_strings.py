"""The words of the interface are plain words, in every language."""

import pytest

from tiny import Project

SOURCE, HEBREW = "docs/es/_strings.yml", "docs/he/_strings.po"
SEEN = "and readers see it as it stands"
SIGNS = "Delete such signs, and keep the words."


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("<b>תפריט</b>", f"holds HTML (`<b>`), {SEEN}. {SIGNS}"),
        ("**תפריט**", f"holds Markdown (`**תפריט**`), {SEEN}. {SIGNS}"),
        ("תפריט&nbsp;1", f"holds `&nbsp;`, {SEEN}. Type the sign itself."),
        ("תפריט &amp; דף", f"holds `&amp;`, {SEEN}. Write &."),
        (
            "{תפריט}",
            "has the sign {, which readers would see. A value is written {{ name }}: two braces on "
            "either side.",
        ),
    ],
)
def test_what_readers_would_see_as_it_stands_is_reported(
    tiny_project: Project, word: str, said: str
) -> None:
    tiny_project.change(HEBREW, 'msgstr "תפריט"', f'msgstr "{word}"')
    line = tiny_project.line(HEBREW, 'msgctxt "site.menu"')
    assert tiny_project.problems() == [f"{HEBREW}:{line}: `site.menu` {said}"]


def test_the_source_is_asked_too(tiny_project: Project) -> None:
    tiny_project.change(SOURCE, 'text: "Menú"', 'text: "<b>Menú</b>"')
    line = tiny_project.line(SOURCE, "site.menu:")
    found = [each for each in tiny_project.problems() if HEBREW not in each]
    assert found == [f"{SOURCE}:{line}: `site.menu` holds HTML (`<b>`), {SEEN}. {SIGNS}"]


def test_signs_that_are_words_are_right(tiny_project: Project) -> None:
    tiny_project.change(HEBREW, 'msgstr "תפריט"', 'msgstr "5 > 4 & * תפריט *"')
    assert tiny_project.problems() == []
