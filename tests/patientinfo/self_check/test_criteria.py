"""The criteria file and the example children: the real files, and each with one thing wrong."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from patientinfo.reading import data_file
from patientinfo.reading.problems import report
from patientinfo.self_check.cases import parse_cases, read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import parse_criteria, read_criteria

root = Path(__file__).parents[3]
criteria_file = root / "docs/_medical/criteria.yml"
cases_file = root / "docs/_medical/cases.yml"


@pytest.fixture(scope="module")
def criteria() -> Criteria:
    criteria, problems = read_criteria(criteria_file, "criteria.yml")
    assert criteria is not None, report(problems)
    return criteria


def with_change(path: Path, old: str, new: str) -> str:
    """Return a file's text with one thing changed; the old text has to be there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    return text.replace(old, new)


def messages(text: str) -> list[str]:
    """Return what is reported about a criteria file, without its name."""
    criteria, problems = parse_criteria(*data_file.parse(text, "criteria.yml"))
    assert (criteria is None) == bool(problems)
    return [str(problem).removeprefix("criteria.yml:") for problem in problems]


def case_messages(text: str, criteria: Criteria) -> list[str]:
    """Return what is reported about a cases file, without its name."""
    _, problems = parse_cases(*data_file.parse(text, "cases.yml"), criteria)
    return [str(problem).removeprefix("cases.yml:") for problem in problems]


def line_of(path: Path, start: str, nth: int = 0) -> int:
    """Return the number of the nth line that begins with these words, spaces apart."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [at for at, line in enumerate(lines, 1) if line.strip().startswith(start)][nth]


def test_the_real_files_have_no_problems(criteria: Criteria) -> None:
    cases, problems = read_cases(cases_file, "cases.yml", criteria)
    assert problems == []
    assert len(cases) >= 34


def test_every_outcome_has_example_children(criteria: Criteria) -> None:
    cases, _ = read_cases(cases_file, "cases.yml", criteria)
    assert {case.outcome for case in cases} == {
        "matches",
        "does-not-match",
        "cannot-tell",
        "ask-doctor-first",
    }


def test_a_placeholder_name_gives_the_number_and_its_unit(criteria: Criteria) -> None:
    bound = criteria.bound("minimum_weight")
    assert bound is not None
    assert (bound.value, bound.unit) == (Fraction(16), "kg")
    assert criteria.bound("epilepsy") is None
    assert criteria.bound("no_such_thing") is None


def test_a_lower_bound_in_pounds_is_rounded_up_so_that_it_meets_the_rule(
    criteria: Criteria,
) -> None:
    assert criteria.rounded("minimum_weight", "lb") == Decimal("35.3")
    assert criteria.rounded("minimum_weight", "lb", places=0) == Decimal("36")
    assert criteria.rounded("child", "month") == Decimal("216.0")


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    criteria, problems = read_criteria(tmp_path / "none.yml", "criteria.yml")
    assert criteria is None
    assert report(problems) == (
        "1 problem to mend:\n  criteria.yml: This file is missing. Bring it back from git."
    )


age_line = line_of(criteria_file, "age:")
bound_line = line_of(criteria_file, "at_least:")
minimum_age_line = line_of(criteria_file, "minimum-age:")

wrong_criteria = {
    "a misspelt key": (
        "check_again: 2027-05-22",
        "chek_again: 2027-05-22",
        [
            f"{line_of(criteria_file, 'source:')}: `source.check_again` is missing. "
            "Add the key `check_again`.",
            f"{line_of(criteria_file, 'check_again:')}: `source.chek_again` is not a key that is "
            "known here. Correct its spelling, or remove it.",
        ],
    ),
    "a number that was rounded before we saw it": (
        'lb: "0.45359237"',
        "lb: 0.45359237",
        [
            f"{line_of(criteria_file, 'units: {kg')}: `questions.weight.units.lb` is `0.45359237`. "
            'Write a whole number, or one with a point in double quotes: "15.5".'
        ],
    ),
    "a number with a comma": (
        'near: {value: "0.5", unit: kg}',
        'near: {value: "0,5", unit: kg}',
        [
            f"{line_of(criteria_file, 'near:')}: `criteria.minimum-weight.near.value` is `0,5`. "
            'Write a whole number, or one with a point in double quotes: "15.5".'
        ],
    ),
    "a text for a date": (
        "check_again: 2027-05-22",
        'check_again: "next spring"',
        [
            f"{line_of(criteria_file, 'check_again:')}: `source.check_again` is `next spring`. "
            "Write a date such as 2026-11-22."
        ],
    ),
    "a wrong kind of question": (
        "kind: choice\n    options: [none, lost]",
        "kind: chioce\n    options: [none, lost]",
        [
            f"{line_of(criteria_file, 'options: [none') - 1}: `questions.lost-skills.kind` is "
            "`chioce`. Write one of: choice, quantity."
        ],
    ),
    "a wrong status": (
        "other: unknown",
        "other: maybe",
        [
            f"{line_of(criteria_file, 'other:')}: `criteria.cell-source.options.other` is "
            "`maybe`. Write one of: met, unmet, refer, unknown."
        ],
    ),
    "yes for an option": (
        "options: [none, lost]",
        "options: [yes, lost]",
        [
            f"{line_of(criteria_file, 'options: [none')}: `questions.lost-skills.options.0` is "
            "`true` (YAML reads yes, no, on and off that way; put such a word in quotes). "
            "Write text in double quotes."
        ],
    ),
    "yes for an id": (
        "options: {none: met, lost: refer}",
        "options: {yes: met, lost: refer}",
        [
            f"{line_of(criteria_file, 'options: {none')}: `yes` is a key, but YAML reads it as "
            "true or false. Put it in double quotes."
        ],
    ),
    "an id that stands twice": (
        "  minimum-weight:\n",
        "  minimum-age:\n",
        [
            f"{line_of(criteria_file, 'minimum-weight:')}: `minimum-age` stands twice; the second "
            "would silently win. Remove one of the two."
        ],
    ),
    "an id with capitals": (
        "  minimum-age:\n",
        "  MinimumAge:\n",
        [
            f"{minimum_age_line}: `MinimumAge` is not an id. Write small letters a-z and digits, "
            "with hyphens between the words."
        ],
    ),
    "an unknown question": (
        "question: weight",
        "question: wieght",
        [
            f"{line_of(criteria_file, 'weight:')}: `questions.weight` is asked, but no criterion "
            "uses the answer. Add a criterion with this question, or remove the question.",
            f"{line_of(criteria_file, 'question: weight')}: `wieght` is not a question. "
            "Did you mean `weight`?",
        ],
    ),
    "an unknown option": (
        "controlled: refer, uncontrolled: unmet}",
        "controled: refer, uncontrolled: unmet}",
        [
            f"{line_of(criteria_file, 'options: {never')}: `criteria.epilepsy` gives no status to "
            "the option `controlled`. Add `controlled:` with met, unmet, refer or unknown.",
            f"{line_of(criteria_file, 'options: {never')}: `controled` is not an option of the "
            "question `epilepsy`. Did you mean `controlled`?",
        ],
    ),
    "an option without a status": (
        "      own-cord-blood: met\n",
        "",
        [
            f"{line_of(criteria_file, 'bone-marrow:') - 1}: `criteria.cell-source` gives no status "
            "to the option `own-cord-blood`. Add `own-cord-blood:` with met, unmet, refer or "
            "unknown."
        ],
    ),
    "an option that stands twice": (
        "options: [confirmed, not-confirmed]",
        "options: [confirmed, not-confirmed, confirmed]",
        [
            f"{line_of(criteria_file, 'options: [confirmed')}: The option `confirmed` stands "
            "twice. Remove one of the two, or give it another id."
        ],
    ),
    "I don't know as an option": (
        "options: [confirmed, not-confirmed]",
        "options: [confirmed, not-confirmed, unknown]",
        [
            f"{line_of(criteria_file, 'options: [confirmed')}: `unknown` is not an option: every "
            'question has "I don\'t know" already. Remove it, or give the option another id.',
            f"{line_of(criteria_file, 'diagnosis:', 1) + 2}: `criteria.diagnosis` gives no status "
            "to the option `unknown`. Add `unknown:` with met, unmet, refer or unknown.",
        ],
    ),
    "an unknown unit": (
        "units: {kg: 1, lb:",
        "units: {kg: 1, pud:",
        [
            f"{line_of(criteria_file, 'units: {kg')}: `pud` is not one of the file's "
            "`units`. Known are: `kg`, `lb`, `month`, `percent`, `year`."
        ],
    ),
    "a bound in another question's unit": (
        "at_least: {value: 16, unit: kg}",
        "at_least: {value: 16, unit: year}",
        [
            f"{line_of(criteria_file, 'at_least: {value: 16')}: `year` is not a unit of this "
            "question. Known are: `kg`, `lb`."
        ],
    ),
    "a bound that is out of range": (
        "at_least: {value: 16, unit: kg}",
        "at_least: {value: 1600, unit: kg}",
        [
            f"{line_of(criteria_file, 'at_least: {value: 16')}: `criteria.minimum-weight.at_least` "
            "is 1600 kg, outside what `weight` accepts (2 kg to 150 kg). "
            "Correct the number or its unit, or widen `plausible`."
        ],
    ),
    "contradictory bounds": (
        "below: {value: 18, unit: year}",
        "below: {value: 3, unit: year}",
        [
            f"{bound_line}: No answer can meet both `minimum-age` (at least 4 year) and `child` "
            "(below 3 year). Correct one of the two numbers."
        ],
    ),
    "a range the wrong way round": (
        "low: {value: 2, unit: kg}",
        "low: {value: 200, unit: kg}",
        [
            f"{line_of(criteria_file, 'low: {value: 2,') - 1}: `plausible` goes from 200 kg to "
            "150 kg: nothing lies between. Write the smaller number as `low` and the larger one "
            "as `high`.",
            f"{line_of(criteria_file, 'at_least: {value: 16')}: `criteria.minimum-weight.at_least` "
            "is 16 kg, outside what `weight` accepts (200 kg to 150 kg). "
            "Correct the number or its unit, or widen `plausible`.",
        ],
    ),
    "no base unit": (
        "units: {percent: 1}",
        "units: {percent: 2}",
        [
            f"{line_of(criteria_file, 'units: {percent')}: No unit has the factor `1`, so there is "
            "no base unit. Give one unit the factor 1 and the others as multiples of it."
        ],
    ),
    "both bounds in one criterion": (
        "at_least: {value: 50, unit: percent}",
        "at_least: {value: 50, unit: percent}\n    below: {value: 60, unit: percent}",
        [
            f"{line_of(criteria_file, 'sibling-match:', 1)}: `criteria.sibling-match` has both "
            "`at_least` and `below`. Write one of the two."
        ],
    ),
    "no bound": (
        "    at_least: {value: 50, unit: percent}\n",
        "",
        [
            f"{line_of(criteria_file, 'sibling-match:', 1)}: `criteria.sibling-match` has neither "
            "`at_least` nor `below`. Write one of the two."
        ],
    ),
    "no status for a number that is not met": (
        "    otherwise: unknown\n",
        "",
        [
            f"{line_of(criteria_file, 'child:')}: `criteria.child.otherwise` is missing. "
            "Write unmet or unknown: the status of a number that does not meet the rule."
        ],
    ),
    "a condition on a question that is not there": (
        "applies_when: {cell-source: sibling-cord-blood}",
        "applies_when: {cel-source: sibling-cord-blood}",
        [
            f"{line_of(criteria_file, 'applies_when:')}: `cel-source` is not a question. "
            "Did you mean `cell-source`?"
        ],
    ),
    "a condition on an option that is not there": (
        "applies_when: {cell-source: sibling-cord-blood}",
        "applies_when: {cell-source: sibling}",
        [
            f"{line_of(criteria_file, 'applies_when:')}: `sibling` is not an option of the "
            "question `cell-source`. Known are: `bone-marrow`, `other`, `own-cord-blood`, "
            "`sibling-cord-blood`."
        ],
    ),
    "a condition on a number": (
        "applies_when: {cell-source: sibling-cord-blood}",
        "applies_when: {weight: heavy}",
        [
            f"{line_of(criteria_file, 'applies_when:')}: `weight` asks for a number, so it has no "
            "option `heavy`. Name a question with options."
        ],
    ),
    "a condition that goes in a circle": (
        "options: [never, controlled, uncontrolled]\n",
        "options: [never, controlled, uncontrolled]\n    applies_when: {epilepsy: never}\n",
        [
            f"{line_of(criteria_file, 'options: [never') + 1}: Whether `epilepsy` applies depends "
            "on itself, by way of `epilepsy`. Take `applies_when` off one of these questions."
        ],
    ),
    "an unknown source": (
        '    near: {value: "0.5", unit: kg}\n    stated_in: clinic-article',
        '    near: {value: "0.5", unit: kg}\n    stated_in: clinic-page',
        [
            f"{line_of(criteria_file, 'near:') + 1}: `clinic-page` is not a source. "
            "Did you mean `clinic-article`?"
        ],
    ),
    "a question of the site's own without a reason": (
        '    reason: "CP does not usually take skills away; loss of skills needs a doctor before '
        'all else."\n',
        "",
        [
            f"{line_of(criteria_file, 'lost-skills:', 1)}: `criteria.lost-skills.reason` is "
            "missing. Say in a sentence why the site asks this."
        ],
    ),
    "an outcome that no answers reach": (
        "options: {never: met, controlled: refer, uncontrolled: unmet}",
        "options: {never: unmet, controlled: refer, uncontrolled: unmet}",
        [
            f"{line_of(criteria_file, 'criteria:')}: No answers can lead to the outcome `matches`. "
            "Check that some answer to each question is met."
        ],
    ),
    "YAML that is none": (
        "options: [none, lost]",
        "options: [none, lost",
        [
            f"{line_of(criteria_file, 'age:')}: This is not valid YAML: expected ',' or ']', but "
            "got ':'. Look at the indentation, the colons and the quotes of this line and the one "
            "above."
        ],
    ),
}


@pytest.mark.parametrize("mistake", wrong_criteria)
def test_a_mistake_in_the_criteria_is_reported_with_its_line(mistake: str) -> None:
    old, new, expected = wrong_criteria[mistake]
    assert messages(with_change(criteria_file, old, new)) == expected


def test_several_mistakes_are_reported_at_once() -> None:
    text = with_change(criteria_file, "question: weight", "question: wieght")
    text = text.replace("below: {value: 18", "below: {value: 3").replace("pud", "lb")
    assert len(messages(text)) == 3


first = line_of(cases_file, "- who:")

wrong_cases = {
    "a misspelt question": (
        "diagnosis: confirmed\n",
        "diagnossis: confirmed\n",
        [f"{first + 2}: `diagnossis` is not a question. Did you mean `diagnosis`?"],
    ),
    "a misspelt option": (
        "epilepsy: never\n",
        "epilepsy: nevre\n",
        [
            f"{first + 6}: `nevre` is not an option of the question `epilepsy`. "
            "Did you mean `never`?"
        ],
    ),
    "a misspelt criterion": (
        "minimum-age: met\n",
        "minimum-agee: met\n",
        [f"{first + 12}: `minimum-agee` is not a criterion. Did you mean `minimum-age`?"],
    ),
    "a number without its unit": (
        "weight: {kg: 20}\n",
        'weight: "20"\n',
        [
            f"{first + 5}: `20` does not say in which unit `weight` is given. "
            "Write `{kg: 20}`, or unknown."
        ],
    ),
    "a number in a unit that the question has not": (
        "weight: {kg: 20}\n",
        "weight: {stone: 3}\n",
        [f"{first + 5}: `stone` is not a unit of the question `weight`. Known are: `kg`, `lb`."],
    ),
    "a number that YAML has rounded": (
        "weight: {kg: 20}\n",
        "weight: {kg: 20.5}\n",
        [
            f"{first + 5}: `cases.0.answers.weight.kg` is `20.5`. "
            'Write a whole number, or what is typed in double quotes: "15.5".'
        ],
    ),
    "a number that the form asks for again": (
        "weight: {kg: 20}\n",
        'weight: {kg: "1,600"}\n',
        [
            f"{first + 5}: The form would ask for `weight` again: "
            "`{'kg': '1,600'}` is ambiguous. Give an answer that the form takes."
        ],
    ),
    "a question without an answer": (
        "      weight: {kg: 20}\n",
        "",
        [f"{first + 1}: The question `weight` has no answer. Give one, or write unknown."],
    ),
    "a wrong outcome": (
        "outcome: matches\n",
        "outcome: cannot-tell\n",
        [
            f"{first + 8}: The outcome is written as `cannot-tell`; the criteria give `matches`. "
            "Correct the case, or the criteria if the case is right."
        ],
    ),
    "a wrong finding": (
        "minimum-age: met\n",
        "minimum-age: unmet\n",
        [
            f"{first + 12}: The finding on `minimum-age` is written as `unmet`; the criteria give "
            "`met`. Correct the case, or the criteria if the case is right."
        ],
    ),
    "a finding too few": (
        "      minimum-age: met\n",
        "",
        [
            f"{first + 9}: The finding on `minimum-age` is written as `nothing`; the criteria give "
            "`met`. Correct the case, or the criteria if the case is right."
        ],
    ),
    "the neurologist forgotten": (
        "      cell-source: met\n",
        "      cell-source: met\n    advice: [neurologist]\n",
        [
            f"{first + 17}: `advice` is written as `neurologist`; the criteria give `none`. "
            "Correct the case, or the criteria if the case is right."
        ],
    ),
}


@pytest.mark.parametrize("mistake", wrong_cases)
def test_a_mistake_in_the_first_case_is_reported_with_its_line(
    mistake: str, criteria: Criteria
) -> None:
    old, new, expected = wrong_cases[mistake]
    text = cases_file.read_text(encoding="utf-8")
    assert case_messages(text.replace(old, new, 1), criteria) == expected


def test_changing_a_bound_by_one_step_is_caught_by_the_example_children() -> None:
    text = with_change(
        criteria_file, "at_least: {value: 16, unit: kg}", 'at_least: {value: "16.01", unit: kg}'
    )
    criteria, problems = parse_criteria(*data_file.parse(text, "criteria.yml"))
    assert criteria is not None, problems
    assert case_messages(cases_file.read_text(encoding="utf-8"), criteria) != []
