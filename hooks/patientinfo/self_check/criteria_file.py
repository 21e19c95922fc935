"""Reads ``criteria.yml`` and checks that the rules in it make sense together."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic import TypeAdapter

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, Location
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import (
    Amount,
    Choice,
    Criteria,
    Criterion,
    Quantity,
    Source,
    Status,
    kebab_case,
    outcomes,
    this_site,
    written,
)

adapter = TypeAdapter(Criteria)


def read_criteria(path: Path, name: str) -> tuple[Criteria | None, list[Problem]]:
    """Read the criteria file; with any problem there are no criteria."""
    text, found = data_file.read_text(path, name)
    if found:
        return None, found
    criteria, problems = _parsed(text, name)
    return criteria, list(problems)


@lru_cache(maxsize=16)
def _parsed(text: str, name: str) -> tuple[Criteria | None, tuple[Problem, ...]]:
    criteria, problems = parse_criteria(*data_file.parse(text, name))
    return criteria, tuple(problems)


def parse_criteria(file: DataFile, found: list[Problem]) -> tuple[Criteria | None, list[Problem]]:
    """Turn a file's values into criteria, and check that they make sense together."""
    if file.values is None and found:
        return None, found
    criteria, wrong = data_file.typed(adapter, file)
    found = [*found, *wrong]
    if criteria is None:
        return None, found
    found += _problems_of_ids(criteria, file)
    found += _problems_of_questions(criteria, file)
    found += _problems_of_criteria(criteria, file)
    if not found:
        found += _problems_of_outcomes(criteria, file)
    return (None, found) if found else (criteria, [])


def _problems_of_ids(criteria: Criteria, file: DataFile) -> Iterator[Problem]:
    places: list[Location] = [("questions", id) for id in criteria.questions]
    places += [("criteria", id) for id in criteria.criteria]
    names = [str(place[-1]) for place in places]
    for id, question in criteria.questions.items():
        if isinstance(question, Choice):
            places += [("questions", id, "options", at) for at in range(len(question.options))]
            names += question.options
    for place, name in zip(places, names, strict=True):
        if not kebab_case.fullmatch(name):
            what = f"`{name}` is not an id."
            fix = "Write small letters a-z and digits, with hyphens between the words."
            yield file.problem(place, what, fix)


def _problems_of_questions(criteria: Criteria, file: DataFile) -> Iterator[Problem]:
    asked = {criterion.question for criterion in criteria.criteria.values()}
    for id, question in criteria.questions.items():
        place = ("questions", id)
        if id not in asked:
            what = f"`questions.{id}` is asked, but no criterion uses the answer."
            fix = "Add a criterion with this question, or remove the question."
            yield file.problem(place, what, fix)
        if isinstance(question, Choice):
            yield from _problems_of_options(question, (*place, "options"), file)
        else:
            yield from _problems_of_units(question, criteria.units, place, file)
        if question.applies_when is not None:
            yield from _problems_of_condition(criteria, id, question.applies_when, file)
    source = criteria.source
    if source.check_again <= source.seen:
        what = f"`source.check_again` is `{source.check_again}`, which is not after `seen`."
        fix = "Write the day by which somebody should read the source again."
        yield file.problem(("source", "check_again"), what, fix)


def _problems_of_options(question: Choice, place: Location, file: DataFile) -> Iterator[Problem]:
    if not question.options:
        yield file.problem(place, "The list of options is empty.", "Write at least one option.")
    for at, option in enumerate(question.options):
        if option == "unknown":
            what = '`unknown` is not an option: every question has "I don\'t know" already.'
            yield file.problem((*place, at), what, "Remove it, or give the option another id.")
        if option in question.options[:at]:
            what = f"The option `{option}` stands twice."
            yield file.problem((*place, at), what, "Remove one of the two, or give it another id.")


def _problems_of_units(
    question: Quantity, known: Iterable[str], place: Location, file: DataFile
) -> Iterator[Problem]:
    for unit, factor in question.units.items():
        if unit not in known:
            what = f"`{unit}` is not one of the file's `units`."
            yield file.problem((*place, "units", unit), what, data_file.nearest(unit, list(known)))
        if factor == 0:
            what = f"`{unit}` has the factor `0`."
            fix = "Write how much of the base unit it is."
            yield file.problem((*place, "units", unit), what, fix)
    if 1 not in question.units.values():
        what = "No unit has the factor `1`, so there is no base unit."
        fix = "Give one unit the factor 1 and the others as multiples of it."
        yield file.problem((*place, "units"), what, fix)
    low, high = question.plausible.low, question.plausible.high
    wrong = [
        *_problems_of_amount(low, question, (*place, "plausible", "low"), file),
        *_problems_of_amount(high, question, (*place, "plausible", "high"), file),
    ]
    yield from wrong
    if not wrong and question.base(low) >= question.base(high):
        what = f"`plausible` goes from {written(low)} to {written(high)}: nothing lies between."
        fix = "Write the smaller number as `low` and the larger one as `high`."
        yield file.problem((*place, "plausible"), what, fix)


def _problems_of_amount(
    amount: Amount, question: Quantity, place: Location, file: DataFile
) -> Iterator[Problem]:
    if amount.unit not in question.units:
        yield file.problem(
            (*place, "unit"),
            f"`{amount.unit}` is not a unit of this question.",
            data_file.nearest(amount.unit, list(question.units)),
        )


def _problems_of_condition(
    criteria: Criteria, id: str, condition: Mapping[str, str], file: DataFile
) -> Iterator[Problem]:
    place = ("questions", id, "applies_when")
    if len(condition) != 1:
        what = f"`applies_when` of `{id}` names {len(condition)} questions."
        yield file.problem(place, what, "Name one question and one of its options.")
        return
    [(other, option)] = condition.items()
    question = criteria.questions.get(other)
    if question is None:
        yield file.problem(
            (*place, other),
            f"`{other}` is not a question.",
            data_file.nearest(other, list(criteria.questions)),
        )
    elif not isinstance(question, Choice):
        what = f"`{other}` asks for a number, so it has no option `{option}`."
        yield file.problem((*place, other), what, "Name a question with options.")
    elif option not in question.options:
        what = f"`{option}` is not an option of the question `{other}`."
        yield file.problem((*place, other), what, data_file.nearest(option, question.options))
    if id in _conditions(criteria, id):
        what = f"Whether `{id}` applies depends on itself, by way of `{other}`."
        yield file.problem(place, what, "Take `applies_when` off one of these questions.")


def _conditions(criteria: Criteria, id: str) -> list[str]:
    """Return the questions on which it depends whether a question applies, nearest first."""
    chain: list[str] = []
    current = criteria.questions.get(id)
    while current and current.applies_when:
        other = next(iter(current.applies_when))
        if other in chain:
            break
        chain.append(other)
        current = criteria.questions.get(other)
    return chain


def _problems_of_criteria(criteria: Criteria, file: DataFile) -> Iterator[Problem]:
    for id, criterion in criteria.criteria.items():
        place = ("criteria", id)
        yield from _problems_of_statement(criterion, place, criteria.source, file)
        question = criteria.questions.get(criterion.question)
        if question is None:
            yield file.problem(
                (*place, "question"),
                f"`{criterion.question}` is not a question.",
                data_file.nearest(criterion.question, list(criteria.questions)),
            )
        elif isinstance(question, Choice):
            yield from _problems_of_statuses(id, criterion, question, file)
        else:
            yield from _problems_of_bound(id, criterion, question, file)
    yield from _problems_of_pairs(criteria, file)


def _problems_of_statement(
    criterion: Criterion, place: Location, source: Source, file: DataFile
) -> Iterator[Problem]:
    if criterion.stated_in not in (source.id, this_site):
        yield file.problem(
            (*place, "stated_in"),
            f"`{criterion.stated_in}` is not a source.",
            data_file.nearest(criterion.stated_in, [source.id, this_site]),
        )
    elif criterion.is_clinics and criterion.seen is None:
        what = f"`{'.'.join(map(str, place))}.seen` is missing."
        fix = "Write the day on which somebody read this rule in the source."
        yield file.problem(place, what, fix)
    elif not criterion.is_clinics and not criterion.reason:
        what = f"`{'.'.join(map(str, place))}.reason` is missing."
        yield file.problem(place, what, "Say in a sentence why the site asks this.")


def _problems_of_statuses(
    id: str, criterion: Criterion, question: Choice, file: DataFile
) -> Iterator[Problem]:
    place = ("criteria", id)
    for key in ("at_least", "below", "otherwise", "near"):
        if getattr(criterion, key) is not None:
            what = f"`criteria.{id}.{key}` is for numbers, but `{criterion.question}` has options."
            fix = "Remove it, and write `options` with a status for each."
            yield file.problem((*place, key), what, fix)
    statuses = criterion.options or {}
    for option in question.options:
        if option not in statuses:
            what = f"`criteria.{id}` gives no status to the option `{option}`."
            fix = f"Add `{option}:` with met, unmet, refer or unknown."
            yield file.problem((*place, "options"), what, fix)
    for option in statuses:
        if option not in question.options:
            yield file.problem(
                (*place, "options", option),
                f"`{option}` is not an option of the question `{criterion.question}`.",
                data_file.nearest(option, question.options),
            )


def _problems_of_bound(
    id: str, criterion: Criterion, question: Quantity, file: DataFile
) -> Iterator[Problem]:
    place = ("criteria", id)
    if criterion.options is not None:
        what = f"`criteria.{id}.options` is for choices, but `{criterion.question}` is a number."
        yield file.problem((*place, "options"), what, "Remove it, and write `at_least` or `below`.")
    bound = criterion.bound
    if bound is None or (criterion.at_least and criterion.below):
        what = f"`criteria.{id}` has {'both' if bound else 'neither'} `at_least` "
        what += f"{'and' if bound else 'nor'} `below`."
        yield file.problem(place, what, "Write one of the two.")
        return
    if criterion.otherwise is None:
        what = f"`criteria.{id}.otherwise` is missing."
        fix = "Write unmet or unknown: the status of a number that does not meet the rule."
        yield file.problem(place, what, fix)
    key = "at_least" if criterion.at_least else "below"
    wrong = list(_problems_of_amount(bound, question, (*place, key), file))
    if criterion.near:
        wrong += _problems_of_amount(criterion.near, question, (*place, "near"), file)
    yield from wrong
    low, high = question.plausible.low, question.plausible.high
    known = all(amount.unit in question.units for amount in (low, high, bound))
    if known and not question.base(low) < question.base(bound) <= question.base(high):
        what = f"`criteria.{id}.{key}` is {written(bound)}, outside what `{criterion.question}` "
        what += f"accepts ({written(low)} to {written(high)})."
        fix = "Correct the number or its unit, or widen `plausible`."
        yield file.problem((*place, key, "value"), what, fix)


def _problems_of_pairs(criteria: Criteria, file: DataFile) -> Iterator[Problem]:
    """Find bounds on one question that no number can meet together."""
    for id, criterion in criteria.criteria.items():
        question = criteria.questions.get(criterion.question)
        for other, against in criteria.criteria.items():
            low, high = criterion.at_least, against.below
            if not (isinstance(question, Quantity) and low and high):
                continue
            if criterion.question != against.question:
                continue
            if low.unit not in question.units or high.unit not in question.units:
                continue
            if question.base(low) >= question.base(high):
                what = f"No answer can meet both `{id}` (at least {written(low)}) and `{other}` "
                what += f"(below {written(high)})."
                fix = "Correct one of the two numbers."
                yield file.problem(("criteria", id, "at_least"), what, fix)


def _problems_of_outcomes(criteria: Criteria, file: DataFile) -> Iterator[Problem]:
    order = list(outcomes)
    reached = _combined(
        _reachable(criteria, id, order)
        for id, question in criteria.questions.items()
        if not question.applies_when
    )
    for rank, status in enumerate(order):
        if rank not in reached:
            yield file.problem(
                ("criteria",),
                f"No answers can lead to the outcome `{outcomes[status]}`.",
                f"Check which answers should have the status {status}."
                if status != "met"
                else "Check that some answer to each question is met.",
            )


def _reachable(criteria: Criteria, id: str, order: list[Status]) -> set[int]:
    """Return the ranks of the statuses that decide, over all answers to a question.

    Questions that apply only after some of these answers are counted with them.
    """
    question = criteria.questions[id]
    rules = [each for each in criteria.criteria.values() if each.question == id]
    reached = {order.index("unknown")}
    if isinstance(question, Quantity):
        return reached | {
            min(order.index(rule.status_of_number(value, question)) for rule in rules)
            for value in _samples(rules, question)
        }
    for option in question.options:
        own = min(order.index(rule.status_of_option(option)) for rule in rules)
        followers = [
            _reachable(criteria, other, order)
            for other, follower in criteria.questions.items()
            if follower.applies_when == {id: option}
        ]
        reached |= _combined([{own}, *followers])
    return reached


def _combined(sets: Iterable[set[int]]) -> set[int]:
    """Return every rank that decides when one is taken from each set: the first in the order."""
    combined = {len(outcomes) - 1}
    for ranks in sets:
        combined = {min(a, b) for a in combined for b in ranks}
    return combined


def _samples(rules: list[Criterion], question: Quantity) -> list[Fraction]:
    """Return a number from each stretch between bounds, and each end."""
    ends = {question.base(question.plausible.low), question.base(question.plausible.high)}
    cuts = sorted(ends | {question.base(rule.bound) for rule in rules if rule.bound})
    return [*cuts, *((a + b) / 2 for a, b in pairwise(cuts))]
