"""What a page tells search engines of itself, as JSON-LD: only facts that readers see too.

No treatment is ever part of it: the condition is named, nothing is said to treat it.
"""

import json
from typing import Any

from markupsafe import Markup

from patientinfo.reading.pages import Page
from patientinfo.reading.settings import Section
from patientinfo.site import Site


def of_page(site: Site, page: Page, section: Section | None) -> dict[str, Any]:
    """Return the data of one page in its own language, ``section`` being its part of the menu."""
    facts, words = page.facts, site.wordings[page.locale]
    here, home = (site.address(each, page.locale) for each in (page.path, "index.md"))
    trail = [(words.text("site.home"), home)]
    if section:
        start = site.address(section.paths[0], page.locale)
        trail.append((words.text(f"nav.{section.name}"), start))
    if here not in (each for _, each in trail):
        trail.append((facts.title, here))
    reviewed = facts.reviewed if facts.reviewer else None
    web_site = {"@type": "WebSite", "@id": f"{home}#site"}
    publisher = _named("Organization", site.facts.value("publisher.name"))
    original = {"@type": "MedicalWebPage", "@id": site.address(page.path, site.default)}
    code = site.condition.code
    about = {
        "@type": "MedicalCondition",
        "name": words.text("condition.name"),
        "code": code
        and {"@type": "MedicalCode", "codeValue": code.value, "codingSystem": code.system},
    }
    web_page = {
        "@type": "MedicalWebPage",
        "@id": here,
        "url": here,
        "name": facts.title,
        "description": facts.description,
        "inLanguage": page.locale,
        "dateModified": facts.updated.isoformat(),
        "author": _named("Person", facts.author),
        "lastReviewed": reviewed and reviewed.isoformat(),
        "reviewedBy": reviewed and _named("Person", facts.reviewer),
        "audience": {"@type": "Patient"},
        "about": _known(about),
        "publisher": publisher,
        "isPartOf": web_site,
        "translationOfWork": original if page.locale != site.default else None,
        "breadcrumb": {"@id": f"{here}#trail"} if len(trail) > 1 else None,
    }
    breadcrumbs = {
        "@type": "BreadcrumbList",
        "@id": f"{here}#trail",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(trail, start=1)
        ],
    }
    more = {"url": home, "name": words.text("site.name"), "inLanguage": page.locale}
    graph = [
        web_page,
        *([breadcrumbs] if len(trail) > 1 else ()),
        *([web_site | more | {"publisher": publisher}] if here == home else ()),
    ]
    return {"@context": "https://schema.org", "@graph": [_known(each) for each in graph]}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that are known; nothing is said of the others."""
    return {name: value for name, value in data.items() if value is not None}


def as_html(data: dict[str, Any]) -> Markup:
    """Return the data as the text of a script element, which nothing inside can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
