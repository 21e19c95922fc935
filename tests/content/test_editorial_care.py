"""The real pages and strings: no forbidden word, short sentences, both sides the same room."""

from pathlib import Path

import pytest

from conftest import ROOT
from content.pages import LOCALES, pages
from patientinfo.checks import THOROUGH
from patientinfo.checks.plain_words import find, word_list
from patientinfo.checks.readability import read
from patientinfo.languages.letters import fold
from patientinfo.load import load
from patientinfo.site import Site


def test_the_content_has_no_problem_at_all() -> None:
    """Words, numbers, sentences, sections, school grades, both halves of claims and options."""
    site, problems = load(ROOT, {}, checks=THOROUGH)
    assert site is not None and [str(each) for each in problems] == []


def test_the_limits_of_the_source_language_are_asked_for(site: Site) -> None:
    limits = site.languages["en"].readability
    assert (limits.mean_sentence, limits.grade) == (15, 7)
    assert all(site.languages[locale].avoid for locale in site.locales)
    assert site.condition.options and len(site.condition.options.options) == 5


@pytest.mark.parametrize("locale", LOCALES)
def test_no_head_of_a_built_page_holds_a_word_that_may_not_appear(
    built: Path, site: Site, locale: str
) -> None:
    words = word_list(site.languages[locale])
    found = [
        (page.address, hit.written)
        for page in pages(built)
        if page.locale == locale and page.one("html")["lang"] == locale
        for element in page.soup.select("title, meta[content], script[type*=json]")
        for hit in find(str(element.get("content") or element.string or ""), words)
    ]
    assert found == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_the_list_finds_itself(site: Site, locale: str) -> None:
    words = word_list(site.languages[locale])
    lost = [
        form
        for entry in words.entries
        for form in entry.forms
        if not entry.unless
        and fold(form.replace("*", ""), words.letters)
        not in {fold(hit.written, words.letters) for hit in find(form.replace("*", ""), words)}
    ]
    assert lost == []


def test_every_page_of_every_language_is_measured(site: Site) -> None:
    measured = {(each.locale, each.name) for each in read(site) if each.name.endswith(".md")}
    assert measured == {(locale, page.name) for (locale, _), page in site.pages.items()}
