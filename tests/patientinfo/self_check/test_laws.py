"""Laws that hold for any criteria file and any answers: the real file, and drawn ones."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from patientinfo.self_check.criteria import Amount, Choice, Criteria, Criterion
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.self_check.verdict import Answer, applies, evaluate, read_fields, unknown
from self_check_browser import ROOT, words_of
from self_check_strategies import answer_sets, criteria_files, filled_in

rules, _ = read_criteria(ROOT / "docs/_medical/criteria.yml", "criteria.yml")
assert rules is not None
any_file = st.just(rules) | criteria_files
law = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@law
@given(st.data(), any_file)
def test_forgetting_an_answer_never_leads_to_matches(data: st.DataObject, file: Criteria) -> None:
    answers = data.draw(answer_sets(file))
    question = data.draw(st.sampled_from(list(file.questions)))
    before = evaluate(file, answers).outcome
    after = evaluate(file, answers | {question: unknown}).outcome
    assert after != "matches" or before == "matches"


@settings(parent=law, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.data(), any_file)
def test_ticking_i_do_not_know_never_leads_to_matches(data: st.DataObject, file: Criteria) -> None:
    fields = data.draw(filled_in(file, words_of(file)))
    answers, troubles = read_fields(file, fields, words_of(file))
    question = data.draw(st.sampled_from(list(file.questions)))
    choice = isinstance(file.questions[question], Choice)
    forgotten = {question: unknown} if choice else {f"{question}-unknown": "on"}
    after, left = read_fields(file, fields | forgotten, words_of(file))
    assume(not troubles)
    assert not left
    before = evaluate(file, answers).outcome
    assert evaluate(file, after).outcome != "matches" or before == "matches"


@law
@given(st.data(), any_file)
def test_the_order_of_the_questions_does_not_matter(data: st.DataObject, file: Criteria) -> None:
    answers = data.draw(answer_sets(file))
    order = data.draw(st.permutations(list(file.questions)))
    shuffled = replace(file, questions={id: file.questions[id] for id in order})
    assert evaluate(shuffled, answers) == evaluate(file, answers)
    assert evaluate(file, {id: answers[id] for id in order}) == evaluate(file, answers)


@law
@given(st.data(), any_file)
def test_the_order_of_the_criteria_does_not_change_the_outcome(
    data: st.DataObject, file: Criteria
) -> None:
    answers = data.draw(answer_sets(file))
    order = data.draw(st.permutations(list(file.criteria)))
    shuffled = replace(file, criteria={id: file.criteria[id] for id in order})
    one, other = evaluate(shuffled, answers), evaluate(file, answers)
    assert (one.outcome, set(one.advice)) == (other.outcome, set(other.advice))
    assert set(one.findings) == set(other.findings)


@law
@given(st.data(), any_file)
def test_the_answer_to_a_question_that_does_not_apply_does_not_matter(
    data: st.DataObject, file: Criteria
) -> None:
    answers = data.draw(answer_sets(file))
    others = data.draw(answer_sets(file))
    idle: dict[str, Answer] = {id: others[id] for id in answers if not applies(file, id, answers)}
    assert evaluate(file, answers | idle) == evaluate(file, answers)
    left_out = {id: answer for id, answer in answers.items() if id not in idle}
    assert evaluate(file, left_out) == evaluate(file, answers)


@law
@given(
    st.data(),
    any_file.filter(lambda file: any(rule.bound for rule in file.criteria.values())),
    st.fractions(0, 3, max_denominator=100),
)
def test_a_stricter_bound_never_turns_does_not_match_into_matches(
    data: st.DataObject, file: Criteria, step: Fraction
) -> None:
    answers = data.draw(answer_sets(file))
    bounds = [id for id, rule in file.criteria.items() if rule.bound]
    id = data.draw(st.sampled_from(bounds))
    strict = replace(file, criteria={**file.criteria, id: stricter(file.criteria[id], step)})
    if evaluate(file, answers).outcome == "does-not-match":
        assert evaluate(strict, answers).outcome != "matches"
    if evaluate(strict, answers).outcome == "matches":
        assert evaluate(file, answers).outcome == "matches"


def stricter(rule: Criterion, step: Fraction) -> Criterion:
    """Return a rule that asks for more, or for less where less is asked."""
    if rule.at_least:
        more = Amount(value=rule.at_least.value + step, unit=rule.at_least.unit)
        return replace(rule, at_least=more)
    assert rule.below
    return replace(rule, below=Amount(value=rule.below.value - step, unit=rule.below.unit))
