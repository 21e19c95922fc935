"""Puts the criteria and the words of one language into the self-check's HTML, and into the list."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment
from markupsafe import Markup, escape

from patientinfo.languages.wording import Wording, direction, fill
from patientinfo.self_check.criteria import (
    Amount,
    Choice,
    Criteria,
    Criterion,
    Quantity,
    Question,
    decimal,
    outcomes,
    unit_names,
)
from patientinfo.self_check.verdict import no_words, rules_json, unknown

CLINIC_LANGUAGES = ("ka", "en")
"""Languages that the clinic's doctors read: the first that the reader's page is not in is printed
beside it. One, not a choice of both, because each adds about 3 KB to the page."""

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
        own = Locale.parse(self.locale, sep="-").get_display_name() or self.locale
        return Markup('<bdi lang="{}">{}</bdi>').format(self.locale, own)


def result_words(criteria: Criteria, wording: Wording, evidence_summary: Markup) -> ResultWords:
    """Return what the result says in a language, from the same ids in each."""
    return ResultWords(
        wording, evidence_summary, outcome_views(wording), criterion_views(criteria, wording)
    )


def clinic_language(reader: str, locales: Iterable[str]) -> str | None:
    """Return the language beside the reader's on the printed sheet, if the site has one."""
    known = set(locales)
    return next((each for each in CLINIC_LANGUAGES if each in known and each != reader), None)


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


def amount_text(wording: Wording, value: Fraction | Decimal, unit: str) -> Markup:
    """Write an amount as a language does: ``16 kg``, ``4 years``, with its own plural forms."""
    shown = decimal(value) if isinstance(value, Fraction) else value
    key = f"unit.{unit_names[unit]}"
    text = fill(wording.text(key, shown), {"count": wording.number(shown)})
    if wording.is_translated(key):
        return text
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)


def words_for_units(criteria: Criteria, wordings: Iterable[Wording]) -> dict[str, str]:
    """Return what a reader of any language may type after a number, with the unit it stands for.

    A word that stands for one unit here and for another there is left out: it is asked again.
    """
    found: dict[str, set[str]] = {}
    for wording in wordings:
        for unit in _units(criteria):
            words = re.split("[,،]", wording.text(f"unit-words.{unit_names[unit]}").lower())
            for word in filter(None, map(str.strip, words)):
                found.setdefault(word, set()).add(unit)
    return {word: min(units) for word, units in sorted(found.items()) if len(units) == 1}


def _units(criteria: Criteria) -> list[str]:
    """Return every unit that some question has, in the order of the file."""
    quantities = [each for each in criteria.questions.values() if isinstance(each, Quantity)]
    return list(dict.fromkeys(unit for each in quantities for unit in each.units))


def source_words(criteria: Criteria, wording: Wording) -> dict[str, object]:
    """Return the article's title and the dates of the source, in words of the language."""
    source = criteria.source
    title = Markup('<cite lang="en" dir="ltr">{}</cite>').format(source.title)
    return {
        "title": title,
        "seen": _day(source.seen, wording),
        "check_again": _day(source.check_again, wording),
        "check_again_day": source.check_again.isoformat(),
    }


def _day(day: date, wording: Wording) -> Markup:
    locale = {"en": "en_GB"}.get(wording.locale, wording.locale.replace("-", "_"))
    text = format_date(day, "long", locale=locale)
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)


def question_views(criteria: Criteria, wording: Wording) -> list[QuestionView]:
    """Return the questions in their order."""
    return [_question_view(id, question, wording) for id, question in criteria.questions.items()]


def _question_view(id: str, question: Question, wording: Wording) -> QuestionView:
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
        fields, units = _fields(id, question, wording)
        low, high = question.plausible.low, question.plausible.high
        errors += [
            ("ambiguous", wording.html("self_check.error-ambiguous", example=shown)),
            ("not-a-number", wording.html("self_check.error-not-a-number", example=shown)),
            ("other-unit", wording.html("self_check.error-other-unit")),
            (
                "out-of-range",
                wording.html(
                    f"questions.{id}.error-out-of-range",
                    low=_isolated(low, wording),
                    high=_isolated(high, wording),
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


def _fields(id: str, question: Quantity, wording: Wording) -> tuple[list[Part], list[Part]]:
    key = f"self-check-{id}"
    labels = {unit: wording.html(f"unit-label.{unit_names[unit]}") for unit in question.units}
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
        typed=list(_typed(criterion.question, question, wording)),
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
    if not criterion.bound:
        return {}
    question = criteria.quantity(criterion.question)
    values: dict[str, Any] = {"value": _isolated(criterion.bound, wording)}
    for unit in question.units:
        number = criteria.rounded(id, unit).normalize() + 0
        text = amount_text(wording, number, unit)
        values[f"{unit_names[unit]}s"] = Markup("<bdi>{}</bdi>").format(text)
    return values


def _isolated(amount: Amount, wording: Wording) -> Markup:
    return Markup("<bdi>{}</bdi>").format(amount_text(wording, amount.value, amount.unit))


def _typed(id: str, question: Question, wording: Wording) -> Iterator[Typed]:
    if isinstance(question, Choice):
        return
    one_of = question.entry == "one-of"
    for unit in question.units:
        text = wording.html(
            "self_check.answer-part",
            unit=wording.html(f"unit-label.{unit_names[unit]}"),
            value=Markup("<bdi></bdi>"),
        )
        several = one_of and len(question.units) > 1
        yield Typed(id if one_of else f"{id}-{unit}", unit if several else "", text)


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
    for unit in _units(criteria):
        name = unit_names[unit]
        keys += [f"unit.{name}", f"unit-label.{name}", f"unit-words.{name}"]
    return keys
