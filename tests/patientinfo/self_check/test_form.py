"""The self-check's HTML as the server writes it: complete, without words or rules of its own."""

import gzip
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from patientinfo.components.place import environment, read_templates
from patientinfo.languages.wording import SourceString, Strings, Wording, read_source
from patientinfo.self_check.amounts import amount_text, words_for_units
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.self_check.form import Words, as_script, render, render_list, render_results
from self_check_browser import wordings

root = Path(__file__).parents[3]
components = environment(read_templates(root / "overrides", "overrides")[0])
rules, _ = read_criteria(root / "docs/_medical/criteria.yml", "criteria.yml")
assert rules is not None
criteria: Criteria = rules
strings, _ = read_source(root / "docs/en/_strings.yml", "_strings.yml")
english = Wording("en", strings, original="en")


def page(wording: Wording = english) -> BeautifulSoup:
    help_ = Markup("<p>Call for help</p>")
    html = render(words(wording), components, emergency=help_, results=results(wording))
    return BeautifulSoup(html, "html.parser")


def results(wording: Wording = english) -> Markup:
    return render_results(words(wording), components, standard_care_url="../treatments/")


def words(wording: Wording = english) -> Words:
    return Words(criteria, wording, Markup("<p>What is known</p>"))


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = soup.select(selector)
    return found


def test_the_call_for_help_stands_before_the_first_question() -> None:
    text = str(page())
    assert text.index("Call for help") < text.index("data-question")


def test_the_questions_stand_in_the_order_of_the_file_and_have_names() -> None:
    soup = page()
    asked = soup.select("form[data-self-check] [data-question]")
    assert [each["data-question"] for each in asked] == list(criteria.questions)
    assert all(one(each, "legend").get_text(strip=True) for each in asked)


def test_every_question_can_be_answered_with_i_do_not_know() -> None:
    for question in page().select("[data-question]"):
        id = question["data-question"]
        radios = question.select('input[type="radio"][value="unknown"]')
        boxes = question.select(f'input[type="checkbox"][name="{id}-unknown"]')
        assert len(radios) + len(boxes) == 1, id


def test_nothing_is_answered_beforehand() -> None:
    assert page().select("[checked], [selected], input[value]:not([type=radio])") == []


def test_the_form_is_hidden_until_a_script_runs_and_the_list_is_not() -> None:
    soup = page()
    assert one(soup, "form[data-self-check]").has_attr("hidden")
    assert not one(soup, "[data-self-check-list]").has_attr("hidden")
    assert one(soup, '[data-question="sibling-match"]').has_attr("hidden")


def test_every_id_is_there_once_and_every_reference_leads_to_one() -> None:
    soup = page()
    ids = [each["id"] for each in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for each in soup.select(f"[{attribute}]"):
            for reference in str(each[attribute]).split():
                assert reference in ids
    for link in one(soup, "[data-self-check-errors]").select("a"):
        assert str(link["href"]).removeprefix("#") in ids


def test_nothing_is_inline_that_a_strict_content_policy_would_stop() -> None:
    text = str(page())
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text)
    assert page().select("script") == []


def test_a_criterion_has_words_for_every_status_that_it_can_have() -> None:
    for id, criterion in criteria.criteria.items():
        template = one(page(), f'template[data-template-of="{id}"]')
        meanings = {str(each["data-meaning"]) for each in template.select("dd span[data-meaning]")}
        expected = {"unclear" if each == "unknown" else each for each in criterion.statuses}
        assert meanings == expected | {"unknown"}


def test_the_rules_for_the_script_survive_the_attribute() -> None:
    read = json.loads(str(one(page(), "form")["data-rules"]))
    assert list(read["criteria"]) == list(criteria.criteria)


def test_the_script_of_the_results_holds_their_html_and_nothing_else() -> None:
    before, html, after = as_script(results()).split("`")
    assert before == (
        'for (const form of document.querySelectorAll("form[data-self-check]")) '
        "form.selfCheckResults = "
    )
    assert html == results()
    assert after == ";\n"


def test_no_word_of_a_result_can_end_the_script_that_brings_it() -> None:
    assert "`a \\` \\${b} \\\\ $ {`" in as_script(Markup("a ` ${b} \\ $ {"))


def test_the_script_stays_light_enough_for_a_slow_line() -> None:
    script = (root / "overrides/components/self-check/script.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 4096


def test_a_word_that_stands_for_two_units_is_taken_for_neither() -> None:
    own = {"unit-words.kilogram": ("Kilo, kg،кг",), "unit-words.pound": ("kilo, lb, ",)}
    known = words_for_units(criteria, [Wording("ru", strings, own, original="en")])
    assert {word for word, unit in known.items() if unit == "kg"} == {"kg", "кг"}
    assert {word for word, unit in known.items() if unit == "lb"} == {"lb"}


def test_no_word_for_a_unit_is_lost_between_the_languages() -> None:
    for wording in wordings:
        known = words_for_units(criteria, [wording])
        assert known.items() <= words_for_units(criteria, wordings).items(), wording.locale
        assert set(known.values()) == {"year", "month", "kg", "lb", "percent"}


def test_the_list_marks_its_numbers_with_their_bare_values() -> None:
    soup = BeautifulSoup(render_list(words(), components), "html.parser")
    assert {each["data-criterion"]: each["value"] for each in soup.select("data")} == {
        "minimum-age": "4",
        "child": "18",
        "minimum-weight": "16",
        "sibling-match": "50",
    }
    assert "at least 16 kg (about 35.3 lb)" in soup.get_text()
    assert len(soup.select("li")) == sum(each.from_source for each in criteria.criteria.values())


def test_the_worksheet_has_a_line_to_write_on_for_every_criterion() -> None:
    html = render_list(words(), components, worksheet=True)
    lines = BeautifulSoup(html, "html.parser").select(".criteria-list__notes")
    assert len(lines) == len(criteria.criteria)


def test_another_language_has_its_own_words_and_marks_english_ones() -> None:
    translated = Wording("ar", strings, {"self_check.submit": ("قارنوا",)}, original="en")
    form = one(page(translated), "form")
    button = one(form, "button[type=submit]")
    assert str(button) == '<button type="submit">قارنوا</button>'
    assert one(form, "button[type=reset] span")["lang"] == "en"


def test_a_translated_page_holds_no_english() -> None:
    all_words = dict.fromkeys(strings, ("слово",) * 4)
    text = page(Wording("ru", strings, all_words, original="en")).select_one("form")
    assert text is not None
    assert re.findall(r"[A-Za-z]{2,}", text.get_text().replace("What is known", "")) == []


@pytest.mark.parametrize(
    ("locale", "unit", "forms", "value", "text"),
    [
        ("en", "year", (), 1, "1 year"),
        ("en", "year", (), 4, "4 years"),
        ("en", "percent", (), 50, "50%"),
        ("ru", "year", ("{{ count }} год", "{{ count }} года", "{{ count }} лет"), 4, "4 года"),
    ],
)
def test_an_amount_is_written_with_the_plural_forms_of_the_language(
    locale: str, unit: str, forms: tuple[str, ...], value: int, text: str
) -> None:
    own = {f"unit.{unit}": (*forms, *forms[-1:])} if forms else {}
    wording = Wording(locale, strings, own, original="en")
    assert amount_text(criteria, wording, Fraction(value), unit) == text


def test_a_sentence_from_the_strings_cannot_bring_in_markup() -> None:
    key = "questions.age.label"
    hostile = Strings(strings) | Strings(
        {key: SourceString(key, ("<script>alert(1)</script>",), "", 1)}
    )
    wording = Wording("en", Strings(hostile), original="en")
    legend = one(page(wording), '[data-question="age"] legend')
    assert legend.get_text() == "<script>alert(1)</script>"


def test_a_sentence_with_an_amount_is_in_one_language() -> None:
    """The rule and the words for a unit are translated at different times."""
    spanish: dict[str, tuple[str, ...]] = {
        "criteria.minimum-weight.rule": ("Al menos {{ value }}.",)
    }
    rule = words(Wording("es", strings, spanish, original="en")).rule("minimum-weight")
    assert rule == f'<span lang="en" dir="ltr">{words().rule("minimum-weight")}</span>'
    spanish |= {"unit.kilogram": ("{{ count }} kg",) * 3, "unit.pound": ("{{ count }} lb",) * 3}
    rule = words(Wording("es", strings, spanish, original="en")).rule("minimum-weight")
    assert rule == "Al menos <bdi>16 kg</bdi>."
