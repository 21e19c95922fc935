"""Brings a gettext file up to date with the source's words; nothing a person wrote is dropped.

A translation is found by its key, else by its text. What is left stands at the end, marked `#~`.
"""

import re
import textwrap
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import polib

from patientinfo.languages.gettext_file import (
    WIDTH,
    GettextFile,
    field,
    forms,
    plural_forms,
    source_forms,
    with_field,
)
from patientinfo.languages.tags import plural_rule
from patientinfo.languages.wording import SourceString
from patientinfo.reading.plain_text import filled

TOP = "# Words of the site. Open with Poedit; the notes say where each stands."
TEMPLATE_TOP = "# Words of the site, for tools that begin a language. `make strings` writes this."

FIELDS = {
    "Project-Id-Version": "",
    "PO-Revision-Date": "",
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
"""What gettext wants in a header; who fills in a name or a date is asked by Poedit."""

MOST = 20
"""One in so many translations may go out of use without a question."""

FALSE_FLAG = re.compile(r"(?!no-).*-format")
"""A flag that takes a text for a format of C or Python: "95% interval" is none."""


@dataclass(frozen=True)
class Updated:
    """A gettext file's new text; of its ``translations``, those of the keys ``gone`` are unused."""

    text: str
    translations: int
    gone: tuple[str, ...]


def updated(
    source: Mapping[str, SourceString], locale: str, file: GettextFile | None = None
) -> Updated:
    """Return a language's gettext file brought up to date with the source's words.

    A translation whose text has changed, or that was found by its text, is marked fuzzy, with the
    earlier text beside it. Of two for one key the better one stays. The order is the source's.
    """
    file = file or GettextFile(top=TOP)
    header, count = _header(file, locale)
    entries = sorted(file.entries, key=lambda entry: bool(entry.obsolete))
    chosen: dict[str, Any] = {}
    for entry in entries:
        key = entry.msgctxt
        if key in source and (
            key not in chosen
            or _worth(entry, source[key], count) > _worth(chosen[key], source[key], count)
        ):
            chosen[key] = entry
    used = {id(entry) for key, entry in chosen.items() if _fits(source[key], entry, count)}
    by_text: dict[str, list[Any]] = {}
    for entry in entries:
        if id(entry) not in used and _is_translated(entry):
            by_text.setdefault(entry.msgid, []).append(entry)
    current = []
    partly: set[int] = set()
    for key, string in source.items():
        old = chosen.get(key)
        if (old is None or not _is_translated(old)) and (others := by_text.get(string.forms[0])):
            used.discard(id(old))
            old = others.pop(0) if len(others) > 1 else others[0]  # a tool keeps one of the same
        current.append(_current(string, old, count))
        if old is not None:
            (used if _fits(string, old, count) else partly).add(id(old))
    left = [entry for entry in file.entries if id(entry) not in used]
    obsolete, unused = _obsolete(left, current)
    return Updated(
        file.changed(header, [*current, *obsolete]),
        sum(_is_translated(entry) and not entry.obsolete for entry in file.entries),
        tuple(entry.msgctxt or entry.msgid for entry in unused if id(entry) not in partly),
    )


def template(source: Mapping[str, SourceString]) -> str:
    """Return the source's words as the file from which other tools begin a language."""
    header = "".join(f"{name}: {value}\n" for name, value in FIELDS.items())
    header = with_field(header, "Plural-Forms", "nplurals=INTEGER; plural=EXPRESSION;")
    entries = [_current(string, None, 2) for string in source.values()]
    return GettextFile(top=TEMPLATE_TOP).changed(header, entries)


def _header(file: GettextFile, locale: str) -> tuple[str, int]:
    """Return the header with what it lacks, and the number of its plural forms.

    A plural rule that gettext understands stays, unless the translations have more forms.
    """
    header = file.header
    for name, value in {**FIELDS, "Language": locale.replace("-", "_")}.items():
        if not field(header, name):
            header = with_field(header, name, value)
    if "charset=utf-8" not in field(header, "Content-Type").lower():
        header = with_field(header, "Content-Type", FIELDS["Content-Type"])
    written, own = field(header, "Plural-Forms"), plural_rule(locale)
    understood, needed = plural_forms(written, locale), plural_forms(own, locale)
    assert needed, own
    most = max((len(forms(each)) for each in file.entries if not each.obsolete), default=1)
    if understood and not understood[0] < most <= needed[0]:
        return header, understood[0]
    return with_field(header, "Plural-Forms", own), needed[0]


def _is_translated(entry: Any) -> bool:
    return any(map(filled, forms(entry)))


def _worth(entry: Any, string: SourceString, count: int) -> tuple[bool, bool, int, bool]:
    """Return how good a translation is for a string, to choose between two."""
    done = sum(map(filled, _given(string, entry, count)))
    return done > 0, source_forms(entry) == string.forms, done, not entry.fuzzy


def _given(string: SourceString, old: Any, count: int) -> tuple[str, ...]:
    """Return as many forms of a translation as a string has in this language."""
    size = count if len(string.forms) > 1 else 1
    given = forms(old) if old is not None else ()
    if old is not None and not old.msgid_plural:
        given *= size
    return (*given, *("",) * size)[:size]


def _fits(string: SourceString, entry: Any, count: int) -> bool:
    """Whether a string has room for all forms of a translation."""
    return set(filter(filled, forms(entry))) <= set(_given(string, entry, count))


def _current(string: SourceString, old: Any, count: int) -> Any:
    """Return the message of a string as it is now, with an earlier translation where one is."""
    new = polib.POEntry() if old is None else deepcopy(old)
    plural = len(string.forms) > 1
    given = _given(string, old, count)
    new.msgctxt, new.msgid, new.msgid_plural = string.key, *(*string.forms, "")[:2]
    new.msgstr = "" if plural else given[0]
    new.msgstr_plural = dict(enumerate(given)) if plural else {}
    new.obsolete = False
    new.flags = [flag for flag in new.flags if not FALSE_FLAG.fullmatch(flag)]
    if "".join(new.comment.split()) != "".join(string.note.split()):
        note = textwrap.wrap(string.note, WIDTH, break_on_hyphens=False)
        new.comment = "\n".join(note)
    if old is None or not any(map(filled, given)):
        return new
    moved, changed = old.msgctxt != string.key, source_forms(old) != string.forms
    if (changed or (moved and old.msgctxt)) and new.previous_msgid is None:
        new.previous_msgctxt = old.msgctxt if moved else None
        new.previous_msgid, new.previous_msgid_plural = old.msgid, old.msgid_plural or None
    if moved or changed:
        new.fuzzy = True
    return new


def _obsolete(left: list[Any], current: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return what no string uses as it stands at the end, and which of it are new there.

    gettext allows a key and a text once in a file, so that a second one gets a number. What says
    word for word the same as another, or nothing, is not kept.
    """
    taken = {(entry.msgctxt, entry.msgid) for entry in current}
    said = set(map(_words, current))
    obsolete, unused = [], []
    for entry in left:
        noted = entry.obsolete or entry.tcomment or entry.previous_msgid
        if _words(entry) in said or not (noted or _is_translated(entry)):
            continue
        said.add(_words(entry))
        kept, number = deepcopy(entry), 2
        kept.obsolete = True
        while (kept.msgctxt, kept.msgid) in taken:
            kept.msgctxt = f"{entry.msgctxt or ''} ({number})".strip()
            number += 1
        taken.add((kept.msgctxt, kept.msgid))
        obsolete.append(kept)
        if not entry.obsolete and _is_translated(entry):
            unused.append(entry)
    return obsolete, unused


def _words(entry: Any) -> tuple[object, ...]:
    noted = entry.tcomment, entry.previous_msgid
    return entry.msgctxt, source_forms(entry), forms(entry), *noted
