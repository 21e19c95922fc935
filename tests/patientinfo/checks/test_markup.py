"""What readers would see raw, or not at all, is said once at its line; sound Markdown is not."""

from pathlib import Path

import pytest

from conftest import ROOT
from parts import lines, page
from patientinfo.checks import markup
from patientinfo.reading.passages import CARDS

SEEN = "and readers see it as it stands."
CARD = '!!! unknown "What is not known"'
STAR = "Begin each line with a star and a space."
ONE = "begins no list here, and readers see one paragraph."
NO_SPACE = "begins no list here without a space after it."
STRONG = "stands alone, and readers see it. Close it behind the word: **strong**."
CODE = "spaces, so readers would see it in a grey box, as a program."

ONE_LINE = [
    (
        "Help.[^1]\n\n[^1]: A study.",
        f'`[^1]` makes no footnote here, {SEEN} Cite a source with {{{{ cite("…") }}}}, or say it '
        "in the sentence.",
    ),
    ("~~50~~ 40", f"`~~50~~` strikes nothing out here, {SEEN} Leave out what no longer holds."),
    ("==No== way", f"`==No==` marks nothing here, {SEEN} Write **No** for strong words."),
    ("> [!NOTE]\n> a", f"`[!NOTE]` makes no card here, {SEEN} A card begins with !!!, a kind and a "
        f"title: {CARD}."),
    (":::note\na\n:::", f"`:::` makes no card here, {SEEN} A card begins with !!!, a kind and a "
        f"title: {CARD}."),
    ("- [ ] a\n- [x] b", f"`[ ]` makes no box here, {SEEN} Begin the line with a star alone."),
    (f"???{CARD[3:]}\n\n    a", f"`???` makes no card here. Begin it with !!!, as in {CARD}."),
    (f"!!{CARD[3:]}\n\n    a", f"`!!` makes no card here. Begin it with !!!, as in {CARD}."),
    ("[a](b.md and", "The link [a]( is not closed, so readers see the brackets. End it with a "
        "parenthesis: [a](page.md)."),
    ("[a] (b.md)", "A space stands between [a] and its parenthesis, so readers see the brackets. "
        "Write [a](b.md)."),
    ("[a][b c]", "`[a][b c]` is no link here: `b c` is not defined. Write [a](page.md)."),
    ("[[a]]", f"`[[a]]` is no link here, {SEEN} Write [a](page.md)."),
    ("[[page|a]]", f"`[[page|a]]` is no link here, {SEEN} Write [a](page.md)."),
    ("• a\n• b", f"`•` {ONE} {STAR}"),
    ("– a\n– b", f"`–` {ONE} {STAR}"),
    ("а) a\nб) b", f"`а)` {ONE} {STAR}"),
    ("1) a\n2) b", f"`1)` {ONE} Write 1. and a space."),
    ("*Ask.\n*Warm.", f"`*` {NO_SPACE} {STAR}"),
    ("-Ask.\n-Warm.", f"`-` {NO_SPACE} {STAR}"),
    ("1.Ask.\n2.Warm.", f"`1.` {NO_SPACE} Write 1. and a space."),
    ("**Never", f"`**` {STRONG}"),
    ("a ** stop ** b", f"`**` {STRONG}"),
    ("* **a\n* b**", f"`**` {STRONG}"),
    ("__Never", f"`__` {STRONG}"),
    ("It may `help", "A backtick (`) stands alone, and readers see it. Delete it. An apostrophe is "
        "written ’."),
    ("```\na", f"`‌```‌` begins code that does not end, {SEEN} End it with the same signs on a line "
        "of their own.".replace("‌", "")),
    ("*[CP]: a", f'`*[CP]:` explains nothing here, {SEEN} Use {{{{ term("…") }}}}.'),
    ("Well :smile:", f"`:smile:` makes no picture here, {SEEN} Leave it out."),
    ("It is $x^2$", f"`$x^2$` makes no formula here, {SEEN} Say it in words."),
    ("{% if a %}", f"`{{% if a %}}` puts nothing in here, {SEEN} Only {{{{ name }}}} does; "
        "CONTRIBUTING.md lists the names."),
    ("See https://a.org/b.", "`https://a.org/b` is no link here. Write [the words to "
        "press](https://a.org/b)."),
    ("[TOC]", "`[TOC]` has no place here: every page has its list of headings already. Delete it."),
    ("    a", f"This text is indented by 4 {CODE} Begin it at the start of the line."),
    ("2. a", "This list begins with 2, and readers see 1: a number with a full stop begins a list. "
        r"Write a word before it, or 2\. for the number itself."),
    ("| a | b |\n| c | d |", "This table has no line of hyphens below its first row, so readers "
        "see the bars. Write |---|---| there."),
    ("a | b\nc | d", "This table has no line of hyphens below its first row, so readers see the "
        "bars. Write |---|---| there."),
    ("!!! warning \"a\"\n\n    a", "There is no card of the kind `warning`. Known are: "
        + ", ".join(f"`{each}`" for each in sorted(CARDS)) + "."),
    ("!!! aks \"a\"\n\n    a", "There is no card of the kind `aks`. Did you mean `ask`?"),
    *((f"!!! ask {title}\n\n    b", 'The title of this card is not in straight quotes ("). '
        'Write !!! ask "A word".')
        for title in ("A word", "“A word”", "„A word“", "«A word»", '"A word')),
    ("!!! ask\n\n    a", 'This card has no title, so readers would see the word `ask`. Write one: '
        '!!! ask "…".'),
    ('!!! ask ""\n\n    a', 'This card has no title. Write one: !!! ask "…".'),
    *((f'!!! ask "a"\n{below}', "This card is empty: its text below is not indented. Put 4 spaces "
        "before each line of it.") for below in ("", "\nb", "\n  b", "b")),
    *((f"[a](b.md){written}", f"`{written}` has no effect here. Known is: {{ .button }}.")
        for written in ("{ .md-button }", "{: target=_blank }", '{ src="https://a.org/b" }')),
    ("``` { onclick=x }\na\n```", "`{ onclick=x }` has no effect here. Known is: { .button }."),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), ONE_LINE)
def test_what_readers_would_see_raw_is_said_once(tmp_path: Path, written: str, said: str) -> None:
    assert lines(markup.check_page(page(tmp_path, written))) == [f"docs/en/page.md:10: {said}"]


LATER = [
    ("* a\n  * b\n  * c", 11, "This line is indented by 2 spaces, so it is no list in the list. "
        "Indent it by 4."),
    ("* a\n\n  * b", 12, "This line is indented by 2 spaces, so it is no list in the list. Indent "
        "it by 4."),
    ('!!! ask "a"\n\n    * a\n       * b', 13, "This line is indented by 7 spaces, so it is no "
        "list in the list. Indent it by 8."),
    ("1. a\n\nb\n\n2. c", 14, "This list begins with 2, and readers see 1: the paragraph above "
        "ends the list. Indent what belongs to the list by 4 spaces."),
    ('!!! ask "a"\n\n    b\n\n        c', 14, f"This text is indented by 8 {CODE} Indent it by 4."),
    ("| a | b |\n|---|", 11, "This line has 1 part, and the row above it 2 cells, so readers see "
        "the bars. Write |---|---|."),
    ("| a | b |\n|---|---|\n| c | d | e |", 12, "This row has 3 cells, and the table 2 columns: "
        "readers would not see the last. Take out a bar (|), or write \\| where you mean the "
        "sign."),
    ("| a | b |\n|---|---|\n| c | d |\n| e |", 13, "This row has 1 cell, and the table 2 columns. "
        "Write the others, with bars (|) between."),
    ("a\n\n| **b | c** |\n|---|---|", 12, f"`**` {STRONG}"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "line", "said"), LATER)
def test_what_goes_wrong_further_on_is_said_there(
    tmp_path: Path, written: str, line: int, said: str
) -> None:
    found = lines(markup.check_page(page(tmp_path, written)))
    assert found[0] == f"docs/en/page.md:{line}: {said}"


@pytest.mark.parametrize(
    "written",
    [
        "* a\n    * b\n\n    more of b\n* c\n\n1. d\n\n    more of d\n\n2. e",
        "| a | b |\n|:--|--:|\n| `c|d` | e \\| f |\n| | **g** |",
        "*All of it* and **more, on\ntwo lines** and snake__case and 2 * 3 and ______",
        "[a][b] and [c](d_(e).md 'f') and [g [h]](i.md){ .button }\n\n[b]: https://a.org/",
        "<https://a.org/> and [https://a.org/](https://a.org/)",
        "`**` and `~~a~~` and و`[[a]]` and ``a ` b``",
        "```\n**\n[[a]]\n    * b\n```",
        "From $50 to $60, $5-$6, at 10:30:15, ~5, a == b",
        "— Спросите. — Зачем?",
        "Since 2020, and in\n1990. Then [sic] (a word).",
        "1990\\. Then",
        "***\n\n---",
        '!!! ask "A “word” here"\n    a\n\n    !!! do "b"\n\n        c',
        '{{ quote("**a ~~b~~ [[c]]") }}',
        "* a\n\n\tmore of a",
    ],
)
def test_sound_markdown_is_not_said(tmp_path: Path, written: str) -> None:
    assert markup.check_page(page(tmp_path, written)) == ()


def test_the_kinds_of_cards_are_those_that_are_described() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    described = text.split("Kinds: ")[1].split(".")[0].replace("`", "").replace("\n", " ")
    assert tuple(described.split(", ")) == CARDS
