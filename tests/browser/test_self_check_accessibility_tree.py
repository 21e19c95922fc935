"""What the built self-check tells assistive technology: roles, names, descriptions, focus."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.pages_to_try import address
from conftest import Served
from patientinfo.languages.wording import Wording
from patientinfo.self_check.criteria import Choice
from patientinfo.self_check.form import Words
from patientinfo.self_check.verdict import unknown
from patientinfo.site import Site

FORM = "form[data-self-check]"
ERRORS = "[data-self-check-errors]"
RESULT = "[data-self-check-result]"


@pytest.fixture(params=["en", "ar"])
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def words(site: Site, locale: str) -> Wording:
    return site.wordings[locale]


@pytest.fixture
def page(browser: Browser, served: Served, locale: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.url + address(locale, "stem-cells/self-check/"))
    yield page
    context.close()


def said(page: Page, selector: str) -> dict[str, Any]:
    """Return what the accessibility tree has for an element: role, name, description, states."""
    session = page.context.new_cdp_session(page)
    found = session.send(
        "Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"}
    )
    node = session.send(
        "Accessibility.getPartialAXTree",
        {"objectId": found["result"]["objectId"], "fetchRelatives": False},
    )["nodes"][0]
    session.detach()
    if node["ignored"]:
        return {"role": "none", "name": "", "description": ""}
    states = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    return {
        "role": node["role"]["value"],
        "name": tidy(node.get("name", {}).get("value", "")),
        "description": tidy(node.get("description", {}).get("value", "")),
        **states,
    }


def tidy(text: str) -> str:
    """Take out line breaks, double spaces, and marks without width."""
    return " ".join(text.replace("\u2068", "").replace("\u2069", "").split())


def plain(markup: object) -> str:
    """Return what a marked-up sentence says."""
    return tidy(getattr(markup, "striptags", lambda: str(markup))())


def submit(page: Page) -> None:
    page.locator(f"{FORM} button[type=submit]").click()


def answer(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        field = page.locator(f'{FORM} [name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            page.locator(f'{FORM} [name="{name}"][value="{value}"]').check()
        elif name.endswith("-unit"):
            field.select_option(value)
        else:
            field.fill(value)


def test_the_form_is_named_by_its_heading(page: Page, words: Wording) -> None:
    form = said(page, FORM)
    assert (form["role"], form["name"]) == ("form", words.text("self_check.title"))


def test_every_question_is_a_group_that_is_named_by_the_question(
    page: Page, site: Site, words: Wording
) -> None:
    answer(page, {"cell-source": "sibling-cord-blood"})
    for id, question in site.rules.questions.items():
        group = said(page, f'[data-question="{id}"]')
        assert (group["role"], group["name"]) == ("group", words.text(f"questions.{id}.label"))
        if isinstance(question, Choice):
            assert group["description"] == words.text(f"questions.{id}.hint")


def test_every_option_is_a_radio_button_that_is_named_by_its_words(
    page: Page, site: Site, words: Wording
) -> None:
    own = Words(site.rules, words)
    choices = [id for id, each in site.rules.questions.items() if isinstance(each, Choice)]
    for id in choices:
        for value, text in own.options(id):
            radio = said(page, f'{FORM} [name="{id}"][value="{value}"]')
            assert (radio["role"], radio["name"]) == ("radio", plain(text))
            assert (radio["checked"], radio["description"]) == ("false", "")


def test_every_field_is_named_and_described_by_the_hint(
    page: Page, site: Site, words: Wording
) -> None:
    answer(page, {"cell-source": "sibling-cord-blood"})
    own = Words(site.rules, words)
    for id in (id for id, each in site.rules.questions.items() if not isinstance(each, Choice)):
        for name, shown in own.fields(id):
            text = said(page, f'{FORM} [name="{name}"]')
            assert (text["role"], text["name"]) == ("textbox", plain(shown))
            assert text["description"] == plain(own.t(f"questions.{id}.hint", example=own.example))
            assert (text["invalid"], text["focusable"]) == ("false", True)
        box = said(page, f'{FORM} [name="{id}-{unknown}"]')
        assert (box["role"], box["name"]) == ("checkbox", words.text("self_check.unknown"))
        if own.units(id):
            choice = said(page, f'{FORM} [name="{id}-unit"]')
            label = words.text(f"questions.{id}.unit-label")
            assert (choice["role"], choice["name"]) == ("combobox", label)


def test_the_buttons_say_what_they_do(page: Page, words: Wording) -> None:
    for selector, key in (("submit", "submit"), ("reset", "start-again")):
        button = said(page, f"{FORM} button[type={selector}]")
        assert (button["role"], button["name"]) == ("button", words.text(f"self_check.{key}"))
    assert said(page, "[data-self-check-print]")["role"] == "none"


def test_there_is_no_alert_and_no_result_before_the_answers_are_compared(page: Page) -> None:
    assert [said(page, each)["role"] for each in (ERRORS, RESULT)] == ["none", "none"]


def test_after_errors_an_alert_has_the_focus_and_leads_to_each_field(
    page: Page, site: Site, words: Wording
) -> None:
    answer(page, {"weight": "1,600"})
    submit(page)
    summary = said(page, ERRORS)
    assert (summary["role"], summary["name"]) == ("alert", words.text("self_check.errors-title"))
    assert (summary["live"], summary["focused"]) == ("assertive", True)
    own = Words(site.rules, words)
    asked = [id for id, each in site.rules.questions.items() if not each.applies_when]
    links = page.locator(f"{ERRORS} a:visible")
    assert links.count() == len(asked)
    for index, id in enumerate(asked):
        trouble = "ambiguous" if id == "weight" else "missing"
        message = plain(dict(own.errors(id))[trouble])
        choice = isinstance(site.rules.questions[id], Choice)
        hint = plain(own.t(f"questions.{id}.hint", example=own.example))
        assert tidy(links.nth(index).inner_text()) == message
        links.nth(index).focus()
        page.keyboard.press("Enter")
        field = said(page, ":focus")
        assert field["role"] == ("radio" if choice else "textbox")
        prefix = words.text("self_check.error-prefix")
        before = "" if choice else f"{hint} "
        assert field["description"] == f"{before}{prefix} {message}"
        assert field["invalid"] == "true"


def test_a_field_that_was_mended_is_no_longer_called_invalid(page: Page, site: Site) -> None:
    submit(page)
    answer(page, {"weight": "20"})
    submit(page)
    assert said(page, f'{FORM} [name="weight"]')["invalid"] == "false"
    assert said(page, f'{FORM} [name="age-year"]')["invalid"] == "true"


def test_the_result_is_a_live_region_that_is_named_by_its_headline_and_has_the_focus(
    page: Page, site: Site, words: Wording
) -> None:
    for outcome in ("matches", "does-not-match", "cannot-tell", "ask-doctor-first"):
        case = next(each for each in site.cases if each.outcome == outcome)
        page.locator(f"{FORM} button[type=reset]").click()
        answer_or_tick(page, case.fields(site.rules))
        submit(page)
        result = said(page, RESULT)
        assert (result["role"], result["live"], result["focused"]) == ("region", "polite", True)
        assert result["name"] == words.text(f"outcomes.{outcome}.title")
        assert said(page, ERRORS)["role"] == "none"
        assert said(page, f"{RESULT} h3")["role"] == "heading"
        found = page.locator(f"{RESULT} [data-criterion]").count()
        assert said(page, f"{RESULT} [data-self-check-findings]")["role"] == "list"
        assert found == len(case.findings)
    button = said(page, "[data-self-check-print]")
    assert (button["role"], button["name"]) == ("button", words.text("self_check.print"))


def answer_or_tick(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        if name.endswith(f"-{unknown}"):
            page.locator(f'{FORM} [name="{name}"]').check()
        else:
            answer(page, {name: value})


def test_starting_again_leads_back_to_the_heading(page: Page, site: Site, words: Wording) -> None:
    answer_or_tick(page, site.cases[0].fields(site.rules))
    submit(page)
    page.locator(f"{FORM} button[type=reset]").click()
    heading = said(page, ":focus")
    assert (heading["role"], heading["name"]) == ("heading", words.text("self_check.title"))
    assert said(page, RESULT)["role"] == "none"


def test_what_a_screen_reader_is_told_is_in_the_language_of_the_page(
    page: Page, locale: str
) -> None:
    direction = "rtl" if locale == "ar" else "ltr"
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    assert page.evaluate(f"document.querySelector('{FORM}').closest('[lang]').lang") == locale
    assert page.evaluate(f"getComputedStyle(document.querySelector('{FORM}')).direction") == (
        direction
    )
    assert page.locator(f"{FORM} [lang]:visible:not([lang={locale}])").count() == 0
