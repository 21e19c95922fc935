"""The schema with which editors check the criteria file: up to date, and right about mistakes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from patientinfo.self_check import criteria_schema

root = Path(__file__).parents[3]
criteria_file = root / "docs/_medical/criteria.yml"
schema_file = criteria_file.with_name(criteria_schema.name)


def messages(text: str) -> list[str]:
    """Return what an editor says of a criteria file: the place, and what is wrong there."""
    validator = Draft202012Validator(
        json.loads(schema_file.read_text(encoding="utf-8")), format_checker=FormatChecker()
    )
    values: Any = yaml.load(text, TextDates)
    return [
        f"{'.'.join(str(step) for step in error.absolute_path)}: {error.message}"
        for error in sorted(validator.iter_errors(values), key=lambda error: error.json_path)
    ]


class TextDates(yaml.SafeLoader):
    """Reads YAML as editors do: a date is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def test_the_schema_is_up_to_date_with_the_model() -> None:
    assert schema_file.read_text(encoding="utf-8") == criteria_schema.schema_text(), (
        "Run `python -m patientinfo schema`."
    )


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(criteria_schema.schema_text()))


def test_the_criteria_file_names_the_schema_and_holds_to_it() -> None:
    text = criteria_file.read_text(encoding="utf-8")
    first = text.splitlines()[0]
    assert first == f"# yaml-language-server: $schema={schema_file.name}"
    assert messages(text) == []


def test_every_key_of_the_file_is_described() -> None:
    schema = json.loads(criteria_schema.schema_text())
    for part in (schema, *schema["$defs"].values()):
        for key, value in part["properties"].items():
            assert value.get("description") or "$ref" in value, key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "check_again: 2027-05-22",
            'check_again: "next spring"',
            ["source.check_again: 'next spring' is not a 'date'"],
        ),
        (
            "advice: neurologist\n    stated_in: clinic",
            "advise: neurologist\n    stated_in: clinic",
            ["criteria.epilepsy: Additional properties are not allowed ('advise' was unexpected)"],
        ),
        (
            "other: unknown",
            "other: maybe",
            [
                "criteria.cell-source.options.other: 'maybe' is not one of "
                "['met', 'unmet', 'refer', 'unknown']"
            ],
        ),
        (
            "  minimum-weight:\n",
            "  MinimumWeight:\n",
            [
                "criteria: 'MinimumWeight' does not match any of the regexes: "
                "'^[a-z][a-z0-9]*(-[a-z0-9]+)*$'"
            ],
        ),
        (
            'near: {value: "0.5", unit: kg}',
            "near: {value: 0.5, unit: kg}",
            ["criteria.minimum-weight.near.value: 0.5 is not valid under any of the given schemas"],
        ),
        (
            "at_least: {value: 50, unit: percent}",
            "at_least: {value: 50, unit: Percent}",
            [
                "criteria.sibling-match.at_least.unit: 'Percent' does not match "
                "'^[a-z][a-z0-9]*(-[a-z0-9]+)*$'"
            ],
        ),
    ],
)
def test_an_editor_marks_a_mistake(old: str, new: str, said: list[str]) -> None:
    text = criteria_file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    assert messages(text.replace(old, new)) == said


def test_a_criterion_without_a_rule_or_with_two_is_marked() -> None:
    text = criteria_file.read_text(encoding="utf-8")
    bound = "    at_least: {value: 50, unit: percent}\n"
    for wrong in ("", bound + "    options: {none: met}\n"):
        [said] = messages(text.replace(bound, wrong))
        assert said.startswith("criteria.sibling-match: {'question': 'sibling-match'")
        assert "valid under" in said
