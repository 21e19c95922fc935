"""Reads the pages of every language, and says whether a translation is up to date."""

import hashlib
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass as plain_dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, Day, known_keys
from patientinfo.reading.problems import Problem

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*(?:\{[ \t]*#([^}\s]+)[ \t]*\})?[ \t]*$")
PATH = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md")
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""File endings that the site generator, too, takes for pages."""

LONGEST_REVIEW = 3 * 366
"""Days after which a page must be looked at again, at most: three years."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Translation:
    """How a translated page came about. ``of`` is the hash of the English text it translates."""

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
class Page:
    """A page as written. ``path`` is the same in every language, such as ``treatments/massage.md``.

    ``first_line`` is the line of the file on which the body begins.
    """

    locale: str
    path: str
    name: str
    facts: FrontMatter
    body: str
    first_line: int
    lines: DataFile

    @property
    def content_hash(self) -> str:
        """The hash that a translation records: of title, description and text, not of dates."""
        return content_hash(self.facts.title, self.facts.description, self.body)


@plain_dataclass(frozen=True)
class Heading:
    """A Markdown heading: level 1 to 6, its text, its id ("" without one), its line."""

    level: int
    text: str
    id: str
    line: int


def content_hash(title: str, description: str, body: str) -> str:
    """Return 16 hexadecimal digits that change when what a translator must translate changes."""
    lines = [line.rstrip() for line in f"{title}\n{description}\n{body}".strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def read_page(
    path: Path, locale: str, relative: str, name: str
) -> tuple[Page | None, list[Problem]]:
    """Read one page; a page with unusable front matter is None and its problems."""
    text, found = data_file.read_text(path, name)
    if found:
        return None, found
    match = FRONT_MATTER.match(text)
    if not match:
        return None, [
            Problem(
                name,
                1,
                "This page has no front matter.",
                "Begin it with a line `---`, then title, description, updated and review_due, "
                "then a line `---`.",
            )
        ]
    file, found = data_file.parse(match[1], name, first_line=2)
    if found:
        return None, found
    facts, found = data_file.typed(TypeAdapter(FrontMatter), file)
    if facts is None:
        return None, found
    body = text[match.end() :]
    first_line = text[: match.end()].count("\n") + 1
    return Page(locale, relative, name, facts, body, first_line, file), []


def read_pages(docs: Path, locales: tuple[str, ...]) -> tuple[list[Page], list[Problem]]:
    """Read all pages of all languages below ``docs``, in the order of their paths."""
    pages: list[Page] = []
    found: list[Problem] = []
    for locale in locales:
        folder = docs / locale
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder).as_posix()
            name = f"{docs.name}/{locale}/{relative}"
            if path.suffix.lower() not in PAGE_ENDINGS or "/." in f"/{relative}":
                continue
            if not PATH.fullmatch(relative) or path.name == "readme.md":
                what = "A page cannot have this name."
                fix = "Use lower-case English words joined by hyphens, then .md; index.md for the "
                found.append(Problem(name, 0, what, f"{fix}first page of a folder."))
                continue
            page, problems = read_page(path, locale, relative, name)
            found.extend(problems)
            if page:
                pages.append(page)
    return pages, found


def headings(page: Page) -> list[Heading]:
    """Return a page's Markdown headings, those inside code fences left out."""
    found = []
    fenced = False
    for number, line in enumerate(page.body.split("\n"), start=page.first_line):
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and (match := HEADING.match(line)):
            found.append(Heading(len(match[1]), match[2], match[3] or "", number))
    return found


def check_page(page: Page) -> list[Problem]:
    """Check what one page says about itself, and its headings."""
    facts, found = page.facts, []
    if facts.review_due < facts.updated:
        found.append(
            page.lines.problem(
                ("review_due",),
                f"`review_due` is {facts.review_due}, before `updated` ({facts.updated}).",
                "Write the date on which the page is to be looked at again.",
            )
        )
    elif (facts.review_due - facts.updated).days > LONGEST_REVIEW:
        found.append(
            page.lines.problem(
                ("review_due",),
                f"`review_due` is {facts.review_due}, more than three years after `updated`.",
                "Write a date at most three years later.",
            )
        )
    if (facts.reviewed is None) != (facts.reviewer is None):
        found.append(
            page.lines.problem(
                ("reviewed",),
                "Only one of `reviewed` and `reviewer` is given.",
                "Give the date and the name together, or neither: no review without a reviewer.",
            )
        )
    for key in ("reviewer", "author", "interests"):
        text = getattr(facts, key)
        if text is not None and not text.strip():
            found.append(
                page.lines.problem(
                    (key,),
                    f"`{key}` is blank.",
                    "Write what is true, or leave the line out.",
                )
            )
    for key in ("title", "description"):
        text = getattr(facts, key)
        if not text.strip() or "{{" in text:
            found.append(
                page.lines.problem(
                    (key,),
                    f"`{key}` is {data_file.shown(text)}.",
                    "Write plain text: values such as {{ … }} are not filled in here.",
                )
            )
    if len(facts.description) > 170:
        found.append(
            Problem(
                page.name,
                page.lines.line("description"),
                f"`description` has {len(facts.description)} characters.",
                "Cut it to 170: search engines show no more.",
                "warning",
            )
        )
    return found + _check_headings(page)


def _check_headings(page: Page) -> list[Problem]:
    found: list[Problem] = []
    seen: dict[str, int] = {}
    level = 0
    for heading in headings(page):
        if heading.level > level + 1:
            found.append(
                Problem(
                    page.name,
                    heading.line,
                    f"The heading «{heading.text}» skips a level.",
                    f"Begin it with {'#' * (level + 1)}.",
                )
            )
        level = heading.level
        if heading.level > 1 and not heading.id:
            found.append(
                Problem(
                    page.name,
                    heading.line,
                    f"The heading «{heading.text}» has no id, so no link to it works in every "
                    "language.",
                    "End it with an id in English, such as { #what-it-is }.",
                )
            )
        if heading.id and heading.id in seen:
            found.append(
                Problem(
                    page.name,
                    heading.line,
                    f"The id `{heading.id}` stands also in line {seen[heading.id]}.",
                    "Give each heading an id of its own.",
                )
            )
        seen[heading.id] = heading.line
    titles = [heading for heading in headings(page) if heading.level == 1]
    if [heading.text for heading in titles] != [page.facts.title]:
        found.append(
            Problem(
                page.name,
                titles[0].line if titles else page.first_line,
                f"The page's heading is not its title, «{page.facts.title}».",
                "Write the title as the page's one heading with a single #.",
            )
        )
    return found


def check_translations(
    pages: list[Page], locales: tuple[str, ...], unreadable: Set[str] = frozenset()
) -> list[Problem]:
    """Compare each language with the first one, which is the source.

    ``unreadable`` has the names of files that are pages, but could not be read.
    """
    source = {page.path: page for page in pages if page.locale == locales[0]}
    found: list[Problem] = []
    for page in pages:
        if page.locale == locales[0]:
            if page.facts.translation:
                found.append(
                    page.lines.problem(
                        ("translation",),
                        "A page in the source language has `translation`.",
                        "Remove it: this is the text that others translate.",
                    )
                )
        elif original := source.get(page.path):
            found.extend(_check_translation(page, original))
        elif page.name.replace(f"/{page.locale}/", f"/{locales[0]}/", 1) not in unreadable:
            found.append(
                Problem(
                    page.name,
                    0,
                    f"There is no {locales[0]}/{page.path} that this page translates.",
                    "Give it the name of the English page.",
                )
            )
    for locale in locales[1:]:
        present = {page.path for page in pages if page.locale == locale}
        docs = pages[0].name.split("/")[0] if pages else "docs"
        found.extend(
            Problem(
                f"{docs}/{locale}/{path}",
                0,
                "This page is not translated; readers see it in English under a notice.",
                f"Translate {locales[0]}/{path}, then run `make translated PAGE={locale}/{path}`.",
                "warning",
            )
            for path in sorted(source.keys() - present)
            if f"{docs}/{locale}/{path}" not in unreadable
        )
    return found


def _check_translation(page: Page, original: Page) -> list[Problem]:
    if page.facts.translation is None:
        return [
            Problem(
                page.name,
                1,
                "This translation does not say how it was made (`translation`).",
                f"Run `make translated PAGE={page.locale}/{page.path}`.",
            )
        ]
    found = []
    if is_outdated(page, original):
        found.append(
            Problem(
                page.name,
                page.lines.line("translation", "of"),
                "The English page has changed since this translation; readers are told so.",
                "Bring the translation up to date, then run "
                f"`make translated PAGE={page.locale}/{page.path}`.",
                "warning",
            )
        )
    else:
        ids = [heading.id for heading in headings(page)]
        wanted = [heading.id for heading in headings(original)]
        for wrong in (heading for heading in headings(page) if heading.id not in wanted):
            found.append(
                Problem(
                    page.name,
                    wrong.line,
                    f"The id `{wrong.id}` is not in the English page.",
                    "Give the heading the id of the English heading that it translates.",
                )
            )
        for missing in (each for each in wanted if each not in ids):
            found.append(
                Problem(
                    page.name,
                    0,
                    f"The English heading `{missing}` is not translated here.",
                    f"Translate it, and give it the id {{ #{missing} }}.",
                )
            )
    return found


def is_outdated(page: Page, original: Page) -> bool:
    """Whether the English text has changed since this page translated it."""
    return page.facts.translation is not None and (
        page.facts.translation.of != original.content_hash
    )


def record_translation(text: str, source_hash: str) -> str:
    """Return a translated page's text with the hash of the English text in its front matter.

    A page that says nothing yet of its translation gets the careful answers:
    made by machine, read a second time by nobody, seen by no medical translator.
    """
    match = FRONT_MATTER.match(text)
    if not match:
        raise ValueError("This page has no front matter.")
    head = match[1]
    try:
        facts = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError):
        raise ValueError("Its front matter is not valid YAML.") from None
    if isinstance(facts, dict) and "translation" in facts:
        head, changed = re.subn(r"(?m)^([ \t]+of:).*$", rf'\1 "{source_hash}"', head, count=1)
        if not changed:
            raise ValueError("Its `translation` has no line of its own that begins with `of:`.")
    else:
        head += (
            f'translation:\n  of: "{source_hash}"\n  made_by: machine\n'
            "  second_reading: none\n  medical_translator: none yet\n"
        )
    return f"---\n{head}---\n{text[match.end() :]}"


def overdue(page: Page, today: date) -> bool:
    """Whether the day on which the page was to be looked at again has passed."""
    return today > page.facts.review_due


def unread_by_translator(pages: Iterable[Page]) -> str:
    """Return who made the translations that no medical translator has read; "" if none are left.

    A machine, if it made any of them.
    """
    made = [page.facts.translation for page in pages if page.facts.translation]
    return min((each.made_by for each in made if each.medical_translator == "none yet"), default="")
