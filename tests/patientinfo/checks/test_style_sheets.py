"""What a style sheet does not close, or browsers would not load, is said with its line."""

import pytest

from parts import bare, lines
from patientinfo.checks import style_sheets

FILE = "components/box/style.css"


def said(text: str) -> list[str]:
    site = bare(sources=((FILE, text),), published={"assets/favicon.svg": "x"})
    return lines(style_sheets.check(site))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (
            "a {\n b: c;\n\nd { e: f; }",
            1,
            "The brace { of this rule is not closed. Write } at its end.",
        ),
        (
            "\n@media x {\n a { b: c; }\n",
            2,
            "The brace { of this rule is not closed. Write } at its end.",
        ),
        (
            "@media x {\n a { b: c;\n d { e: f; }\n}",
            2,
            "The brace { of this rule is not closed. Write } at its end.",
        ),
        ("a { b: c; }}\n", 1, "The brace } closes nothing. Delete it."),
        (
            "a { b: var(--c; }\nd { e: f(g); }",
            1,
            "The bracket ( of this line is not closed. Write ) at its end.",
        ),
        (
            "a { b: url(c; }\nd { e: url(f); }",
            1,
            "The bracket ( of this line is not closed. Write ) at its end.",
        ),
        ("a[b { c: d; }", 1, "The bracket [ of this line is not closed. Write ] at its end."),
        ("a { b: c); }", 1, "The bracket ) closes nothing. Delete it."),
        (
            "a {}\n/* b {}\n",
            2,
            "This note is not closed, so nothing below it has effect. End it with */.",
        ),
        ('a {\n b: "c;\n}', 2, 'The quote " of this line is not closed. Write " at its end.'),
        ("a { b: 'c; }", 1, "The quote ' of this line is not closed. Write ' at its end."),
        ("a {\n b: c\n d: e;\n}", 2, "This line does not end with a semicolon. Write ; there."),
        (
            "a {\n /* b */\n b c;\n}",
            3,
            "`b c` sets nothing, because it has no colon. Write a property, a colon and a value.",
        ),
        (
            "\na { b: url( 'https://example.net/c.png' ); }",
            2,
            "`https://example.net/c.png` is on another site, and pages load nothing from there. "
            "Copy it to docs/assets/, if you may.",
        ),
        (
            "a { b: URL(//example.net/c.png); }",
            1,
            "`//example.net/c.png` is on another site, and pages load nothing from there. Copy it "
            "to docs/assets/, if you may.",
        ),
        (
            "a { b: url(data:image/png;base64,QUJDREVGR0hJSktM); }",
            1,
            "`data:image/png;base64,QUJDREVG…` stands in the style sheet, and pages show only "
            "files. Save it as a file in docs/assets/, and write its name.",
        ),
        (
            "a { b: url(favicn.svg); }",
            1,
            "There is no file `favicn.svg` in docs/assets/. Did you mean `favicon.svg`?",
        ),
        (
            "@import url(https://example.net/c.css);",
            1,
            "`@import` loads another style sheet, and pages have one. Copy its rules to this "
            "place.",
        ),
    ],
)
def test_a_mistake_is_reported_once(text: str, line: int, expected: str) -> None:
    assert said(text) == [f"overrides/{FILE}:{line}: {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "@media (a: b) { c { d: e } }\n/* { */ f::before { content: '\"{ /*'; }",
        "@font-face { a: b; }\n@keyframes c { from { d: e } to { d: f } }",
        "a:not(.b, [c='d']) { --e: calc(1px + (2px * 3)) }",
        "a { &:hover { b: c; } }",
        "a { transition:\n  color 1s, /* one: */\n  top 2s;\n}",
        'a { b: url(favicon.svg#c) url("../assets/favicon.svg") url(#d); }',
    ],
)
def test_what_is_closed_and_there_is_not_reported(text: str) -> None:
    assert said(text) == []


def test_a_script_is_no_style_sheet() -> None:
    site = bare(sources=(("components/box/script.js", "a {"),))
    assert list(style_sheets.check(site)) == []
