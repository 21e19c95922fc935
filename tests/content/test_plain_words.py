"""The real pages and strings hold no word that may not appear, in no language."""

from pathlib import Path

import pytest

from content.pages import LOCALES, pages
from patientinfo.plain_words import check_page, check_strings, find, read_words
from patientinfo.site import Site

ROOT = Path(__file__).parents[2]
LISTS, PROBLEMS = read_words(ROOT / "docs/_medical/words.yml", "docs/_medical/words.yml")


def test_the_list_has_no_mistake_and_serves_every_language(site: Site) -> None:
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
    found = [str(problem) for problem in check_strings(site.wordings[locale], LISTS[locale])]
    assert found == []


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


def test_every_form_finds_itself() -> None:
    lost = [
        (locale, form)
        for locale, words in LISTS.items()
        for entry in words.entries
        for form in entry.forms
        if not any(form in hit.entry.forms or hit for hit in find(form.replace("*", ""), words))
        and not entry.unless
    ]
    assert lost == []
