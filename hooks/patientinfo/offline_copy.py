"""The copy of a language in one file: every page, its pictures and the self-check, nothing to load.

It is made from the pages as they were built, so it says what they say. Each id is given the
number of its page, because two pages may use the same one.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

from patientinfo.components import REFERENCES_PAGE
from patientinfo.frame import Section, link_to
from patientinfo.links import page_url
from patientinfo.pages import Page
from patientinfo.site import Site
from patientinfo.wording import direction

ONLINE_ONLY = ("search.md", "about/a-to-z.md", "about/downloads.md")
"""Pages that lead elsewhere on the site, and have nothing to lead to in one file."""

GLOSSARY = "about/glossary.md"

REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
"""Attributes that name ids of other elements; several stand with spaces between."""

LEFT_OUT = "//*[contains(@class, 'term__note') or @popovertarget or contains(@class, 'used-on')]"
"""Explanations that open above the text (the word list is in the same file), and who cites what."""


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
    """Return the copy of one language; ``built`` has each page's finished HTML by its path."""
    paths = [path for each in sections for path in each.paths if path not in ONLINE_ONLY]
    place = site.place("index.md", locale)
    pages = {path: site.page(locale, path) or site.pages[(site.default, path)] for path in paths}
    bound = _Binder(site, locale, {path: f"p{n}" for n, path in enumerate(paths, 1)}, site_url)
    parts = [
        Part(
            place.t(f"nav.{section.name}") if section.name else "",
            [bound.chapter(pages[path], built[path]) for path in section.paths if path in pages],
        )
        for section in sections
    ]
    style = re.sub(r"#([a-z][a-z0-9-]*)(?=\s*\+)", r'[id$="-\1"]', style)
    return str(
        place.render(
            "offline-copy",
            dir=direction(locale),
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            sections=parts,
            unread=unread(pages.values()),
            unreviewed=any(page.facts.reviewer is None for page in pages.values()),
            updated=max(page.facts.updated for page in pages.values()),
            review_due=min(page.facts.review_due for page in pages.values()).isoformat(),
            address=site_url.rstrip("/") + "/" + page_url("index.md", locale, site.default),
        )
    )
