"""Sentence and section lengths, and the formula made for each language."""

from pathlib import Path

import pytest

from parts import lines, text
from patientinfo.checks.readability import (
    Text,
    check_text,
    english_grade,
    read,
)
from patientinfo.checks.school_grades import check_text as check_grade
from patientinfo.languages.language import Readability
from tiny import Project, add_clinic

ROOT = Path(__file__).parents[3]
ENGLISH = Readability(mean_sentence=15, grade=7)
PAGE = "docs/es/asma/index.md"

LONG = "This is a sentence that goes on and on until it has quite a lot of words in it."


def measured(project: Project, name: str) -> Text:
    site, problems = project.load()
    assert site is not None, problems
    return next(each for each in read(site) if each.name == name)


def test_a_page_counts_its_sentences_and_those_of_its_claims(tiny_project: Project) -> None:
    add_clinic(tiny_project)
    new = "Subió 1.4 kg. Bien. Vea [la regla](comprobar.md).\n\n"
    new += '{{ claim("sal") }}\n\nCon {{ criteria.edad_minima }} puede soplar.'
    tiny_project.change(PAGE, "Unas semanas van bien y otras peor.", new)
    page = measured(tiny_project, PAGE)
    own = [(each.words, each.line) for each in page.sentences if 18 <= each.line <= 22]
    assert own == [
        (("Subió", "1.4", "kg"), 18),
        (("Vea", "la", "regla"), 18),
        (("Con", "4", "puede", "soplar"), 22),
        (("Un", "niño", "sin", "síntomas", "puede", "seguir", "teniendo", "asma"), 22),
    ]
    claims = [each for each in page.sentences if each.file == "docs/es/_strings.yml"]
    assert [each.beginning for each in claims] == [
        "El centro dice que una cueva…",
        "Ningún buen estudio ha visto que…",
    ]


def test_the_measures_of_a_text_are_words_sentences_and_letters() -> None:
    measures = text("One two three four.", "Five six.")
    assert (measures.words, measures.mean_sentence, measures.longest_sentence) == (6, 3.0, 4)
    assert measures.mean_word == pytest.approx(22 / 6)


def test_vowel_marks_are_not_letters() -> None:
    assert text("السُّرّي", locale="ar").mean_word == 5


def test_too_long_english_sentences_are_named_with_their_lines() -> None:
    assert lines(check_text(text(LONG, LONG[:-1] + " indeed."), ENGLISH)) == [
        "docs/en/index.md:11: The sentence «This is a sentence that goes…» has 20 words; "
        "docs/en/index.md has 19.5 on average. Split it: 15 words on average are enough.",
        "docs/en/index.md:10: The sentence «This is a sentence that goes…» has 19 words; "
        "docs/en/index.md has 19.5 on average. Split it: 15 words on average are enough.",
    ]


def test_a_hard_english_text_names_its_hardest_sentences() -> None:
    hard = text(
        "Administration of autologous mononuclear preparations necessitates anaesthesia.",
        "It can hurt.",
    )
    said = lines(check_grade(hard, ENGLISH))
    assert said[0] == (
        "docs/en/index.md:10: The sentence «Administration of autologous mononuclear preparations "
        "necessitates…» has the school grade 26.1; docs/en/index.md has 17.0. "
        "Use shorter words and sentences: grade 7 at most."
    )


def test_a_simple_english_text_has_no_problem() -> None:
    simple = text("The cat sat on the mat.", "It was a good day for all.")
    assert lines(check_grade(simple, ENGLISH)) == []


def test_a_section_of_more_than_200_words_is_a_warning_in_every_language(
    tiny_project: Project,
) -> None:
    path = "docs/he/asma/index.md"
    many = " ".join(["מילה מילה מילה מילה מילה."] * 41)
    tiny_project.change(path, "* הצטננות", f"* הצטננות\n\n{many}\n")
    number = tiny_project.line(path, "## מה מחמיר")
    site, problems = tiny_project.load()
    assert site is not None
    [said] = lines(problems)
    count = int(said.split(": ")[1].split()[0])
    assert count > 205
    assert said == (
        f"{path}:{number}: {count} words stand below this heading. "
        "Put a heading at least every 200 words."
    )


def test_a_heading_in_between_is_enough(tiny_project: Project) -> None:
    path = "docs/he/asma/index.md"
    half = " ".join(["מילה מילה מילה מילה מילה."] * 25)
    tiny_project.change(path, "* הצטננות", f"* הצטננות\n\n{half}\n")
    tiny_project.change(path, "## המשאף", f"## המשאף {{ #mas }}\n\n{half}\n\n## המשאף")
    assert [each for each in tiny_project.problems() if "words stand" in each] == []


def test_english_is_measured_as_textstat_does() -> None:
    # 13 words in 2 sentences, 13 syllables: 0.39 * 6.5 + 11.8 * 1 - 15.59, cut after one decimal
    assert english_grade(text("The cat sat on the mat.", "It was a good day for all.")) == -1.4


def test_a_decimal_point_does_not_make_a_sentence_more() -> None:
    whole, decimal = text("It rose by 14 points in all."), text("It rose by 1.4 points in all.")
    assert english_grade(whole) == english_grade(decimal)
