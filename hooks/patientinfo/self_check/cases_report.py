"""The example children as a Markdown report, and what another version of the criteria gives them.

A clinician reads it in a pull request, without running anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from patientinfo.languages.wording import Wording, bare
from patientinfo.self_check.cases import Case
from patientinfo.self_check.criteria import (
    Choice,
    Criteria,
    Criterion,
    Quantity,
    decimal,
    outcomes,
)
from patientinfo.self_check.example_children import Child, child, typed_amount
from patientinfo.self_check.verdict import Finding, Verdict, unknown


@dataclass(frozen=True)
class Version:
    """The criteria as they were in another revision, and that revision's name."""

    name: str
    criteria: Criteria


def report(
    criteria: Criteria, cases: Sequence[Case], wording: Wording, before: Version | None = None
) -> str:
    """Return the case table; with another version, first what changes against it."""
    parts = ["# Example children and their verdicts", _source(criteria, wording)]
    if before:
        parts += _changes(criteria, cases, wording, before)
        parts.append("## Every example child")
    parts.append(_table(criteria, cases, wording))
    return "\n\n".join(parts) + "\n"


def _source(criteria: Criteria, wording: Wording) -> str:
    source = criteria.source
    rules = "\n".join(
        f"* {id}: {_rule(each, criteria, wording)}" for id, each in criteria.criteria.items()
    )
    told = "\n".join(
        f"* **{each}**: {wording.text(f'outcomes.{each}.title')}" for each in outcomes.values()
    )
    return (
        f"Rules as stated in “{source.title}”, seen on {source.seen}, to be checked again by "
        f"{source.check_again}:\n\n{rules}\n\nWhat a family reads with each verdict:\n\n{told}"
    )


def _rule(criterion: Criterion, criteria: Criteria, wording: Wording) -> str:
    """Return a rule in words: ``at least 16 kg, otherwise unmet``."""
    if criterion.options is not None:
        return ", ".join(f"{option} → {status}" for option, status in criterion.options.items())
    assert criterion.bound
    words = "at least" if criterion.at_least else "below"
    number = str(decimal(criterion.bound.value))
    bound = bare(typed_amount(number, criterion.bound.unit, criteria, wording))
    return f"{words} {bound}, otherwise {criterion.otherwise}"


def _table(criteria: Criteria, cases: Sequence[Case], wording: Wording) -> str:
    rows = []
    for number, case in enumerate(cases, start=1):
        told = child(case, criteria, wording)
        answers = "; ".join(f"{id.replace('-', ' ')}: {bare(text)}" for id, text in told.answers)
        verdict = _outcome(told.verdict) + _disagreement(case, told.verdict)
        rows.append((str(number), case.who, answers, verdict, _reasons(told, wording)))
    return _markdown(("", "Child", "Answers", "Verdict", "Reasons"), rows)


def _outcome(verdict: Verdict) -> str:
    return f"**{verdict.outcome}**" + "".join(f", {each} first" for each in verdict.advice)


def _disagreement(case: Case, verdict: Verdict) -> str:
    """Return what cases.yml has instead, where the criteria no longer give it."""
    given = {each.criterion: each.status for each in verdict.findings}
    differs = [
        f"{id} {case.findings.get(id, 'nothing')}"
        for id in sorted(given.keys() | case.findings.keys())
        if given.get(id) != case.findings.get(id)
    ]
    if case.outcome != verdict.outcome:
        differs.insert(0, case.outcome)
    differs += [f"{each} first" for each in case.advice if each not in verdict.advice]
    differs += [f"{each} not first" for each in verdict.advice if each not in case.advice]
    return f"; cases.yml has {', '.join(differs)}" if differs else ""


def _reasons(told: Child, wording: Wording) -> str:
    """Return each finding that asks for something; where all is met, say so."""
    found = [
        f"{wording.text(f'criteria.{each.criterion}.title')}: {_status(each)}"
        for each in told.reasons
    ]
    return "; ".join(found) or f"All {len(told.verdict.findings)} that apply are met"


def _status(finding: Finding) -> str:
    near = " (near the number)" if finding.near else ""
    return ("unknown, not settled" if finding.meaning == "unclear" else finding.status) + near


def _changes(
    criteria: Criteria, cases: Sequence[Case], wording: Wording, before: Version
) -> list[str]:
    rules = _changed_rules(criteria, before.criteria, wording)
    rows = []
    for number, case in enumerate(cases, start=1):
        old, new = _old_verdict(case, before.criteria), case.verdict(criteria)
        if moved := _moved(old, new):
            told = "" if old.outcome == new.outcome else f"{old.outcome} → **{new.outcome}**"
            rows.append((str(number), case.who, told or new.outcome, "; ".join(moved)))
    parts = [f"## What changes against {before.name}"]
    parts.append("\n".join(f"* {each}" for each in rules) or "No rule is different.")
    if not rows:
        return [*parts, "No example child gets another verdict."]
    count = "1 example child gets" if len(rows) == 1 else f"{len(rows)} example children get"
    parts.append(f"{count} another verdict or another reason:")
    return [*parts, _markdown(("", "Child", "Verdict", "What is different"), rows)]


def _changed_rules(new: Criteria, old: Criteria, wording: Wording) -> list[str]:
    changed = []
    for id in [*old.criteria, *(id for id in new.criteria if id not in old.criteria)]:
        was, now = old.criteria.get(id), new.criteria.get(id)
        told = [
            _rule(each, criteria, wording) if each else "no such rule"
            for each, criteria in ((was, old), (now, new))
        ]
        if was and now and was.advice != now.advice:
            told = [
                f"{rule}, advice: {each.advice or 'none'}"
                for rule, each in zip(told, (was, now), strict=True)
            ]
        if told[0] != told[1]:
            changed.append(f"{id}: {told[0]} → **{told[1]}**")
    for id in [*old.questions, *(id for id in new.questions if id not in old.questions)]:
        asked, asks = old.questions.get(id), new.questions.get(id)
        if asked != asks:
            what = "no longer asked" if not asks else "new" if not asked else "asked differently"
            changed.append(f"question {id}: {what}")
    return changed


def _old_verdict(case: Case, criteria: Criteria) -> Verdict:
    """Return the verdict under criteria that may not know every question and unit of the case."""
    answers = {
        id: answer
        for id, answer in case.answers.items()
        if (question := criteria.questions.get(id))
        and (
            answer == unknown
            or (isinstance(question, Choice) and answer in question.options)
            or (isinstance(question, Quantity) and set(answer) <= set(question.units))
        )
    }
    return replace(case, answers=answers).verdict(criteria)


def _moved(old: Verdict, new: Verdict) -> list[str]:
    was = {each.criterion: each.status for each in old.findings}
    now = {each.criterion: each.status for each in new.findings}
    moved = [
        f"{id} {was.get(id, 'not compared')} → {now.get(id, 'not compared')}"
        for id in [*was, *(id for id in now if id not in was)]
        if was.get(id) != now.get(id)
    ]
    moved += [f"{each} first: yes" for each in new.advice if each not in old.advice]
    moved += [f"{each} first: no" for each in old.advice if each not in new.advice]
    return moved


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
