"""What stands round a page's text: header, notices, dates, sources, footer."""

from typing import Any

from markupsafe import Markup

from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.evidence import cites
from patientinfo.languages.tags import direction
from patientinfo.pages import blocks
from patientinfo.pages.head import HOME, section_of
from patientinfo.reading.pages import Page
from patientinfo.reading.translations import is_outdated
from patientinfo.site import Site

LONG = 3
"""Sections from which on a page lists them."""


def link_to(site: Site, place: Place, path: str) -> dict[str, Any]:
    """Return a menu entry: where it leads, its title, and the title's language if foreign."""
    shown = site.shown(place.locale, path)
    foreign = shown.locale != place.locale
    return {
        "href": place.url(path),
        "title": shown.facts.title,
        "active": path == place.page,
        "lang": shown.locale if foreign else "",
        "dir": direction(shown.locale) if foreign else "",
    }


def header(site: Site, page: Page, place: Place) -> Markup:
    """Return the name of the site, the menu, and the languages of the page."""
    names, sections = site.settings.languages, site.settings.sections
    here = page_url(place.page, place.locale, place.default)
    search = site.path_of("search")
    existing = site.languages_of(place.page)
    languages = [
        {
            "locale": each,
            "name": names[each],
            "dir": direction(each),
            "href": relative(page_url(place.page, each, site.default), here),
            "current": each == place.locale,
            "exists": each in existing,
        }
        for each in site.locales
    ]
    navigation = [
        {
            "title": place.t(f"nav.{section.name}"),
            "children": [link_to(site, place, path) for path in section.paths],
            "href": place.url(section.paths[0]),
            "active": place.page in section.paths,
        }
        if section.name
        else {
            **link_to(site, place, section.paths[0]),
            "title": place.t("site.home"),
            "children": [],
        }
        for section in sections
    ]
    return place.render(
        "header",
        home=place.url(HOME),
        search=place.to("search") if search else "",
        navigation=navigation,
        languages=languages,
        endonym=names[place.locale],
        is_home=place.page == HOME,
        is_search=place.page == search,
    )


def notices(site: Site, page: Page, place: Place) -> Markup:
    """Return what a reader has to know of the page before reading it."""
    found: list[dict[str, Any]] = []
    original = relative(
        page_url(place.page, site.default, site.default),
        page_url(place.page, place.locale, place.default),
    )
    if page.locale != place.locale:
        found.append({"kind": "fallback", "text": place.t("notice.fallback"), "href": ""})
    elif page.facts.translation:
        found.append(
            {
                "kind": "translation",
                "text": translation(page, place),
                "short": _translation_in_short(page, place),
                "href": original,
            }
        )
        if is_outdated(page, site.pages[(site.default, page.path)]):
            found.append({"kind": "outdated", "text": place.t("notice.outdated"), "href": original})
    found.append(
        {
            "kind": "overdue",
            "text": place.t("notice.overdue"),
            "href": "",
            "after": page.facts.review_due.isoformat(),
        }
    )
    return place.render("notices", notices=[{"after": "", "short": "", **each} for each in found])


def translation(page: Page, place: Place) -> Markup:
    """Return how a translated page was translated."""
    made = page.facts.translation
    assert made is not None, "only translated pages say how they were translated"
    if made.medical_translator != "none yet":
        return place.t("notice.read-translation", name=made.medical_translator)
    if made.made_by == "person":
        return place.t("notice.person-translation")
    if made.second_reading == "none":
        return place.t("notice.machine-translation-once")
    return place.t("notice.machine-translation")


def _translation_in_short(page: Page, place: Place) -> str:
    """Return the one line that is open above a page; the whole notice opens below it."""
    made = page.facts.translation
    assert made is not None, "only translated pages say how they were translated"
    if made.medical_translator != "none yet":
        return ""
    return place.t(f"notice.{made.made_by}-translation-short")


def contents(page: Page, place: Place, headings: tuple[tuple[str, str, int], ...]) -> Markup:
    """Return the list of a page's sections, where there are enough and it is no list itself."""
    entries = [each for each in headings if each[2] == 2]
    lists = bool(page.marked("search") or page.marked("a_to_z"))
    if len(entries) < LONG or page.path == HOME or lists:
        return Markup("")
    return place.render("contents", headings=entries, lang=page.locale)


def sources(site: Site, page: Page, place: Place) -> Markup:
    """Return the numbered list of the sources that a page cites, or nothing."""
    return cites.page_sources(place, site.references, blocks.cited(page, site))


def facts(site: Site, page: Page, place: Place) -> Markup:
    """Return who answers for the page, and its dates."""
    facts = page.facts

    def stated(name: str) -> Markup:
        return cites.fact(place, site.facts, name)

    review = place.t("facts.not-reviewed")
    if facts.reviewed and facts.reviewer:
        day = place.wording.date(facts.reviewed)
        review = place.t("facts.reviewed-by", name=facts.reviewer, date=day)
    entries = [
        ("publisher", stated("publisher.name")),
        ("author", _person(facts.author) or place.t("facts.author-machine")),
        ("clinical-review", review),
        ("updated", place.wording.date(facts.updated)),
        ("review-due", place.wording.date(facts.review_due)),
        (
            "interests",
            _person(facts.interests)
            or place.t(
                "facts.interests-text",
                funding=stated("publisher.funding"),
                relation=stated("publisher.relation_to_clinic"),
            ),
        ),
        ("sources", _checked(site, page, place)),
        ("mistakes", stated("publisher.correction_contact")),
    ]
    if facts.translation and page.locale == place.locale:
        entries.append(("translation", translation(page, place)))
    return place.render(
        "page-facts", facts=[{"name": name, "value": value} for name, value in entries]
    )


def _person(written: str | None) -> Markup:
    """Return what the front matter says, of whatever language it is; nothing if it is silent."""
    return Markup("<bdi>{}</bdi>").format(written) if written else Markup("")


def _checked(site: Site, page: Page, place: Place) -> Markup:
    cited = [site.references[id] for id in set(blocks.cited(page, site))]
    if not cited:
        return place.t("facts.no-sources")
    checked = sum(each.checked for each in cited)
    return place.t("facts.sources-listed", cited=len(cited), checked=checked)


def footer(site: Site, page: Page, place: Place) -> Markup:
    """Return links to the neighbouring pages, and to those of the last section: on this site."""
    own = section_of(site, page)
    neighbours = [path for path in own.paths if path != place.page] if own else []
    named = [each for each in site.settings.sections if each.name]
    return place.render(
        "footer",
        neighbours=[link_to(site, place, path) for path in neighbours],
        about=[link_to(site, place, path) for path in (named[-1].paths if named else ())],
    )
