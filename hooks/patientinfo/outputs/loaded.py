"""What pages load: style sheets, scripts, the words of scripts; and files published as they are."""

from collections.abc import Iterable
from pathlib import Path

from patientinfo.pages import blocks, head
from patientinfo.site import Site


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the words of scripts in these languages; with the source language the others too."""
    made = {}
    for locale in locales:
        for path, page in site.originals.items():
            for block, _ in blocks.of(page):
                if block.data:
                    asset = head.data_script(block, site.place(path, locale), site)
                    made[asset.path] = asset.content.encode()
    if site.default in locales:
        made |= {each.path: each.content.encode() for each in site.assets.values()}
        made |= {address: Path(path).read_bytes() for address, path in site.published.items()}
    return made
