"""Example children in plain words, with the verdict that each must get: ``cases.yml``."""

from collections.abc import Iterator
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Discriminator, PlainValidator, Tag, TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, Location, known_keys
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import Choice, Criteria, Outcome, Status
from patientinfo.self_check.verdict import Verdict, evaluate, read_fields, unknown


def as_typed(value: object) -> str:
    """Take a number as a reader types it: a whole number as it is, others in quotes."""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise ValueError('Write a whole number, or what is typed in double quotes: "15.5".')


Typed = Annotated[str, PlainValidator(as_typed, json_schema_input_type=int | str)]


Given = Annotated[
    Annotated[str, Tag("[text]")] | Annotated[dict[str, Typed], Tag("[amounts]")],
    Discriminator(lambda given: "[amounts]" if isinstance(given, dict) else "[text]"),
]


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Case:
    """An example child. A number is given as typed, by unit; a choice by its option."""

    who: str
    answers: dict[str, Given]
    outcome: Outcome
    findings: dict[str, Status]
    advice: list[str] = field(default_factory=list)

    def fields(self, criteria: Criteria) -> dict[str, str]:
        """Return the form's fields as this family fills them in, by name."""
        fields: dict[str, str] = {}
        for id, answer in self.answers.items():
            question = criteria.questions[id]
            if isinstance(answer, str):
                choice = isinstance(question, Choice)
                fields |= {id: answer} if choice else {f"{id}-unknown": "on"}
            elif isinstance(question, Choice):
                continue
            elif question.entry == "parts":
                fields |= {f"{id}-{unit}": text for unit, text in answer.items()}
            else:
                [(unit, text)] = answer.items()
                fields[id] = text
                if len(question.units) > 1:
                    fields[f"{id}-unit"] = unit
        return fields

    def verdict(self, criteria: Criteria) -> Verdict:
        """Return what the evaluation gives for this child."""
        answers, _ = read_fields(criteria, self.fields(criteria))
        return evaluate(criteria, answers)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Cases:
    """All example children."""

    cases: list[Case]


adapter = TypeAdapter(Cases)


def read_cases(
    path: Path, name: str, criteria: Criteria, *, compare: bool = True
) -> tuple[list[Case], list[Problem]]:
    """Read the example children and hold each against what the evaluation gives.

    Without ``compare``, those who come out otherwise are no problem: a report is about them.
    """
    text, found = data_file.read_text(path, name)
    if found:
        return [], found
    cases, problems = _parsed(text, name, criteria, compare)
    return list(cases), list(problems)


@lru_cache(maxsize=16)
def _parsed(
    text: str, name: str, criteria: Criteria, compare: bool
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    file, found = data_file.parse(text, name)
    cases, problems = parse_cases(file, found, criteria, compare=compare)
    return tuple(cases), tuple(problems)


def parse_cases(
    file: DataFile, found: list[Problem], criteria: Criteria, *, compare: bool = True
) -> tuple[list[Case], list[Problem]]:
    """Turn a file's values into example children; those who cannot be read are left out.

    One who comes out otherwise than written is a warning: a changed rule changes every page
    with no other edit, and the tests say which children to look at.
    """
    if file.values is None and found:
        return [], found
    read, wrong = data_file.typed(adapter, file)
    found = [*found, *wrong]
    if read is None:
        return [], found
    good = []
    for index, case in enumerate(read.cases):
        place: Location = ("cases", index)
        problems = list(_problems_of_answers(case, criteria, place, file))
        if not problems:
            problems = list(_problems_of_fields(case, criteria, place, file))
        found += problems
        if problems:
            continue
        good.append(case)
        if compare:
            disagreements = _problems_of_verdict(case, criteria, place, file)
            found += [replace(each, level="warning") for each in disagreements]
    return good, found


def _problems_of_answers(
    case: Case, criteria: Criteria, place: Location, file: DataFile
) -> Iterator[Problem]:
    for id in case.findings:
        if id not in criteria.criteria:
            yield file.problem(
                (*place, "findings", id),
                f"`{id}` is not a criterion.",
                data_file.nearest(id, list(criteria.criteria)),
            )
    for id, answer in case.answers.items():
        at = (*place, "answers", id)
        question = criteria.questions.get(id)
        if question is None:
            known = list(criteria.questions)
            yield file.problem(at, f"`{id}` is not a question.", data_file.nearest(id, known))
        elif isinstance(question, Choice):
            if not isinstance(answer, str) or answer not in (*question.options, unknown):
                yield file.problem(
                    at,
                    f"{data_file.shown(answer)} is not an option of the question `{id}`.",
                    data_file.nearest(str(answer), [*question.options, unknown]),
                )
        elif isinstance(answer, str):
            if answer != unknown:
                what = f"{data_file.shown(answer)} does not say in which unit `{id}` is given."
                fix = f"Write `{{{next(iter(question.units))}: {answer}}}`, or unknown."
                yield file.problem(at, what, fix)
        elif strange := [unit for unit in answer if unit not in question.units]:
            what = f"`{strange[0]}` is not a unit of the question `{id}`."
            yield file.problem(at, what, data_file.nearest(strange[0], list(question.units)))
        elif not answer or (question.entry == "one-of" and len(answer) > 1):
            what = f"`{id}` is given in {len(answer)} units."
            yield file.problem(at, what, "Give it in one unit.")


def _problems_of_fields(
    case: Case, criteria: Criteria, place: Location, file: DataFile
) -> Iterator[Problem]:
    _, troubles = read_fields(criteria, case.fields(criteria))
    for id, trouble in troubles.items():
        missing = trouble == "missing"
        yield file.problem(
            (*place, "answers", id),
            f"The question `{id}` has no answer."
            if missing
            else f"The form would ask for `{id}` again: {data_file.shown(case.answers[id])} is "
            f"{trouble.replace('-', ' ')}.",
            "Give one, or write unknown." if missing else "Give an answer that the form takes.",
        )


def _problems_of_verdict(
    case: Case, criteria: Criteria, place: Location, file: DataFile
) -> Iterator[Problem]:
    verdict = case.verdict(criteria)
    given = {finding.criterion: finding.status for finding in verdict.findings}
    fix = "Correct the case, or the criteria if the case is right."
    if case.outcome != verdict.outcome:
        what = f"The outcome is written as `{case.outcome}`; the criteria give `{verdict.outcome}`."
        yield file.problem((*place, "outcome"), what, fix)
    for id in sorted(case.findings.keys() | given.keys()):
        said, status = case.findings.get(id, "nothing"), given.get(id, "nothing")
        if said != status:
            what = f"The finding on `{id}` is written as `{said}`; the criteria give `{status}`."
            yield file.problem((*place, "findings", id), what, fix)
    if set(case.advice) != set(verdict.advice):
        said, gives = (", ".join(each) or "none" for each in (case.advice, verdict.advice))
        what = f"`advice` is written as `{said}`; the criteria give `{gives}`."
        yield file.problem((*place, "advice"), what, fix)
