"""Puts the criteria and the words of one language into the self-check's HTML, and into the list."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from patientinfo.languages.tags import own_name
from patientinfo.languages.wording import Wording
from patientinfo.self_check.amounts import isolated
from patientinfo.self_check.criteria import Amount, Choice, Criteria, Criterion, decimal, outcomes
from patientinfo.self_check.unit_words import no_words
from patientinfo.self_check.verdict import rules_json, unknown

example = Decimal("12.5")
"""A number with a decimal mark, for hints. Not a number of any rule."""

Said = tuple[str, Markup]
"""A value that the form sends, or a name that the code has for something, and its words."""


@dataclass(frozen=True)
class Meaning:
    """What a criterion can say of an answer: label, sentence and advice."""

    id: str
    status: Markup
    text: Markup
    next: Markup

    @property
    def is_open(self) -> bool:
        """Whether something is left to ask or to find out."""
        return self.id in ("unclear", unknown)


@dataclass(frozen=True)
class Words:
    """The self-check's words in one language, as its templates ask for them.

    ``evidence`` is the summary that every result carries.
    """

    criteria: Criteria
    wording: Wording
    evidence: str = ""

    @property
    def t(self) -> Callable[..., Markup]:
        """The words of a key as HTML."""
        return self.wording.html

    @property
    def locale(self) -> str:
        """The language's tag."""
        return self.wording.locale

    @property
    def name(self) -> Markup:
        """The language's own name for itself, marked as being in that language."""
        return Markup('<bdi lang="{}">{}</bdi>').format(self.locale, own_name(self.locale))

    @property
    def example(self) -> Markup:
        """A number as the language writes it, for hints."""
        return Markup("<bdi>{}</bdi>").format(self.wording.number(example))

    def amount(self, amount: Amount) -> Markup:
        """Return an amount that keeps its own direction inside a sentence."""
        return isolated(self.criteria, self.wording, amount.value, amount.unit)

    def unit(self, unit: str) -> Markup:
        """Return what a field or an option for a unit is called."""
        return self.t(f"unit-label.{self.criteria.units[unit].name}")

    def options(self, id: str) -> list[Said]:
        """Return the answers to choose from; to a number there is only "I don't know"."""
        question = self.criteria.questions[id]
        known = question.options if isinstance(question, Choice) else []
        said = [(option, self.t(f"questions.{id}.options.{option}")) for option in known]
        return [*said, (unknown, self.t("self_check.unknown"))]

    def fields(self, id: str) -> list[Said]:
        """Return the fields for a number by the names under which they are sent."""
        question = self.criteria.quantity(id)
        if question.entry == "parts":
            return [(f"{id}-{unit}", self.unit(unit)) for unit in question.units]
        [first, *others] = question.units
        return [(id, self.t(f"questions.{id}.number-label") if others else self.unit(first))]

    def units(self, id: str) -> list[Said]:
        """Return the units to choose from beside a field, if there are several."""
        question = self.criteria.quantity(id)
        several = question.entry == "one-of" and len(question.units) > 1
        return [(unit, self.unit(unit)) for unit in question.units] if several else []

    def errors(self, id: str) -> list[Said]:
        """Return what is said of each trouble with an answer."""
        question = self.criteria.questions[id]
        found = [("missing", self.t(f"questions.{id}.error-missing"))]
        if isinstance(question, Choice):
            return found
        for trouble in ("ambiguous", "not-a-number", "other-unit"):
            text = self.t(f"self_check.error-{trouble}", example=self.example)
            found.append((trouble, text))
        low, high = (
            self.amount(each) for each in (question.plausible.low, question.plausible.high)
        )
        range = self.t(f"questions.{id}.error-out-of-range", low=low, high=high)
        return [*found, ("out-of-range", range)]

    def condition(self, id: str) -> Markup:
        """Return the answer to another question after which a question is asked, if any."""
        asked = self.criteria.questions[id].applies_when or {}
        said = (self.t(f"questions.{other}.options.{option}") for other, option in asked.items())
        return next(said, Markup())

    def typed(self, id: str) -> list[tuple[str, str, Markup]]:
        """Return how what was typed is shown: the field, the unit it is then in, the words."""
        question = self.criteria.questions[id]
        if isinstance(question, Choice):
            return []
        value = Markup("<bdi></bdi>")
        parts, several = question.entry == "parts", len(question.units) > 1
        return [
            (
                f"{id}-{unit}" if parts else id,
                unit if several and not parts else "",
                self.t("self_check.answer-part", unit=self.unit(unit), value=value),
            )
            for unit in question.units
        ]

    def rule(self, id: str, *, marked: bool = False) -> Markup:
        """Return a rule in words; ``marked`` with its number for those who search for it."""
        return self.t(f"criteria.{id}.rule", **self._values(id, marked=marked))

    def meanings(self, id: str) -> list[Meaning]:
        """Return what a criterion can say."""
        criterion, values = self.criteria.criteria[id], self._values(id)
        return [
            Meaning(
                meaning,
                self.t(_status_key(meaning, criterion)),
                self.t(f"criteria.{id}.{meaning}", **values),
                self.t(f"criteria.{id}.next-{meaning}", **values),
            )
            for meaning in meanings(criterion)
        ]

    def _values(self, id: str, *, marked: bool = False) -> dict[str, Any]:
        """Return the bound as written (``value``) and in each unit (``pounds``), ready to read."""
        bound = self.criteria.criteria[id].bound
        if bound is None:
            return {}
        values: dict[str, Any] = {
            f"{self.criteria.units[unit].name}s": isolated(
                self.criteria, self.wording, number, unit
            )
            for unit, number in self.criteria.in_each_unit(id).items()
        }
        value = self.amount(bound)
        if marked:
            mark = Markup('<data data-criterion="{}" value="{}">{}</data>')
            value = mark.format(id, decimal(bound.value), value)
        return {**values, "value": value}


def meanings(criterion: Criterion) -> list[str]:
    """Return what a criterion can say: "unclear" is a known answer that settles nothing."""
    known = ["unclear" if status == "unknown" else status for status in criterion.statuses]
    return [*known, unknown]


def _status_key(meaning: str, criterion: Criterion) -> str:
    if meaning == "met" and not criterion.is_clinics:
        return "status.no-concern"
    return "status.unknown" if meaning == "unclear" else f"status.{meaning}"


def printed_beside(reader: str, clinic: Iterable[str], site: Iterable[str]) -> str | None:
    """Return the language beside the reader's on the printed sheet: one that the clinic reads.

    One, not a choice of several, because each adds about 3 KB to the page.
    """
    known = set(site)
    return next((each for each in clinic if each in known and each != reader), None)


def render(
    words: Words,
    environment: Environment,
    *,
    emergency: Markup,
    second: Words | None = None,
    results: Markup | None = None,
    unit_words: Mapping[str, str] = no_words,
    heading: int = 2,
) -> Markup:
    """Return the self-check of one language; ``heading`` is the level of its own heading.

    ``results`` are those of ``render_results``, where they do not come in a script of their own.
    ``unit_words`` are what a reader may type after a number, from ``words_for_units``.
    """
    return _rendered(
        "template",
        environment,
        words,
        rules=_in_single_quotes(rules_json(words.criteria, unit_words)),
        second=second,
        emergency=emergency,
        results=results,
        heading=heading,
    )


def render_results(
    words: Words,
    environment: Environment,
    *,
    standard_care_url: str,
    second: Words | None = None,
    heading: int = 2,
) -> Markup:
    """Return all that a result can say, as templates that belong into the form."""
    return _rendered(
        "results",
        environment,
        words,
        second=second,
        standard_care_url=standard_care_url,
        outcomes=outcomes.values(),
        advices=advices(words.criteria),
        heading=heading,
    )


def render_list(
    words: Words, environment: Environment, *, worksheet: bool = False, heading: int = 3
) -> Markup:
    """Return the published rules as a list; as a ``worksheet``, with lines to write on."""
    return _rendered("list", environment, words, worksheet=worksheet, level=heading)


def _rendered(template: str, environment: Environment, words: Words, **values: Any) -> Markup:
    """Return HTML with its lines at the margin: a fortieth less to send."""
    html = environment.get_template(f"self-check/{template}.html").render(
        words=words, criteria=words.criteria, t=words.t, date=words.wording.date, **values
    )
    return Markup(re.sub(r"\s*\n\s*", "\n", html).strip())


def _in_single_quotes(json: str) -> Markup:
    """Return JSON for an attribute in single quotes, where its own quotes can stay as they are."""
    return Markup(str(escape(json)).replace("&#34;", '"'))


def as_script(results: Markup) -> str:
    """Return the script that hands the results to the form: words, and nothing else.

    As a text, which a phone reads as HTML only once somebody compares.
    """
    quoted = re.sub(r"([\\`]|\$\{)", r"\\\1", results)
    forms = 'document.querySelectorAll("form[data-self-check]")'
    return f"for (const form of {forms}) form.selfCheckResults = `{quoted}`;\n"


def advices(criteria: Criteria) -> list[str]:
    """Return the advice that criteria can call for."""
    return list(dict.fromkeys(each.advice for each in criteria.criteria.values() if each.advice))
