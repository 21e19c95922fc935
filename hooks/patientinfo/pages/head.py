"""The head of a page: title, policy, addresses, style sheet, scripts, what shared links show."""

from markupsafe import Markup

from patientinfo.components import assets
from patientinfo.components.assets import Asset
from patientinfo.components.place import Place
from patientinfo.languages.language import opengraph
from patientinfo.pages import blocks, structured_data
from patientinfo.reading.pages import Page
from patientinfo.reading.settings import Section
from patientinfo.site import Site

PICTURES = "assets/og"
"""Where the pictures for shared links stand, one for each language."""

PICTURE_SIZE = (1200, 630)
ICON = "assets/favicon.svg"
HOME = "index.md"


def of_page(site: Site, page: Page, place: Place) -> Markup:
    """Return the head of a page; ``place`` is of the site round it.

    What a shared link shows, as OpenGraph names it, is in the language of the text.
    """
    style, *scripts = loaded(site, page, place)
    name, policy, is_home = place.wording.text("site.name"), policy_of(site), page.path == HOME
    connects = "".join(block.connects for block, _ in blocks.of(page))
    others = [each for each in site.languages_of(page.path) if each != page.locale]
    picture = f"{PICTURES}/{page.locale}.png"
    return place.render(
        "head",
        title=page.facts.title if is_home else f"{page.facts.title} – {name}",
        description=page.facts.description,
        canonical=site.address(page.path, page.locale),
        alternates=alternates(site, place.page) if page.locale == place.locale else [],
        style=place.file(style.path),
        icon=place.file(ICON),
        scripts=[place.file(each.path) for each in scripts],
        policy=policy and policy + connects,
        kind="website" if is_home else "article",
        site_name=site.wordings[page.locale].text("site.name"),
        shared_title=page.facts.title,
        og_locales=[opengraph(each, site.languages[each]) for each in (page.locale, *others)],
        picture=site.settings.base + picture if picture in site.published else "",
        picture_size=PICTURE_SIZE,
        picture_says=picture_says(site, page.locale),
        data=structured_data.as_html(structured_data.of_page(site, page, section_of(site, page))),
    )


def policy_of(site: Site) -> str:
    """Return the policy of the pages; a live preview has none, for it reloads by a script."""
    return "" if site.settings.live else assets.policy(site.settings.site_url)


def loaded(site: Site, page: Page, place: Place) -> list[Asset]:
    """Return what a page loads: its one style sheet, the words of its scripts, its scripts.

    The words are those of the page's text, which may be in the source language.
    """
    used = [block for block, _ in blocks.of(page)]
    own = {block.style for block in used if block.style}
    style = "style/all" if len(own) > 1 else "/".join(("style", *own))
    text = site.place(page.path, place.locale, page.locale)
    said = {f"{block.script}-results": block.data(text, site) for block in used if block.data}
    words = [assets.asset(name, "js", content) for name, content in said.items()]
    scripts = [site.assets[block.script] for block in used if block.script]
    return [site.assets[style], *words, *(scripts or [site.assets[assets.PAGE]])]


def section_of(site: Site, page: Page) -> Section | None:
    """Return the part of the menu that a page belongs to."""
    sections = (each for each in site.settings.sections if each.name)
    return next((each for each in sections if page.path in each.paths), None)


def alternates(site: Site, path: str) -> list[tuple[str, str]]:
    """Return (hreflang, absolute address) of each language a page exists in, and x-default."""
    found = [(locale, site.address(path, locale)) for locale in site.languages_of(path)]
    return [*found, ("x-default", site.address(path, site.default))]


def picture_says(site: Site, locale: str) -> str:
    """Return what the picture for shared links says, for those who do not see it."""
    words = site.wordings[locale]
    return f"{words.text('site.name')}. {words.text('share.line')}"
