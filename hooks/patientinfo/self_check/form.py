"""Puts the criteria and the words of one language into the self-check's HTML, and into the list."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from patientinfo.languages.tags import direction, own_name
from patientinfo.languages.wording import Wording
from patientinfo.self_check.amounts import isolated
from patientinfo.self_check.criteria import (
    Choice,
    Criteria,
    Criterion,
    Quantity,
    decimal,
    outcomes,
)
from patientinfo.self_check.verdict import no_words, rules_json, unknown

example = Decimal("12.5")
"""A number with a decimal mark, for hints. Not a number of any rule."""


@dataclass(frozen=True)
class Part:
    """A control or an option: its element's id, the value or name it sends, its words."""

    key: str
    value: str
    text: Markup


@dataclass(frozen=True)
class QuestionView:
    """A question as the template shows it: either ``options``, or ``fields`` and ``units``."""

    id: str
    key: str
    label: Markup
    hint: Markup
    errors: list[tuple[str, Markup]]
    options: list[Part]
    fields: list[Part]
    units: list[Part]
    unit_label: Markup
    dependent: bool

    @property
    def first(self) -> str:
        """The element to which the list of errors leads."""
        return (self.options or self.fields)[0].key


@dataclass(frozen=True)
class Typed:
    """What a reader typed, in the result: shown when the field is filled in this unit."""

    name: str
    unit: str
    text: Markup


@dataclass(frozen=True)
class Meaning:
    """What a criterion can say of an answer: label, sentence and advice."""

    id: str
    status: Markup
    text: Markup
    next: Markup | None

    @property
    def is_open(self) -> bool:
        """Whether something is left to ask or to find out."""
        return self.id in ("unclear", unknown)


@dataclass(frozen=True)
class CriterionView:
    """A criterion as the templates show it, in the result and in the list."""

    id: str
    is_clinics: bool
    title: Markup
    question: Markup
    condition: Markup | None
    rule: Markup
    rule_in_list: Markup
    meanings: list[Meaning]
    said: list[Part]
    typed: list[Typed]
    near: Markup | None


@dataclass(frozen=True)
class OutcomeView:
    """A headline and the sentence under it."""

    id: str
    title: Markup
    text: Markup


@dataclass(frozen=True)
class ResultWords:
    """What the result says in one language: the reader's, or the clinic's on the printed sheet."""

    wording: Wording
    evidence_summary: Markup
    outcomes: list[OutcomeView]
    criteria: list[CriterionView]

    @property
    def t(self) -> Callable[..., Markup]:
        """The words of a key as HTML."""
        return self.wording.html

    @property
    def locale(self) -> str:
        """The language's code."""
        return self.wording.locale

    @property
    def direction(self) -> str:
        """The direction in which the language is written."""
        return direction(self.wording.locale)

    @property
    def name(self) -> Markup:
        """The language's own name for itself, marked as being in that language."""
        return Markup('<bdi lang="{}">{}</bdi>').format(self.locale, own_name(self.locale))


def result_words(criteria: Criteria, wording: Wording, evidence_summary: Markup) -> ResultWords:
    """Return what the result says in a language, from the same ids in each."""
    return ResultWords(
        wording, evidence_summary, outcome_views(wording), criterion_views(criteria, wording)
    )


def printed_beside(reader: str, clinic: Iterable[str], site: Iterable[str]) -> str | None:
    """Return the language beside the reader's on the printed sheet: one that the clinic reads.

    One, not a choice of several, because each adds about 3 KB to the page.
    """
    known = set(site)
    return next((each for each in clinic if each in known and each != reader), None)


def render(
    criteria: Criteria,
    wording: Wording,
    environment: Environment,
    *,
    emergency: Markup,
    second: ResultWords | None = None,
    results: Markup | None = None,
    unit_words: Mapping[str, str] = no_words,
    heading: int = 2,
) -> Markup:
    """Return the self-check of one language; ``heading`` is the level of its own heading.

    ``results`` are those of ``render_results``, where they do not come in a script of their own.
    ``unit_words`` are what a reader may type after a number, from ``words_for_units``.
    ``environment`` finds ``self-check/template.html``, escapes, and knows no undefined values.
    """
    html = environment.get_template("self-check/template.html").render(
        t=wording.html,
        rules=_in_single_quotes(rules_json(criteria, unit_words)),
        questions=question_views(criteria, wording),
        criteria=criterion_views(criteria, wording),
        second=second,
        emergency=emergency,
        results=results,
        heading=heading,
        **source_words(criteria, wording),
    )
    return _without_indents(html)


def render_results(
    criteria: Criteria,
    wording: Wording,
    environment: Environment,
    *,
    evidence_summary: Markup,
    standard_care_url: str,
    second: ResultWords | None = None,
    heading: int = 2,
) -> Markup:
    """Return all that a result can say, as templates that belong into the form."""
    html = environment.get_template("self-check/results.html").render(
        t=wording.html,
        own=result_words(criteria, wording, evidence_summary),
        second=second,
        standard_care_url=standard_care_url,
        advices=advices(criteria),
        heading=heading,
    )
    return _without_indents(html)


def _without_indents(html: str) -> Markup:
    """Return HTML with its lines at the margin: a fortieth less to send."""
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


def render_list(
    criteria: Criteria,
    wording: Wording,
    environment: Environment,
    *,
    worksheet: bool = False,
    heading: int = 3,
) -> Markup:
    """Return the published rules as a list; as a ``worksheet``, with lines to write on."""
    return Markup(
        environment.get_template("self-check/list.html").render(
            t=wording.html,
            criteria=criterion_views(criteria, wording),
            worksheet=worksheet,
            level=heading,
            **source_words(criteria, wording),
        )
    )


def source_words(criteria: Criteria, wording: Wording) -> dict[str, object]:
    """Return the article's title and the dates of the source, in words of the language."""
    source = criteria.source
    mark = Markup('<cite lang="{}" dir="{}">{}</cite>')
    return {
        "title": mark.format(wording.original, direction(wording.original), source.title),
        "seen": wording.date(source.seen),
        "check_again": wording.date(source.check_again),
        "check_again_day": source.check_again.isoformat(),
    }


def question_views(criteria: Criteria, wording: Wording) -> list[QuestionView]:
    """Return the questions in their order."""
    return [_question_view(id, criteria, wording) for id in criteria.questions]


def _question_view(id: str, criteria: Criteria, wording: Wording) -> QuestionView:
    question = criteria.questions[id]
    key = f"self-check-{id}"
    shown = Markup("<bdi>{}</bdi>").format(wording.number(example))
    missing = ("missing", wording.html(f"questions.{id}.error-missing"))
    options: list[Part] = []
    fields: list[Part] = []
    units: list[Part] = []
    errors = [missing]
    if isinstance(question, Choice):
        options = [
            Part(f"{key}-{option.value}", option.value, option.text)
            for option in _options(id, question, wording)
        ]
    else:
        fields, units = _fields(id, question, criteria, wording)
        low, high = question.plausible.low, question.plausible.high
        errors += [
            ("ambiguous", wording.html("self_check.error-ambiguous", example=shown)),
            ("not-a-number", wording.html("self_check.error-not-a-number", example=shown)),
            ("other-unit", wording.html("self_check.error-other-unit")),
            (
                "out-of-range",
                wording.html(
                    f"questions.{id}.error-out-of-range",
                    low=isolated(criteria, wording, low.value, low.unit),
                    high=isolated(criteria, wording, high.value, high.unit),
                ),
            ),
        ]
    return QuestionView(
        id=id,
        key=key,
        label=wording.html(f"questions.{id}.label"),
        hint=wording.html(f"questions.{id}.hint", example=shown),
        errors=errors,
        options=options,
        fields=fields,
        units=units,
        unit_label=wording.html(f"questions.{id}.unit-label") if units else Markup(),
        dependent=question.applies_when is not None,
    )


def _options(id: str, question: Choice, wording: Wording) -> list[Part]:
    known = [
        Part("", option, wording.html(f"questions.{id}.options.{option}"))
        for option in question.options
    ]
    return [*known, Part("", unknown, wording.html("self_check.unknown"))]


def _fields(
    id: str, question: Quantity, criteria: Criteria, wording: Wording
) -> tuple[list[Part], list[Part]]:
    key = f"self-check-{id}"
    labels = {unit: unit_label(unit, criteria, wording) for unit in question.units}
    if question.entry == "parts":
        return [Part(f"{key}-{unit}", f"{id}-{unit}", label) for unit, label in labels.items()], []
    if len(labels) == 1:
        return [Part(key, id, label) for label in labels.values()], []
    number_label = wording.html(f"questions.{id}.number-label")
    return [Part(key, id, number_label)], [Part("", unit, label) for unit, label in labels.items()]


def criterion_views(criteria: Criteria, wording: Wording) -> list[CriterionView]:
    """Return the criteria in their order."""
    return [
        _criterion_view(id, criterion, criteria, wording)
        for id, criterion in criteria.criteria.items()
    ]


def _criterion_view(
    id: str, criterion: Criterion, criteria: Criteria, wording: Wording
) -> CriterionView:
    question = criteria.questions[criterion.question]
    values = _values(id, criterion, criteria, wording)
    marked = dict(values)
    if criterion.bound:
        marked["value"] = Markup('<data data-criterion="{}" value="{}">{}</data>').format(
            id, decimal(criterion.bound.value), values["value"]
        )
    condition = None
    if question.applies_when:
        [(other, option)] = question.applies_when.items()
        condition = wording.html(f"questions.{other}.options.{option}")
    return CriterionView(
        id=id,
        is_clinics=criterion.is_clinics,
        title=wording.html(f"criteria.{id}.title"),
        question=wording.html(f"questions.{criterion.question}.label"),
        condition=condition,
        rule=wording.html(f"criteria.{id}.rule", **values),
        rule_in_list=wording.html(f"criteria.{id}.rule", **marked),
        meanings=[
            Meaning(
                id=meaning,
                status=wording.html(_status_key(meaning, criterion)),
                text=wording.html(f"criteria.{id}.{meaning}", **values),
                next=wording.html(f"criteria.{id}.next-{meaning}", **values)
                if wording.has(f"criteria.{id}.next-{meaning}")
                else None,
            )
            for meaning in meanings(criterion)
        ],
        said=_options(criterion.question, question, wording)
        if isinstance(question, Choice)
        else [Part("", unknown, wording.html("self_check.unknown"))],
        typed=list(_typed(criterion.question, criteria, wording)),
        near=wording.html(f"criteria.{id}.near") if criterion.near else None,
    )


def meanings(criterion: Criterion) -> list[str]:
    """Return what a criterion can say: "unclear" is a known answer that settles nothing."""
    known = ["unclear" if status == "unknown" else status for status in criterion.statuses]
    return [*known, unknown]


def _status_key(meaning: str, criterion: Criterion) -> str:
    if meaning == "met" and not criterion.is_clinics:
        return "status.no-concern"
    return "status.unknown" if meaning == "unclear" else f"status.{meaning}"


def _values(id: str, criterion: Criterion, criteria: Criteria, wording: Wording) -> dict[str, Any]:
    """Return the bound as written (``value``) and in each unit (``pounds``), ready to read."""
    values: dict[str, Any] = {}
    for unit, number in criteria.in_each_unit(id).items():
        values[f"{criteria.units[unit].name}s"] = isolated(criteria, wording, number, unit)
        if criterion.bound and unit == criterion.bound.unit:
            values["value"] = isolated(criteria, wording, criterion.bound.value, unit)
    return values


def unit_label(unit: str, criteria: Criteria, wording: Wording) -> Markup:
    """Return what a field or an option for a unit is called."""
    return wording.html(f"unit-label.{criteria.units[unit].name}")


def _typed(id: str, criteria: Criteria, wording: Wording) -> Iterator[Typed]:
    question = criteria.questions[id]
    if isinstance(question, Choice):
        return
    one_of = question.entry == "one-of"
    for unit in question.units:
        text = wording.html(
            "self_check.answer-part",
            unit=unit_label(unit, criteria, wording),
            value=Markup("<bdi></bdi>"),
        )
        several = one_of and len(question.units) > 1
        yield Typed(id if one_of else f"{id}-{unit}", unit if several else "", text)


def advices(criteria: Criteria) -> list[str]:
    """Return the advice that criteria can call for."""
    return list(dict.fromkeys(each.advice for each in criteria.criteria.values() if each.advice))


def outcome_views(wording: Wording) -> list[OutcomeView]:
    """Return the four headlines."""
    return [
        OutcomeView(
            outcome,
            wording.html(f"outcomes.{outcome}.title"),
            wording.html(f"outcomes.{outcome}.text"),
        )
        for outcome in outcomes.values()
    ]


def needed_strings(criteria: Criteria) -> list[str]:
    """Return the keys of ``_strings.yml`` that a criteria file calls for, question by question."""
    keys = []
    for id, question in criteria.questions.items():
        keys += [f"questions.{id}.{part}" for part in ("label", "hint", "error-missing")]
        if isinstance(question, Choice):
            keys += [f"questions.{id}.options.{option}" for option in question.options]
            continue
        keys.append(f"questions.{id}.error-out-of-range")
        if question.entry == "one-of" and len(question.units) > 1:
            keys += [f"questions.{id}.number-label", f"questions.{id}.unit-label"]
    for id, criterion in criteria.criteria.items():
        keys += [f"criteria.{id}.{part}" for part in ("title", "rule", *meanings(criterion))]
        keys += [f"criteria.{id}.next-{meaning}" for meaning in meanings(criterion)]
        keys += [f"criteria.{id}.near"] if criterion.near else []
    keys += [f"advice.{id}.{part}" for id in advices(criteria) for part in ("title", "text")]
    for name in (criteria.units[unit].name for unit in criteria.used_units):
        keys += [f"unit.{name}", f"unit-label.{name}", f"unit-words.{name}"]
    return keys
