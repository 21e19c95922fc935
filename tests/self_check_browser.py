"""Runs the self-check's real script in a page, with any criteria file, on many forms at once."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from playwright.sync_api import Page

from patientinfo.components.place import environment, read_templates
from patientinfo.languages.catalogues import read_catalogue
from patientinfo.languages.wording import SourceString, Strings, Wording, read_source
from patientinfo.reading.settings import read_settings
from patientinfo.self_check.amounts import words_for_units
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.form import Words, render, render_results
from patientinfo.self_check.verdict import evaluate, read_fields
from self_check_vectors import Fields

ROOT = Path(__file__).parent.parent
SCRIPT = (ROOT / "overrides/components/self-check/script.js").read_text(encoding="utf-8")

settings, _ = read_settings(ROOT / "mkdocs.yml", {})
assert settings is not None
locales = list(settings.languages)
strings, _ = read_source(ROOT / "docs/en/_strings.yml", "_strings.yml")
wordings = [
    Wording("en", strings, original="en"),
    *(
        read_catalogue(
            ROOT / "docs" / locale / "_strings.po", "_strings.po", locale, strings, original="en"
        )[0]
        for locale in locales[1:]
    ),
]
components = environment(read_templates(ROOT / "overrides", "overrides")[0])

Verdict = dict[str, Any]
"""What both sides say of a form: troubles, outcome, findings, advice."""


def words_of(criteria: Criteria) -> dict[str, str]:
    """Return what readers of the site's languages may type after a number."""
    return words_for_units(criteria, wordings)


class OwnWords(Strings):
    """The site's strings, and for a key that they do not have, the key itself."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> SourceString:
        return SourceString(key, (key,), "", 1)


def widget(criteria: Criteria) -> str:
    """Return the self-check's HTML for any criteria file; new ids stand for their own words."""
    words = Words(criteria, Wording("en", OwnWords(strings), original="en"))
    results = render_results(words, components, standard_care_url="treatments/")
    return render(
        words,
        components,
        emergency=Markup(""),
        results=results,
        unit_words=words_of(criteria),
    )


def start(page: Page, criteria: Criteria, script: str = SCRIPT) -> None:
    """Put the form into the page and run the script on it."""
    page.evaluate(
        "([html, script]) => { document.body.innerHTML = html; new Function(script)(); }",
        [widget(criteria), script],
    )


def script_verdicts(page: Page, forms: Iterable[Fields]) -> list[Verdict]:
    """Return what the script says of each form."""
    text = page.evaluate(
        """text => {
          const form = document.querySelector("form[data-self-check]");
          return JSON.stringify(JSON.parse(text).map((fields) => {
            const { troubles, outcome, findings, advice } = form.selfCheck(fields);
            return { troubles, outcome, advice, findings: findings.map(
              ({ id, status, answered, near }) => [id, status, answered, near]) };
          }));
        }""",
        json.dumps(list(forms)),
    )
    verdicts: list[Verdict] = json.loads(text)
    return verdicts


def python_verdict(criteria: Criteria, fields: Fields, words: dict[str, str]) -> Verdict:
    """Return what the core says of a form."""
    answers, troubles = read_fields(criteria, fields, words)
    verdict = evaluate(criteria, answers)
    return {
        "troubles": troubles,
        "outcome": verdict.outcome,
        "advice": list(verdict.advice),
        "findings": [
            [each.criterion, each.status, each.answered, each.near] for each in verdict.findings
        ],
    }


def differences(page: Page, criteria: Criteria, forms: list[Fields]) -> list[Any]:
    """Return the forms on which script and core disagree, with both verdicts."""
    words = words_of(criteria)
    return [
        (fields, says, core)
        for fields, says in zip(forms, script_verdicts(page, forms), strict=True)
        if says != (core := python_verdict(criteria, fields, words))
    ]
