"""The gettext catalogues, read against the source's words: what readers see of them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from patientinfo.languages.gettext_file import (
    GettextFile,
    field,
    forms,
    parse,
    plural_forms,
    source_forms,
)
from patientinfo.languages.tags import in_english, plural_rule
from patientinfo.languages.wording import PLACEHOLDER, SourceString, Strings, Wording
from patientinfo.reading import data_file
from patientinfo.reading.markers import stray_braces
from patientinfo.reading.plain_text import filled
from patientinfo.reading.problems import Level, Problem

BEHIND: tuple[Level, str] = ("behind", "translations")
"""The level and the code of what waits for a translator."""


def read_catalogue(
    path: Path,
    name: str,
    locale: str,
    source: Strings,
    *,
    original: str,
    cldr: str = "",
    original_cldr: str = "",
) -> tuple[Wording, list[Problem]]:
    """Read a language's gettext file against the source language's words.

    Only translations of the text as it stands now are used: what translates an older text, is
    marked fuzzy or empty is shown in the source language, with a warning.
    """
    told: dict[str, Any] = {"original": original, "cldr": cldr, "original_cldr": original_cldr}
    untranslated = Wording(locale, source, **told)
    if not path.exists():
        what = "This language has no strings yet; its readers see the "
        what += f"{in_english(original)} words."
        return untranslated, [Problem(name, 0, what, "Run `make strings`.", *BEHIND)]
    text, found = read_text(path, name)
    if not (found or text.strip()):
        fix = "Bring it back from git, or run `make strings`."
        found = [Problem(name, 0, data_file.EMPTY, fix)]
    wording, problems = _matched(text, name, locale, source, **told)
    return wording, found or list(problems)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read the text of a gettext file; one in another charset is called by its name."""
    text, found = data_file.read_text(path, name)
    if found and path.is_file():
        content = path.read_bytes()
        declared = re.search(rb"(?i)\bcharset=([\w-]+)", content)
        if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"charset"):
            what = f"This file is not UTF-8 text but {declared[1].decode()}, as this line says."
            fix = "In Poedit choose UTF-8 under Translation, Properties, and save it again."
            line = content.count(b"\n", 0, declared.start()) + 1
            found = [Problem(name, line, what, fix)]
    return text, found


@lru_cache(maxsize=64)
def _matched(
    text: str, name: str, locale: str, source: Strings, **told: Any
) -> tuple[Wording, tuple[Problem, ...]]:
    untranslated, language = Wording(locale, source, **told), in_english(told["original"])
    file, problems = parse(text, name)
    current = [pair for pair in zip(file.entries, file.lines, strict=True) if not pair[0].obsolete]
    problems += [] if problems else _wrong_header(file.header, text, name, locale)
    count, order, wrong = _plural_forms(file, current, text, name, locale)
    problems = problems or wrong
    if not problems and current and all(entry.msgctxt is None for entry, _ in current):
        what = f"None of these {len(current)} strings says its key, `msgctxt`: a tool has dropped "
        what += "them."
        fix = "Run `make strings`, which finds the keys by the texts, then check the strings."
        problems = [Problem(name, current[0][1], what, fix)]
    if problems:
        return untranslated, tuple(problems)
    found = []
    by_key: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for entry, line in current:
        key = entry.msgctxt
        if key in by_key:
            what = f"`{key}` stands twice; the second would silently win."
            fix = "Remove one of the two, or run `make strings`, which keeps both."
            found.append(Problem(name, line, what, fix))
        elif key not in source:
            what = (
                f"`{key or entry.msgid}` is translated here, but the {language} has no such string."
            )
            fix = "Run `make strings`, which finds its new key by the text, or keeps it at the end."
            found.append(Problem(name, line, what, fix, *BEHIND))
        if key is not None:
            by_key[key], lines[key] = entry, line
    translations: dict[str, tuple[str, ...]] = {}
    for key, string in source.items():
        given, problem = _translated_forms(
            string, by_key.get(key), count, language, name, lines.get(key, 0)
        )
        if problem:
            found.append(problem)
        else:
            translations[key] = given if len(given) == 1 else tuple(given[n] for n in order)
    return replace(untranslated, translations=translations, name=name, lines=lines), tuple(found)


def _wrong_header(header: str, text: str, name: str, locale: str) -> list[Problem]:
    """Find what the fields at the top of a file say that is not so."""

    def problem(start: str, what: str, fix: str) -> list[Problem]:
        lines = (n for n, each in enumerate(text.split("\n"), 1) if each.lstrip().startswith(start))
        return [Problem(name, next(lines, 1), what, fix)]

    said, charset = field(header, "Language"), field(header, "Content-Type").lower()
    if text.strip() and not said and not charset:
        what = "This file has lost its header (Language, Plural-Forms, Content-Type)."
        return problem("msgid", what, "Run `make strings`, which writes it again.")
    if said and said.lower().replace("_", "-").split("-")[0] != locale.lower().split("-")[0]:
        what = f"The header says that this file is in `{said}`, but it is the one of "
        what += f"{in_english(locale)}."
        return problem('"Language:', what, f"Write `Language: {locale.replace('-', '_')}`.")
    written = charset.partition("charset=")[2].strip()
    if written and written not in ("utf-8", "utf8", "charset"):
        what = f"The header says that this file is `{written}`, but it is UTF-8."
        return problem('"Content-Type:', what, "Write `charset=UTF-8`.")
    return []


def _plural_forms(
    file: GettextFile, current: Iterable[tuple[Any, int]], text: str, name: str, locale: str
) -> tuple[int, tuple[int, ...], list[Problem]]:
    """Return how many plural forms the file has, and which of them CLDR's categories take."""
    rule = field(file.header, "Plural-Forms")
    understood = plural_forms(rule or plural_rule(locale), locale)
    plural = [(entry, line) for entry, line in current if entry.msgid_plural]
    if not understood:
        lines = (n for n, each in enumerate(text.split("\n"), 1) if "Plural-Forms:" in each)
        what = f"gettext does not understand this plural rule: `{rule}`."
        fix = "Run `make strings`, which writes a right one."
        return 0, (), [Problem(name, next(lines), what, fix)] if plural else []
    for entry, line in plural:
        if len(forms(entry)) > understood[0]:
            what = "This string has more plural forms than the file's `Plural-Forms` line says."
            fix = "Bring back that line at the top of the file from git, or run `make strings`."
            return 0, (), [Problem(name, line, what, fix)]
    return *understood, []


def _translated_forms(
    string: SourceString, entry: Any, count: int, told: str, name: str, line: int
) -> tuple[tuple[str, ...], Problem | None]:
    def problem(what: str, fix: str, level: Any = "", code: str = "") -> tuple[Any, Problem]:
        told = (level, code) if level else BEHIND
        return (), Problem(name, line, what, fix, *told)

    if entry is None:
        return problem(
            f"`{string.key}` is not translated; readers see it in {told}.",
            "Run `make strings`, then translate it.",
        )
    if source_forms(entry) != string.forms:
        return problem(
            f"`{string.key}` translates {told} words that have changed since.",
            "Run `make strings`, then look at the strings that Poedit marks as needing work.",
        )
    given = forms(entry)
    if len(string.forms) > 1 and len(given) != count:
        return problem(
            f"`{string.key}` has {len(given)} plural forms; the file's `Plural-Forms` line asks "
            f"for {count}.",
            "Run `make strings`, then fill in the forms.",
            "warning",
        )
    if not all(map(filled, given)):
        return problem(
            f"`{string.key}` is not translated; readers see it in {told}.", "Translate it."
        )
    if entry.fuzzy:
        return problem(
            f"`{string.key}` is marked as needing work; readers see it in {told}.",
            "Check the translation and take the mark off.",
        )
    wanted = set(PLACEHOLDER.findall(string.forms[-1]))
    for form in given:
        if stray := stray_braces(form, name):
            return problem(f"`{string.key}`: {stray[0].what}", stray[0].fix, "error")
        written = set(PLACEHOLDER.findall(form))
        optional = {"count"} if len(given) > 1 else set()
        if unknown := sorted(written - wanted):
            return problem(
                f"`{string.key}` has the placeholder {{{{ {unknown[0]} }}}}, which the {told} "
                "text has not.",
                f"Write the placeholders as in the {told} text: "
                + (", ".join(f"{{{{ {each} }}}}" for each in sorted(wanted)) or "none")
                + ".",
                "error",
            )
        if missing := sorted(wanted - written - optional):
            return problem(
                f"`{string.key}` lacks the placeholder {{{{ {missing[0]} }}}}.",
                "Copy it unchanged to the place in your sentence where the value belongs.",
                "error",
            )
    return given, None
