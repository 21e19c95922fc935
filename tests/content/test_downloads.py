"""The files to print, keep or send on, and the page that lists them, as built."""

import json
import math
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from content.pages import LOCALES, RIGHT_TO_LEFT, attribute, page
from patientinfo.components.links import page_url
from patientinfo.outputs import offline_copy, questionnaires
from patientinfo.self_check.questionnaire import address
from patientinfo.site import Site

PATH = "about/downloads.md"


def name(locale: str) -> str:
    return f"cerebral-palsy.{locale}.html"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_copy_is_at_most_600_kib(built: Path, locale: str) -> None:
    file = built / offline_copy.FOLDER / name(locale)
    assert file.stat().st_size <= 600 * 1024, f"{file.name}: {file.stat().st_size}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_links_only_files_that_are_there_and_says_how_large_they_are(
    built: Path, site: Site, locale: str
) -> None:
    shown = page(built, page_url(PATH, locale, "en"))
    links = shown.soup.select(".downloads a")
    names = [attribute(link, "href").rsplit("/", 1)[1] for link in links]
    assert names == [name(locale)]
    size = (built / offline_copy.FOLDER / names[0]).stat().st_size
    assert site.wordings[locale].number(math.ceil(size / 1000)) in shown.one(".downloads").text
    assert site.wordings[locale].text("downloads.no-leaflet") in shown.one(".downloads").text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_copy_names_its_language_direction_and_policy(built: Path, locale: str) -> None:
    text = (built / offline_copy.FOLDER / name(locale)).read_text(encoding="utf-8")
    soup = BeautifulSoup(text, "html.parser")
    html = soup.html
    assert html is not None
    direction = "rtl" if locale in RIGHT_TO_LEFT else "ltr"
    assert (attribute(html, "lang"), attribute(html, "dir")) == (locale, direction)
    [policy] = soup.select("meta[http-equiv=Content-Security-Policy]")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; "
        r"base-uri 'none'; form-action 'none'",
        attribute(policy, "content"),
    )
    assert soup.select("img:not([src^='data:']), link, iframe, script[src], [style]") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_copy_holds_every_page_on_cp_treatments_and_stem_cells(
    built: Path, site: Site, locale: str
) -> None:
    text = (built / offline_copy.FOLDER / name(locale)).read_text(encoding="utf-8")
    found = {each.text.strip() for each in BeautifulSoup(text, "html.parser").select("article h1")}
    wanted = {
        each.facts.title
        for (of, path), each in site.pages.items()
        if of == locale and re.match(r"index|cerebral-palsy|treatments|stem-cells", path)
    }
    assert wanted <= found


def test_the_self_check_leads_to_standard_care_where_the_site_has_it(site: Site) -> None:
    pages = [path for each in site.settings.sections for path in each.paths]
    number = pages.index(site.path_of("treatments") or "") + 1
    assert (
        f'href="#p{number}" data-self-check-standard-care'
        in offline_copy.content(site, "ru").decode()
    )


def test_the_questionnaires_are_the_same_on_every_build(site: Site) -> None:
    made = questionnaires.files(site, site.locales)
    assert questionnaires.files(site, site.locales) == made
    assert list(made) == [address(each) for each in site.locales]
    assert json.loads(made[address("ka")])["language"] == "ka"
