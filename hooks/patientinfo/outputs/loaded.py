"""What pages load: style sheets, scripts, the words of scripts; and files published as they are."""

from collections.abc import Iterable
from pathlib import Path

from patientinfo.pages import head
from patientinfo.site import Site


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return what the pages of these languages load, with the source language the others too."""
    made = {}
    for locale in locales:
        for path in site.originals:
            page = site.shown(locale, path)
            for each in head.loaded(site, page, site.place(path, locale)):
                made[each.path] = each.content.encode()
    if site.default in locales:
        made |= {address: Path(path).read_bytes() for address, path in site.published.items()}
    return made
