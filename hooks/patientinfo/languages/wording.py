"""Every word of the interface: English from ``_strings.yml``, other languages from gettext files.

Babel reads the catalogues and knows how each language writes numbers and plurals.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from babel.numbers import format_decimal
from babel.plural import to_gettext
from markupsafe import Markup, escape

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.markers import stray_braces
from patientinfo.reading.problems import Problem

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
"""A value to fill in, written the same way in strings and in pages."""


PO_LINE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"')
"""A line of a gettext file that is no comment; Babel lets some others pass, and cuts words."""

SOURCE = "en"
"""The language of ``_strings.yml``."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories, in the order of gettext's forms."""


@dataclass(frozen=True)
class SourceString:
    """An English string: its text, or its one/other forms, and a note for translators.

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


@dataclass(frozen=True)
class Wording:
    """The words of one language, with English for what is not translated yet.

    ``name`` is what reports call its file, ``lines`` where a catalogue has its messages.
    """

    locale: str
    source: Mapping[str, SourceString]
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether there is such a string in the source language."""
        return key in self.source

    def is_translated(self, key: str) -> bool:
        """Whether the words of ``key`` are in this language, not the English ones."""
        return self.locale == SOURCE or key in self.translations

    def forms(self, key: str) -> tuple[str, ...]:
        """Return all forms of a key's text in this language; none where it is not translated."""
        if self.locale == SOURCE:
            return self.source[key].forms if key in self.source else ()
        return self.translations.get(key, ())

    def line(self, key: str) -> int:
        """Return the line of this language's file on which a key stands, 0 if it does not."""
        return self.source[key].line if self.locale == SOURCE else self.lines.get(key, 0)

    def text(self, key: str, count: int | Decimal | None = None) -> str:
        """Return the bare text of a key, in English where it is not translated yet.

        Raises KeyError for a key that ``_strings.yml`` does not have: the code is wrong then.
        """
        translated = self.is_translated(key) and key in self.translations
        forms = self.translations[key] if translated else self.source[key].forms
        if count is None or len(forms) == 1:
            return forms[0]
        return forms[plural_index(self.locale if translated else SOURCE, count)]

    def html(self, key: str, count: int | Decimal | None = None, **values: object) -> Markup:
        """Return a key's text as HTML: values filled in, and English marked as English."""
        if count is not None:
            values["count"] = self.number(count)
        text = fill(self.text(key, count), values)
        if self.is_translated(key):
            return text
        return Markup('<span lang="en" dir="ltr">{}</span>').format(text)

    def number(self, value: int | Decimal) -> str:
        """Write a number as this language does, with Western digits: 1.4, or 1,4."""
        return format_decimal(value, locale=self.locale, numbering_system="latn")

    def date(self, day: date) -> Markup:
        """Write a date in words, with the machine's form beside it: 22 November 2026."""
        locale = "en_GB" if self.locale == SOURCE else self.locale.replace("-", "_")
        written = format_date(day, "long", locale=locale)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), written)


def fill(text: str, values: Mapping[str, object]) -> Markup:
    """Escape a text and put values in the places of ``{{ name }}``; values may be Markup."""
    parts = PLACEHOLDER.split(text)
    return Markup("").join(
        escape(values[part]) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def plural_categories(locale: str) -> list[str]:
    """Return the plural categories that a language has: one and other, or all six in Arabic."""
    used = Locale.parse(locale, sep="-").plural_form.tags | {"other"}
    return [each for each in PLURALS if each in used]


def plural_index(locale: str, count: int | Decimal) -> int:
    """Return which of a language's plural forms a number takes, by CLDR's rules."""
    rule = Locale.parse(locale, sep="-").plural_form
    return plural_categories(locale).index(rule(count))


def direction(locale: str) -> str:
    """Return ``rtl`` for languages written from right to left, else ``ltr``."""
    return Locale.parse(locale, sep="-").text_direction


def with_territory(locale: str) -> str:
    """Return a language as OpenGraph writes it, with the country it is most at home in: ka_GE."""
    known = {SOURCE: "en_GB", "ar": "ar_AR"}  # British English; the one Arabic that is known there
    parts = get_global("likely_subtags").get(locale.replace("-", "_"), locale).split("_")
    return known.get(locale, f"{parts[0]}_{parts[-1]}")


def read_source(path: Path, name: str) -> tuple[dict[str, SourceString], list[Problem]]:
    """Read ``_strings.yml``: a key each, with ``text`` (or ``one`` and ``other``) and ``note``."""
    file, found = data_file.read(path, name)
    if file.values is None and found:
        return {}, found
    if not isinstance(file.values, dict):
        what = "This file does not hold keys with texts."
        return {}, [*found, Problem(name, 1, what, "Bring it back from git.")]
    strings: dict[str, SourceString] = {}
    for key, entry in file.values.items():
        if not isinstance(key, str):
            if not isinstance(key, bool):  # the reader of the file has reported those
                what = f"`{key}` is a key, but not text."
                found.append(file.problem((str(key),), what, "Put it in double quotes."))
            continue
        forms, problem = _source_forms(key, entry, file)
        if problem:
            found.append(problem)
        else:
            note = entry["note"].strip()
            quotes = entry.get("quotes", "").strip()
            strings[key] = SourceString(key, forms, note, file.line(key), quotes)
    return strings, found


def _source_forms(key: str, entry: Any, file: DataFile) -> tuple[tuple[str, ...], Problem | None]:
    if not isinstance(entry, dict):
        return (), file.problem(
            (key,),
            f"`{key}` is {data_file.shown(entry)}.",
            'Write `text: "…"` and `note: "…"` under it.',
        )
    for part in entry:
        if part not in ("text", "one", "other", "note", "quotes"):
            return (), file.problem(
                (key, part),
                f"`{key}.{part}` is not a key that is known here.",
                "Known are: `text`, `one`, `other`, `note`, `quotes`.",
            )
    wanted = ("one", "other") if "one" in entry or "other" in entry else ("text",)
    for part in (*wanted, "note", *(("quotes",) if "quotes" in entry else ())):
        if part not in entry:
            return (), file.problem((key,), f"`{key}.{part}` is missing.", f"Add the key `{part}`.")
        if not isinstance(entry[part], str) or not entry[part].strip():
            return (), file.problem(
                (key, part),
                f"`{key}.{part}` is {data_file.shown(entry[part])}.",
                "Write text in double quotes.",
            )
        if stray := stray_braces(entry[part], file.name, file.line(key, part)):
            return (), stray[0]
    return tuple(entry[part].strip() for part in wanted), None


def read_catalogue(
    path: Path, name: str, locale: str, source: Mapping[str, SourceString]
) -> tuple[Wording, list[Problem]]:
    """Read a language's gettext file against the English source.

    Only translations of the English text as it stands now are used: what translates
    an older text, is marked fuzzy or empty is shown in English, with a warning.
    """
    english = Wording(locale, source)
    if not path.exists():
        what = "This language has no strings yet; its readers see the English words."
        return english, [Problem(name, 0, what, "Run `make strings`.", "warning")]
    text, found = data_file.read_text(path, name)
    catalogue, problems = parse_catalogue(text, name, locale)
    if found or problems:
        return english, found or problems
    lines, found = _message_lines(text, name)
    translations: dict[str, tuple[str, ...]] = {}
    for key, string in source.items():
        forms, problem = _translated_forms(string, catalogue, locale, name, lines)
        if problem:
            found.append(problem)
        else:
            translations[key] = forms
    for message in catalogue:
        if message.id and message.context not in source:
            words = message.id if isinstance(message.id, str) else message.id[0]
            what = f"`{message.context or words}` is translated here, but the English has no such "
            what += "string."
            fix = "Run `make strings`, which takes it out."
            line = lines.get(message.context or "", 0)
            found.append(Problem(name, line, what, fix, "warning"))
    return Wording(locale, source, translations, name, lines), found


def parse_catalogue(text: str, name: str, locale: str) -> tuple[Catalog, list[Problem]]:
    """Parse the text of a gettext file; one that is broken has a problem."""
    for number, each in enumerate(text.split("\n"), start=1):
        if each.strip() and not each.startswith("#") and not PO_LINE.fullmatch(each.strip()):
            what = "This is not a valid line of a gettext file."
            fix = "Open the file in Poedit, or mend the word before the quotes, and the quotes."
            return Catalog(), [Problem(name, number, what, fix)]
    try:
        return read_po(StringIO(text), locale=locale.replace("-", "_"), abort_invalid=True), []
    except PoFileError as error:
        line, said = error.lineno + 1, str(error).removesuffix(f" on {error.lineno}")
        if "num_plurals" in said:
            what = "This string has more plural forms than the file's `Plural-Forms` line says."
            fix = "Bring back that line at the top of the file from git."
            return Catalog(), [Problem(name, line, what, fix)]
    except (ValueError, LookupError) as error:
        line, said = 0, str(error)
    what = f"This is not a valid gettext file: {said}."
    fix = "Open it in Poedit, or mend the quotes of that line."
    return Catalog(), [Problem(name, line, what, fix)]


def _translated_forms(
    string: SourceString, catalogue: Catalog, locale: str, name: str, lines: Mapping[str, int]
) -> tuple[tuple[str, ...], Problem | None]:
    def problem(what: str, fix: str, level: Any = "warning") -> tuple[tuple[str, ...], Problem]:
        return (), Problem(name, lines.get(string.key, 0), what, fix, level)

    message = catalogue.get(string.msgid, context=string.key)
    if message is None:
        if string.key in lines:
            return problem(
                f"`{string.key}` translates an English text that has changed since.",
                "Run `make strings`, then look at the strings that Poedit marks as needing work.",
            )
        return problem(
            f"`{string.key}` is not translated; readers see it in English.",
            "Run `make strings`, then translate it.",
        )
    written = message.string or ""
    forms = (written,) if isinstance(written, str) else tuple(written)
    if len(string.forms) > 1 and len(forms) != len(plural_categories(locale)):
        return problem(
            f"`{string.key}` has {len(forms)} plural forms; this language has "
            f"{len(plural_categories(locale))}: {', '.join(plural_categories(locale))}.",
            "Run `make strings`, then fill in the forms.",
        )
    if not all(forms):
        return problem(
            f"`{string.key}` is not translated; readers see it in English.", "Translate it."
        )
    if message.fuzzy:
        return problem(
            f"`{string.key}` is marked as needing work; readers see it in English.",
            "Check the translation and take the mark off.",
        )
    wanted = set(PLACEHOLDER.findall(string.forms[-1]))
    for form in forms:
        if stray := stray_braces(form, name):
            return problem(f"`{string.key}`: {stray[0].what}", stray[0].fix, "error")
        given = set(PLACEHOLDER.findall(form))
        optional = {"count"} if len(forms) > 1 else set()
        if unknown := sorted(given - wanted):
            return problem(
                f"`{string.key}` has the placeholder {{{{ {unknown[0]} }}}}, which the English "
                "text has not.",
                "Write the placeholders as in the English text: "
                + (", ".join(f"{{{{ {each} }}}}" for each in sorted(wanted)) or "none")
                + ".",
                "error",
            )
        if missing := sorted(wanted - given - optional):
            return problem(
                f"`{string.key}` lacks the placeholder {{{{ {missing[0]} }}}}.",
                "Put it where the value belongs in your sentence.",
                "error",
            )
    return forms, None


def _message_lines(text: str, name: str) -> tuple[dict[str, int], list[Problem]]:
    lines: dict[str, int] = {}
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r'msgctxt "(.*)"\s*$', line):
            if match[1] in lines:
                what = f"`{match[1]}` stands twice; the second would silently win."
                found.append(Problem(name, number, what, "Remove one of the two."))
            lines[match[1]] = number
    return lines, found


def updated_catalogue(
    source: Mapping[str, SourceString], locale: str, existing: Catalog | None
) -> Catalog:
    """Return a language's catalogue brought up to date with the English source.

    Translations stay; one whose English text has changed keeps its old words and is
    marked fuzzy; what the source no longer has is taken out. The order is the source's.
    """
    by_key = {message.context: message for message in existing or () if message.id}
    catalogue = Catalog(
        locale=locale.replace("-", "_"),
        fuzzy=False,
        header_comment="# Words of the site. Open with Poedit; the notes say where each stands.",
    )
    rule = to_gettext(Locale.parse(locale, sep="-").plural_form)
    catalogue.mime_headers = [("Plural-Forms", f"{rule}")]
    for key, string in source.items():
        old = by_key.get(key)
        empty: str | tuple[str, ...] = (
            "" if len(string.forms) == 1 else ("",) * catalogue.num_plurals
        )
        translated = empty
        flags = set()
        if old is not None and isinstance(old.string, str) == isinstance(empty, str):
            translated = old.string if isinstance(old.string, str) else tuple(old.string or ())
            changed = old.id != string.msgid and tuple(old.id) != tuple(string.forms)
            if any(translated) and (changed or old.fuzzy):
                flags.add("fuzzy")
        catalogue.add(
            string.msgid, translated, context=key, auto_comments=[string.note], flags=flags
        )
    return catalogue


def catalogue_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file that Poedit opens, the same whenever and wherever written."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=88, omit_header=False, sort_output=False)
    text = buffer.getvalue().decode()
    kept = [
        line
        for line in text.splitlines(keepends=True)
        if not re.match(
            r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|'
            r"Project-Id-Version|Report-Msgid-Bugs-To|Language-Team):",
            line,
        )
    ]
    return "".join(kept).encode()
