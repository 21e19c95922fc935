"""What this site's languages say of themselves: words that may not appear, formulas, dates."""

from datetime import date

import pytest
from markupsafe import escape

from content.pages import LOCALES
from parts import lines, text
from patientinfo.checks.plain_words import find, word_list
from patientinfo.checks.readability import check_text, reading_ease, score, table
from patientinfo.checks.school_grades import check_text as check_grade
from patientinfo.languages.language import read_language
from patientinfo.site import Site
from tiny import ROOT

LANGUAGES = {
    locale: read_language(ROOT / f"docs/{locale}/_language.yml", locale)[0] for locale in LOCALES
}
LISTS = {locale: word_list(language) for locale, language in LANGUAGES.items()}
LONG = "This is a sentence that goes on and on until it has quite a lot of words in it."


@pytest.mark.parametrize("locale", ["en", "ka", "ru", "ar"])
def test_every_language_of_the_site_has_a_sound_file(locale: str) -> None:
    language, _, problems = read_language(ROOT / f"docs/{locale}/_language.yml", locale)
    assert problems == []
    assert language.avoid and language.numbers


def found(text: str, locale: str) -> list[str]:
    return [hit.written for hit in find(text, LISTS[locale])]


@pytest.mark.parametrize(
    ("locale", "text", "written"),
    [
        ("en", "This cures children.", "cures"),
        ("en", "CURED at last", "CURED"),
        ("en", "A risk-free method", "risk-free"),
        ("en", "It is free\nof risks.", "free\nof risks"),
        ("en", "guaranteed", "guaranteed"),
        ("en", "It is 100% safe.", "100% safe"),
        ("en", "a success rate of 8", "success rate"),
        ("en", "Your child is eligible.", "eligible"),
        ("en", "This is proven.", "proven"),
        ("en", "An unproven method", "unproven"),
        ("en", "She suffers from CP.", "suffers"),
        ("en", "a wheelchair\u2011bound child", "wheelchair\u2011bound"),
        ("ru", "Его вылечили.", "вылечили"),
        ("ru", "о полном излечении", "излечении"),
        ("ru", "Гарантированный результат", "Гарантированный"),
        ("ru", "гаранти\u0301руем", "гаранти\u0301руем"),
        ("ru", "совершенно безопасного метода", "совершенно безопасного"),
        ("ru", "процент успешных случаев", "процент успешных"),
        ("ru", "подходящего кандидата", "подходящего кандидата"),
        ("ru", "больные дети", "больные дети"),
        ("ru", "ребенок подходит для терапии", "ребенок подходит"),
        ("ru", "инновационными методами", "инновационными"),
        ("ka", "ბავშვის განკურნებას", "განკურნებას"),
        ("ka", "განკურნავს ბავშვს", "განკურნავს"),
        ("ka", "უკურნებელი სენი", "უკურნებელი"),
        ("ka", "გარანტირებულია შედეგი", "გარანტირებულია"),
        ("ka", "რისკის გარეშე", "რისკის გარეშე"),
        ("ka", "დამტკიცებულია, რომ ეხმარება", "დამტკიცებულია"),
        ("ka", "წარმატების მაჩვენებელს", "წარმატების მაჩვენებელს"),
        ("ka", "კარგი კანდიდატები", "კანდიდატები"),
        ("ka", "ინვალიდებისთვის", "ინვალიდებისთვის"),
        ("ka", "ცერებრალური დამბლა", "ცერებრალური"),
        ("ar", "علاج يَشفي الأطفال", "يَشفي"),
        ("ar", "الشفاء ممكن", "الشفاء"),
        ("ar", "وبالشفاء", "وبالشفاء"),
        ("ar", "للشِّفاء", "للشِّفاء"),
        ("ar", "نتيجة مضمونة", "مضمونة"),
        ("ar", "من دون مخاطر", "من دون مخاطر"),
        ("ar", "أثبتت الأبحاث", "أثبتت الأبحاث"),
        ("ar", "فأثبتت ذلك", "فأثبتت"),
        ("ar", "نسبة النجاح عالية", "نسبة النجاح"),
        ("ar", "طفل مؤهَّل للعلاج", "مؤهَّل"),
        ("ar", "والمعاقين", "والمعاقين"),
        ("ar", "أطفال يعانون من الصرع", "يعانون من"),
    ],
)
def test_a_word_is_found_in_the_form_that_the_sentence_gives_it(
    locale: str, text: str, written: str
) -> None:
    assert written in found(text, locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "The doctor checks the secure area for accuracy and procures a chair."),
        ("en", "There is no treatment that takes CP away. It approves of nothing without a sieve."),
        ("en", "The clinic says that it is safe."),
        ("ru", "Лечения, которое избавляет от ДЦП, нет."),
        ("ru", "Ребёнок лечится, врач лечит, человек с инвалидностью."),
        ("ru", "Не доказано, что помогает."),
        ("ka", "მკურნალობა ეხმარება, კვლევებს ეს არ უჩვენებია."),
        ("ka", "ეს არ არის დამტკიცებული."),
        ("ar", "المستشفى قريب، والشلل الدماغي ليس شلل الأطفال."),
        ("ar", "لم يثبت أنه يفيد."),
        ("ar", "5 سم على مقعد السيارة"),
    ],
)
def test_a_word_that_only_looks_alike_or_is_denied_is_not_found(locale: str, text: str) -> None:
    errors = [hit.written for hit in find(text, LISTS[locale]) if not hit.entry.only]
    assert errors == []


@pytest.mark.parametrize("locale", ["ka", "ru", "ar"])
def test_the_english_limits_do_not_bind_a_translation(locale: str) -> None:
    hard = text(LONG.replace("sentence", "characteristically"), locale=locale)
    assert lines(check_text(hard, LANGUAGES[locale].readability)) == []
    assert lines(check_grade(hard, LANGUAGES[locale].readability)) == []


def test_russian_is_measured_by_its_vowels_with_obornevas_numbers() -> None:
    # 4 words, 14 vowels: ис-сле-до-ва-ни-я э-то-го не по-ка-за-ли
    numbers = LANGUAGES["ru"].readability.ease
    assert numbers
    ease = reading_ease(text("Исследования этого не показали.", locale="ru"), numbers)
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
    assert score(text(words, locale=locale), LANGUAGES[locale]) == expected


def test_the_table_has_a_row_for_each_text_the_source_first() -> None:
    texts = [text("ერთი ორი სამი.", locale="ka"), text("It was a good day.")]
    rows = table(texts, LANGUAGES).split("\n")
    assert [row.split() for row in rows] == [
        ["words", "sentences", "mean", "longest", "letters", "section", "formula"],
        ["docs/en/index.md", "5", "1", "5.0", "5", "2.6", "-", "grade", "-1.9"],
        ["docs/ka/index.md", "3", "1", "3.0", "3", "3.7", "-", "-"],
    ]


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en", "4 March 2025"), ("ka", "4 მარტი, 2025"), ("ar", "4 مارس 2025")],
)
def test_a_date_is_written_in_the_language_with_the_machines_form_beside_it(
    site: Site, locale: str, written: str
) -> None:
    written_out = site.place("index.md", locale).wording.date(date(2025, 3, 4))
    assert escape(written_out) == f'<time datetime="2025-03-04">{written}</time>'
