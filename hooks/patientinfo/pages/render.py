"""Makes a page: Markdown with its markers into the finished HTML that readers get.

A pure function of the site, so that every driver gets the same bytes.
"""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from operator import attrgetter
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.evidence import cites
from patientinfo.languages.tags import direction
from patientinfo.pages import blocks, frame, head
from patientinfo.reading import markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.memory import MOST, remembered
from patientinfo.reading.pages import Page
from patientinfo.reading.translations import is_outdated
from patientinfo.site import Site

SUMMARY = re.compile(
    r'<div class="admonition in-short">.*?</div>(\s*<p><a class="button".*?</p>)?', re.DOTALL
)
"""What a page says in short, and the one thing to press after it, if there is one."""


@dataclass(frozen=True)
class Text:
    """A page's text as HTML, and the headings of its sections as (id, title)."""

    html: str
    headings: list[tuple[str, str]]


ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}
"""What keeps a table a table for screen readers: on a phone, the style sheet stacks the cells."""

SIDES = {"left": "start", "center": "middle", "right": "end"}
"""The classes of cells that are set to a side, in the direction in which a language is read."""

ATTRIBUTES = {"id", "class", "href", "src", "alt", "title", *("role", "data-column")}
SCHEMES = {"", "http", "https", "mailto", "tel"}
"""What elements of a text may have, and where links may lead: whatever else is written, is gone."""

SHARED = attrgetter(
    *("settings", "condition", "criteria", "cases", "register", "references", "facts"),
    *("templates", "sources"),
)
"""What the pages of all languages are made from."""

PARTS = ("head", "header", "notices", "lang", "text", "sources", "facts", "footer")
"""What the skeleton is filled with."""


def key(site: Site, path: str, locale: str) -> object:
    """Return what a page is made from: nothing else can change it.

    Its own text, whether it translates the original as it is now, what all pages of the language
    share, and the texts of all pages where it shows what others hold.
    """
    page = site.shown(locale, path)
    of_all = any(block.of_all for block, _ in blocks.of(page))
    outdated = is_outdated(page, site.originals[path])
    return (page, outdated, everything(site, locale) if of_all else shared(site, locale))


def everything(site: Site, locale: str) -> object:
    """Return what stands for all that can be read in a language."""
    return (shared(site, locale), tuple(site.pages.values()))


@lru_cache(maxsize=64)
def shared(site: Site, locale: str) -> object:
    """Return what stands for all that the pages of a language share, the same for the same."""
    titles = tuple((key, page.facts.title) for key, page in site.pages.items())
    of_words = tuple(site.wordings.values()) if site.criteria else (site.wordings[locale],)
    words = (locale, site.languages[locale], site.wordings[site.default], of_words)
    lists = (tuple(site.published), tuple(site.where.items()), titles)
    return _one_for((*SHARED(site), *words, *lists))


_one_for = lru_cache(maxsize=MOST)(lambda parts: object())
"""Returns an object that is the same for equal parts, and compared at once."""


@remembered(key)
def text(site: Site, path: str, locale: str) -> Text:
    """Return the text of a page, in the language in which it is there, with its links for here."""
    page = site.shown(locale, path)
    place = site.place(path, locale, page.locale)
    settings = site.settings.extensions
    markdown = Markdown(
        extensions=[*settings, "fenced_code"],
        extension_configs={name: dict(options) for name, options in settings.items()},
    )
    # after the text's ends of lines are made alike, and before HTML is looked for
    markdown.preprocessors.register(_Markers(markdown, site, place), "markers", 25)
    without_html(markdown)
    markdown.treeprocessors.register(_Tree(markdown, site, page, place), "links and tables", 0)
    html = markdown.convert(page.body)
    top: list[dict[str, Any]] = getattr(markdown, "toc_tokens", [])
    headings = [each for first in top for each in (first, *first["children"]) if each["level"] == 2]
    return Text(html, [(each["id"], each["name"]) for each in headings])


def without_html(markdown: Markdown) -> None:
    """Let HTML in a text be words, but for ``<br>``, and ``<sub>`` and ``<sup>`` round words."""
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    line = SubstituteTagInlineProcessor(r"<br *\/?>", "br")
    markdown.inlinePatterns.register(line, "br", 90)
    for name in ("sub", "sup"):
        small = SimpleTagInlineProcessor(rf"(<{name}>)(.+?)</{name}>", name)
        markdown.inlinePatterns.register(small, name, 90)


@remembered(key)
def page(site: Site, path: str, locale: str) -> str:
    """Return one finished page of the site in one language.

    A page that is not translated is the source's one under a notice. Only the self-check and the
    list of downloads have yet to be put in their place.
    """
    page, place = site.shown(locale, path), site.place(path, locale)
    made = text(site, path, locale)
    contents = frame.contents(page, place, made.headings)
    return skeleton(
        site,
        locale,
        head=head.of_page(site, page, place),
        header=frame.header(site, place),
        notices=frame.notices(site, page, place),
        lang=page.locale,
        text=Markup(with_contents(made.html, contents)),
        sources=cites.page_sources(place, site.references, blocks.cited(page, site)),
        facts=frame.facts(site, page, place),
        footer=frame.footer(site, page, place),
    )


@remembered(key)
def self_check(site: Site, path: str, locale: str) -> Markup:
    """Return the self-check of a page that shows it, in the language of the page's text."""
    page = site.shown(locale, path)
    if not page.marked("self_check"):
        return Markup("")
    return blocks.self_check(site.place(path, locale, page.locale), site)


def inject_self_check(html: str, widget: Markup) -> str:
    """Put the self-check where the page says ``{{ self_check }}``."""
    return html.replace(blocks.SELF_CHECK, widget)


def skeleton(site: Site, locale: str, **parts: object) -> str:
    """Return a whole page from ``overrides/main.html``, without empty lines."""
    template = site.environment.get_template("main.html")
    html = template.render(locale=locale, dir=direction(locale), **dict.fromkeys(PARTS, "") | parts)
    return re.sub(r"\n\s*\n", "\n", html).strip() + "\n"


def with_contents(html: str, contents: str) -> str:
    """Return a page's text with its list of sections after its summary, or after its title."""
    found = SUMMARY.search(html) or re.search("</h1>", html)
    return f"{html[: found.end()]}\n{contents}{html[found.end() :]}" if found else html


class _Markers(Preprocessor):
    def __init__(self, md: Markdown, site: Site, place: Place) -> None:
        super().__init__(md)
        self.site, self.place = site, place

    def run(self, lines: list[str]) -> list[str]:
        """Set each marker's HTML aside, so that it comes out as it is, and is parsed by nobody."""

        def value(marker: Marker) -> str:
            block = blocks.find(marker)
            kept = self.md.htmlStash.store(blocks.html(marker, self.place, self.site))
            return f"\n{kept}\n" if block and block.whole_line else kept

        return markers.replace("\n".join(lines), value).split("\n")


class _Tree(Treeprocessor):
    def __init__(self, md: Markdown, site: Site, page: Page, place: Place) -> None:
        super().__init__(md)
        self.site, self.page, self.place = site, page, place

    def run(self, root: ElementTree.Element) -> None:
        """Let links between files lead from page to page, and cells name their columns."""
        for element in root.iter():
            if element.tag == "table":
                label_cells(element)
            for each in set(element.keys()) - ATTRIBUTES:
                del element.attrib[each]
            name = {"a": "href", "img": "src"}.get(str(element.tag))
            if name and (written := element.get(name)):
                parts = urlsplit(unescape(written))
                own = not (parts.scheme or parts.netloc)
                if own or (name == "href" and parts.scheme in SCHEMES):
                    element.set(name, link(self.site, self.page, self.place, written) or written)
                else:
                    del element.attrib[name]


def label_cells(table: ElementTree.Element) -> None:
    """Give each element of a table its role, and each cell its column's name."""
    names = ["".join(cell.itertext()).strip() for cell in table.findall("thead/tr/th")]
    for element in table.iter():
        if element.tag in ROLES:
            element.set("role", ROLES[element.tag])
        if side := SIDES.get(element.get("style", "").removeprefix("text-align: ").rstrip(";")):
            element.set("class", side)
    for row in table.findall("tbody/tr"):
        for name, cell in zip(names, row, strict=False):
            cell.set("data-column", name)


def link(site: Site, page: Page, place: Place, written: str) -> str | None:
    """Return where a link of a page's text leads, or None where it leads nowhere.

    Links to other sites, and inside the page, stay as they are.
    """
    parts = urlsplit(written)
    if parts.scheme or parts.netloc or not parts.path:
        return written
    if parts.path.startswith("/") or "\\" in written:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))
    if target in site.originals:
        return place.url(target, parts.fragment)
    # beside the pages of the language, or of the source language, or outside the language folders
    files = (f"{page.locale}/{target}", target, target.removeprefix("../"))
    address = next((each for each in files if each in site.published), None)
    return address and place.file(f"{address}#{parts.fragment}".removesuffix("#"))
