"""The case table for clinicians, and what another version of the criteria changes in it."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from patientinfo.__main__ import main
from patientinfo.languages.wording import Wording, read_source
from patientinfo.self_check.cases import read_cases
from patientinfo.self_check.cases_report import Version, report
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.self_check.verdict import Finding, ordered
from tiny import Project

root = Path(__file__).parents[3]
read, _ = read_criteria(root / "docs/_medical/criteria.yml", "criteria.yml")
assert read is not None
criteria: Criteria = read
cases, _ = read_cases(root / "docs/_medical/cases.yml", "cases.yml", criteria)
strings, _ = read_source(root / "docs/en/_strings.yml", "_strings.yml")
english = Wording("en", strings, original="en")
heavy_comma = next(each for each in cases if "written with a comma" in each.who)


def with_minimum_age(years: int) -> Criteria:
    bound = criteria.criteria["minimum-age"].at_least
    assert bound
    age = replace(
        criteria.criteria["minimum-age"], at_least=replace(bound, value=type(bound.value)(years))
    )
    return replace(criteria, criteria={**criteria.criteria, "minimum-age": age})


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"\| \d", line)]


def test_a_child_is_a_row_with_answers_in_words_verdict_and_reasons() -> None:
    [row] = rows(report(criteria, [heavy_comma], english))
    assert row == (
        "| 1 | A girl of 15,9 kg, written with a comma. | diagnosis: Yes, a doctor has confirmed "
        "it; lost skills: No, my child has lost no skills; age: 6 years; weight: 15,9 kg; "
        "epilepsy: No, never a seizure and no epilepsy; cell source: My child's own bone marrow "
        "| **does-not-match** | Lowest weight: unmet (near the number) |"
    )


def test_every_example_child_is_in_the_report_with_its_verdict() -> None:
    found = rows(report(criteria, cases, english))
    assert len(found) == len(cases) > 30
    for row, case in zip(found, cases, strict=True):
        assert f"| **{case.outcome}**{''.join(f', {each} first' for each in case.advice)} |" in row


def test_the_report_names_the_rules_their_source_and_its_dates() -> None:
    text = report(criteria, cases, english)
    assert "seen on 2026-11-22, to be checked again by 2027-05-22:" in text
    assert "\n* minimum-age: at least 4 years, otherwise unmet\n" in text
    assert "\n* epilepsy: never → met, controlled → refer, uncontrolled → unmet\n" in text


def test_what_asks_for_something_comes_before_what_is_met() -> None:
    statuses = ("met", "unknown", "refer", "unmet", "met")
    findings = [Finding(str(index), each, True) for index, each in enumerate(statuses)]  # type: ignore[arg-type]
    assert [each.criterion for each in ordered(findings)] == ["3", "2", "1", "0", "4"]


def test_against_a_lower_age_the_report_lists_the_rule_and_the_children_who_change() -> None:
    text = report(with_minimum_age(5), cases, english, Version("main", criteria))
    changes, _, whole = text.partition("## Every example child")
    assert "## What changes against main" in changes
    assert (
        "* minimum-age: at least 4 years, otherwise unmet → **at least 5 years, otherwise unmet**"
        in changes
    )
    moved = rows(changes)
    four = [each for each in cases if each.answers["age"] in ({"year": "4"}, {"month": "48"})]
    assert len(four) >= 2
    for case in four:
        [row] = [each for each in moved if f"| {case.who} |" in each]
        assert "minimum-age met → unmet" in row
    [birthday] = [each for each in moved if "on his fourth birthday" in each]
    assert birthday.endswith("| matches → **does-not-match** | minimum-age met → unmet |")
    [row] = [each for each in rows(whole) if "on his fourth birthday" in each]
    assert "**does-not-match**; cases.yml has matches, minimum-age met" in row


def test_against_the_same_rules_nothing_changes() -> None:
    text = report(criteria, cases, english, Version("main", criteria))
    assert "No rule is different.\n\nNo example child gets another verdict." in text


def test_criteria_that_lack_a_question_of_today_can_still_be_compared() -> None:
    older = replace(
        criteria,
        questions={id: each for id, each in criteria.questions.items() if id != "lost-skills"},
        criteria={id: each for id, each in criteria.criteria.items() if id != "lost-skills"},
    )
    text = report(criteria, cases, english, Version("v1", older))
    assert "* lost-skills: no such rule → **none → met, lost → refer**" in text
    assert "* question lost-skills: new" in text
    [row] = [each for each in rows(text) if "lost-skills not compared → refer" in each][:1]
    assert "neurologist first: yes" in row


def test_a_bar_in_a_sentence_does_not_break_the_table() -> None:
    [row] = rows(report(criteria, [replace(heavy_comma, who="A girl | of six.")], english))
    assert r"| A girl \| of six. |" in row


def test_the_command_compares_with_a_revision_in_git(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "docs"],
        ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "Rules"],
    ):
        subprocess.run(["git", *command], cwd=tiny_project.root, check=True, capture_output=True)
    tiny_project.change(
        "docs/_medical/criteria.yml",
        "at_least: {value: 5, unit: year}",
        "at_least: {value: 8, unit: year}",
    )
    assert main(["cases", "main"], tiny_project.root, date(2026, 11, 22)) == 0
    shown = capsys.readouterr().out
    assert "* edad-minima: at least 5 años, otherwise unmet → **at least 8 años, " in shown
    assert ("| Una niña de siete años que respira bien. | matches → **does-not-match** |") in shown
    assert main(["cases", "nowhere"], tiny_project.root, date(2026, 11, 22)) == 1
    assert capsys.readouterr().out == (
        "1 problem to mend:\n"
        "  docs/_medical/criteria.yml: git cannot show `nowhere`: fatal: invalid object name "
        "'nowhere'. Write a branch, a tag or a commit: make cases BASE=main\n"
    )
