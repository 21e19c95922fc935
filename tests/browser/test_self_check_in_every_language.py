"""The self-check on the built site: every example child in every language, and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.pages_to_try import LOCALES, address
from conftest import Served
from patientinfo.site import Site

SELF_CHECK = "stem-cells/self-check/"

FINDINGS = """result => [...result.querySelectorAll('[data-criterion][data-status]')]
  .map(each => [each.dataset.criterion, each.dataset.status])"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own for each test, on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_example_child_gets_its_verdict(
    page: Page, served: Served, site: Site, locale: str
) -> None:
    page.goto(served.url + address(locale, SELF_CHECK))
    result = page.locator("[data-self-check-result]")
    for case in site.cases:
        page.locator("button[type=reset]").click()
        assert result.is_hidden(), case.who
        for name, value in case.fields(site.rules).items():
            field = page.locator(f'form[data-self-check] [name="{name}"]')
            if name.endswith("-unknown"):
                field.check()
            elif name.endswith("-unit"):
                field.select_option(value)
            elif field.first.get_attribute("type") == "radio":
                page.locator(f'[name="{name}"][value="{value}"]').check()
            else:
                field.fill(value)
        page.locator("button[type=submit]").click()
        assert result.get_attribute("data-outcome") == case.outcome, case.who
        assert dict(result.evaluate(FINDINGS)) == case.findings, case.who
        advice = result.locator('[data-advice="neurologist"]')
        assert advice.count() == len(case.advice), case.who
        assert site.wordings[locale].text(f"outcomes.{case.outcome}.title") in result.inner_text()
        standard_care = result.locator("a[href*='treatments']")
        assert standard_care.count() >= 1, case.who


@pytest.mark.parametrize("locale", LOCALES)
def test_the_form_can_be_filled_in_and_sent_by_keyboard_alone(
    page: Page, served: Served, locale: str
) -> None:
    page.goto(served.url + address(locale, SELF_CHECK))
    answered: set[str] = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        name, kind = page.evaluate("[document.activeElement.name, document.activeElement.type]")
        if kind == "radio" and name not in answered:
            page.keyboard.press("Space")
        elif name == "age-year":
            page.keyboard.type("6")
        elif name == "weight":
            page.keyboard.type("20")
        elif kind == "submit":
            page.keyboard.press("Enter")
            break
        answered.add(name or "")
    result = page.locator("[data-self-check-result]")
    assert result.get_attribute("data-outcome") == "matches"
    assert page.evaluate("document.activeElement.matches('[data-self-check-result]')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
