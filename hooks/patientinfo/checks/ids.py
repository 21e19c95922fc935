"""No id of a text is one of the components on its page: a link would lead to the wrong place."""

from collections import Counter
from collections.abc import Iterator

from patientinfo.checks.headings import written_ids
from patientinfo.checks.links import ID
from patientinfo.pages import blocks, render
from patientinfo.reading.memory import remembered
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = (
    "pages",
    "strings",
    "headings",
    "translations",
    "markers",
    "register",
    "templates",
    *blocks.SHOWN,
)


def check(site: Site) -> Iterator[Problem]:
    """Look for the ids of every text among those of its page."""
    for page in site.texts:
        yield from check_page(site, page.path, page.locale)


@remembered(render.key)
def check_page(site: Site, path: str, locale: str) -> tuple[Problem, ...]:
    """Look for the ids of a text among those of its page."""
    page, found = site.shown(locale, path), []
    html = (render.text(site, path, locale).html, render.self_check(site, path, locale))
    times = Counter(id for part in html for id in ID.findall(part))
    for id, line in written_ids(page):
        if times[id] > 1:
            place = site.place(path, locale)
            users = (
                each for each in page.markers if f'id="{id}"' in blocks.html(each, place, site)
            )
            used = next((f"{{{{ {each.written} }}}}" for each in users), "a component")
            what = f"The id `{id}` is used by {used} on this page."
            found.append(Problem(page.name, line, what, "Give the heading another one."))
    return tuple(found)
