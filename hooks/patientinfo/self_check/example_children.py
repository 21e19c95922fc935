"""The example children on the clinicians' page: answers, verdict and reasons, in its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.self_check.cases import Case
from patientinfo.self_check.cases_report import ordered
from patientinfo.self_check.criteria import Criteria, unit_names
from patientinfo.self_check.verdict import Finding, unknown


@dataclass(frozen=True)
class Child:
    """An example child in the words of a page; ``who`` is English."""

    who: str
    outcome: str
    answers: list[tuple[Markup, Markup]]
    verdict: Markup
    reasons: list[tuple[Markup, Markup]]


def render(place: Place, criteria: Criteria, cases: Sequence[Case]) -> Markup:
    """Return the list of all example children, closed until somebody opens it."""
    children = [_child(place, criteria, case) for case in cases]
    return place.render("example-children", children=children, count=len(children))


def _child(place: Place, criteria: Criteria, case: Case) -> Child:
    verdict = case.verdict(criteria)
    return Child(
        case.who,
        verdict.outcome,
        [
            (place.t(f"questions.{id}.label"), _answer(place, id, answer))
            for id, answer in case.answers.items()
        ],
        place.t(f"outcomes.{verdict.outcome}.title"),
        [
            (place.t(f"criteria.{each.criterion}.title"), _status(place, each))
            for each in ordered(verdict.findings)
            if each.status != "met"
        ],
    )


def _answer(place: Place, id: str, answer: str | dict[str, str]) -> Markup:
    if answer == unknown:
        return place.t("self_check.unknown")
    if isinstance(answer, str):
        return place.t(f"questions.{id}.options.{answer}")
    parts = [
        place.t(
            "self_check.answer-part",
            unit=place.t(f"unit-label.{unit_names[unit]}"),
            value=Markup("<bdi>{}</bdi>").format(typed),
        )
        for unit, typed in answer.items()
    ]
    return Markup(", ").join(parts)


def _status(place: Place, finding: Finding) -> Markup:
    return place.t(f"status.{finding.status}")
