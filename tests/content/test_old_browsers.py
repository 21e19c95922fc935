"""What pages load can be read by the oldest browsers in use: Safari 15.0 and Firefox 115.

Such a browser runs nothing of a script that it cannot read. It drops a whole list of selectors for
one that it does not know, and a value that it does not know: another one has to stand before it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
"""A rule that holds no other: its selectors, its declarations."""

NEW_SELECTOR = re.compile(
    r":has\(|:focus-visible|:popover-open|::details-content|:dir\(|:open\b|:modal|:user-(in)?valid"
)
SPOKEN = re.compile(r'content:\s*("[^"]*")\s*/')
"""What stands in a picture's place, with other words for those who listen."""

NEW_STYLE = {
    "a layer": r"@layer\b",
    "a container": r"@container\b",
    "a scope": r"@scope\b",
    "a range": r"@media[^{]*[<>]",
    "a new colour": r"\b(?:color-mix|oklch|oklab|light-dark)\(",
    "a new height of the screen": r"\d[dsl]v[hb]\b",
}
NEW_SCRIPT = {
    "a look-behind": r"\(\?<[=!]",
    "flags inside an expression": r"\(\?[ims]*(?:-[ims]+)?:(?<!\(\?:)",
    "the flag v": r"/[dgimsuy]*v[dgimsuy]*(?=\s*[,;.)\]}]|$)",
    "a module": r"\b(?:import|export|importmap)\b",
    "a static block": r"\bstatic\s*\{",
    "a private name that is looked for": r"#\w+ in\b",
    "a new method of lists": r"\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced)\(",
    "a new function": r"\b(?:structuredClone|requestIdleCallback|hasOwn|groupBy|fromAsync)\(",
    "a new method": r"\.(?:requestSubmit|checkVisibility|(?:show|hide|toggle)Popover|canParse"
    r"|isWellFormed|withResolvers|randomUUID|union|intersection|isSubsetOf)\(",
    "a new object": r"\b(?:Intl\.Segmenter|AbortSignal|BroadcastChannel)\b|\bnavigation\.",
}


def in_style(text: str) -> Iterator[str]:
    """Yield what older browsers drop of a style sheet, and more with it."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for name, pattern in NEW_STYLE.items():
        yield from (f"{name}: {found[0]}" for found in re.finditer(pattern, text))
    for selectors, declarations in RULE.findall(text):
        listed = [each.strip() for each in re.split(r",(?![^()]*\))", selectors)]
        new = [each for each in listed if NEW_SELECTOR.search(each)]
        if new and len(new) < len(listed):
            yield f"in a list with others: {new[0]}"
        for found in SPOKEN.finditer(declarations):
            before = declarations[: found.start()]
            if not re.search(rf"content:\s*{re.escape(found[1])}\s*;", before):
                yield f"nothing stands before it: {found[0]}"


def in_script(text: str) -> Iterator[str]:
    """Yield what older browsers cannot read of a script, or have no such thing."""
    for name, pattern in NEW_SCRIPT.items():
        yield from (f"{name}: {found[0]}" for found in re.finditer(pattern, text, re.MULTILINE))


def served(built: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each style sheet and script of the site: where it stands, what it is, its text."""
    for ending in ("css", "js"):
        for path in sorted(built.rglob(f"*.{ending}")):
            yield path.name, ending, path.read_text(encoding="utf-8")
    for path in sorted(built.glob("downloads/*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for element in page.select("style, script:not([type])"):
            yield path.name, "css" if element.name == "style" else "js", element.get_text()


def test_every_style_sheet_and_script_is_read_by_the_oldest_browsers_in_use(built: Path) -> None:
    seen, found = set(), []
    for name, ending, text in served(built):
        seen.add(ending)
        what = in_style(text) if ending == "css" else in_script(text)
        found += [f"{name}: {each}" for each in what]
    assert seen == {"css", "js"}
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (".a, .b:has(p) { top: 0 }", ["in a list with others: .b:has(p)"]),
        (
            "@media print { .a:not(.b, .c), .d:not(:has(p, q)) { top: 0 } }",
            ["in a list with others: .d:not(:has(p, q))"],
        ),
        (".a :focus-visible, .a:focus { top: 0 }", ["in a list with others: .a :focus-visible"]),
        (".a:has(p), .b:has(q) { top: 0 } .c, .d:is(.e, .f) { top: 0 }", []),
        ('.a::after { content: "!" / "" }', ['nothing stands before it: content: "!" /']),
        ('.a::after { content: "!"; content: "!" / "" }', []),
        ("@layer a { p { top: 0 } }", ["a layer: @layer"]),
        ("@media (width > 20rem) { p { top: 0 } }", ["a range: @media (width >"]),
        ("p { block-size: 100dvh }", ["a new height of the screen: 0dvh"]),
    ],
)
def test_what_older_browsers_drop_of_a_style_sheet_is_found(text: str, found: list[str]) -> None:
    assert list(in_style(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"text.split(/(?<=[.!?])\s+/)", ["a look-behind: (?<="]),
        (r"text.match(/(?<year>\d+)-(?:a|b)/u)", []),
        (r"text.replace(/[\p{L}--[a-z]]/gv, '')", ["the flag v: /gv"]),
        (r"text.match(/(?i:a)b/)", ["flags inside an expression: (?i:"]),
        ('import { a } from "./a.js";', ["a module: import"]),
        ("list.at(-1)", ["a new method of lists: .at("]),
        ("class A { static { run(); } }", ["a static block: static {"]),
        ("form.requestSubmit()", ["a new method: .requestSubmit("]),
        ("const half = whole / v2; a ||= b?.c ?? 10n;", []),
    ],
)
def test_what_older_browsers_cannot_read_of_a_script_is_found(text: str, found: list[str]) -> None:
    assert list(in_script(text)) == found
