"""The A to Z: every page and every word of the word list, by letter, for readers without scripts.

The order is that of the alphabet in the language's ``_search.yml``: Python has no collation of
its own that is the same on every machine, and ICU's needs a compiler.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.languages.wording import direction

PAGE = "about/a-to-z.md"
"""The page that the search page names as the other way to find things."""

GLOSSARY = "about/glossary.md"


@dataclass(frozen=True)
class Entry:
    """A page or a word: its text, where it leads, and its language where that is another one."""

    text: str
    href: str
    lang: str = ""

    @property
    def dir(self) -> str:
        """The direction of a text in another language."""
        return direction(self.lang) if self.lang else ""


@dataclass(frozen=True)
class Alphabet:
    """A language's letters in their order; ``pass_over`` are articles that do not count.

    Letters that are not in it come after, in Unicode's order: Latin names in Georgian, say.
    """

    letters: tuple[str, ...] = ()
    pass_over: tuple[str, ...] = ()

    def first(self, text: str) -> str:
        """Return the letter under which a text stands."""
        return self._letters(text)[:1] or "#"

    def key(self, text: str) -> tuple[tuple[int, str], ...]:
        """Return what to sort texts by."""
        places = {letter: place for place, letter in enumerate(self.letters)}
        return tuple((places.get(each, len(places)), each) for each in self._letters(text))

    def _letters(self, text: str) -> str:
        lowered = text.casefold()
        begun = next((each for each in self.pass_over if lowered.startswith(each)), "")
        if len(lowered) - len(begun) >= 3:
            lowered = lowered.removeprefix(begun)
        return "".join(self._plain(each) for each in lowered if each.isalnum())

    def _plain(self, letter: str) -> str:
        """Return a letter without the marks that the alphabet does not count: ё stands with е."""
        if letter in self.letters:
            return letter
        return unicodedata.normalize("NFKD", letter)[0]


def alphabet(written: str, pass_over: Iterable[str] = ()) -> Alphabet:
    """Return the alphabet as ``_search.yml`` writes it, letters with spaces between."""
    letters = tuple(unicodedata.normalize("NFC", written.casefold()).split())
    return Alphabet(letters, tuple(sorted(pass_over, key=len, reverse=True)))


def by_letter(entries: Iterable[Entry], order: Alphabet) -> list[tuple[str, list[Entry]]]:
    """Return entries by letter, in the order of the alphabet."""
    ordered = sorted(entries, key=lambda each: (order.key(each.text), each.text, each.href))
    groups = groupby(ordered, key=lambda each: order.first(each.text))
    return [(letter.title(), list(group)) for letter, group in groups]


def render(place: Place, entries: Iterable[Entry], order: Alphabet) -> Markup:
    """Return the whole list, and a row of its letters to jump by."""
    return place.render("a-to-z", letters=by_letter(entries, order))
