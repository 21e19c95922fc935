"""Real pages on paper: labels in words, nothing that only a screen can use."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from browser.pages_to_try import LOCALES, address
from conftest import Served
from patientinfo.site import Site

PAGES = (
    "",
    "treatments/physiotherapy-methods/",
    "stem-cells/claims/",
    "stem-cells/questions/",
    "stem-cells/self-check/",
    "about/references/",
)


def printed(browser: Browser, url: str, paper: str) -> PdfReader:
    page = browser.new_page()
    page.goto(url)
    content = page.pdf(format=paper, prefer_css_page_size=True)
    page.close()
    return PdfReader(BytesIO(content))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(each.extract_text().split()) for each in pdf.pages)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("locale", ["en", "ka", "ru"])
def test_the_labels_are_printed_in_words_with_their_shapes(
    browser: Browser, served: Served, site: Site, locale: str, paper: str
) -> None:
    url = served.url + address(locale, "treatments/physiotherapy-methods/")
    text = text_of(printed(browser, url, paper))
    for label, shape in (("strong", "●"), ("probable", "◐"), ("uncertain", "○")):
        assert f"{shape} {site.wordings[locale].text(f'evidence.{label}.label')}" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_what_only_a_screen_can_use_is_not_printed(
    browser: Browser, served: Served, locale: str
) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    for path in PAGES:
        page.goto(served.url + address(locale, path))
        shown = page.locator(
            "nav, details.menu, .search-link, .skip, button, #next-steps, .term__note"
        ).evaluate_all(
            "found => found.filter(each => each.checkVisibility()).map(each => each.outerHTML)"
        )
        assert shown == [], path
        assert page.locator("h1").is_visible()
    page.close()


def test_the_menu_is_not_on_paper(browser: Browser, served: Served, site: Site) -> None:
    words = site.wordings["en"]
    for path in PAGES:
        text = text_of(printed(browser, served.url + path, "A4"))
        for key in ("site.skip", "site.on-this-page", "site.in-this-section"):
            assert words.text(key) not in text.split(words.text("facts.title"))[0], f"{path}: {key}"


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("stem-cells/claims/", "See the verdict on each claim"),
        ("stem-cells/self-check/", "Go to the questions"),
    ],
)
def test_a_button_is_not_on_paper(browser: Browser, served: Served, path: str, button: str) -> None:
    assert button not in text_of(printed(browser, served.url + path, "A4"))


def test_paper_shows_the_addresses_of_sources_on_the_list_of_sources_only(
    browser: Browser, served: Served
) -> None:
    text = text_of(printed(browser, served.url + "about/references/", "A4"))
    assert "https://doi.org/10.1111/j.1469-8749.2007.tb12610.x" in text.replace(" ", "")
    assert "https://" not in text_of(printed(browser, served.url + "stem-cells/claims/", "A4"))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_nothing_is_wider_than_the_paper(
    browser: Browser, served: Served, locale: str, paper: str
) -> None:
    # What is left of each paper beside the margins, in CSS pixels.
    width = {"A4": 672, "Letter": 695}[paper]
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.emulate_media(media="print")
    for path in PAGES:
        page.goto(served.url + address(locale, path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
