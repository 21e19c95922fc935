"""The copy in one file, opened from a folder without the internet."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.pages_to_try import LOCALES
from browser.test_pages import RULES
from conftest import Served

ANSWERS = {"diagnosis": "confirmed", "lost-skills": "no", "epilepsy": "never"}


@pytest.fixture(params=LOCALES)
def opened(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Page]:
    """The copy of each language; a request to anywhere fails the test."""
    file = served.folder / f"downloads/cerebral-palsy.{request.param}.html"
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    troubles: list[str] = []
    page.on("request", lambda each: troubles.append(each.url))
    page.on("console", lambda each: troubles.append(each.text))
    page.on("pageerror", lambda each: troubles.append(str(each)))
    page.goto(file.as_uri())
    yield page
    assert troubles == [file.as_uri()]
    context.close()


def test_every_link_in_it_leads_somewhere_in_it(opened: Page) -> None:
    assert opened.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].length") > 300
    assert (
        opened.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash)"
            ".filter(hash => !document.getElementById(decodeURIComponent(hash.slice(1))))"
        )
        == []
    )
    ids = opened.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    outward = opened.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
        ".filter(href => !/^(#|https?:|tel:)/.test(href))"
    )
    assert outward == []


def test_a_link_of_the_list_shows_its_page(opened: Page) -> None:
    link = opened.locator("#contents a").nth(5)
    title = link.inner_text()
    link.click()
    heading = opened.locator(":target h1")
    expect(heading).to_have_text(title)
    expect(heading).to_be_in_viewport()


def test_the_self_check_gives_a_verdict(opened: Page) -> None:
    form = opened.locator("form[data-self-check]")
    expect(form).to_be_visible()
    for box in form.locator("fieldset:has(input[type=radio])").all():
        if box.is_visible():
            box.locator("input[type=radio]").last.check()
    for box in form.locator("fieldset:has(input[type=text])").all():
        if box.is_visible():
            box.locator("input[type=checkbox]").check()
    form.locator("button[type=submit]").click()
    result = opened.locator("[data-self-check-result]")
    expect(result).to_be_visible()
    assert result.get_attribute("data-outcome")
    assert opened.locator(".self-check__second:visible").count() == 0, "That is for paper only."


def test_nothing_in_it_overflows_a_phone(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_no_barrier_in_it(browser: Browser, served: Served, locale: str) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    file = served.folder / f"downloads/cerebral-palsy.{locale}.html"
    page.goto(file.as_uri())
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [
        f"{each['id']}: {node['html'][:160]}"
        for each in results.response["violations"]
        for node in each["nodes"]
    ] == []
    context.close()
