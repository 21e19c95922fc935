from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from patientinfo.outputs import share_image
from patientinfo.site import Site
from tiny import ROOT

LOCALES = ("en", "ka", "ru", "ar")
HEAVIEST = 60 * 1024


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_a_picture_of_the_right_size_in_its_words_as_they_are_now(
    site: Site, locale: str
) -> None:
    png = (ROOT / "docs" / share_image.FOLDER / f"{locale}.png").read_bytes()
    picture = Image.open(BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(png) <= HEAVIEST
    drawn_from = picture.info[share_image.MARK]
    assert drawn_from == share_image.mark(share_image.html(site, locale)), "Run `make og-images`."


def test_no_language_is_left_out(site: Site) -> None:
    assert share_image.files(ROOT / "docs") == {
        f"og/{locale}": f"assets/og/{locale}.png" for locale in sorted(site.locales)
    }


def test_a_folder_without_pictures_has_none(tmp_path: Path) -> None:
    assert share_image.files(tmp_path) == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_picture_shows_the_words_that_its_description_says(site: Site, locale: str) -> None:
    page = BeautifulSoup(share_image.html(site, locale), "html.parser")
    assert page.html is not None and page.h1 is not None and page.p is not None
    assert (page.html["lang"], page.html["dir"]) == (locale, "rtl" if locale == "ar" else "ltr")
    title = " ".join(part.get_text() for part in page.h1.select("span"))
    assert f"{title}. {page.p.get_text()}" == share_image.alt(site, locale)
