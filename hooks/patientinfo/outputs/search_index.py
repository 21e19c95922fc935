"""Makes the file that the search page loads: every page of one language, by section.

The page's script compares on the reader's device; this only gathers what stands in the texts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from patientinfo.components.links import page_url, relative
from patientinfo.languages.language import SearchWords
from patientinfo.pages import render
from patientinfo.reading.memory import recall
from patientinfo.site import Site

LISTS = ("search", "a_to_z", "references")
"""Markers of pages that only list others or what others cite: no result leads there."""

HEADINGS = ("h2", "h3", "dt")
HOLDERS = ("div", "section")
"""Elements that begin a section, and those whose id is that of the heading inside."""
VOID = ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
BREAKS = (
    *("article", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption"),
    *("figure", "h1", "h2", "h3", "h4", "hr", "li", "nav", "ol", "p", "section", "summary"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
)
"""Elements that begin a line of text."""
UNREAD = ("button", "form", "script", "style", "svg", "template")
"""Elements whose words belong to the page's machinery or pictures, not to its text."""


@dataclass
class Section:
    """A heading with its text, while it is being read; the first section has no heading."""

    anchor: str
    heading: str = ""
    text: str = ""


_read: dict[object, list[Section]] = {}


def address(site: Site, locale: str) -> str:
    """Return where a language's index stands, below the root: beside its search page."""
    return f"{page_url(site.path_of('search') or '', locale, site.default)}words.json"


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the index of each language; without a search page a site has none."""
    if site.path_of("search") is None:
        return {}
    made = {}
    for locale in locales:
        found = {
            path: sections_of(site, path, locale)
            for of, path in site.pages
            if of == locale and not any(site.originals[path].marked(name) for name in LISTS)
        }
        made[address(site, locale)] = index(site, locale, found).encode()
    return made


def sections_of(site: Site, path: str, locale: str) -> list[Section]:
    """Return what a page that is translated says, by section."""
    page = site.pages[(locale, path)]
    key = render.key(site, page, locale)
    return recall(_read, key, lambda: read_text(render.text(site, path, locale).html, locale))


def index(site: Site, locale: str, found: Mapping[str, Sequence[Section]]) -> str:
    """Return the index of one language as JSON; ``found`` has the sections of its pages.

    Pages that are not translated are left out: no result is in another language.
    """
    language = site.languages[locale]
    words = language.search
    here = page_url(site.path_of("search") or "", locale, site.default)
    listed = []
    for path, sections in found.items():
        rows = [
            [each.anchor, each.heading, each.text, " ".join(_typed(words, path, each.anchor))]
            for each in sections
        ]
        link = relative(page_url(path, locale, site.default), here)
        listed.append([link, site.pages[(locale, path)].facts.title, rows])
    content = {
        "passOver": sorted(language.pass_over, key=len, reverse=True),
        "latin": [[row.split(), letters.split()] for row, letters in words.latin.items()],
        "pages": listed,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _typed(words: SearchWords, path: str, anchor: str) -> tuple[str, ...]:
    return words.words.get(f"{path}#{anchor}" if anchor else path, ())


def read_text(html: str, locale: str) -> list[Section]:
    """Return the sections of a page's text that are in its language, in their order."""
    reader = _Reader(locale)
    reader.feed(html)
    reader.close()
    for each in reader.sections:
        lines = (" ".join(line.split()) for line in each.text.split("\n"))
        each.text = "\n".join(line for line in lines if line)
        each.heading = " ".join(each.heading.split())
    first, *others = reader.sections
    return [first, *(each for each in others if each.text or each.heading)]


class _Reader(HTMLParser):
    """Walks through an article; a line of text for each block, so that sentences stay whole."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self.locale = locale
        self.sections = [Section("")]
        self.open: list[tuple[str, bool]] = []
        self.heading = False
        self.anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        unread = bool(self.open and self.open[-1][1]) or _is_unread(tag, given, self.locale)
        if tag in BREAKS:
            self.handle_data("\n")
        if tag not in VOID:
            self.open.append((tag, unread))
        if unread:
            return
        id = given.get("id") or ""
        if tag in HOLDERS and id:
            self.anchor = id
        elif tag == "h1":
            self.open[-1] = (tag, True)  # the page's title, which the index has already
        elif tag in HEADINGS and (id or self.anchor):
            self.sections.append(Section(id or self.anchor))
            self.heading, self.anchor = True, ""

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in HEADINGS:
            self.heading = False
        if tag in BREAKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            return
        if self.heading:
            self.sections[-1].heading += data
        else:
            self.sections[-1].text += data


def _is_unread(tag: str, given: Mapping[str, str | None], locale: str) -> bool:
    names = (given.get("class") or "").split()
    return (
        tag in UNREAD
        or bool({"hidden", "popover"} & given.keys())
        or bool({"cites", "visually-hidden"}.intersection(names))
        or (given.get("lang") or locale) != locale
    )
