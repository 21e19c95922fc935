"""The words that readers meet, piece by piece, with the line on which each piece stands.

What checks language looks at these pieces, not at Markdown, links and markers.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from patientinfo.reading import markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import HEADING, Page

Kind = Literal["title", "description", "heading", "card-title", "text", "cell", "marker"]

CARDS = (
    *("in-short", "call-now", "see-soon", "next-visit"),
    *("do", "dont", "you-can", "ask", "unknown"),
)
"""The kinds of cards that the style sheet knows."""

ADMONITION = re.compile(r'^\s*!!! ?\S+(?:\s+"(.*)")?\s*$')
BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
LINK = re.compile(r'!?\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)')
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
    """Yield the title, the description and each piece of a page's text, in their order.

    ``fill`` returns the words in the place of a marker that stands inside a sentence.
    """

    def passage(kind: Kind, written: str, line: int) -> Passage:
        return Passage(kind, plain(markers.replace(written, fill)), page.name, line, written)

    facts, lines = page.facts, page.lines
    yield Passage("title", facts.title, page.name, lines.line("title"))
    yield Passage("description", facts.description, page.name, lines.line("description"))
    block: list[str] = []
    begin = 0
    for number, line in enumerate([*page.body.split("\n"), ""], start=page.first_line):
        heading, card = HEADING.match(line), ADMONITION.match(line)
        row = line.lstrip().startswith("|")
        alone = ONLY_MARKER.match(line)
        ends = heading or card or row or alone or not line.strip() or BULLET.match(line)
        if ends and block:
            yield passage("text", "\n".join(block), begin)
            block = []
        if heading:
            yield passage("heading", heading[2], number)
        elif card:
            yield passage("card-title", card[1] or "", number)
        elif row:
            for cell in line.strip().strip("|").split("|"):
                if cell.strip(" -:"):
                    yield passage("cell", cell.strip(), number)
        elif alone:
            yield passage("marker", line, number)
        elif line.strip():
            begin = begin if block else number
            block.append(BULLET.sub("", line).strip())


def plain(text: str) -> str:
    """Return Markdown's words without its signs: links, emphasis, code."""
    return EMPHASIS.sub("", LINK.sub(r"\1", text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a piece begin and end; 1.4 and 2.5 kg are not cut."""
    edges = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [(begin, end) for begin, end in pairwise(edges) if end > begin]
