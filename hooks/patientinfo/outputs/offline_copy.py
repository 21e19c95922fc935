"""The copy of a language in one file: every page, its pictures and the self-check, nothing to load.

It is made from the pages as they are finished, so it says what they say. Each id is given the
number of its page, because two pages may use the same one.
"""

import base64
import copy
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

from patientinfo.components.links import page_url
from patientinfo.components.place import Place
from patientinfo.pages import blocks, render
from patientinfo.reading.memory import recall
from patientinfo.reading.pages import Page
from patientinfo.reading.translations import unread_by_translator
from patientinfo.site import Site

FOLDER = "downloads"
STYLE = "components/offline-copy/copy.css"

LIMIT = 600 * 1024
"""What a file may weigh, in bytes: messengers carry it, and old phones open it."""

ROUND = 8 * 1024
"""Bytes by which the weight of what is left out may be misjudged beforehand."""

ONLINE_ONLY = ("search", "a_to_z", "downloads")
"""The markers of pages that only lead elsewhere on the site."""

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

UNUSED = frozenset(
    (
        *("data-claim", "data-evidence", "data-part", "data-treatment", "data-verdict"),
        *("data-step", "data-cells", "data-emergency", "data-treatments", "data-not-stated"),
        "data-seen",
    )
)
"""Attributes that neither style nor script reads."""

BURDEN = "data-burden"
"""Marks what goes when the copy is too heavy, with its place in that order; never published."""


@dataclass(frozen=True)
class Chapter:
    """A page in the copy: its element's id, its title in its language, its text as HTML."""

    id: str
    title: str
    lang: str
    updated: date
    html: Markup


@dataclass(frozen=True)
class Part:
    """A section of the menu in the copy; the first page stands by itself, without a title."""

    title: str
    chapters: list[Chapter]


_made: dict[object, bytes] = {}


def name(site: Site, locale: str) -> str:
    """Return what the file of one language is called."""
    return f"{site.condition.file_name}.{locale}.html"


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the copies; without a page that lists them there are none."""
    if site.path_of("downloads") is None:
        return {}
    return {f"{FOLDER}/{name(site, locale)}": content(site, locale) for locale in locales}


def content(site: Site, locale: str) -> bytes:
    """Return the copy of one language; it holds as much as the limit lets it."""
    key = (render.shared(site, locale), tuple(site.pages.values()))
    return recall(_made, key, lambda: _content(site, locale))


def _content(site: Site, locale: str) -> bytes:
    pages = {path: site.shown(locale, path) for path in _paths(site)}
    numbers = {path: f"p{number}" for number, path in enumerate(pages, start=1)}
    articles = {path: _article(site, page, locale, numbers) for path, page in pages.items()}
    burdens = _burdens(site, articles)
    dropped = 0
    while True:
        made = _bind(site, locale, pages, numbers, articles, dropped)
        heavier = len(made) - LIMIT
        if heavier <= 0 or dropped == len(burdens):
            return made
        heavier, dropped = heavier - burdens[dropped], dropped + 1
        while dropped < len(burdens) and heavier > ROUND:  # those that are surely needed as well
            heavier, dropped = heavier - burdens[dropped], dropped + 1


def _paths(site: Site) -> list[str]:
    """Return the pages of the menu, without those that only lead elsewhere on the site."""
    menu = (path for section in site.settings.sections for path in section.paths)
    return [path for path in menu if not any(site.originals[path].marked(n) for n in ONLINE_ONLY)]


def _burdens(site: Site, articles: Mapping[str, HtmlElement]) -> list[int]:
    """Return how many bytes each burden weighs, about."""
    weights = [0] * len(site.condition.copy_without)
    for path, article in articles.items():
        for number, burden in enumerate(site.condition.copy_without):
            if path in burden.pages:
                weights[number] += len(lxml.html.tostring(article, encoding="utf-8"))
        for element in article.iterfind(f".//*[@{BURDEN}]"):
            weight = len(lxml.html.tostring(element, encoding="utf-8", with_tail=False))
            weights[int(element.get(BURDEN))] += weight
    return weights


def _article(site: Site, page: Page, locale: str, numbers: Mapping[str, str]) -> HtmlElement:
    """Return the text of a page as the copy shows it, its links as addresses on the site."""
    here = _address(site, page.path, locale)
    html = render.whole(site, page.path, locale)
    text = html[html.index("<article") : html.rindex("</article>")]
    article = lxml.html.fragment_fromstring(text + "</article>")
    for form in article.xpath(".//form[@data-self-check]"):
        results = blocks.self_check_results(site.place(page.path, locale, page.locale), site)
        form.extend(lxml.html.fragment_fromstring(results, "div"))
    glossary = site.path_of("glossary")
    for term in article.xpath(".//span[@class='term']"):
        [button] = term.xpath(".//button")
        id = button.get("popovertarget").removeprefix("term-")
        button.getparent().drop_tag()
        if glossary is not None:
            term.tag = "a"
            term.set("href", f"{_address(site, glossary, locale)}#{id}")
    for number, burden in enumerate(site.condition.copy_without):
        for xpath in burden.elements:
            for element in article.xpath(xpath):
                element.set(BURDEN, str(number))
    for element in article.xpath(" | ".join(LEFT_OUT)):
        element.drop_tree()
    for element in article.iter():
        _rename(element, numbers[page.path], here)
    for cite in article.xpath(".//span[@class='cites']/a"):
        del cite.attrib["aria-label"]
    for link in article.xpath(".//ol[@class='references']//a[@rel]"):
        cite = link.getparent().find("cite")
        link.text = cite.text_content()
        cite.getnext().drop_tree()
        cite[:], cite.text, link.tail = [link], "", ""
    article.set("id", numbers[page.path])
    return article


def _address(site: Site, path: str, locale: str) -> str:
    return site.settings.base + page_url(path, locale, site.default)


def _rename(element: HtmlElement, number: str, here: str) -> None:
    """Give ids the number of their page, and make links lead from anywhere."""
    for name, value in element.items():
        if name in UNUSED:
            del element.attrib[name]
        elif name == "id":
            element.set("id", f"{number}-{value}")
        elif name in REFERS:
            element.set(name, " ".join(f"{number}-{id}" for id in value.split()))
        elif name == "href":
            element.set("href", urljoin(here, value))


def _bind(
    site: Site,
    locale: str,
    pages: Mapping[str, Page],
    numbers: Mapping[str, str],
    articles: Mapping[str, HtmlElement],
    dropped: int,
) -> bytes:
    """Return the whole copy without so many of the burdens."""
    without = site.condition.copy_without[:dropped]
    gone = {path for burden in without for path in burden.pages}
    bound = {path: copy.deepcopy(each) for path, each in articles.items() if path not in gone}
    inside = {_address(site, path, locale): numbers[path] for path in bound}
    for article in bound.values():
        for element in article.xpath(f".//*[@{BURDEN}]"):
            if int(element.get(BURDEN)) < dropped:
                element.drop_tree()
            else:
                del element.attrib[BURDEN]
        for element in article.iterfind(".//*[@href]"):
            address, _, anchor = element.get("href").partition("#")
            if number := inside.get(address):
                element.set("href", f"#{number}-{anchor}" if anchor else f"#{number}")
    _drop_needless_ids(bound.values())
    place = site.place("index.md", locale)
    shown = [pages[path] for path in bound]
    parts = [
        Part(
            place.t(f"nav.{section.name}") if section.name else "",
            [
                _chapter(pages[path], numbers[path], bound[path])
                for path in section.paths
                if path in bound
            ],
        )
        for section in site.settings.sections
    ]
    style = re.sub(r"#([a-z][a-z0-9-]*)(?=\s*\+)", r'[id$="-\1"]', _style(site))
    script = site.assets["self-check"].content if site.criteria else ""
    return place.render(
        "offline-copy",
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        sections=parts,
        unread=unread_by_translator(shown),
        unreviewed=any(page.facts.reviewer is None for page in shown),
        updated=max(page.facts.updated for page in shown),
        review_due=min(page.facts.review_due for page in shown).isoformat(),
        address=web_address(site, place),
    ).encode()


def _style(site: Site) -> str:
    own = dict(site.sources)[STYLE]
    return site.assets["style/all"].content + re.sub(r"/\*.*?\*/\s*", "", own, flags=re.DOTALL)


def _chapter(page: Page, number: str, article: HtmlElement) -> Chapter:
    """Return a page's text with what the list of pages and the reader need to know of it."""
    text = lxml.html.tostring(article, encoding="unicode", with_tail=False)
    html = Markup(re.sub(r"\s*\n\s*", "\n", text))
    return Chapter(number, page.facts.title, page.locale, page.facts.updated, html)


def _policy(style: str, script: str) -> str:
    """Return a policy that lets in this style and this script, and nothing from anywhere."""

    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{hashed(style)}'; "
        f"script-src 'sha256-{hashed(script)}'; base-uri 'none'; form-action 'none'"
    )


def web_address(site: Site, place: Place) -> Markup:
    """Return a link to the first page that shows its address, for what is read elsewhere."""
    address = _address(site, "index.md", place.locale)
    return Markup('<a href="{0}" dir="ltr">{0}</a>').format(address)


def _drop_needless_ids(articles: Iterable[HtmlElement]) -> None:
    """Take away the ids that nothing in the copy leads to; the self-check needs all of its own."""
    articles = list(articles)
    wanted = set()
    for article in articles:
        for element in article.iter():
            for name, value in element.items():
                if name == "href":
                    wanted.add(value.removeprefix("#"))
                elif name in REFERS:
                    wanted.update(value.split())
    for article in articles:
        for element in article.xpath(".//*[@id][not(ancestor-or-self::form)]"):
            if element.get("id") not in wanted:
                del element.attrib["id"]
