"""The real pages and strings: no forbidden word, short sentences, both sides the same room."""

from pathlib import Path

import pytest

from content.pages import LOCALES, pages
from patientinfo.checks.balance import OPTIONS_PAGE, check_claims, check_options
from patientinfo.checks.plain_words import check_page, check_strings, find, fold, read_words
from patientinfo.checks.readability import (
    BETWEEN_HEADINGS,
    GRADE,
    MEAN_SENTENCE,
    english_grade,
    read,
)
from patientinfo.site import Site

ROOT = Path(__file__).parents[2]
LISTS, PROBLEMS = read_words(ROOT / "docs/_medical/words.yml", "docs/_medical/words.yml")


def test_the_list_of_words_has_no_mistake_and_serves_every_language(site: Site) -> None:
    assert PROBLEMS == []
    assert set(site.locales) <= set(LISTS)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_holds_a_word_that_may_not_appear(site: Site, locale: str) -> None:
    found = [
        str(problem)
        for page in site.pages.values()
        if page.locale == locale
        for problem in check_page(page, LISTS[locale])
    ]
    assert found == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_string_holds_a_word_that_may_not_appear(site: Site, locale: str) -> None:
    assert [str(each) for each in check_strings(site.wordings[locale], LISTS[locale])] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_head_of_a_built_page_holds_one_either(built: Path, locale: str) -> None:
    found = [
        (page.address, hit.written)
        for page in pages(built)
        if page.locale == locale and page.one("html")["lang"] == locale
        for element in page.soup.select("title, meta[content], script[type*=json]")
        for hit in find(str(element.get("content") or element.string or ""), LISTS[locale])
    ]
    assert found == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_the_list_finds_itself(locale: str) -> None:
    words = LISTS[locale]
    lost = [
        form
        for entry in words.entries
        for form in entry.forms
        if not entry.unless
        and fold(form.replace("*", ""))
        not in {fold(hit.written) for hit in find(form.replace("*", ""), words)}
    ]
    assert lost == []


def test_every_english_page_keeps_to_15_words_a_sentence_and_grade_7(site: Site) -> None:
    english = [each for each in read(site) if each.locale == "en" and each.sentences]
    assert len(english) > 20
    wrong = {
        each.name: (each.mean_sentence, english_grade(each))
        for each in english
        if each.mean_sentence > MEAN_SENTENCE or english_grade(each) > GRADE
    }
    assert wrong == {}


def test_no_section_in_any_language_is_longer_than_200_words(site: Site) -> None:
    long = {
        each.name: each.longest_section
        for each in read(site)
        if each.longest_section > BETWEEN_HEADINGS
    }
    assert long == {}


def test_every_page_of_every_language_is_measured(site: Site) -> None:
    measured = {(each.locale, each.name) for each in read(site) if each.name.endswith(".md")}
    assert measured == {(locale, page.name) for (locale, _), page in site.pages.items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_benefits_and_harms_of_all_five_options_are_about_as_long(site: Site, locale: str) -> None:
    page = site.page(locale, OPTIONS_PAGE)
    assert page is not None
    assert [str(each) for each in check_options(page)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_clinic_says_and_what_research_shows_are_about_as_long(
    site: Site, locale: str
) -> None:
    wordings = {locale: site.wordings[locale]}
    assert [str(each) for each in check_claims(site.register.claims, wordings)] == []
