"""The self-check's questions for other systems, in each language."""

import json
from collections.abc import Iterable

from patientinfo.self_check import questionnaire
from patientinfo.site import Site


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the questionnaire of each language as JSON, where a page links them."""
    if site.criteria is None or site.path_of("questionnaires") is None:
        return {}
    made = {}
    for locale in locales:
        resource = questionnaire.build(
            site.criteria, locale, site.wordings, site.facts, site.settings.site_url
        )
        text = json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
        made[questionnaire.address(locale)] = text.encode()
    return made
