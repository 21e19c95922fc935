"""The self-check, the evidence and the criteria on the HTML as built, in every language."""

import re
from pathlib import Path

import pytest

from content.pages import LOCALES, attribute, page, pages
from patientinfo.self_check.criteria import Choice
from patientinfo.site import Site

LATIN_THAT_STAYS = re.compile(
    r"\b(lb|EEG|HLA|CP|GMFCS|GMFM-66|MRI|CD34|Treatment of Cerebral Palsy in Kids with Autologous "
    r"Stem Cells)\b"
)


def address(locale: str, rest: str) -> str:
    return rest if locale == "en" else f"{locale}/{rest}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_self_check_is_whole_in_every_language(built: Path, site: Site, locale: str) -> None:
    built_page = page(built, address(locale, "stem-cells/self-check/"))
    form = built_page.one("form[data-self-check]")
    questions = [attribute(each, "data-question") for each in form.select("[data-question]")]
    assert questions == list(site.rules.questions)
    for id, question in site.rules.questions.items():
        names = {
            attribute(each, "name")
            for each in form.select(f"[data-question={id}] :is(input,select)")
        }
        expected = {
            "choice": {id},
            "age": {"age-year", "age-month", "age-unknown"},
            "weight": {"weight", "weight-unit", "weight-unknown"},
            "sibling-match": {"sibling-match", "sibling-match-unknown"},
        }
        assert names == expected.get(id, expected["choice"]), id
        if isinstance(question, Choice):
            values = [
                attribute(each, "value") for each in form.select(f'input[type=radio][name="{id}"]')
            ]
            assert values == [*question.options, "unknown"]
    assert form.select("button[type=submit]") and form.select("button[type=reset]")
    assert form.select("[checked]") == []
    assert form.select("[data-self-check-errors][hidden]")
    assert form.select("[data-self-check-result][hidden]")


def test_no_english_is_left_in_the_arabic_self_check(built: Path) -> None:
    section = page(built, "ar/stem-cells/self-check/").one("section.self-check")
    text = LATIN_THAT_STAYS.sub(" ", section.get_text(" "))
    assert re.findall(r"[A-Za-z]{2,}", text) == []
    assert section.select('span[lang="en"]') == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_claim_stands_beside_its_evidence(built: Path, site: Site, locale: str) -> None:
    found = {}
    for each in pages(built):
        if each.locale == locale:
            for block in each.soup.select("[data-claim]"):
                found[attribute(block, "data-claim")] = block
    assert list(found) and set(found) == {claim.id for claim in site.register.claims}
    for claim in site.register.claims:
        block = found[claim.id]
        wording = site.wordings[locale]
        assert block.find_parent("details") is None
        for part in ("clinic", "research"):
            half = block.select_one(f'[data-part="{part}"]')
            assert half is not None, claim.id
            assert half.select_one("h4") is not None
            shown = re.sub(r"\s+", " ", half.text)
            words = wording.text(f"claims.{claim.id}.{part}").split("{{")[0]
            assert re.sub(r"\s+", " ", words).strip() in shown, (locale, claim.id, part)
        links = [attribute(link, "href") for link in block.select(".cites a")]
        assert [link.rsplit("#", 1)[-1] for link in links] == claim.references
        verdicts = [attribute(each, "data-verdict") for each in block.select("[data-verdict]")]
        assert verdicts == [verdict for _, verdict in claim.judged()]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_treatment_page_shows_its_evidence(built: Path, site: Site, locale: str) -> None:
    for treatment in site.register.treatments:
        built_page = page(built, address(locale, f"treatments/{treatment.id}/"))
        block = built_page.one(f'[data-treatment="{treatment.id}"]')
        research = block.select_one('[data-part="research"]')
        assert research is not None and block.select_one('[data-part="clinic"]') is not None
        labels = [attribute(each, "data-evidence") for each in research.select("[data-evidence]")]
        assert labels == [part.label for part in treatment.parts], treatment.id


@pytest.mark.parametrize("locale", LOCALES)
def test_the_overview_has_all_nine_treatments_with_labels(
    built: Path, site: Site, locale: str
) -> None:
    table = page(built, address(locale, "treatments/")).one("[data-treatments]")
    rows = table.select("tbody tr")
    assert len(rows) == len(site.register.treatments) == 9
    for row, treatment in zip(rows, site.register.treatments, strict=True):
        assert len(row.select("[data-evidence]")) == len(treatment.parts)


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_of_the_criteria_carry_their_bare_value(built: Path, locale: str) -> None:
    expected = {
        "minimum-age": "4",
        "child": "18",
        "minimum-weight": "16",
        "sibling-match": "50",
    }
    found: dict[str, set[str]] = {}
    for each in pages(built):
        if each.locale == locale:
            for data in each.soup.select("data[data-criterion]"):
                id = attribute(data, "data-criterion")
                found.setdefault(id, set()).add(attribute(data, "value"))
    assert found == {id: {value} for id, value in expected.items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reference_is_listed_with_its_state_of_checking(
    built: Path, site: Site, locale: str
) -> None:
    items = page(built, address(locale, "about/references/")).soup.select(".references > li")
    assert [attribute(item, "id") for item in items] == list(site.references)
    words = site.wordings[locale]
    for item, reference in zip(items, site.references.values(), strict=True):
        key = (
            "references.checked"
            if reference.checked
            else "references.not-checked"
            if reference.seen
            else "references.not-seen"
        )
        assert words.text(key) in item.text, reference.id
        cite = item.select_one("cite")
        assert cite is not None and attribute(cite, "lang") == "en"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_nobody_has_stated_is_shown_as_not_stated(
    built: Path, site: Site, locale: str
) -> None:
    contact = page(built, address(locale, "about/contact/"))
    shown = {each.text for each in contact.soup.select("article [data-not-stated]")}
    assert shown == {site.wordings[locale].text("fact.not-stated")}
    assert not re.search(r"@|\+\d{6,}|tel:|mailto:", contact.one("article").text)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_emergency_card_comes_before_the_first_question(built: Path, locale: str) -> None:
    html = page(built, address(locale, "stem-cells/self-check/")).html
    assert html.index("data-emergency") < html.index("data-question")


def test_the_article_is_quoted_nowhere_as_the_sites_own_voice(built: Path) -> None:
    stock = [
        "impressive results",
        "modern and safe",
        "independently migrate",
        "most patients demonstrate positive dynamics",
        "well tolerated by young patients",
        "contact the Mardaleishvili",
    ]
    for each in pages(built):
        said_by_the_clinic = " ".join(
            part.text for part in each.soup.select('[data-part="clinic"]')
        )
        text = re.sub(r"\s+", " ", each.soup.text).casefold()
        for phrase in stock:
            if phrase in re.sub(r"\s+", " ", said_by_the_clinic):
                continue
            assert phrase.casefold() not in text, f"{each.address}: {phrase}"
