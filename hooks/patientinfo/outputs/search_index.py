"""Makes the file that the search page loads: every page of one language, by section.

The page's script compares on the reader's device; this only gathers what stands in the texts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from patientinfo.components.links import page_url, relative
from patientinfo.languages.language import SearchWords
from patientinfo.pages import render
from patientinfo.reading import passages
from patientinfo.reading.memory import recall
from patientinfo.site import Site

LISTS = ("search", "a_to_z", "references")
"""Markers of pages that only list others or what others cite: no result leads there."""

HEADINGS = ("h2", "h3", "dt")
HOLDERS = ("div", "section")
"""Elements that begin a section, and those whose id is that of the heading inside."""
BREAKS = frozenset(
    (
        *("article", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "h1"),
        *("figcaption", "figure", "h2", "h3", "h4", "hr", "li", "nav", "ol", "p", "section"),
        *("summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
"""Elements that begin a line of text."""
UNREAD = frozenset(("h1", "button", "form", "script", "style", "svg", "template"))
UNREAD_CLASSES = frozenset(("cites", "visually-hidden"))
"""Elements whose words belong to the page's machinery or pictures, not to its text."""

FOREIGN = "\ue001"
"""Stands for words in another language until the sentence round them is left out too."""


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
        "alike": list(language.letters.alike.items()),
        "passOver": sorted(language.pass_over, key=len, reverse=True),
        "latin": [[row.split(), letters.split()] for row, letters in words.latin.items()],
        "pages": listed,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _typed(words: SearchWords, path: str, anchor: str) -> tuple[str, ...]:
    return words.words.get(f"{path}#{anchor}" if anchor else path, ())


def read_text(html: str, locale: str) -> list[Section]:
    """Return the sections of a page's text that are in its language, in their order.

    A line of text for each block, so that sentences stay whole. One that quotes another language
    is left out: without the words it says nothing, and a list of results has no language for them.
    """
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    sections, holder = [Section("")], ""
    inside: HtmlElement | None = None

    def add(text: str) -> None:
        if inside is None:
            sections[-1].text += text
        else:
            sections[-1].heading += text

    walk = lxml.etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            foreign = element.get("lang", locale) != locale
            if foreign or _unread(element):
                add(FOREIGN if foreign else "")
                walk.skip_subtree()
                continue
            add("\n" if element.tag in BREAKS else "")
            id = element.get("id") or ""
            if element.tag in HOLDERS and id:
                holder = id
            elif element.tag in HEADINGS and (id or holder):
                sections.append(Section(id or holder))
                inside, holder = element, ""
            add(element.text or "")
        else:
            inside = None if element is inside else inside
            add(("\n" if element.tag in BREAKS else "") + (element.tail or ""))
    for each in sections:
        lines = (" ".join(_own(line).split()) for line in each.text.split("\n"))
        each.text = "\n".join(line for line in lines if line)
        each.heading = " ".join(each.heading.replace(FOREIGN, "").split())
    first, *others = sections
    return [first, *(each for each in others if each.text or each.heading)]


def _unread(element: HtmlElement) -> bool:
    kinds = element.get("class")
    return (
        element.tag in UNREAD
        or (kinds is not None and not UNREAD_CLASSES.isdisjoint(kinds.split()))
        or element.get("hidden") is not None
        or element.get("popover") is not None
    )


def _own(line: str) -> str:
    """Return the sentences of a line that are wholly in the language of the page."""
    if FOREIGN not in line:
        return line
    sentences = (line[begin:end] for begin, end in passages.sentences(line))
    return "".join(each for each in sentences if FOREIGN not in each)
