"""The self-check's questions as an HL7 FHIR R4 Questionnaire in each language, for other systems.

Made from the criteria and the same words as the form, so that it cannot say anything else. Every
text carries its translations in FHIR's own extension.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from patientinfo.components.links import page_url, relative
from patientinfo.components.place import Place
from patientinfo.evidence.publisher import Facts
from patientinfo.languages.tags import own_name
from patientinfo.languages.wording import Wording, bare
from patientinfo.self_check.amounts import amount_text, label_key
from patientinfo.self_check.criteria import Amount, Choice, Criteria, Quantity, Question
from patientinfo.self_check.form import example

FOLDER = "fhir"

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
    return f"{FOLDER}/questionnaire-self-check.{locale}.json"


def links(place: Place, locales: Iterable[str]) -> Markup:
    """Return the list of links to the questionnaires, each by its language's own name."""
    here = page_url(place.page, place.locale, place.default)
    files = [
        (locale, own_name(locale), address(locale), relative(address(locale), here))
        for locale in locales
    ]
    return place.render("questionnaires", files=files)


def build(
    criteria: Criteria, locale: str, wordings: Mapping[str, Wording], facts: Facts, site_url: str
) -> Json:
    """Return the questionnaire of one language, with the other languages as translations.

    It is a draft until a clinician has taken it over. Version and date are the day on which the
    rules were seen.
    """
    words = _Words(locale, wordings, criteria)
    root, seen = site_url.rstrip("/"), criteria.source.seen.isoformat()
    codes = f"{root}/{FOLDER}/CodeSystem"
    publisher = facts.value("publisher.name") or wordings[locale].text("fact.not-stated")
    return {
        "resourceType": "Questionnaire",
        "id": f"self-check-{locale}",
        "language": locale,
        "url": f"{root}/{address(locale)}",
        "version": seen,
        "name": "SelfCheckAgainstPublishedRules",
        **words.text("title", "self_check.title"),
        "status": "draft",
        "subjectType": ["Patient"],
        "date": seen,
        "publisher": publisher,
        **words.text("description", "self_check.about-does", "self_check.about-does-not"),
        "effectivePeriod": {"start": seen, "end": criteria.source.check_again.isoformat()},
        "item": [_item(id, question, words, codes) for id, question in criteria.questions.items()],
    }


@dataclass(frozen=True)
class _Words:
    """The words of one language, and of the others for the translation extension."""

    locale: str
    wordings: Mapping[str, Wording]
    criteria: Criteria

    def text(self, name: str, *keys: str, amounts: Mapping[str, Amount] = no_amounts) -> Json:
        """Return an element with a text, and beside it (``_name``) its translations."""
        element: Json = {}
        others = []
        for locale, wording in self.wordings.items():
            values: dict[str, Any] = {"example": wording.number(example)}
            for key, each in amounts.items():
                values[key] = amount_text(self.criteria, wording, each.value, each.unit)
            said = " ".join(bare(wording.html(key, **values)) for key in keys)
            if locale == self.locale:
                element[name] = said
            else:
                content = {"url": "content", "valueString": said}
                parts = [{"url": "lang", "valueCode": locale}, content]
                others.append(_extension("translation", extension=parts))
        return element | ({f"_{name}": {"extension": others}} if others else {})

    def coding(self, unit: str) -> Json:
        """Return a unit as other systems know it, with its words."""
        code = self.criteria.units[unit].ucum
        return {
            "system": UCUM,
            "code": code,
            **self.text("display", label_key(self.criteria, unit)),
        }


def _extension(name: str, **content: Any) -> Json:
    """Return what FHIR says in an extension of its own."""
    return {"url": f"{EXTENSIONS}/{name}", **content}


def _control(code: str) -> Json:
    """Return how an item is to be shown."""
    coding = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}
    return _extension("questionnaire-itemControl", valueCodeableConcept={"coding": [coding]})


def _inner(id: str, kind: str, text: Json, *extensions: Json) -> Json:
    """Return an item inside that of a question."""
    head: Json = {"extension": list(extensions)} if extensions else {}
    return head | {"linkId": id, **text, "type": kind}


def _item(id: str, question: Question, words: _Words, codes: str) -> Json:
    item: Json = {"linkId": id, **words.text("text", f"questions.{id}.label")}
    for other, option in (question.applies_when or {}).items():
        coding = {"system": f"{codes}/{other}", "code": option}
        item["enableWhen"] = [{"question": other, "operator": "=", "answerCoding": coding}]
    hint = words.text("text", f"questions.{id}.hint")
    inner = [_inner(f"{id}-help", "display", hint, _control("help"))]
    for name, criterion in words.criteria.criteria.items():
        if criterion.question == id:
            amounts = words.criteria.amounts(name)
            rule = words.text("text", f"criteria.{name}.rule", amounts=amounts)
            inner.append(_inner(f"{id}-rule-{name}", "display", rule))
    unknown = "self_check.unknown"
    if isinstance(question, Choice):
        options: list[Json] = [
            {"system": f"{codes}/{id}", "code": option}
            | words.text("display", f"questions.{id}.options.{option}")
            for option in question.options
        ]
        options.append(UNKNOWN | words.text("display", unknown))
        return item | {
            "extension": [_control("radio-button")],
            "type": "choice",
            "required": True,
            "item": inner,
            "answerOption": [{"valueCoding": each} for each in options],
        }
    inner += _fields(id, question, words)
    inner.append(_inner(f"{id}-unknown", "boolean", words.text("text", unknown)))
    return item | {"type": "group", "item": inner}


def _fields(id: str, question: Quantity, words: _Words) -> list[Json]:
    """Return one field, a quantity where its unit is chosen; or one a unit, which add up."""
    low, high = question.plausible.low, question.plausible.high
    if question.unit_choices:
        choices = [
            _extension("questionnaire-unitOption", valueCoding=words.coding(unit))
            for unit in question.unit_choices
        ]
        ends = [_end("min", low, words), _end("max", high, words)]
        text = words.text("text", f"questions.{id}.number-label")
        return [_inner(f"{id}-value", "quantity", text, *choices, *ends)]
    parts = question.entry == "parts"
    fields = []
    for unit in question.units:
        limits = [_extension("minValue", valueDecimal=0 if parts else _number(low))]
        if not parts:
            limits.append(_extension("maxValue", valueDecimal=_number(high)))
        own = _extension("questionnaire-unit", valueCoding=words.coding(unit))
        text = words.text("text", label_key(words.criteria, unit))
        link = f"{id}-{unit}" if parts else f"{id}-value"
        fields.append(_inner(link, "decimal", text, own, *limits))
    return fields


def _end(name: str, amount: Amount, words: _Words) -> Json:
    """Return the least or the most that is taken, where the unit is chosen."""
    code = words.criteria.units[amount.unit].ucum
    value = {"value": _number(amount), "system": UCUM, "code": code}
    url = f"{SDC_EXTENSIONS}/sdc-questionnaire-{name}Quantity"
    return {"url": url, "valueQuantity": value}


def _number(amount: Amount) -> int | float:
    value = amount.value
    return int(value) if value.denominator == 1 else float(value)
