"""Puts the criteria and the words of one language into the self-check's HTML, and into the list."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from patientinfo.languages.tags import own_name
from patientinfo.languages.wording import Inner, Wording, bare
from patientinfo.self_check.amounts import isolated, isolated_number, label_key, mark
from patientinfo.self_check.criteria import Amount, Choice, Criteria, outcomes
from patientinfo.self_check.unit_words import no_words
from patientinfo.self_check.verdict import rules_for_browser, unknown

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
    def name(self) -> Markup:
        """The language's own name for itself, marked as being in that language."""
        locale = self.wording.locale
        return Markup('<bdi lang="{}">{}</bdi>').format(locale, own_name(locale))

    @property
    def example(self) -> Inner:
        """A number as the language writes it, for hints."""
        return isolated_number(self.wording, example)

    def amount(self, amount: Amount) -> Inner:
        """Return an amount that keeps its own direction inside a sentence."""
        return isolated(self.criteria, self.wording, amount)

    def unit(self, unit: str) -> Markup:
        """Return what a field or an option for a unit is called."""
        return self.t(label_key(self.criteria, unit))

    def options(self, id: str) -> list[Said]:
        """Return the answers to choose from; to a number there is only "I don't know"."""
        question = self.criteria.questions[id]
        known = question.options if isinstance(question, Choice) else []
        said = [(option, self.t(f"questions.{id}.options.{option}")) for option in known]
        return [*said, (unknown, self.t("self_check.unknown"))]

    def fields(self, id: str) -> list[Said]:
        """Return the fields for a number by the names under which they are sent."""
        question = self.criteria.quantity(id)
        if question.unit_choices:
            return [(id, self.t(f"questions.{id}.number-label"))]
        return [(question.field(id, unit), self.unit(unit)) for unit in question.units]

    def units(self, id: str) -> list[tuple[str, str]]:
        """Return the units to choose from beside a field, if there are several."""
        return [(unit, bare(self.unit(unit))) for unit in self.criteria.quantity(id).unit_choices]

    def errors(self, id: str) -> list[Said]:
        """Return what is said of each trouble with an answer."""
        question = self.criteria.questions[id]
        found = [("missing", self.t(f"questions.{id}.error-missing"))]
        if isinstance(question, Choice):
            return found
        for trouble in ("ambiguous", "not-a-number", "other-unit"):
            text = self.t(f"self_check.error-{trouble}", example=self.example)
            found.append((trouble, text))
        low, high = self.amount(question.plausible.low), self.amount(question.plausible.high)
        range = self.t(f"questions.{id}.error-out-of-range", low=low, high=high)
        return [*found, ("out-of-range", range)]

    def condition(self, id: str) -> Inner | None:
        """Return the answer to another question after which a question is asked, if any."""
        asked = self.criteria.questions[id].applies_when or {}
        keys = (f"questions.{other}.options.{option}" for other, option in asked.items())
        return next(map(self.wording.inner, keys), None)

    def typed(self, id: str) -> list[tuple[str, str, Markup]]:
        """Return how what was typed is shown: the field, the unit it is then in, the words."""
        question = self.criteria.questions[id]
        if isinstance(question, Choice):
            return []
        value = Markup("<bdi></bdi>")
        return [
            (
                question.field(id, unit),
                unit if question.unit_choices else "",
                self.t(
                    "self_check.answer-part",
                    unit=self.wording.inner(label_key(self.criteria, unit)),
                    value=value,
                ),
            )
            for unit in question.units
        ]

    def rule(self, id: str, *, marked: bool = False) -> Markup:
        """Return a rule in words; ``marked`` with its number for those who search for it."""
        values, bound = self._values(id), self.criteria.criteria[id].bound
        if marked and bound:
            values["value"] = mark(id, bound, values["value"])
        return self.t(f"criteria.{id}.rule", **values)

    def meanings(self, id: str) -> list[Meaning]:
        """Return what a criterion can say: "unclear" is a known answer that settles nothing."""
        criterion, values = self.criteria.criteria[id], self._values(id)
        said = ["unclear" if each == "unknown" else each for each in criterion.statuses]
        labels = {"unclear": "unknown", "met": "met" if criterion.from_source else "no-concern"}
        return [
            Meaning(
                each,
                self.t(f"status.{labels.get(each, each)}"),
                self.t(f"criteria.{id}.{each}", **values),
                self.t(f"criteria.{id}.next-{each}", **values),
            )
            for each in (*said, unknown)
        ]

    def _values(self, id: str) -> dict[str, Inner]:
        """Return the number of a criterion as its words may ask for it, ready to read."""
        return {name: self.amount(each) for name, each in self.criteria.amounts(id).items()}


def render(
    words: Words,
    environment: Environment,
    *,
    emergency: Markup,
    second: Words | None = None,
    results: Markup | None = None,
    unit_words: Mapping[str, str] = no_words,
) -> Markup:
    """Return the self-check of one language.

    ``results`` are those of ``render_results``, where they do not come in a script of their own.
    ``unit_words`` are what a reader may type after a number, from ``words_for_units``.
    """
    rules = rules_for_browser(words.criteria, unit_words)
    text = json.dumps(rules, separators=(",", ":"), ensure_ascii=False)
    # The attribute stands in single quotes, so that JSON's own can stay as they are.
    written = Markup(str(escape(text)).replace("&#34;", '"'))
    values = {"second": second, "emergency": emergency, "results": results, "rules": written}
    return _rendered("template", environment, words, **values)


def render_results(
    words: Words, environment: Environment, *, standard_care_url: str, second: Words | None = None
) -> Markup:
    """Return all that a result can say, as templates that belong into the form."""
    rules = words.criteria.criteria.values()
    advices = dict.fromkeys(each.advice for each in rules if each.advice)
    values = {"second": second, "advices": advices, "standard_care_url": standard_care_url}
    return _rendered("results", environment, words, outcomes=outcomes.values(), **values)


def render_list(words: Words, environment: Environment, *, worksheet: bool = False) -> Markup:
    """Return the published rules as a list; as a ``worksheet``, with lines to write on."""
    return _rendered("list", environment, words, worksheet=worksheet)


def _rendered(template: str, environment: Environment, words: Words, **values: Any) -> Markup:
    """Return HTML with its lines at the margin: a fortieth less to send."""
    html = environment.get_template(f"self-check/{template}.html").render(
        words=words, criteria=words.criteria, t=words.t, date=words.wording.date, **values
    )
    return Markup(re.sub(r"\s*\n\s*", "\n", html).strip())


def as_script(results: Markup) -> str:
    """Return the script that hands the results to the form: words, and nothing else.

    As a text, which a phone reads as HTML only once somebody compares.
    """
    quoted = re.sub(r"([\\`]|\$\{)", r"\\\1", results)
    forms = 'document.querySelectorAll("form[data-self-check]")'
    return f"for (const form of {forms}) form.selfCheckResults = `{quoted}`;\n"
