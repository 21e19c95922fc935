"""What stands round a page's text: head, header, notices, dates, sources, footer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from patientinfo.components import assets
from patientinfo.components import place as components
from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.languages.wording import direction, with_territory
from patientinfo.outputs import search_index as search
from patientinfo.outputs import share_image
from patientinfo.pages import a_to_z, structured_data
from patientinfo.pages import blocks as page_text
from patientinfo.reading import pages
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

SUMMARY = re.compile(
    r'<div class="admonition in-short">.*?</div>(\s*<p><a class="button".*?</p>)?', re.DOTALL
)
"""What a page says in short, and the one thing to press after it, if there is one."""


OWN_STYLES = {
    "self_check": "self-check",
    "criteria_list": "self-check",
    "search": "search",
    "evidence_chart": "evidence-chart",
    "cord_blood_chart": "cord-blood-chart",
    "picture": "pictures",
}
"""The markers of components with an ``own.css``, and the components' names."""


@dataclass(frozen=True)
class Section:
    """A part of the menu: its name (a key below ``nav.``), or "" for a page by itself."""

    name: str
    paths: list[str]


@dataclass(frozen=True)
class Settings:
    """What only the site generator knows: languages' own names, where the site stands.

    ``assets`` has the addresses of the style sheet and the scripts, below the site's root.
    ``headings`` are (id, title, level) of the page's own headings.
    """

    names: Mapping[str, str]
    site_url: str
    assets: Mapping[str, str]
    headings: list[tuple[str, str, int]] = field(default_factory=list)


def build(
    site: Site, path: str, locale: str, sections: list[Section], settings: Settings
) -> dict[str, Any]:
    """Return the finished HTML of each part, by name, for one page in one language.

    A page that is not translated is the English one under a notice: ``locale`` is the
    language of the site round it, ``lang`` and ``dir`` in the result are those of the text.
    """
    page = site.page(locale, path) or site.pages[(site.default, path)]
    place = site.place(path, locale)
    return {
        "lang": page.locale,
        "dir": direction(page.locale),
        "title": page.facts.title,
        "head": _head(site, page, place, sections, settings),
        "header": _header(site, page, place, sections, settings),
        "notices": _notices(site, page, place),
        "contents": _contents(page, place, settings),
        "sources": components.page_sources(place, page_text.cited(page, site)),
        "facts": _facts(site, page, place),
        "footer": _footer(site, page, place, sections),
    }


def with_contents(html: str, contents: str) -> str:
    """Return a page's text with its list of sections after its summary, or after its title."""
    found = SUMMARY.search(html) or re.search("</h1>", html)
    return f"{html[: found.end()]}\n{contents}{html[found.end() :]}" if found else html


def with_language(html: str, locale: str) -> str:
    """Return a whole page with the language and direction on its html element.

    And without what the theme's skeleton leaves on it: checkboxes, a second link to the text, the
    direction of whichever language was built last, empty lines.
    """
    html = re.sub(
        r'<input class="md-toggle".*?(?=<a class="skip"|<div class="md-container")',
        "",
        html,
        count=1,
        flags=re.DOTALL,
    )
    html = re.sub(r'<div class="md-dialog".*?</div>\s*</div>', "", html, count=1, flags=re.DOTALL)
    html = re.sub(r'<body dir="[a-z]+">', "<body>", html, count=1)
    html = re.sub(r"\n\s*\n", "\n", html)
    return re.sub(
        r'<html lang="[^"]*" class="no-js">',
        f'<html lang="{locale}" dir="{direction(locale)}">',
        html,
        count=1,
    )


def alternates(site: Site, path: str, site_url: str) -> list[tuple[str, str]]:
    """Return (hreflang, absolute address) of each language a page exists in, and x-default."""
    base = site_url.rstrip("/") + "/"
    found = [
        (locale, base + page_url(path, locale, site.default)) for locale in site.languages_of(path)
    ]
    return [*found, ("x-default", base + page_url(path, site.default, site.default))]


def link_to(site: Site, place: Place, path: str) -> dict[str, Any]:
    """Return a menu entry: where it leads, its title, and the title's language if foreign."""
    page = site.page(place.locale, path)
    shown = page or site.pages[(site.default, path)]
    return {
        "href": place.url(path),
        "title": shown.facts.title,
        "active": path == place.page,
        "lang": "" if page else site.default,
        "dir": "" if page else direction(site.default),
    }


def check_menu(menu: Any, site: Site, text: str, name: str) -> list[Problem]:
    """Check the menu as ``mkdocs.yml`` (``text``) has it: pages, and sections one level deep."""
    found = []
    lines = text.split("\n")

    def problem(written: str, what: str, fix: str) -> None:
        line = next((number for number, each in enumerate(lines, 1) if written in each), 0)
        found.append(Problem(name, line, what, fix))

    for item in menu or ():
        entries = [item]
        if isinstance(item, dict):
            [(section, entries)] = list(item.items())[:1]
            if not site.wordings[site.default].has(f"nav.{section}"):
                fix = f"Add `nav.{section}` to {site.default}/_strings.yml."
                problem(f"{section}:", f"The section `{section}` of the menu has no words.", fix)
        for path in entries if isinstance(entries, list) else [entries]:
            if not isinstance(path, str) or site.page(site.default, path) is None:
                what = f"The menu names `{path}`, which is no English page."
                fix = f"Write the path below {site.default}/, such as treatments/massage.md."
                problem(str(path), what, fix)
    return found


def _head(
    site: Site, page: Page, place: Place, sections: list[Section], settings: Settings
) -> Markup:
    here = page_url(place.page, place.locale, place.default)
    base = settings.site_url.rstrip("/") + "/"
    translated = page.locale == place.locale
    name = place.wording.text("site.name")
    title = page.facts.title if page.path == "index.md" else f"{page.facts.title} – {name}"
    policy = settings.assets.get("policy", "")
    scripts = []
    used = page_text.uses(page)
    if "self_check" in used:
        scripts += [results_asset(place), "self-check"]
    if "search" in used:
        scripts.append("search")
        policy = policy and policy + search.POLICY
    scripts = scripts or [assets.PAGE]
    own = next((each for each in sections if each.name and page.path in each.paths), None)
    section = (own.name, own.paths[0]) if own else None
    return place.render(
        "head",
        title=title,
        description=page.facts.description,
        canonical=base + page_url(place.page, page.locale, place.default),
        alternates=alternates(site, place.page, settings.site_url) if translated else [],
        style=relative(_style(page, settings.assets), here),
        icon=relative("assets/favicon.svg", here),
        scripts=[relative(settings.assets[each], here) for each in scripts],
        policy=policy,
        shared=_shared(site, page, settings),
        data=structured_data.as_html(
            structured_data.of_page(site, page, section, settings.site_url)
        ),
    )


def results_asset(place: Place) -> str:
    """Return under which name the assets hold what a result says on the self-check's page."""
    return f"self-check-results/{place.locale}/{place.page}"


def _style(page: Page, assets: Mapping[str, str]) -> str:
    """Return the one style sheet that has all of a page's components."""
    own = {OWN_STYLES[name] for name in page_text.uses(page) if name in OWN_STYLES}
    if not own:
        return assets["style"]
    return assets[f"style/{own.pop()}" if len(own) == 1 else "style/all"]


def _shared(site: Site, page: Page, settings: Settings) -> list[tuple[str, object]]:
    """Return what a shared link shows, as OpenGraph names it, in the language of the text."""
    base = settings.site_url.rstrip("/") + "/"
    home = page.path == "index.md"
    found: list[tuple[str, object]] = [
        ("type", "website" if home else "article"),
        ("site_name", site.wordings[page.locale].text("site.name")),
        ("title", page.facts.title),
        ("description", page.facts.description),
        ("url", base + page_url(page.path, page.locale, site.default)),
        ("locale", with_territory(page.locale)),
    ]
    others = [each for each in site.languages_of(page.path) if each != page.locale]
    found += [("locale:alternate", with_territory(each)) for each in others]
    if image := settings.assets.get(f"og/{page.locale}"):
        found += [
            ("image", base + image),
            ("image:width", share_image.WIDTH),
            ("image:height", share_image.HEIGHT),
            ("image:alt", share_image.alt(site, page.locale)),
        ]
    return found


def _header(
    site: Site, page: Page, place: Place, sections: list[Section], settings: Settings
) -> Markup:
    here = page_url(place.page, place.locale, place.default)
    existing = site.languages_of(place.page)
    languages = [
        {
            "locale": each,
            "name": settings.names[each],
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
        home=place.url("index.md"),
        search=place.url(search.PAGE) if site.page(site.default, search.PAGE) else "",
        navigation=navigation,
        languages=languages,
        endonym=settings.names[place.locale],
        is_home=place.page == "index.md",
        is_search=place.page == search.PAGE,
    )


def _notices(site: Site, page: Page, place: Place) -> Markup:
    notices: list[dict[str, Any]] = []
    english = relative(
        page_url(place.page, site.default, site.default),
        page_url(place.page, place.locale, place.default),
    )
    if page.locale != place.locale:
        notices.append({"kind": "fallback", "text": place.t("notice.fallback"), "href": ""})
    elif page.facts.translation:
        notices.append(
            {
                "kind": "translation",
                "text": _translation(page, place),
                "short": _translation_in_short(page, place),
                "href": english,
            }
        )
        if pages.is_outdated(page, site.pages[(site.default, page.path)]):
            notices.append(
                {"kind": "outdated", "text": place.t("notice.outdated"), "href": english}
            )
    notices.append(
        {
            "kind": "overdue",
            "text": place.t("notice.overdue"),
            "href": "",
            "after": page.facts.review_due.isoformat(),
        }
    )
    return place.render("notices", notices=[{"after": "", "short": "", **each} for each in notices])


def _translation(page: Page, place: Place) -> Markup:
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


def _contents(page: Page, place: Place, settings: Settings) -> Markup:
    entries = [each for each in settings.headings if each[2] == 2]
    if len(entries) < 3 or page.path in ("index.md", search.PAGE, a_to_z.PAGE):
        return Markup("")
    return place.render("contents", headings=entries, lang=page.locale, direction=direction)


def _facts(site: Site, page: Page, place: Place) -> Markup:
    facts = page.facts

    def stated(name: str) -> Markup:
        return components.fact(place, site.facts, name)

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
        ("sources", _sources(site, page, place)),
        ("mistakes", stated("publisher.correction_contact")),
    ]
    if facts.translation and page.locale == place.locale:
        entries.append(("translation", _translation(page, place)))
    return place.render(
        "page-facts", facts=[{"name": name, "value": value} for name, value in entries]
    )


def _person(written: str | None) -> Markup:
    """Return what the front matter says, of whatever language it is; nothing if it is silent."""
    return Markup("<bdi>{}</bdi>").format(written) if written else Markup("")


def _sources(site: Site, page: Page, place: Place) -> Markup:
    cited = [site.references[id] for id in set(page_text.cited(page, site))]
    if not cited:
        return place.t("facts.no-sources")
    checked = sum(each.checked for each in cited)
    return place.t("facts.sources-listed", cited=len(cited), checked=checked)


def _footer(site: Site, page: Page, place: Place, sections: list[Section]) -> Markup:
    own = next((each for each in sections if each.name and place.page in each.paths), None)
    neighbours = [path for path in own.paths if path != place.page] if own else []
    about = next((each.paths for each in sections if each.name == "about"), [])
    return place.render(
        "footer",
        neighbours=[link_to(site, place, path) for path in neighbours],
        about=[link_to(site, place, path) for path in about],
    )


def not_found_page(site: Site, settings: Settings) -> dict[str, Markup]:
    """Return head and text of the error page: every language, each in its own words.

    It is shown at any address, so its own links begin at the root of the server.
    """
    base = re.sub(r"^[a-z]+://[^/]*", "", settings.site_url.rstrip("/")) + "/"
    place = site.place("index.md", site.default)
    languages = [
        {
            "locale": each,
            "dir": direction(each),
            "t": site.wordings[each].html,
            "href": base + page_url("index.md", each, site.default),
        }
        for each in site.locales
    ]
    title = " · ".join(site.wordings[each].text("page-not-found.title") for each in site.locales)
    return {
        "head": place.render(
            "head",
            title=title,
            description="",
            canonical="",
            alternates=[],
            style=base + settings.assets["style"],
            icon=f"{base}assets/favicon.svg",
            scripts=[],
            policy=settings.assets.get("policy", ""),
            shared=[],
            data="",
        ),
        "text": place.render("page-not-found", languages=languages),
    }


def sitemap(site: Site, site_url: str) -> str:
    """Return the sitemap: translated pages only, their dates from their front matter."""
    base = site_url.rstrip("/") + "/"
    entries = []
    for locale, path in sorted(site.pages):
        page = site.pages[(locale, path)]
        links = "".join(
            f'\n    <xhtml:link rel="alternate" hreflang="{each}" href="{escape(address)}"/>'
            for each, address in alternates(site, path, site_url)
        )
        entries.append(
            f"  <url>\n    <loc>{escape(base + page_url(path, locale, site.default))}</loc>\n"
            f"    <lastmod>{page.facts.updated.isoformat()}</lastmod>{links}\n  </url>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )
