"""Lists and tables have an empty line above: without one, readers see their signs in a paragraph.

Other programs let a list begin in the middle of a paragraph; the one that makes the pages does not.
"""

import re
from collections.abc import Iterator

from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import CODE, Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

FENCED = re.compile(CODE, re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^\s*>[ ]?")
ITEM = re.compile(r"(?:[*+-]|(\d{1,3})\.)[ \t]+\S")
HYPHENS = re.compile(r"(?=.*\|)\|?(?:[ ]*:?-+:?[ ]*(?:\||$))+")
"""The line under the names of a table's columns."""

BEGINS_ANEW = re.compile(r"#{1,6}\s|!!!\s|\{\{[^{}]*\}\}$")
"""A heading, a card or a marker by itself: what follows begins a block of its own."""


def check(site: Site) -> Iterator[Problem]:
    """Find the lists and tables of each page that begin in the middle of a paragraph."""
    for page in site.texts:
        yield from check_page(page)


@remembered(lambda page: page)
def check_page(page: Page) -> list[Problem]:
    """Look at each run of lines that has no empty one."""
    body = FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.body)
    found: list[Problem] = []
    block: list[str] = []
    for number, written in enumerate([*body.split("\n"), ""], start=page.first_line):
        line = QUOTED.sub("", written).strip()
        if line and not BEGINS_ANEW.match(line):
            block.append(line)
            continue
        if kind := _begun(block):
            what, fix = f"This {kind[1]} has no empty line above, so readers see ", "Put one there."
            signs = "the bars." if kind[1] == "table" else "the signs in one paragraph."
            found.append(Problem(page.name, number - len(block) + kind[0], what + signs, fix))
        block = []
    return found


def _begun(block: list[str]) -> tuple[int, str] | None:
    """Return where in a paragraph a list or a table begins, and which."""
    if not block or ITEM.match(block[0]) or block[0].startswith("<"):
        return None
    for at, line in enumerate(block):
        item = ITEM.match(line)
        if at and item and (item[1] is None or int(item[1]) == 1 or block[at - 1].endswith(":")):
            return at, "list"
        if at > 1 and HYPHENS.fullmatch(line) and not HYPHENS.fullmatch(block[1]):
            return at - 1, "table"
    return None
