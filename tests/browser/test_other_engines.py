"""A family's way through the site in Firefox and in WebKit, in every language, without an error."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from browser.engines import ENTER, Window, firefox, until, waited_for, webkit
from browser.pages_to_try import LOCALES, address
from browser.test_search import SEARCHES
from conftest import QuietHandler, serving
from patientinfo.components.links import page_url
from patientinfo.self_check.cases import Case, read_cases
from patientinfo.self_check.criteria import Criteria, outcomes
from tiny import ROOT

pytestmark = pytest.mark.deep

BELOW = "/sub/path/"
WATCH = "watch.js"
SAID = "said?"
WATCHING = f"""
const tell = (...words) => {{
  new Image().src = "{BELOW}{SAID}" + encodeURIComponent([location.pathname, ...words].join(" "));
}};
for (const kind of ["error", "warn"]) console[kind] = (...words) => tell(kind, ...words);
addEventListener("error", ({{ message, target }}) =>
  tell("error", message || target.outerHTML), true);
addEventListener("unhandledrejection", ({{ reason }}) => tell("rejected", reason));
addEventListener("securitypolicyviolation", ({{ violatedDirective, blockedURI }}) =>
  tell("policy", violatedDirective, blockedURI));
window.print = () => {{ window.printed = true; }};
"""
"""The page's first script: tells the server what goes wrong, which no driver of WebKit does."""

PAPER = """
for (const sheet of document.styleSheets) {
  for (const rule of sheet.cssRules) {
    if (rule.media && rule.media.mediaText === "print") rule.media.mediaText = "all";
  }
}
"""
SEEN = (
    "return [...document.querySelectorAll(arguments[0])].some(e => e.getClientRects().length > 0)"
)
RESULT = "return document.querySelector('[data-self-check-result]').dataset.outcome"
FINDINGS = """return [...document.querySelectorAll("[data-self-check-result] [data-criterion]")]
  .map(each => [each.dataset.criterion, each.dataset.status])"""
HEADING = "return location.href === arguments[0] && document.querySelector('article h1').innerText"
FOUND = """return document.querySelector("[data-search]")?.dataset.shown === arguments[0]
  && [...document.querySelectorAll(".search__results a")].map(link => link.href)"""


class Watched(QuietHandler):
    """Serves the site with the watching script in each page, and keeps what it says."""

    def __init__(self, *given: Any, wrong: list[str], **more: Any) -> None:
        self.wrong = wrong
        super().__init__(*given, **more)

    def send_head(self) -> Any:
        below = self.path.removeprefix(BELOW)
        if below.startswith(SAID):
            self.wrong.append(unquote(below.removeprefix(SAID)))
            return self._send("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        if below == WATCH:
            return self._send("text/javascript", WATCHING)
        file = Path(self.translate_path(self.path), "index.html")
        if self.path.endswith("/") and file.is_file():
            html = file.read_text(encoding="utf-8")
            script = f'<head>\n<script src="{BELOW}{WATCH}"></script>'
            return self._send("text/html", html.replace("<head>", script, 1))
        return super().send_head()

    def _send(self, kind: str, text: str) -> BytesIO:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def send_error(self, *given: Any, **more: Any) -> None:
        self.wrong.append(f"{self.path}: {given[0]}")
        super().send_error(*given, **more)


@pytest.fixture(scope="module", params=[firefox, webkit], ids=lambda engine: engine.__name__)
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    with request.param() as window:
        yield window


@pytest.fixture
def site_url(built: Path, tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """The site's address, and what goes wrong on its pages."""
    wrong: list[str] = []
    with serving(built, tmp_path, partial(Watched, wrong=wrong)) as served:
        yield served.url, wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_a_family_finds_its_way(
    window: Window, site_url: tuple[str, list[str]], criteria: Criteria, locale: str
) -> None:
    url, wrong = site_url
    home = url + address(locale, "")
    window.go(home)
    assert window.run("return document.documentElement.lang") == locale
    page = follow(window, "#where-to-start + ul li:first-child a")
    window.back()
    assert until(window, HEADING, home)
    assert follow(window, '#where-to-start + ul a[href$="self-check/"]') != page

    assert until(window, SEEN, "form[data-self-check]")
    for case in one_of_each_outcome(criteria):
        fill_in(window, case.fields(criteria))
        window.click("form[data-self-check] [type=submit]")
        assert until(window, RESULT) == case.outcome, case.who
        assert dict(window.run(FINDINGS)) == case.findings, case.who
        assert not window.run(SEEN, ".self-check__second")
        window.click("[data-self-check-print]")
        assert window.run("return window.printed"), case.who
        window.click("form[data-self-check] [type=reset]")
        assert not window.run(RESULT), case.who
    on_paper(window, case.fields(criteria))

    window.go(home)
    follow(window, ".search-link")
    assert until(window, SEEN, "#search-words")
    text, wanted = next(iter(SEARCHES[locale].items()))
    window.type("#search-words", text + ENTER)
    results = until(window, FOUND, text)
    assert url + page_url(wanted, locale, "en") in [each.split("#")[0] for each in results][:3]
    window.run("window.isOld = true")
    follow(window, ".search__results a")
    window.back()
    assert until(window, FOUND, text) == results
    assert not window.run("return window.isOld"), "The page was kept, not loaded again."
    assert window.run("return document.querySelector('#search-words').value") == text
    assert wrong == []


def test_what_goes_wrong_on_a_page_would_be_told(
    window: Window, site_url: tuple[str, list[str]]
) -> None:
    url, wrong = site_url
    window.go(url)
    window.run(
        """console.error("Oh");
        setTimeout(() => { throw new Error("Ah"); });
        document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" }));"""
    )
    signs = ("error Oh", "Ah", "policy img-src")
    waited_for(lambda: all(any(sign in each for each in wrong) for sign in signs), str(signs))


def follow(window: Window, selector: str) -> str:
    """Click a link, and return the heading of the page that it leads to."""
    url = window.run("return document.querySelector(arguments[0]).href", selector)
    window.click(selector)
    return str(until(window, HEADING, url))


def one_of_each_outcome(criteria: Criteria) -> list[Case]:
    """Return an example child for each outcome; the last one has the longest result."""
    cases, _ = read_cases(ROOT / "docs/_medical/cases.yml", "cases.yml", criteria)
    first = {case.outcome: case for case in reversed(cases)}
    assert set(first) == set(outcomes.values())
    return list(first.values())


def fill_in(window: Window, fields: dict[str, str]) -> None:
    """Answer as a family does: click what is clicked, type what is typed."""
    for name, value in fields.items():
        field = f'form[data-self-check] [name="{name}"]'
        kind = window.run("return document.querySelector(arguments[0]).type", field)
        if kind == "text":
            window.type(field, value)
        elif kind == "select-one":
            window.run(
                """const field = document.querySelector(arguments[0]);
                field.value = arguments[1];
                field.dispatchEvent(new Event("input", { bubbles: true }));""",
                field,
                value,
            )
        else:
            window.click(f'{field}[value="{value}"]' if kind == "radio" else field)


def on_paper(window: Window, fields: dict[str, str]) -> None:
    """Look at a result in the style for paper: two languages, and nothing to press."""
    fill_in(window, fields)
    window.click("form[data-self-check] [type=submit]")
    until(window, RESULT)
    window.run(PAPER)
    for selector in (".self-check__result", ".self-check__second", ".self-check__source"):
        assert window.run(SEEN, selector), selector
    hidden = (".self-check__actions", ".site-header > :not(.site-name)", ".self-check__question")
    for selector in (*hidden, ".page-facts"):
        assert not window.run(SEEN, selector), selector
