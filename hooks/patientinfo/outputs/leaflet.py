"""The leaflet of a language: what a family takes along on paper, selected from the site's pages.

Not a sentence stands here or in the template: cards, tables and lists come from the pages, the
register and the criteria, so that leaflet and site cannot say different things. Chromium prints
it, tagged and with its fonts inside. WeasyPrint, tried beside it, sets columns from left to right
in Arabic, and would be one more thing to install.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lxml.html
from markupsafe import Markup

from patientinfo.evidence import cites
from patientinfo.evidence.references import Reference
from patientinfo.languages import tags
from patientinfo.outputs.offline_copy import FOLDER, web_address
from patientinfo.pages import blocks, render
from patientinfo.reading.condition import LeafletPart
from patientinfo.reading.memory import recall
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.reading.translations import unread_by_translator
from patientinfo.self_check import form
from patientinfo.site import Site

STYLE = "components/leaflet/print.css"

MOST_PAGES = 8
"""What a family still carries along: four sheets."""

SIZES = tuple(eighths / 8 for eighths in range(62, 93, 2))
"""Sizes of type in points, 7.75 to 11.5: a language is set in the largest that fits."""

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
"""Tags are Chromium's default. No sandbox: containers run as root."""


@dataclass(frozen=True)
class Excerpt:
    """What the leaflet shows of a page: its title, and cards as finished HTML."""

    lang: str
    title: str
    cards: list[Markup]


@dataclass(frozen=True)
class Part:
    """A part of the leaflet as the template shows it."""

    of: LeafletPart
    excerpts: list[Excerpt]


@dataclass(frozen=True)
class Printed:
    """A leaflet as a PDF, empty where there is none, and why there is none."""

    pdf: bytes = b""
    wrong: tuple[str, str] | None = None


_made: dict[object, Printed] = {}


def name(site: Site, locale: str) -> str:
    """Return what the file of one language is called."""
    return f"{site.condition.file_name}-leaflet.{locale}.pdf"


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the leaflets, where a Chromium is named and a page lists them."""
    made = {f"{FOLDER}/{name(site, locale)}": content(site, locale) for locale in locales}
    return {path: pdf for path, pdf in made.items() if pdf}


def content(site: Site, locale: str) -> bytes:
    """Return the leaflet of one language as a PDF; nothing where none is made."""
    return _content(site, locale).pdf


def problems(site: Site, locales: Iterable[str]) -> Iterator[Problem]:
    """Yield what keeps leaflets of these languages from being printed."""
    for wrong in dict.fromkeys(_content(site, locale).wrong for locale in locales):
        if wrong:
            yield site.settings.file.problem(("extra", "leaflet_chromium"), *wrong)


def _content(site: Site, locale: str) -> Printed:
    listed = site.path_of("downloads") is not None
    if not (listed and site.settings.chromium and site.condition.leaflet):
        return Printed()
    key = (render.shared(site, locale), tuple(site.pages.values()))
    return recall(_made, key, lambda: fitting(site, locale))


def fitting(site: Site, locale: str) -> Printed:
    """Print the leaflet of one language in the largest type that fits."""
    low, high, best = -1, len(SIZES), b""
    while high - low > 1:
        middle = (low + high) // 2 if best else 0
        pdf, said = printed(html(site, locale, SIZES[middle]), site.settings.chromium)
        if not pdf:
            what = f"The leaflets cannot be printed: {site.settings.chromium} printed nothing."
            return Printed(wrong=(what, f"Name a Chromium that works. It said: {said}"))
        if (pages := count_pages(pdf)) > MOST_PAGES:
            if not best:
                what = f"The leaflet in `{locale}` has {pages} pages in the smallest type."
                return Printed(wrong=(what, f"Shorten claims or cards: {MOST_PAGES} are the most."))
            high = middle
        else:
            low, best = middle, pdf
    return Printed(dated(best, _updated(_pages(site, locale))))


def printed(page: str, chromium: str) -> tuple[bytes, str]:
    """Return a page of HTML as the Chromium at that path prints it, or nothing and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "leaflet.html"), Path(folder, "leaflet.pdf")
        source.write_text(page, encoding="utf-8")
        command = [chromium, *CHROMIUM_FLAGS, f"--print-to-pdf={target}", source.as_uri()]
        try:
            run = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            return b"", f"{error.strerror}."
        return (target.read_bytes(), "") if target.is_file() else (b"", run.stderr.strip())


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def dated(pdf: bytes, day: date) -> bytes:
    """Return the PDF with this day in the place of the moment of printing, which says nothing."""
    moment = f"{day:%Y%m%d}000000+00'00'".encode()
    return re.sub(rb"(?<=Date \(D:)\d{14}\+00'00'", moment, pdf)


def html(site: Site, locale: str, size: float) -> str:
    """Return the leaflet of one language as a page of HTML by itself, in type of this size."""
    place = site.place(site.path_of("references") or "index.md", locale)
    pages = _pages(site, locale)
    style = re.sub(r"/\*.*?\*/\s*", "", dict(site.sources)[STYLE], flags=re.DOTALL)
    references = site.shown(locale, place.page).facts.title
    rules = ""
    if site.criteria:
        words = form.Words(site.criteria, place.wording)
        rules = form.render_list(words, site.environment, worksheet=True)
    page = place.render(
        "leaflet",
        style=Markup(style),
        size=size,
        fonts=tags.fonts(site.locales, first=site.languages[locale].paper_font),
        parts=[
            Part(each, [excerpt(site, locale, path, *each.cards) for path in each.pages])
            for each in site.condition.leaflet
        ],
        references_title=references,
        references=_cited(site),
        register=site.register,
        emergency=blocks.emergency(place, site),
        rules=rules,
        **cites.with_sources(place, site.register, site.references),
        stated=lambda name: cites.fact(place, site.facts, name),
        unreviewed=any(page.facts.reviewer is None for page in pages),
        unread=unread_by_translator(pages),
        updated=_updated(pages),
        review_due=min(page.facts.review_due for page in pages),
        address=web_address(site, place),
    )
    return _without_outward_links(str(page))


def excerpt(site: Site, locale: str, path: str, *kinds: str) -> Excerpt:
    """Return the cards of these kinds that stand on a page."""
    page = site.shown(locale, path)
    text = render.text(site, path, locale).html
    tree = lxml.html.fragment_fromstring(text, create_parent="div")
    cards = [
        Markup(lxml.html.tostring(card, encoding="unicode", with_tail=False))
        for card in tree.iter("div")
        if "admonition" in card.classes and not card.classes.isdisjoint(kinds)
    ]
    return Excerpt(page.locale, page.facts.title, cards)


def _pages(site: Site, locale: str) -> list[Page]:
    """Return the pages of which the leaflet shows something."""
    return [site.shown(locale, path) for part in site.condition.leaflet for path in part.pages]


def _updated(pages: list[Page]) -> date:
    return max(page.facts.updated for page in pages)


def _cited(site: Site) -> list[Reference]:
    ids = {id for claim in site.register.claims for id in claim.references}
    return sorted((site.references[id] for id in ids), key=lambda each: each.number)


def _without_outward_links(html: str) -> str:
    """Links to a source lead to the leaflet's own list; on paper, other pages are out of reach."""
    tree = lxml.html.document_fromstring(html)
    for note in tree.xpath("//*[contains(@class, 'term__note') or @popovertarget]"):
        note.drop_tree()
    own = {f"#{id}" for id in tree.xpath("//@id")}
    for link in tree.xpath("//a[not(starts-with(@href, 'http'))]"):
        target = "#" + link.get("href").partition("#")[2]
        if target in own:
            link.set("href", target)
        else:
            link.tag = "span"
            del link.attrib["href"]
    text: str = lxml.html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    return text
