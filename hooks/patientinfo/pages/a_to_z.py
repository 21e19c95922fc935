"""The A to Z: every page and every word of the word list, for readers without scripts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.languages.alphabet import Alphabet
from patientinfo.site import Site


@dataclass(frozen=True)
class Entry:
    """A page or a word: its text, where it leads, and a page's language."""

    text: str
    href: str
    lang: str = ""


def entries(site: Site, place: Place) -> list[Entry]:
    """Return what the A to Z lists: every page, and every term of the glossary."""
    pages = [site.shown(place.locale, path) for path in site.originals if path != place.page]
    found = [Entry(page.facts.title, place.url(page.path), page.locale) for page in pages]
    for id in site.glossary_ids if site.path_of("glossary") else ():
        word = place.wording.text(f"glossary.{id}.term")
        found.append(Entry(word, place.to("glossary", anchor=id)))
    return found


def by_letter(entries: Iterable[Entry], order: Alphabet) -> list[tuple[str, list[Entry]]]:
    """Return entries by letter, in the order of the alphabet."""
    ordered = sorted(entries, key=lambda each: (order.key(each.text), each.text, each.href))
    groups = groupby(ordered, key=lambda each: order.first(each.text))
    return [(letter.title(), list(group)) for letter, group in groups]


def render(place: Place, site: Site) -> Markup:
    """Return the whole list, and a row of its letters to jump by."""
    order = site.languages[place.locale].order
    return place.render("a-to-z", letters=by_letter(entries(site, place), order))
