"""What search engines and shared links are told, on the HTML as built, in every language."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.pages import LOCALES, BuiltPage, attribute, pages
from patientinfo.components.links import page_url
from patientinfo.site import Site
from schema_org import faults
from tiny import SITE_URL

TYPES = {
    "BreadcrumbList",
    "ListItem",
    "MedicalCode",
    "MedicalCondition",
    "MedicalWebPage",
    "Organization",
    "Patient",
    "Person",
    "WebSite",
}
CONDITION = {"@type", "name", "code"}
"""All that is said of the condition: nothing may stand there as a treatment of it."""


def data(page: BuiltPage) -> dict[str, Any]:
    text = page.one('script[type="application/ld+json"]').text
    found: dict[str, Any] = json.loads(text)
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from nodes(each)


def og(page: BuiltPage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.soup.select('meta[property^="og:"]'):
        name = attribute(element, "property").removeprefix("og:")
        found.setdefault(name, []).append(attribute(element, "content"))
    return found


def of(built: Path, locale: str) -> list[BuiltPage]:
    found = [each for each in pages(built) if each.locale == locale]
    assert len(found) > 20
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_has_data_that_fits_the_vocabulary(built: Path, locale: str) -> None:
    found = {each.address: faults(data(each)) for each in of(built, locale)}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_data_say_what_the_page_says(built: Path, site: Site, locale: str) -> None:
    by_address = {page_url(path, each, "en"): page for (each, path), page in site.pages.items()}
    for each in of(built, locale):
        page = data(each)["@graph"][0]
        facts = by_address[each.address].facts
        assert page["@type"] == "MedicalWebPage"
        assert page["url"] == attribute(each.one("link[rel=canonical]"), "href")
        assert page["name"] == each.one("h1").get_text(strip=True), each.address
        assert page["description"] == attribute(each.one("meta[name=description]"), "content")
        assert page["inLanguage"] == locale
        shown = attribute(each.one("[data-fact=updated] time"), "datetime")
        assert page["dateModified"] == shown
        assert page["audience"] == {"@type": "Patient"}
        assert page["about"]["name"] == site.wordings[locale].text("condition.name")
        assert page["about"]["code"]["codeValue"] == "G80"
        assert ("lastReviewed" in page) == (facts.reviewed is not None)
        assert ("reviewedBy" in page) == (facts.reviewer is not None)
        assert ("publisher" in page) == (site.facts.value("publisher.name") is not None)
        assert ("translationOfWork" in page) == (locale != "en")
        if locale != "en":
            original = SITE_URL + each.address.removeprefix(f"{locale}/")
            assert page["translationOfWork"]["@id"] == original


def test_no_page_marks_a_treatment_up_as_one_for_the_condition(built: Path) -> None:
    for each in pages(built):
        kinds = {node["@type"] for node in nodes(data(each)) if "@type" in node}
        assert kinds <= TYPES, each.address
        for node in nodes(data(each)):
            if node.get("@type") == "MedicalCondition":
                assert set(node) == CONDITION, each.address


def test_only_the_first_page_of_each_language_describes_the_site(built: Path) -> None:
    described = {
        each.address: [node["url"] for node in data(each)["@graph"] if node["@type"] == "WebSite"]
        for each in pages(built)
    }
    assert {address: urls for address, urls in described.items() if urls} == {
        "" if locale == "en" else f"{locale}/": [
            SITE_URL if locale == "en" else f"{SITE_URL}{locale}/"
        ]
        for locale in LOCALES
    }


def test_every_other_page_has_a_trail_from_home_to_itself(built: Path) -> None:
    addresses = {SITE_URL + each.address for each in pages(built)}
    for each in pages(built):
        found = [node for node in data(each)["@graph"] if node["@type"] == "BreadcrumbList"]
        home = "" if each.locale == "en" else f"{each.locale}/"
        if each.address == home:
            assert found == []
            continue
        steps = [step["item"] for step in found[0]["itemListElement"]]
        assert (steps[0], steps[-1]) == (SITE_URL + home, SITE_URL + each.address)
        assert len(steps) in (2, 3) and set(steps) <= addresses, each.address


@pytest.mark.parametrize(
    ("locale", "territory"), [("en", "en_GB"), ("ka", "ka_GE"), ("ru", "ru_RU"), ("ar", "ar_AR")]
)
def test_a_shared_link_shows_the_page_in_its_language(
    built: Path, site: Site, locale: str, territory: str
) -> None:
    for each in of(built, locale):
        shared = og(each)
        assert shared["title"] == [each.one("h1").get_text(strip=True)]
        assert shared["description"] == [attribute(each.one("meta[name=description]"), "content")]
        assert shared["url"] == [attribute(each.one("link[rel=canonical]"), "href")]
        assert shared["site_name"] == [site.wordings[locale].text("site.name")]
        assert shared["type"] == ["website" if each.address in ("", f"{locale}/") else "article"]
        assert shared["locale"] == [territory]
        others = {"en_GB", "ka_GE", "ru_RU", "ar_AR"} - {territory}
        assert sorted(shared["locale:alternate"]) == sorted(others)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_picture_of_a_shared_link_is_there_and_says_in_words_what_it_shows(
    built: Path, site: Site, locale: str
) -> None:
    words = site.wordings[locale]
    for each in of(built, locale):
        shared = og(each)
        assert shared["image"] == [f"{SITE_URL}assets/og/{locale}.png"]
        assert (shared["image:width"], shared["image:height"]) == (["1200"], ["630"])
        assert shared["image:alt"] == [f"{words.text('site.name')}. {words.text('share.line')}"]
    assert (built / f"assets/og/{locale}.png").is_file()
