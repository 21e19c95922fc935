"""The example children: answers, verdict and reasons, in the words of a page."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.languages.wording import Wording
from patientinfo.self_check.amounts import amount_text
from patientinfo.self_check.cases import Case
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.verdict import read_number, unknown


def answers(case: Case, criteria: Criteria, wording: Wording) -> list[tuple[str, Markup]]:
    """Return the answers of an example child in words, by question."""
    return [(id, _answer(id, each, criteria, wording)) for id, each in case.answers.items()]


def _answer(id: str, answer: str | dict[str, str], criteria: Criteria, wording: Wording) -> Markup:
    if isinstance(answer, str):
        known = answer != unknown
        return wording.html(f"questions.{id}.options.{answer}" if known else "self_check.unknown")
    amounts = []
    for unit, typed in answer.items():
        number = read_number(typed)
        count = Fraction(0) if isinstance(number, str) else number
        amounts.append(amount_text(criteria, wording, count, unit, typed.strip()))
    return Markup(" ").join(amounts)


def render(place: Place, criteria: Criteria, cases: Sequence[Case]) -> Markup:
    """Return the list of all example children, closed until somebody opens it."""
    children = [
        (case.who, answers(case, criteria, place.wording), case.verdict(criteria)) for case in cases
    ]
    return place.render("example-children", children=children)
