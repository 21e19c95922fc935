"""The leaflets as Chromium prints them: pages, tags, fonts, language, the same bytes each time."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from conftest import chromium_path
from content.pages import LOCALES
from patientinfo.outputs import leaflet, share_image
from patientinfo.site import Site


def with_chromium(site: Site) -> Site:
    """Return the site as it is where somebody names a Chromium, as `make leaflets` does."""
    return replace(site, settings=replace(site.settings, chromium=chromium_path()))


@pytest.fixture(scope="module", params=LOCALES)
def made(request: pytest.FixtureRequest, site: Site) -> tuple[str, bytes]:
    """Each language's leaflet, as `make leaflets` prints it."""
    locale: str = request.param
    return locale, leaflet.content(with_chromium(site), locale)


def test_it_has_at_most_eight_pages_of_a4(made: tuple[str, bytes]) -> None:
    pdf = PdfReader(BytesIO(made[1]))
    assert 2 <= len(pdf.pages) <= leaflet.MOST_PAGES
    assert len(pdf.pages) == leaflet.count_pages(made[1])
    for page in pdf.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_it_is_tagged_and_says_its_title_and_language(made: tuple[str, bytes], site: Site) -> None:
    locale, content = made
    pdf = PdfReader(BytesIO(content))
    root = pdf.root_object
    assert str(root["/MarkInfo"]["/Marked"]) == "True"  # type: ignore[index]
    assert str(root["/Lang"]) == locale
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"  # type: ignore[index]
    words = site.wordings[locale]
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"{words.text('site.name')} – {words.text('leaflet.name')}"
    tags = set(re.findall(rb"/S /([A-Z][A-Za-z0-9]*)", content))
    assert {b"H1", b"H2", b"H3", b"Table", b"TH", b"TD", b"L", b"LI", b"Link"} <= tags
    # Chromium's outline loses the space at the end of a line.
    entries = [each for each in pdf.outline if not isinstance(each, list)]
    titles = ["".join((each.title or "").split()) for each in entries]
    assert "".join(words.text("site.name").split()) in titles


def test_its_fonts_are_embedded(made: tuple[str, bytes]) -> None:
    fonts = re.findall(rb"/FontName /(\S+)", made[1])
    files = re.findall(rb"/FontFile[23]? \d+ 0 R", made[1])
    assert fonts and len(files) == len(fonts)
    wanted = {"ka": b"NotoSansGeorgian", "ar": b"NotoNaskhArabic"}.get(made[0], b"NotoSans")
    assert any(wanted in font for font in fonts), fonts


def test_letters_of_any_language_have_their_font(tiny_site: Site) -> None:
    pdf, said = leaflet.printed(share_image.html(tiny_site, "he"), chromium_path())
    assert b"NotoSansHebrew" in b" ".join(re.findall(rb"/FontName /(\S+)", pdf)), said


def test_it_is_the_same_whenever_it_is_printed(site: Site) -> None:
    page = leaflet.html(site, "ar", 9)
    day = max(each.facts.updated for each in site.pages.values())
    one, other = (leaflet.dated(leaflet.printed(page, chromium_path())[0], day) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_in_it_is_wider_than_the_paper(browser: Browser, site: Site, locale: str) -> None:
    page = browser.new_page(viewport={"width": 695, "height": 1000})
    page.set_content(leaflet.html(site, locale, 9))
    assert page.evaluate("document.documentElement.scrollWidth") <= 695
    columns = [each.bounding_box() for each in page.locator(".briefs").first.locator("h3").all()]
    places = [each["x"] for each in columns if each]
    assert places == sorted(places, reverse=locale == "ar")
    page.close()
