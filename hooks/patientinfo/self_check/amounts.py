"""The numbers of the criteria in a language's words: no page or string has one of its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from patientinfo.languages.wording import Inner, Wording, fill
from patientinfo.self_check.criteria import Amount, Criteria, Quantity, decimal
from patientinfo.self_check.unit_words import comparable


def amount_text(
    criteria: Criteria, wording: Wording, value: Fraction, unit: str, typed: str | None = None
) -> Markup:
    """Write an amount as a language does: ``16 kg``, ``4 years``, with its own plural forms.

    The number is shown as it was ``typed``, where somebody did: ``15,9 kg``.
    """
    count, key = decimal(value), _key(criteria, unit)
    spoken = wording.spoken(key)
    shown = spoken.number(count) if typed is None else typed
    return wording.marked(spoken, fill(spoken.text(key, count), {"count": shown}))


def _key(criteria: Criteria, unit: str) -> str:
    return f"unit.{criteria.units[unit].name}"


def label_key(criteria: Criteria, unit: str) -> str:
    """Return the key of what a field for a unit is called."""
    return f"unit-label.{criteria.units[unit].name}"


def isolated(criteria: Criteria, wording: Wording, amount: Amount) -> Inner:
    """Write an amount that keeps its own direction inside a sentence."""

    def say(words: Wording) -> Markup:
        shown = amount_text(criteria, words, amount.value, amount.unit)
        return Markup("<bdi>{}</bdi>").format(shown)

    return Inner(wording, say, (_key(criteria, amount.unit),))


def isolated_number(wording: Wording, number: Decimal) -> Inner:
    """Write a bare number that keeps its own direction inside a sentence."""
    return Inner(wording, lambda words: Markup("<bdi>{}</bdi>").format(words.number(number)))


def mark(id: str, bound: Amount, shown: Inner) -> Inner:
    """Mark the number of a criterion for those who search for it."""
    html = Markup('<data data-criterion="{}" value="{}">{}</data>').format
    value = decimal(bound.value)
    return replace(shown, say=lambda words: html(id, value, shown.say(words)))


@lru_cache(maxsize=64)
def criteria_values(criteria: Criteria, wording: Wording) -> Mapping[str, Inner]:
    """Return what pages and strings may write, with the HTML that it becomes.

    ``criteria.minimum_weight`` is 16 kg in the language's own words, ``….number`` the bare
    number, ``….pounds`` the same weight in another unit of the question.
    """
    values: dict[str, Inner] = {}
    for id in criteria.criteria:
        name, amounts = f"criteria.{id.replace('-', '_')}", criteria.amounts(id)
        for key, amount in amounts.items():
            shown = mark(id, amounts["value"], isolated(criteria, wording, amount))
            if key == "value":
                number = isolated_number(wording, decimal(amount.value))
                values |= {name: shown, f"{name}.number": mark(id, amount, number)}
            elif amount.unit != amounts["value"].unit:
                values[f"{name}.{key}"] = shown
    return values


def words_for_units(criteria: Criteria, wordings: Iterable[Wording]) -> dict[str, str]:
    """Return what a reader of any language may type after a number, with the unit it stands for.

    A word that stands for one unit here and for another there is left out: it is asked again.
    Whole words come first, then the longest beginnings.
    """
    questions = [each for each in criteria.questions.values() if isinstance(each, Quantity)]
    units = dict.fromkeys(unit for each in questions for unit in each.units)
    found: dict[str, set[str]] = {}
    for wording in wordings:
        for unit in units:
            listed = re.split("[,،]", wording.text(f"unit-words.{criteria.units[unit].name}"))
            for word in filter(None, (comparable(each.strip()) for each in listed)):
                found.setdefault(word, set()).add(unit)
    words = sorted(found, key=lambda word: ("*" in word, -len(word), word))
    return {word: min(found[word]) for word in words if len(found[word]) == 1}
