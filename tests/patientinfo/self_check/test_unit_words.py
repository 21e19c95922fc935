"""Words for units are found however they are typed, and other words are not taken for them."""

import pytest

from patientinfo.self_check.unit_words import comparable, unit_of

WORDS = {"kg": "kg", "лет": "year", "кг": "kg", "килограм*": "kg", "კგ*": "kg", "اعوام": "year"}


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("KG", "kg"),
        ("y.o", "yo"),
        ("კგ-ია", "კგია"),
        ("كيلوغراماً", "كيلوغراما"),
        ("كيلوغرامًا", "كيلوغراما"),
        ("كــغ", "كغ"),
        ("أعوام", "اعوام"),
        ("кило\u0301", "кило"),
    ],
)
def test_case_marks_and_signs_count_for_nothing(typed: str, same: str) -> None:
    assert comparable(typed) == comparable(same) == same


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("Kg", "kg"),
        ("أعوام", "year"),
        ("килограмм", "kg"),
        ("килограммами", "kg"),
        ("კგ", "kg"),
        ("კგ-ს", "kg"),
        ("кгс", None),
        ("килограммометр", None),
        ("килограмм и", None),
        ("килограмм½", None),
        ("", None),
    ],
)
def test_a_star_takes_an_ending_and_no_other_word(typed: str, unit: str | None) -> None:
    assert unit_of(typed, WORDS) == unit
