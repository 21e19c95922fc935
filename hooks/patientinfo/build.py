"""The whole site as ``{path: bytes}``: every page of every language, then each of the outputs.

What the languages do not share is made in two processes at once, half of the languages in each.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from markupsafe import Markup

from patientinfo.checks import CHECKS, STRUCTURE, TEXTS, templates, words
from patientinfo.components.links import page_file
from patientinfo.load import read, run
from patientinfo.outputs import OUTPUTS, downloads, leaflet
from patientinfo.pages import blocks, render
from patientinfo.reading.problems import Problem, errors
from patientinfo.site import Site

Inject = Callable[[str, Markup], str]
"""Puts the self-check into a page."""

Made = tuple[dict[str, bytes], list[Problem]]
"""Files by their path below the site's root, and what is wrong."""


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
) -> Made:
    """Return all files of these languages, and what only they show to be wrong.

    What all languages share is with the source language.
    """
    locales = site.locales if locales is None else tuple(locales)
    try:
        made = {
            page_file(path, locale, site.default): page(site, path, locale, inject)
            for locale in locales
            for path in site.originals
        }
        for output in OUTPUTS:
            made |= output.files(site, locales)
    except Exception as error:  # one of a template's has its line
        return {}, [templates.problem(site, error)]
    return made, [*words.check(site, made), *leaflet.problems(site, locales)]


def make(
    root: Path,
    environment: Mapping[str, str],
    *,
    live: bool = False,
    inject: Inject = render.inject_self_check,
    processes: int = 2,
    today: date | None = None,
) -> Made:
    """Read, check and make everything below ``root``; with errors there are no files.

    ``today`` is for the checks alone.
    """
    gc.disable()  # a build makes much and throws away little: to look for it costs a tenth
    try:
        site, found = read(root, environment, live=live, today=today)
        if site is None:
            return {}, found
        structure = list(run(site, STRUCTURE))
        if errors(found + structure):
            return {}, found + list(run(site, CHECKS))
        made, more = _halves(site, inject, processes)
    finally:
        gc.enable()
    found += structure + more
    return ({} if errors(found) else made), found


def _halves(site: Site, inject: Inject, processes: int) -> Made:
    first, second = site.locales[::2], site.locales[1::2]
    if processes == 1 or not second or "fork" not in multiprocessing.get_all_start_methods():
        return _half(site, site.locales, inject)
    _waiting.append((site, second, inject))  # a fork has them, without their being sent
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as beside:
        other = beside.submit(_waiting_half)
        made, found = _half(site, first, inject)
        more, problems = other.result()
    _waiting.clear()
    return made | more, found + problems


_waiting: list[tuple[Site, tuple[str, ...], Inject]] = []


def _waiting_half() -> Made:
    return _half(*_waiting[0])


def _half(site: Site, locales: tuple[str, ...], inject: Inject) -> Made:
    """Check the texts of some languages, and make their files."""
    found = list(run(replace(site, only=locales), TEXTS))
    made, more = files(site, locales, inject)
    return made, found + more
