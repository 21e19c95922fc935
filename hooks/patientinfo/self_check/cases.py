"""Example children in plain words, with the verdict that each must get: ``cases.yml``."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Discriminator, PlainValidator, Tag, TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, Mistake, known_keys, unknown_name
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import Choice, Criteria, Outcome, Quantity, Status
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
            elif isinstance(question, Quantity):
                for unit, text in answer.items():
                    fields[question.field(id, unit)] = text
                    if question.unit_choices:
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

OTHERWISE = "cases"
"""The code of a problem with a child who comes out otherwise than written."""


def read_cases(
    path: Path, name: str, criteria: Criteria, *, compare: bool = True
) -> tuple[list[Case], list[Problem]]:
    """Read the example children and hold each against what the evaluation gives.

    Without ``compare``, those who come out otherwise are no problem: a report is about them.
    """
    return parse_cases(*data_file.read(path, name), criteria, compare=compare)


def parse_cases(
    file: DataFile, found: list[Problem], criteria: Criteria, *, compare: bool = True
) -> tuple[list[Case], list[Problem]]:
    """Turn a file's values into example children; those who cannot be read are left out.

    One who comes out otherwise than written is a warning: a changed rule changes every page
    with no other edit. What is asked before a change is taken in fails for it.
    """
    read, found = data_file.typed(adapter, file, found)
    good = []
    for index, case in enumerate(read.cases if read else ()):
        wrong, disagreements = _mistakes(case, criteria)
        found += file.problems(wrong, "cases", index)
        if not wrong:
            good.append(case)
        if compare:
            warned = file.problems(disagreements, "cases", index)
            found += [replace(each, level="warning", code=OTHERWISE) for each in warned]
    return good, found


@lru_cache(maxsize=1024)
def _mistakes(case: Case, criteria: Criteria) -> tuple[list[Mistake], list[Mistake]]:
    """Return why a child cannot be read, or how it comes out otherwise: once for the same two."""
    wrong = [*_in_answers(case, criteria)] or [*_in_fields(case, criteria)]
    return wrong, [] if wrong else [*_in_verdict(case, criteria)]


def _in_answers(case: Case, criteria: Criteria) -> Iterator[Mistake]:
    for id in case.findings:
        yield from unknown_name(id, criteria.criteria, ("findings", id), "a criterion")
    for id, answer in case.answers.items():
        yield from mistakes_of_answer(id, answer, criteria)


def mistakes_of_answer(id: str, answer: Given, criteria: Criteria) -> Iterator[Mistake]:
    """Find why an answer is none to the criteria's question with this id."""
    place, question = ("answers", id), criteria.questions.get(id)
    yield from unknown_name(id, criteria.questions, place, "a question")
    if isinstance(question, Choice):
        options = [*question.options, unknown]
        if not isinstance(answer, str) or answer not in options:
            what = f"{data_file.shown(answer)} is not an option of the question `{id}`."
            yield place, what, data_file.nearest(str(answer), options)
    elif question is None or answer == unknown:
        return
    elif isinstance(answer, str):
        what = f"{data_file.shown(answer)} does not say in which unit `{id}` is given."
        yield place, what, f"Write `{{{next(iter(question.units))}: {answer}}}`, or unknown."
    elif strange := [unit for unit in answer if unit not in question.units]:
        kind = f"a unit of the question `{id}`"
        yield from unknown_name(strange[0], question.units, place, kind)
    elif not answer or (question.entry == "one-of" and len(answer) > 1):
        yield place, f"`{id}` is given in {len(answer)} units.", "Give it in one unit."


def _in_fields(case: Case, criteria: Criteria) -> Iterator[Mistake]:
    _, troubles = read_fields(criteria, case.fields(criteria))
    for id, trouble in troubles.items():
        what, fix = f"The question `{id}` has no answer.", "Give one, or write unknown."
        if trouble != "missing":
            what = f"The form would ask for `{id}` again: {data_file.shown(case.answers[id])} is "
            what += f"{trouble.replace('-', ' ')}."
            fix = "Give an answer that the form takes."
        yield ("answers", id), what, fix


def _in_verdict(case: Case, criteria: Criteria) -> Iterator[Mistake]:
    verdict = case.verdict(criteria)
    fix = "Correct the case, or the criteria if the case is right."
    if case.outcome != verdict.outcome:
        what = f"The outcome is written as `{case.outcome}`; the criteria give `{verdict.outcome}`."
        yield ("outcome",), what, fix
    for id, said, status in differences(case.findings, verdict.statuses, "nothing"):
        what = f"The finding on `{id}` is written as `{said}`; the criteria give `{status}`."
        yield ("findings", id), what, fix
    if set(case.advice) != set(verdict.advice):
        said, gives = (", ".join(each) or "none" for each in (case.advice, verdict.advice))
        what = f"`advice` is written as `{said}`; the criteria give `{gives}`."
        yield ("advice",), what, fix


def differences(
    one: Mapping[str, Status], other: Mapping[str, Status], none: str
) -> list[tuple[str, str, str]]:
    """Return criteria of which two verdicts say different things, or one of them says ``none``."""
    return [
        (id, one.get(id, none), other.get(id, none))
        for id in {**one, **other}
        if one.get(id) != other.get(id)
    ]
