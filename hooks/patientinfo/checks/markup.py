"""Nothing of Markdown, or of other dialects of it, that readers would see raw or not at all."""

import re
from collections.abc import Iterator

from patientinfo.reading import data_file
from patientinfo.reading.html import TAG
from patientinfo.reading.layout import ATTRIBUTES, CARD, ITEM, Block, blocks
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page
from patientinfo.reading.passages import CARDS
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

SEEN = "and readers see it as it stands"
PARAGRAPH = "`{1}` begins no list here, and readers see one paragraph."
STAR = "Begin each line with a star and a space."
A_CARD = 'A card begins with !!!, a kind and a title: !!! unknown "What is not known".'
MARKER = "Only {{{{ name }}}} does; CONTRIBUTING.md lists the names."

LINE = [
    (r"( *:{3,}) *[\w{].*", "`:::` makes no card here, " + SEEN + ".", A_CARD),
    (r" *> *(\[![A-Za-z]+\]).*", "`{1}` makes no card here, " + SEEN + ".", A_CARD),
    (
        r" *(?:[-*+]|\d+\.) +(\[[ xX]\]) .*",
        "`{1}` makes no box here, " + SEEN + ".",
        "Begin the line with a star alone.",
    ),
    (r" *([•·‣▪◦●○■□])\s.*", PARAGRAPH, STAR),
    (r" *([–—−])\s.*(?:\n.*)*?\n *\1\s.*", PARAGRAPH, STAR),
    (r" *(\d+\)) .*", PARAGRAPH, "Write 1. and a space."),
    (r" *([^\W\d]\)) .*(?:\n.*)*?\n *[^\W\d]\) .*", PARAGRAPH, STAR),
    (
        r" *(\*)[^\W\d][^*\n]*(?!\n[^*]*[^\s*]\*)",
        "`{1}` begins no list here without a space after it.",
        STAR,
    ),
    (
        r" *([+-])[^\W\d].*(?:\n.*)*?\n *\1[^\W\d].*",
        "`{1}` begins no list here without a space after it.",
        STAR,
    ),
    (
        r" *(\d+\.)[^\W\d].*\n *\d+\.[^\W\d].*",
        "`{1}` begins no list here without a space after it.",
        "Write 1. and a space.",
    ),
    (
        r" *(\*\[[^\]]+\]:).*",
        "`{1}` explains nothing here, " + SEEN + ".",
        'Use {{{{ term("…") }}}}.',
    ),
    (
        r" *\[TOC\] *",
        "`[TOC]` has no place here: every page has its list of headings already.",
        "Delete it.",
    ),
    (
        r" *(`{3,}|~{3,}).*",
        "`{1}` begins code that does not end, " + SEEN + ".",
        "End it with the same signs on a line of their own.",
    ),
]
"""Beginnings of lines, each said once in a paragraph: what it is, what to do."""

IN_LINE = [
    (
        r"\[\^[^\]\s]+\]",
        "`{0}` makes no footnote here, " + SEEN + ".",
        'Cite a source with {{{{ cite("…") }}}}, or say it in the sentence.',
    ),
    (
        r"~~(?=\S)[^~\n]+~~",
        "`{0}` strikes nothing out here, " + SEEN + ".",
        "Leave out what no longer holds.",
    ),
    (
        r"==(?=[^\s=])([^=\n]+)==",
        "`{0}` marks nothing here, " + SEEN + ".",
        "Write **{1}** for strong words.",
    ),
    (
        r"\[\[(?:[^\]|\n]*\|)?([^\]|\n]+)\]\]",
        "`{0}` is no link here, " + SEEN + ".",
        "Write [{1}](page.md).",
    ),
    (
        r"\[([^\[\]\n]+)\] +\(([^()\s]*[./#][^()\s]*)\)",
        "A space stands between [{1}] and its parenthesis, so readers see the brackets.",
        "Write [{1}]({2}).",
    ),
    (
        r"\[([^\[\]\n]+)\]\(",
        "The link {0} is not closed, so readers see the brackets.",
        "End it with a parenthesis: [{1}](page.md).",
    ),
    (
        r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])",
        "`{0}` makes no picture here, " + SEEN + ".",
        "Leave it out.",
    ),
    (
        r"(\$\$?)(?=[^\s$])[^$\n]*[^\s$]\1(?!\d)",
        "`{0}` makes no formula here, " + SEEN + ".",
        "Say it in words.",
    ),
    (r"\{%.*?%\}", "`{0}` puts nothing in here, " + SEEN + ".", MARKER),
    (
        r"(?<![\w/])https?://[^\s<>\]|]*[^\s<>\]|.,;:!?)»”\"']",
        "`{0}` is no link here.",
        "Write [the words to press]({0}).",
    ),
    (
        r"(?<!`)``?(?!`)",
        "A backtick (`) stands alone, and readers see it.",
        "Delete it. An apostrophe is written ’.",
    ),
]
"""Signs inside lines, each said once in a paragraph."""

LINE_SIGNS = [(re.compile(rf"(?m)^{sign}$"), what, fix) for sign, what, fix in LINE]
SIGNS = [(re.compile(sign), what, fix) for sign, what, fix in IN_LINE]

LINK = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<[^>\n]*>|(?:[^()\n]|\([^()\n]*\))*?)"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
REFERENCE = re.compile(r"\[([^\[\]]+)\] ?\[([^\[\]\n]*)\]")
DEFINED = re.compile(r"(?m)^ {0,3}\[(?!\^)([^\]]+)\]: *\S.*$")
CODE = re.compile(r"(?is)<(style|script)\b.*?</\1\s*>")
ADDRESS = re.compile(r"<[A-Za-z][\w+.-]*://[^<>]*>|<[^<> !]+@[^@<> ]+>")

NO_MARKS = re.compile(r"(?:(?<=\s)|^)(\*\*\*?|__)(?=\s|$)")
STRONG = re.compile(r"(?s)(\*\*)(?=[^*]).+?\*\*|(?<!\w)__(?!_).+?(?<!_)__(?!\w)")
ALONE = re.compile(r"(?<!\*)\*\*(?!\*)|(?<![_\w])__(?=[^\W_])")

QUOTES = " \"'“”„«»‘’‚"
BAR = re.compile(r" *\||.*\S +\| +\S")
PIECES = re.compile(r"(?m)\||(?=^ *(?:[-*+]|\d+\.) )")
NUMBER = re.compile(r"(\d+)\.[ \t]")
DIVIDER = re.compile(r"[|: -]*-[|: -]*")


def check(site: Site) -> Iterator[Problem]:
    """Look at the signs of every text."""
    for page in site.texts:
        yield from check_page(page)


@remembered(lambda page: page)
def check_page(page: Page) -> tuple[Problem, ...]:
    """Look at the signs of one text, block by block."""
    defined = {" ".join(match[1].casefold().split()) for match in DEFINED.finditer(page.body)}
    found: dict[object, Problem] = {}
    numbered = False
    for block in blocks(page):
        for number, what, fix in _wrong(block, defined, numbered):
            line = block.line + number
            # of a footnote, the sign and the note are one slip
            key = what if "[^" in what else (line, what)
            found.setdefault(key, Problem(page.name, line, what, fix))
        numbered = bool(block.lines[0][0] != "#" and (numbered or NUMBER.match(block.lines[0])))
    return tuple(found.values())


Wrong = tuple[int, str, str]
"""The line of a block, from 0 on, what is wrong there, what to do."""


def _wrong(block: Block, defined: set[str], numbered: bool) -> Iterator[Wrong]:
    if block.code:
        depth = 4 * len(block.inside)
        count = depth + _indent(block.lines[0])
        what = f"This text is indented by {count} spaces, so readers would see it in a grey box, "
        what += "as a program."
        yield 0, what, f"Indent it by {depth}." if depth else "Begin it at the start of the line."
        return
    text = "\n".join(block.lines)
    for pattern in (LINK, ADDRESS, DEFINED, CODE, TAG):
        text = pattern.sub(_out, text)
    yield from _attributes(block, text)
    text = ATTRIBUTES.sub(_out, text)
    yield from _references(block, text, defined)
    text = REFERENCE.sub(_out, text)
    yield from _cards(block)
    yield from _signs(block, text)
    yield from _strong(text)
    yield from _lists(block, numbered)
    yield from _table(text.split("\n"))


def _out(match: re.Match[str]) -> str:
    return re.sub(r"\S", "x", match[0])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _references(block: Block, text: str, defined: set[str]) -> Iterator[Wrong]:
    for match in REFERENCE.finditer(text):
        name = " ".join((match[2] or match[1]).split())
        if name.casefold() not in defined and name[:1] != "^":
            what = f"`{match[0]}` is no link here: `{name}` is not defined."
            yield text.count("\n", 0, match.start()), what, f"Write [{match[1]}](page.md)."


def _cards(block: Block) -> Iterator[Wrong]:
    following = [*block.lines[1:], block.then[4 * len(block.inside) :]]
    for number, line in enumerate(block.written):
        if not (match := CARD.match(block.lines[number])):
            continue
        signs, rest = match[0].strip(), line[match.end() :].strip()
        if signs != "!!!":
            yield number, f"`{signs}` makes no card here.", f"Begin it with !!!, as in !!! {rest}."
            continue
        head, quoted, title = rest.partition(' "')
        kind, _, more = (head, "", "") if quoted else rest.partition(" ")
        if kind.strip() not in CARDS:
            near = data_file.nearest(kind, list(CARDS))
            yield number, f"There is no card of the kind `{kind}`.", near
        elif more or (quoted and not title.endswith('"')):
            what = 'The title of this card is not in straight quotes (").'
            yield number, what, f'Write !!! {kind} "{(more or title).strip(QUOTES)}".'
        elif not title.strip(QUOTES):
            seen = "" if quoted else f", so readers would see the word `{kind}`"
            yield number, f"This card has no title{seen}.", f'Write one: !!! {kind} "…".'
        elif _indent(following[number]) < _indent(line) + 4:
            what = "This card is empty: its text below is not indented."
            yield number, what, "Put 4 spaces before each line of it."


def _signs(block: Block, text: str) -> Iterator[Wrong]:
    written = "\n".join(block.written)
    for pattern, what, fix in LINE_SIGNS:
        if match := pattern.search(text):
            yield _said(match, written, what, fix)
    for pattern, what, fix in SIGNS:
        for match in pattern.finditer(text):
            yield _said(match, written, what, fix)


def _said(match: re.Match[str], written: str, what: str, fix: str) -> Wrong:
    spans = [match.span(number) for number in range(match.re.groups + 1)]
    parts = [written[begin:end].strip() for begin, end in spans]
    line = written.count("\n", 0, match.start())
    return line, what.format(*parts), fix.format(*parts)


def _strong(text: str) -> Iterator[Wrong]:
    """Find signs of strong words without their other half, in each item and cell by itself."""
    if not text.strip("*_- \n"):
        return
    line = 0
    for piece in PIECES.split(text):
        alone = NO_MARKS.search(piece) or ALONE.search(STRONG.sub(_out, piece))
        if alone:
            what = f"`{alone[0]}` stands alone, and readers see it."
            number = line + piece.count("\n", 0, alone.start())
            yield number, what, "Close it behind the word: **strong**."
            return
        line += piece.count("\n")


def _lists(block: Block, numbered: bool) -> Iterator[Wrong]:
    before = 0 if block.goes_on else None
    for number, line in enumerate(block.lines):
        if not ITEM.match(line):
            continue
        indent, depth = _indent(line), 4 * len(block.inside)
        if before is not None and indent - before > 1 and indent // 4 == before // 4:
            count = depth + indent
            what = f"This line is indented by {count} spaces, so it is no list in the list."
            yield number, what, f"Indent it by {count // 4 * 4 + 4}."
            break
        before = indent
    match = NUMBER.match(block.lines[0])
    if match and int(match[1]) != 1 and not block.goes_on:
        if numbered:
            why = "the paragraph above ends the list"
            fix = "Indent what belongs to the list by 4 spaces."
        else:
            why = "a number with a full stop begins a list"
            fix = f"Write a word before it, or {match[1]}\\. for the number itself."
        yield 0, f"This list begins with {match[1]}, and readers see 1: {why}.", fix


def _table(lines: list[str]) -> Iterator[Wrong]:
    rows = [[each.strip() for each in _bare(line).split("|")] for line in lines]
    bare = lines[0].lstrip()[0] != "|" and (
        len(lines) == 1 or not all("|" in each for each in lines)
    )
    if bare or not BAR.match(lines[0]):
        return
    columns, divider = len(rows[0]), f"|{'---|' * len(rows[0])}"
    if len(lines) == 1 or not DIVIDER.fullmatch(lines[1]):
        what = "This table has no line of hyphens below its first row, so readers see the bars."
        yield 0, what, f"Write {divider} there."
    elif len(rows[1]) != columns:
        counts = f"{_count(len(rows[1]), 'part')}, and the row above it {_count(columns, 'cell')}"
        yield 1, f"This line has {counts}, so readers see the bars.", f"Write {divider}."
    else:
        for number, row in enumerate(rows[2:], 2):
            counts = f"{_count(len(row), 'cell')}, and the table {_count(columns, 'column')}"
            if len(row) > columns:
                what = f"This row has {counts}: readers would not see the last."
                yield number, what, "Take out a bar (|), or write \\| where you mean the sign."
            elif len(row) < columns:
                yield number, f"This row has {counts}.", "Write the others, with bars (|) between."


def _bare(row: str) -> str:
    return row.strip().removeprefix("|").removesuffix("|")


def _count(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"


def _attributes(block: Block, text: str) -> Iterator[Wrong]:
    for number, line in enumerate(text.split("\n")):
        for match in ATTRIBUTES.finditer(line) if line[0] != "#" else ():
            if any(each != ".button" and each[0] != "#" for each in match[1].split()):
                written = block.written[number][match.start() : match.end()]
                yield number, f"`{written}` has no effect here.", "Known is: { .button }."
