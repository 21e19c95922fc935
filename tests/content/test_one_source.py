"""One number in the criteria file is every mention of it, in every language."""

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from conftest import ROOT, build
from content.pages import LOCALES
from tiny import SITE_URL

BEFORE, AFTER = "at_least: {value: 4, unit: year}", "at_least: {value: 5, unit: year}"
AGE = {"en": "5 years", "ka": "5 წელი", "ru": "5 лет", "ar": "5 سنوات"}
OLD_AGE = {"en": "4 years", "ka": "4 წელი", "ru": "4 года", "ar": "4 سنوات"}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built from a copy of the project in which one number is another."""
    folder = tmp_path_factory.mktemp("changed")
    project = folder / "project"
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    criteria = project / "docs/_medical/criteria.yml"
    text = criteria.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    criteria.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    result = build(project, folder / "site")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def soup(site: Path, locale: str, path: str) -> BeautifulSoup:
    prefix = "" if locale == "en" else f"{locale}/"
    html = (site / prefix / path / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_in_running_text_is_the_new_one(changed: Path, locale: str) -> None:
    folder = changed if locale == "en" else changed / locale
    values = [
        element["value"]
        for file in sorted(folder.rglob("index.html"))
        for element in BeautifulSoup(file.read_text("utf-8"), "html.parser").select(
            'data[data-criterion="minimum-age"]'
        )
    ]
    assert len(values) >= 3
    assert set(values) == {"5"}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_widget_the_list_and_the_worksheet_have_the_new_number(
    changed: Path, locale: str
) -> None:
    page = soup(changed, locale, "stem-cells/self-check")
    form = page.select_one("form[data-self-check]")
    assert form
    rules = json.loads(str(form["data-rules"]))
    assert rules["criteria"]["minimum-age"]["at_least"] == "60"
    [source] = [str(each["src"]) for each in page.select('script[src*="self-check-results"]')]
    results = (changed / "assets" / Path(source).name).read_text(encoding="utf-8")
    [finding] = BeautifulSoup(results, "html.parser").select(
        'template[data-template-of="minimum-age"]'
    )
    [worksheet] = page.select("[data-self-check-list]")
    lists = [each for each in page.select(".criteria-list") if each.find_parent("form") is None]
    assert len(lists) == 2
    for part in (finding, worksheet, *lists):
        text = part.get_text().replace("\u00a0", " ")
        assert AGE[locale] in text
        assert OLD_AGE[locale] not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_questionnaire_has_the_new_number_in_every_translation(
    changed: Path, locale: str
) -> None:
    file = changed / f"fhir/questionnaire-self-check.{locale}.json"
    resource = json.loads(file.read_text(encoding="utf-8"))
    [age] = [each for each in resource["item"] if each["linkId"] == "age"]
    [rule] = [each for each in age["item"] if each["linkId"] == "age-rule-minimum-age"]
    text = json.dumps(rule, ensure_ascii=False).replace("\u00a0", " ")
    for each in LOCALES:
        assert AGE[each] in text
        assert OLD_AGE[each] not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_that_search_engines_read_has_the_old_number(changed: Path, locale: str) -> None:
    for script in soup(changed, locale, "stem-cells/self-check").select(
        'script[type="application/ld+json"]'
    ):
        assert OLD_AGE[locale] not in script.get_text().replace("\u00a0", " ")


def test_no_page_of_a_reader_loads_a_questionnaire(changed: Path) -> None:
    mentioning = [
        file.relative_to(changed).as_posix()
        for file in sorted(changed.rglob("index.html"))
        if "questionnaire-self-check" in file.read_text(encoding="utf-8")
    ]
    assert mentioning == sorted(
        f"{'' if locale == 'en' else f'{locale}/'}about/clinicians/index.html" for locale in LOCALES
    )
    page = (changed / "about/clinicians/index.html").read_text(encoding="utf-8")
    links = [
        str(each["href"])
        for each in BeautifulSoup(page, "html.parser").select("[data-questionnaires] a")
    ]
    assert links == [f"../../fhir/questionnaire-self-check.{each}.json" for each in LOCALES]
    assert SITE_URL not in "".join(links)
