"""The copy of a language in one file: every page, its pictures and the self-check, nothing to load.

It is made from the pages as they are finished, so it says what they say. Each id is given the
number of its page, because two pages may use the same one.
"""

import base64
import copy
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

from patientinfo.pages import blocks, render
from patientinfo.reading.condition import elements
from patientinfo.reading.files import file_state
from patientinfo.reading.memory import remembered
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

POLICY = (
    "default-src 'none'; style-src 'sha256-{}'; "
    "script-src 'sha256-{}'; {}base-uri 'none'; form-action 'none'"
)
"""Lets in one style and one script, pictures that are in the file, and nothing from anywhere."""

PICTURES = "img-src data:; "

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

UNUSED = {
    *("data-claim", "data-evidence", "data-part", "data-treatment", "data-verdict", "data-seen"),
    *("data-step", "data-cells", "data-emergency", "data-treatments", "data-not-stated"),
}
"""Attributes that neither style nor script reads."""

BURDEN = "data-burden"
"""Marks what goes when the copy is too heavy, with its place in that order; never published."""

BURDENS = f"descendant-or-self::*[@{BURDEN}]"


def name(site: Site, locale: str) -> str:
    """Return what the file of one language is called."""
    return f"{site.condition.file_name}.{locale}.html"


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the copies; without a page that lists them there are none."""
    wanted = locales if site.path_of("downloads") else ()
    return {f"{FOLDER}/{name(site, locale)}": content(site, locale) for locale in wanted}


def made_of(site: Site, locale: str) -> object:
    """Return what stands for all that a copy is made from, the pictures included."""
    return render.everything(site, locale), tuple(map(file_state, site.published.values()))


@remembered(made_of)
def content(site: Site, locale: str) -> bytes:
    """Return the copy of one language; it holds as much as the limit lets it.

    Words go before pictures: these get the room that is left.
    """
    menu = (path for section in site.settings.sections for path in section.paths)
    paths = [path for path in menu if not any(map(site.originals[path].marked, ONLINE_ONLY))]
    numbers = {path: f"p{number}" for number, path in enumerate(paths, start=1)}
    articles = {path: _article(site, path, locale, number) for path, number in numbers.items()}
    made = _bind(site, locale, numbers, articles, 0)
    heavier, weights, dropped = len(made) - LIMIT, _weights(site, articles), 0
    for dropped, weight in enumerate(weights, start=1):
        if heavier <= 0:
            break
        heavier -= weight
        if heavier <= ROUND or dropped == len(weights):  # until then more is surely needed
            made = _bind(site, locale, numbers, articles, dropped)
            heavier = len(made) - LIMIT
    if any(article.find(".//img") is not None for article in articles.values()):
        made = _bind(site, locale, numbers, articles, dropped, room=-heavier)
    return made


def _weights(site: Site, articles: Mapping[str, HtmlElement]) -> list[int]:
    """Return how many bytes each burden weighs, about."""
    weights = [0] * len(site.condition.copy_without)
    for article in articles.values():
        for element in article.xpath(BURDENS):
            weight = len(lxml.html.tostring(element, encoding="utf-8", with_tail=False))
            weights[int(element.get(BURDEN))] += weight
    return weights


def _article(site: Site, path: str, locale: str, number: str) -> HtmlElement:
    """Return the text of a page as the copy shows it, its links as addresses on the site."""
    html = render.page(site, path, locale)
    html = render.inject_self_check(html, render.self_check(site, path, locale))
    text = html[html.index("<article") : html.rindex("</article>")]
    article = lxml.html.fragment_fromstring(text + "</article>")
    for form in article.xpath(".//form[@data-self-check]"):
        place = site.place(path, locale, site.shown(locale, path).locale)
        results = blocks.self_check_results(place, site)
        form.extend(lxml.html.fragment_fromstring(results, "div"))
    glossary = site.path_of("glossary")
    for term in article.xpath(".//span[@class='term']"):
        [button] = term.xpath(".//button")
        id = button.get("popovertarget").removeprefix("term-")
        button.getparent().drop_tag()
        if glossary is not None:
            term.tag = "a"
            term.set("href", f"{site.address(glossary, locale)}#{id}")
    for order, burden in enumerate(site.condition.copy_without):
        itself = ["."] if path in burden.pages else []
        for xpath in (*itself, *burden.elements):
            for element in elements(article, xpath):
                element.set(BURDEN, str(order))
    for element in article.xpath(" | ".join(LEFT_OUT)):
        element.drop_tree()
    for element in article.iter():
        _rename(element, number, site.address(path, locale))
    for cite in article.xpath(".//span[@class='cites']/a"):
        del cite.attrib["aria-label"]
    for link in article.xpath(".//ol[@class='references']//a[@rel]"):
        cite = link.getparent().find("cite")
        link.text = cite.text_content()
        cite.getnext().drop_tree()
        cite[:], cite.text, link.tail = [link], "", ""
    article.set("id", number)
    return article


def _rename(element: HtmlElement, number: str, here: str) -> None:
    """Give ids the number of their page, and make links lead from anywhere."""
    for name, value in element.items():
        if name in UNUSED:
            del element.attrib[name]
        elif name == "id":
            element.set("id", f"{number}-{value}")
        elif name in REFERS:
            element.set(name, " ".join(f"{number}-{id}" for id in value.split()))
        elif name in ("href", "src"):
            element.set(name, urljoin(here, value))


def _bind(
    site: Site,
    locale: str,
    numbers: Mapping[str, str],
    articles: Mapping[str, HtmlElement],
    dropped: int,
    room: int = 0,
) -> bytes:
    """Return the whole copy without so many of the burdens, with pictures that fit into a room."""
    bound = {
        path: copy.deepcopy(article)
        for path, article in articles.items()
        if int(article.get(BURDEN, dropped)) >= dropped
    }
    inside = {site.address(path, locale): numbers[path] for path in bound}
    for article in bound.values():
        for element in article.xpath(BURDENS):
            if int(element.get(BURDEN)) < dropped:
                element.drop_tree()
            else:
                del element.attrib[BURDEN]
        for element in article.iterfind(".//*[@href]"):
            address, _, anchor = element.get("href").partition("#")
            if number := inside.get(address):
                element.set("href", f"#{number}-{anchor}" if anchor else f"#{number}")
        room = _put_in(site, article, room)
    _drop_needless_ids(bound.values())
    pages = {path: site.shown(locale, path) for path in bound}
    style = site.assets["style/all"].content + own_style(site, STYLE)
    style = re.sub(r"#([a-z][a-z0-9-]*)(?=\s*\+)", r'[id$="-\1"]', style)
    script = site.assets["self-check"].content if site.criteria else ""
    pictures = any(article.find(".//img") is not None for article in bound.values())
    place = site.place("index.md", locale)
    return place.render(
        "offline-copy",
        policy=POLICY.format(_hash(style), _hash(script), PICTURES if pictures else ""),
        style=Markup(style),
        script=Markup(script),
        sections=site.settings.sections,
        numbers=numbers,
        pages=pages,
        texts={path: _lean(article) for path, article in bound.items()},
        **about(site, locale, pages.values()),
    ).encode()


def _put_in(site: Site, article: HtmlElement, room: int) -> int:
    """Put pictures into the file while there is room, and return what is left of it.

    One that does not fit is a link to the site, by its words.
    """
    for image in list(article.iter("img")):
        address = unquote(image.get("src").removeprefix(site.settings.base))
        data = data_address(Path(site.published[address])) if address in site.published else ""
        if data and len(data) <= room:
            image.set("src", data)
            room -= len(data)
        else:
            image.tag, image.text = "a", image.get("alt")
            image.set("href", image.get("src"))
            del image.attrib["src"], image.attrib["alt"]
    return room


def data_address(picture: Path) -> str:
    """Return an address that has a whole picture in it."""
    ending = picture.suffix.lower().removeprefix(".")
    kind = {"jpg": "jpeg", "svg": "svg+xml"}.get(ending, ending)
    return f"data:image/{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"


def _lean(article: HtmlElement) -> Markup:
    text = lxml.html.tostring(article, encoding="unicode", with_tail=False)
    return Markup(re.sub(r"\s*\n\s*", "\n", text))


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def own_style(site: Site, path: str) -> str:
    """Return a style sheet of what is no page of the site, without its comments."""
    return re.sub(r"/\*.*?\*/\s*", "", dict(site.sources)[path], flags=re.DOTALL)


def about(site: Site, locale: str, pages: Collection[Page]) -> dict[str, Any]:
    """Return what something made of these pages says of itself, and where the newest text is."""
    address = site.address("index.md", locale)
    return {
        "unread": unread_by_translator(pages),
        "unreviewed": any(page.facts.reviewer is None for page in pages),
        "updated": max(page.facts.updated for page in pages),
        "review_due": min(page.facts.review_due for page in pages),
        "address": Markup('<a href="{0}" dir="ltr">{0}</a>').format(address),
    }


def _drop_needless_ids(articles: Collection[HtmlElement]) -> None:
    """Take away the ids that nothing in the copy leads to; the self-check needs all of its own."""
    leading = etree.XPath(" | ".join(f".//@{name}" for name in ("href", *REFERS)))
    found = (value for article in articles for value in leading(article))
    wanted = {id.removeprefix("#") for value in found for id in value.split()}
    for article in articles:
        for element in article.xpath(".//*[@id][not(ancestor-or-self::form)]"):
            if element.get("id") not in wanted:
                del element.attrib["id"]
