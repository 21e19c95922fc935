"""No HTML in a text but ``<br>``, ``<sub>`` and ``<sup>``, and no picture from another site."""

import re
from collections.abc import Iterator

from patientinfo.reading.html import TAG
from patientinfo.reading.layout import blanked
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

ALLOWED = ("br", "sub", "sup")
"""What a text may hold, without attributes; what is opened is closed in its paragraph."""

LINK = "Write a link: [What you see there](https://…)."
CARD = 'Use a card: !!! dont "…".'
PICTURE = "![What it shows](../../assets/picture"

INSTEAD = {
    "iframe object embed video audio": (": pages load nothing from other sites", LINK),
    "script": (": browsers do not run it here", "Delete it."),
    "style": (": browsers do not obey it here", CARD),
    "form": (": this site sends nothing anywhere", "Write a link: [Write to us](mailto:…)."),
    "img": ("", f"Write {PICTURE}.jpg)."),
    "svg": ("", f"Save it as a file in docs/assets/, and write {PICTURE}.svg)."),
    "a": ("", "Write [the words to press](page.md)."),
    "b strong u font big": ("", "Write **the words**."),
    "i em": ("", "Write *the words*."),
    "h1 h2 h3 h4": ("", "Write ## and the words."),
    "ul ol": ("", "Begin each line of a list with a star and a space."),
    "table": ("", "Write | One | Two |, and |---|---| below."),
    "div p section details": ("", f"Write Markdown, or u{CARD[1:]}"),
    "center meta link base": ("", "Delete it."),
}
"""Elements that may not stand in a text: why, where that helps, and what to do instead."""

ADVICE = {name: advice for names, advice in INSTEAD.items() for name in names.split()}

VOID = ("br", "img", "meta", "link", "base", "embed", "input", "hr", "wbr")
SMALL = [re.compile(rf"<({name})>((?:(?!\n\s*\n).)+?)</{name}>", re.S) for name in ("sub", "sup")]
TARGET = re.compile(r"\](?:\(|:)\s*<[^<>\n]*>")
IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\]]*\])*\](?:\(\s*<?([^)\s>]+)|\[([^\]]*)\])")
DEFINED = re.compile(r"(?m)^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)")
ELSEWHERE = re.compile(r"(?i)(?:https?:)?//")


def check(site: Site) -> Iterator[Problem]:
    """Find the HTML in every text."""
    for page in site.texts:
        yield from check_page(page)


@remembered(lambda page: page)
def check_page(page: Page) -> tuple[Problem, ...]:
    """Find the HTML in a text, and the pictures that are not this site's; code is no text."""
    text = blanked(page.body)
    return (*_tags(page, text), *_pictures(page, text))


def _tags(page: Page, text: str) -> Iterator[Problem]:
    """Find the tags; what belongs to an element that is said, or closes one, is not said."""
    text = TARGET.sub(lambda match: re.sub(r"\S", "x", match[0]), text)
    for small in SMALL:
        text = small.sub(r"x\1x\2xx\1x", text)
    opened: list[str] = []
    for match in TAG.finditer(text):
        name, more = match[1].lower(), match[2].strip(" \n\t/")
        bare, inside = name.lstrip("/"), bool(opened)
        if name != bare and bare in opened:
            opened.remove(bare)
            continue
        if name == bare and bare not in VOID:
            opened.append(bare)
        wrong = _wrong(name, more, inside) if name != "br" or more else None
        if wrong:
            line = page.first_line + text.count("\n", 0, match.start())
            yield Problem(page.name, line, *wrong)


def _wrong(name: str, more: str, inside: bool) -> tuple[str, str] | None:
    bare = name.lstrip("/")
    if name == bare and re.search(r"(?i)\bstyle\s*=", more):
        why, fix = ADVICE["style"]
        return f"`style` may not stand in a text{why}.", fix
    if bare in ALLOWED:
        example = "Write <br>." if bare == "br" else f"Write <{bare}>2</{bare}>."
        return f"`<{name}>` {'has attributes' if more else 'stands alone'}.", example
    if name != bare:
        return f"`<{name}>` may not stand in a text.", "Delete it."
    if bare not in ADVICE and inside:
        return None
    why, fix = ADVICE.get(bare, ("", "Write Markdown."))
    return f"`<{name}>` may not stand in a text{why}.", fix


def _pictures(page: Page, text: str) -> Iterator[Problem]:
    defined = {name.casefold(): target for name, target in DEFINED.findall(text)}
    for match in IMAGE.finditer(text):
        target = match[1] or defined.get(match[2].casefold(), "")
        shown = f"The picture `{target if len(target) < 80 else target[:79] + '…'}`"
        if ELSEWHERE.match(target):
            what = f"{shown} is on another site, and pages load nothing from there."
            fix = "Copy it to docs/assets/, if you may."
        elif target.lower().startswith("data:"):
            what = f"{shown} stands inside the text, and pages do not show it."
            fix = "Save it as a file in docs/assets/."
        else:
            continue
        yield Problem(page.name, page.first_line + text.count("\n", 0, match.start()), what, fix)
