"""What a browser shows that does not know the newest selectors, and drops the lists they are in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.pages_to_try import LOCALES, address
from browser.test_result import WORST, compare
from conftest import Served

UNKNOWN = re.compile(r":(?:has|focus-visible|popover-open|details-content)\b")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with names in the place of newer selectors that no browser knows."""
    page = browser.new_page(viewport={"width": 360, "height": 740})

    def serve(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=UNKNOWN.sub(":not-known", answer.text()))

    page.route("**/*.css", serve)
    yield page
    page.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_clinics_language_stands_on_paper_only_and_no_button_does(
    page: Page, served: Served, locale: str
) -> None:
    compare(page, served, locale, WORST)
    second = page.locator(".self-check__result .self-check__second").first
    expect(second).to_be_hidden()
    expect(page.locator(".self-check__actions").last).to_be_visible()
    page.emulate_media(media="print")
    expect(second).to_be_visible()
    for each in page.locator(".self-check__actions, .self-check__print-note").all():
        expect(each).to_be_hidden()


def test_the_explanation_of_a_word_does_not_stand_in_its_sentence(
    page: Page, served: Served
) -> None:
    page.goto(served.url + address("en", "cerebral-palsy/signs-and-diagnosis/"))
    assert page.locator(".term").count() > 0
    for selector in (".term button", ".term__note"):
        expect(page.locator(selector).first).to_be_hidden()
