"""What the site knows of a language stands in its file, and CLDR says the rest."""

from pathlib import Path

import pytest

from patientinfo.languages.language import Language, opengraph, read_language
from patientinfo.languages.letters import fold, shapes
from patientinfo.languages.tags import direction, fonts, in_english, letters
from tiny import OTHER


def messages(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "_language.yml").write_text(text, encoding="utf-8")
    found = read_language(tmp_path / "_language.yml", "docs/uk/_language.yml")
    return [str(each) for each in found[2]]


def test_a_language_can_do_without_the_file(tmp_path: Path) -> None:
    language, _, problems = read_language(tmp_path / "_language.yml", "docs/uk/_language.yml")
    assert problems == []
    assert (language.numbers, language.avoid, language.readability.grade) == (None, [], None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "alphabet: [а, б]\n",
            "docs/uk/_language.yml:1: `alphabet` is `['а', 'б']`. Write text in double quotes.",
        ),
        (
            "numbers: {words: {два: two}, units: {}, rules: []}\n",
            "docs/uk/_language.yml:1: `numbers.words.два` is `two`. Write a whole number.",
        ),
        (
            "numbers: {words: {}, units: {}, rules: [], bare: {age: [aged]}}\n",
            "docs/uk/_language.yml:1: `aged` does not say where its number stands. Begin or end it "
            "with one #, such as `aged #`.",
        ),
        (
            "serach: {}\n",
            "docs/uk/_language.yml:1: `serach` is not a key that is known here. Correct its "
            "spelling, or remove it.",
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert messages(tmp_path, text) == [said]


def test_letters_that_are_alike_and_little_words_before_a_word_count_as_the_language_says() -> None:
    hebrew = read_language(OTHER / "docs/he/_language.yml", "he")[0].letters
    assert fold("משאפים", hebrew) == fold("משאפימ", hebrew)
    assert "ריאות" in shapes("ושבריאות", hebrew)
    assert "ריאות" not in shapes("ושבריאות", Language().letters)


@pytest.mark.parametrize(
    ("locale", "language", "expected"),
    [
        ("ka", Language(), "ka_GE"),
        ("en", Language(cldr="en_GB"), "en_GB"),
        ("ar", Language(opengraph="ar_AR", cldr="ar_EG"), "ar_AR"),
        ("pt-BR", Language(), "pt_BR"),
        ("zh-Hans", Language(), "zh_CN"),
        ("zh-Hant-HK", Language(), "zh_HK"),
        ("sr-Latn", Language(), "sr_RS"),
    ],
)
def test_a_language_is_named_to_those_who_share_links_as_its_file_or_cldr_says(
    locale: str, language: Language, expected: str
) -> None:
    assert opengraph(locale, language) == expected


def test_directions_and_names_come_from_cldr() -> None:
    assert [direction(each) for each in ("en", "he", "ar", "fa", "uz-Latn")] == [
        *("ltr", "rtl", "rtl", "rtl", "ltr"),
    ]
    assert [in_english(each) for each in ("ka", "he", "uz")] == ["Georgian", "Hebrew", "Uzbek"]


def test_fonts_follow_from_the_letters_of_a_language() -> None:
    tags = ("ka", "he", "pt-BR", "sr-Latn", "uk", "fa")
    assert [letters(each) for each in tags] == [
        *("Georgian", "Hebrew", "Latin", "Latin", "Cyrillic", "Arabic"),
    ]
    assert [letters(each) for each in ("zh-Hans", "zh-Hant", "ja")] == ["SC", "TC", "JP"]
    assert fonts(["he", "ka"]) == (
        '"Noto Sans", "Noto Sans Hebrew", "Noto Sans Georgian", "DejaVu Sans", sans-serif'
    )
    assert fonts(["ar"], first="Noto Naskh Arabic") == (
        '"Noto Naskh Arabic", "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif'
    )
