"""The self-check's script in Chromium: every example child by mouse, errors, numbers, keyboard."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect

from patientinfo.languages.wording import Wording, read_source
from patientinfo.self_check.cases import Case, read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.self_check.form import Words, as_script, render, render_results
from patientinfo.self_check.verdict import evaluate, read_fields
from self_check_browser import components, words_of

root = Path(__file__).parents[2]
component = root / "overrides/components/self-check"
rules, _ = read_criteria(root / "docs/_medical/criteria.yml", "criteria.yml")
assert rules is not None
criteria: Criteria = rules
cases, _ = read_cases(root / "docs/_medical/cases.yml", "cases.yml", criteria)
strings, _ = read_source(root / "docs/en/_strings.yml", "_strings.yml")
words = words_of(criteria)
own = Words(criteria, Wording("en", strings, original="en"), Markup("<p>What is known</p>"))

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"
ADDRESS = "http://self-check.test/"


def html() -> str:
    """Return a page that holds the component alone."""
    help_ = Markup("<p>Call for help</p>")
    widget = render(own, components, emergency=help_, unit_words=words)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Self-check</title>'
        '<link rel="stylesheet" href="own.css"><link rel="icon" href="data:,">'
        '<script src="results.js" defer></script><script src="script.js" defer></script>'
        f"<main><h1>Self-check</h1>{widget}</main></html>"
    )


def results() -> str:
    """Return the script that brings what a result says."""
    return as_script(render_results(own, components, standard_care_url="treatments/"))


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    complaints: list[str] = []
    yield opened(browser, complaints)
    assert complaints == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    complaints: list[str] = []
    page = opened(browser, complaints)
    yield page
    page.context.close()
    assert complaints == []


def opened(
    browser: Browser, complaints: list[str], scripts: bool = True, with_results: bool = True
) -> Page:
    """Open the component under a strict content policy, and collect what the console says."""
    page = browser.new_context(java_script_enabled=scripts).new_page()
    policy = {"Content-Security-Policy": POLICY}

    def serve(route: Any) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name in ("script.js", "own.css"):
            kind = "text/javascript" if name.endswith("js") else "text/css"
            route.fulfill(body=(component / name).read_text("utf-8"), content_type=kind)
        elif name == "results.js":
            body = results() if with_results else ""
            route.fulfill(body=body, content_type="text/javascript")
        else:
            route.fulfill(body=html(), content_type="text/html; charset=utf-8", headers=policy)

    page.route("**/*", serve)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(ADDRESS)
    return page


def fill_in(page: Page, fields: dict[str, str]) -> None:
    """Answer as a family does: click what is clicked, type what is typed."""
    for name, value in fields.items():
        if name.endswith("-unknown"):
            page.locator(f'[name="{name}"]').check()
        elif name.endswith("-unit"):
            page.locator(f'[name="{name}"]').select_option(value)
        elif page.locator(f'[name="{name}"][type=radio]').count():
            page.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            page.locator(f'[name="{name}"]').fill(value)


def compare(page: Page) -> None:
    page.locator("button[type=submit]").click()


matching = next(case for case in cases if case.outcome == "matches").fields(criteria)


@pytest.mark.parametrize("case", cases, ids=lambda case: case.who)
def test_an_example_child_gets_its_verdict_by_mouse(shared: Page, case: Case) -> None:
    shared.locator("button[type=reset]").click()
    fill_in(shared, case.fields(criteria))
    compare(shared)
    result = shared.locator("[data-self-check-result]")
    expect(result).to_be_visible()
    expect(result).to_be_focused()
    expect(result).to_have_attribute("data-outcome", case.outcome)
    shown = result.locator("[data-criterion]").evaluate_all(
        "items => items.map(item => [item.dataset.criterion, item.dataset.status])"
    )
    assert dict(shown) == case.findings
    assert result.locator('[data-advice="neurologist"]').count() == len(case.advice)
    expect(result.locator("[data-self-check-evidence]")).to_contain_text("What is known")
    expect(result.locator("[data-self-check-standard-care]")).to_be_visible()


def test_a_finding_says_what_the_clinic_says_what_was_answered_and_what_it_means(
    page: Page,
) -> None:
    fill_in(page, matching | {"weight": "15,9"})
    compare(page)
    finding = page.locator('[data-criterion="minimum-weight"]')
    assert finding.locator("dd").evaluate_all(
        "parts => parts.map(part => part.innerText.replace(/\\s+/g, ' ').trim())"
    ) == [
        "The clinic asks for a weight of at least 16 kg (about 35.3 lb).",
        "Kilograms (kg): 15,9",
        "The weight you gave is below this rule. We do not round it. The weight is close to the "
        "rule. Scales and clothes differ, so another scale may show a different number.",
        "Do not change your child's feeding to reach this weight. If your child is small or "
        "losing weight, see a doctor or dietitian.",
    ]


def test_an_empty_form_gets_a_summary_that_takes_focus_and_leads_to_the_fields(
    page: Page,
) -> None:
    compare(page)
    summary = page.locator("[data-self-check-errors]")
    expect(summary).to_be_focused()
    expect(page.locator("[data-self-check-result]")).to_be_hidden()
    links = summary.locator("a:visible")
    assert links.count() == len(criteria.questions) - 1
    for index in range(links.count()):
        target = str(links.nth(index).get_attribute("href"))
        links.nth(index).click()
        field = page.locator(f'[id="{target[1:]}"]')
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
    assert page.url == ADDRESS


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("1,600", "ambiguous"),
        ("sixteen", "not-a-number"),
        ("160", "out-of-range"),
        ("44 lb", "other-unit"),
        ("20 years", "other-unit"),
        ("1,600 kg", "ambiguous"),
        ("", "missing"),
    ],
)
def test_a_weight_that_cannot_be_used_is_asked_again_beside_the_field(
    page: Page, typed: str, trouble: str
) -> None:
    fill_in(page, matching | {"weight": typed})
    compare(page)
    field = page.locator('[name="weight"]')
    shown = page.locator(f'[data-question="weight"] [data-trouble="{trouble}"]')
    expect(shown).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.locator("[aria-invalid]").count() == 1
    message = " ".join(shown.inner_text().split())
    assert message in " ".join(accessible_description(page, "Weight").split())


def accessible_description(page: Page, name: str) -> str:
    """Return the description that a screen reader reads after a field's name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    [node] = [
        node
        for node in nodes
        if node.get("role", {}).get("value") == "textbox" and node["name"]["value"] == name
    ]
    return str(node.get("description", {}).get("value", ""))


def test_the_sibling_question_comes_and_goes_with_its_answer(page: Page) -> None:
    question = page.locator('[data-question="sibling-match"]')
    expect(question).to_be_hidden()
    fill_in(page, {"cell-source": "sibling-cord-blood"})
    expect(question).to_be_visible()
    fill_in(page, {"cell-source": "bone-marrow"})
    expect(question).to_be_hidden()


def test_changing_an_answer_takes_the_old_result_away(page: Page) -> None:
    fill_in(page, matching)
    compare(page)
    expect(page.locator("[data-self-check-result]")).to_be_visible()
    fill_in(page, {"epilepsy": "controlled"})
    expect(page.locator("[data-self-check-result]")).to_be_hidden()


def test_i_do_not_know_and_a_number_push_each_other_out(page: Page) -> None:
    fill_in(page, {"weight": "20", "weight-unknown": "on"})
    expect(page.locator('[name="weight"]')).to_have_value("")
    fill_in(page, {"weight": "20"})
    expect(page.locator('[name="weight-unknown"]')).not_to_be_checked()


def test_start_again_clears_everything(page: Page) -> None:
    fill_in(page, matching | {"cell-source": "sibling-cord-blood", "sibling-match": "30"})
    compare(page)
    page.locator("button[type=reset]").click()
    expect(page.locator("[data-self-check-result]")).to_be_hidden()
    expect(page.locator('[data-question="sibling-match"]')).to_be_hidden()
    assert page.locator("[data-self-check-result]").inner_text() == ""
    assert page.locator("form :checked:not(option)").count() == 0
    assert page.locator("form input[type=text]").evaluate_all(
        "fields => fields.every(field => field.value === '')"
    )
    expect(page.locator("#self-check-title")).to_be_focused()


def test_coming_back_to_the_page_brings_no_answer_back(page: Page) -> None:
    fill_in(page, matching)
    compare(page)
    page.goto(ADDRESS + "elsewhere")
    page.go_back()
    expect(page.locator("[data-self-check-result]")).to_be_hidden()
    assert page.locator("form :checked:not(option)").count() == 0
    expect(page.locator('[name="weight"]')).to_have_value("")


def test_the_form_can_be_filled_in_and_sent_by_keyboard_alone(page: Page) -> None:
    page.locator('[name="diagnosis"]').first.focus()
    for key in (
        "Space",
        "Tab",
        "Space",
        "Tab",
        "6",
        "Tab",
        "Tab",
        "Tab",
        "2",
        "0",
        "Tab",
        "Tab",
        "Tab",
        "Space",
        "Tab",
        "Space",
        "Enter",
    ):
        page.keyboard.press(key)
    expect(page.locator("[data-self-check-result]")).to_have_attribute("data-outcome", "matches")


def test_nothing_is_kept_or_sent_and_no_name_leaks(page: Page) -> None:
    before = page.evaluate("[...Object.getOwnPropertyNames(window)].sort().join()")
    entries = page.evaluate("history.length")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    fill_in(page, matching)
    compare(page)
    assert requests == []
    assert page.url == ADDRESS
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("history.length") == entries
    assert page.context.cookies() == []
    assert page.evaluate("[...Object.getOwnPropertyNames(window)].sort().join()") == before
    assert page.evaluate("'selfCheck' in window") is False


def test_without_scripts_there_is_the_list_and_no_form(browser: Browser) -> None:
    page = opened(browser, [], scripts=False)
    expect(page.locator("form[data-self-check]")).to_be_hidden()
    expect(page.locator("[data-self-check-list]")).to_be_visible()
    page.context.close()


def test_while_the_words_of_the_results_are_missing_there_is_the_list_and_no_form(
    browser: Browser,
) -> None:
    page = opened(browser, [], with_results=False)
    expect(page.locator("form[data-self-check]")).to_be_hidden()
    expect(page.locator("[data-self-check-list]")).to_be_visible()
    page.context.close()


def test_with_scripts_there_is_the_form_and_no_list(page: Page) -> None:
    expect(page.locator("form[data-self-check]")).to_be_visible()
    expect(page.locator("[data-self-check-list]")).to_be_hidden()


def test_python_and_the_browser_read_the_same_numbers(shared: Page) -> None:
    chance = random.Random(1)
    letters = "0123456789٠٥۰۵.,٫٬،'’ \u00a0\u200f\u2003\ufeff\u0085\x1c-k"
    texts = ["".join(chance.choices(letters, k=chance.randint(0, 7))) for _ in range(3000)]
    texts += [
        f"{whole}{mark}{end}"
        for whole in ("1", "16", "016")
        for mark in ".,٫٬،’' \u202f"
        for end in ("", "6", "60", "600", "6000", "600.5")
    ]
    texts += [
        f"{number}{space}{word}{end}"
        for number in ("40", "١٦٫٥", "1,600", "16.")
        for space in ("", " ", "\u00a0\u200f", "\n")
        for word in (*words, "Kg", "LBS", "КГ", "stone", "st", "رطل", "\u212ag", "ʟb")
        for end in ("", ".", " .", "..", ",", "،", "*")
    ]
    endings = (
        "ами",
        "ия",
        "s",
        "\u064bا",
        "اً",
        "а-б",
        "абвгде",
        "½",
        "2",
        " и",
        "/",
        "ְא",
        "_",
        "\u0939\u093f",
    )
    texts += [f"40 {word.replace('*', end)}" for word in words if "*" in word for end in endings]
    texts += [
        "16 kg,",
        "16 كيلوغراماً",
        "16 كيلوغرامًا",
        "16 كــغ",
        "16 килограммами",
        "16 კგ-ია",
    ]
    sample = [matching | {"weight": text} for text in texts]
    read = shared.evaluate(
        """sample => sample.map(fields => {
          const form = document.querySelector("form[data-self-check]");
          const { troubles, outcome } = form.selfCheck(fields);
          return [troubles.weight || "", outcome];
        })""",
        sample,
    )
    for fields, (trouble, outcome) in zip(sample, read, strict=True):
        answers, troubles = read_fields(criteria, fields, words)
        assert (trouble, outcome) == (
            troubles.get("weight", ""),
            evaluate(criteria, answers).outcome,
        ), repr(fields["weight"])
