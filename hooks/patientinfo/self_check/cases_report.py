"""The example children as a Markdown report, and what another version of the criteria gives them.

A clinician reads it in a pull request, without running anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from patientinfo.languages.wording import Wording, bare
from patientinfo.self_check.amounts import amount_text
from patientinfo.self_check.cases import Case, differences, mistakes_of_answer
from patientinfo.self_check.criteria import Criteria, Criterion, outcomes
from patientinfo.self_check.example_children import answers
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
        parts += [*_changes(criteria, cases, wording, before), "## Every example child"]
    rows = []
    for number, case in enumerate(cases, start=1):
        verdict = case.verdict(criteria)
        told = answers(case, criteria, wording)
        said = "; ".join(f"{id.replace('-', ' ')}: {bare(text)}" for id, text in told)
        reasons = _reasons(verdict, wording)
        rows.append((str(number), case.who, said, _verdict(case, verdict), reasons))
    parts.append(_table(("", "Child", "Answers", "Verdict", "Reasons"), rows))
    return "\n\n".join(parts) + "\n"


def _rule(criterion: Criterion | None, criteria: Criteria, wording: Wording) -> str:
    """Return a rule in words: ``at least 16 kg, otherwise unmet``."""
    if criterion is None:
        return "no such rule"
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
    found = differences(case.findings, verdict.statuses, "nothing")
    differs = [f"{id} {written}" for id, written, _ in found]
    if case.outcome != verdict.outcome:
        differs.insert(0, case.outcome)
    differs += [f"{each} first" for each in case.advice if each not in verdict.advice]
    differs += [f"{each} not first" for each in verdict.advice if each not in case.advice]
    return told + (f"; cases.yml has {', '.join(differs)}" if differs else "")


def _reasons(verdict: Verdict, wording: Wording) -> str:
    """Return each finding that asks for something; where all is met, say so."""
    found = []
    for each in verdict.reasons:
        status = "unknown, not settled" if each.meaning == "unclear" else each.status
        near = " (near the number)" if each.near else ""
        found.append(f"{wording.text(f'criteria.{each.criterion}.title')}: {status}{near}")
    return "; ".join(found) or f"All {len(verdict.findings)} that apply are met"


def _changes(
    criteria: Criteria, cases: Sequence[Case], wording: Wording, before: Version
) -> list[str]:
    rules = _changed_rules(criteria, before.criteria, wording)
    rows = []
    for number, case in enumerate(cases, start=1):
        # The old criteria may not know every question and unit of the case.
        known = {
            id: answer
            for id, answer in case.answers.items()
            if not any(mistakes_of_answer(id, answer, before.criteria))
        }
        old, new = replace(case, answers=known).verdict(before.criteria), case.verdict(criteria)
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
        before, after = _rule(was, old, wording), _rule(now, new, wording)
        if was and now and was.advice != now.advice:
            before += f", advice: {was.advice or 'none'}"
            after += f", advice: {now.advice or 'none'}"
        if before != after:
            changed.append(f"{id}: {before} → **{after}**")
    for id in {**old.questions, **new.questions}:
        asked, asks = old.questions.get(id), new.questions.get(id)
        if asked != asks:
            what = "no longer asked" if not asks else "new" if not asked else "asked differently"
            changed.append(f"question {id}: {what}")
    return changed


def _moved(old: Verdict, new: Verdict) -> list[str]:
    found = differences(old.statuses, new.statuses, "not compared")
    moved = [f"{id} {was} → {now}" for id, was, now in found]
    moved += [f"{each} first: yes" for each in new.advice if each not in old.advice]
    moved += [f"{each} first: no" for each in old.advice if each not in new.advice]
    return moved


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"* {each}" for each in items)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = []
    for row in (head, ["---"] * len(head), *rows):
        cells = (" ".join(text.split()).replace("|", "\\|") for text in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
