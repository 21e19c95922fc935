"""Letters and words as they are compared: without case, stress and vowel marks."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from functools import cache

from pydantic.dataclasses import dataclass

from patientinfo.reading.data_file import known_keys

MARKS = "\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d"
"""What may stand inside a word and changes none: stress, Arabic vowels, soft hyphens."""

WORD = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*")
"""A word or number, with the marks that may stand inside it."""

WESTERN = {ord(digit): str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
"""For ``str.translate``: the digits of Arabic and of Persian as Western ones."""


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Letters:
    """What a language does with its letters.

    ``alike``: letters that count as another one. ``joined``: little words that are written as
    one with the next word, in groups, in the order in which they can stand.
    """

    alike: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[tuple[str, ...], ...] = ()


@cache
def fold(word: str, letters: Letters) -> str:
    """Return a word as it is compared: small letters, no stress or vowel marks, е for ё."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFC", word).casefold()
        if unicodedata.category(letter) not in ("Mn", "Cf", "Lm")
    )
    for letter, other in letters.alike.items():
        plain = plain.replace(letter, other)
    return plain


@cache
def shapes(word: str, letters: Letters) -> tuple[str, ...]:
    """Return the folded word, and what it is without the little words written as one with it."""
    plain = fold(word, letters)
    found = {plain}
    for group in letters.joined:
        found |= {each.removeprefix(part) for each in found for part in group}
    return (plain, *sorted(each for each in found if len(each) > 1 and each != plain))
