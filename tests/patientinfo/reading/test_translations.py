import pytest
import yaml

from patientinfo.reading.translations import record_translation

TEXT = """---
title: Massage
description: What massage is, and what research shows.
updated: 2026-11-22
review_due: 2027-11-22
---

# Massage

Words.

"""
RECORDED = TEXT.replace(
    "review_due: 2027-11-22\n",
    "review_due: 2027-11-22\ntranslation:\n"
    '  of: "0123456789abcdef"\n  made_by: machine\n  second_reading: person\n'
    "  medical_translator: none yet\n",
)


def test_a_first_record_gives_the_careful_answers() -> None:
    recorded = record_translation(TEXT, "0123456789abcdef")
    assert yaml.safe_load(recorded.split("---")[1])["translation"] == {
        "of": "0123456789abcdef",
        "made_by": "machine",
        "second_reading": "none",
        "medical_translator": "none yet",
    }
    assert recorded.split("---\n", 2)[2] == TEXT.split("---\n", 2)[2]


def test_a_later_record_changes_the_hash_alone() -> None:
    assert record_translation(RECORDED, "fedcba9876543210") == RECORDED.replace(
        "0123456789abcdef", "fedcba9876543210"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Massage\n", "This page has no front matter."),
        (TEXT.replace("title: ", "title: a: "), "Its front matter is not valid YAML."),
        (
            TEXT.replace("updated", "translation: machine\nupdated"),
            "Its `translation` has no line of its own that begins with `of:`.",
        ),
    ],
)
def test_nothing_is_recorded_where_there_is_no_place_for_it(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("`", ".")) as error:
        record_translation(text, "0123456789abcdef")
    assert str(error.value) == said
