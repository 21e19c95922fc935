"""A list or a table that begins in the middle of a paragraph is said with its line."""

from pathlib import Path

import pytest

from parts import bare, lines, page
from patientinfo.checks import empty_lines

LIST = (
    "This list has no empty line above, so readers see the signs in one paragraph. Put one there."
)
TABLE = "This table has no empty line above, so readers see the bars. Put one there."


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("You can:\n* ask\n* wait\n", 11, LIST),
        ("Words that go on\nhere and there\n- ask\n", 12, LIST),
        ("Порядок:\n1. спросите\n2. ждите\n", 11, LIST),
        ("الترتيب:\n٢. انتظروا\n", 11, LIST),
        ('!!! do "Do"\n\n    You can:\n    * ask\n', 13, LIST),
        ("> You can:\n> * ask\n", 11, LIST),
        ("| Age |\n|---|\n* ask\n", 12, LIST),
        ("Some numbers:\n| Age | Children |\n|---|---|\n| 4 | 11 |\n", 11, TABLE),
        ("ზოგი რიცხვი:\nასაკი | ბავშვი\n:-- | --:\n4 | 11\n", 11, TABLE),
        ("Some:\n| Age |\n| :-: |\n| 4 |\n", 11, TABLE),
        ("You can:\n<!-- who? -->and\n* ask\n", 12, LIST),
    ],
)
def test_a_list_or_table_in_a_paragraph_is_reported(
    tmp_path: Path, body: str, line: int, said: str
) -> None:
    site = bare(page(tmp_path, body))
    assert lines(empty_lines.check(site)) == [f"docs/en/page.md:{line}: {said}"]


@pytest.mark.parametrize(
    "body",
    [
        "You can:\n\n* ask\n  first\n* wait\n",
        "You can:\n<!-- a note -->\n* ask\n",
        "## What to do { #do }\n* ask\n",
        "Words\n## What to do { #do }\n* ask\n",
        '!!! do "Do"\n    * ask\n',
        "{{ self_check }}\n* ask\n",
        "* ask\nfirst:\n* wait\n",
        "It can begin at the age of\n4. Children who are older\n",
        "| Age | Sign |\n|---|---|\n| 4 | - |\n| - | - |\n",
        "Words\n---\n",
        "```\nYou can:\n* ask\n```\n",
        "<ul>\n* ask\n</ul>\n",
    ],
)
def test_a_block_of_its_own_is_not_reported(tmp_path: Path, body: str) -> None:
    assert lines(empty_lines.check(bare(page(tmp_path, body)))) == []
