"""The charts and illustrations in a browser: nothing runs over the edge of a screen."""

import pytest
from playwright.sync_api import Browser

from conftest import Served

PAGES = (
    "treatments/",
    "stem-cells/claims/",
    "stem-cells/",
    "treatments/physical-therapy/",
    "cerebral-palsy/",
)


@pytest.mark.parametrize("width", [320, 720, 1100])
@pytest.mark.parametrize("locale", ["", "ka/", "ru/", "ar/"])
def test_no_picture_runs_over_the_edge(
    served: Served, browser: Browser, locale: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    for address in PAGES:
        page.goto(served.url + locale + address)
        over = page.evaluate(
            """() => [...document.querySelectorAll(
                ".evidence-chart :is(th, td, li, svg), .gain, .gain > *, .picture, .picture *"
            )].filter((each) => {
                const box = each.getBoundingClientRect();
                return box.width > 1 && (box.left < -1 || box.right > innerWidth + 1);
            }).map((each) => each.outerHTML.slice(0, 80))"""
        )
        assert over == [], f"{locale}{address}"
    page.close()


def test_a_screen_reader_finds_the_chart_as_a_table_on_a_phone(
    served: Served, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(served.url + "treatments/")
    table = page.get_by_role("table", name="How sure research is: all treatments in one picture")
    assert table.get_by_role("row").count() == 6
    row = table.get_by_role("row").filter(has_text="Probably does not help")
    assert row.get_by_role("rowheader").inner_text() == "Probably does not help"
    assert row.get_by_role("listitem").count() == 4
    page.close()


def test_the_strip_of_the_gain_is_as_wide_as_its_share_of_the_ruler(
    served: Served, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    for locale in ("", "ar/"):
        page.goto(served.url + locale + "stem-cells/claims/")
        whole = page.locator(".gain__whole .frame").bounding_box()
        strip = page.locator(".gain__whole .full").bounding_box()
        assert whole and strip
        assert strip["width"] / whole["width"] == pytest.approx(0.0142, rel=0.05)
        begins = strip["x"] + strip["width"] if locale == "ar/" else strip["x"]
        edge = whole["x"] + whole["width"] if locale == "ar/" else whole["x"]
        assert begins == pytest.approx(edge, abs=1.5)
    page.close()
