"""The search in a real browser, on the real pages: what it finds, what it loads, how it is used."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.pages_to_try import LOCALES, address
from conftest import Served
from patientinfo.components.links import page_url
from patientinfo.languages.letters import WORD, Letters, fold
from patientinfo.site import Site

SEARCHES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("searches.yml").read_text(encoding="utf-8")
)
FIRST_SEARCH = 150 * 1024
"""Bytes that a first search may load, compressed: 150 KiB. Later ones load nothing."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def opened(context: BrowserContext, served: Served, locale: str) -> Page:
    page = context.new_page()
    page.goto(served.url + address(locale, "search/"))
    return page


def search(page: Page, text: str) -> list[str]:
    """Type a text, press Enter, and return the addresses of the results."""
    page.locator("[data-search]").evaluate("each => { delete each.dataset.shown }")
    page.locator("#search-words").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("[data-search]")).to_have_attribute("data-shown", text)
    found: list[str] = page.locator(".search__results a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    return found


def message(site: Site, locale: str, key: str, count: int | None = None) -> str:
    return str(site.wordings[locale].html(key, count))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_parents_type_leads_to_the_right_page_among_the_first_three(
    context: BrowserContext, served: Served, locale: str
) -> None:
    assert len(SEARCHES[locale]) == 20
    page = opened(context, served, locale)
    missed = {}
    for text, wanted in SEARCHES[locale].items():
        found = [each.split("#")[0].removeprefix(served.url) for each in search(page, text)]
        if page_url(wanted, locale, "en") not in found[:3]:
            missed[text] = found[:3]
    assert missed == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_words_that_are_alike_to_the_checks_find_the_same(
    context: BrowserContext, served: Served, site: Site, locale: str
) -> None:
    """Capital letters, marks on letters, and the letters that the language's file calls alike."""
    page = opened(context, served, locale)
    index = json.loads((served.folder / address(locale, "search/words.json")).read_text("utf-8"))
    assert found_otherwise(page, index, site.languages[locale].letters) == []


def test_words_of_a_language_with_letters_of_its_own_at_the_end_find_the_same(
    context: BrowserContext, other_served: Served, tiny_site: Site
) -> None:
    page = context.new_page()
    page.goto(f"{other_served.url}he/sobre/buscar/")
    index = json.loads((other_served.folder / "he/sobre/buscar/words.json").read_text("utf-8"))
    assert found_otherwise(page, index, tiny_site.languages["he"].letters) == []
    assert search(page, "ילדים") == search(page, "ילדימ") != []


def found_otherwise(page: Page, index: dict[str, Any], letters: Letters) -> list[str]:
    """Return what finds something else, or marks it, than a word that Python folds alike."""
    texts = (text for _, _, sections in index["pages"] for _, _, text, _ in sections)
    words = sorted({word for text in texts for word in WORD.findall(text) if len(word) > 4})
    swapped = [word for word in words if any(other in word for _, other in letters.alike.items())]
    wrong = []
    for word in [*words[:: len(words) // 8], *swapped[:: len(swapped) // 12 or 1]]:
        shown = results(page, word)
        for other in written_otherwise(word, letters):
            if results(page, other) != shown:
                wrong.append(f"{other} for {word}")
    return wrong


def written_otherwise(word: str, letters: Letters) -> list[str]:
    """Return other ways to write a word that Python takes for the same word."""
    ways = [
        word.upper(),
        f"{word[0]}\u0640{word[1:]}",
        f"{word}\u064b",
        f"{word[:2]}\u0301{word[2:]}",
    ]
    ways += [word.replace(other, letter) for letter, other in letters.alike.items()]
    return [each for each in ways if each != word and fold(each, letters) == fold(word, letters)]


def results(page: Page, text: str) -> str:
    """Return the results of a search as they stand there, with the words that are marked."""
    assert search(page, text), text
    return page.locator(".search__results").inner_html()


@pytest.mark.parametrize("locale", LOCALES)
def test_results_are_in_the_readers_language_and_lead_to_sections_that_exist(
    context: BrowserContext, served: Served, locale: str
) -> None:
    page = opened(context, served, locale)
    index = json.loads((served.folder / address(locale, "search/words.json")).read_text("utf-8"))
    here = served.url + address(locale, "search/")
    for link, title, sections in index["pages"]:
        below = urljoin(here, link).removeprefix(served.url)
        assert below.startswith("" if locale == "en" else f"{locale}/"), link
        assert locale != "en" or below.split("/")[0] not in LOCALES, link
        html = (served.folder / below / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{locale}"' in html and title
        missing = [anchor for anchor, *_ in sections if anchor and f'id="{anchor}"' not in html]
        assert missing == [], link
    assert search(page, "GMFCS")


@pytest.mark.parametrize("locale", LOCALES)
def test_words_round_the_text_are_not_found(served: Served, site: Site, locale: str) -> None:
    index = (served.folder / address(locale, "search/words.json")).read_text(encoding="utf-8")
    for key in ("footer.not-a-doctor", "facts.not-reviewed", "page-not-found.title", "site.skip"):
        assert site.wordings[locale].text(key) not in index, key
    addresses = {link for link, *_ in json.loads(index)["pages"]}
    assert not addresses & {"./", "../about/a-to-z/", "../about/references/"}


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_loaded_before_the_first_letter_and_nothing_after_the_first_search(
    context: BrowserContext, served: Served, locale: str
) -> None:
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda each: requests.append(each.url))
    page.on("console", lambda each: messages.append(each.text))
    page.goto(served.url + address(locale, "search/"))
    page.wait_for_load_state("networkidle")
    assert [each for each in requests if each.endswith(".json")] == []
    requests.clear()
    search(page, "MRI")
    loaded = [each for each in requests if not each.endswith("favicon.svg")]
    assert loaded == [served.url + address(locale, "search/words.json")]
    requests.clear()
    search(page, "EEG")
    assert requests == [] and messages == []
    size = len(gzip.compress((served.folder / address(locale, "search/words.json")).read_bytes()))
    assert size <= FIRST_SEARCH, f"{locale}: {size}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_number_of_results_is_announced_in_the_readers_language(
    context: BrowserContext, served: Served, site: Site, locale: str
) -> None:
    page = opened(context, served, locale)
    status = page.get_by_role("status")
    for text in ("GMFCS", "Dysport", "qwrtpsdfgh"):
        count = len(search(page, text))
        words = message(site, locale, "search.found", count)
        expect(status).to_have_text(words if count else message(site, locale, "search.none"))
    search(page, "EEG")
    page.locator("#search-words").fill("")
    expect(status).to_have_text("")
    expect(page.locator(".search__results li")).to_have_count(0)


def test_the_search_says_so_when_it_cannot_be_loaded_and_tries_again(
    context: BrowserContext, served: Served, site: Site
) -> None:
    page = opened(context, served, "ka")
    page.route("**/words.json", lambda route: route.abort())
    search(page, "ბოტოქსი")
    expect(page.get_by_role("status")).to_have_text(message(site, "ka", "search.failed"))
    page.unroute("**/words.json")
    assert search(page, "ბოტოქსი")


def test_a_result_shows_whole_sentences_so_that_no_hedge_is_cut_off(
    context: BrowserContext, served: Served
) -> None:
    page = opened(context, served, "en")
    search(page, "cells become nerve cells")
    index = json.loads((served.folder / "search/words.json").read_text(encoding="utf-8"))
    texts = [text for _, _, sections in index["pages"] for _, _, text, _ in sections]
    for shown in page.locator(".search__results li > p:not(.quiet)").all_inner_texts():
        around = [text.split(shown) for text in texts if shown in text]
        assert around, shown
        assert any(not before or before[-1] in "\n " for before, *_ in around), shown


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_search_can_be_used_by_keyboard_alone_and_leaves_no_trace_in_addresses(
    context: BrowserContext, served: Served, locale: str
) -> None:
    page = context.new_page()
    page.goto(served.url + address(locale, "treatments/massage/"))
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "search-link"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    field = page.locator("#search-words")
    for _ in range(20):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("GMFCS")
    page.keyboard.press("Enter")
    results = page.locator(".search__results a")
    expect(results.first).to_be_visible()
    expect(field).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
        if results.first.evaluate("link => link === document.activeElement"):
            break
    expect(results.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    assert "GMFCS" not in page.url
    page.go_back()
    assert page.url == served.url + address(locale, "search/")


@pytest.mark.parametrize("locale", LOCALES)
def test_back_from_a_result_brings_the_words_back_and_stores_nothing(
    context: BrowserContext, served: Served, locale: str
) -> None:
    page = opened(context, served, locale)
    page.evaluate("window.isOld = true")
    search(page, "MRI")
    found = search(page, "GMFCS")
    page.locator(".search__results a").first.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    assert page.evaluate("window.isOld") is None, "The page was kept, not loaded again."
    expect(page.locator("#search-words")).to_have_value("GMFCS")
    expect(page.locator("[data-search]")).to_have_attribute("data-shown", "GMFCS")
    links = page.locator(".search__results a").evaluate_all("links => links.map(link => link.href)")
    assert links == found
    assert page.url == served.url + address(locale, "search/")
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    search(page, "")
    page.reload()
    expect(page.locator("[data-search]")).to_be_visible()
    expect(page.locator("#search-words")).to_have_value("")
    assert page.evaluate("history.state") is None


@pytest.mark.parametrize("locale", LOCALES)
def test_without_scripts_there_is_no_dead_field_but_a_way_to_the_a_to_z(
    browser: Browser, served: Served, locale: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served, locale)
    expect(page.locator("[data-search]")).to_be_hidden()
    page.locator('article a[href$="about/a-to-z/"]').click()
    assert page.url == served.url + address(locale, "about/a-to-z/")
    assert page.locator(".a-to-z a").count() > 80
    context.close()


def test_the_header_pays_less_than_600_bytes_for_the_search(served: Served) -> None:
    style = next(served.folder.glob("assets/style.*.css")).read_text(encoding="utf-8")
    rules = [rule for rule in style.split("}") if ".search-link" in rule]
    for locale in LOCALES:
        path = served.folder / address(locale, "treatments/massage/index.html")
        html = path.read_text(encoding="utf-8")
        start = html.index('<a class="search-link"')
        link = html[start : html.index("</a>", start) + 4]
        assert len((link + "".join(rules)).encode()) < 600
