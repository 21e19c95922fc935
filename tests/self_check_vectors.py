"""Ways to fill in the self-check, made from any criteria file: every bound from both sides."""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, count

from patientinfo.self_check.criteria import Choice, Criteria, outcomes
from patientinfo.self_check.verdict import applies, evaluate, read_fields, unknown

Fields = dict[str, str]
"""What a form sends: texts by the names of its controls."""

Writing = tuple[str, str, str]
"""How a number is written: its ten digits, its decimal mark, what stands round it."""

STEPS = (30, 2, 0)
"""Decimals: the finest that a field takes, a hundredth, and whole numbers."""

MISTAKES = ("1,600", "1 600.5", "sixteen", "5 stone", "-1", "4.")
"""What is asked again in every field for a number."""

WRITINGS: tuple[Writing, ...] = (
    ("0123456789", ".", "{}"),
    ("0123456789", ",", " {}\u00a0"),
    ("٠١٢٣٤٥٦٧٨٩", "٫", "{}"),
    ("۰۱۲۳۴۵۶۷۸۹", "٫", "\u200f{}"),
    ("٠١٢٣٤٥٦٧٨٩", "،", "\u2067{}\u2069"),
    ("0123456789", ",", "{} {word}"),
    ("0123456789", ".", "{}{word}."),
    ("0123456789", ".", "{} {word}\u064b,"),
)


def vectors(criteria: Criteria, words: Mapping[str, str]) -> Iterator[Fields]:
    """Fill in every pair of questions in every way, the others so that they match.

    A question that applies only after another answer gets that answer, unless the pair says
    otherwise.
    """
    ways = {id: ways_to_answer(criteria, id, words) for id in criteria.questions}
    plain = {id: matching_way(criteria, id, ways[id]) for id in criteria.questions}
    if len(ways) == 1:
        yield from (way for [each] in [ways.values()] for way in each)
    for one, other in combinations(ways, 2):
        asked = plain | leading_to(criteria, one) | leading_to(criteria, other)
        for first in ways[one]:
            for second in ways[other]:
                yield form(asked | {one: first, other: second})


def single_vectors(criteria: Criteria, words: Mapping[str, str]) -> Iterator[Fields]:
    """Fill in one question in every way, the others so that they match."""
    ways = {id: ways_to_answer(criteria, id, words) for id in criteria.questions}
    plain = {id: matching_way(criteria, id, ways[id]) for id in criteria.questions}
    for id in ways:
        asked = plain | leading_to(criteria, id)
        yield from (form(asked | {id: way}) for way in ways[id])


def form(ways: Mapping[str, Fields]) -> Fields:
    """Put the fields of all questions together."""
    return {name: text for way in ways.values() for name, text in way.items()}


def leading_to(criteria: Criteria, id: str) -> dict[str, Fields]:
    """Return the answers after which a question applies."""
    found: dict[str, Fields] = {}
    for other, option in (criteria.questions[id].applies_when or {}).items():
        found |= {**leading_to(criteria, other), other: {other: option}}
    return found


def matching_way(criteria: Criteria, id: str, ways: list[Fields]) -> Fields:
    """Return the way to answer that comes closest to being met, and is no mistake."""
    order = list(outcomes)
    own = {key: rule for key, rule in criteria.criteria.items() if rule.question == id}

    def rank(way: Fields) -> int:
        answers, troubles = read_fields(criteria, form(leading_to(criteria, id)) | way)
        assert applies(criteria, id, answers)
        findings = evaluate(criteria, answers).findings
        worst = min(order.index(each.status) for each in findings if each.criterion in own)
        return -1 if id in troubles else worst

    return max(ways, key=rank)


def ways_to_answer(criteria: Criteria, id: str, words: Mapping[str, str]) -> list[Fields]:
    """Return every way in which a question is worth filling in, mistakes included."""
    question = criteria.questions[id]
    if isinstance(question, Choice):
        return [*({id: option} for option in [*question.options, unknown, "no-option"]), {}]
    ways: list[Fields] = [{}, {f"{id}-unknown": "on"}]
    parts = question.entry == "parts"
    first, *others = question.units
    for text in (*MISTAKES, *wrong_units(words)):
        ways.append({f"{id}-{first}": text} if parts else {id: text, f"{id}-unit": first})
    turn = count()
    for value in turning_points(criteria, id):
        for unit, factor in question.units.items():
            for number in numbers_around(value / factor):
                text = typed(number, unit, words, next(turn))
                if parts:
                    ways.append({f"{id}-{unit}": text})
                else:
                    ways.append({id: text, f"{id}-unit": unit} if others else {id: text})
        if parts and others:
            whole = value // question.units[first]
            rest = (value - whole * question.units[first]) / question.units[others[-1]]
            for number in numbers_around(rest):
                ways.append(
                    {
                        f"{id}-{first}": typed(Fraction(whole), first, words, next(turn)),
                        f"{id}-{others[-1]}": typed(number, others[-1], words, next(turn)),
                    }
                )
    some = next((way for way in ways if id in way and f"{id}-unit" in way), None)
    if some and others:
        word = next((written(word) for word, unit in words.items() if unit == others[-1]), "")
        ways += [{**some, f"{id}-unit": ""}, {id: f"40 {word}", f"{id}-unit": ""}]
    return ways


def wrong_units(words: Mapping[str, str]) -> list[str]:
    """Write a number with a word for each unit, so that most contradict the field's own."""
    one_each = {unit: written(word) for word, unit in words.items()}
    return [f"40 {word}" for word in one_each.values()]


def written(word: str) -> str:
    """Write a word for a unit, with an ending where a star allows for one."""
    return word.replace("*", "ია")


def turning_points(criteria: Criteria, id: str) -> list[Fraction]:
    """Return every number of the file at which the answer to a question begins to differ."""
    question = criteria.quantity(id)
    points = {question.base(question.plausible.low), question.base(question.plausible.high)}
    for criterion in criteria.criteria.values():
        if criterion.question == id and criterion.bound:
            bound = question.base(criterion.bound)
            near = question.base(criterion.near) if criterion.near else Fraction(0)
            points |= {bound, bound - near, bound + near}
    return sorted(points)


def numbers_around(value: Fraction) -> list[Fraction]:
    """Return the number where it can be typed, and its neighbours on each grid of decimals."""
    found = set()
    for places in STEPS:
        below = math.floor(value * 10**places)
        found |= {Fraction(below + step, 10**places) for step in (-1, 0, 1, 2)}
    return sorted(each for each in found if each >= 0)


def typed(number: Fraction, unit: str, words: Mapping[str, str], turn: int) -> str:
    """Write a number of at most thirty decimals, each turn as other readers write it."""
    digits, mark, frame = WRITINGS[turn % len(WRITINGS)]
    own = [written(word) for word, stands_for in words.items() if stands_for == unit]
    word = own[turn // len(WRITINGS) % len(own)] if own else ""
    text = decimal_text(number).replace(".", mark)
    text = text.translate({ord("0") + index: digit for index, digit in enumerate(digits)})
    return frame.format(text, word=word) if word or "word" not in frame else text


def decimal_text(number: Fraction) -> str:
    """Write a number exactly; never with three decimals, which would be asked again."""
    scaled = number * 10**30
    assert scaled.denominator == 1
    whole, decimals = divmod(scaled.numerator, 10**30)
    text = f"{decimals:030}".rstrip("0")
    if len(text) == 3:
        text += "0"
    return f"{whole}.{text}" if text else str(whole)
