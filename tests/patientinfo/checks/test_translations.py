from pathlib import Path

import pytest

from parts import bare
from patientinfo.checks.translations import check
from patientinfo.reading.pages import Page, read_page

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


def page(folder: Path, text: str = TEXT, locale: str = "en") -> Page:
    file = folder / "massage.md"
    file.write_text(text, encoding="utf-8")
    found, problems = read_page(file, locale, "massage.md", f"docs/{locale}/massage.md")
    assert found is not None, problems
    return found


def translation(source_hash: str, body: str = TEXT.split("---\n", 2)[2]) -> str:
    return (
        f"{TEXT.split('---', 2)[0]}---{TEXT.split('---', 2)[1]}translation:\n"
        f'  of: "{source_hash}"\n  made_by: machine\n  second_reading: none\n'
        f"  medical_translator: none yet\n---\n{body}"
    )


def compare(tmp_path: Path, *pages: Page) -> list[tuple[str, str]]:
    return [(str(each), each.level) for each in check(bare(*pages))]


def test_a_translation_of_the_text_as_it_stands_has_no_problems(tmp_path: Path) -> None:
    english = page(tmp_path)
    assert compare(tmp_path, english, page(tmp_path, translation(english.content_hash), "ka")) == []


def test_a_translation_of_an_older_text_warns(tmp_path: Path) -> None:
    georgian = page(tmp_path, translation("0123456789abcdef"), "ka")
    assert compare(tmp_path, page(tmp_path), georgian) == [
        (
            "docs/ka/massage.md:7: The English page has changed since this translation; readers "
            "are told so. Bring the translation up to date, then run `make translated "
            "PAGE=ka/massage.md`.",
            "behind",
        )
    ]


def test_a_missing_translation_warns(tmp_path: Path) -> None:
    assert compare(tmp_path, page(tmp_path)) == [
        (
            "docs/ka/massage.md: This page is not translated; readers see it in English under a "
            "notice. Translate en/massage.md, then run `make translated PAGE=ka/massage.md`.",
            "behind",
        )
    ]


def test_a_page_that_could_not_be_read_is_not_called_missing(tmp_path: Path) -> None:
    english = page(tmp_path)
    georgian = page(tmp_path, translation("0123456789abcdef"), "ka")
    for left, broken in ((english, "docs/ka/massage.md"), (georgian, "docs/en/massage.md")):
        assert list(check(bare(left, broken=frozenset({broken})))) == []


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        (
            TEXT,
            "ka",
            "docs/ka/massage.md:1: This page does not say who or what translated it "
            "(`translation`). Run `make translated PAGE=ka/massage.md`.",
        ),
        (
            translation(""),
            "en",
            "docs/en/massage.md:6: A page in the source language has `translation`. Remove it: "
            "this is the text that others translate.",
        ),
    ],
)
def test_each_language_says_what_it_is(tmp_path: Path, text: str, locale: str, said: str) -> None:
    pages = [page(tmp_path), page(tmp_path, text, locale)]
    assert (said, "error") in compare(tmp_path, *pages)


def test_a_translation_without_an_english_page_is_reported(tmp_path: Path) -> None:
    assert compare(tmp_path, page(tmp_path, translation(""), "ka")) == [
        (
            "docs/ka/massage.md: There is no en/massage.md that this page translates. Give it the "
            "name of the English page.",
            "error",
        )
    ]


def test_headings_have_the_ids_of_the_english_ones(tmp_path: Path) -> None:
    english = page(tmp_path)
    text = translation(english.content_hash).replace("#what-it-is", "#ra-aris")
    assert compare(tmp_path, english, page(tmp_path, text, "ka")) == [
        (
            "docs/ka/massage.md:17: The id `ra-aris` is not in the English page. Give the heading "
            "the id of the English heading that it translates.",
            "error",
        ),
        (
            "docs/ka/massage.md: The English heading `what-it-is` is not translated here. "
            "Translate it, and give it the id { #what-it-is }.",
            "error",
        ),
    ]
