"""The gettext catalogues: read against the source's words, and brought up to date with them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from patientinfo.languages.tags import in_english, plural_categories, plural_rule
from patientinfo.languages.wording import PLACEHOLDER, SourceString, Strings, Wording
from patientinfo.reading import data_file
from patientinfo.reading.markers import stray_braces
from patientinfo.reading.problems import Problem

PO_LINE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"')
"""A line of a gettext file that is no comment; Babel lets some others pass, and cuts words."""


def read_catalogue(
    path: Path, name: str, locale: str, source: Strings, *, original: str, cldr: str = ""
) -> tuple[Wording, list[Problem]]:
    """Read a language's gettext file against the source language's words.

    Only translations of the text as it stands now are used: what translates an older text, is
    marked fuzzy or empty is shown in the source language, with a warning.
    """
    if not path.exists():
        what = "This language has no strings yet; its readers see the "
        what += f"{in_english(original)} words."
        untranslated = Wording(locale, source, original=original, cldr=cldr)
        return untranslated, [Problem(name, 0, what, "Run `make strings`.", "warning")]
    text, found = data_file.read_text(path, name)
    wording, problems = _matched(text, name, locale, source, original, cldr)
    return wording, found or list(problems)


@lru_cache(maxsize=64)
def _matched(
    text: str, name: str, locale: str, source: Strings, original: str, cldr: str
) -> tuple[Wording, tuple[Problem, ...]]:
    catalogue, problems = parse_catalogue(text, name, locale)
    if problems:
        return Wording(locale, source, original=original, cldr=cldr), tuple(problems)
    lines, found = _message_lines(text, name)
    told = in_english(original)
    translations: dict[str, tuple[str, ...]] = {}
    for key, string in source.items():
        forms, problem = _translated_forms(string, catalogue, locale, told, name, lines)
        if problem:
            found.append(problem)
        else:
            translations[key] = forms
    for message in catalogue:
        if message.id and message.context not in source:
            words = message.id if isinstance(message.id, str) else message.id[0]
            what = f"`{message.context or words}` is translated here, but the {told} has no such "
            what += "string."
            fix = "Run `make strings`, which takes it out."
            line = lines.get(message.context or "", 0)
            found.append(Problem(name, line, what, fix, "warning"))
    return Wording(locale, source, translations, name, lines, cldr, original=original), tuple(found)


def parse_catalogue(text: str, name: str, locale: str) -> tuple[Catalog, list[Problem]]:
    """Parse the text of a gettext file; one that is broken has a problem."""
    catalogue, problems = _parsed(text, name, locale)
    return catalogue, list(problems)


@lru_cache(maxsize=64)
def _parsed(text: str, name: str, locale: str) -> tuple[Catalog, tuple[Problem, ...]]:
    for number, each in enumerate(text.split("\n"), start=1):
        if each.strip() and not each.startswith("#") and not PO_LINE.fullmatch(each.strip()):
            what = "This is not a valid line of a gettext file."
            fix = "Open the file in Poedit, or mend the word before the quotes, and the quotes."
            return Catalog(), (Problem(name, number, what, fix),)
    try:
        return read_po(StringIO(text), locale=locale.replace("-", "_"), abort_invalid=True), ()
    except PoFileError as error:
        line, said = error.lineno + 1, str(error).removesuffix(f" on {error.lineno}")
        if "num_plurals" in said:
            what = "This string has more plural forms than the file's `Plural-Forms` line says."
            fix = "Bring back that line at the top of the file from git."
            return Catalog(), (Problem(name, line, what, fix),)
    except (ValueError, LookupError) as error:
        line, said = 0, str(error)
    what = f"This is not a valid gettext file: {said}."
    fix = "Open it in Poedit, or mend the quotes of that line."
    return Catalog(), (Problem(name, line, what, fix),)


def _translated_forms(
    string: SourceString,
    catalogue: Catalog,
    locale: str,
    told: str,
    name: str,
    lines: Mapping[str, int],
) -> tuple[tuple[str, ...], Problem | None]:
    def problem(what: str, fix: str, level: Any = "warning") -> tuple[tuple[str, ...], Problem]:
        return (), Problem(name, lines.get(string.key, 0), what, fix, level)

    message = catalogue.get(string.msgid, context=string.key)
    if message is None:
        if string.key in lines:
            return problem(
                f"`{string.key}` translates {told} words that have changed since.",
                "Run `make strings`, then look at the strings that Poedit marks as needing work.",
            )
        return problem(
            f"`{string.key}` is not translated; readers see it in {told}.",
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
            f"`{string.key}` is not translated; readers see it in {told}.", "Translate it."
        )
    if message.fuzzy:
        return problem(
            f"`{string.key}` is marked as needing work; readers see it in {told}.",
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
                f"`{string.key}` has the placeholder {{{{ {unknown[0]} }}}}, which the {told} "
                "text has not.",
                f"Write the placeholders as in the {told} text: "
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
    """Return a language's catalogue brought up to date with the source.

    Translations stay; one whose source text has changed keeps its old words and is
    marked fuzzy; what the source no longer has is taken out. The order is the source's.
    """
    by_key = {message.context: message for message in existing or () if message.id}
    catalogue = Catalog(
        locale=locale.replace("-", "_"),
        fuzzy=False,
        header_comment="# Words of the site. Open with Poedit; the notes say where each stands.",
    )
    catalogue.mime_headers = [("Plural-Forms", plural_rule(locale))]
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
