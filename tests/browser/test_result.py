"""The result: what stands first, how it explains itself, its printed sheet in two languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.pages_to_try import LOCALES, address
from conftest import Served
from patientinfo.site import Site

SELF_CHECK = "stem-cells/self-check/"
SECOND = {"en": "ka", "ka": "en", "ru": "ka", "ar": "ka"}
WORST = {
    "diagnosis": "not-confirmed",
    "lost-skills": "lost",
    "age-year": "3",
    "age-month": "11",
    "weight": "15,9",
    "epilepsy": "controlled",
    "cell-source": "sibling-cord-blood",
    "sibling-match-unknown": "on",
}
"""Answers that give every kind of finding, and the longest sheet."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def compare(page: Page, served: Served, locale: str, fields: dict[str, str]) -> None:
    page.goto(served.url + address(locale, SELF_CHECK))
    for name, value in fields.items():
        field = page.locator(f'form[data-self-check] [name="{name}"]')
        if name.endswith("-unknown"):
            field.check()
        elif field.first.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            field.fill(value)
    page.locator("button[type=submit]").click()
    expect(page.locator("[data-self-check-result]")).to_be_visible()


def all_unknown(site: Site) -> dict[str, str]:
    choices = {"diagnosis", "lost-skills", "epilepsy", "cell-source"}
    fields = {id: "unknown" for id in site.rules.questions if id in choices}
    return fields | {"age-unknown": "on", "weight-unknown": "on"}


def test_evidence_and_standard_care_stand_under_the_headline_then_the_neurologist(
    page: Page, served: Served
) -> None:
    compare(page, served, "en", WORST)
    order = page.locator("[data-self-check-result]").evaluate(
        """result => [...result.querySelectorAll(
          'h3, [data-self-check-evidence], [data-self-check-standard-care], [data-advice], ol')]
          .map(each => each.dataset.advice || Object.keys(each.dataset)[0] || each.localName)"""
    )
    assert order == [
        "h3",
        "selfCheckEvidence",
        "selfCheckStandardCare",
        "neurologist",
        "selfCheckFindings",
    ]
    sizes = page.locator("[data-self-check-result]").evaluate(
        """result => ['h3 + p', '[data-self-check-evidence]'].map(
          each => getComputedStyle(result.querySelector(each)).fontSize)"""
    )
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("where", ["start", "end"])
def test_a_phone_shows_the_beginning_of_the_result(
    page: Page, served: Served, locale: str, where: str
) -> None:
    """Wherever the button stood on the screen when it was pressed."""
    page.set_viewport_size({"width": 360, "height": 740})
    compare(page, served, locale, WORST)
    button = page.locator("button[type=submit]")
    button.evaluate("(element, block) => element.scrollIntoView({ block })", where)
    button.evaluate("(element) => element.click()")
    result = page.locator("[data-self-check-result]")
    expect(result).to_be_focused()
    assert 0 <= result.evaluate("(element) => element.getBoundingClientRect().top") <= 40


def test_findings_that_ask_for_something_come_first(page: Page, served: Served) -> None:
    compare(page, served, "en", WORST)
    statuses = page.locator("[data-criterion][data-status]").evaluate_all(
        "items => items.map(each => each.dataset.status)"
    )
    assert statuses == ["unmet", "unmet", "refer", "refer", "refer", "unknown", "met", "met"]


@pytest.mark.parametrize("locale", LOCALES)
def test_each_finding_says_rule_answer_meaning_and_next_step(
    page: Page, served: Served, locale: str
) -> None:
    compare(page, served, locale, WORST)
    for finding in page.locator("[data-criterion][data-status]").all():
        terms = [each for each in finding.locator("dt").all() if each.is_visible()]
        told = [each for each in finding.locator("dd").all() if each.is_visible()]
        assert len(terms) == len(told) == 4, finding.get_attribute("data-criterion")
        assert all(each.inner_text().strip() for each in told)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_second_language_is_on_paper_only(page: Page, served: Served, locale: str) -> None:
    compare(page, served, locale, WORST)
    second = page.locator("[data-self-check-result] .self-check__second")
    assert second.count() >= 10
    assert {each.get_attribute("lang") for each in second.all()} == {SECOND[locale]}
    assert not any(each.is_visible() for each in second.all())
    page.emulate_media(media="print")
    assert all(each.is_visible() for each in second.all())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("answers", ["worst", "unknown"])
def test_the_printed_result_is_one_page(
    page: Page, served: Served, site: Site, locale: str, answers: str, tmp_path: Path
) -> None:
    compare(page, served, locale, WORST if answers == "worst" else all_unknown(site))
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_not_known_is_printed_as_something_to_ask_in_both_languages(
    page: Page, served: Served, site: Site, locale: str
) -> None:
    compare(page, served, locale, all_unknown(site))
    page.emulate_media(media="print")
    finding = page.locator('[data-criterion="diagnosis"][data-status="unknown"]')
    for each in (locale, SECOND[locale]):
        words = site.wordings[each]
        expect(finding).to_contain_text(words.text("self_check.finding-ask"))
        expect(finding).to_contain_text(words.text("criteria.diagnosis.next-unknown"))


def test_typed_numbers_stand_in_both_languages(page: Page, served: Served) -> None:
    compare(page, served, "ar", WORST)
    page.emulate_media(media="print")
    weight = page.locator('li[data-criterion="minimum-weight"]')
    assert weight.inner_text().count("15,9") == 2
