"""What a page says of itself is true, valid schema.org, and never names a treatment."""

import copy
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from patientinfo.pages import structured_data
from patientinfo.reading.condition import Condition
from patientinfo.reading.settings import Section
from patientinfo.site import Site
from schema_org import faults
from tiny import Project

URL = "https://example.org/sub/path/"
FACTS = "sobre/fuentes.md"
ASTHMA = Section("asma", ("asma/index.md", "asma/comprobar.md"))


def data(
    site: Site, path: str, locale: str, section: Section | None = None, **facts: Any
) -> dict[str, Any]:
    page = site.pages[(locale, path)]
    page = replace(page, facts=replace(page.facts, **facts))
    made = structured_data.of_page(site, page, section)
    assert faults(made) == []
    return made


def node(made: dict[str, Any], kind: str) -> dict[str, Any]:
    found = [each for each in made["@graph"] if each["@type"] == kind]
    assert len(found) == 1, f"{len(found)} times {kind}"
    return dict(found[0])


def test_a_page_says_what_it_is_and_nothing_that_is_not_known(tiny_site: Site) -> None:
    assert data(tiny_site, "asma/comprobar.md", "es", ASTHMA) == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "MedicalWebPage",
                "@id": "https://example.org/sub/path/asma/comprobar/",
                "url": "https://example.org/sub/path/asma/comprobar/",
                "name": "Comparar las respuestas con la regla",
                "description": "Dos preguntas sobre el medidor de flujo. No dicen si un "
                "tratamiento conviene.",
                "inLanguage": "es",
                "dateModified": "2025-03-04",
                "audience": {"@type": "Patient"},
                "about": {
                    "@type": "MedicalCondition",
                    "name": "Asma infantil",
                    "code": {
                        "@type": "MedicalCode",
                        "codeValue": "J45",
                        "codingSystem": "ICD-10",
                    },
                },
                "isPartOf": {"@type": "WebSite", "@id": "https://example.org/sub/path/#site"},
                "breadcrumb": {"@id": "https://example.org/sub/path/asma/comprobar/#trail"},
            },
            {
                "@type": "BreadcrumbList",
                "@id": "https://example.org/sub/path/asma/comprobar/#trail",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": 1,
                        "name": "Inicio",
                        "item": "https://example.org/sub/path/",
                    },
                    {
                        "@type": "ListItem",
                        "position": 2,
                        "name": "El asma",
                        "item": "https://example.org/sub/path/asma/",
                    },
                    {
                        "@type": "ListItem",
                        "position": 3,
                        "name": "Comparar las respuestas con la regla",
                        "item": "https://example.org/sub/path/asma/comprobar/",
                    },
                ],
            },
        ],
    }


def test_a_translation_names_the_work_it_translates_in_its_own_words(tiny_site: Site) -> None:
    page = node(data(tiny_site, "asma/comprobar.md", "he", ASTHMA), "MedicalWebPage")
    assert (page["name"], page["inLanguage"]) == ("להשוות את התשובות לכלל", "he")
    assert page["about"]["name"] == tiny_site.wordings["he"].text("condition.name")
    assert page["isPartOf"]["@id"] == f"{URL}he/#site"
    assert page["translationOfWork"] == {
        "@type": "MedicalWebPage",
        "@id": f"{URL}asma/comprobar/",
    }


def test_the_trail_leads_from_home_through_the_section_to_the_page(tiny_site: Site) -> None:
    made = data(tiny_site, FACTS, "he", ASTHMA)
    trail = node(made, "BreadcrumbList")["itemListElement"]
    words = tiny_site.wordings["he"]
    assert [(each["position"], each["name"], each["item"]) for each in trail] == [
        (1, words.text("site.home"), f"{URL}he/"),
        (2, words.text("nav.asma"), f"{URL}he/asma/"),
        (3, "מקורות", f"{URL}he/sobre/fuentes/"),
    ]


def test_the_first_page_alone_describes_the_whole_site(tiny_site: Site) -> None:
    made = data(tiny_site, "index.md", "he")
    assert [each["@type"] for each in made["@graph"]] == ["MedicalWebPage", "WebSite"]
    assert node(made, "WebSite") == {
        "@type": "WebSite",
        "@id": f"{URL}he/#site",
        "url": f"{URL}he/",
        "name": tiny_site.wordings["he"].text("site.name"),
        "inLanguage": "he",
    }


def test_a_condition_without_a_code_has_none(tiny_site: Site) -> None:
    bare = replace(tiny_site, condition=Condition())
    assert node(data(bare, "index.md", "es"), "MedicalWebPage")["about"] == {
        "@type": "MedicalCondition",
        "name": "Asma infantil",
    }


def test_a_review_and_an_author_are_named_only_where_there_was_one(tiny_site: Site) -> None:
    none = node(data(tiny_site, "index.md", "es"), "MedicalWebPage")
    assert {"lastReviewed", "reviewedBy", "author", "publisher"}.isdisjoint(none)
    facts: dict[str, Any] = {"reviewed": date(2025, 6, 1), "reviewer": "Dr Nino Beridze"}
    facts["author"] = "Ana Kapanadze"
    page = node(data(tiny_site, "index.md", "es", **facts), "MedicalWebPage")
    assert page["lastReviewed"] == "2025-06-01"
    assert page["reviewedBy"] == {"@type": "Person", "name": "Dr Nino Beridze"}
    assert page["author"] == {"@type": "Person", "name": "Ana Kapanadze"}


def test_the_publisher_is_named_once_it_is_stated(tiny_project: Project) -> None:
    path = "docs/_medical/publisher.yml"
    tiny_project.write(
        path, tiny_project.text(path).replace("\n  name:", '\n  name: "Familias con asma"', 1)
    )
    site, problems = tiny_project.load()
    assert site is not None, problems
    made = data(site, "index.md", "he")
    publisher = {"@type": "Organization", "name": "Familias con asma"}
    assert node(made, "MedicalWebPage")["publisher"] == publisher
    assert node(made, "WebSite")["publisher"] == publisher


def test_no_text_can_end_the_script_element(tiny_site: Site) -> None:
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    made = data(tiny_site, "asma/comprobar.md", "es", ASTHMA, title=title)
    html = structured_data.as_html(made)
    assert not {"<", ">", "&", "\u2028"} & set(html)
    assert node(json.loads(html), "MedicalWebPage")["name"] == title


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"@type": "MedicalPage"}, "there is no type MedicalPage"),
        ({"reviewer": "x"}, "there is no property reviewer (MedicalWebPage)"),
        ({"codeValue": "G80"}, "MedicalWebPage has no property codeValue"),
        ({"reviewedBy": {"@type": "WebSite"}}, "reviewedBy takes no WebSite"),
        ({"lastReviewed": "June 2025"}, "lastReviewed takes no 'June 2025'"),
        ({"dateModified": "2025-02-30"}, "dateModified takes no '2025-02-30'"),
        ({"url": "/treatments/"}, "url takes no '/treatments/'"),
        ({"name": ""}, "name takes no ''"),
        ({"inLanguage": 4}, "inLanguage takes no 4"),
        (
            {"breadcrumb": {"@id": "https://example.org/#no"}},
            "breadcrumb points to https://example.org/#no, which is not there",
        ),
    ],
)
def test_the_check_against_the_vocabulary_finds_what_is_wrong(
    tiny_site: Site, change: dict[str, Any], said: str
) -> None:
    made = copy.deepcopy(data(tiny_site, "index.md", "es"))
    made["@graph"][0] |= change
    assert faults(made) == [said]
