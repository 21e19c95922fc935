"""Writes the files to print, keep or send on, once the whole site is built, and links them."""

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from patientinfo.components.links import page_url
from patientinfo.outputs import downloads, leaflet, offline_copy
from patientinfo.pages import frame
from patientinfo.pages.blocks import EMPTY_DOWNLOADS
from patientinfo.site import Site


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """Make the files of each language, then fill in the page that lists them.

    After the search's index, which is not to hold them. Leaflets only where a Chromium is named.
    """
    i18n: Any = config.plugins["i18n"]
    site: Site = config.extra["patientinfo"]
    if i18n.building or site.page(site.default, downloads.PAGE) is None:
        return
    built = Path(config.site_dir)
    folder = built / downloads.FOLDER
    folder.mkdir(exist_ok=True)
    for locale in site.locales:
        files = {offline_copy.name(locale): _copy(config, site, locale).encode()}
        if chromium := config.extra.get("leaflet_chromium"):
            files[leaflet.name(locale)] = _leaflet(config, site, locale, chromium)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        here = page_url(downloads.PAGE, locale, site.default)
        page = built / here / "index.html"
        text = site.page(locale, downloads.PAGE) or site.pages[(site.default, downloads.PAGE)]
        place = site.place(downloads.PAGE, locale, text.locale)
        listing = downloads.listing(place, here, files)
        html = page.read_text("utf-8").replace(EMPTY_DOWNLOADS, listing)
        page.write_text(html, encoding="utf-8", newline="\n")


def _copy(config: MkDocsConfig, site: Site, locale: str) -> str:
    built = Path(config.site_dir)
    sections = _sections(config.nav)
    pages = {
        path: (built / page_url(path, locale, site.default) / "index.html").read_text("utf-8")
        for section in sections
        for path in section.paths
    }
    assets = config.extra["assets"]

    def asset(name: str) -> str:
        return Path(built, assets[name]).read_text("utf-8")

    return offline_copy.html(
        site,
        locale,
        sections,
        pages,
        style=asset("style/all") + _own_style(config, "offline-copy/copy.css"),
        script=asset("self-check"),
        site_url=config.site_url or "",
    )


def _leaflet(config: MkDocsConfig, site: Site, locale: str, chromium: str) -> bytes:
    style = _own_style(config, "leaflet/print.css")
    try:
        return leaflet.print_pdf(site, locale, config.site_url or "", style, chromium)
    except ValueError as error:
        raise Abort(str(error)) from error


def _own_style(config: MkDocsConfig, name: str) -> str:
    overrides = Path(config.theme.custom_dir or "overrides")
    text = (overrides / "components" / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL)


def _sections(menu: Any) -> list[frame.Section]:
    return [
        frame.Section(*next(iter(item.items())))
        if isinstance(item, dict)
        else frame.Section("", [item])
        for item in menu
    ]
