"""Sentence and section lengths, and the formula made for each language."""

import pytest

from patientinfo.checks.readability import (
    Sentence,
    Text,
    check,
    check_grades,
    english_grade,
    read,
    russian_ease,
    score,
    table,
)
from tiny import Project

LONG = "This is a sentence that goes on and on until it has quite a lot of words in it."


def text(*sentences: str, locale: str = "en") -> Text:
    return Text(
        locale,
        f"docs/{locale}/index.md",
        tuple(
            Sentence(tuple(each.rstrip(".").split()), f"docs/{locale}/index.md", number)
            for number, each in enumerate(sentences, 10)
        ),
    )


def measured(project: Project, name: str) -> Text:
    site, problems = project.load()
    assert site is not None, problems
    return next(each for each in read(site) if each.name == name)


def test_a_page_counts_its_sentences_and_those_of_its_claims(tiny_project: Project) -> None:
    tiny_project.change("docs/en/index.md", "Speech therapy helps.", "It rose by 1.4 kg. Good.")
    page = measured(tiny_project, "docs/en/index.md")
    assert [(each.words, each.line) for each in page.sentences] == [
        (("It", "rose", "by", "1.4", "kg"), 10),
        (("See", "the", "treatments"), 12),
        (("4", "explains", "Spasticity", "from", "4"), 22),
    ]
    claims = measured(tiny_project, "docs/en/stem-cells/self-check.md")
    assert any("clinic" in each.words for each in claims.sentences)
    assert {each.file for each in claims.sentences} == {"docs/en/_strings.yml"}


def test_the_measures_of_a_text_are_words_sentences_and_letters() -> None:
    measures = text("One two three four.", "Five six.")
    assert (measures.words, measures.mean_sentence, measures.longest_sentence) == (6, 3.0, 4)
    assert measures.mean_word == pytest.approx(22 / 6)


def test_vowel_marks_are_not_letters() -> None:
    assert text("السُّرّي", locale="ar").mean_word == 5


def test_too_long_english_sentences_are_named_with_their_lines() -> None:
    assert [str(each) for each in check([text(LONG, LONG[:-1] + " indeed.")])] == [
        "docs/en/index.md:11: The sentence «This is a sentence that goes…» has 20 words; "
        "docs/en/index.md has 19.5 on average. Split it: 15 words on average are enough.",
        "docs/en/index.md:10: The sentence «This is a sentence that goes…» has 19 words; "
        "docs/en/index.md has 19.5 on average. Split it: 15 words on average are enough.",
    ]


@pytest.mark.parametrize("locale", ["ka", "ru", "ar"])
def test_the_english_limits_do_not_bind_a_translation(locale: str) -> None:
    hard = text(LONG.replace("sentence", "characteristically"), locale=locale)
    assert check([hard]) == []
    assert check_grades([hard]) == []


def test_a_hard_english_text_names_its_hardest_sentences() -> None:
    hard = text(
        "Administration of autologous mononuclear preparations necessitates anaesthesia.",
        "It can hurt.",
    )
    said = [str(each) for each in check_grades([hard])]
    assert said[0] == (
        "docs/en/index.md:10: The sentence «Administration of autologous mononuclear preparations "
        "necessitates…» has the school grade 26.1; docs/en/index.md has 17.0. "
        "Use shorter words and sentences: grade 7 at most."
    )


def test_a_simple_english_text_has_no_problem() -> None:
    assert check_grades([text("The cat sat on the mat.", "It was a good day for all.")]) == []


def test_a_section_of_more_than_200_words_is_a_warning_in_every_language(
    tiny_project: Project,
) -> None:
    many = " ".join(["სიტყვა სიტყვა სიტყვა სიტყვა სიტყვა."] * 41)
    tiny_project.change("docs/ka/index.md", "Speech therapy helps.", many)
    site, problems = tiny_project.load()
    assert site is not None
    assert [str(each) for each in problems] == [
        "docs/ka/index.md:13: 208 words stand below this heading. "
        "Put a heading at least every 200 words."
    ]


def test_a_heading_in_between_is_enough(tiny_project: Project) -> None:
    half = " ".join(["სიტყვა სიტყვა სიტყვა სიტყვა სიტყვა."] * 25)
    old = "## What the labels mean { #what-the-labels-mean }"
    tiny_project.change("docs/ka/index.md", old, f"{half}\n\n{old}\n\n{half}")
    assert tiny_project.problems() == []


def test_english_is_measured_as_textstat_does() -> None:
    # 13 words in 2 sentences, 13 syllables: 0.39 * 6.5 + 11.8 * 1 - 15.59, cut after one decimal
    assert english_grade(text("The cat sat on the mat.", "It was a good day for all.")) == -1.4


def test_a_decimal_point_does_not_make_a_sentence_more() -> None:
    whole, decimal = text("It rose by 14 points in all."), text("It rose by 1.4 points in all.")
    assert english_grade(whole) == english_grade(decimal)


def test_russian_is_measured_by_its_vowels_with_obornevas_numbers() -> None:
    # 4 words, 14 vowels: ис-сле-до-ва-ни-я э-то-го не по-ка-за-ли
    ease = russian_ease(text("Исследования этого не показали.", locale="ru"))
    assert ease == pytest.approx(206.835 - 1.3 * 4 - 60.1 * 14 / 4)


@pytest.mark.parametrize(
    ("locale", "words", "expected"),
    [
        ("en", "It was a good day for all.", "grade -1.2"),
        ("ru", "Мама мыла раму.", "ease 83"),
        ("ka", "კვლევებს ეს არ უჩვენებია.", "-"),
        ("ar", "لم تُظهر الأبحاث ذلك.", "-"),
    ],
)
def test_no_language_is_measured_with_the_formula_of_another(
    locale: str, words: str, expected: str
) -> None:
    assert score(text(words, locale=locale)) == expected


def test_the_table_has_a_row_for_each_text_english_first() -> None:
    rows = table([text("ერთი ორი სამი.", locale="ka"), text("It was a good day.")]).split("\n")
    assert [row.split() for row in rows] == [
        ["words", "sentences", "mean", "longest", "letters", "section", "formula"],
        ["docs/en/index.md", "5", "1", "5.0", "5", "2.6", "-", "grade", "-1.9"],
        ["docs/ka/index.md", "3", "1", "3.0", "3", "3.7", "-", "-"],
    ]
