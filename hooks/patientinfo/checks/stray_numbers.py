"""Finds numbers of the clinic's rules that stand in a text instead of ``criteria.yml``.

A literal stays behind when a rule changes, and two texts that differ leave a family guessing. How
each language writes numbers, units and rules stands in ``docs/_medical/numbers.yml``.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.checks.plain_words import SAME_LETTERS, fold, shapes
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.reading import data_file, passages
from patientinfo.reading.data_file import known_keys
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import Amount, Criteria, Quantity, unit_names, written

MARKS = "\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d"
TOKEN = re.compile(rf"(?P<number>\d+(?:[.,٫]\d+)?)|[%٪]|[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
"""A number, a percent sign or a word."""

DIGIT = re.compile(r"\d")
GAP = re.compile(r"[\s\-\u2010\u2011]*")
"""What may stand between a number and its unit."""

DASH = re.compile(r"\s*[-\u2010-\u2015]\s*")
RANGE_WORDS = ("to", "and", "до", "დან", "الى")
"""What joins the two numbers of a range, of which only the second has a unit."""

RULE_PAGES = ("stem-cells/self-check.md",)
RULE_KEYS = ("criteria.", "criteria_list.", "outcomes.", "questions.", "self_check.")
"""Texts that are about the rules, whatever words they have."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Language:
    """How a language writes what the check looks for; a star ends the beginning of a word."""

    words: dict[str, int]
    units: dict[str, list[str]]
    clinic: list[str]
    about: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def values(self) -> dict[str, Fraction]:
        """The number words as they are compared."""
        return {fold(word): Fraction(value) for word, value in self.words.items()}

    @cached_property
    def spelled(self) -> re.Pattern[str]:
        """Finds a text that may hold a number word."""
        return re.compile("|".join(map(re.escape, self.values)) or "(?!)")


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Allowed:
    """A sentence that is right as it is, by words of it, and why."""

    text: str
    because: str


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Numbers:
    """The file ``numbers.yml``."""

    allow: list[Allowed]
    languages: dict[str, Language]


@plain_dataclass(frozen=True)
class Written:
    """A number with its unit as a text has it: ``four years``."""

    start: int
    text: str
    value: Fraction
    unit: str


@plain_dataclass(frozen=True)
class Token:
    """A word, a sign or a number, with the forms under which it is looked up."""

    start: int
    end: int
    forms: tuple[str, ...]
    value: Fraction | None


def check(
    path: Path,
    name: str,
    pages: Iterable[Page],
    wordings: Mapping[str, Wording],
    criteria: Criteria,
) -> list[Problem]:
    """Find the numbers of rules in all pages and strings of the languages in ``numbers.yml``."""
    file, found = data_file.read(path, name)
    if found:
        return found
    numbers, found = data_file.typed(TypeAdapter(Numbers), file)
    if numbers is None:
        return found
    for page in pages:
        if page.locale in numbers.languages:
            found += check_page(page, numbers, criteria)
    for locale, wording in wordings.items():
        if locale in numbers.languages:
            found += check_strings(wording, numbers, criteria)
    return found


def check_page(page: Page, numbers: Numbers, criteria: Criteria) -> list[Problem]:
    """Find the numbers of rules in a page's text."""
    language = numbers.languages[page.locale]
    always = page.path in RULE_PAGES
    return [
        Problem(page.name, passage.line_at(begin + amount.start), what, fix)
        for passage in passages.of_page(page, _words_of_marker)
        for begin, end in passages.sentences(passage.text)
        for amount, what, fix in _stray(
            passage.text[begin:end], page.locale, language, numbers.allow, criteria, always
        )
    ]


def _words_of_marker(marker: Marker) -> str:
    match marker.name, marker.arguments:
        case "term", [_, words]:
            return words
        case _:
            return " … "


def check_strings(wording: Wording, numbers: Numbers, criteria: Criteria) -> list[Problem]:
    """Find the numbers of rules in a language's strings."""
    language = numbers.languages[wording.locale]
    found = []
    for key in wording.source:
        for text in wording.forms(key):
            bare = PLACEHOLDER.sub(" … ", text)
            for begin, end in passages.sentences(bare):
                found += [
                    Problem(wording.name, wording.line(key), f"`{key}`: {what}", fix)
                    for _, what, fix in _stray(
                        bare[begin:end],
                        wording.locale,
                        language,
                        numbers.allow,
                        criteria,
                        key.startswith(RULE_KEYS),
                    )
                ]
    return found


def _stray(
    sentence: str,
    locale: str,
    language: Language,
    allow: list[Allowed],
    criteria: Criteria,
    always: bool,
) -> Iterator[tuple[Written, str, str]]:
    """Yield each number of a rule that a sentence holds, with what to report."""
    if not _may_hold_a_number(sentence, language):
        return
    if any(each.text in sentence for each in allow):
        return
    tokens = list(_tokens(sentence, locale, language))
    found = list(amounts(sentence, tokens, language))
    if not found or not (always or _has(tokens, language.clinic)):
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
                yield amount, what, _how_to_write(equal[0], rules[equal[0]], amount)
            elif rules and _has(tokens, language.about.get(id, [])):
                told = ", ".join(f"`{name}` is {written(bound)}" for name, bound in rules.items())
                what = f"«{amount.text}» contradicts the rules: {told}."
                yield amount, what, _how_to_write(*next(iter(rules.items())), amount)


def _may_hold_a_number(sentence: str, language: Language) -> bool:
    """Most sentences hold none, and need no closer look."""
    if DIGIT.search(sentence):
        return True
    return bool(language.spelled.search(sentence.casefold().translate(SAME_LETTERS)))


def _is(amount: Written, name: str, question: Quantity, criteria: Criteria) -> bool:
    bound = criteria.criteria[name].bound
    assert bound
    exactly = amount.value * question.units[amount.unit] == question.base(bound)
    return exactly or amount.value == Fraction(criteria.rounded(name, amount.unit))


def _how_to_write(name: str, bound: Amount, amount: Written) -> str:
    marker = f"criteria.{name.replace('-', '_')}"
    if amount.unit != bound.unit:
        marker += f".{unit_names[amount.unit]}s"
    return (
        f"Write {{{{ {marker} }}}} (in the self-check's own strings {{{{ value }}}}). If it is no "
        "number of a rule, say so under `allow` in docs/_medical/numbers.yml."
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
        elif _joins(tokens, last, sentence):
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


def _joins(tokens: list[Token], last: int, sentence: str) -> bool:
    following = tokens[last + 1 : last + 3]
    if following and following[0].value is not None:
        return bool(DASH.fullmatch(sentence, tokens[last].end, following[0].start))
    return (
        len(following) == 2
        and following[1].value is not None
        and any(form in RANGE_WORDS for form in following[0].forms)
    )


def _unit(after: Token, number: Token, sentence: str, language: Language) -> str | None:
    if not GAP.fullmatch(sentence, number.end, after.start):
        return None
    return next((unit for unit, words in language.units.items() if _any(after, words)), None)


def _tokens(sentence: str, locale: str, language: Language) -> Iterator[Token]:
    for match in TOKEN.finditer(sentence):
        value = _value(match["number"]) if match["number"] else None
        forms = (match[0], *shapes(match[0], locale))
        if value is None:
            value = next((language.values[each] for each in forms if each in language.values), None)
        yield Token(match.start(), match.end(), forms, value)


def _value(number: str) -> Fraction:
    digits = "".join(str(unicodedata.digit(each)) if each.isdigit() else "." for each in number)
    return Fraction(digits)


def _has(tokens: Iterable[Token], words: list[str]) -> bool:
    return any(_any(token, words) for token in tokens)


def _any(token: Token, words: list[str]) -> bool:
    return any(
        form.startswith(fold(word.rstrip("*"))) if word.endswith("*") else form == fold(word)
        for word in words
        for form in token.forms
    )
