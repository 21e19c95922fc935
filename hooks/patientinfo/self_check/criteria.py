"""The rules that a source has published, as ``criteria.yml`` holds them: exact and frozen.

The sentence under each field is its description in ``criteria.schema.json``, for editors.
"""

import math
import re
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from pydantic.dataclasses import dataclass

from patientinfo.reading.data_file import Day

Status = Literal["met", "unmet", "refer", "unknown"]
Outcome = Literal["does-not-match", "ask-doctor-first", "cannot-tell", "matches"]

outcomes: dict[Status, Outcome] = {
    "unmet": "does-not-match",
    "refer": "ask-doctor-first",
    "unknown": "cannot-tell",
    "met": "matches",
}
"""The outcome is that of the first status here which any criterion has."""

doctor_statuses: tuple[Status, ...] = ("refer", "unmet")
"""The statuses with which a criterion calls for its advice."""

this_site = "this-site"
"""What ``stated_in`` says of a safety question that is the site's own."""

known_keys = ConfigDict(extra="forbid", use_attribute_docstrings=True)
kebab_case = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
number = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


def exact(written: object) -> Fraction:
    """Turn a whole number or a number in quotes into a fraction; a float was rounded already."""
    if isinstance(written, Fraction):
        return written
    if isinstance(written, int) and not isinstance(written, bool) and written >= 0:
        return Fraction(written)
    if isinstance(written, str) and number.fullmatch(written):
        return Fraction(written)
    raise ValueError('Write a whole number, or one with a point in double quotes: "15.5".')


Whole = Annotated[int, Field(ge=0)]
InQuotes = Annotated[str, Field(pattern=f"^{number.pattern}$")]
Exact = Annotated[Fraction, PlainValidator(exact, json_schema_input_type=Whole | InQuotes)]
Id = Annotated[str, WithJsonSchema({"type": "string", "pattern": f"^{kebab_case.pattern}$"})]
Unit = Id
Condition = Annotated[
    dict[Id, Id], Field(json_schema_extra={"minProperties": 1, "maxProperties": 1})
]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Source:
    """Where the rules are published, and when somebody looked."""

    id: Id
    """What `stated_in` calls this source."""
    title: str
    """The title, in the words of the source."""
    language: str = ""
    """The language of the title, where it is not that of the site's own source texts."""
    seen: Day
    """The day on which somebody last read the source."""
    check_again: Day
    """Past this day readers are told that the rules may have changed."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class UnitName:
    """A unit: its name in the strings, and what other systems call it."""

    name: Id
    """The words stand in the strings: `unit.<name>`, `unit-label.<name>`, `unit-words.<name>`."""
    ucum: str
    """The code in the Unified Code for Units of Measure."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Amount:
    """A number with its unit."""

    value: Exact
    """A whole number as it is, or one with a point in double quotes: "15.5"."""
    unit: Unit
    """One of the question's units."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Range:
    """The lowest and the highest amount that are no slip of the finger."""

    low: Amount
    """Numbers below this are asked again."""
    high: Amount
    """Numbers above this are asked again."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Choice:
    """A question with options to choose from."""

    kind: Annotated[Literal["choice", "quantity"], WithJsonSchema({"const": "choice"})]
    """A question with options to choose from."""
    options: Annotated[list[Id], Field(json_schema_extra={"minItems": 1, "uniqueItems": True})]
    """The ids of the options, in the order shown. "I don't know" is always there besides."""
    applies_when: Condition | None = None
    """Asked only after this answer to another question: `{question: option}`."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Quantity:
    """A question for a number: a field for each unit (``parts``), or one field and its unit."""

    kind: Annotated[Literal["choice", "quantity"], WithJsonSchema({"const": "quantity"})]
    """A question for a number."""
    entry: Literal["parts", "one-of"]
    """`parts`: a field for each unit, added up. `one-of`: one field and a choice of unit."""
    units: dict[Unit, Exact]
    """How much of the base unit (the one with 1) each unit is, exactly."""
    plausible: Range
    """Numbers outside are slips of the finger: they are asked again."""
    applies_when: Condition | None = None
    """Asked only after this answer to another question: `{question: option}`."""

    @property
    def unit_choices(self) -> list[Unit]:
        """The units to choose from beside the field; none where each has its own, or one is all."""
        return list(self.units) if self.entry == "one-of" and len(self.units) > 1 else []

    def field(self, id: str, unit: str) -> str:
        """Return the name under which the field for a unit is sent."""
        return f"{id}-{unit}" if self.entry == "parts" else id

    def knows(self, *amounts: Amount) -> bool:
        """Whether the question has the units of all these amounts."""
        return all(each.unit in self.units for each in amounts)

    def base(self, amount: Amount) -> Fraction:
        """Return an amount in the base unit, exactly."""
        return amount.value * self.units[amount.unit]


def _tag(question: Any) -> str:
    if isinstance(question, dict):
        quantity = question.get("kind") == "quantity"
        guess = "units" in question and question.get("kind") != "choice"
        return "[quantity]" if quantity or guess else "[choice]"
    return "[quantity]" if isinstance(question, Quantity) else "[choice]"


Question = Annotated[
    Annotated[Choice, Tag("[choice]")] | Annotated[Quantity, Tag("[quantity]")],
    Discriminator(_tag),
]

one_rule = ConfigDict(
    **known_keys,
    json_schema_extra={"oneOf": [{"required": [key]} for key in ("at_least", "below", "options")]},
)


@dataclass(frozen=True, kw_only=True, config=one_rule)
class Criterion:
    """What the answer to one question is compared with: a bound, or a status for each option."""

    question: Id
    """The question whose answer is compared."""
    stated_in: Id
    """The source's id, or `this-site` for a safety question of the site's own."""
    at_least: Amount | None = None
    """The answer has to be this much or more; exactly this much meets it."""
    below: Amount | None = None
    """The answer has to be less than this; exactly this much does not meet it."""
    options: dict[Id, Status] | None = None
    """The status to which each option of the question leads."""
    otherwise: Literal["unmet", "unknown"] | None = None
    """The status of a number that does not meet the rule."""
    near: Amount | None = None
    """How close to the number the result says that scales differ."""
    advice: Id | None = None
    """What refer or unmet calls for: its words stand in the strings, `advice.<id>.title`."""
    seen: Day | None = None
    """The day on which somebody read this rule in the source."""
    reason: str | None = None
    """Why the site asks this, where the question is its own."""

    @property
    def bound(self) -> Amount | None:
        """The number that the answer is compared with."""
        return self.at_least or self.below

    @property
    def from_source(self) -> bool:
        """Whether the source has published this rule: else it is a question of the site's own."""
        return self.stated_in != this_site

    @property
    def statuses(self) -> list[Status]:
        """Every status that a known answer can lead to."""
        if self.options is not None:
            return sorted(set(self.options.values()))
        return ["met", self.otherwise or "unmet"]

    def status_of_option(self, option: str) -> Status:
        """Return the status to which an option leads."""
        return (self.options or {})[option]

    def status_of_number(self, value: Fraction, question: Quantity) -> Status:
        """Return the status to which a number in the base unit leads, without rounding."""
        if self.at_least:
            met = value >= question.base(self.at_least)
        else:
            assert self.below
            met = value < question.base(self.below)
        return "met" if met else self.otherwise or "unmet"


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Criteria:
    """All questions and all criteria, in the order in which they are shown."""

    source: Source
    """Where the rules are published, and when somebody looked."""
    units: dict[Id, UnitName] = field(default_factory=dict)
    """The units that questions may use."""
    questions: dict[Id, Question]
    """What a family is asked, in this order."""
    criteria: dict[Id, Criterion]
    """What the answers are compared with, in the order of the result."""

    def bound(self, name: str) -> Amount | None:
        """Return the number of a criterion by its id or placeholder name (``minimum_weight``)."""
        criterion = self.criteria.get(name.replace("_", "-"))
        return criterion.bound if criterion else None

    def quantity(self, id: str) -> Quantity:
        """Return the question for a number with this id."""
        question = self.questions[id]
        assert isinstance(question, Quantity)
        return question

    def amounts(self, id: str) -> dict[str, Amount]:
        """Return a criterion's number as written (``value``) and in each unit (``pounds``)."""
        bound = self.criteria[id].bound
        if bound is None:
            return {}
        amounts = {"value": bound}
        for unit in self.quantity(self.criteria[id].question).units:
            value = bound.value if unit == bound.unit else Fraction(self.rounded(id, unit))
            amounts[f"{self.units[unit].name}s"] = Amount(value=value, unit=unit)
        return amounts

    def rounded(self, name: str, unit: str, places: int = 1) -> Decimal:
        """Return a criterion's number in another unit, rounded so that what is written meets it.

        16 kg is 35.3 lb, never 35 lb, which would be too little.
        """
        criterion = self.criteria[name.replace("_", "-")]
        question = self.quantity(criterion.question)
        assert criterion.bound
        steps = question.base(criterion.bound) / question.units[unit] * 10**places
        whole = math.ceil(steps) if criterion.at_least else math.floor(steps)
        return Decimal(whole).scaleb(-places)


def written(amount: Amount) -> str:
    """Return an amount as a report shows it: ``16 kg``."""
    return f"{decimal(amount.value)} {amount.unit}"


def decimal(value: Fraction) -> Decimal:
    """Return a number as a decimal, for showing; those of the file are all exact decimals."""
    return Decimal(value.numerator) / Decimal(value.denominator)
