"""Makes a page: Markdown with its markers into the finished HTML that readers get.

A pure function of the site, so that every driver gets the same bytes.
"""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.languages.tags import direction
from patientinfo.pages import blocks, frame, head
from patientinfo.pages.tables import StackedTables
from patientinfo.reading import markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.memory import recall
from patientinfo.reading.pages import Page
from patientinfo.reading.translations import is_outdated
from patientinfo.site import Site

SUMMARY = re.compile(
    r'<div class="admonition in-short">.*?</div>(\s*<p><a class="button".*?</p>)?', re.DOTALL
)
"""What a page says in short, and the one thing to press after it, if there is one."""


@dataclass(frozen=True)
class Text:
    """A page's text as HTML, and its headings as (id, title, level)."""

    html: str
    headings: tuple[tuple[str, str, int], ...]


PARTS = ("head", "header", "notices", "lang", "text", "sources", "facts", "footer")
"""What the skeleton is filled with."""

_shared: dict[object, object] = {}
_texts: dict[object, Text] = {}
_pages: dict[object, str] = {}
_widgets: dict[object, str] = {}


def key(site: Site, page: Page, locale: str) -> object:
    """Return what a page is made from: nothing else can change it.

    Its own text, whether it translates the original as it is now, what all pages of the language
    share, and the texts of all pages where it shows what others hold.
    """
    of_all = any(block.of_all for block, _ in blocks.of(page))
    outdated = is_outdated(page, site.originals[page.path])
    return (page, outdated, shared(site, locale), tuple(site.pages.values()) if of_all else ())


@lru_cache(maxsize=64)
def shared(site: Site, locale: str) -> object:
    """Return what stands for all that the pages of a language share, the same for the same."""
    titles = tuple((key, page.facts.title) for key, page in site.pages.items())
    of_words = tuple(site.wordings.values()) if site.criteria else (site.wordings[locale],)
    parts = (
        locale,
        site.settings,
        site.wordings[site.default],
        of_words,
        site.languages[locale],
        site.condition,
        site.criteria,
        site.cases,
        site.register,
        site.references,
        site.facts,
        site.templates,
        site.sources,
        tuple(site.published),
        tuple(site.where.items()),
        titles,
    )
    return recall(_shared, parts, object)


def text(site: Site, path: str, locale: str) -> Text:
    """Return the text of a page, in the language in which it is there, with its links for here."""
    page = site.shown(locale, path)
    return recall(_texts, key(site, page, locale), lambda: _text(site, page, locale))


def _text(site: Site, page: Page, locale: str) -> Text:
    place = site.place(page.path, locale, page.locale)
    settings = site.settings.extensions
    markdown = Markdown(
        extensions=[*settings, "fenced_code", _Extension(site, page, place)],
        extension_configs={name: dict(options) for name, options in settings.items()},
    )
    html = markdown.convert(page.body)
    flat: list[tuple[str, str, int]] = []

    def flatten(tokens: list[dict[str, object]]) -> None:
        for each in tokens:
            flat.append((str(each["id"]), str(each["name"]), int(str(each["level"]))))
            flatten(each["children"])  # type: ignore[arg-type]

    flatten(getattr(markdown, "toc_tokens", []))
    return Text(html, tuple(flat))


def page(site: Site, path: str, locale: str) -> str:
    """Return one finished page of the site in one language.

    A page that is not translated is the source's one under a notice. Only the self-check and the
    list of downloads have yet to be put in their place.
    """
    shown = site.shown(locale, path)
    return recall(_pages, key(site, shown, locale), lambda: _page(site, shown, locale))


def _page(site: Site, page: Page, locale: str) -> str:
    place = site.place(page.path, locale)
    made = text(site, page.path, locale)
    contents = frame.contents(page, place, made.headings)
    return skeleton(
        site,
        locale,
        head=head.of_page(site, page, place),
        header=frame.header(site, page, place),
        notices=frame.notices(site, page, place),
        lang=page.locale,
        text=Markup(with_contents(made.html, contents)),
        sources=frame.sources(site, page, place),
        facts=frame.facts(site, page, place),
        footer=frame.footer(site, page, place),
    )


def whole(site: Site, path: str, locale: str) -> str:
    """Return a finished page with the self-check in its place."""
    return inject_self_check(page(site, path, locale), self_check(site, path, locale))


def self_check(site: Site, path: str, locale: str) -> Markup:
    """Return the self-check of a page that shows it, in the language of the page's text."""
    shown = site.shown(locale, path)
    if not shown.marked("self_check"):
        return Markup("")
    place = site.place(path, locale, shown.locale)
    parts = key(site, shown, locale)
    return Markup(recall(_widgets, parts, lambda: str(blocks.self_check(place, site))))


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


class _Extension(Extension):
    """Puts the markers' HTML and the right links into one page, and names in tables' cells."""

    def __init__(self, site: Site, page: Page, place: Place) -> None:
        super().__init__()
        self.site, self.page, self.place = site, page, place

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Run after the text's ends of lines are made alike, and before HTML is looked for."""
        md.preprocessors.register(_Markers(md, self.site, self.place), "markers", 25)
        StackedTables().extendMarkdown(md)
        md.treeprocessors.register(_Links(md, self.site, self.page, self.place), "links", 0)


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


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, site: Site, page: Page, place: Place) -> None:
        super().__init__(md)
        self.site, self.page, self.place = site, page, place

    def run(self, root: ElementTree.Element) -> None:
        """Let links between files lead from page to page."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(str(element.tag))
            if name and (written := element.get(name)):
                element.set(name, link(self.site, self.page, self.place, written) or written)


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
    end = f"#{parts.fragment}" if parts.fragment else ""
    if target in site.originals:
        return place.url(target, parts.fragment)
    address = file_address(site, target, page.locale)
    here = page_url(place.page, place.locale, place.default)
    return relative(address, here) + end if address else None


def file_address(site: Site, target: str, locale: str) -> str | None:
    """Return where a file stands below the root that a text names as ``target``.

    Beside the pages of the language, or of the source language, or outside the language folders.
    """
    if target.startswith("../"):
        outside = target.removeprefix("../")
        return outside if outside in site.published else None
    candidates = [target if each == site.default else f"{each}/{target}" for each in (locale,)]
    candidates.append(target)
    return next((each for each in candidates if each in site.published), None)
