"""Reads ``criteria.yml`` and checks that the rules in it make sense together."""

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from pathlib import Path

from pydantic import TypeAdapter

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, Location, Mistake, unknown_name
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import (
    Amount,
    Choice,
    Criteria,
    Criterion,
    Quantity,
    Status,
    kebab_case,
    outcomes,
    this_site,
    written,
)

adapter = TypeAdapter(Criteria)


def read_criteria(path: Path, name: str) -> tuple[Criteria | None, list[Problem]]:
    """Read the criteria file; with any problem there are no criteria."""
    return data_file.read_once(path, name, parse_criteria)


def parse_criteria(file: DataFile, found: list[Problem]) -> tuple[Criteria | None, list[Problem]]:
    """Turn a file's values into criteria, and check that they make sense together."""
    criteria, found = data_file.typed(adapter, file, found)
    if criteria is None:
        return None, found
    found += file.problems([*_in_questions(criteria), *_in_criteria(criteria)])
    if not found:
        found += file.problems(_in_outcomes(criteria))
    return (None, found) if found else (criteria, [])


def _in_id(id: str, place: Location) -> Iterator[Mistake]:
    if not kebab_case.fullmatch(id):
        fix = "Write small letters a-z and digits, with hyphens between the words."
        yield place, f"`{id}` is not an id.", fix


def _in_questions(criteria: Criteria) -> Iterator[Mistake]:
    asked = {criterion.question for criterion in criteria.criteria.values()}
    for id, question in criteria.questions.items():
        place = ("questions", id)
        yield from _in_id(id, place)
        if id not in asked:
            what = f"`questions.{id}` is asked, but no criterion uses the answer."
            yield place, what, "Add a criterion with this question, or remove the question."
        if isinstance(question, Choice):
            yield from _in_options(question.options, (*place, "options"))
        else:
            yield from _in_units(question, criteria.units, place)
        if question.applies_when is not None:
            yield from _in_condition(criteria, id, question.applies_when)
    source = criteria.source
    if source.check_again <= source.seen:
        what = f"`source.check_again` is `{source.check_again}`, which is not after `seen`."
        fix = "Write the day by which somebody should read the source again."
        yield ("source", "check_again"), what, fix


def _in_options(options: list[str], place: Location) -> Iterator[Mistake]:
    if not options:
        yield place, "The list of options is empty.", "Write at least one option."
    for at, option in enumerate(options):
        yield from _in_id(option, (*place, at))
        if option == "unknown":
            what = '`unknown` is not an option: every question has "I don\'t know" already.'
            yield (*place, at), what, "Remove it, or give the option another id."
        if option in options[:at]:
            what = f"The option `{option}` stands twice."
            yield (*place, at), what, "Remove one of the two, or give it another id."


def _in_units(question: Quantity, known: Iterable[str], place: Location) -> Iterator[Mistake]:
    at, range = (*place, "units"), (*place, "plausible")
    for unit, factor in question.units.items():
        yield from unknown_name(unit, known, (*at, unit), "one of the file's `units`")
        if factor == 0:
            what = f"`{unit}` has the factor `0`."
            yield (*at, unit), what, "Write how much of the base unit it is."
    if 1 not in question.units.values():
        fix = "Give one unit the factor 1 and the others as multiples of it."
        yield at, "No unit has the factor `1`, so there is no base unit.", fix
    low, high = question.plausible.low, question.plausible.high
    yield from _in_amounts(question, range, low=low, high=high)
    if question.knows(low, high) and question.base(low) >= question.base(high):
        what = f"`plausible` goes from {written(low)} to {written(high)}: nothing lies between."
        yield range, what, "Write the smaller number as `low` and the larger one as `high`."


def _in_amounts(question: Quantity, place: Location, **amounts: Amount | None) -> Iterator[Mistake]:
    for key, amount in amounts.items():
        if amount:
            at, kind = (*place, key, "unit"), "a unit of this question"
            yield from unknown_name(amount.unit, question.units, at, kind)


def _in_condition(criteria: Criteria, id: str, condition: dict[str, str]) -> Iterator[Mistake]:
    place = ("questions", id, "applies_when")
    if len(condition) != 1:
        what = f"`applies_when` of `{id}` names {len(condition)} questions."
        yield place, what, "Name one question and one of its options."
        return
    [(other, option)] = condition.items()
    at, question = (*place, other), criteria.questions.get(other)
    yield from unknown_name(other, criteria.questions, at, "a question")
    if isinstance(question, Choice):
        kind = f"an option of the question `{other}`"
        yield from unknown_name(option, question.options, at, kind)
    elif question:
        what = f"`{other}` asks for a number, so it has no option `{option}`."
        yield at, what, "Name a question with options."
    if id in _conditions(criteria, id):
        what = f"Whether `{id}` applies depends on itself, by way of `{other}`."
        yield place, what, "Take `applies_when` off one of these questions."


def _conditions(criteria: Criteria, id: str) -> set[str]:
    """Return the questions on which it depends whether a question applies."""
    found: set[str] = set()
    while (question := criteria.questions.get(id)) and question.applies_when:
        id = next(iter(question.applies_when))
        if id in found:
            break
        found.add(id)
    return found


def _in_criteria(criteria: Criteria) -> Iterator[Mistake]:
    sources = [criteria.source.id, this_site]
    for id, criterion in criteria.criteria.items():
        place, name = ("criteria", id), criterion.question
        yield from _in_id(id, place)
        yield from unknown_name(criterion.stated_in, sources, (*place, "stated_in"), "a source")
        if criterion.stated_in == criteria.source.id and criterion.seen is None:
            fix = "Write the day on which somebody read this rule in the source."
            yield place, f"`criteria.{id}.seen` is missing.", fix
        if not criterion.from_source and not criterion.reason:
            fix = "Say in a sentence why the site asks this."
            yield place, f"`criteria.{id}.reason` is missing.", fix
        yield from unknown_name(name, criteria.questions, (*place, "question"), "a question")
        question = criteria.questions.get(name)
        if isinstance(question, Choice):
            yield from _in_statuses(id, criterion, question)
        elif question:
            yield from _in_bound(id, criterion, question)
            yield from _in_pairs(id, criterion, question, criteria)


def _in_statuses(id: str, criterion: Criterion, question: Choice) -> Iterator[Mistake]:
    place, name = ("criteria", id), criterion.question
    for key in ("at_least", "below", "otherwise", "near"):
        if getattr(criterion, key) is not None:
            what = f"`criteria.{id}.{key}` is for numbers, but `{name}` has options."
            yield (*place, key), what, "Remove it, and write `options` with a status for each."
    at, statuses = (*place, "options"), criterion.options or {}
    for option in question.options:
        if option not in statuses:
            what = f"`criteria.{id}` gives no status to the option `{option}`."
            yield at, what, f"Add `{option}:` with met, unmet, refer or unknown."
    for option in statuses:
        kind = f"an option of the question `{name}`"
        yield from unknown_name(option, question.options, (*at, option), kind)


def _in_bound(id: str, criterion: Criterion, question: Quantity) -> Iterator[Mistake]:
    place, name, bound = ("criteria", id), criterion.question, criterion.bound
    if criterion.options is not None:
        what = f"`criteria.{id}.options` is for choices, but `{name}` is a number."
        yield (*place, "options"), what, "Remove it, and write `at_least` or `below`."
    if bound is None or (criterion.at_least and criterion.below):
        said = "both `at_least` and `below`" if bound else "neither `at_least` nor `below`"
        yield place, f"`criteria.{id}` has {said}.", "Write one of the two."
        return
    if criterion.otherwise is None:
        fix = "Write unmet or unknown: the status of a number that does not meet the rule."
        yield place, f"`criteria.{id}.otherwise` is missing.", fix
    key = "at_least" if criterion.at_least else "below"
    yield from _in_amounts(question, place, **{key: bound, "near": criterion.near})
    low, high = question.plausible.low, question.plausible.high
    if not question.knows(low, high, bound):
        return
    if not question.base(low) < question.base(bound) <= question.base(high):
        what = f"`criteria.{id}.{key}` is {written(bound)}, outside what `{name}` "
        what += f"accepts ({written(low)} to {written(high)})."
        fix = "Correct the number or its unit, or widen `plausible`."
        yield (*place, key, "value"), what, fix


def _in_pairs(
    id: str, criterion: Criterion, question: Quantity, criteria: Criteria
) -> Iterator[Mistake]:
    """Find bounds on one question that no number can meet together."""
    low = criterion.at_least
    for other, against in criteria.criteria.items():
        high = against.below
        if not (low and high and against.question == criterion.question):
            continue
        if question.knows(low, high) and question.base(low) >= question.base(high):
            what = f"No answer can meet both `{id}` (at least {written(low)}) and `{other}` "
            what += f"(below {written(high)})."
            yield ("criteria", id, "at_least"), what, "Correct one of the two numbers."


def _in_outcomes(criteria: Criteria) -> Iterator[Mistake]:
    asked = [id for id, question in criteria.questions.items() if not question.applies_when]
    reached = _combined(_reachable(criteria, id) for id in asked)
    for status, outcome in outcomes.items():
        if status not in reached:
            fix = "Check that some answer to each question is met."
            if status != "met":
                fix = f"Check which answers should have the status {status}."
            yield ("criteria",), f"No answers can lead to the outcome `{outcome}`.", fix


def _reachable(criteria: Criteria, id: str) -> set[Status]:
    """Return the statuses that decide, over all answers to a question.

    Questions that apply only after some of these answers are counted with them.
    """
    question = criteria.questions[id]
    rules = [each for each in criteria.criteria.values() if each.question == id]
    reached: set[Status] = {"unknown"}
    if isinstance(question, Quantity):
        amounts = [question.plausible.low, question.plausible.high]
        amounts += [rule.bound for rule in rules if rule.bound]
        # Each bound and end, and a number from each stretch between them.
        cuts = sorted({question.base(each) for each in amounts})
        for value in (*cuts, *((a + b) / 2 for a, b in pairwise(cuts))):
            reached |= _combined({rule.status_of_number(value, question)} for rule in rules)
        return reached
    for option in question.options:
        followers = [
            _reachable(criteria, other)
            for other, follower in criteria.questions.items()
            if follower.applies_when == {id: option}
        ]
        reached |= _combined([*({rule.status_of_option(option)} for rule in rules), *followers])
    return reached


def _combined(sets: Iterable[set[Status]]) -> set[Status]:
    """Return every status that decides when one is taken from each set: the first in the order."""
    order = list(outcomes)
    combined: set[Status] = {"met"}
    for statuses in sets:
        combined = {min(pair, key=order.index) for pair in product(combined, statuses)}
    return combined
