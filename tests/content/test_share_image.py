"""The pictures for shared links are those of the words and the look as they are now."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from patientinfo.outputs import share_image
from patientinfo.pages.head import PICTURES, picture_says
from patientinfo.site import Site
from tiny import ROOT

LOCALES = ("en", "ka", "ru", "ar")
HEAVIEST = 60 * 1024


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_a_picture_of_the_right_size_in_its_words_as_they_are_now(
    site: Site, locale: str
) -> None:
    png = (ROOT / "docs" / PICTURES / f"{locale}.png").read_bytes()
    picture = Image.open(BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(png) <= HEAVIEST
    drawn_from = picture.info[share_image.MARK]
    assert drawn_from == share_image.mark(share_image.html(site, locale)), "Run `make og-images`."


def test_every_language_has_its_picture(site: Site) -> None:
    assert {path for path in site.published if path.startswith(PICTURES)} == {
        f"{PICTURES}/{locale}.png" for locale in site.locales
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_the_picture_shows_the_words_that_its_description_says(site: Site, locale: str) -> None:
    page = BeautifulSoup(share_image.html(site, locale), "html.parser")
    assert page.html is not None and page.h1 is not None and page.p is not None
    assert (page.html["lang"], page.html["dir"]) == (locale, "rtl" if locale == "ar" else "ltr")
    title = " ".join(part.get_text() for part in page.h1.select("span"))
    assert f"{title}. {page.p.get_text()}" == picture_says(site, locale)
