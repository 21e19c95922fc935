"""No number of a rule stands in a text instead of ``criteria.yml``.

A literal stays behind when a rule changes, and two texts that differ leave a family guessing. How
a language writes numbers, units and rules stands in its ``_language.yml``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from patientinfo.checks.plain_words import own_passages
from patientinfo.languages.language import Language
from patientinfo.languages.letters import WORD, finder, fold, places, shapes
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.reading import passages
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import Amount, Criteria, Quantity, written
from patientinfo.site import Site

NEEDS = ("languages", "criteria")

DIGITS = r"(?<!\d)(?<!\d[.,٫⁄])\d++(?:[.,٫]\d++)?+"
SEPARATOR = re.compile("[,٫]")
GAP = r"[\s-]*"
"""What may stand between a number and its unit."""

ENDING = r"(?:-[^\W\d_]{1,3}(?![^\W_]))?"
"""An ending that is written behind the digits: 4-х лет."""

DASH = r"\s*[-\u2010-\u2015]\s*"
BEGIN = r"(?<![^\W\d_])"

RULE_KEYS = ("criteria.", "criteria_list.", "outcomes.", "questions.", "self_check.")
"""Texts that are about the rules, whatever words they have; so is the self-check's page."""


@dataclass(frozen=True)
class Written:
    """A number with its unit as a text has it: ``four years``."""

    start: int
    text: str
    value: Fraction
    unit: str


@dataclass(frozen=True)
class Finders:
    """What finds in a language's folded text: numbers with a unit, and words about rules."""

    values: Mapping[str, Fraction]
    amount: re.Pattern[str]
    units: Mapping[str, re.Pattern[str]]
    rules: re.Pattern[str]
    demands: re.Pattern[str]
    about: Mapping[str, re.Pattern[str]]
    bare: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=64)
def finders(language: Language) -> Finders:
    """Return what finds the numbers of a language that says how it writes them."""
    numbers, letters = language.numbers, language.letters
    assert numbers is not None

    def of(words: Iterable[str], begin: str = BEGIN) -> str:
        return f"{begin}{finder(words, letters)}"

    values = {fold(word, letters): Fraction(value) for word, value in numbers.words.items()}
    tens = of(word for word, value in numbers.words.items() if value in range(10, 100, 10))
    ones = of(word for word, value in numbers.words.items() if value in range(1, 10))
    unit = of((word for words in numbers.units.values() for word in words), "")
    longest_first = sorted(map(re.escape, values), key=len, reverse=True)
    one_word = f"{BEGIN}(?:{'|'.join(longest_first) or '(?!)'})(?={unit})"
    number = f"(?:{DIGITS}|{tens}{GAP}{ones}|{ones}{GAP}{tens}|{of(numbers.words)}|{one_word})"
    until = rf"(?:{DASH}|[^\w%٪]*{of(numbers.ranges)}[^\w%٪]*)"
    no_unit = rf"(?!{until}{number})(?!{ENDING}{GAP}(?:{unit}|{of(numbers.words)}))\s?\+?"
    alone = f"(?:({number}){ENDING}{until})??({number}){no_unit}"

    def bare(phrases: list[str]) -> str:
        before = of(each.removesuffix("#").strip() for each in phrases if each.endswith("#"))
        after = of((each[1:].strip(" -") for each in phrases if each.startswith("#")), "")
        return f"{before}{GAP}{alone}|{alone}{GAP}{after}"

    return Finders(
        values,
        re.compile(
            f"(?:(?P<from>{number}){ENDING}{until})??(?P<number>{number}){ENDING}{GAP}"
            f"(?P<unit>{unit})"
        ),
        {name: re.compile(of(words)) for name, words in numbers.units.items()},
        re.compile(of(numbers.rules)),
        re.compile(of(numbers.demands)),
        {question: re.compile(of(words)) for question, words in numbers.about.items()},
        {question: re.compile(bare(each)) for question, each in numbers.bare.items()},
    )


def check(site: Site) -> Iterator[Problem]:
    """Find the numbers of rules in all pages and strings of languages that say how they write."""
    if site.criteria is None:
        return
    for page in site.texts:
        yield from check_page(page, site.languages[page.locale], site.criteria)
    for wording in site.asked_words:
        yield from check_strings(wording, site.languages[wording.locale], site.criteria)


@lru_cache(maxsize=4096)
def check_page(page: Page, language: Language, criteria: Criteria) -> tuple[Problem, ...]:
    """Find the numbers of rules in a page's text."""
    always = bool(page.marked("self_check"))
    return tuple(
        Problem(page.name, passage.line_at(start), what, fix)
        for passage in own_passages(page)
        for start, what, fix in _stray(passage.text, language, criteria, always)
    )


def check_strings(wording: Wording, language: Language, criteria: Criteria) -> Iterator[Problem]:
    """Find the numbers of rules in a language's strings."""
    for key in wording.source:
        for text in wording.forms(key):
            bare, always = PLACEHOLDER.sub(" … ", text), key.startswith(RULE_KEYS)
            for _, what, fix in _stray(bare, language, criteria, always):
                yield Problem(wording.name, wording.line(key), f"`{key}`: {what}", fix)


@lru_cache(maxsize=65536)
def _stray(
    text: str, language: Language, criteria: Criteria, always: bool
) -> tuple[tuple[int, str, str], ...]:
    """Return where each number of a rule stands in a text, with what to report."""
    return tuple(
        (begin + start, what, fix)
        for begin, end in passages.sentences(text)
        for start, what, fix in _in_sentence(text[begin:end], language, criteria, always)
    )


def _in_sentence(
    sentence: str, language: Language, criteria: Criteria, always: bool
) -> Iterator[tuple[int, str, str]]:
    if language.numbers is None or any(each.text in sentence for each in language.numbers.allow):
        return
    find, plain = finders(language), fold(sentence, language.letters)
    of_rules = always or bool(find.rules.search(plain))
    if not (of_rules or find.demands.search(plain)):
        return
    for amount in amounts(sentence, language):
        for id, question in criteria.questions.items():
            if not isinstance(question, Quantity) or amount.unit not in question.units:
                continue
            asked = id in find.about and bool(find.about[id].search(plain))
            if not (of_rules or asked):
                continue
            rules = _rules(id, criteria)
            equal = [name for name in rules if _equal(amount, name, question, criteria)]
            if equal:
                what = f"«{amount.text}» is the number of the rule `{equal[0]}`, written out."
            elif rules and asked:
                told = ", ".join(f"`{name}` is {written(bound)}" for name, bound in rules.items())
                what = f"«{amount.text}» contradicts the rules: {told}."
            else:
                continue
            name = (equal or list(rules))[0]
            yield amount.start, what, _how_to_write(name, amount.unit, criteria)
    for id, text, start, value in bare_numbers(sentence, language):
        for name, bound in _rules(id, criteria).items():
            if value == Fraction(bound.value):
                what = f"«{text}» is the number of the rule `{name}`, written out."
                yield start, what, _how_to_write(name, bound.unit, criteria)


def _rules(question: str, criteria: Criteria) -> dict[str, Amount]:
    """Return the numbers of the rules about a question, by the name of their criterion."""
    return {
        name: each.bound
        for name, each in criteria.criteria.items()
        if each.question == question and each.bound
    }


def _equal(amount: Written, name: str, question: Quantity, criteria: Criteria) -> bool:
    """Whether a number is that of a rule; in another unit it may be rounded."""
    bound = criteria.criteria[name].bound
    assert bound
    exact = question.base(bound) / question.units[amount.unit]
    if amount.unit == bound.unit:
        return amount.value == exact
    rounded = [round(Fraction(exact), places) for places in range(3)]
    upwards = [Fraction(criteria.rounded(name, amount.unit, places)) for places in range(2)]
    return amount.value in [exact, *rounded, *upwards]


def amounts(sentence: str, language: Language) -> Iterator[Written]:
    """Yield the numbers that have a unit; both of a range such as "4 to 18 years"."""
    find, plain = finders(language), fold(sentence, language.letters)
    for match in find.amount.finditer(plain):
        at = places(sentence, language.letters)
        unit = next(name for name, each in find.units.items() if each.fullmatch(match["unit"]))
        for group in ("from", "number"):
            if number := match[group]:
                start, end = at[match.start(group)], at[match.end()]
                yield Written(start, sentence[start:end], _value(number, language), unit)


def bare_numbers(sentence: str, language: Language) -> Iterator[tuple[str, str, int, Fraction]]:
    """Yield the numbers that answer a question without their unit, as in "under 18"."""
    plain = fold(sentence, language.letters)
    for id, pattern in finders(language).bare.items():
        for match in pattern.finditer(plain):
            at = places(sentence, language.letters)
            start, end = at[match.start()], at[match.end()]
            for number in filter(None, match.groups()):
                yield id, sentence[start:end].strip(), start, _value(number, language)


def _value(number: str, language: Language) -> Fraction:
    """Return the value of digits, or of number words: forty-eight is two."""
    if number[0].isdigit():
        return Fraction(SEPARATOR.sub(".", number))
    words = {each for word in WORD.findall(number) for each in shapes(word, language.letters)}
    values = finders(language).values
    return sum((value for word, value in values.items() if word in words), Fraction())


def _how_to_write(name: str, unit: str, criteria: Criteria) -> str:
    bound = criteria.criteria[name].bound
    in_unit = "" if bound and bound.unit == unit else f".{criteria.units[unit].name}s"
    marker = f"criteria.{name.replace('-', '_')}{in_unit}"
    return (
        f"Write {{{{ {marker} }}}} (in the self-check's own strings {{{{ value }}}}). If it is no "
        "number of a rule, say so under `numbers.allow` in the language's _language.yml."
    )
