"""The questionnaires for other systems: valid FHIR R4 in every language, from the criteria."""

import copy
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhirpathpy import evaluate

from patientinfo.self_check.criteria import Amount, Choice, Criteria
from patientinfo.self_check.questionnaire import build
from patientinfo.site import Site

LOCALES = ("en", "ka", "ru", "ar")
URL = "https://example.org/sub/"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"

INVARIANTS = {
    "que-0": "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')",
    "que-1 groups": "descendants().where(type = 'group').all(item.exists())",
    "que-1 display": "descendants().where(type = 'display').all(item.empty())",
    "que-2": "descendants().linkId.isDistinct()",
    "que-3": "descendants().where(type = 'display').all(code.empty())",
    "que-4": (
        "descendants().where(linkId.exists()).all(answerOption.empty() or answerValueSet.empty())"
    ),
    "que-5": (
        "descendants().where(answerOption.exists() or answerValueSet.exists()).all(type = "
        "'choice' or type = 'open-choice')"
    ),
    "que-6": "descendants().where(type = 'display').all(required.empty() and repeats.empty())",
    "que-8": "descendants().where(type = 'group' or type = 'display').all(initial.empty())",
    "que-9": "descendants().where(type = 'display').all(readOnly.empty())",
    "que-11": "descendants().where(answerOption.exists()).all(initial.empty())",
    "que-12": "descendants().where(enableWhen.count() > 1).all(enableBehavior.exists())",
    "a choice has options": (
        "descendants().where(type = 'choice').all(answerOption.exists() or answerValueSet.exists())"
    ),
    "enableWhen names a question": (
        "descendants().enableWhen.question.distinct().count() = descendants().where(linkId "
        "in %resource.descendants().enableWhen.question).linkId.count()"
    ),
    "enableWhen names one of its answers": (
        ""
        "descendants().enableWhen.answerCoding.code.subsetOf(descendants().answerOption.valueCoding.code)"
    ),
    "every item says something": "descendants().where(linkId.exists()).all(text.exists())",
}
"""The invariants of the R4 Questionnaire as FHIR writes them, and what we ask besides."""


def broken(resource: dict[str, Any], asked: Iterable[str] = INVARIANTS) -> list[str]:
    """Return which of the invariants do not hold; each takes half a second."""
    return [
        name
        for name in asked
        if evaluate(resource, INVARIANTS[name], {"resource": resource}) != [True]
    ]


def items(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in resource.get("item", ()):
        yield item
        yield from items(item)


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, dict[str, Any]]:
    return {locale: build(site.rules, locale, site.wordings, site.facts, URL) for locale in LOCALES}


def one(resource: dict[str, Any], link: str) -> dict[str, Any]:
    [found] = [each for each in items(resource) if each["linkId"] == link]
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_valid_fhir(made: dict[str, dict[str, Any]], locale: str) -> None:
    read = Questionnaire.model_validate(made[locale])
    assert read.status == "draft"
    assert read.language == locale
    assert broken(made[locale]) == []


def duplicate(resource: dict[str, Any]) -> None:
    resource["item"][1]["linkId"] = resource["item"][0]["linkId"]


def dangle(resource: dict[str, Any]) -> None:
    one(resource, "sibling-match")["enableWhen"][0]["question"] = "cell-sauce"


def misspell_answer(resource: dict[str, Any]) -> None:
    one(resource, "sibling-match")["enableWhen"][0]["answerCoding"]["code"] = "sibling"


def forget_options(resource: dict[str, Any]) -> None:
    del one(resource, "epilepsy")["answerOption"]


def empty_group(resource: dict[str, Any]) -> None:
    del one(resource, "age")["item"]


def require_a_hint(resource: dict[str, Any]) -> None:
    one(resource, "age-help")["required"] = True


def options_for_a_number(resource: dict[str, Any]) -> None:
    one(resource, "age-year")["answerOption"] = [{"valueInteger": 1}]


@pytest.mark.parametrize(
    ("damage", "caught"),
    [
        (duplicate, "que-2"),
        (dangle, "enableWhen names a question"),
        (misspell_answer, "enableWhen names one of its answers"),
        (forget_options, "a choice has options"),
        (empty_group, "que-1 groups"),
        (require_a_hint, "que-6"),
        (options_for_a_number, "que-5"),
    ],
)
def test_what_the_model_lets_pass_the_invariants_catch(
    made: dict[str, dict[str, Any]], damage: Callable[[dict[str, Any]], None], caught: str
) -> None:
    resource = copy.deepcopy(made["en"])
    damage(resource)
    assert broken(resource, [caught]) == [caught]


def test_the_questions_stand_in_the_order_of_the_criteria_file(
    made: dict[str, dict[str, Any]], site: Site
) -> None:
    for resource in made.values():
        assert [each["linkId"] for each in resource["item"]] == list(site.rules.questions)


def test_every_choice_has_its_options_and_i_do_not_know_as_codes(
    made: dict[str, dict[str, Any]], site: Site
) -> None:
    for id, question in site.rules.questions.items():
        item = one(made["ka"], id)
        if isinstance(question, Choice):
            assert item["type"] == "choice"
            codings = [each["valueCoding"] for each in item["answerOption"]]
            assert [each["code"] for each in codings] == [*question.options, "asked-unknown"]
            assert codings[-1]["display"] == "არ ვიცი"
        else:
            assert one(made["ka"], f"{id}-unknown")["type"] == "boolean"


def test_the_sibling_question_is_asked_after_its_answer_only(
    made: dict[str, dict[str, Any]],
) -> None:
    asked = {each["linkId"]: each.get("enableWhen") for each in items(made["ru"])}
    assert asked.pop("sibling-match") == [
        {
            "question": "cell-source",
            "operator": "=",
            "answerCoding": {
                "system": "https://example.org/sub/fhir/CodeSystem/cell-source",
                "code": "sibling-cord-blood",
            },
        }
    ]
    assert set(asked.values()) == {None}


def units(item: dict[str, Any]) -> list[str]:
    return [
        each["valueCoding"]["code"]
        for each in item["extension"]
        if each["url"].rsplit("/", 1)[1] in ("questionnaire-unit", "questionnaire-unitOption")
    ]


def test_numbers_have_types_and_ucum_units(made: dict[str, dict[str, Any]]) -> None:
    shown = {
        each["linkId"]: (each["type"], *units(each))
        for each in items(made["ar"])
        if each["type"] in ("decimal", "quantity")
    }
    assert shown == {
        "age-year": ("decimal", "a"),
        "age-month": ("decimal", "mo"),
        "weight-value": ("quantity", "kg", "[lb_av]"),
        "sibling-match-value": ("decimal", "%"),
    }
    text = json.dumps(made["ar"])
    assert text.count("http://unitsofmeasure.org") == 7


def test_every_text_has_its_translations(made: dict[str, dict[str, Any]]) -> None:
    for locale, resource in made.items():
        for item in [resource, *items(resource)]:
            name = "title" if item is resource else "text"
            said = {
                part["extension"][0]["valueCode"]: part["extension"][1]["valueString"]
                for part in item[f"_{name}"]["extension"]
                if part["url"] == TRANSLATION
            }
            assert sorted([*said, locale]) == sorted(LOCALES)
            link = item.get("linkId")
            for other, text in said.items():
                there = made[other] if link is None else one(made[other], link)
                assert text == there[name], (locale, other, link)


def test_no_markup_and_no_placeholder_is_left(made: dict[str, dict[str, Any]]) -> None:
    for resource in made.values():
        text = json.dumps(resource, ensure_ascii=False)
        assert not any(mark in text for mark in ("<", "{{", "&lt;", "&#"))


def test_version_date_and_publisher_come_from_the_files(
    made: dict[str, dict[str, Any]], site: Site
) -> None:
    source = site.rules.source
    for locale, resource in made.items():
        assert resource["version"] == resource["date"] == source.seen.isoformat()
        assert resource["effectivePeriod"]["end"] == source.check_again.isoformat()
        assert resource["url"] == f"{URL}fhir/questionnaire-self-check.{locale}.json"
    assert made["en"]["publisher"] == "not stated"
    named = replace(site.facts, publisher=replace(site.facts.publisher, name="A foundation"))
    resource = build(site.rules, "ka", site.wordings, named, URL)
    assert resource["publisher"] == "A foundation"


def with_minimum_age(criteria: Criteria, years: int) -> Criteria:
    age = replace(
        criteria.criteria["minimum-age"], at_least=Amount(value=Fraction(years), unit="year")
    )
    return replace(criteria, criteria={**criteria.criteria, "minimum-age": age})


def test_another_number_in_the_criteria_is_another_number_here(site: Site) -> None:
    for locale, said in (
        ("en", "children from 7 years of age"),
        ("ka", "მინიმალური ასაკია 7 წელი"),
        ("ru", "которым исполнилось 7 лет"),
        ("ar", "من عمر 7 سنوات"),
    ):
        changed = build(with_minimum_age(site.rules, 7), locale, site.wordings, site.facts, URL)
        rule = one(changed, "age-rule-minimum-age")["text"]
        assert said in rule.replace("\u00a0", " ")
