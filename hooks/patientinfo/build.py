"""The whole site as ``{path: bytes}``: every page of every language, then each of the outputs."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from patientinfo.checks import words
from patientinfo.components.links import page_url
from patientinfo.outputs import OUTPUTS, downloads
from patientinfo.pages import blocks, render
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

Inject = Callable[[str, Markup], str]
"""Puts the self-check into a page."""


def page_file(path: str, locale: str, default: str) -> str:
    """Return where a page stands below the site's root."""
    return f"{page_url(path, locale, default)}index.html"


def page(site: Site, path: str, locale: str, inject: Inject = render.inject_self_check) -> bytes:
    """Return a page as it is published: with the self-check and the list of downloads in place."""
    html = render.page(site, path, locale)
    if widget := render.self_check(site, path, locale):
        html = inject(html, widget)
    if blocks.DOWNLOADS in html:
        place = site.place(path, locale, site.shown(locale, path).locale)
        html = html.replace(blocks.DOWNLOADS, downloads.listing(place, site))
    return html.encode()


def files(
    site: Site, locales: Iterable[str] | None = None, inject: Inject = render.inject_self_check
) -> tuple[dict[str, bytes], list[Problem]]:
    """Return all files of these languages, and what only they show to be wrong.

    What all languages share is with the source language.
    """
    locales = site.locales if locales is None else tuple(locales)
    made = {
        page_file(path, locale, site.default): page(site, path, locale, inject)
        for locale in locales
        for path in site.originals
    }
    for output in OUTPUTS:
        made |= output.files(site, locales)
    return made, list(words.check(site, made))
