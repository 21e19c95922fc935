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
from patientinfo.languages.letters import MARKS, Letters, fold, shapes
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.reading import passages
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import Criteria, Quantity, written
from patientinfo.site import Site

NEEDS = ("languages", "criteria")

TOKEN = re.compile(rf"(?P<number>\d+(?:[.,٫]\d+)?)|[%٪]|[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
"""A number, a percent sign or a word."""

INSIDE = re.compile(f"[{MARKS}]")
SEPARATOR = re.compile("[,٫]")
GAP = re.compile(r"[\s\-\u2010\u2011]*")
"""What may stand between a number and its unit."""

DASH = re.compile(r"\s*[-\u2010-\u2015]\s*")

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
class Token:
    """A word, a sign or a number, with the forms under which it is looked up."""

    start: int
    end: int
    forms: tuple[str, ...]
    value: Fraction | None


def check(site: Site) -> Iterator[Problem]:
    """Find the numbers of rules in all pages and strings of languages that say how they write."""
    for locale in site.asked:
        language = site.languages[locale]
        if site.criteria is None or language.numbers is None:
            continue
        for (of, _), page in site.pages.items():
            if of == locale:
                yield from check_page(page, language, site.criteria)
        if locale in site.wordings:
            yield from check_strings(site.wordings[locale], language, site.criteria)


@lru_cache(maxsize=4096)
def check_page(page: Page, language: Language, criteria: Criteria) -> tuple[Problem, ...]:
    """Find the numbers of rules in a page's text."""
    always = bool(page.marked("self_check"))
    return tuple(
        Problem(page.name, passage.line_at(begin + start), what, fix)
        for passage in own_passages(page)
        for begin, end in passages.sentences(passage.text)
        for start, what, fix in _stray(passage.text[begin:end], language, criteria, always)
    )


def check_strings(wording: Wording, language: Language, criteria: Criteria) -> Iterator[Problem]:
    """Find the numbers of rules in a language's strings."""
    for key in wording.source:
        for text in wording.forms(key):
            bare = PLACEHOLDER.sub(" … ", text)
            for begin, end in passages.sentences(bare):
                always = key.startswith(RULE_KEYS)
                for _, what, fix in _stray(bare[begin:end], language, criteria, always):
                    yield Problem(wording.name, wording.line(key), f"`{key}`: {what}", fix)


@lru_cache(maxsize=65536)
def _stray(
    sentence: str, language: Language, criteria: Criteria, always: bool
) -> tuple[tuple[int, str, str], ...]:
    """Return where each number of a rule stands in a sentence, with what to report."""
    found = _search(sentence, language, criteria, always)
    return tuple((amount.start, what, fix) for amount, what, fix in found)


def _search(
    sentence: str, language: Language, criteria: Criteria, always: bool
) -> Iterator[tuple[Written, str, str]]:
    """Yield each number of a rule that a sentence holds, with what to report."""
    numbers, letters = language.numbers, language.letters
    assert numbers is not None
    if not _may_be_meant(sentence, language, always):
        return
    if any(each.text in sentence for each in numbers.allow):
        return
    tokens = list(_tokens(sentence, language))
    found = list(amounts(sentence, tokens, language))
    if not found or not (always or _has(tokens, numbers.rules, letters)):
        return
    for amount in found:
        for id, question in criteria.questions.items():
            if not isinstance(question, Quantity) or amount.unit not in question.units:
                continue
            rules = {
                name: each.bound
                for name, each in criteria.criteria.items()
                if each.question == id and each.bound
            }
            equal = [name for name in rules if _is(amount, name, question, criteria)]
            if equal:
                what = f"«{amount.text}» is the number of the rule `{equal[0]}`, written out."
                yield amount, what, _how_to_write(equal[0], amount, criteria, language)
            elif rules and _has(tokens, numbers.about.get(id, []), letters):
                told = ", ".join(f"`{name}` is {written(bound)}" for name, bound in rules.items())
                what = f"«{amount.text}» contradicts the rules: {told}."
                yield amount, what, _how_to_write(next(iter(rules)), amount, criteria, language)


@lru_cache(maxsize=64)
def _values(language: Language) -> Mapping[str, Fraction]:
    """Return the number words as they are compared."""
    words = language.numbers.words if language.numbers else {}
    return {fold(word, language.letters): Fraction(value) for word, value in words.items()}


@lru_cache(maxsize=64)
def _finders(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a sentence that may hold a number, and one that may be about rules."""
    rules = language.numbers.rules if language.numbers else []
    stems = (fold(word.rstrip("*"), language.letters) for word in rules)
    return (
        re.compile("|".join((r"\d", *map(re.escape, _values(language))))),
        re.compile("|".join(map(re.escape, stems)) or "(?!)"),
    )


def _may_be_meant(sentence: str, language: Language, always: bool) -> bool:
    """Whether a sentence may hold a number of a rule; most need no closer look."""
    plain = INSIDE.sub("", sentence.casefold())
    for letter, other in language.letters.alike.items():
        plain = plain.replace(letter, other)
    number, rule = _finders(language)
    return bool((always or rule.search(plain)) and number.search(plain))


def _is(amount: Written, name: str, question: Quantity, criteria: Criteria) -> bool:
    bound = criteria.criteria[name].bound
    assert bound
    exactly = amount.value * question.units[amount.unit] == question.base(bound)
    return exactly or amount.value == Fraction(criteria.rounded(name, amount.unit))


def _how_to_write(name: str, amount: Written, criteria: Criteria, language: Language) -> str:
    bound = criteria.criteria[name].bound
    assert bound
    marker = f"criteria.{name.replace('-', '_')}"
    if amount.unit != bound.unit:
        marker += f".{criteria.units[amount.unit].name}s"
    return (
        f"Write {{{{ {marker} }}}} (in the self-check's own strings {{{{ value }}}}). If it is no "
        "number of a rule, say so under `numbers.allow` in the language's _language.yml."
    )


def amounts(sentence: str, tokens: list[Token], language: Language) -> Iterator[Written]:
    """Yield the numbers that have a unit; both of a range such as "4 to 18 years"."""
    index = 0
    open_range: list[tuple[Token, Fraction]] = []
    while index < len(tokens):
        first = tokens[index]
        if first.value is None:
            index += 1
            continue
        value, last = _number(tokens, index, sentence)
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        unit = _unit(after, tokens[last], sentence, language) if after else None
        if after and unit:
            for token, start in (*open_range, (first, value)):
                yield Written(token.start, sentence[token.start : after.end], start, unit)
            open_range = []
        elif _joins(tokens, last, sentence, language):
            open_range = [(first, value)]
        else:
            open_range = []
        index = last + 1
        if open_range and tokens[index].value is None:
            index += 1
    return


def _number(tokens: list[Token], index: int, sentence: str) -> tuple[Fraction, int]:
    """Return the number that begins here, and its last token: forty-eight is two tokens."""
    value = tokens[index].value
    assert value is not None
    if index + 1 < len(tokens):
        more = tokens[index + 1].value
        between = sentence[tokens[index].end : tokens[index + 1].start]
        spelled = not sentence[tokens[index].start].isdigit()
        if more and spelled and GAP.fullmatch(between):
            tens, ones = max(value, more), min(value, more)
            if tens % 10 == 0 and 20 <= tens < 100 and ones < 10:
                return value + more, index + 1
    return value, index


def _joins(tokens: list[Token], last: int, sentence: str, language: Language) -> bool:
    following = tokens[last + 1 : last + 3]
    if following and following[0].value is not None:
        return bool(DASH.fullmatch(sentence, tokens[last].end, following[0].start))
    return (
        len(following) == 2
        and following[1].value is not None
        and _any(
            following[0], language.numbers.ranges if language.numbers else [], language.letters
        )
    )


def _unit(after: Token, number: Token, sentence: str, language: Language) -> str | None:
    if not GAP.fullmatch(sentence, number.end, after.start):
        return None
    units = language.numbers.units if language.numbers else {}
    return next(
        (unit for unit, words in units.items() if _any(after, words, language.letters)), None
    )


def _tokens(sentence: str, language: Language) -> Iterator[Token]:
    values = _values(language)
    for match in TOKEN.finditer(sentence):
        value = Fraction(SEPARATOR.sub(".", match["number"])) if match["number"] else None
        forms = (match[0], *shapes(match[0], language.letters))
        if value is None:
            value = next((values[each] for each in forms if each in values), None)
        yield Token(match.start(), match.end(), forms, value)


def _has(tokens: Iterable[Token], words: list[str], letters: Letters) -> bool:
    return any(_any(token, words, letters) for token in tokens)


def _any(token: Token, words: list[str], letters: Letters) -> bool:
    return any(
        form.startswith(fold(word.rstrip("*"), letters))
        if word.endswith("*")
        else form == fold(word, letters)
        for word in words
        for form in token.forms
    )
