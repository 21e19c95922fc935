"""What a page may weigh and ask for, in every language: a phone on a slow line opens it.

The figures are those of the compressed answer's body: gzip level 6, as GitHub Pages compresses
text. What a page "loads by itself" is the page, its style sheet, scripts, icon and pictures:
everything but what a reader asks for by pressing something.
"""

import gzip
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page

from browser.pages_to_try import EXTENT, LOCALES, TEMPLATES, pages
from conftest import Served
from tiny import SITE_URL

KIB = 1024
MOST = 30 * KIB
"""The first view of any page."""

MOST_FOR_TEXT = 25 * KIB
"""The first view of a page without a form."""

FIRST_ROUND = 14 * KIB
"""What a server may send before the phone has answered once: ten packets."""

MOST_REQUESTS = 5

LOADING = (
    "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=modulepreload], "
    "link[rel~=prefetch], link[rel~=manifest], script[src], img, source, iframe, object, embed, "
    "video, audio, image, use"
)
ADDRESSES = ("href", "src", "srcset", "data", "poster", "xlink:href")

SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  const add = (list) => { for (const each of list.getEntries()) sum += each.value; };
  const watch = new PerformanceObserver(add);
  watch.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => { for (const each of watch.takeRecords()) sum += each.value; done(sum); }, 150);
})"""


@dataclass(frozen=True)
class View:
    """The first view of a page: its own address, and what it loads, as files of the site."""

    path: str
    soup: BeautifulSoup
    html: bytes
    loaded: tuple[str, ...]


def views(built: Path) -> list[View]:
    """Return the first view of every page, the one for wrong addresses included."""
    files = sorted([*built.rglob("index.html"), built / "404.html"])
    assert len(files) > len(LOCALES) * len(TEMPLATES)
    return [view(built, file) for file in files]


def view(built: Path, file: Path) -> View:
    html = file.read_bytes()
    path = file.relative_to(built).as_posix().removesuffix("index.html")
    soup = BeautifulSoup(html, "html.parser")
    asked = [each for element in soup.select(LOADING) for each in addresses(element)]
    absolute = [urljoin(SITE_URL + path, each) for each in asked]
    return View(path, soup, html, tuple(dict.fromkeys(absolute)))


def addresses(element: Tag) -> list[str]:
    found = [str(element[name]).split(" ")[0] for name in ADDRESSES if element.has_attr(name)]
    return [each for each in found if not each.startswith(("#", "data:"))]


@cache
def compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


def file_of(built: Path, url: str) -> Path:
    return built / url.removeprefix(SITE_URL)


def test_every_page_loads_only_files_of_this_site_and_all_of_them_are_there(built: Path) -> None:
    for each in views(built):
        foreign = [url for url in each.loaded if not url.startswith(SITE_URL)]
        assert foreign == [], f"{each.path} loads from another host."
        missing = [url for url in each.loaded if not file_of(built, url).is_file()]
        assert missing == [], f"{each.path} loads what is not there."


def test_no_first_view_is_heavier_than_the_contract(built: Path) -> None:
    too_heavy = []
    for each in views(built):
        files = [file_of(built, url) for url in each.loaded]
        parts = {file.name: compressed(file) for file in files}
        parts["the page"] = len(gzip.compress(each.html, 6, mtime=0))
        most = MOST if each.soup.select_one("form") else MOST_FOR_TEXT
        if sum(parts.values()) > most:
            listed = ", ".join(f"{name} {size / KIB:.1f}" for name, size in parts.items())
            too_heavy.append(
                f"{each.path}: {sum(parts.values()) / KIB:.1f} KiB of {most // KIB} ({listed})"
            )
    assert too_heavy == []


def test_text_can_be_read_after_the_first_round(built: Path) -> None:
    """The style sheet and the page's beginning fit in it: the heading, and a few sentences."""
    for each in views(built):
        if each.path == "404.html":
            continue
        [sheet] = each.soup.select("link[rel~=stylesheet]")
        style = compressed(file_of(built, urljoin(SITE_URL + each.path, str(sheet["href"]))))
        arrived = gzip.compress(each.html, 6, mtime=0)[: FIRST_ROUND - style]
        text = zlib.decompressobj(wbits=31).decompress(arrived).decode("utf-8", "ignore")
        article = BeautifulSoup(text, "html.parser").select_one("article")
        assert article and article.h1 and len(article.get_text(" ", strip=True)) >= 300, (
            f"{each.path}: the first {(FIRST_ROUND - style) / KIB:.1f} KiB of the page, after "
            f"{style / KIB:.1f} KiB of style, end before there is anything to read."
        )


def test_every_page_arrives_in_the_first_round(built: Path) -> None:
    """Whole: a second round is 150 milliseconds more on a slow line."""
    sizes = {each.path: len(gzip.compress(each.html, 6, mtime=0)) for each in views(built)}
    late = {path: f"{size / KIB:.1f} KiB" for path, size in sizes.items() if size > FIRST_ROUND}
    assert late == {}, f"These pages are larger than {FIRST_ROUND // KIB} KiB compressed."


def test_no_script_stands_in_the_way_of_the_text(built: Path) -> None:
    for each in views(built):
        blocking = [
            str(script)
            for script in each.soup.select("script[src]")
            if not script.has_attr("defer") or script.has_attr("async")
        ]
        assert blocking == [], f"{each.path} waits for a script."
        sheets = each.soup.select("link[rel~=stylesheet]")
        assert len(sheets) == 1, f"{each.path} waits for {len(sheets)} style sheets."


def test_no_page_asks_for_more_than_a_few_files(built: Path) -> None:
    for each in views(built):
        asked = [each.path, *each.loaded]
        assert len(asked) <= MOST_REQUESTS, f"{each.path} makes {len(asked)} requests: {asked}"


@pytest.mark.parametrize("extent", EXTENT)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_browser_asks_for_what_was_counted_and_nothing_on_the_page_jumps(
    browser: Browser, served: Served, locale: str, extent: str
) -> None:
    """On a slow line, where a late style or script would make the text jump."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    slow(page)
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("response", lambda each: failed.append(each.url) if each.status >= 400 else None)
    for path in pages(extent, served.folder, locale):
        asked.clear()
        page.goto(served.url + path, wait_until="load")
        shift = page.evaluate(SHIFTS)
        assert round(shift, 3) == 0, f"{path or 'home'}: the layout shifts by {shift:.4f}."
        counted = view(served.folder, served.folder / path / "index.html").loaded
        files = {each.removeprefix(SITE_URL) for each in counted}
        icon = {each for each in files if each.endswith("favicon.svg")}
        seen = {each.removeprefix(served.url) for each in asked} - {path}
        assert seen | icon == files, f"{path or 'home'}: asked for {sorted(seen)}."
    assert failed == []
    assert {urlsplit(each).netloc for each in asked} == {urlsplit(served.url).netloc}
    context.close()


def slow(page: Page) -> None:
    """Give a page a slow line: 1.6 Mbit a second, 60 milliseconds to the server."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"offline": False, "latency": 60, "downloadThroughput": 200_000, "uploadThroughput": 1e5}
    session.send("Network.emulateNetworkConditions", line)
