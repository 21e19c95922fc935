"""The example children as a Markdown report, and what another version of the criteria gives them.

A clinician reads it in a pull request, without running anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from patientinfo.languages.wording import Wording, bare
from patientinfo.self_check.amounts import amount_text
from patientinfo.self_check.cases import Case, differences, mistakes_of_answer
from patientinfo.self_check.criteria import Criteria, Criterion, outcomes
from patientinfo.self_check.example_children import Child, child
from patientinfo.self_check.verdict import Verdict


@dataclass(frozen=True)
class Version:
    """The criteria as they were in another revision, and that revision's name."""

    name: str
    criteria: Criteria


def report(
    criteria: Criteria, cases: Sequence[Case], wording: Wording, before: Version | None = None
) -> str:
    """Return the case table; with another version, first what changes against it."""
    source = criteria.source
    parts = [
        "# Example children and their verdicts",
        f"Rules as stated in “{source.title}”, seen on {source.seen}, to be checked again by "
        f"{source.check_again}:",
        _list(f"{id}: {_rule(each, criteria, wording)}" for id, each in criteria.criteria.items()),
        "What a family reads with each verdict:",
        _list(
            f"**{each}**: {wording.text(f'outcomes.{each}.title')}" for each in outcomes.values()
        ),
    ]
    if before:
        parts += _changes(criteria, cases, wording, before)
        parts.append("## Every example child")
    rows = []
    for number, case in enumerate(cases, start=1):
        told = child(case, criteria, wording)
        answers = "; ".join(f"{id.replace('-', ' ')}: {bare(text)}" for id, text in told.answers)
        verdict = _verdict(case, told.verdict)
        rows.append((str(number), case.who, answers, verdict, _reasons(told, wording)))
    parts.append(_table(("", "Child", "Answers", "Verdict", "Reasons"), rows))
    return "\n\n".join(parts) + "\n"


def _rule(criterion: Criterion, criteria: Criteria, wording: Wording) -> str:
    """Return a rule in words: ``at least 16 kg, otherwise unmet``."""
    if criterion.options is not None:
        return ", ".join(f"{option} → {status}" for option, status in criterion.options.items())
    bound = criterion.bound
    assert bound
    words = "at least" if criterion.at_least else "below"
    amount = bare(amount_text(criteria, wording, bound.value, bound.unit))
    return f"{words} {amount}, otherwise {criterion.otherwise}"


def _verdict(case: Case, verdict: Verdict) -> str:
    """Return the verdict, and what cases.yml has instead where the criteria no longer give it."""
    told = f"**{verdict.outcome}**" + "".join(f", {each} first" for each in verdict.advice)
    differs = [] if case.outcome == verdict.outcome else [case.outcome]
    found = differences(case.findings, verdict.statuses, "nothing")
    differs += [f"{id} {written}" for id, written, _ in found]
    differs += [f"{each} first" for each in case.advice if each not in verdict.advice]
    differs += [f"{each} not first" for each in verdict.advice if each not in case.advice]
    return told + (f"; cases.yml has {', '.join(differs)}" if differs else "")


def _reasons(told: Child, wording: Wording) -> str:
    """Return each finding that asks for something; where all is met, say so."""
    found = []
    for each in told.reasons:
        status = "unknown, not settled" if each.meaning == "unclear" else each.status
        near = " (near the number)" if each.near else ""
        found.append(f"{wording.text(f'criteria.{each.criterion}.title')}: {status}{near}")
    return "; ".join(found) or f"All {len(told.verdict.findings)} that apply are met"


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
    parts = [f"## What changes against {before.name}", _list(rules) or "No rule is different."]
    if not rows:
        return [*parts, "No example child gets another verdict."]
    count = "1 example child gets" if len(rows) == 1 else f"{len(rows)} example children get"
    parts.append(f"{count} another verdict or another reason:")
    return [*parts, _table(("", "Child", "Verdict", "What is different"), rows)]


def _changed_rules(new: Criteria, old: Criteria, wording: Wording) -> list[str]:
    changed = []
    for id in {**old.criteria, **new.criteria}:
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
    for id in {**old.questions, **new.questions}:
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
        if not any(mistakes_of_answer(id, answer, criteria))
    }
    return replace(case, answers=answers).verdict(criteria)


def _moved(old: Verdict, new: Verdict) -> list[str]:
    found = differences(old.statuses, new.statuses, "not compared")
    moved = [f"{id} {was} → {now}" for id, was, now in found]
    moved += [f"{each} first: yes" for each in new.advice if each not in old.advice]
    moved += [f"{each} first: no" for each in old.advice if each not in new.advice]
    return moved


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"* {each}" for each in items)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
