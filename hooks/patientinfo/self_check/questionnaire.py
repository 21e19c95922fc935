"""The self-check's questions as an HL7 FHIR R4 Questionnaire in each language, for other systems.

Made from the criteria and the same words as the form, so that it cannot say anything else. Every
text carries its translations in FHIR's own extension.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.evidence.publisher import Facts
from patientinfo.languages.tags import own_name
from patientinfo.languages.wording import Wording, bare
from patientinfo.self_check.amounts import amount_text
from patientinfo.self_check.criteria import (
    Amount,
    Choice,
    Criteria,
    Quantity,
    Question,
    decimal,
)
from patientinfo.self_check.form import example

FOLDER = "fhir"
NAME = "questionnaire-self-check"

UCUM = "http://unitsofmeasure.org"
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"
SDC_EXTENSIONS = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
UNKNOWN = {
    "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    "code": "asked-unknown",
}
"""How FHIR writes "I don't know": asked, but not known."""

Json = dict[str, Any]
no_amounts: Mapping[str, Amount] = {}


def address(locale: str) -> str:
    """Return where the questionnaire of a language stands, below the site's root."""
    return f"{FOLDER}/{NAME}.{locale}.json"


def files(
    criteria: Criteria, wordings: Mapping[str, Wording], facts: Facts, site_url: str
) -> dict[str, str]:
    """Return the questionnaire of each language as JSON, by its address."""
    made = {}
    for locale in wordings:
        resource = build(criteria, locale, wordings, facts, site_url)
        made[address(locale)] = json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
    return made


def links(place: Place, locales: Iterable[str]) -> Markup:
    """Return the list of links to the questionnaires, each by its language's own name."""
    here = page_url(place.page, place.locale, place.default)
    made = [
        {
            "locale": locale,
            "name": own_name(locale),
            "path": address(locale),
            "href": relative(address(locale), here),
        }
        for locale in locales
    ]
    return place.render("questionnaires", files=made)


def build(
    criteria: Criteria,
    locale: str,
    wordings: Mapping[str, Wording],
    facts: Facts,
    site_url: str,
) -> Json:
    """Return the questionnaire of one language, with the other languages as translations.

    It is a draft until a clinician has taken it over. Version and date are the day on which the
    rules were seen.
    """
    words = _Words(locale, wordings, criteria)
    base = f"{site_url.rstrip('/')}/{FOLDER}"
    source = criteria.source
    publisher = facts.value("publisher.name") or wordings[locale].text("fact.not-stated")
    about = ("self_check.about-does", "self_check.about-does-not")
    return {
        "resourceType": "Questionnaire",
        "id": f"self-check-{locale}",
        "language": locale,
        "url": f"{site_url.rstrip('/')}/{address(locale)}",
        "version": source.seen.isoformat(),
        "name": "SelfCheckAgainstPublishedRules",
        **words.text("title", "self_check.title"),
        "status": "draft",
        "subjectType": ["Patient"],
        "date": source.seen.isoformat(),
        "publisher": publisher,
        **words.text("description", *about),
        "effectivePeriod": {
            "start": source.seen.isoformat(),
            "end": source.check_again.isoformat(),
        },
        "item": [_item(id, question, words, base) for id, question in criteria.questions.items()],
    }


@dataclass(frozen=True)
class _Words:
    """The words of one language, and of the others for the translation extension."""

    locale: str
    wordings: Mapping[str, Wording]
    criteria: Criteria

    def text(self, name: str, *keys: str, amounts: Mapping[str, Amount] = no_amounts) -> Json:
        """Return an element with a text, and beside it (``_name``) its translations."""
        said = {
            locale: " ".join(self._plain(each, key, amounts) for key in keys)
            for locale, each in self.wordings.items()
        }
        others = [
            {
                "url": f"{EXTENSIONS}/translation",
                "extension": [
                    {"url": "lang", "valueCode": locale},
                    {"url": "content", "valueString": text},
                ],
            }
            for locale, text in said.items()
            if locale != self.locale
        ]
        return {name: said[self.locale]} | ({f"_{name}": {"extension": others}} if others else {})

    def _plain(self, wording: Wording, key: str, amounts: Mapping[str, Amount]) -> str:
        """Return words without any markup, for a file that is no page."""
        values: dict[str, Any] = {
            name: amount_text(self.criteria, wording, each.value, each.unit)
            for name, each in amounts.items()
        }
        return bare(wording.html(key, example=wording.number(example), **values))

    def of_unit(self, name: str, kind: str, unit: str) -> Json:
        """Return an element with the words of that kind for a unit."""
        return self.text(name, f"{kind}.{self.criteria.units[unit].name}")

    def code(self, unit: str) -> str:
        """Return what other systems call a unit."""
        return self.criteria.units[unit].ucum


def _item(id: str, question: Question, words: _Words, base: str) -> Json:
    head: Json = {"linkId": id, **words.text("text", f"questions.{id}.label")}
    head |= _enable_when(question, base)
    notes = [_help(id, words), *_rules(id, words)]
    if isinstance(question, Choice):
        return head | {
            "extension": [_control("radio-button")],
            "type": "choice",
            "required": True,
            "item": notes,
            "answerOption": _options(id, question, words, base),
        }
    parts = question.entry == "parts"
    fields = _parts(id, question, words) if parts else [_one_of(id, question, words)]
    known_not = {
        "linkId": f"{id}-unknown",
        **words.text("text", "self_check.unknown"),
        "type": "boolean",
    }
    return head | {"type": "group", "item": [*notes, *fields, known_not]}


def _enable_when(question: Question, base: str) -> Json:
    if not question.applies_when:
        return {}
    [(other, option)] = question.applies_when.items()
    coding = {"system": _system(other, base), "code": option}
    return {"enableWhen": [{"question": other, "operator": "=", "answerCoding": coding}]}


def _system(id: str, base: str) -> str:
    return f"{base}/CodeSystem/{id}"


def _options(id: str, question: Choice, words: _Words, base: str) -> list[Json]:
    known = [
        {
            "system": _system(id, base),
            "code": option,
            **words.text("display", f"questions.{id}.options.{option}"),
        }
        for option in question.options
    ]
    not_known = {**UNKNOWN, **words.text("display", "self_check.unknown")}
    return [{"valueCoding": each} for each in (*known, not_known)]


def _help(id: str, words: _Words) -> Json:
    return {
        "extension": [_control("help")],
        "linkId": f"{id}-help",
        **words.text("text", f"questions.{id}.hint"),
        "type": "display",
    }


def _control(code: str) -> Json:
    """Return how an item is to be shown."""
    coding = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}
    return {
        "url": f"{EXTENSIONS}/questionnaire-itemControl",
        "valueCodeableConcept": {"coding": [coding]},
    }


def _rules(id: str, words: _Words) -> list[Json]:
    """Return what the answer is compared with, in the words of the list of rules."""
    return [
        {
            "linkId": f"{id}-rule-{name}",
            **words.text(
                "text",
                f"criteria.{name}.rule",
                amounts=_amounts(name, words.criteria),
            ),
            "type": "display",
        }
        for name, criterion in words.criteria.criteria.items()
        if criterion.question == id
    ]


def _amounts(name: str, criteria: Criteria) -> dict[str, Amount]:
    """Return a rule's number as written (``value``) and in each unit (``pounds``)."""
    bound = criteria.criteria[name].bound
    amounts = {
        f"{criteria.units[unit].name}s": Amount(value=Fraction(number), unit=unit)
        for unit, number in criteria.in_each_unit(name).items()
    }
    return ({"value": bound} if bound else {}) | amounts


def _parts(id: str, question: Quantity, words: _Words) -> list[Json]:
    """Return a field for each unit; the answer is their sum."""
    return [
        {
            "extension": [_unit(unit, words), _least(0)],
            "linkId": f"{id}-{unit}",
            **words.of_unit("text", "unit-label", unit),
            "type": "decimal",
        }
        for unit in question.units
    ]


def _one_of(id: str, question: Quantity, words: _Words) -> Json:
    """Return one field: a number where there is one unit, a quantity where one is chosen."""
    low, high = question.plausible.low, question.plausible.high
    units = list(question.units)
    if len(units) == 1:
        return {
            "extension": [
                _unit(units[0], words),
                _least(_number(low)),
                {"url": f"{EXTENSIONS}/maxValue", "valueDecimal": _number(high)},
            ],
            "linkId": f"{id}-value",
            **words.of_unit("text", "unit-label", units[0]),
            "type": "decimal",
        }
    return {
        "extension": [
            *(
                {
                    "url": f"{EXTENSIONS}/questionnaire-unitOption",
                    "valueCoding": _coding(each, words),
                }
                for each in units
            ),
            *(
                {
                    "url": f"{SDC_EXTENSIONS}/sdc-questionnaire-{end}Quantity",
                    "valueQuantity": {
                        "value": _number(amount),
                        "system": UCUM,
                        "code": words.code(amount.unit),
                    },
                }
                for end, amount in (("min", low), ("max", high))
            ),
        ],
        "linkId": f"{id}-value",
        **words.text("text", f"questions.{id}.number-label"),
        "type": "quantity",
    }


def _unit(unit: str, words: _Words) -> Json:
    return {"url": f"{EXTENSIONS}/questionnaire-unit", "valueCoding": _coding(unit, words)}


def _coding(unit: str, words: _Words) -> Json:
    return {
        "system": UCUM,
        "code": words.code(unit),
        **words.of_unit("display", "unit-label", unit),
    }


def _least(value: int | float) -> Json:
    return {"url": f"{EXTENSIONS}/minValue", "valueDecimal": value}


def _number(amount: Amount) -> int | float:
    value = decimal(amount.value)
    return int(value) if value == value.to_integral_value() else float(value)
