"""Nothing that people write has a sign that nobody sees, or a word in letters of two alphabets.

Such a word looks right and is not found: by readers who search, by screen readers, by checks.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from patientinfo.languages.letters import LOOKALIKES, WORD
from patientinfo.reading import data_file
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("languages",)

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""Signs without width, that turn directions, of control, of nobody's use, and blank letters."""

CODED = re.compile(r"&(?:#\w+|\w+);|\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8})", re.IGNORECASE)
"""A sign by its name or number, as HTML and YAML write it."""

TYPE_AGAIN = "Delete the words on both sides of it, and type them again."

MIXED = re.compile("[a-z][\u0370-\u04ff]|[\u0370-\u04ff][a-z]", re.IGNORECASE)
WORD_BEFORE = re.compile(r"\w+ ?\Z")


def check(site: Site) -> Iterator[Problem]:
    """Look at the text of all pages and data files; what cannot be read is passed over."""
    for name, (path, locale) in files(site).items():
        if name not in site.broken and locale in site.asked:
            text, unreadable = data_file.read_text(path, name)
            if not unreadable:
                yield from check_text(text, name, site.languages[locale].letters.unseen)


def files(site: Site) -> dict[str, tuple[Path, str]]:
    """Return the files that readers get to read something of, each with its language."""
    data = {
        each.name: (site.settings.root / each.name, kind.partition("/")[2] or site.default)
        for kind, each in site.files.items()
        if kind not in site.absent and not kind.startswith("languages/")
    }
    pages = {
        page.name: (site.settings.docs / page.locale / page.path, page.locale)
        for page in site.pages.values()
    }
    return data | pages


@lru_cache(maxsize=4096)
def check_text(text: str, name: str, needed: str = "") -> tuple[Problem, ...]:
    """Find such signs and words in a file's text; signs that its language needs are none."""
    found: list[Problem] = []
    read = CODED.sub(_decoded, text)
    if not UNSEEN.search(read) and not MIXED.search(read):
        return ()
    for number, line in enumerate(read.split("\n"), 1):
        signs = {match[0]: match.start() for match in reversed([*UNSEEN.finditer(line)])}
        for sign, place in reversed(signs.items()):
            if sign not in needed:
                called = f"U+{ord(sign):04X}, {unicodedata.name(sign, 'control sign').lower()}"
                before = WORD_BEFORE.search(UNSEEN.sub("", line[:place]))
                behind = f", behind «{before[0]}»" if before else ""
                what = f"A sign that nobody sees stands here ({called}){behind}."
                found.append(Problem(name, number, what, TYPE_AGAIN))
        words = WORD.findall(UNSEEN.sub("", line)) if MIXED.search(line) else ()
        for word in dict.fromkeys(words):
            if stray := _stray_letter(word):
                named = f"{stray} is {unicodedata.name(stray)}"
                what = f"«{word}» mixes letters of two alphabets ({named})."
                found.append(Problem(name, number, what, "Type the word again."))
    return tuple(found)


def _decoded(coded: re.Match[str]) -> str:
    """Return the sign that is written by its name or number, on the same line."""
    written = coded[0]
    sign = html.unescape(written) if written[0] == "&" else chr(int(written[2:], 16))
    return sign.replace("\n", " ")


def _stray_letter(word: str) -> str:
    """Return the first letter of the alphabet of which a word has fewer letters, "" if it has one.

    A Greek letter that cannot be mistaken for a Latin one is right where it is: μg.
    """
    by_alphabet: dict[str, str] = {}
    for letter in word:
        alphabet = unicodedata.name(letter, "").partition(" ")[0]
        if alphabet in ("LATIN", "CYRILLIC") or letter.casefold() in LOOKALIKES:
            by_alphabet[alphabet] = by_alphabet.get(alphabet, "") + letter
    fewest = min(by_alphabet.values(), key=len, default="")
    return fewest[0] if len(by_alphabet) > 1 else ""
