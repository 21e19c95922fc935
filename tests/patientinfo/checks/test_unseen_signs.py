"""Signs that nobody sees, and words in letters of two alphabets, are found in every file."""

import pytest

from patientinfo.checks.unseen_signs import check_text
from tiny import Project

PAGE = "docs/es/asma/index.md"
AGAIN = "Delete the words on both sides of it, and type them again."


def said(text: str, needed: str = "") -> list[str]:
    return [str(each) for each in check_text(text, "page.md", needed)]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Qué lo ali\u200bvia", "U+200B, zero width space), behind «ali»"),
        ("ali\u00advia", "U+00AD, soft hyphen), behind «ali»"),
        ("ali&shy;via", "U+00AD, soft hyphen), behind «ali»"),
        ("ali&#8203;via", "U+200B, zero width space), behind «ali»"),
        ('text: "ali\\u200bvia"', "U+200B, zero width space), behind «ali»"),
        ("lo \u202eaivila", "U+202E, right-to-left override), behind «lo »"),
        ('msgstr "\u2060"', "U+2060, word joiner)"),
        ("alivia\x07", "U+0007, control sign), behind «alivia»"),
        ("a\u2028b", "U+2028, line separator), behind «a»"),
        ("ა\u3164ბ", "U+3164, hangul filler), behind «ა»"),
        ("a\u200c\u200cb\u200c", "U+200C, zero width non-joiner), behind «a»"),
    ],
)
def test_a_sign_that_nobody_sees_is_called_by_its_name(text: str, called: str) -> None:
    assert said(f"\n{text}\n") == [
        f"page.md:2: A sign that nobody sees stands here ({called}. {AGAIN}"
    ]


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("\u0441ura", "\u0441 is CYRILLIC SMALL LETTER ES"),
        ("cu&#1075;a", "\u0433 is CYRILLIC SMALL LETTER GHE"),
        ("rιesgo", "ι is GREEK SMALL LETTER IOTA"),
        ("леч\u0065ние", "e is LATIN SMALL LETTER E"),
    ],
)
def test_a_word_in_letters_of_two_alphabets_is_reported(word: str, letter: str) -> None:
    shown = word.replace("&#1075;", "\u0433")
    assert said(f"Una {word} más.") == [
        f"page.md:1: «{shown}» mixes letters of two alphabets ({letter}). Type the word again."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "16\u00a0kg, 16\u202fkg, 5 μg, HLA-совместимость, GMFCS-ის, МРТ, ☎\ufe0f, вы́лечить",
        "&nbsp;&amp;&hellip;\t| cell",
    ],
)
def test_what_readers_see_or_need_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_a_language_may_need_a_sign_that_nobody_sees() -> None:
    assert said("می\u200cشود", needed="\u200c") == []
    assert len(said("می\u200cشود")) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PAGE, "## El inhalador {", "## El\u200b inhalador {"),
        (PAGE, 'description: "Qué', 'description: "El\u200b Qué'),
        ("docs/es/_strings.yml", '"Ir al texto"', '"El\u200b texto"'),
        ("docs/he/_strings.po", 'msgstr "דלגו לטקסט"', 'msgstr "El\u200b"'),
        ("docs/_medical/condition.yml", "# ", "# El\u200b "),
    ],
)
def test_every_file_that_readers_get_is_looked_at(
    tiny_project: Project, file: str, old: str, new: str
) -> None:
    text = tiny_project.text(file).replace(old, new, 1)
    tiny_project.write(file, text)
    line = text[: text.index("\u200b")].count("\n") + 1
    assert [each for each in tiny_project.problems() if "nobody sees" in each] == [
        f"{file}:{line}: A sign that nobody sees stands here (U+200B, zero width space), "
        f"behind «El». {AGAIN}"
    ]


def test_of_a_file_that_cannot_be_read_nothing_more_is_said(tiny_project: Project) -> None:
    tiny_project.change("docs/es/_strings.yml", '"Ir al texto"', '"Ir\x07 al texto"')
    assert not [each for each in tiny_project.problems() if "nobody sees" in each]
