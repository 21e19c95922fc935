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
from patientinfo.languages import tags
from patientinfo.outputs.offline_copy import FOLDER, about, own_style
from patientinfo.pages import blocks, frame, render
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

STYLE = "components/leaflet/print.css"

MOST_PAGES = 8
"""What a family still carries along: four sheets."""

SIZES = tuple(eighths / 8 for eighths in range(62, 93, 2))
"""Sizes of type in points, 7.75 to 11.5: a language is set in the largest that fits."""

CHROMIUM_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
    *("--no-pdf-header-footer", "--generate-pdf-document-outline"),
)
"""Tags are Chromium's default. No sandbox: containers run as root."""


@dataclass(frozen=True)
class Printed:
    """A leaflet as a PDF, empty where there is none, and why there is none."""

    pdf: bytes = b""
    wrong: tuple[str, str] | None = None


def name(site: Site, locale: str) -> str:
    """Return what the file of one language is called."""
    return f"{site.condition.file_name}-leaflet.{locale}.pdf"


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the leaflets, where a Chromium is named and a page lists them."""
    found = {f"{FOLDER}/{name(site, locale)}": content(site, locale) for locale in locales}
    return {path: pdf for path, pdf in found.items() if pdf}


def content(site: Site, locale: str) -> bytes:
    """Return the leaflet of one language as a PDF; nothing where none is made."""
    return made(site, locale).pdf


def problems(site: Site, locales: Iterable[str]) -> Iterator[Problem]:
    """Yield what keeps leaflets of these languages from being printed."""
    for wrong in dict.fromkeys(made(site, locale).wrong for locale in locales):
        if wrong:
            yield site.settings.file.problem(("extra", "leaflet_chromium"), *wrong)


@remembered(render.everything)
def made(site: Site, locale: str) -> Printed:
    """Print the leaflet of one language in the largest type that fits, where one is wanted."""
    if not (site.path_of("downloads") and site.settings.chromium and site.condition.leaflet):
        return Printed()
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
    return Printed(dated(best, max(page.facts.updated for page in _pages(site, locale))))


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
    cited = {id for claim in site.register.claims for id in claim.references}
    page = place.render(
        "leaflet",
        style=Markup(own_style(site, STYLE)),
        size=size,
        fonts=tags.fonts(site.locales, first=site.languages[locale].paper_font),
        parts=site.condition.leaflet,
        shown=lambda path: site.shown(locale, path),
        cards=lambda path, kinds: cards(render.text(site, path, locale).html, kinds),
        references_title=site.shown(locale, place.page).facts.title,
        references=sorted((site.references[id] for id in cited), key=lambda each: each.number),
        register=site.register,
        emergency=blocks.emergency(place, site),
        rules=blocks.criteria_list(place, site, worksheet=True) if site.criteria else "",
        **cites.with_sources(place, site.register, site.references),
        stated=lambda name: cites.fact(place, site.facts, name),
        interests=frame.interests(site, place),
        **about(site, locale, _pages(site, locale)),
    )
    return _without_outward_links(str(page))


def cards(text: str, kinds: Iterable[str]) -> list[Markup]:
    """Return the cards of these kinds that stand in a page's text."""
    tree = lxml.html.fragment_fromstring(text, create_parent="div")
    return [
        Markup(lxml.html.tostring(card, encoding="unicode", with_tail=False))
        for card in tree.iter("div")
        if "admonition" in card.classes and not card.classes.isdisjoint(kinds)
    ]


def _pages(site: Site, locale: str) -> list[Page]:
    """Return the pages of which the leaflet shows something."""
    return [site.shown(locale, path) for part in site.condition.leaflet for path in part.pages]


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
