"""Real pages in a real browser: barriers, requests, small screens, no scripts, keyboard."""

import itertools
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Response

from browser.pages_to_try import LOCALES, TEMPLATES, WIDTHS, address, pages
from conftest import Served

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Scheme = Literal["light", "dark"]


SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def everything() -> list[object]:
    """Return what axe sees: (extent, width, colour scheme, language).

    One page of each kind, each language on a phone and a desktop, by day or by night; in the deep
    tests every page in every way.
    """
    few = [
        pytest.param("one of each kind", width, SCHEMES[(at // 2 + side) % 2], locale)
        for side, width in enumerate(WIDTHS)
        for at, locale in enumerate(LOCALES)
    ]
    ways = itertools.product(WIDTHS, SCHEMES, LOCALES)
    return [*few, *(pytest.param("all", *each, marks=pytest.mark.deep) for each in ways)]


@pytest.mark.parametrize(("extent", "width", "scheme", "locale"), everything())
def test_axe_finds_no_barrier(
    browser: Browser, served: Served, extent: str, width: int, scheme: Scheme, locale: str
) -> None:
    screen = browser.new_context(  # no policy, because axe comes as a script
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = screen.new_page()
    for path in pages(extent, served.folder, locale):
        page.goto(served.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        violations = [
            f"{each['id']}: {node['html'][:160]}"
            for each in results.response["violations"]
            for node in each["nodes"]
        ]
        assert violations == [], path
    screen.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_request_fails_or_leaves_the_site(browser: Browser, served: Served, locale: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []
    responses: list[Response] = []
    messages: list[str] = []
    page.on("request", lambda each: requests.append(each))
    page.on("response", lambda each: responses.append(each))
    page.on("console", lambda each: messages.append(each.text))
    page.on("pageerror", lambda each: messages.append(str(each)))
    for template in TEMPLATES:
        requests.clear()
        page.goto(served.url + address(locale, template))
        page.wait_for_load_state("networkidle")
        foreign = [each.url for each in requests if not each.url.startswith(served.url)]
        assert foreign == [], template
        assert len(requests) <= 5, [each.url for each in requests]
    assert [each.url for each in responses if each.status >= 400] == []
    assert messages == []
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    context.close()


@pytest.mark.parametrize("width", [320, 280])
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_overflows_on_the_narrowest_screen(
    browser: Browser, served: Served, locale: str, width: int
) -> None:
    # 320 pixels are also what remains of 1280 at a zoom of 400 %; 280, of a phone that is folded.
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    for template in TEMPLATES:
        page.goto(served.url + address(locale, template))
        # Of the menu and the list of languages, one closes the other.
        for opened in ("none", "details", ".menu"):
            needed = page.evaluate(
                """opened => {
                  document.querySelectorAll(opened).forEach(each => { each.open = true });
                  return document.documentElement.scrollWidth;
                }""",
                opened,
            )
            assert needed <= width, f"{address(locale, template)}, {opened} open: {needed}"
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_without_scripts_there_is_a_list_and_no_dead_form(
    browser: Browser, served: Served, site: object, locale: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + address(locale, "stem-cells/self-check/"))
    assert not page.locator("form[data-self-check]").is_visible()
    rules = page.locator(".self-check [data-criterion]").all()
    assert sum(each.is_visible() for each in rules) >= 4
    menu = page.locator("details.menu")
    menu.locator("summary").click()
    assert menu.locator("a").first.is_visible()
    context.close()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_phone_can_be_used_by_keyboard_alone(
    browser: Browser, served: Served, locale: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served.url + address(locale, "treatments/massage/"))
    page.keyboard.press("Tab")
    assert focused(page) == "a.skip"
    page.keyboard.press("Tab")
    assert focused(page) == "a.site-name"
    page.keyboard.press("Tab")
    assert focused(page) == "a.search-link"
    page.keyboard.press("Tab")
    assert focused(page) == "summary"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.menu[open]') !== null")
    for _ in range(200):
        outline = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " const r = e.getBoundingClientRect();"
            " return [s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,"
            " r.width > 0, e.tagName] })()"
        )
        if outline[2] == "BODY":
            break
        assert outline[:2] == [True, True], page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    else:
        raise AssertionError("The focus never came to the end of the page.")
    context.close()


def focused(page: Page) -> str:
    """Return the focused element as tag and first class."""
    return str(
        page.evaluate(
            "(e => e.tagName.toLowerCase() + (e.classList[0] ? '.' + e.classList[0] : ''))"
            "(document.activeElement)"
        )
    )
