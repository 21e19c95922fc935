"""The list of the files to print, keep or send on, with their sizes."""

import math
from types import ModuleType

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.outputs import leaflet, offline_copy
from patientinfo.outputs.offline_copy import FOLDER
from patientinfo.site import Site


def listing(place: Place, site: Site) -> Markup:
    """Return the list for a page: the copy of its language and, where it is made, the leaflet."""

    def shown(output: ModuleType) -> dict[str, object] | None:
        content = output.content(site, place.locale)
        return content and {
            "href": place.file(f"{FOLDER}/{output.name(site, place.locale)}"),
            "size": math.ceil(len(content) / 1000),  # kilobytes, as people read them
            "pages": leaflet.count_pages(content),
        }

    number = place.wording.number
    return place.render(
        "downloads", number=number, leaflet=shown(leaflet), copy=shown(offline_copy)
    )
