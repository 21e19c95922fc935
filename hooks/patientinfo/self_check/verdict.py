"""Compares a family's answers with the published criteria, exactly and without any page.

Numbers are fractions from what is typed to the verdict; nothing is rounded on the way.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from patientinfo.languages.letters import WESTERN
from patientinfo.self_check.criteria import (
    Choice,
    Criteria,
    Criterion,
    Outcome,
    Quantity,
    Status,
    doctor_statuses,
    outcomes,
)
from patientinfo.self_check.unit_words import no_words, unit_of

unknown: Literal["unknown"] = "unknown"
"""The answer "I don't know", to every question."""

Answer = str | Fraction
"""An option's id, a number in the question's base unit, or ``unknown``."""

Trouble = Literal["missing", "ambiguous", "not-a-number", "other-unit", "out-of-range"]
"""Why a field is asked again."""

bidi_marks = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069]")
"""Marks without width, which come along when a number is pasted from right-to-left text."""

spaces = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What a browser takes for a space."""

around = re.compile(f"^[{spaces}]+|[{spaces}]+$")
plain = re.compile("([0-9]{1,30})(?:[.,،٫]([0-9]{1,30}))?")
grouped = re.compile(f"[0-9]{{1,30}}(?:[.,،٬'’{spaces}][0-9]{{3}})+(?:[.,،٫][0-9]{{0,30}})?")
with_word = re.compile(f"(.*[0-9])[{spaces}]*([^0-9]+?)[{spaces}.,،;؛]*", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """What one criterion says of the answers."""

    criterion: str
    status: Status
    answered: bool
    near: bool = False

    @property
    def meaning(self) -> str:
        """The status, where a known answer that settles nothing is told from "I don't know"."""
        return "unclear" if self.answered and self.status == "unknown" else self.status


@dataclass(frozen=True)
class Verdict:
    """The outcome, every finding behind it, and the advice that comes first."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    advice: tuple[str, ...]

    @property
    def statuses(self) -> dict[str, Status]:
        """The status of each criterion that applies."""
        return {finding.criterion: finding.status for finding in self.findings}

    @property
    def reasons(self) -> list[Finding]:
        """The findings that ask for something, in the order in which a reader sees them."""
        return [each for each in ordered(self.findings) if each.status != "met"]


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as a reader sees them: what asks for something first, what is met last."""
    ranks = list(outcomes)
    return sorted(findings, key=lambda each: ranks.index(each.status))


def evaluate(criteria: Criteria, answers: Mapping[str, Answer]) -> Verdict:
    """Compare answers with the criteria; a question without an answer counts as unknown."""
    findings = tuple(
        _finding(id, criterion, criteria, answers)
        for id, criterion in criteria.criteria.items()
        if applies(criteria, criterion.question, answers)
    )
    statuses = {"met", *(finding.status for finding in findings)}
    outcome = next(outcome for status, outcome in outcomes.items() if status in statuses)
    called_for = (
        criteria.criteria[finding.criterion].advice
        for finding in findings
        if finding.status in doctor_statuses
    )
    return Verdict(outcome, findings, tuple(dict.fromkeys(filter(None, called_for))))


def applies(criteria: Criteria, question: str, answers: Mapping[str, Answer]) -> bool:
    """Whether a question is to be asked, after what was answered to the others."""
    condition = criteria.questions[question].applies_when or {}
    return all(
        answers.get(other) == option and applies(criteria, other, answers)
        for other, option in condition.items()
    )


def _finding(
    id: str, criterion: Criterion, criteria: Criteria, answers: Mapping[str, Answer]
) -> Finding:
    answer = answers.get(criterion.question, unknown)
    if answer == unknown:
        return Finding(id, "unknown", answered=False)
    if isinstance(answer, str):
        return Finding(id, criterion.status_of_option(answer), answered=True)
    question = criteria.quantity(criterion.question)
    near = bool(
        criterion.near
        and criterion.bound
        and abs(answer - question.base(criterion.bound)) <= question.base(criterion.near)
    )
    return Finding(id, criterion.status_of_number(answer, question), answered=True, near=near)


def read_number(text: str) -> Fraction | Trouble:
    """Read a number as its writer writes it: ``15.5``, ``15,5``, ``١٥٫٥``, ``۱۵٫۵``.

    A separator with exactly three digits after it may stand for thousands: that is asked again.
    """
    return read_typed(text)[0]


def read_typed(
    text: str, words: Mapping[str, str] = no_words
) -> tuple[Fraction | Trouble, str | None]:
    """Read a number, and the unit where one of the ``words`` for units stands after it."""
    text = around.sub("", bidi_marks.sub("", text)).translate(WESTERN)
    match = with_word.fullmatch(text)
    unit = unit_of(match[2], words) if match else None
    return _number(match[1] if match and unit else text), unit


def _number(text: str) -> Fraction | Trouble:
    if not text:
        return "missing"
    if grouped.fullmatch(text):
        return "ambiguous"
    match = plain.fullmatch(text)
    if not match:
        return "not-a-number"
    decimals = match[2] or ""
    return Fraction(int(match[1] + decimals), 10 ** len(decimals))


def read_amounts(
    question: Quantity, typed: Mapping[str, str], words: Mapping[str, str] = no_words
) -> Fraction | Trouble:
    """Read what was typed for each unit, and add it up in the base unit.

    A unit written after the number decides where none is chosen (``""``), and has to be the
    chosen one where one is.
    """
    total, filled = Fraction(0), False
    for chosen, text in typed.items():
        value, named = read_typed(text, words)
        unit = chosen or named
        if value == "missing":
            continue
        if isinstance(value, str):
            return value
        if unit is None:
            return "missing"
        if unit not in question.units or named not in (None, unit):
            return "other-unit"
        total, filled = total + value * question.units[unit], True
    if not filled:
        return "missing"
    low, high = question.base(question.plausible.low), question.base(question.plausible.high)
    return total if low <= total <= high else "out-of-range"


def read_fields(
    criteria: Criteria, fields: Mapping[str, str], words: Mapping[str, str] = no_words
) -> tuple[dict[str, Answer], dict[str, Trouble]]:
    """Read the form's fields by their names: answers, and why others are to be asked again.

    Both hold only questions that apply. ``words`` are those for units, with the unit of each.
    """
    read = {id: _read_field(id, criteria, fields, words) for id in criteria.questions}
    known = {id: answer for id, (answer, _) in read.items() if answer is not None}
    asked = [id for id in criteria.questions if applies(criteria, id, known)]
    return (
        {id: known[id] for id in asked if id in known},
        {id: trouble for id in asked if (trouble := read[id][1])},
    )


def _read_field(
    id: str, criteria: Criteria, fields: Mapping[str, str], words: Mapping[str, str]
) -> tuple[Answer | None, Trouble | None]:
    question = criteria.questions[id]
    if isinstance(question, Choice):
        chosen = fields.get(id)
        ok = chosen in (*question.options, unknown)
        return (chosen, None) if ok else (None, "missing")
    if f"{id}-unknown" in fields:
        return unknown, None
    if question.unit_choices:
        unit = fields.get(f"{id}-unit", "")
        typed = {unit if unit in question.units else "": fields.get(id, "")}
    else:
        typed = {unit: fields.get(question.field(id, unit), "") for unit in question.units}
    value = read_amounts(question, typed, words)
    return (None, value) if isinstance(value, str) else (value, None)


def rules_for_browser(criteria: Criteria, words: Mapping[str, str] = no_words) -> dict[str, Any]:
    """Return all that the script needs to know, with every number as an exact whole number.

    Each question's numbers are scaled by one factor that leaves no fraction; as text, because
    JSON's numbers are read as floating point. Words for units come as pairs.
    """
    scales = {id: _scale(criteria, id) for id in criteria.questions}
    return {
        "outcomes": list(outcomes.items()),
        "doctor": list(doctor_statuses),
        "words": list(words.items()),
        "questions": {
            id: _question_for_browser(question, scales[id])
            for id, question in criteria.questions.items()
        },
        "criteria": {
            id: _criterion_for_browser(criterion, criteria, scales[criterion.question])
            for id, criterion in criteria.criteria.items()
        },
    }


def _question_for_browser(question: Choice | Quantity, scale: int) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if question.applies_when:
        rules["when"] = next(iter(question.applies_when.items()))
    if isinstance(question, Choice):
        return rules | {"options": question.options}
    return rules | {
        "entry": question.entry,
        "units": {unit: str(factor * scale) for unit, factor in question.units.items()},
        "low": str(question.base(question.plausible.low) * scale),
        "high": str(question.base(question.plausible.high) * scale),
    }


def _criterion_for_browser(criterion: Criterion, criteria: Criteria, scale: int) -> dict[str, Any]:
    rules: dict[str, Any] = {"question": criterion.question}
    if criterion.advice:
        rules["advice"] = criterion.advice
    if criterion.options is not None:
        return rules | {"options": criterion.options}
    question = criteria.quantity(criterion.question)
    for key in ("at_least", "below", "near"):
        if amount := getattr(criterion, key):
            rules[key] = str(question.base(amount) * scale)
    return rules | {"otherwise": criterion.otherwise}


def _scale(criteria: Criteria, id: str) -> int:
    question = criteria.questions[id]
    if isinstance(question, Choice):
        return 1
    amounts = [question.plausible.low, question.plausible.high]
    for criterion in criteria.criteria.values():
        if criterion.question == id:
            amounts += [each for each in (criterion.bound, criterion.near) if each]
    numbers = [*question.units.values(), *(question.base(amount) for amount in amounts)]
    return math.lcm(*(number.denominator for number in numbers))
