"""The numbers of the criteria in a language's words: no page or string has one of its own."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from patientinfo.languages.wording import Wording, fill
from patientinfo.self_check.criteria import Amount, Criteria, Quantity, decimal


def amount_text(
    criteria: Criteria, wording: Wording, value: Fraction, unit: str, typed: str | None = None
) -> Markup:
    """Write an amount as a language does: ``16 kg``, ``4 years``, with its own plural forms.

    The number is shown as it was ``typed``, where somebody did: ``15,9 kg``.
    """
    count, key = decimal(value), f"unit.{criteria.units[unit].name}"
    shown = wording.number(count) if typed is None else typed
    return wording.marked(key, fill(wording.text(key, count), {"count": shown}))


def isolated(criteria: Criteria, wording: Wording, amount: Amount) -> Markup:
    """Write an amount that keeps its own direction inside a sentence."""
    return Markup("<bdi>{}</bdi>").format(amount_text(criteria, wording, amount.value, amount.unit))


def mark(criteria: Criteria, id: str, shown: Markup) -> Markup:
    """Mark the number of a criterion for those who search for it."""
    bound = criteria.criteria[id].bound
    assert bound
    html = Markup('<data data-criterion="{}" value="{}">{}</data>')
    return html.format(id, decimal(bound.value), shown)


@lru_cache(maxsize=64)
def criteria_values(criteria: Criteria, wording: Wording) -> Mapping[str, Markup]:
    """Return what pages and strings may write, with the HTML that it becomes.

    ``criteria.minimum_weight`` is 16 kg in the language's own words, ``….number`` the bare
    number, ``….pounds`` the same weight in another unit of the question.
    """
    values = {}
    for id, criterion in criteria.criteria.items():
        if criterion.bound is None:
            continue
        name, bound = f"criteria.{id.replace('-', '_')}", criterion.bound
        number = Markup("<bdi>{}</bdi>").format(wording.number(decimal(bound.value)))
        values[f"{name}.number"] = mark(criteria, id, number)
        for key, amount in criteria.amounts(id).items():
            shown = mark(criteria, id, isolated(criteria, wording, amount))
            if key == "value":
                values[name] = shown
            elif amount.unit != bound.unit:
                values[f"{name}.{key}"] = shown
    return values


def words_for_units(criteria: Criteria, wordings: Iterable[Wording]) -> dict[str, str]:
    """Return what a reader of any language may type after a number, with the unit it stands for.

    A word that stands for one unit here and for another there is left out: it is asked again.
    """
    questions = [each for each in criteria.questions.values() if isinstance(each, Quantity)]
    units = dict.fromkeys(unit for each in questions for unit in each.units)
    found: dict[str, set[str]] = {}
    for wording in wordings:
        for unit in units:
            listed = wording.text(f"unit-words.{criteria.units[unit].name}").lower()
            for word in filter(None, map(str.strip, re.split("[,،]", listed))):
                found.setdefault(word, set()).add(unit)
    return {word: min(units) for word, units in sorted(found.items()) if len(units) == 1}
