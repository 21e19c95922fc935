"""Makes the file that the search page loads: every page of one language, by section.

The page's script compares on the reader's device; this only gathers what stands in the articles.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.pages import a_to_z
from patientinfo.reading import data_file, pages
from patientinfo.reading.data_file import DataFile, known_keys
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem

if TYPE_CHECKING:
    from patientinfo.site import Site

PAGE = "search.md"
"""The page with the search; without it, a site has none."""

LISTS = (PAGE, a_to_z.PAGE, "about/references.md")
"""Pages that only list others or what others cite: no result leads there."""

MOST = 10
"""Results shown at most."""

POLICY = " 'self'"
"""What the search page may connect to, beyond the other pages: it reads its index."""

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


@dataclass(frozen=True, kw_only=True, config=known_keys)
class SearchWords:
    """What ``_search.yml`` says of one language; readers never see it.

    ``pass_over`` are beginnings that do not count, such as the Arabic article. ``latin`` has
    the spellings in Latin letters of groups of letters. ``words`` has, for a page or a section
    of one, what people type who mean it and what does not stand there.
    """

    alphabet: str = ""
    pass_over: tuple[str, ...] = ()
    latin: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@plain_dataclass
class Section:
    """A heading with its text, while it is being read; the first section has no heading."""

    anchor: str
    heading: str = ""
    text: str = ""


def read_words(path: Path, name: str) -> tuple[SearchWords, DataFile, list[Problem]]:
    """Read a language's ``_search.yml``; a language can do without one."""
    if not path.exists():
        return SearchWords(), DataFile(name, {}), []
    file, found = data_file.read(path, name)
    if found:
        return SearchWords(), file, found
    words, found = data_file.typed(TypeAdapter(SearchWords), file)
    return words or SearchWords(), file, found


def check_words(
    words: SearchWords, file: DataFile, source: Mapping[str, Page], terms: Iterable[str]
) -> list[Problem]:
    """Check that the words lead to pages and sections that exist, and each spelling to one row."""
    found = []
    for target in words.words:
        path, _, anchor = target.partition("#")
        place = ("words", target)
        if path not in source:
            fix = data_file.nearest(path, sorted(source))
            found.append(file.problem(place, f"There is no page `{path}`.", fix))
        elif anchor:
            ids = {each.id for each in pages.headings(source[path]) if each.level in (2, 3)}
            ids |= set(terms) if "{{ glossary }}" in source[path].body else set()
            if anchor not in ids:
                fix = data_file.nearest(anchor, sorted(ids - {""}))
                found.append(file.problem(place, f"`{path}` has no section `{anchor}`.", fix))
    seen: dict[str, str] = {}
    for row in words.latin:
        for spelling in row.split():
            if spelling in seen:
                what = f"The spelling `{spelling}` stands also in the row `{seen[spelling]}`."
                found.append(file.problem(("latin", row), what, "Put it into one row only."))
            seen[spelling] = row
    return found


def render(place: Place) -> Markup:
    """Return the search field, and every message that its script may show."""
    return place.render("search", most=MOST)


def address(site: "Site", locale: str) -> str:
    """Return where a language's index stands, below the root: beside its search page."""
    return f"{page_url(PAGE, locale, site.default)}words.json"


def index(site: "Site", locale: str, articles: Mapping[str, str]) -> str:
    """Return the index of one language as JSON; ``articles`` has the built HTML of its pages.

    Pages that are not translated are left out: no result is in another language.
    """
    words = site.searches[locale]
    here = page_url(PAGE, locale, site.default)
    listed = []
    for path, html in articles.items():
        page = site.page(locale, path)
        if page is None or path in LISTS:
            continue
        sections = [
            [each.anchor, each.heading, each.text, " ".join(_typed(words, path, each.anchor))]
            for each in read_article(html, locale)
        ]
        listed.append(
            [relative(page_url(path, locale, site.default), here), page.facts.title, sections]
        )
    content = {
        "passOver": sorted(words.pass_over, key=len, reverse=True),
        "latin": [[row.split(), letters.split()] for row, letters in words.latin.items()],
        "pages": listed,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _typed(words: SearchWords, path: str, anchor: str) -> tuple[str, ...]:
    return words.words.get(f"{path}#{anchor}" if anchor else path, ())


def read_article(html: str, locale: str) -> list[Section]:
    """Return the sections of a built page's article that are in its language, in their order."""
    reader = _Reader(locale)
    start, end = html.find("<article"), html.rfind("</article>")
    reader.feed(html[start:end])
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
