"""The blocks of a text as Markdown takes them: lines between empty lines, and what is round them.

Code, markers and escaped signs are blanked out, so that what is left of Markdown's signs works.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from patientinfo.reading.markers import MARKER
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page

FENCE = re.compile(r"(?ms)^(`{3,}|~{3,})([^\n`]*)\n((?:.*?\n)??)\1[ ]*$")
CODE = re.compile(
    r"(?s)\\[\\`*_{}\[\]()>#+.!|-]|(?<![A-Za-z`])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)"
)
ITEM = re.compile(r"^ *(?:[-*+]|\d+\.)[ \t]+")
ATTRIBUTES = re.compile(r"(?<!\{)\{(?!\{|%):?([^}\n]*)\}(?!\})")
"""What gives an id or a class to the element before it, in blanked lines."""
CARD = re.compile(r"^ *(?:!!+|\?\?\?\+?) *(?=[\w-])")
"""A line that begins a card, or is meant to."""


@dataclass(frozen=True)
class Block:
    """Lines between empty lines, without the indentation of what they stand in.

    ``line`` is that of the first; ``written`` has the lines as written, ``lines`` the blanked
    ones. ``inside`` says what is round them: cards and lists. ``code``: they are indented by
    more than that. ``goes_on``: the list before them goes on. ``then`` is the next line below.
    """

    line: int
    written: tuple[str, ...]
    lines: tuple[str, ...]
    inside: tuple[str, ...]
    code: bool
    goes_on: bool
    then: str


def blanked(text: str) -> str:
    """Return a text of the same length, with an x for each sign of code, markers and escapes."""

    def out(match: re.Match[str]) -> str:
        return re.sub(r"\S", "x", match[0])

    def fence(match: re.Match[str]) -> str:
        blank = re.sub(r"\S", " ", match[0])
        # braces behind a fence are attributes
        end = match.end(2) - match.start()
        return "x" * len(match[1]) + match[2] + blank[end:] if "{" in match[2] else blank

    return CODE.sub(out, MARKER.sub(out, FENCE.sub(fence, text)))


@remembered(lambda page: page)
def blocks(page: Page) -> tuple[Block, ...]:
    """Return the blocks of a page's text, in their order."""
    return tuple(_blocks(page))


def _blocks(page: Page) -> Iterator[Block]:
    written = page.body.expandtabs(4).split("\n")
    lines = blanked("\n".join(written)).split("\n")
    around: list[str] = []
    start = 0
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        rest = range(start, len(lines))
        end = next((at for at in rest if not lines[at].strip()), len(lines))
        level = _indent(lines[start]) // 4
        code, goes_on = level > len(around), around[level : level + 1] == ["list"]
        level = min(level, len(around))
        inside = tuple(around[:level])
        yield Block(
            page.first_line + start,
            tuple(_without(line, level) for line in written[start:end]),
            tuple(_without(line, level) for line in lines[start:end]),
            inside,
            code,
            goes_on,
            next((line for line in lines[end:] if line.strip()), ""),
        )
        around = around if code else list(inside)
        for line in () if code else lines[start:end]:
            if kind := ("card" if CARD.match(line) else "list" if ITEM.match(line) else ""):
                around = [*around[: _indent(line) // 4], kind]
        start = end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without(line: str, level: int) -> str:
    return line[min(_indent(line), level * 4) :]
