"""``404.html``: every language, each in its own words, for nobody knows which one is wanted."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from patientinfo.components.links import page_url
from patientinfo.pages import head, render
from patientinfo.site import Site

EMPTY = ("description", "canonical", "alternates", "scripts", "kind", "data")
"""What the head of other pages has, and this one has not."""


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return the page, with the source language.

    It is shown at any address, so its links begin at the server's root.
    """
    if site.default not in locales:
        return {}
    base = urlsplit(site.settings.base).path or "/"
    place = site.place(head.HOME, site.default)
    html = render.skeleton(
        site,
        site.default,
        head=place.render(
            "head",
            title=" · ".join(each.text("page-not-found.title") for each in site.wordings.values()),
            style=base + site.assets["style"].path,
            icon=base + head.ICON,
            policy=head.policy_of(site),
            **dict.fromkeys(EMPTY, ""),
        ),
        text=place.render(
            "page-not-found",
            languages=site.wordings,
            home=lambda locale: base + page_url(head.HOME, locale, site.default),
        ),
    )
    return {"404.html": html.encode()}
