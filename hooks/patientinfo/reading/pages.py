"""Reads the pages of every language."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass as plain_dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file, markers
from patientinfo.reading.data_file import DataFile, Day, known_keys
from patientinfo.reading.markers import Marker
from patientinfo.reading.problems import Problem

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*(?:\{[ \t]*#([^}\s]+)[ \t]*\})?[ \t]*$")
CODE = r"^(?P<fence>```|~~~).*?^(?P=fence)|`[^`\n]*`"
CLOSED_NOTE = r"<!--(?:(?!<!--).)*?-->"
NOTE = re.compile(
    rf"(?P<code>{CODE})|(?m:^)[ \t]*{CLOSED_NOTE}[ \t]*\n|(?<=\S)[ \t]{CLOSED_NOTE}|{CLOSED_NOTE}"
    "|(?P<loose><!--|-->)",
    re.MULTILINE | re.DOTALL,
)
"""A note to other writers, which no reader sees; it stays where it is shown as code."""
PATH = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md")
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""File endings that the site generator, too, takes for pages."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Translation:
    """How a translated page came about. ``of`` is the hash of the text it translates."""

    of: str
    made_by: Literal["machine", "person"]
    second_reading: Literal["machine", "person", "none"]
    medical_translator: str


@dataclass(frozen=True, kw_only=True, config=known_keys)
class FrontMatter:
    """What a page says about itself above its text.

    Without ``author``, a machine drafted the text; without ``interests``, the publisher's hold.
    """

    title: str
    description: str
    updated: Day
    review_due: Day
    reviewed: Day | None = None
    reviewer: str | None = None
    author: str | None = None
    interests: str | None = None
    translation: Translation | None = None


@plain_dataclass(frozen=True)
class Heading:
    """A Markdown heading: level 1 to 6, its text, its id ("" without one), its line."""

    level: int
    text: str
    id: str
    line: int


@plain_dataclass(frozen=True, eq=False)
class Page:
    """A page as written. ``path`` is the same in every language, such as ``treatments/massage.md``.

    ``written`` is the text with its notes to other writers, and ``first_line`` the line of the
    file on which it begins. The same text is the same page, so what is worked out of a page can be
    remembered by it.
    """

    locale: str
    path: str
    name: str
    facts: FrontMatter
    written: str
    first_line: int
    lines: DataFile

    @cached_property
    def body(self) -> str:
        """The text without its notes, each line where it is in the file."""
        return _without_notes(self.written, lambda note: "\n" * note.count("\n"))

    @cached_property
    def content_hash(self) -> str:
        """The hash that a translation records: of title, description and text, not of dates.

        A note changes nothing of it, and nor do the lines that the note took.
        """
        text = _without_notes(self.written, lambda note: "")
        text = text if text == self.written else re.sub(r"\n{3,}", "\n\n", text)
        return content_hash(self.facts.title, self.facts.description, text)

    @cached_property
    def read_markers(self) -> tuple[list[Marker], list[Problem]]:
        """The markers of the text, and a problem for each that cannot be read."""
        return markers.find(self.body, self.name, self.first_line)

    @property
    def markers(self) -> list[Marker]:
        """The markers of the text."""
        return self.read_markers[0]

    @cached_property
    def headings(self) -> list[Heading]:
        """The Markdown headings of the text, those inside code fences left out."""
        found = []
        fenced = False
        for number, line in enumerate(self.body.split("\n"), start=self.first_line):
            if line.startswith(("```", "~~~")):
                fenced = not fenced
            elif not fenced and (match := HEADING.match(line)):
                found.append(Heading(len(match[1]), match[2], match[3] or "", number))
        return found

    def marked(self, name: str) -> list[Marker]:
        """Return the markers of that name."""
        return [marker for marker in self.markers if marker.name == name]


def _without_notes(text: str, left: Callable[[str], str]) -> str:
    """Return a text without its notes; ``left`` returns what stays in the place of one."""
    if "<!--" not in text:
        return text
    return NOTE.sub(lambda found: found[0] if found["code"] else left(found[0]), text)


def _loose_notes(text: str, name: str, first_line: int) -> Iterator[Problem]:
    """Find where a note begins that does not end, or ends where none has begun."""
    for found in NOTE.finditer(text) if "<!--" in text or "-->" in text else ():
        if found["loose"]:
            what = "This note is not closed, so nothing below it would be published."
            fix = "End it with -->."
            if found["loose"] == "-->":
                what = "No note begins before this `-->`, so readers see it."
                fix = "Begin the note with <!--, or delete the sign."
            yield Problem(name, first_line + text.count("\n", 0, found.start()), what, fix)
            return


def content_hash(title: str, description: str, body: str) -> str:
    """Return 16 hexadecimal digits that change when what a translator must translate changes."""
    lines = [line.rstrip() for line in f"{title}\n{description}\n{body}".strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


ADAPTER = TypeAdapter(FrontMatter)

_page = lru_cache(maxsize=4096)(Page)


def read_page(
    path: Path, locale: str, relative: str, name: str
) -> tuple[Page | None, list[Problem]]:
    """Read one page; a page with unusable front matter is None and its problems."""
    text, found = data_file.read_text(path, name, filled=True)
    if found:
        return None, found
    match = FRONT_MATTER.match(text)
    if not match:
        what = "This page has no front matter."
        fix = "Begin it with a line `---`, then title, description, updated and review_due, "
        return None, [Problem(name, 1, what, f"{fix}then a line `---`.")]
    file, found = data_file.parse(match[1], name, first_line=2)
    facts, found = (None, found) if found else data_file.typed(ADAPTER, file)
    if facts is None:
        return None, found
    written, first_line = text[match.end() :], match[0].count("\n") + 1
    if found := list(_loose_notes(written, name, first_line)):
        return None, found
    return _page(locale, relative, name, facts, written, first_line, file), []


def read_pages(docs: Path, locales: Iterable[str]) -> tuple[list[Page], list[Problem]]:
    """Read all pages of all languages below ``docs``, in the order of their paths."""
    pages: list[Page] = []
    found: list[Problem] = []
    for locale in locales:
        for path in sorted((docs / locale).rglob("*")):
            relative = path.relative_to(docs / locale).as_posix()
            name = f"{docs.name}/{locale}/{relative}"
            no_page = path.suffix.lower() not in PAGE_ENDINGS or path.is_symlink()
            if no_page or "/." in f"/{relative}":
                continue
            if any(above.suffix.lower() in PAGE_ENDINGS for above in Path(relative).parents):
                continue  # the folder is reported
            if PATH.fullmatch(relative) and path.name != "readme.md":
                page, problems = read_page(path, locale, relative, name)
                pages += [page] if page else []
                found += problems
            else:
                what = "A page cannot have this name."
                fix = "Use lower-case words in Latin letters joined by hyphens, then .md; "
                found.append(
                    Problem(name, 0, what, f"{fix}index.md for the first page of a folder.")
                )
    return pages, found


def overdue(page: Page, today: date) -> bool:
    """Whether the day on which the page was to be looked at again has passed."""
    return today > page.facts.review_due
