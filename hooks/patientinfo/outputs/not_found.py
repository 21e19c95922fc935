"""``404.html``: every language, each in its own words, for nobody knows which one is wanted."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from patientinfo.components.links import page_url
from patientinfo.pages import head, render
from patientinfo.site import Site


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the page, with the source language."""
    return {"404.html": html(site).encode()} if site.default in locales else {}


def html(site: Site) -> str:
    """Return the page; it is shown at any address, so its links begin at the server's root."""
    base = urlsplit(site.settings.base).path or "/"
    place = site.place(head.HOME, site.default)
    languages = [
        {
            "locale": each,
            "t": site.wordings[each].html,
            "href": base + page_url(head.HOME, each, site.default),
        }
        for each in site.locales
    ]
    title = " · ".join(site.wordings[each].text("page-not-found.title") for each in site.locales)
    return render.skeleton(
        site,
        site.default,
        head=place.render(
            "head",
            title=title,
            description="",
            canonical="",
            alternates=[],
            style=base + site.assets["style"].path,
            icon=base + head.ICON,
            scripts=[],
            policy=head.policy_of(site),
            shared=[],
            data="",
        ),
        text=place.render("page-not-found", languages=languages),
    )
