"""Makes the file that the search page loads: every page of one language, by section.

The page's script compares on the reader's device; this only gathers what stands in the texts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import lxml.html
from lxml import etree

from patientinfo.components.links import page_url
from patientinfo.pages import render
from patientinfo.reading import passages
from patientinfo.reading.memory import remembered
from patientinfo.site import Site

LISTS = ("search", "a_to_z", "references")
"""Markers of pages that only list others or what others cite: no result leads there."""

HEADINGS = ("h2", "h3", "dt")
HOLDERS = ("div", "section")
"""Elements that begin a section, and those whose id is that of the heading inside."""
BREAKS = {
    *("article", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "h1"),
    *("figcaption", "figure", "h2", "h3", "h4", "hr", "li", "nav", "ol", "p", "section"),
    *("summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
"""Elements that begin a line of text."""
UNREAD = etree.XPath(
    ".//h1 | .//button | .//form | .//script | .//style | .//svg | .//template"
    " | .//*[@hidden or @popover] | .//*[@class][contains(concat(' ', @class, ' '), ' cites ')"
    " or contains(concat(' ', @class, ' '), ' visually-hidden ')]"
)
"""Elements whose words belong to the page's machinery or pictures, not to its text."""

FOREIGN = "\ue001"
"""Stands for words in another language until the sentence round them is left out too."""

EDGE = "\ue002"
"""Stands where a heading begins and where it ends."""


@dataclass(frozen=True)
class Section:
    """A heading with its text; the first section has no heading."""

    anchor: str
    heading: str
    text: str


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the index of each language, beside its search page; without one a site has none."""
    search, made = site.path_of("search"), {}
    for locale in locales if search else ():
        found = {
            path: sections_of(site, path, locale)
            for of, path in site.pages
            if of == locale and not any(site.originals[path].marked(name) for name in LISTS)
        }
        folder = page_url(search or "", locale, site.default)
        made[f"{folder}words.json"] = index(site, locale, found).encode()
    return made


@remembered(render.key)
def sections_of(site: Site, path: str, locale: str) -> list[Section]:
    """Return what a page that is translated says, by section."""
    return read_text(render.text(site, path, locale).html, locale)


def index(site: Site, locale: str, found: Mapping[str, Sequence[Section]]) -> str:
    """Return the index of one language as JSON; ``found`` has the sections of its pages.

    Pages that are not translated are left out: no result is in another language.
    """
    language = site.languages[locale]
    typed, latin = language.search.words, language.search.latin
    search = site.place(site.path_of("search") or "", locale)
    listed = []
    for path, sections in found.items():
        rows = []
        for each in sections:
            words = typed.get(f"{path}#{each.anchor}" if each.anchor else path, ())
            rows.append([each.anchor, each.heading, each.text, " ".join(words)])
        listed.append([search.url(path), site.pages[(locale, path)].facts.title, rows])
    content = {
        "alike": list(language.letters.alike.items()),
        "passOver": sorted(language.pass_over, key=len, reverse=True),
        "latin": [[row.split(), letters.split()] for row, letters in latin.items()],
        "pages": listed,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_text(html: str, locale: str) -> list[Section]:
    """Return the sections of a page's text that are in its language, in their order.

    A line of text for each block, so that sentences stay whole. One that quotes another language
    is left out: without the words it says nothing, and a list of results has no language for them.
    """
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in tree.xpath(".//*[@lang != $locale]", locale=locale):
        element.clear(keep_tail=True)
        element.text = FOREIGN
    for element in UNREAD(tree):
        element.drop_tree()
    anchors, holder = [""], ""
    for element in tree.iter("*"):
        id, line, edge = element.get("id", ""), "\n" if element.tag in BREAKS else "", ""
        if element.tag in HOLDERS and id:
            holder = id
        elif element.tag in HEADINGS and (id or holder):
            anchors.append(id or holder)
            holder, edge = "", EDGE
        if line:
            element.text = f"{line}{edge}{element.text or ''}"
            element.tail = f"{edge}{line}{element.tail or ''}"
    pieces = ["", *tree.text_content().split(EDGE)]
    found = []
    for anchor, heading, text in zip(anchors, pieces[::2], pieces[1::2], strict=True):
        lines = (" ".join(_own(line).split()) for line in text.split("\n"))
        said = "\n".join(line for line in lines if line)
        found.append(Section(anchor, " ".join(heading.replace(FOREIGN, "").split()), said))
    return [each for each in found if each is found[0] or each.text or each.heading]


def _own(line: str) -> str:
    """Return the sentences of a line that are wholly in the language of the page."""
    if FOREIGN not in line:
        return line
    sentences = (line[begin:end] for begin, end in passages.sentences(line))
    return "".join(each for each in sentences if FOREIGN not in each)
