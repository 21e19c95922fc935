"""Numbers of the clinic's rules typed into a text, in digits and words of every language."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from patientinfo.checks import stray_numbers
from patientinfo.checks.stray_numbers import check_page, check_strings
from patientinfo.languages.language import Allowed, Language, read_language
from patientinfo.languages.wording import SourceString, Strings, Wording
from patientinfo.self_check.criteria import Amount
from patientinfo.site import Site
from tiny import Project

ROOT = Path(__file__).parents[2]
LANGUAGES = {
    locale: read_language(ROOT / f"docs/{locale}/_language.yml", locale)[0]
    for locale in ("en", "ka", "ru", "ar")
}


def reported(
    site: Site,
    locale: str,
    sentence: str,
    key: str = "claims.x.clinic",
    language: Language | None = None,
) -> list[str]:
    """Return what is said of a string that holds this sentence alone."""
    source = Strings([(key, SourceString(key, (sentence,), "", 7))])
    translations = {} if locale == "en" else {key: (sentence,)}
    wording = Wording(locale, source, translations, "strings", {key: 7}, original="en")
    found = check_strings(wording, language or LANGUAGES[locale], site.rules)
    return [each.what.removeprefix(f"`{key}`: ") for each in found]


WRITTEN_OUT = {
    "en": {
        "The clinic treats children from four years of age.": ("four years", "minimum-age"),
        "The clinic takes four-year-olds.": ("four-year", "minimum-age"),
        "The clinic's rule says 48 months.": ("48 months", "minimum-age"),
        "The clinic asks for forty-eight months.": ("forty-eight months", "minimum-age"),
        "The clinic asks for 16kg.": ("16kg", "minimum-weight"),
        "The clinic asks for about 35.3 lb.": ("35.3 lb", "minimum-weight"),
        "The clinic says cells must match by fifty percent.": (
            "fifty percent",
            "sibling-match",
        ),
        "The clinic says cells must match by 50 per cent.": ("50 per cent", "sibling-match"),
        "The clinic asks for at least 35 pounds.": ("35 pounds", "minimum-weight"),
        "The clinic treats children aged 4+.": ("aged 4+", "minimum-age"),
        "The clinic treats children under 18.": ("under 18", "child"),
        "The clinic treats children of 4 and over.": ("4 and over", "minimum-age"),
    },
    "ka": {
        "კლინიკა იღებს ბავშვებს ოთხი წლიდან.": ("ოთხი წლიდან", "minimum-age"),
        "კლინიკის პირობაა 16 კგ.": ("16 კგ", "minimum-weight"),
        "კლინიკა ოთხწლიან ბავშვებს იღებს.": ("ოთხწლიან", "minimum-age"),
        "კლინიკა 18-ზე უმცროს ბავშვებს იღებს.": ("18-ზე უმცროს", "child"),
        "კლინიკა ითხოვს ორმოცდაათ პროცენტს.": ("ორმოცდაათ პროცენტს", "sibling-match"),
    },
    "ru": {
        "Клиника принимает детей с четырёх лет.": ("четырёх лет", "minimum-age"),
        "По правилу клиники нужно четыре года.": ("четыре года", "minimum-age"),
        "Клиника принимает детей с 4-х лет.": ("4-х лет", "minimum-age"),
        "Клиника принимает четырёхлетних детей.": ("четырёхлетних", "minimum-age"),
        "Клиника принимает детей младше 18.": ("младше 18", "child"),
        "Клиника требует совпадения на 50 %.": ("50 %", "sibling-match"),
        "Клиника пишет о детях до восемнадцати лет.": ("восемнадцати лет", "child"),
    },
    "ar": {
        "تقبل العيادة الأطفال من عمر أربع سنوات.": ("أربع سنوات", "minimum-age"),
        "وتشترط العيادة ١٦ كغم.": ("١٦ كغم", "minimum-weight"),
        "تطلب العيادة ستة عشر كيلوغرامًا.": ("ستة عشر كيلوغرامًا", "minimum-weight"),
        "تقبل العيادة الأطفال دون 18.": ("دون 18", "child"),
        "للعيادة معيار هو ۱۶ كغم.": ("۱۶ كغم", "minimum-weight"),
    },
}


@pytest.mark.parametrize(
    ("locale", "sentence", "words", "rule"),
    [(locale, text, *said) for locale, all in WRITTEN_OUT.items() for text, said in all.items()],
)
def test_a_rule_that_is_typed_into_a_text_is_reported(
    site: Site, locale: str, sentence: str, words: str, rule: str
) -> None:
    assert reported(site, locale, sentence) == [
        f"«{words}» is the number of the rule `{rule}`, written out."
    ]


@pytest.mark.parametrize(
    ("locale", "sentence", "words"),
    [
        ("en", "The clinic says a child must be at least 5 years old.", "5 years"),
        ("ka", "კლინიკა ამბობს, რომ მინიმალური ასაკია ხუთი წელი.", "ხუთი წელი"),
        ("ru", "По словам клиники, минимальный возраст — пять лет.", "пять лет"),
        ("ar", "تقول العيادة إنّ أدنى عمر هو ٥ سنوات.", "٥ سنوات"),
    ],
)
def test_a_number_that_contradicts_the_rules_is_reported(
    site: Site, locale: str, sentence: str, words: str
) -> None:
    assert reported(site, locale, sentence) == [
        f"«{words}» contradicts the rules: `minimum-age` is 4 year, `child` is 18 year."
    ]


@pytest.mark.parametrize(
    ("locale", "sentence", "words"),
    [
        ("en", "A child must weigh at least 61 kg.", "61 kg"),
        ("ka", "ბავშვის წონა მინიმუმ 61 კგ უნდა იყოს.", "61 კგ"),
        ("ru", "Ребёнок должен весить не менее 61 кг.", "61 кг"),
        ("ar", "يجب ألا يقل وزن الطفل عن 61 كغ.", "61 كغ"),
    ],
)
def test_a_demand_is_a_rule_without_the_word_clinic(
    site: Site, locale: str, sentence: str, words: str
) -> None:
    assert reported(site, locale, sentence) == [
        f"«{words}» contradicts the rules: `minimum-weight` is 16 kg."
    ]


def test_both_ends_of_a_range_are_read(site: Site) -> None:
    assert reported(site, "en", "The clinic treats children aged 4 to 12 years.") == [
        "«4 to 12 years» is the number of the rule `minimum-age`, written out.",
        "«12 years» contradicts the rules: `minimum-age` is 4 year, `child` is 18 year.",
    ]
    assert reported(site, "en", "The clinic treats children aged 4 to 18.") == [
        "«aged 4 to 18» is the number of the rule `minimum-age`, written out.",
        "«aged 4 to 18» is the number of the rule `child`, written out.",
    ]


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "In one trial the mean age was 54 months."),
        ("en", "Children from 4 years of age can often learn this."),
        ("en", "Studies included children aged 1 to 6 years."),
        ("en", "The clinic says that most children improve within 6 months."),
        ("en", "The clinic treats children from {{ criteria.minimum_age }}."),
        ("en", "A baby who weighs 16 kg is rare."),
        ("en", "The clinic has treated children for over 10 years."),
        ("en", "The clinic says that 18 of 131 children were older."),
        ("en", "The clinic waits for ½ year."),
        ("ka", "კვლევაში ბავშვების საშუალო ასაკი 54 თვე იყო."),
        ("ru", "В исследовании участвовали дети от 1 до 6 лет."),
        ("ar", "كان متوسط العمر في الدراسة 54 شهرًا."),
    ],
)
def test_numbers_of_studies_and_milestones_are_left_alone(
    site: Site, locale: str, sentence: str
) -> None:
    assert reported(site, locale, sentence) == []


def test_the_self_checks_own_words_are_about_the_rules_without_naming_them(site: Site) -> None:
    sentence = "Your child is younger than 4 years."
    assert reported(site, "en", sentence) == []
    assert len(reported(site, "en", sentence, key="criteria.minimum-age.unmet")) == 1


def test_what_is_allowed_is_not_reported(site: Site) -> None:
    sentence = "The clinic opened 4 years ago."
    assert len(reported(site, "en", sentence)) == 1
    english = LANGUAGES["en"]
    assert english.numbers
    allowed = replace(english.numbers, allow=[Allowed(text="opened 4 years ago", because="a date")])
    lenient = replace(english, numbers=allowed)
    assert reported(site, "en", sentence, language=lenient) == []


def test_the_whole_site_has_no_stray_number(site: Site) -> None:
    assert list(stray_numbers.check(site)) == []


def test_every_language_of_the_site_says_how_it_writes_numbers(site: Site) -> None:
    assert [locale for locale in site.locales if site.languages[locale].numbers is None] == []


def test_the_check_follows_the_criteria_file(site: Site) -> None:
    age = replace(
        site.rules.criteria["minimum-age"], at_least=Amount(value=Fraction(5), unit="year")
    )
    changed = replace(site.rules, criteria={**site.rules.criteria, "minimum-age": age})
    string = SourceString("claims.x.clinic", ("The clinic treats children from 5 years.",), "", 7)
    wording = Wording("en", Strings({"claims.x.clinic": string}), name="strings", original="en")
    [problem] = check_strings(wording, LANGUAGES["en"], changed)
    assert "is the number of the rule `minimum-age`" in problem.what


def test_a_page_is_reported_with_its_line_and_what_to_write(tiny_project: Project) -> None:
    page = "docs/he/asma/index.md"
    sentence = "הכלל מדבר על חמש שנים."
    tiny_project.change(page, "* הצטננות", f"* הצטננות\n\n{sentence}\n")
    line = tiny_project.line(page, sentence)
    assert tiny_project.problems() == [
        f"{page}:{line}: «חמש שנים» is the number of the rule `edad-minima`, written out. Write "
        "{{ criteria.edad_minima }} (in the self-check's own strings {{ value }}). If it is no "
        "number of a rule, say so under `numbers.allow` in the language's _language.yml."
    ]


def test_the_page_of_the_self_check_is_about_the_rules_throughout(site: Site) -> None:
    page = site.pages[("en", "stem-cells/self-check.md")]
    assert check_page(page, LANGUAGES["en"], site.rules) == ()
    typed = replace(page, written=page.written + "\n\nIt begins at four years.\n")
    [problem] = check_page(typed, LANGUAGES["en"], site.rules)
    assert problem.what == "«four years» is the number of the rule `minimum-age`, written out."
