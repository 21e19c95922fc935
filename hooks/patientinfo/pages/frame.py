"""What stands round a page's text: header, notices, dates, sources, footer."""

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


def header(site: Site, place: Place) -> Markup:
    """Return the name of the site, the menu, and the languages of the page."""
    return place.render(
        "header",
        here=place.page,
        home=HOME,
        search=site.path_of("search"),
        sections=site.settings.sections,
        shown=lambda path: site.shown(place.locale, path),
        languages=site.settings.languages,
        existing=site.languages_of(place.page),
        in_language=lambda locale: place.file(page_url(place.page, locale, site.default)),
    )


def notices(site: Site, page: Page, place: Place) -> Markup:
    """Return what a reader has to know of the page before reading it."""
    short, text = translation(page, place)
    return place.render(
        "notices",
        fallback=page.locale != place.locale,
        translation=text,
        short=short,
        outdated=is_outdated(page, site.originals[page.path]),
        original_page=place.file(page_url(place.page, site.default, site.default)),
        review_due=page.facts.review_due.isoformat(),
    )


def translation(page: Page, place: Place) -> tuple[str, str]:
    """Return how a page was translated: the line that is open above it, and the whole.

    There is no such line where somebody who translates medicine has read it.
    """
    made = page.facts.translation
    if made is None:
        return "", ""
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
    cited = [site.references[id] for id in blocks.cited(page, site)]
    return place.render(
        "page-facts",
        facts=page.facts,
        stated=lambda name: cites.fact(place, site.facts, name),
        interests=interests(site, place),
        cited=len(cited),
        checked=sum(each.checked for each in cited),
        translation=translation(page, place)[1],
    )


def interests(site: Site, place: Place) -> Markup:
    """Return who pays for the site, and how it is linked with the clinic, if there is one."""
    asked = {"funding": "publisher.funding"}
    if site.facts.clinic:
        asked["relation"] = "publisher.relation_to_clinic"
    said = {name: cites.fact(place, site.facts, fact) for name, fact in asked.items()}
    return place.t("facts.interests-text", None, **said)


def footer(site: Site, page: Page, place: Place) -> Markup:
    """Return links to the neighbouring pages, and to those of the last section: on this site."""
    own = section_of(site, page)
    named = [each for each in site.settings.sections if each.name]
    return place.render(
        "footer",
        neighbours=[path for path in own.paths if path != place.page] if own else [],
        about=named[-1].paths if named else (),
        shown=lambda path: site.shown(place.locale, path),
    )
