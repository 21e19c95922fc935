"""The mistakes to be feared most, put one by one into the core and into the script: all are caught.

Each is caught because what the changed side says of some vector differs from the other side.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page

from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from self_check_browser import ROOT, SCRIPT, python_verdict, script_verdicts, start, words_of
from self_check_vectors import Fields, single_vectors, vectors

criteria_file = ROOT / "docs/_medical/criteria.yml"
rules, _ = read_criteria(criteria_file, "criteria.yml")
assert rules is not None
criteria: Criteria = rules
words = words_of(criteria)


@dataclass(frozen=True)
class Mistake:
    """A mistake in the core and the same one in the script: what stands there, and what instead."""

    module: str
    core: tuple[str, str]
    script: tuple[str, str]


MISTAKES = {
    "a lower bound is one step too low": Mistake(
        "criteria",
        (
            "value >= question.base(self.at_least)",
            "value >= question.base(self.at_least) - Fraction(1, 10**30)",
        ),
        ("compare(answer, rule.at_least) >= 0n", "compare(answer, rule.at_least) >= -1n"),
    ),
    "a lower bound is one step too high": Mistake(
        "criteria",
        (
            "value >= question.base(self.at_least)",
            "value >= question.base(self.at_least) + Fraction(1, 10**30)",
        ),
        ("compare(answer, rule.at_least) >= 0n", "compare(answer, rule.at_least) >= 1n"),
    ),
    "a lower bound is not met by the number itself": Mistake(
        "criteria",
        ("value >= question.base(self.at_least)", "value > question.base(self.at_least)"),
        ("compare(answer, rule.at_least) >= 0n", "compare(answer, rule.at_least) > 0n"),
    ),
    "an upper bound is met by the number itself": Mistake(
        "criteria",
        ("value < question.base(self.below)", "value <= question.base(self.below)"),
        ("compare(answer, rule.below) < 0n", "compare(answer, rule.below) <= 0n"),
    ),
    "the lowest plausible number is asked again": Mistake(
        "verdict",
        ("low <= total <= high", "low < total <= high"),
        ("compare(total, question.low) >= 0n", "compare(total, question.low) > 0n"),
    ),
    "the highest plausible number is asked again": Mistake(
        "verdict",
        ("low <= total <= high", "low <= total < high"),
        ("compare(total, question.high) <= 0n", "compare(total, question.high) < 0n"),
    ),
    "unknown counts as no": Mistake(
        "verdict",
        ('Finding(id, "unknown", answered=False)', 'Finding(id, "unmet", answered=False)'),
        (
            'answer === "unknown") return "unknown";',
            'answer === "unknown") return "unmet";',
        ),
    ),
    "unknown counts as yes": Mistake(
        "verdict",
        ('Finding(id, "unknown", answered=False)', 'Finding(id, "met", answered=False)'),
        ('answer === "unknown") return "unknown";', 'answer === "unknown") return "met";'),
    ),
    "a doctor comes before what is unmet": Mistake(
        "criteria",
        (
            '    "unmet": "does-not-match",\n    "refer": "ask-doctor-first",\n',
            '    "refer": "ask-doctor-first",\n    "unmet": "does-not-match",\n',
        ),
        ("rules.outcomes.find(", "[1, 0, 2, 3].map((at) => rules.outcomes[at]).find("),
    ),
    "what is unknown comes before a doctor": Mistake(
        "criteria",
        (
            '    "refer": "ask-doctor-first",\n    "unknown": "cannot-tell",\n',
            '    "unknown": "cannot-tell",\n    "refer": "ask-doctor-first",\n',
        ),
        ("rules.outcomes.find(", "[0, 2, 1, 3].map((at) => rules.outcomes[at]).find("),
    ),
    "the pound is rounded to four decimals": Mistake(
        "verdict",
        ("value * question.units[unit]", "value * round(question.units[unit], 4)"),
        (
            "value.over * BigInt(question.units[unit])",
            'value.over * (unit === "lb" ? 45360000n : BigInt(question.units[unit]))',
        ),
    ),
    "numbers are read as floating point": Mistake(
        "verdict",
        (
            "return Fraction(int(match[1] + decimals), 10 ** len(decimals))",
            'return Fraction(float(f"{match[1]}.{decimals}"))',
        ),
        (
            "return { over: BigInt(match[1] + decimals), under: 10n ** BigInt(decimals.length) };",
            "return { over: BigInt(Math.round(`${match[1]}.${decimals}` * 1e9)), "
            "under: 1000000000n };",
        ),
    ),
    "a question that does not apply is counted": Mistake(
        "verdict",
        ("if applies(criteria, criterion.question, answers)", "if criterion"),
        ("if (!asked[rule.question]) continue;", ""),
    ),
    "a question that does not apply is asked for": Mistake(
        "verdict",
        (
            "asked = [id for id in criteria.questions if applies(criteria, id, known)]",
            "asked = list(criteria.questions)",
        ),
        ("asked[id] = applies(id);", "asked[id] = true;"),
    ),
    "years and months are not added up": Mistake(
        "verdict",
        ("total + value * question.units[unit], True", "value * question.units[unit], True"),
        ("total = total || { over: 0n, under: 1n };", "total = { over: 0n, under: 1n };"),
    ),
    "thousands are taken for decimals": Mistake(
        "verdict",
        ('return "ambiguous"', "pass"),
        ('if (grouped.test(text)) return "ambiguous";', ""),
    ),
    "a unit after the number is passed over": Mistake(
        "verdict",
        (" or named not in (None, unit)", ""),
        (" || (named && named !== unit)", ""),
    ),
    "the chosen unit is passed over": Mistake(
        "verdict",
        ("unit = chosen or named", "unit = next(iter(question.units))"),
        ("const unit = chosen || named;", "const [unit] = Object.keys(question.units);"),
    ),
    "the advice is forgotten where a doctor comes first": Mistake(
        "verdict",
        ("finding.status in doctor_statuses", 'finding.status == "unmet"'),
        ("rules.doctor.includes(status)", 'status === "unmet"'),
    ),
    "only numbers above the rule are close to it": Mistake(
        "verdict",
        ("abs(answer - question.base(criterion.bound))", "(answer - criterion.bound.value)"),
        ("(away < 0n ? -away : away)", "away"),
    ),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<!doctype html><title>Self-check</title>")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def forms() -> list[Fields]:
    return [*single_vectors(criteria, words), *[*vectors(criteria, words)][::11]]


@pytest.fixture(scope="module")
def verdicts(forms: list[Fields]) -> list[dict[str, Any]]:
    return [python_verdict(criteria, form, words) for form in forms]


def changed(text: str, change: tuple[str, str]) -> str:
    """Return a source text with one change; what is changed has to stand there once."""
    assert text.count(change[0]) == 1, f"{text.count(change[0])} times: {change[0]}"
    return text.replace(*change)


def core_verdicts(mistake: Mistake, forms: list[Fields]) -> Iterator[dict[str, Any]]:
    """Run a copy of the core that has the mistake; the one in use stays as it is."""
    with patch.dict(sys.modules):
        for name in ("criteria", "criteria_file", "verdict"):
            path = ROOT / f"hooks/patientinfo/self_check/{name}.py"
            text = path.read_text(encoding="utf-8")
            module = ModuleType(f"patientinfo.self_check.{name}")
            sys.modules[module.__name__] = module
            code = changed(text, mistake.core) if name == mistake.module else text
            exec(compile(code, str(path), "exec"), module.__dict__)
        file, core = (
            sys.modules[f"patientinfo.self_check.{name}"] for name in ("criteria_file", "verdict")
        )
        read, problems = file.read_criteria(criteria_file, "criteria.yml")
    assert read is not None, problems
    for form in forms:
        answers, troubles = core.read_fields(read, form, words)
        verdict = core.evaluate(read, answers)
        yield {
            "troubles": troubles,
            "outcome": verdict.outcome,
            "advice": list(verdict.advice),
            "findings": [
                [each.criterion, each.status, each.answered, each.near] for each in verdict.findings
            ],
        }


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_the_core_is_caught(
    name: str, forms: list[Fields], verdicts: list[dict[str, Any]]
) -> None:
    wrong = core_verdicts(MISTAKES[name], forms)
    assert any(one != other for one, other in zip(wrong, verdicts, strict=True))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_the_script_is_caught(
    name: str, page: Page, forms: list[Fields], verdicts: list[dict[str, Any]]
) -> None:
    start(page, criteria, changed(SCRIPT, MISTAKES[name].script))
    assert script_verdicts(page, forms) != verdicts


def test_without_a_mistake_nothing_is_caught(
    page: Page, forms: list[Fields], verdicts: list[dict[str, Any]]
) -> None:
    no_mistake = Mistake("verdict", ("return Verdict(", "return Verdict("), ("", ""))
    assert list(core_verdicts(no_mistake, forms)) == verdicts
    start(page, criteria)
    assert script_verdicts(page, forms) == verdicts
