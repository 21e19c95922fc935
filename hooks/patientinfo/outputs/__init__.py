"""The files that no person writes, one kind a module: ``files(site, locales)`` returns them."""

from patientinfo.outputs import (
    leaflet,
    loaded,
    not_found,
    offline_copy,
    questionnaires,
    search_index,
    sitemap,
)

OUTPUTS = [loaded, not_found, sitemap, questionnaires, search_index, offline_copy, leaflet]
"""Each kind of file. The order decides nothing."""
