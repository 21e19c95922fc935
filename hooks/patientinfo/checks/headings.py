"""One title, no level skipped, an id of its own for each heading, and none written by mistake."""

import re
from collections.abc import Iterator
from functools import lru_cache

from patientinfo.reading import plain_text
from patientinfo.reading.layout import ATTRIBUTES, Block, blanked, blocks
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

ID = re.compile(r"[a-z][a-z0-9-]*")
FRAME_ID = re.compile(r'\bid="([a-z0-9-]+)"')
NO_SPACE = re.compile(r"(#{1,6})[^#\s].*")
INDENTED = re.compile(r" {1,3}(#{1,6})\s")
INSIDE = re.compile(r"(>|(?:[-*+]|\d+\.)(?=\s))?\s*#{1,6}\s+(.*?)[\s#]*(?:\{.*)?$")
UNDERLINE = re.compile(r"(=+|-+) *$")


def check(site: Site) -> Iterator[Problem]:
    """Check the headings of every page."""
    frame = tuple(id for _, text in site.templates for id in FRAME_ID.findall(text))
    for page in site.pages.values():
        yield from check_page(page, frame)


@lru_cache(maxsize=4096)
def check_page(page: Page, frame: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Check the headings of one page, and its ids against those of its ``frame``."""
    return (
        *_headings(page),
        *_ids(page, frame),
        *(each for block in blocks(page) for each in _made(page, block)),
    )


def _headings(page: Page) -> Iterator[Problem]:
    level = 0
    for heading in page.headings:
        said, line = f"The heading «{heading.text}»", heading.line
        if heading.level > level + 1:
            fix = f"Begin it with {'#' * (level + 1)}."
            yield Problem(page.name, line, f"{said} skips a level.", fix)
        level = heading.level
        if heading.level > 1 and not heading.id:
            what = f"{said} has no id, so no link to it works in every language."
            yield Problem(page.name, line, what, "End it with an id, such as { #what-it-is }.")
    titles = [heading for heading in page.headings if heading.level == 1]
    wrong = plain_text.quoted(page.facts.title) or plain_text.slip(page.facts.title)
    if not wrong and [heading.text for heading in titles] != [page.facts.title]:
        line = titles[0].line if titles else page.first_line
        what = f"The page's heading is not its title, «{page.facts.title}»."
        fix = "Write the title as the page's one heading with a single #."
        yield Problem(page.name, line, what, fix)


def _ids(page: Page, frame: tuple[str, ...]) -> Iterator[Problem]:
    """Find ids, of headings and of what else has one, that are not its own or cannot be one."""
    seen: dict[str, int] = {}
    for id, line in written_ids(page):
        if id in seen:
            what = f"The id `{id}` stands also in line {seen[id]}."
            yield Problem(page.name, line, what, "Give each heading an id of its own.")
        elif id in frame:
            what = f"The id `{id}` is used by the page itself."
            yield Problem(page.name, line, what, "Give the heading another one.")
        elif not ID.fullmatch(id):
            what = f"The id `{id}` cannot be part of every address."
            yield Problem(page.name, line, what, "Write it in small Latin letters and hyphens.")
        seen[id] = line


def written_ids(page: Page) -> Iterator[tuple[str, int]]:
    """Yield the ids that a text gives, each with its line."""
    for number, line in enumerate(blanked(page.body).split("\n"), page.first_line):
        for match in ATTRIBUTES.finditer(line) if "{" in line else ():
            for each in match[1].split():
                if each.startswith("#"):
                    yield each[1:], number


def _made(page: Page, block: Block) -> Iterator[Problem]:
    """Find what Markdown takes for a heading, or readers for a failed one."""
    for number, line in enumerate(() if block.code else block.lines):
        here, written = block.line + number, block.written[number].strip()
        if match := NO_SPACE.match(line):
            what = f"`{written}` is a heading without a space."
            fix = f"Put a space after the {match[1]}, or another sign before it."
            yield Problem(page.name, here, what, fix)
        elif (match := INSIDE.match(line)) and (match[1] or block.inside):
            own = "quotation" if match[1] == ">" else "list"
            around = own if match[1] else block.inside[-1]
            what = f"The heading «{match[2]}» stands in a {around}."
            fix = f"Write it as a strong line, or end the {around} before it."
            yield Problem(page.name, here, what, fix)
        elif match := INDENTED.match(line):
            what = f"`{written}` is indented, so readers see the {match[1]}."
            yield Problem(page.name, here, what, "Begin it at the start of the line.")
        elif number == 1 and UNDERLINE.match(line) and not block.lines[0].startswith("#"):
            title = block.written[0].strip()
            fix = f"Write it as the other headings: `## {title} {{ #an-id }}`."
            yield Problem(page.name, here - 1, f"The heading «{title}» is underlined.", fix)
