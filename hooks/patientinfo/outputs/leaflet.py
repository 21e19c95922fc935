"""The leaflet of a language: what a family takes along on paper, selected from the site's pages.

Not a sentence stands here or in the template: cards, tables and lists come from the pages, the
register and the criteria, so that leaflet and site cannot say different things. Chromium prints
it, tagged and with its fonts inside. WeasyPrint, tried beside it, sets columns from left to right
in Arabic, and would be one more thing to install.
"""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lxml.html
from markdown import Markdown
from markupsafe import Markup

from patientinfo.components import place as components
from patientinfo.evidence.references import Reference
from patientinfo.languages.wording import direction
from patientinfo.pages import blocks as page_text
from patientinfo.reading.pages import Page, unread_by_translator
from patientinfo.self_check import form as self_check_page
from patientinfo.site import Site

CP = (
    "cerebral-palsy/index.md",
    "cerebral-palsy/signs-and-diagnosis.md",
    "cerebral-palsy/living-with-cp.md",
)
TREATMENTS = "treatments/index.md"
STEM_CELLS = ("stem-cells/index.md", "stem-cells/risks.md", "stem-cells/options.md")
CLAIMS = "stem-cells/claims.md"
QUESTIONS = "stem-cells/questions.md"
SELF_CHECK = "stem-cells/self-check.md"
PAGES = (*CP, TREATMENTS, *STEM_CELLS, CLAIMS, QUESTIONS, SELF_CHECK)
"""The pages of which the leaflet shows something."""

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
    dir: str
    title: str
    cards: list[Markup]


def name(locale: str) -> str:
    """Return what the file of one language is called."""
    return f"cerebral-palsy-leaflet.{locale}.pdf"


def print_pdf(site: Site, locale: str, site_url: str, style: str, chromium: str) -> bytes:
    """Return the leaflet of one language as a PDF, in the largest type that fits."""

    def attempt(size: float) -> bytes:
        return printed(html(site, locale, site_url, style, size), chromium)

    best = attempt(SIZES[0])
    if count_pages(best) > MOST_PAGES:
        raise ValueError(
            f"The leaflet in `{locale}` has {count_pages(best)} pages in the smallest type; "
            f"{MOST_PAGES} are the most. Shorten claims or cards."
        )
    low, high = 0, len(SIZES)
    while high - low > 1:
        middle = (low + high) // 2
        made = attempt(SIZES[middle])
        if count_pages(made) > MOST_PAGES:
            high = middle
        else:
            low, best = middle, made
    return dated(best, _updated(site, locale))


def printed(page: str, chromium: str) -> bytes:
    """Return a page of HTML as the Chromium at that path prints it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "leaflet.html"), Path(folder, "leaflet.pdf")
        source.write_text(page, encoding="utf-8")
        command = [chromium, *CHROMIUM_FLAGS, f"--print-to-pdf={target}", source.as_uri()]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        if not target.is_file():
            raise ValueError(f"{chromium} printed nothing. It said: {said.stderr.strip()}")
        return target.read_bytes()


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def dated(pdf: bytes, day: date) -> bytes:
    """Return the PDF with this day in the place of the moment of printing, which says nothing."""
    moment = f"{day:%Y%m%d}000000+00'00'".encode()
    return re.sub(rb"(?<=Date \(D:)\d{14}\+00'00'", moment, pdf)


def html(site: Site, locale: str, site_url: str, style: str, size: float) -> str:
    """Return the leaflet of one language as a page of HTML by itself, in type of this size."""
    place = site.place(components.REFERENCES_PAGE, locale)
    pages = [_page(site, locale, path) for path in PAGES]
    page = place.render(
        "leaflet",
        dir=direction(locale),
        style=Markup(style),
        size=size,
        cp=[excerpt(site, locale, path, "in-short") for path in CP],
        cells=[excerpt(site, locale, path, "in-short") for path in STEM_CELLS],
        treatments=excerpt(site, locale, TREATMENTS, "in-short"),
        claims=excerpt(site, locale, CLAIMS, "in-short"),
        questions=excerpt(site, locale, QUESTIONS, "ask", "dont"),
        self_check=excerpt(site, locale, SELF_CHECK, "in-short", "dont"),
        references_title=_page(site, locale, components.REFERENCES_PAGE).facts.title,
        references=_cited(site),
        register=site.register,
        shapes=components.SHAPES,
        emergency=place.render("emergency"),
        worksheet=self_check_page.render_list(
            site.criteria, place.wording, site.environment, worksheet=True
        ),
        cites=lambda ids: components.cites(place, ids),
        label=lambda label: components.evidence_label(place, label),
        stated=lambda name: components.fact(place, site.facts, name),
        unreviewed=any(page.facts.reviewer is None for page in pages),
        unread=unread_by_translator(pages),
        updated=_updated(site, locale),
        review_due=min(page.facts.review_due for page in pages),
        address=components.web_address(site_url, locale, site.default),
    )
    return _without_outward_links(str(page))


def excerpt(site: Site, locale: str, path: str, *kinds: str) -> Excerpt:
    """Return the cards of these kinds that stand on a page."""
    page = _page(site, locale, path)
    place = site.place(path, locale, page.locale)
    markdown = Markdown(extensions=["admonition", "attr_list", "tables"])
    tree = lxml.html.fragment_fromstring(
        markdown.convert(page_text.expand(page.body, place, site)), create_parent="div"
    )
    cards = [
        Markup(lxml.html.tostring(card, encoding="unicode", with_tail=False))
        for card in tree.iter("div")
        if "admonition" in card.classes and not card.classes.isdisjoint(kinds)
    ]
    return Excerpt(page.locale, direction(page.locale), page.facts.title, cards)


def _updated(site: Site, locale: str) -> date:
    return max(_page(site, locale, path).facts.updated for path in PAGES)


def _page(site: Site, locale: str, path: str) -> Page:
    return site.page(locale, path) or site.pages[(site.default, path)]


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
