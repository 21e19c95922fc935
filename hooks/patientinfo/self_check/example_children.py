"""The example children: answers, verdict and reasons, in the words of a page or of a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.languages.wording import Wording
from patientinfo.self_check.amounts import amount_text
from patientinfo.self_check.cases import Case
from patientinfo.self_check.criteria import Criteria, outcomes
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
    amounts = []
    for unit, typed in answer.items():
        number = read_number(typed)
        count = Fraction(0) if isinstance(number, str) else number
        amounts.append(amount_text(criteria, wording, count, unit, typed.strip()))
    return Markup(" ").join(amounts)


def render(place: Place, criteria: Criteria, cases: Sequence[Case]) -> Markup:
    """Return the list of all example children, closed until somebody opens it."""
    children = [child(case, criteria, place.wording) for case in cases]
    return place.render("example-children", children=children, count=len(children))
