"""What stands round a page's text: header, notices, dates, sources, footer."""

from typing import Any

from markupsafe import Markup

from patientinfo.components.links import page_url
from patientinfo.components.place import Place
from patientinfo.evidence import cites
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
    return {
        "href": place.url(path),
        "title": shown.facts.title,
        "active": path == place.page,
        "lang": shown.locale if shown.locale != place.locale else "",
    }


def header(site: Site, place: Place) -> Markup:
    """Return the name of the site, the menu, and the languages of the page."""
    names, search = site.settings.languages, site.path_of("search")
    existing = site.languages_of(place.page)
    languages = [
        {
            "locale": each,
            "name": name,
            "href": place.file(page_url(place.page, each, site.default)),
            "exists": each in existing,
        }
        for each, name in names.items()
    ]
    navigation = [
        {
            "title": place.t(f"nav.{section.name}" if section.name else "site.home"),
            "children": [link_to(site, place, path) for path in section.paths if section.name],
            "href": place.url(section.paths[0]),
            "active": place.page in section.paths,
        }
        for section in site.settings.sections
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
    translated = page.locale == place.locale and page.facts.translation is not None
    short, text = translation(page, place) if translated else ("", "")
    return place.render(
        "notices",
        fallback=page.locale != place.locale,
        translation=text,
        short=short,
        outdated=translated and is_outdated(page, site.originals[page.path]),
        original_page=place.file(page_url(place.page, site.default, site.default)),
        review_due=page.facts.review_due.isoformat(),
    )


def translation(page: Page, place: Place) -> tuple[str, Markup]:
    """Return how a translated page was translated: the line that is open above it, and the whole.

    There is no such line where somebody who translates medicine has read it.
    """
    made = page.facts.translation
    assert made is not None, "only translated pages say how they were translated"
    if made.medical_translator != "none yet":
        return "", place.t("notice.read-translation", name=made.medical_translator)
    key = f"notice.{made.made_by}-translation"
    once = made.made_by == "machine" and made.second_reading == "none"
    return place.t(f"{key}-short"), place.t(f"{key}-once" if once else key)


def contents(page: Page, place: Place, headings: list[tuple[str, str]]) -> Markup:
    """Return the list of a page's sections, where there are enough and it is no list itself."""
    lists = page.marked("search") or page.marked("a_to_z")
    if len(headings) < LONG or page.path == HOME or lists:
        return Markup("")
    return place.render("contents", headings=headings, lang=page.locale)


def facts(site: Site, page: Page, place: Place) -> Markup:
    """Return who answers for the page, and its dates."""
    facts, date = page.facts, place.wording.date
    review = place.t("facts.not-reviewed")
    if facts.reviewed and facts.reviewer:
        review = place.t("facts.reviewed-by", name=facts.reviewer, date=date(facts.reviewed))
    sources = place.t("facts.no-sources")
    if cited := [site.references[id] for id in blocks.cited(page, site)]:
        checked = sum(each.checked for each in cited)
        sources = place.t("facts.sources-listed", cited=len(cited), checked=checked)
    entries = {
        "publisher": cites.fact(place, site.facts, "publisher.name"),
        "author": _person(facts.author) or place.t("facts.author-machine"),
        "clinical-review": review,
        "updated": date(facts.updated),
        "review-due": date(facts.review_due),
        "interests": _person(facts.interests) or interests(site, place),
        "sources": sources,
        "mistakes": cites.fact(place, site.facts, "publisher.correction_contact"),
    }
    if facts.translation and page.locale == place.locale:
        entries["translation"] = translation(page, place)[1]
    return place.render("page-facts", facts=entries)


def interests(site: Site, place: Place) -> Markup:
    """Return who pays for the site, and how it is linked with the clinic, if there is one."""
    asked = {"funding": "publisher.funding"}
    if site.facts.clinic:
        asked["relation"] = "publisher.relation_to_clinic"
    said = {name: cites.fact(place, site.facts, fact) for name, fact in asked.items()}
    return place.t("facts.interests-text", None, **said)


def _person(written: str | None) -> Markup:
    """Return what the front matter says, of whatever language it is; nothing if it is silent."""
    return Markup("<bdi>{}</bdi>").format(written) if written else Markup("")


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
