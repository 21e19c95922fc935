"""The evaluation: what is typed, exactly compared, and the laws that hold for all answers."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patientinfo.self_check.cases import Case, read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.self_check.verdict import (
    applies,
    evaluate,
    read_fields,
    read_number,
    rules_for_browser,
    unknown,
)
from self_check_browser import words_of

root = Path(__file__).parents[3]


def real_criteria() -> Criteria:
    criteria, _ = read_criteria(root / "docs/_medical/criteria.yml", "criteria.yml")
    assert criteria is not None
    return criteria


criteria = real_criteria()
words = words_of(criteria)
cases, _ = read_cases(root / "docs/_medical/cases.yml", "cases.yml", criteria)

all_met: dict[str, str] = {
    "diagnosis": "confirmed",
    "lost-skills": "none",
    "age-year": "6",
    "weight": "20",
    "weight-unit": "kg",
    "epilepsy": "never",
    "cell-source": "bone-marrow",
}


def outcome(**changes: str) -> str:
    """Return the outcome for a child who matches everything, but for these fields."""
    fields = all_met | {name.replace("_", "-"): text for name, text in changes.items()}
    answers, troubles = read_fields(criteria, fields)
    assert troubles == {}
    return evaluate(criteria, answers).outcome


@pytest.mark.parametrize("case", cases, ids=lambda case: case.who)
def test_an_example_child_gets_its_verdict(case: Case) -> None:
    verdict = case.verdict(criteria)
    assert verdict.outcome == case.outcome
    assert {each.criterion: each.status for each in verdict.findings} == case.findings
    assert verdict.advice == tuple(case.advice)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("16", Fraction(16)),
        ("15.5", Fraction(31, 2)),
        ("15,5", Fraction(31, 2)),
        ("١٥٫٥", Fraction(31, 2)),
        ("١٥،٥", Fraction(31, 2)),
        ("۱۵٫۵", Fraction(31, 2)),
        ("  16\u00a0", Fraction(16)),
        ("\u200f16\u200e", Fraction(16)),
        ("\u206616\u2069 ", Fraction(16)),
        ("016", Fraction(16)),
        ("15.9999", Fraction(159999, 10000)),
        ("١٦٫٠٠٠", Fraction(16)),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: Fraction) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["1,600", "1.600", "1 600", "1\u00a0600", "1'600", "١٬٦٠٠", "1,600.5", "1.600.000", "16.000"],
)
def test_what_may_be_thousands_is_ambiguous(text: str) -> None:
    assert read_number(text) == "ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "-16",
        "+16",
        "1e3",
        "½",
        "16..5",
        "16.",
        ".5",
        "1 6",
        "९",
        "16 5",
        "NaN",
        "Infinity",
        "0x10",
        "9" * 31,
        "--",
    ],
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert read_number(text) == "not-a-number"


@pytest.mark.parametrize("text", ["", " ", "\u200f", "\ufeff"])
def test_nothing_typed_is_missing(text: str) -> None:
    assert read_number(text) == "missing"


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({"weight": "1.6"}, "out-of-range"),
        ({"weight": "160"}, "out-of-range"),
        ({"weight": "1,600"}, "ambiguous"),
        ({"weight": "16 pud"}, "not-a-number"),
        ({"weight": "20 lb"}, "other-unit"),
        ({"weight": "20 years"}, "other-unit"),
        ({"weight": "1,600 kg"}, "ambiguous"),
        ({"weight": "2 st 7 lb"}, "not-a-number"),
        ({"weight": "2 kg 500"}, "not-a-number"),
        ({"weight": "16 килограммов с половиной"}, "not-a-number"),
        ({"weight": "16 килограмм½"}, "not-a-number"),
        ({"weight": "16 килограммометр"}, "not-a-number"),
        ({"weight": "16 კილომეტრი"}, "not-a-number"),
        ({"weight": "16,"}, "not-a-number"),
        ({"weight": "20 kg", "weight-unit": "lb"}, "other-unit"),
        ({"weight": ""}, "missing"),
        ({"weight-unit": "stone"}, "missing"),
        ({"weight-unit": ""}, "missing"),
    ],
)
def test_a_weight_that_cannot_be_used_is_asked_again(fields: dict[str, str], trouble: str) -> None:
    answers, troubles = read_fields(criteria, all_met | fields, words)
    assert troubles == {"weight": trouble}
    assert "weight" not in answers


@pytest.mark.parametrize(
    ("text", "unit", "kilograms"),
    [
        ("16 kg", "kg", Fraction(16)),
        ("16kg.", "kg", Fraction(16)),
        ("15,9 КГ", "kg", Fraction(159, 10)),
        ("16 კგ", "kg", Fraction(16)),
        ("١٦٫٥ كغم", "kg", Fraction(33, 2)),
        ("\u200f16\u00a0كغ", "kg", Fraction(16)),
        ("40 lbs", "lb", 40 * Fraction("0.45359237")),
        ("40 фунтов", "lb", 40 * Fraction("0.45359237")),
        ("40 lb", "", 40 * Fraction("0.45359237")),
        ("16 kg", "", Fraction(16)),
        ("16 kg,", "kg", Fraction(16)),
        ("16 kg ،", "kg", Fraction(16)),
        ("16 كيلوغراماً", "kg", Fraction(16)),
        ("16 كيلوغرامًا", "kg", Fraction(16)),
        ("16 كــغ", "kg", Fraction(16)),
        ("16 килограммами", "kg", Fraction(16)),
        ("16 кило\u0301", "kg", Fraction(16)),
        ("16-კგ", "kg", Fraction(16)),
        ("16 კგ-ია", "kg", Fraction(16)),
        ("16 კილოგრამამდე", "kg", Fraction(16)),
    ],
)
def test_a_unit_after_the_number_is_read_in_every_language(
    text: str, unit: str, kilograms: Fraction
) -> None:
    answers, troubles = read_fields(
        criteria, all_met | {"weight": text, "weight-unit": unit}, words
    )
    assert (answers["weight"], troubles) == (kilograms, {})


def test_words_for_years_and_months_stand_in_their_own_fields_only() -> None:
    def age(**typed: str) -> object:
        fields = all_met | {f"age-{unit}": text for unit, text in typed.items()}
        answers, troubles = read_fields(criteria, fields, words)
        return troubles.get("age") or answers["age"]

    assert age(year="4 года", month="6 мес.") == Fraction(54)
    assert age(year="4 years old", month="") == Fraction(48)
    assert age(year="", month="48 თვე") == Fraction(48)
    assert age(year="48 months", month="") == "other-unit"
    assert age(year="4 سنوات", month="6 أشهر") == Fraction(54)
    assert age(year="4 yo", month="6 months,") == Fraction(54)
    assert age(year="4 عاماً", month="6 اشهر") == Fraction(54)
    assert age(year="4 годами", month="6 месяцами") == Fraction(54)
    assert age(year="4 წლისაა", month="6 თვისაა") == Fraction(54)
    assert age(year="4-year-old", month="6 mos.") == Fraction(54)
    assert age(year="4 y.o.", month="") == Fraction(48)


def test_a_form_without_answers_has_an_error_for_each_question_that_applies() -> None:
    answers, troubles = read_fields(criteria, {})
    assert answers == {}
    assert troubles == dict.fromkeys(set(criteria.questions) - {"sibling-match"}, "missing")


def test_the_sibling_question_is_asked_after_a_siblings_cord_blood_only() -> None:
    fields = all_met | {"cell-source": "sibling-cord-blood"}
    assert read_fields(criteria, fields)[1] == {"sibling-match": "missing"}
    assert not applies(criteria, "sibling-match", {"cell-source": unknown})


def test_years_and_months_are_added_up_and_an_empty_one_counts_as_nothing() -> None:
    assert outcome(age_year="3", age_month="11") == "does-not-match"
    assert outcome(age_year="3", age_month="12") == "matches"
    assert outcome(age_year="", age_month="48") == "matches"
    assert outcome(age_year="3,5", age_month="6") == "matches"


def test_bounds_are_compared_without_rounding() -> None:
    assert outcome(weight="15.99") == "does-not-match"
    assert outcome(weight="15.9999999999999999999999") == "does-not-match"
    assert outcome(weight="16") == "matches"
    assert outcome(weight="35.2739619495804129", weight_unit="lb") == "does-not-match"
    assert outcome(weight="35.2739619495804130", weight_unit="lb") == "matches"


def test_i_do_not_know_wins_over_a_number_beside_it() -> None:
    assert outcome(weight_unknown="on") == "cannot-tell"


def test_a_weight_close_to_the_rule_is_marked_on_both_sides() -> None:
    for text, near in [("15.49", False), ("15.5", True), ("16.5", True), ("16.51", False)]:
        answers, _ = read_fields(criteria, all_met | {"weight": text})
        [finding] = [
            each
            for each in evaluate(criteria, answers).findings
            if each.criterion == "minimum-weight"
        ]
        assert finding.near == near, text


def test_an_answer_that_settles_nothing_is_told_from_no_answer() -> None:
    verdict = evaluate(criteria, {"age": Fraction(18 * 12)})
    meanings = {each.criterion: each.meaning for each in verdict.findings}
    assert meanings["child"] == "unclear"
    assert meanings["minimum-weight"] == "unknown"


def test_the_browser_gets_no_number_that_it_would_read_as_floating_point() -> None:
    def reject(text: str) -> None:
        raise AssertionError(text)

    json.loads(json.dumps(rules_for_browser(criteria)), parse_float=reject, parse_int=reject)
    weight = rules_for_browser(criteria)["questions"]["weight"]
    assert weight["units"] == {"kg": "100000000", "lb": "45359237"}


@settings(max_examples=300)
@given(st.text(alphabet="0123456789٠١٥۰۵.,٫٬،' \u00a0\u200f-kg", max_size=12))
def test_any_text_is_read_without_an_error_and_never_as_a_negative_number(text: str) -> None:
    value = read_number(text)
    assert isinstance(value, str) or value >= 0
