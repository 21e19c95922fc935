"""The numbers of the criteria in a language's words: no page or string has one of its own."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from patientinfo.languages.wording import Wording, fill
from patientinfo.self_check.criteria import Criteria, decimal
from patientinfo.self_check.unit_words import comparable


def amount_text(
    criteria: Criteria, wording: Wording, value: Fraction | Decimal, unit: str
) -> Markup:
    """Write an amount as a language does: ``16 kg``, ``4 years``, with its own plural forms."""
    shown = decimal(value) if isinstance(value, Fraction) else value
    key = f"unit.{criteria.units[unit].name}"
    return wording.marked(key, fill(wording.text(key, shown), {"count": wording.number(shown)}))


def isolated(criteria: Criteria, wording: Wording, value: Fraction | Decimal, unit: str) -> Markup:
    """Write an amount that keeps its own direction inside a sentence."""
    return Markup("<bdi>{}</bdi>").format(amount_text(criteria, wording, value, unit))


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
        name, bare = f"criteria.{id.replace('-', '_')}", decimal(criterion.bound.value)
        marked = Markup('<data data-criterion="{}" value="{}">{}</data>')
        number = Markup("<bdi>{}</bdi>").format(wording.number(bare))
        values[f"{name}.number"] = marked.format(id, bare, number)
        for unit, shown in criteria.in_each_unit(id).items():
            own = unit == criterion.bound.unit
            key = name if own else f"{name}.{criteria.units[unit].name}s"
            values[key] = marked.format(id, bare, isolated(criteria, wording, shown, unit))
    return values


def words_for_units(criteria: Criteria, wordings: Iterable[Wording]) -> dict[str, str]:
    """Return what a reader of any language may type after a number, with the unit it stands for.

    A word that stands for one unit here and for another there is left out: it is asked again.
    Whole words come first, then the longest beginnings.
    """
    found: dict[str, set[str]] = {}
    for wording in wordings:
        for unit in criteria.used_units:
            listed = re.split("[,،]", wording.text(f"unit-words.{criteria.units[unit].name}"))
            for word in filter(None, (comparable(each.strip()) for each in listed)):
                found.setdefault(word, set()).add(unit)
    words = sorted(found, key=lambda word: ("*" in word, -len(word), word))
    return {word: min(found[word]) for word in words if len(found[word]) == 1}
