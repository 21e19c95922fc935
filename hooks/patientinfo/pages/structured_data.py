"""What a page tells search engines of itself, as JSON-LD: only facts that readers see too.

No treatment is ever part of it: the condition is named, nothing is said to treat it.
"""

import json
from typing import Any

from markupsafe import Markup

from patientinfo.components.links import page_url
from patientinfo.languages.wording import Wording
from patientinfo.reading.pages import Page
from patientinfo.reading.settings import Section
from patientinfo.site import Site


def of_page(site: Site, page: Page, section: Section | None) -> dict[str, Any]:
    """Return the data of one page in its own language, ``section`` being its part of the menu."""
    base = site.settings.base

    def address(path: str, locale: str = page.locale) -> str:
        return base + page_url(path, locale, site.default)

    here, home = address(page.path), address("index.md")
    words = site.wordings[page.locale]
    trail = [(words.text("site.home"), home)]
    if section:
        trail.append((words.text(f"nav.{section.name}"), address(section.paths[0])))
    if here not in (each for _, each in trail):
        trail.append((page.facts.title, here))
    publisher = site.facts.value("publisher.name")
    published = {"publisher": {"@type": "Organization", "name": publisher}} if publisher else {}
    web_site = {"@type": "WebSite", "@id": f"{home}#site"}

    facts = page.facts
    web_page: dict[str, Any] = {
        "@type": "MedicalWebPage",
        "@id": here,
        "url": here,
        "name": facts.title,
        "description": facts.description,
        "inLanguage": page.locale,
        "dateModified": facts.updated.isoformat(),
    }
    if facts.author:
        web_page["author"] = {"@type": "Person", "name": facts.author}
    if facts.reviewed and facts.reviewer:
        web_page["lastReviewed"] = facts.reviewed.isoformat()
        web_page["reviewedBy"] = {"@type": "Person", "name": facts.reviewer}
    web_page |= {
        "audience": {"@type": "Patient"},
        "about": _condition(site, words),
        **published,
        "isPartOf": web_site,
    }
    if page.locale != site.default:
        original = {"@type": "MedicalWebPage", "@id": address(page.path, site.default)}
        web_page["translationOfWork"] = original
    graph = [web_page]
    if len(trail) > 1:
        web_page["breadcrumb"] = {"@id": f"{here}#trail"}
        graph.append(_breadcrumbs(f"{here}#trail", trail))
    if page.path == "index.md":
        name = words.text("site.name")
        language = {"inLanguage": page.locale}
        graph.append({**web_site, "url": home, "name": name, **language, **published})
    return {"@context": "https://schema.org", "@graph": graph}


def as_html(data: dict[str, Any]) -> Markup:
    """Return the data as the text of a script element, which nothing inside can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _condition(site: Site, words: Wording) -> dict[str, Any]:
    about: dict[str, Any] = {"@type": "MedicalCondition", "name": words.text("condition.name")}
    if code := site.condition.code:
        about["code"] = {
            "@type": "MedicalCode",
            "codeValue": code.value,
            "codingSystem": code.system,
        }
    return about


def _breadcrumbs(id: str, trail: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "@id": id,
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(trail, start=1)
        ],
    }
