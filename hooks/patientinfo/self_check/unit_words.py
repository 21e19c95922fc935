"""What people type after a number for its unit, in any case, with any marks and signs around."""

import re
import unicodedata
from collections.abc import Mapping

from patientinfo.languages.letters import MARKS

no_words: Mapping[str, str] = {}
"""For reading numbers where no unit is written after them."""

LONGEST_ENDING = 5
"""Letters that a star can stand for; more would be another word."""

_passed_over = re.compile(f"[{MARKS}.'’\u2010\u2011-]")


def comparable(word: str) -> str:
    """Return a word for a unit as it is compared: ``კგ-ია`` is ``კგია``, ``أعوام`` is ``اعوام``."""
    return _passed_over.sub("", unicodedata.normalize("NFD", word.lower()))


def unit_of(word: str, words: Mapping[str, str]) -> str | None:
    """Return the unit that a word stands for; one of ``words`` with a star takes an ending."""
    typed = comparable(word)
    return next((unit for known, unit in words.items() if _fits(known, typed)), None)


def _fits(known: str, typed: str) -> bool:
    stem, star, _ = known.partition("*")
    ending = typed.removeprefix(stem) if typed.startswith(stem) else "*"
    return not ending or bool(
        star
        and len(ending) <= LONGEST_ENDING
        and all(unicodedata.category(each)[0] in "LM" for each in ending)
    )
