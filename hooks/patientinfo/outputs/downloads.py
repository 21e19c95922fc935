"""The list of the files to print, keep or send on, with their sizes."""

import math

from markupsafe import Markup

from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.outputs import leaflet, offline_copy
from patientinfo.outputs.offline_copy import FOLDER
from patientinfo.site import Site


def listing(place: Place, site: Site) -> Markup:
    """Return the list for a page: the copy of its language and, where it is made, the leaflet."""
    here = page_url(place.page, place.locale, place.default)

    def shown(name: str, content: bytes) -> dict[str, object]:
        return {
            "href": relative(f"{FOLDER}/{name}", here),
            "size": math.ceil(len(content) / 1000),  # kilobytes, as people read them
            "pages": leaflet.count_pages(content),
        }

    copy = offline_copy.name(site, place.locale), offline_copy.content(site, place.locale)
    printed = leaflet.content(site, place.locale)
    return place.render(
        "downloads",
        number=place.wording.number,
        leaflet=shown(leaflet.name(site, place.locale), printed) if printed else None,
        copy=shown(*copy),
    )
