"""The copy of a language in one file: every page, its pictures and the self-check, nothing to load.

It is made from the pages as they were built, so it says what they say. Each id is given the
number of its page, because two pages may use the same one.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

from patientinfo.components import place as components
from patientinfo.components.links import page_url
from patientinfo.languages.wording import direction
from patientinfo.pages.frame import Section
from patientinfo.reading.pages import Page, unread_by_translator
from patientinfo.site import Site

LIMIT = 600 * 1024
"""What a file may weigh, in bytes: messengers carry it, and old phones open it."""

ONLINE_ONLY = ("search.md", "about/a-to-z.md", "about/downloads.md")
"""Pages that only lead elsewhere on the site."""

GLOSSARY = "about/glossary.md"

REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
"""Attributes that name ids of other elements; several stand with spaces between."""

LEFT_OUT = (
    ".//details[@class='contents']",
    ".//*[contains(@class, 'term__note')]",
    ".//button[@popovertarget]",
    ".//*[contains(@class, 'references__used')]",
    ".//*[@data-self-check-list]//*[@class='criteria-list']",
)
"""What stands elsewhere in the same file: lists of sections, explanations of words, the rules."""


PRINT_NOTE = ".//*[contains(@class, 'self-check__print-note')]"
"""Says that the printed result is in two languages."""


@dataclass(frozen=True)
class Burden:
    """What a copy does without when it is too heavy: pages, and elements by their XPath."""

    pages: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()


BURDENS = (
    Burden(("about/clinicians.md", "about/standards.md", "about/contact.md", "about/privacy.md")),
    Burden(elements=(".//*[contains(@class, 'self-check__second')]", PRINT_NOTE)),
    Burden(("about/index.md",)),
    Burden(elements=(".//*[@data-evidence-chart]",)),
    Burden(elements=(".//*[@data-seen]",)),
    Burden(
        elements=(
            ".//p[a/@href='#at-a-glance']",
            ".//h2[@id='at-a-glance']",
            ".//*[not(self::h2)][preceding-sibling::h2[1]/@id='at-a-glance']",
        )
    ),
)
"""In this order. A Georgian letter weighs three bytes, so Georgian has to do without the most."""

UNUSED = (
    *("data-claim", "data-evidence", "data-part", "data-treatment", "data-verdict", "data-step"),
    *("data-cells", "data-emergency", "data-treatments", "data-not-stated", "data-seen"),
)
"""Attributes that neither style nor script reads."""


@dataclass(frozen=True)
class Chapter:
    """A page in the copy: its element's id, its title in its language, its text as HTML."""

    id: str
    title: str
    lang: str
    dir: str
    updated: date
    html: Markup


@dataclass(frozen=True)
class Part:
    """A section of the menu in the copy; the first page stands by itself, without a title."""

    title: str
    chapters: list[Chapter]


def name(locale: str) -> str:
    """Return what the file of one language is called."""
    return f"cerebral-palsy.{locale}.html"


def html(
    site: Site,
    locale: str,
    sections: Sequence[Section],
    built: Mapping[str, str],
    *,
    style: str,
    script: str,
    site_url: str,
) -> str:
    """Return the copy of one language; ``built`` has each page's finished HTML by its path.

    It holds as much as the limit lets it.
    """
    style = re.sub(r"#([a-z][a-z0-9-]*)(?=\s*\+)", r'[id$="-\1"]', style)
    made = ""
    for dropped in range(len(BURDENS) + 1):
        without = BURDENS[:dropped]
        binder = _Binder(site, locale, sections, without, site_url)
        made = binder.bind(built, style, script)
        if len(made.encode()) <= LIMIT:
            break
    return made


def _policy(style: str, script: str) -> str:
    """Return a policy that lets in this style and this script, and nothing from anywhere."""

    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{hashed(style)}'; "
        f"script-src 'sha256-{hashed(script)}'; base-uri 'none'; form-action 'none'"
    )


@dataclass(frozen=True)
class _Binder:
    """Binds pages into one: ``numbers`` has the id of each page's element by its path."""

    site: Site
    locale: str
    sections: Sequence[Section]
    without: Sequence[Burden]
    site_url: str

    @cached_property
    def numbers(self) -> dict[str, str]:
        out = {*ONLINE_ONLY, *(path for each in self.without for path in each.pages)}
        paths = [path for each in self.sections for path in each.paths if path not in out]
        return {path: f"p{number}" for number, path in enumerate(paths, start=1)}

    def bind(self, built: Mapping[str, str], style: str, script: str) -> str:
        """Return the whole copy."""
        site, locale = self.site, self.locale
        place = site.place("index.md", locale)
        pages = {
            path: site.page(locale, path) or site.pages[(site.default, path)]
            for path in self.numbers
        }
        articles = {path: self.article(page, built[path]) for path, page in pages.items()}
        _drop_needless_ids(articles.values())
        parts = [
            Part(
                place.t(f"nav.{section.name}") if section.name else "",
                [
                    self.chapter(pages[path], articles[path])
                    for path in section.paths
                    if path in pages
                ],
            )
            for section in self.sections
        ]
        return str(
            place.render(
                "offline-copy",
                dir=direction(locale),
                policy=_policy(style, script),
                style=Markup(style),
                script=Markup(script),
                sections=parts,
                unread=unread_by_translator(pages.values()),
                unreviewed=any(page.facts.reviewer is None for page in pages.values()),
                updated=max(page.facts.updated for page in pages.values()),
                review_due=min(page.facts.review_due for page in pages.values()).isoformat(),
                address=components.web_address(self.site_url, locale, site.default),
            )
        )

    def article(self, page: Page, built: str) -> HtmlElement:
        """Return the text of a page as the copy shows it."""
        number = self.numbers[page.path]
        [article] = lxml.html.document_fromstring(built).xpath("//article")
        for form in article.xpath(".//form[@data-self-check]"):
            place = self.site.place(page.path, self.locale, page.locale)
            form.extend(lxml.html.fragment_fromstring(self.site.self_check_results(place), "div"))
        for term in article.xpath(".//span[@class='term']"):
            [button] = term.xpath(".//button")
            term.tag = "a"
            id = button.get("popovertarget").removeprefix("term-")
            term.set("href", f"{self._address(GLOSSARY)}#{id}")
            button.getparent().drop_tag()
        heavy = [xpath for each in self.without for xpath in each.elements]
        for element in article.xpath(" | ".join((*LEFT_OUT, *heavy))):
            element.drop_tree()
        for element in article.iter():
            self._rename(element, number)
            if element.get("href"):
                element.set("href", self._link(element.get("href"), page.path))
        for cite in article.xpath(".//span[@class='cites']/a"):
            del cite.attrib["aria-label"]
        for link in article.xpath(".//ol[@class='references']//a[@rel]"):
            cite = link.getparent().find("cite")
            link.text = cite.text_content()
            cite.getnext().drop_tree()
            cite[:], cite.text, link.tail = [link], "", ""
        article.set("id", number)
        return article

    def chapter(self, page: Page, article: HtmlElement) -> Chapter:
        """Return a page's text with what the list of pages and the reader need to know of it."""
        text = lxml.html.tostring(article, encoding="unicode", with_tail=False)
        return Chapter(
            self.numbers[page.path],
            page.facts.title,
            page.locale,
            direction(page.locale),
            page.facts.updated,
            Markup(re.sub(r"\s*\n\s*", "\n", text)),
        )

    def _rename(self, element: HtmlElement, number: str) -> None:
        for name in UNUSED:
            element.attrib.pop(name, None)
        if element.get("id"):
            element.set("id", f"{number}-{element.get('id')}")
        for name in REFERS:
            if element.get(name):
                ids = element.get(name).split()
                element.set(name, " ".join(f"{number}-{id}" for id in ids))

    def _link(self, link: str, path: str) -> str:
        """Return where a link of a page leads: into the copy, or to the site itself."""
        target = urljoin(self._address(path), link)
        address, _, anchor = target.partition("#")
        for other, number in self.numbers.items():
            if address == self._address(other):
                return f"#{number}-{anchor}" if anchor else f"#{number}"
        return target

    def _address(self, path: str) -> str:
        root = self.site_url.rstrip("/") + "/"
        return root + page_url(path, self.locale, self.site.default)


def _drop_needless_ids(articles: Iterable[HtmlElement]) -> None:
    """Take away the ids that nothing in the copy leads to; the self-check needs all of its own."""
    articles = list(articles)
    wanted = set()
    for article in articles:
        for element in article.iter():
            wanted.add(element.get("href", "").removeprefix("#"))
            wanted.update(id for name in REFERS for id in element.get(name, "").split())
    for article in articles:
        for element in article.xpath(".//*[@id][not(ancestor-or-self::form)]"):
            if element.get("id") not in wanted:
                del element.attrib["id"]
