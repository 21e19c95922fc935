"""Every word of the interface: the source language's, and each other language's translations.

Babel knows how each language writes numbers and plurals.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from patientinfo.languages.tags import direction, plural_category, plural_index
from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.markers import stray_braces
from patientinfo.reading.plain_text import filled
from patientinfo.reading.problems import Problem

IN_VAIN = "\ue000"
"""Stands round words that are asked for and not there: no page that holds it may be published."""

PARTS = ("text", "one", "other", "note", "quotes")
"""What may stand under a key of the strings."""

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
"""A value to fill in, written the same way in strings and in pages."""


@dataclass(frozen=True)
class SourceString:
    """A string of the source language: its text or one/other forms, and a note for translators.

    ``quotes`` names who is quoted, where words in quotation marks are somebody else's.
    """

    key: str
    forms: tuple[str, ...]
    note: str
    line: int
    quotes: str = ""

    @property
    def msgid(self) -> str | tuple[str, ...]:
        """The gettext id: the text, or singular and plural."""
        return self.forms[0] if len(self.forms) == 1 else self.forms


class Strings(dict[str, SourceString]):
    """The source language's strings by key; read once, and known again by identity."""

    __hash__ = object.__hash__  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class Wording:
    """The words of one language, with the source language's for what is not translated yet.

    ``name`` is what reports call its file, ``lines`` where a catalogue has its messages.
    ``cldr`` is the tag under which CLDR writes dates, where it is another one. ``original`` is
    the source language, ``original_cldr`` how CLDR writes its dates.
    """

    locale: str
    source: Mapping[str, SourceString]
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    cldr: str = ""
    original: str = field(kw_only=True)
    original_cldr: str = ""

    @property
    def is_original(self) -> bool:
        """Whether these are the words that the other languages translate."""
        return self.locale == self.original

    def is_translated(self, key: str) -> bool:
        """Whether the words of ``key`` are in this language, not the source's."""
        return self.is_original or key in self.translations or key not in self.source

    def forms(self, key: str) -> tuple[str, ...]:
        """Return all forms of a key's text in this language; none where it is not translated."""
        if self.is_original:
            return self.source[key].forms if key in self.source else ()
        return self.translations.get(key, ())

    def line(self, key: str) -> int:
        """Return the line of this language's file on which a key stands, 0 if it does not."""
        if self.is_original:
            return self.source[key].line if key in self.source else 0
        return self.lines.get(key, 0)

    def text(self, key: str, count: int | Decimal | None = None) -> str:
        """Return the bare text of a key, in the source language where it is not translated yet."""
        if key not in self.source:
            return f"{IN_VAIN}{key}{IN_VAIN}"
        translated = self.translations.get(key)
        forms = translated or self.source[key].forms
        if count is None or len(forms) == 1:
            return forms[0]
        if translated:
            return forms[plural_index(self.locale, count)]
        return forms[plural_category(self.original, count) != "one"]  # the source writes two

    def html(self, key: str, count: int | Decimal | None = None, **values: object) -> Markup:
        """Return a key's text as HTML: values filled in, and what is not translated marked so.

        One sentence has one language: where a part of it is not translated, all is the source's.
        """
        asked = map(values.get, _pieces(self.text(key, count))[1])
        keys = [own for each in asked if isinstance(each, Inner) for own in each.keys]
        spoken = self.spoken(key, *keys)
        if count is not None:
            values["count"] = spoken.number(count)
        if spoken is not self:
            inner = {name: each for name, each in values.items() if isinstance(each, Inner)}
            values |= {name: each.say(spoken) for name, each in inner.items()}
        return self.marked(spoken, fill(spoken.text(key, count), values, key))

    def inner(self, key: str) -> "Inner":
        """Return the words of a key, to stand inside a sentence of others."""
        return Inner(self, lambda words: words.html(key), (key,))

    def spoken(self, *keys: str) -> "Wording":
        """Return whose words say these keys together: the source's, where it alone has them all."""
        if all(map(self.is_translated, keys)):
            return self
        return original_words(self.source, self.original, "", self.original_cldr)

    def marked(self, spoken: "Wording", text: Markup) -> Markup:
        """Return what ``spoken`` says here with its language, where it is another one."""
        mark = Markup('<span lang="{}" dir="{}">{}</span>').format
        other = spoken.locale
        return text if other == self.locale else mark(other, direction(other), text)

    def number(self, value: int | Decimal) -> str:
        """Write a number as this language does, with Western digits: 1.4, or 1,4."""
        return _number(value, self.locale)

    def date(self, day: date) -> "Inner":
        """Write a date in words, with the machine's form beside it: 22 November 2026."""
        mark = Markup('<time datetime="{}">{}</time>').format

        def say(words: "Wording") -> Markup:
            tag = words.cldr or words.locale.replace("-", "_")
            return mark(day.isoformat(), _date(day, tag))

        return Inner(self, say)


@dataclass(frozen=True)
class Inner:
    """Words that can stand inside a sentence, in its language: a date, an amount.

    ``keys`` are those of the strings that they use.
    """

    wording: Wording
    say: Callable[[Wording], Markup]
    keys: tuple[str, ...] = ()

    def __html__(self) -> Markup:
        """Return the words by themselves."""
        spoken = self.wording.spoken(*self.keys)
        return self.wording.marked(spoken, self.say(spoken))


@lru_cache(maxsize=16)
def original_words(source: Strings, locale: str, name: str, cldr: str = "") -> Wording:
    """Return the words of the source language."""
    return Wording(locale, source, name=name, cldr=cldr, original=locale, original_cldr=cldr)


@lru_cache(maxsize=4096)
def _number(value: int | Decimal, locale: str) -> str:
    return format_decimal(value, locale=locale.replace("-", "_"), numbering_system="latn")


@lru_cache(maxsize=4096)
def _date(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=8192)
def _pieces(text: str) -> tuple[tuple[Markup, ...], tuple[str, ...]]:
    parts = PLACEHOLDER.split(text)
    return tuple(map(escape, parts[::2])), tuple(parts[1::2])


def fill(text: str, values: Mapping[str, object], key: str = "") -> Markup:
    """Escape a text and put values in the places of ``{{ name }}``; values may be Markup.

    A name without a value is noted with the ``key`` of the text and the names that there are.
    """
    said, names = _pieces(text)
    if not names:
        return said[0]
    made = [said[0]]
    for name, after in zip(names, said[1:], strict=True):
        unknown = f"{IN_VAIN}{key} {name} {' '.join(sorted(values))}{IN_VAIN}"
        made += [escape(values.get(name, unknown)), after]
    return Markup("").join(made)


def bare(text: Markup) -> str:
    """Return the text of HTML, with its no-break spaces."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def read_source(path: Path, name: str) -> tuple[Strings, list[Problem]]:
    """Read ``_strings.yml``: a key each, with ``text`` (or ``one`` and ``other``) and ``note``."""
    file, found = data_file.read(path, name)
    strings, wrong = (Strings(), ()) if found and file.values is None else _strings(file)
    return strings, [*found, *wrong]


@lru_cache(maxsize=16)
def _strings(file: DataFile) -> tuple[Strings, tuple[Problem, ...]]:
    if not isinstance(file.values, dict):
        what = "This file does not hold keys with texts."
        return Strings(), (Problem(file.name, 1, what, "Bring it back from git."),)
    strings, found = Strings(), []
    for key, entry in file.values.items():
        if isinstance(key, bool):
            continue  # the reader of the file has reported it
        if problem := next(_wrong(key, entry, file), None):
            found.append(problem)
            continue
        written = {part: text.strip() for part, text in entry.items()}
        forms = tuple(written[part] for part in _forms(entry))
        note, quotes = written["note"], written.get("quotes", "")
        strings[key] = SourceString(key, forms, note, file.line(key), quotes)
    return strings, tuple(found)


def _forms(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return ("one", "other") if "one" in entry or "other" in entry else ("text",)


def _wrong(key: object, entry: Any, file: DataFile) -> Iterator[Problem]:
    """Find what is wrong with an entry; the first of it is said."""
    if not isinstance(key, str):
        what = f"`{key}` is a key, but not text."
        yield file.problem((str(key),), what, "Put it in double quotes.")
        return
    if not isinstance(entry, dict):
        fix = 'Write `text: "…"` and `note: "…"` under it.'
        yield file.problem((key,), f"`{key}` is {data_file.shown(entry)}.", fix)
        return
    for part in entry:
        if part not in PARTS:
            fix = f"Known are: {', '.join(f'`{each}`' for each in PARTS)}."
            yield file.problem((key, part), f"`{key}.{part}` is not a key that is known here.", fix)
    for part in (*_forms(entry), "note", *(("quotes",) if "quotes" in entry else ())):
        written = entry.get(part)
        if part not in entry:
            yield file.problem((key,), f"`{key}.{part}` is missing.", f"Add the key `{part}`.")
        elif not isinstance(written, str) or not filled(written):
            blank = isinstance(written, str) and written
            what = f"`{key}.{part}` is {'blank' if blank else data_file.shown(written)}."
            yield file.problem((key, part), what, "Write text in double quotes.")
        else:
            yield from stray_braces(written, file.name, file.line(key, part))
