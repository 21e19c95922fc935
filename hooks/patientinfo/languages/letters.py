"""Letters and words as they are compared: without case, stress and vowel marks."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache, lru_cache

from pydantic.dataclasses import dataclass

from patientinfo.reading.data_file import known_keys

MARKS = "\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d"
"""What may stand inside a word and changes none: stress, Arabic vowels, soft hyphens."""

WORD = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*")
"""A word or number, with the marks that may stand inside it."""

LETTER = re.compile(rf"[^{MARKS}]?[{MARKS}]*", re.DOTALL)
"""A letter or sign with its marks."""

FORM = re.compile(rf"{WORD.pattern}\*?")
"""A word of a phrase, or with a star the beginning of one."""

GAP = r"[\s%,'-]+"
"""What may stand between the words of one phrase, once it is folded."""

WESTERN = {ord(digit): str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
"""For ``str.translate``: the digits of Arabic and of Persian as Western ones."""


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Letters:
    """What a language does with its letters.

    ``alike``: letters that count as another one. ``joined``: little words that are written as
    one with the next word, in groups, in the order in which they can stand. ``accents``: whether
    an accent makes another word. ``unseen``: signs that nobody sees, and that are needed all the
    same.
    """

    alike: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[tuple[str, ...], ...] = ()
    accents: bool = True
    unseen: str = ""


class _WithoutMarks(dict[int, int | None]):
    """For ``str.translate``: marks fall away; each letter is looked at once.

    Dashes and apostrophes are of one kind, and so are letters of two alphabets that look alike.
    """

    def __missing__(self, letter: int) -> int | None:
        mark = unicodedata.category(chr(letter)) in ("Mn", "Cf", "Cc", "Lm")
        return self.setdefault(letter, None if mark and chr(letter) not in "\n\t" else letter)


LOOKALIKES = {
    **dict(zip("авекмнорстухіјѕԁԛԝ", "abekmhopctyxijsdqw", strict=True)),
    **dict(zip("αβγεηικνορτυχωϳ", "abyenikvoptuxwj", strict=True)),
}
"""Small letters of Cyrillic and of Greek, and the Latin ones that they are mistaken for."""

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"

ALIKE = LOOKALIKES | dict.fromkeys(DASHES, "-") | {"’": "'"}

_without_marks = _WithoutMarks({ord(letter): ord(other) for letter, other in ALIKE.items()})


@lru_cache(maxsize=65536)
def fold(text: str, letters: Letters) -> str:
    """Return a text as it is compared: as readers see it, small, without stress or vowel marks.

    Letters of mathematics, of other widths and of one place in a word are plain ones then, е
    stands for ё, and letters that look alike are the same letter, whatever their alphabet.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    for letter, other in letters.alike.items():
        plain = plain.replace(letter, other)
    if not letters.accents:
        plain = unicodedata.normalize("NFKD", plain)
    return plain.translate(_without_marks)


@cache
def shapes(word: str, letters: Letters) -> tuple[str, ...]:
    """Return the folded word, and what it is without the little words written as one with it."""
    plain = fold(word, letters)
    found = {plain}
    for group in letters.joined:
        found |= {each.removeprefix(part) for each in found for part in group}
    return (plain, *sorted(each for each in found if len(each) > 1 and each != plain))


def places(text: str, letters: Letters) -> list[int]:
    """Return where each letter of a folded text stood before, and the end."""
    parts = ((match.start(), fold(match[0], letters)) for match in LETTER.finditer(text))
    return [*(start for start, plain in parts for _ in plain), len(text)]


def finder(forms: Iterable[str], letters: Letters) -> str:
    """Return the regular expression of words and phrases in a folded text.

    A star ends the beginning of a word; little words may be written as one with any of them.
    """
    groups = "".join(f"(?:{'|'.join(map(re.escape, group))})?" for group in letters.joined)
    joined = rf"(?:{groups}(?=[^\W_]{{2}}))?" if groups else ""

    def word(form: str) -> str:
        plain = re.escape(fold(form.rstrip("*"), letters))
        if form.endswith("*"):
            return rf"{plain}\w*"
        return rf"{plain}(?![^\W_])" if plain[-1].isalnum() else plain

    longest_first = sorted(forms, key=len, reverse=True)
    phrases = (map(word, FORM.findall(form) or [form]) for form in longest_first)
    return f"{joined}(?:{'|'.join(map((GAP + joined).join, phrases)) or '(?!)'})"
