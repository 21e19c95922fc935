"""The leaflet of a language: what a family takes along on paper, selected from the site's pages.

Not a sentence stands here or in the template: cards, tables and lists come from the pages, the
register and the criteria, so that leaflet and site cannot say different things. Chromium prints
it: it sets Georgian and Arabic rightly and tags what it prints. WeasyPrint, tried beside it,
puts words around links in the wrong order in Arabic.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown
from markupsafe import Markup

from patientinfo import components, page_text, self_check_page
from patientinfo.pages import Page
from patientinfo.references import Reference
from patientinfo.site import Site
from patientinfo.wording import direction

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

LEAST_PAGES, MOST_PAGES = 2, 8

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


def html(site: Site, locale: str, site_url: str, style: str) -> str:
    """Return the leaflet of one language as a page of HTML by itself."""
    place = site.place(components.REFERENCES_PAGE, locale)
    pages = [_page(site, locale, path) for path in PAGES]
    page = place.render(
        "leaflet",
        dir=direction(locale),
        style=Markup(style),
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
        review=place.t("facts.not-reviewed"),
        unread=_unread(pages),
        updated=max(page.facts.updated for page in pages),
        review_due=min(page.facts.review_due for page in pages),
        address=site_url.rstrip("/") + "/",
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


def _page(site: Site, locale: str, path: str) -> Page:
    return site.page(locale, path) or site.pages[(site.default, path)]


def _unread(pages: Iterable[Page]) -> str:
    """Return who made translations that no medical translator has read; "" if there are none."""
    made = [each.facts.translation for each in pages if each.facts.translation]
    makers = {each.made_by for each in made if each.medical_translator == "none yet"}
    return min(makers, default="")


def _cited(site: Site) -> list[Reference]:
    ids = {id for claim in site.register.claims for id in claim.references}
    return sorted((site.references[id] for id in ids), key=lambda each: each.number)


def _without_outward_links(html: str) -> str:
    """Links to a source lead to the leaflet's own list; paper has nothing for the others."""
    tree = lxml.html.document_fromstring(html)
    for note in tree.xpath("//*[contains(@class, 'term__note') or @popovertarget]"):
        note.drop_tree()
    own = {f"#{id}" for id in tree.xpath("//@id")}
    for link in tree.xpath("//a[@href]"):
        link.set("href", "#" + link.get("href").partition("#")[2])
        if link.get("href") not in own:
            del link.attrib["href"]
    text: str = lxml.html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    return text
