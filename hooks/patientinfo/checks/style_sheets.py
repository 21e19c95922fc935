"""Each style sheet is closed where it is opened, and loads nothing from elsewhere.

Browsers pass over what they cannot read without a word: one brace can take half of the looks away.
"""

import posixpath
import re
from collections.abc import Iterator

from patientinfo.reading import data_file
from patientinfo.reading.memory import remembered
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

TOKEN = re.compile(
    r"/\*.*?\*/|(?P<note>/\*)|(?P<sheet>@import\b[^;\n]*)"
    r"|url\(\s*(?P<address>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'(){}]*)\s*\)"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?P<quote>[\"'])|(?P<sign>[][(){};])",
    re.DOTALL | re.IGNORECASE,
)
"""What can hold others: notes, addresses, words in quotes, brackets."""

NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
NEXT = re.compile(r"\n\s*[a-z-]+\s*:\s")
"""Where the next declaration begins."""

CLOSES = {"{": "}", "(": ")", "[": "]"}
NAMES = dict.fromkeys("{}", "brace") | dict.fromkeys("[]()", "bracket")
FOLDER = "assets"
"""From where the pages' style sheet names other files."""

Mistake = tuple[int, str, str]
"""The place in the text, what is wrong there, and what to do."""


def check(site: Site) -> Iterator[Problem]:
    """Check each style sheet; where one is not closed, what it loads is not asked."""
    for path, text in site.sources:
        if path.endswith(".css"):
            name = site.settings.name(site.settings.overrides / path)
            for at, what, fix in _open(text) or _loaded(text, site):
                yield Problem(name, text.count("\n", 0, at) + 1, what, fix)


@remembered(lambda text: text)
def _open(text: str) -> list[Mistake]:
    """Return the first mistake of the signs: what comes after it is read otherwise than meant."""
    return next(([each] for each in _mistakes(text)), [])


def _mistakes(text: str) -> Iterator[Mistake]:
    opened: list[tuple[str, int, bool]] = []  # the sign, its place, and whether it holds rules
    begun = 0  # where the selector or the declaration begins
    for found in TOKEN.finditer(text):
        at, sign, quote = found.start(), found["sign"], found["quote"]
        inside, opened_at, of_rules = opened[-1] if opened else ("", 0, True)
        before = NOTE.sub("", text[begun:at]).strip() if sign else ""
        if found["note"]:
            yield at, "This note is not closed, so nothing below it has effect.", "End it with */."
        elif quote:
            what = f"The quote {quote} of this line is not closed."
            yield at, what, f"Write {quote} at its end."
        elif sign == "{" and not (of_rules or before.startswith(("@", "&"))):
            yield _not_closed(inside, opened_at)
        elif sign in CLOSES:
            opened.append((sign, at, sign == "{" and before.startswith("@")))
        elif sign == ";" and inside in ("(", "["):
            yield _not_closed(inside, opened_at)
        elif sign and sign != ";" and sign != CLOSES.get(inside):
            if inside in ("(", "["):
                yield _not_closed(inside, opened_at)
            yield at, f"The {NAMES[sign]} {sign} closes nothing.", "Delete it."
        elif sign in (";", "}") and not of_rules and before:
            yield from _declaration(text, begun, at)
        if sign and sign in CLOSES.values() and opened:
            opened.pop()
        begun = at + 1 if sign and sign in "{};" else begun
    if opened:
        yield _not_closed(*opened[-1][:2])


def _not_closed(sign: str, at: int) -> Mistake:
    of = "rule" if sign == "{" else "line"
    what = f"The {NAMES[sign]} {sign} of this {of} is not closed."
    return at, what, f"Write {CLOSES[sign]} at its end."


def _declaration(text: str, begun: int, end: int) -> Iterator[Mistake]:
    """Find a declaration without its colon, or two with no semicolon between."""
    written = NOTE.sub(lambda note: re.sub(r"\S", " ", note[0]), text[begun:end])
    begun += len(written) - len(written.lstrip())
    written = written.strip()
    if ":" not in written:
        what = f"`{written.splitlines()[0]}` sets nothing, because it has no colon."
        yield begun, what, "Write a property, a colon and a value."
    elif found := NEXT.search(written):
        yield begun + found.start(), "This line does not end with a semicolon.", "Write ; there."


def _loaded(text: str, site: Site) -> Iterator[Mistake]:
    """Find what browsers would not load."""
    for found in TOKEN.finditer(text):
        at, address = found.start(), (found["address"] or "").strip("\"'")
        path = posixpath.normpath(posixpath.join(FOLDER, re.split("[?#]", address)[0]))
        if found["sheet"]:
            what = "`@import` loads another style sheet, and pages have one."
            yield at, what, "Copy its rules to this place."
        elif re.match(r"https?:|//", address, re.IGNORECASE):
            what = f"`{address}` is on another site, and pages load nothing from there."
            yield at, what, "Copy it to docs/assets/, if you may."
        elif re.match(r"\w+:", address):
            what = f"`{address[:30]}…` stands in the style sheet, and pages show only files."
            yield at, what, "Save it as a file in docs/assets/, and write its name."
        elif address and not address.startswith("#") and path not in site.published:
            known = [posixpath.relpath(each, FOLDER) for each in site.published]
            what = f"There is no file `{address}` in docs/assets/."
            yield at, what, data_file.nearest(address, known)
