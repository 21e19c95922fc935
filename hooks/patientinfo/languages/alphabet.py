"""The order of a language's letters, for lists.

It is that of the alphabet in ``_language.yml``: Python has no collation of its own that is the
same on every machine, and ICU's needs a compiler.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Alphabet:
    """A language's letters in their order; ``pass_over`` are articles that do not count.

    Letters that are not in it come after, in Unicode's order: Latin names in Georgian, say.
    """

    letters: tuple[str, ...] = ()
    pass_over: tuple[str, ...] = ()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {letter: place for place, letter in enumerate(self.letters)}

    def first(self, text: str) -> str:
        """Return the letter under which a text stands."""
        return self._letters(text)[:1] or "#"

    def key(self, text: str) -> tuple[tuple[int, str], ...]:
        """Return what to sort texts by."""
        last = len(self.letters)
        return tuple((self._places.get(each, last), each) for each in self._letters(text))

    def _letters(self, text: str) -> str:
        lowered = text.casefold()
        begun = next((each for each in self.pass_over if lowered.startswith(each)), "")
        if len(lowered) - len(begun) >= 3:
            lowered = lowered.removeprefix(begun)
        return "".join(self._plain(each) for each in lowered if each.isalnum())

    def _plain(self, letter: str) -> str:
        """Return a letter without the marks that the alphabet does not count: ё stands with е."""
        return letter if letter in self._places else unicodedata.normalize("NFKD", letter)[0]


def alphabet(written: str, pass_over: Iterable[str] = ()) -> Alphabet:
    """Return the alphabet as ``_language.yml`` writes it, letters with spaces between."""
    letters = tuple(unicodedata.normalize("NFC", written.casefold()).split())
    return Alphabet(letters, tuple(sorted(pass_over, key=len, reverse=True)))
