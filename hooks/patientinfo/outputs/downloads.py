"""The files to print, keep or send on, and the list of them with their sizes.

The sizes are known only once the whole site is built: until then, the page has an empty place.
"""

import math
from collections.abc import Mapping

from markupsafe import Markup

from patientinfo.components.links import relative
from patientinfo.components.place import Place
from patientinfo.outputs import leaflet, offline_copy

PAGE = "about/downloads.md"
"""The page with the list; without it, a site has no such files."""

FOLDER = "downloads"


def listing(place: Place, here: str, files: Mapping[str, bytes]) -> Markup:
    """Return the list for the page at the address ``here``; ``files`` are there, by their name."""

    def shown(name: str) -> dict[str, object] | None:
        if name not in files:
            return None
        return {
            "href": relative(f"{FOLDER}/{name}", here),
            "size": kilobytes(files[name]),
            "pages": leaflet.count_pages(files[name]),
        }

    return place.render(
        "downloads",
        number=place.wording.number,
        leaflet=shown(leaflet.name(place.locale)),
        copy=shown(offline_copy.name(place.locale)),
    )


def kilobytes(content: bytes) -> int:
    """Return a file's size as people read it, rounded up."""
    return math.ceil(len(content) / 1000)
