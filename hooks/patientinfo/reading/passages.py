"""The words that readers meet, piece by piece, with the line on which each piece stands.

What checks language looks at these pieces, not at Markdown, links and markers.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from patientinfo.reading import markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import HEADING, Page

Fact = Literal["title", "description", "author", "interests", "reviewer"]
Kind = Fact | Literal["heading", "card-title", "text", "cell", "link-title", "marker"]

CARDS = (
    *("in-short", "call-now", "see-soon", "next-visit"),
    *("do", "dont", "you-can", "ask", "unknown"),
)
"""The kinds of cards that the style sheet knows."""

ADMONITION = re.compile(r'^\s*!!! ?\S+(?:\s+"(.*)")?\s*$')
BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
QUOTED = re.compile(r"^\s*(?:>\s?)+")
LINK = re.compile(r'!?\[([^\]]*)(\]\([^)\s]*(?:\s+"([^"]*)")?\s*\))')
BREAK = re.compile(r"<br\b[^<>]*>")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
ENTITY = re.compile(r"&(?:#\w+|\w+);")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()<>#+.!|~-])")
EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`")
SENTENCE_END = re.compile(r"[.!?؟…]+[\"'”“»’)]*\s+")
ONLY_MARKER = re.compile(r"^\{\{(.*?)\}\}$")


@dataclass(frozen=True)
class Passage:
    """A piece of text: a heading, a paragraph, a list item, a cell of a table.

    A paragraph keeps its line breaks; ``line`` is where it begins. ``written`` is the same
    as the body has it. A marker on a line of its own is a passage of the kind "marker",
    its text what ``fill`` gives for it.
    """

    kind: Kind
    text: str
    file: str
    line: int
    written: str = ""

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which the character at ``offset`` stands."""
        return self.line + self.text.count("\n", 0, offset)


def of_page(page: Page, fill: Callable[[Marker], str]) -> Iterator[Passage]:
    """Yield what readers meet of a page's front matter, and each piece of its text, in order.

    ``fill`` returns the words in the place of a marker that stands inside a sentence.
    """

    def passage(kind: Kind, written: str, line: int) -> Iterator[Passage]:
        filled = markers.replace(written, fill)
        yield Passage(kind, plain(filled), page.name, line, written)
        for link in LINK.finditer(filled):
            if link[3]:
                below = filled.count("\n", 0, link.start(3))
                yield Passage("link-title", plain(link[3]), page.name, line + below, written)

    for fact in get_args(Fact):
        if said := getattr(page.facts, fact):
            yield Passage(fact, said, page.name, page.lines.line(fact))
    block: list[str] = []
    begin = 0
    body = COMMENT.sub(lambda note: _line_ends(note[0]), page.body)
    for number, line in enumerate([*body.split("\n"), ""], start=page.first_line):
        line = QUOTED.sub("", line)
        heading, card = HEADING.match(line), ADMONITION.match(line)
        row = line.lstrip().startswith("|")
        alone = ONLY_MARKER.match(line)
        ends = heading or card or row or alone or not line.strip() or BULLET.match(line)
        if ends and block:
            yield from passage("text", "\n".join(block), begin)
            block = []
        if heading:
            yield from passage("heading", heading[2], number)
        elif card:
            yield from passage("card-title", card[1] or "", number)
        elif row:
            for cell in line.strip().strip("|").split("|"):
                if cell.strip(" -:"):
                    yield from passage("cell", cell.strip(), number)
        elif alone:
            yield from passage("marker", line, number)
        elif line.strip():
            begin = begin if block else number
            block.append(BULLET.sub("", line).strip())


def plain(text: str) -> str:
    """Return Markdown's words as readers see them, each on its line: no links, emphasis, tags."""
    text = EMPHASIS.sub("", LINK.sub(lambda link: link[1] + _line_ends(link[2]), text))
    text = TAG.sub(lambda tag: _line_ends(tag[0]), BREAK.sub(" ", text))
    text = ESCAPE.sub(r"\1", text)
    return ENTITY.sub(lambda entity: html.unescape(entity[0]).replace("\n", " "), text)


def _line_ends(gone: str) -> str:
    """Return the line ends of what goes, so that what follows stays on its line."""
    return "\n" * gone.count("\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a piece begin and end; 1.4 and 2.5 kg are not cut."""
    edges = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [(begin, end) for begin, end in pairwise(edges) if end > begin]
