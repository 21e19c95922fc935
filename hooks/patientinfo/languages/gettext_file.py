"""Reads and writes gettext files with polib, so that nothing a person wrote in one is lost.

polib leaves out `#~|` lines and what stands behind the last message, reorders the header's fields
and wraps comments. So a message keeps its lines as they stand; only a changed one is written anew.
"""

import gettext
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import mode
from typing import Any

import polib

from patientinfo.languages.tags import plural_categories, plural_category
from patientinfo.reading.problems import Problem

WIDTH = 88
"""Signs in a line of what is written anew."""

QUOTED = r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+)?"(?:[^"\\]|\\.)*"'

LINE = re.compile(rf"[ \t]*(?:#(?![~|]).*|#~[ \t]*#.*|(?:#(?:~\|?|\|)[ \t]*)?(?:{QUOTED})?[ \t]*)")
"""A line of a gettext file; polib lets some others pass, and cuts words."""

CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
"""A line that git writes into a file where two people have changed the same place."""

MSGID = re.compile(r"[ \t]*(?:#~[ \t]*)?msgid[ \t]")
MESSAGE = re.compile(r"[ \t]*(?:#~[ \t]*)?msg")

EMPTY = re.compile(r"(?m)^[ \t]*#(?:~\|?|\|)[ \t]*$")
COMMENT = re.compile(r"(?m)^[ \t]*#(~\||[.:,=|~]?)[ \t]?")
AS_POLIB = {"~|": "|", "=": ","}
"""How polib wants comments: no empty ones, a space behind the sign, no newer signs."""

END = '\n\nmsgctxt "end"\nmsgid "end"\nmsgstr ""\n'
"""Stands behind the text while it is parsed: polib gives a comment to the message behind it."""

RULE = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=([^;]+);?\s*")

COUNTS = (*range(1, 201), 0, 1_000_000)
"""Whole numbers of every plural category; zero late, as it shares most of them."""

NO_HEADER = "no-header"
"""The code of a file whose first message, with the fields that say what it is, is lost."""


class _File(polib.POFile):  # type: ignore[misc]
    """A file in which polib leaves the header among the messages, as it stands."""

    def find(self, *_: Any, **__: Any) -> None:
        """Find nothing, so that no message is taken for a list of fields."""


@dataclass(frozen=True, eq=False)
class GettextFile:
    """A gettext file: ``header`` has its fields, a line each, ``top`` the comments above them.

    ``written`` has the header and then each message as its lines stand in the file, ``lines``
    where each message begins, comments apart; ``end`` is what stands behind the last one.
    """

    header: str = ""
    top: str = ""
    entries: tuple[Any, ...] = ()
    lines: tuple[int, ...] = ()
    written: tuple[str, ...] = ("",)
    end: str = ""

    def changed(self, header: str, entries: Iterable[Any]) -> str:
        """Return the text of this file with another header and other messages."""
        before = _rendered(self.top, self.header, self.entries)
        kept = dict(zip(before, self.written, strict=True))
        pieces = [kept.get(each) or each for each in _rendered(self.top, header, entries)]
        return "\n\n".join([*pieces, self.end] if self.end else pieces) + "\n"


def parse(text: str, name: str) -> tuple[GettextFile, list[Problem]]:
    """Parse the text of a gettext file; one that is broken has a problem."""
    file, problems = _parsed(text, name)
    return file, list(problems)


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> tuple[GettextFile, tuple[Problem, ...]]:
    """Parse once: whoever changes a message changes a copy of it."""
    lines = text.split("\n")
    for number, each in enumerate(lines, start=1):
        if not LINE.fullmatch(each) or len(f"{each}.".splitlines()) > 1:
            return GettextFile(), (_broken_line(name, number, each),)
    plain = COMMENT.sub(lambda sign: f"#{AS_POLIB.get(sign[1], sign[1])} ", EMPTY.sub("", text))
    try:
        found = polib.pofile(plain + END, encoding="utf-8", klass=_File)
    except OSError as error:
        line = int(re.findall(r"line (\d+)", str(error))[-1])
        return GettextFile(), (_not_whole(name, min(line, len(text.rstrip().split("\n")))),)
    *entries, end = found
    if not entries:
        return GettextFile(top=text.strip()), ()
    header, *entries = entries
    if header.msgid or header.msgctxt is not None or header.obsolete:
        what = "The header of this file is lost: the message with an empty `msgid` at its top, "
        what += "which names the language and its plural forms."
        fix = "Bring it back from git; if you cannot, `make strings` writes a new one."
        return GettextFile(), (Problem(name, 1, what, fix, code=NO_HEADER),)
    starts = [0, *(entry.linenum - 1 for entry in (*entries, end))]
    texts = Counter(bisect(starts, n) for n, each in enumerate(lines) if MSGID.match(each))
    for place, start in enumerate(starts, start=1):
        if texts[place] != (place < len(starts)):  # polib lets a comment part a message
            return GettextFile(), (_not_whole(name, start + 1),)
    blocks = [lines[start:stop] for start, stop in pairwise(starts)]
    return GettextFile(
        header=header.msgstr,
        top="\n".join(each for each in blocks[0] if each.lstrip().startswith("#")),
        entries=tuple(entries),
        lines=tuple(
            start + next(n for n, each in enumerate(block, 1) if MESSAGE.match(each))
            for start, block in zip(starts[1:], blocks[1:], strict=False)
        ),
        written=tuple("\n".join(block).strip("\n") for block in blocks),
        end="\n".join(lines[starts[-1] :]).strip(),
    ), ()


def _broken_line(name: str, number: int, line: str) -> Problem:
    """Return what is wrong with a line that no gettext file has."""
    what = "This is not a valid line of a gettext file."
    fix = "Open the file in Poedit, or mend the word before the quotes, and the quotes."
    if CONFLICT.fullmatch(line):
        what = f"`{line}` is a line that git writes where two people have changed the same place."
        fix = "Keep one of the two texts, and remove the lines with <<<<<<<, ======= and >>>>>>>."
    elif len(parts := f"{line}.".splitlines(keepends=True)) > 1:
        sign = ord(parts[0][-1])
        what = f"In this line stands an invisible sign that ends lines (U+{sign:04X})."
        fix = "Delete it, or type the words again."
    return Problem(name, number, what, fix)


def _not_whole(name: str, line: int) -> Problem:
    what = "Here a message is not whole, or its parts stand in another order."
    fix = "Write `msgctxt`, `msgid`, for plurals `msgid_plural`, then `msgstr`, each once."
    return Problem(name, line, what, fix)


def _rendered(top: str, header: str, entries: Iterable[Any]) -> list[str]:
    """Return the header and each message as they are written anew."""
    said = polib.POEntry(msgid="", msgstr=header).__unicode__(WIDTH).rstrip("\n")
    return [f"{top}\n{said}".lstrip("\n"), *map(_entry_text, entries)]


def _entry_text(entry: Any) -> str:
    """Return a message as it is written anew, its comments not wrapped: addresses stay whole."""
    notes = "" if entry.obsolete else entry.comment
    comments = [f"# {line}".rstrip() for line in entry.tcomment.split("\n") if entry.tcomment]
    comments += [f"#. {line}" for line in notes.split("\n") if notes]
    bare = copy(entry)
    bare.tcomment = bare.comment = ""
    return "\n".join([*comments, bare.__unicode__(WIDTH).rstrip("\n")])


def forms(entry: Any) -> tuple[str, ...]:
    """Return a message's translation: one text, or the plural forms."""
    plural = entry.msgstr_plural
    return tuple(plural[index] for index in sorted(plural)) if plural else (entry.msgstr,)


def source_forms(entry: Any) -> tuple[str, ...]:
    """Return the text that a message translates, or its singular and plural."""
    return (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)


def field(header: str, name: str) -> str:
    """Return a field of a header, or nothing."""
    found = re.search(rf"(?m)^{name}:[ \t]*(.*?)[ \t]*$", header)
    return found[1] if found else ""


def with_field(header: str, name: str, value: str) -> str:
    """Return a header in which a field has this value; the others stay as they are."""
    line = f"{name}: {value}"
    if re.search(rf"(?m)^{name}:", header):
        return re.sub(rf"(?m)^{name}:.*$", lambda _: line, header)
    before = f"{header}\n" if header and not header.endswith("\n") else header
    return f"{before}{line}\n"


@lru_cache(maxsize=64)
def plural_forms(rule: str, locale: str) -> tuple[int, tuple[int, ...]] | None:
    """Read a ``Plural-Forms`` field: how many forms it has, and which CLDR's categories take.

    A rule for whole numbers says nothing of fractions. Where the file has a form that no whole
    number takes, as CLDR's own rule for Russian has, it is theirs; else they take the form of 2:
    2 года, 1,5 года. None where gettext does not understand the rule.
    """
    written = RULE.fullmatch(rule)
    if not written:
        return None
    count = int(written[1])
    try:
        form_of = gettext.c2py(written[2])
        taken = {number: form_of(number) for number in COUNTS}
    except (ValueError, ZeroDivisionError):
        return None
    if not all(0 <= form < count for form in taken.values()):
        return None
    categories, of = plural_categories(locale), {n: plural_category(locale, n) for n in COUNTS}
    found = []
    for place, category in enumerate(categories):
        whole = [taken[number] for number in COUNTS if of[number] == category]
        own = count == len(categories) and place not in taken.values()
        found.append(mode(whole) if whole else place if own else taken[2])
    return count, tuple(found)
