"""Hypothesis strategies for the self-check: criteria files as clinicians write them, answers."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import yaml
from hypothesis import strategies as st

from patientinfo.reading import data_file
from patientinfo.self_check.criteria import Choice, Criteria
from patientinfo.self_check.criteria_file import parse_criteria
from patientinfo.self_check.verdict import Answer, unknown
from self_check_vectors import Fields, turning_points, ways_to_answer

UNITS = {"year": "year", "month": "month", "kg": "kilogram", "lb": "pound", "percent": "percent"}
WORDS = ("age", "weight", "height", "scan", "sleep", "feeding", "to-string", "value-of", "x1")
STATUSES = ("met", "unmet", "refer", "unknown")

ids = st.sampled_from(WORDS) | st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True)
names_of_things = ids.filter(lambda id: id != unknown)
decimals = st.builds(
    lambda whole, part: f"{whole}.{part}" if part else str(whole),
    st.integers(0, 200),
    st.sampled_from(["", "", "5", "25", "001", "999999999"]),
)
factors = decimals.filter(lambda text: Fraction(text) > 0)


@st.composite
def criteria_texts(draw: st.DrawFn) -> str:
    """Draw the text of a criteria file without a mistake."""
    names = draw(st.lists(names_of_things, min_size=2, max_size=6, unique=True))
    questions = {name: draw(quantities() if draw(st.booleans()) else choices()) for name in names}
    # One question that can lead to every outcome: a file without is reported as a mistake.
    first, *rest = names
    questions[first] = {"kind": "choice", "options": ["yes", "no", "perhaps"]}
    criteria: dict[str, Any] = {
        first: {
            "question": first,
            "options": {"yes": "met", "no": "unmet", "perhaps": "refer"},
            **advised(draw),
            **stated(draw),
        }
    }
    for at, name in enumerate(names[1:], 1):
        before = [each for each in names[:at] if questions[each]["kind"] == "choice"]
        if draw(st.integers(0, 2)) == 0:
            other = draw(st.sampled_from(before))
            option = draw(st.sampled_from(questions[other]["options"]))
            questions[name]["applies_when"] = {other: option}
    for name in rest:
        for rule in draw(rules(questions[name])):
            key = draw(ids.filter(lambda id: id not in criteria and id not in ("yes", "no", "on")))
            criteria[key] = {"question": name, **rule, **stated(draw)}
    order = draw(st.permutations(names))
    values = {
        "units": {unit: {"name": name, "ucum": unit} for unit, name in UNITS.items()},
        "source": {
            "id": "clinic-article",
            "title": "An article",
            "seen": date(2026, 1, 1),
            "check_again": date(2026, 7, 1),
        },
        "questions": {name: questions[name] for name in order},
        "criteria": {key: criteria[key] for key in draw(st.permutations(list(criteria)))},
    }
    return yaml.safe_dump(values, sort_keys=False)


def stated(draw: st.DrawFn) -> dict[str, Any]:
    """Draw where a rule comes from."""
    if draw(st.booleans()):
        return {"stated_in": "clinic-article", "seen": date(2026, 1, 1)}
    return {"stated_in": "this-site", "reason": "The site asks this."}


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a question with options."""
    options = draw(st.lists(names_of_things, min_size=1, max_size=4, unique=True))
    return {"kind": "choice", "options": options}


def advised(draw: st.DrawFn) -> dict[str, str]:
    """Draw whether a criterion calls for advice, and which."""
    advice = draw(st.sampled_from(["", "neurologist", "dentist"]))
    return {"advice": advice} if advice else {}


@st.composite
def quantities(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a question for a number, with a range that is not empty."""
    units = draw(st.lists(st.sampled_from(list(UNITS)), min_size=1, max_size=3, unique=True))
    base = draw(st.sampled_from(units))
    factor_of = {unit: 1 if unit == base else draw(factors) for unit in units}
    unit = draw(st.sampled_from(units))
    low = draw(decimals)
    high = decimal(Fraction(low) + Fraction(draw(factors)))
    return {
        "kind": "quantity",
        "entry": draw(st.sampled_from(["parts", "one-of"])),
        "units": factor_of,
        "plausible": {"low": {"value": low, "unit": unit}, "high": {"value": high, "unit": unit}},
    }


@st.composite
def rules(draw: st.DrawFn, question: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw one or two rules on a question, such that some answer meets all of them."""
    count = draw(st.integers(1, 2))
    if question["kind"] == "choice":
        meeting = draw(st.sampled_from(question["options"]))
        return [
            {
                "options": {
                    option: "met" if option == meeting else draw(st.sampled_from(STATUSES))
                    for option in question["options"]
                },
                **advised(draw),
            }
            for _ in range(count)
        ]
    unit = question["plausible"]["low"]["unit"]
    low, high = (Fraction(question["plausible"][end]["value"]) for end in ("low", "high"))
    twelfths = draw(st.lists(st.integers(1, 4), min_size=count, max_size=count, unique=True))
    bounds = sorted(low + (high - low) * part / 4 for part in twelfths)
    kinds = draw(st.sampled_from([["at_least"] * 2, ["below"] * 2, ["at_least", "below"]]))
    drawn = []
    for bound, kind in zip(bounds, kinds, strict=False):
        rule: dict[str, Any] = {
            kind: in_some_unit(draw, bound, unit, question["units"], low),
            "otherwise": draw(st.sampled_from(["unmet", "unknown"])),
            **advised(draw),
        }
        if draw(st.booleans()):
            units = st.sampled_from([*question["units"]])
            rule["near"] = {"value": draw(decimals), "unit": draw(units)}
        drawn.append(rule)
    return drawn


def in_some_unit(
    draw: st.DrawFn, bound: Fraction, unit: str, units: Mapping[str, Any], low: Fraction
) -> dict[str, str]:
    """Write a bound in a unit of the question: exactly, or a little lower if it is still inside."""
    other = draw(st.sampled_from([*units]))
    value = bound * Fraction(units[unit]) / Fraction(units[other])
    lower = Fraction(int(value * 10**6), 10**6)
    inside = lower * Fraction(units[other]) > low * Fraction(units[unit])
    if other != unit and inside:
        return {"value": decimal(lower), "unit": other}
    return {"value": decimal(bound), "unit": unit}


def decimal(value: Fraction) -> str:
    """Write a fraction of tenths as a decimal."""
    scaled = value * 10**20
    assert scaled.denominator == 1
    text = f"{scaled.numerator:021}"
    return f"{text[:-20]}.{text[-20:].rstrip('0')}".rstrip(".")


def parsed(text: str) -> Criteria:
    """Read a drawn file as the site reads its own."""
    criteria, problems = parse_criteria(*data_file.parse(text, "criteria.yml"))
    assert criteria is not None, "\n".join([text, *map(str, problems)])
    return criteria


criteria_files = criteria_texts().map(parsed)


@st.composite
def filled_in(draw: st.DrawFn, criteria: Criteria, words: Mapping[str, str]) -> Fields:
    """Draw what a form sends: for each question a way worth trying, or any text."""
    fields: Fields = {}
    for id, question in criteria.questions.items():
        fields |= draw(st.sampled_from(ways_to_answer(criteria, id, words)))
        if not isinstance(question, Choice) and draw(st.integers(0, 4)) == 0:
            name = f"{id}-{next(iter(question.units))}" if question.entry == "parts" else id
            fields[name] = draw(texts(words))
    return fields


def texts(words: Mapping[str, str]) -> st.SearchStrategy[str]:
    """Draw what may stand in a field: mostly close to a number, with or without a unit."""
    pieces = st.sampled_from([*"0123456789", *"٠٥٩۰۵", *".,٫٬،'’", " ", "\u00a0", "\u200f", *words])
    return st.lists(pieces, max_size=8).map("".join) | st.text(max_size=8)


@st.composite
def answer_sets(draw: st.DrawFn, criteria: Criteria) -> dict[str, Answer]:
    """Draw an answer to every question, also to those that do not apply."""
    answers: dict[str, Answer] = {}
    for id, question in criteria.questions.items():
        if isinstance(question, Choice):
            answers[id] = draw(st.sampled_from([*question.options, unknown]))
            continue
        points = turning_points(criteria, id)
        near = [point + step for point in points for step in (Fraction(-1, 10**30), 0, 1)]
        between = points[0] + (points[-1] - points[0]) * draw(st.integers(0, 60)) / 60
        known: list[Answer] = [unknown, between, *near]
        answers[id] = draw(st.sampled_from(known))
    return answers
