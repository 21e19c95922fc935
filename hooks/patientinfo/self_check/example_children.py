"""The example children: answers, verdict and reasons, in the words of a page or of a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.languages.wording import Wording, fill
from patientinfo.self_check.cases import Case
from patientinfo.self_check.criteria import Criteria, decimal, outcomes
from patientinfo.self_check.verdict import Finding, Verdict, read_number, unknown


@dataclass(frozen=True)
class Child:
    """An example child in words; ``who`` is in the source language.

    ``answers`` are by question, ``reasons`` the findings that ask for something.
    """

    who: str
    verdict: Verdict
    answers: list[tuple[str, Markup]]
    reasons: list[Finding]


def child(case: Case, criteria: Criteria, wording: Wording) -> Child:
    """Return what the criteria say of an example child."""
    verdict = case.verdict(criteria)
    answers = [(id, _answer(id, each, criteria, wording)) for id, each in case.answers.items()]
    reasons = [each for each in ordered(verdict.findings) if each.status != "met"]
    return Child(case.who, verdict, answers, reasons)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as a reader sees them: what asks for something first, what is met last."""
    ranks = list(outcomes)
    return sorted(findings, key=lambda each: ranks.index(each.status))


def _answer(id: str, answer: str | dict[str, str], criteria: Criteria, wording: Wording) -> Markup:
    if answer == unknown:
        return wording.html("self_check.unknown")
    if isinstance(answer, str):
        return wording.html(f"questions.{id}.options.{answer}")
    amounts = (typed_amount(typed, unit, criteria, wording) for unit, typed in answer.items())
    return Markup(" ").join(amounts)


def typed_amount(typed: str, unit: str, criteria: Criteria, wording: Wording) -> Markup:
    """Return a number as typed, with its unit in words: ``15,9 kg``."""
    number = read_number(typed)
    count = Decimal(0) if isinstance(number, str) else decimal(number)
    key = f"unit.{criteria.units[unit].name}"
    return wording.marked(key, fill(wording.text(key, count), {"count": typed.strip()}))


def render(place: Place, criteria: Criteria, cases: Sequence[Case]) -> Markup:
    """Return the list of all example children, closed until somebody opens it."""
    children = [child(case, criteria, place.wording) for case in cases]
    return place.render("example-children", children=children, count=len(children))
