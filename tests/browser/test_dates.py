"""The rules say where they come from and when they were seen, and when they may be out of date."""

import pytest
from bs4 import BeautifulSoup
from markupsafe import escape
from playwright.sync_api import Browser, expect

from browser.pages_to_try import LOCALES, address
from conftest import Served
from patientinfo.site import Site

SELF_CHECK = "stem-cells/self-check/"
OLD = ".self-check__old"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_source_and_both_dates_stand_above_the_form(
    served: Served, site: Site, locale: str
) -> None:
    html = (served.folder / address(locale, SELF_CHECK) / "index.html").read_text(encoding="utf-8")
    [stated] = BeautifulSoup(html, "html.parser").select(".self-check__source:has(~ form)")
    source = site.rules.source
    assert [each.get_text() for each in stated.select("cite")] == [source.title]
    words = site.wordings[locale]
    assert [str(each) for each in stated.select("time")] == [
        escape(words.date(source.seen)),
        escape(words.date(source.check_again)),
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_past_the_day_for_reading_again_the_page_says_that_the_rules_may_have_changed(
    browser: Browser, served: Served, site: Site, locale: str
) -> None:
    last = site.rules.source.check_again
    page = browser.new_page()
    for day, shown in ((last, False), (last.replace(day=last.day + 1), True)):
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto(served.url + address(locale, SELF_CHECK))
        note = page.locator(OLD)
        expect(note).to_be_visible(visible=shown)
    said = site.wordings[locale].text("self_check.rules-old").split("{{")[0].strip()
    expect(note).to_contain_text(said)
    page.close()


def test_without_scripts_the_dates_are_there_and_nothing_is_claimed(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + SELF_CHECK)
    expect(page.locator(".self-check__source time").first).to_be_visible()
    expect(page.locator(OLD)).to_be_hidden()
    context.close()
