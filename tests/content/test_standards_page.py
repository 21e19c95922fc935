"""What the standards page tells readers is what the build finds."""

from pathlib import Path

import pytest

from content.pages import LOCALES, page
from patientinfo.checks.standards import Result, read_standards, result
from patientinfo.site import Site

PATH = "about/standards.md"
MET = (
    "all-options",
    "benefits-described",
    "harms-described",
    "no-treatment-described",
    "plain-words",
    "review-dates",
    "short-sentences",
    "sources-cited",
    "uncertainty-stated",
)
MET_NOWHERE = ("clinician-reviewed", "sources-opened", "translation-read")
"""What the page says of these, for every page of the site; when one changes, so must the page."""


@pytest.fixture(scope="module")
def results(site: Site) -> list[Result]:
    read, problems = read_standards(site.files["standards"])
    assert problems == []
    items = [item for standard in read.standards for item in standard.items if item.check]
    return [result(item, site, read.checks) for item in items]


@pytest.mark.parametrize("check", MET)
def test_what_the_page_calls_met_is_met_in_every_language(
    results: list[Result], check: str
) -> None:
    found = [each for each in results if each.item.check == check]
    assert found
    for each in found:
        for locale, asked in each.asked.items():
            if check != "short-sentences" or locale == "en":
                assert each.met[locale] == asked, f"{each.item.asks} ({locale})"


@pytest.mark.parametrize("check", MET_NOWHERE)
def test_what_the_page_says_nobody_has_done_nobody_has(results: list[Result], check: str) -> None:
    for each in results:
        if each.item.check == check:
            assert set(each.met.values()) == {()}, f"Change {PATH}: {each.item.asks}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_claims_no_certificate_and_names_all_four_standards(
    built: Path, locale: str
) -> None:
    address = "about/standards/" if locale == "en" else f"{locale}/about/standards/"
    article = page(built, address).one("article")
    for name in ("NHS", "DISCERN", "IPDAS", "CDC"):
        assert name in article.text
    word = {"en": "certificate", "ka": "სერტიფიკატი", "ru": "сертификата", "ar": "شهادة"}[locale]
    assert word in article.select_one(".in-short").text  # type: ignore[union-attr]
    assert article.select("img, svg") == []
