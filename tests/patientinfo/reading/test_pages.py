from datetime import date
from pathlib import Path

import pytest

from patientinfo.checks import front_matter, headings
from patientinfo.reading.pages import (
    Page,
    content_hash,
    overdue,
    read_page,
    read_pages,
)

TEXT = """---
title: Massage
description: What massage is, and what research shows.
updated: 2026-11-22
review_due: 2027-11-22
---

# Massage

Words.

## What it is { #what-it-is }
"""
NO_FRONT_MATTER = (
    "docs/en/massage.md:1: This page has no front matter. Begin it with a line `---`, then title, "
    "description, updated and review_due, then a line `---`."
)
TITLE = (
    "The page's heading is not its title, «Massage». Write the title as the page's one heading "
    "with a single #."
)
NAME = (
    "A page cannot have this name. Use lower-case words in Latin letters joined by hyphens, "
    "then .md; index.md for the first page of a folder."
)


def read(folder: Path, text: str | bytes, locale: str = "en") -> tuple[Page | None, list[str]]:
    file = folder / "massage.md"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    page, found = read_page(file, locale, "massage.md", f"docs/{locale}/massage.md")
    found += [*front_matter.check_page(page), *headings.check_page(page)] if page else []
    return page, [str(problem) for problem in found]


def page(folder: Path, text: str = TEXT, locale: str = "en") -> Page:
    found, _ = read(folder, text, locale)
    assert found is not None
    return found


def test_a_sound_page_has_no_problems(tmp_path: Path) -> None:
    sound, found = read(tmp_path, TEXT)
    assert sound is not None and found == []
    assert (sound.facts.title, sound.first_line) == ("Massage", 7)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("---\n", "--- \n").encode(),
    ],
    ids=["Windows line endings", "byte order mark", "both", "space after the dashes"],
)
def test_what_editors_do_to_a_file_changes_nothing(tmp_path: Path, text: bytes) -> None:
    changed, found = read(tmp_path, text)
    assert changed is not None and found == []
    assert changed.content_hash == page(tmp_path).content_hash


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Massage\n", "", "2: `title` is missing. Add the key `title`."),
        (
            "review_due:",
            "review-due:",
            "5: `review-due` is not a key that is known here. Correct its spelling, or remove it.",
        ),
        (
            "title: Massage",
            "title: Massage\ntitle: Rub",
            "3: `title` stands twice; the second would silently win. Remove one of the two.",
        ),
        (
            "title: Massage",
            "title: [Massage]",
            "2: `title` is `['Massage']`. Write text in double quotes.",
        ),
        (
            "title: Massage",
            "title: Massage: what it is",
            "2: This is not valid YAML: mapping values are not allowed here. Look at the "
            "indentation, the colons and the quotes of this line and the one above.",
        ),
        (
            "title: Massage",
            "\ttitle: Massage",
            "2: This is not valid YAML: found character '\\t' that cannot start any token. Look "
            "at the indentation, the colons and the quotes of this line and the one above.",
        ),
        ("2026-11-22", "today", "4: `updated` is `today`. Write a date such as 2026-11-22."),
        (
            "2026-11-22",
            "2026-11-31",
            "4: YAML cannot read the date `2026-11-31`, which is not in the calendar. Write a "
            "date such as 2026-11-22.",
        ),
        (
            "2027-11-22",
            "2026-11-21",
            "5: `review_due` is 2026-11-21, before `updated` (2026-11-22). Write the date on "
            "which the page is to be looked at again.",
        ),
        (
            "2027-11-22",
            "2036-11-22",
            "5: `review_due` is 2036-11-22, more than three years after `updated`. Write a date "
            "at most three years later.",
        ),
        (
            "2027-11-22",
            "2027-11-22\nreviewed: 2026-11-20",
            "6: Only one of `reviewed` and `reviewer` is given. Give the date and the name "
            "together, or neither: no review without a reviewer.",
        ),
        (
            "2027-11-22",
            '2027-11-22\nauthor: " "',
            "6: `author` is blank. Write what is true, or leave the line out.",
        ),
        (
            "2027-11-22",
            '2027-11-22\ninterests: ""',
            "6: `interests` is blank. Write what is true, or leave the line out.",
        ),
        (
            "2027-11-22",
            "2027-11-22\ntranslation: machine",
            "6: `translation` is `machine`. Write keys and values, one a line.",
        ),
        (
            "2027-11-22",
            '2027-11-22\ntranslation: {of: "a", made_by: robot, second_reading: none, '
            "medical_translator: none yet}",
            "6: `translation.made_by` is `robot`. Write one of: machine, person.",
        ),
        (
            "What massage is, and what research shows.",
            '"From {{ criteria.minimum_age }} on."',
            "3: `description` is `From {{ criteria.minimum_age }} on.`. Write plain text: values "
            "such as {{ … }} are not filled in here.",
        ),
        (
            "What massage is, and what research shows.",
            "{{ fact }}",
            "3: YAML cannot read braces or brackets in the place of a word. Put text that begins "
            "with {{ or [ in double quotes.",
        ),
        (
            "What massage is, and what research shows.",
            "Massage. " * 20,
            "3: `description` has 179 characters. Cut it to 170: search engines show no more.",
        ),
        ("# Massage", "# Massages", f"8: {TITLE}"),
        ("# Massage", "Massage", f"7: {TITLE}"),
        ("Words.", "# Massage", f"8: {TITLE}"),
        ("Words.", "#### Deep", "10: The heading «Deep» skips a level. Begin it with ##."),
        (
            "Words.",
            "## How",
            "10: The heading «How» has no id, so no link to it works in every language. End it "
            "with an id, such as { #what-it-is }.",
        ),
        (
            "Words.",
            "## How { #what-it-is }",
            "12: The id `what-it-is` stands also in line 10. Give each heading an id of its own.",
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, old: str, new: str, said: str) -> None:
    changed = TEXT.replace(old, new, 1) if old != "# Massage" else TEXT.replace(old, new)
    assert changed != TEXT
    assert f"docs/en/massage.md:{said}" in read(tmp_path, changed)[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["docs/en/massage.md: This file is empty. Bring it back from git."]),
        (" \n\n", ["docs/en/massage.md: This file is empty. Bring it back from git."]),
        ("# Massage\n", [NO_FRONT_MATTER]),
        ("---\n---\n", [NO_FRONT_MATTER]),
        ("---\ntitle: Massage\n\n# Massage\n", [NO_FRONT_MATTER]),
        (
            "---\n- title\n---\n",
            ["docs/en/massage.md:2: `the file` is `['title']`. Write keys and values, one a line."],
        ),
        (TEXT[: TEXT.index("\n# ")], [f"docs/en/massage.md:7: {TITLE}"]),
        (TEXT[: TEXT.index("\n\n# ")], [f"docs/en/massage.md:6: {TITLE}"]),
        (
            "მასაჟი".encode("utf-16"),
            ["docs/en/massage.md: This file is UTF-16 text. Save it again as UTF-8."],
        ),
    ],
    ids=[
        "empty",
        "only white space",
        "only text",
        "nothing between",
        "not closed",
        "a list",
        "no body",
        "no newline",
        "UTF-16",
    ],
)
def test_a_file_that_is_no_page_is_reported(
    tmp_path: Path, text: str | bytes, said: list[str]
) -> None:
    assert read(tmp_path, text)[1] == said


def test_headings_in_code_and_odd_line_ends_do_not_confuse_the_lines(tmp_path: Path) -> None:
    text = TEXT.replace("Words.", "A\u2028line\x0b.\n\n```\n# not a heading\n```")
    found = page(tmp_path, text).headings
    assert [(each.level, each.text, each.id, each.line) for each in found] == [
        (1, "Massage", "", 8),
        (2, "What it is", "what-it-is", 16),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "Massage.md",
        "my page.md",
        "massage.markdown",
        "massage.MD",
        "_draft.md",
        "hand_massage.md",
        "მასაჟი.md",
    ],
)
def test_a_name_that_gives_no_address_is_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / "docs/en" / name).write_text(TEXT, encoding="utf-8")
    pages, found = read_pages(tmp_path / "docs", ("en",))
    assert (pages, [str(each) for each in found]) == ([], [f"docs/en/{name}: {NAME}"])


def test_a_folder_named_like_a_page_is_reported(tmp_path: Path) -> None:
    (tmp_path / "docs/en/massage.md").mkdir(parents=True)
    assert [str(each) for each in read_pages(tmp_path / "docs", ("en",))[1]] == [
        "docs/en/massage.md: This is a folder, not a file. Rename the folder."
    ]


def test_an_editors_lock_file_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "docs/en/treatments").mkdir(parents=True)
    (tmp_path / "docs/en/.#index.md").symlink_to("nobody@nowhere")
    (tmp_path / "docs/en/treatments/.#massage.md").symlink_to("nobody@nowhere")
    assert read_pages(tmp_path / "docs", ("en",)) == ([], [])


def test_the_hash_changes_with_the_words_and_not_with_dates_or_spaces(tmp_path: Path) -> None:
    plain = page(tmp_path).content_hash
    assert page(tmp_path, TEXT.replace("2026", "2025")).content_hash == plain
    assert page(tmp_path, TEXT.replace("Words.", "Words.  ")).content_hash == plain
    assert page(tmp_path, TEXT.replace("Words.", "More words.")).content_hash != plain
    assert page(tmp_path, TEXT.replace("what research", "what")).content_hash != plain
    assert content_hash("Massage", "", "") == "586d6f7d4646f9df"


def test_a_page_is_overdue_on_the_day_after(tmp_path: Path) -> None:
    assert not overdue(page(tmp_path), date(2027, 11, 22))
    assert overdue(page(tmp_path), date(2027, 11, 23))


NOTED = [
    ("Words.\n", "Words. <!-- Ana: short! -->\n"),
    ("Words.\n", "<!-- Ana: -->Words.\n"),
    ("Words.\n", "Words.\n\n<!-- Ana:\n\nshort! -->\n"),
    ("Words.\n", "<!---->\n\nWords.\n"),
    ("Words.\n", "    <!-- > -- Ana -->\nWords.\n"),
]


@pytest.mark.parametrize(("old", "new"), NOTED)
def test_a_note_to_other_writers_is_no_text_and_moves_no_line(
    tmp_path: Path, old: str, new: str
) -> None:
    noted = page(tmp_path, TEXT.replace(old, new, 1))
    assert "Ana" in noted.written or "<!---->" in noted.written
    assert not any(each in noted.body for each in ("<!", "-->", "Ana", "short"))
    assert noted.body.count("\n") == noted.written.count("\n")
    assert noted.body.split() == page(tmp_path).body.split()
    assert noted.content_hash == page(tmp_path).content_hash


@pytest.mark.parametrize("code", ["`<!-- note -->`", "```\n<!-- note\n```", "~~~\n-->\n~~~"])
def test_a_note_in_code_is_shown(tmp_path: Path, code: str) -> None:
    assert code in page(tmp_path, TEXT.replace("Words.\n", f"Words.\n\n{code}\n", 1)).body


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "<!-- ask Ana\n\nMore.",
            "This note is not closed, so nothing below it would be published. End it with -->.",
        ),
        (
            "<!-- ask Ana\n\nMore. <!-- or me -->",
            "This note is not closed, so nothing below it would be published. End it with -->.",
        ),
        (
            "More -->",
            "No note begins before this `-->`, so readers see it. Begin the note with <!--, or "
            "delete the sign.",
        ),
    ],
)
def test_a_note_that_is_open_on_one_side_is_reported(tmp_path: Path, note: str, said: str) -> None:
    text = TEXT.replace("Words.\n", f"Words.\n\n{note}\n", 1)
    line = text.split("\n").index(note.split("\n")[0]) + 1
    assert read(tmp_path, text) == (None, [f"docs/en/massage.md:{line}: {said}"])
