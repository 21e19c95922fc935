"""How pages are bound into one: ids of their own, links that stay inside, nothing too heavy."""

import re

import pytest

from patientinfo.outputs.offline_copy import LIMIT, content, files, name
from tiny import Project

ASTHMA = "docs/es/asma/index.md"
"""The second page of the menu: its number in the copy is 2."""


def bound(project: Project, locale: str = "es") -> str:
    site, problems = project.load()
    assert site is not None, problems
    return content(site, locale).decode()


def test_an_id_is_given_the_number_of_its_page_and_links_follow(tiny_project: Project) -> None:
    made = bound(tiny_project)
    assert '<h2 id="p1-que-quiere-saber">' in made
    assert '<a href="#p1-que-quiere-saber">empezar</a>' in made
    assert '<a href="#p3">comparar las respuestas con la regla</a>' in made


def test_links_lead_into_the_copy_or_to_the_site_itself(tiny_project: Project) -> None:
    new = "* los resfriados\n\n[a](#que-pasa) [b](../sobre/buscar.md) [c](https://doi.org/10.1/x)\n"
    tiny_project.change(ASTHMA, "* los resfriados", new)
    made = bound(tiny_project)
    assert '<a href="#p2-que-pasa">a</a>' in made
    assert '<a href="https://example.org/sub/path/sobre/buscar/">b</a>' in made
    assert '<a href="https://doi.org/10.1/x">c</a>' in made


def test_a_translation_leads_to_its_own_pages_of_the_site(tiny_project: Project) -> None:
    path = "docs/he/asma/index.md"
    tiny_project.change(path, "* הצטננות", "* הצטננות\n\n[ב](../sobre/buscar.md)\n")
    assert '<a href="https://example.org/sub/path/he/sobre/buscar/">ב</a>' in bound(
        tiny_project, "he"
    )


def test_a_word_with_an_explanation_leads_to_the_word_list(tiny_project: Project) -> None:
    made = bound(tiny_project)
    assert re.search(r'<a class="term" href="#p\d-bronquios">bronquios</a> se hinchan', made)
    assert made.count("Tubos que llevan el aire a los pulmones.") == 1


def test_labels_and_descriptions_follow_the_ids(tiny_project: Project) -> None:
    made = bound(tiny_project)
    assert re.search(r'<label for="p3-self-check-edad-year">', made)
    described = re.findall(r'aria-describedby="([^"]*)"', made)
    assert described and all(id.startswith("p3-") for each in described for id in each.split())


def test_an_id_that_nothing_leads_to_is_left_out_but_not_in_a_form(tiny_project: Project) -> None:
    made = bound(tiny_project)
    assert "<h2>Quién hace este sitio</h2>" in made
    assert re.search(r'<form[^>]*>.*id="p3-', made, re.DOTALL)


def test_the_self_check_brings_what_its_results_say(tiny_project: Project) -> None:
    made = bound(tiny_project)
    for part in ("matches", "does-not-match", "always", "findings"):
        assert f'<template data-template="{part}">' in made
    assert '<template data-template-of="edad-minima">' in made


def test_what_is_too_heavy_goes_in_order(tiny_project: Project) -> None:
    tiny_project.write(
        "docs/_medical/condition.yml",
        tiny_project.text("docs/_medical/condition.yml")
        + "copy_without:\n  - pages: [sobre/fuentes.md]\n"
        + "  - elements: ['.//ul']\n  - pages: [asma/comprobar.md]\n",
    )
    path = "docs/es/sobre/fuentes.md"
    whole = bound(tiny_project)
    tiny_project.write(path, tiny_project.text(path) + "\nx" * LIMIT)
    made = bound(tiny_project)
    assert "<h1>Fuentes</h1>" in whole and "<h1>Fuentes</h1>" not in made
    assert "<h1>Comparar las respuestas con la regla</h1>" in made
    assert "el humo del tabaco" in made and len(made.encode()) <= LIMIT


def test_pages_that_only_lead_elsewhere_and_the_frame_of_pages_are_left_out(
    tiny_project: Project,
) -> None:
    made = bound(tiny_project)
    titles = re.findall(r"<h1>(.*?)</h1>", made)
    assert titles == [
        "Asma infantil: lo que conviene saber",
        "Asma infantil: por dónde empezar",
        "Qué es el asma",
        "Comparar las respuestas con la regla",
        "Palabras",
        "Fuentes",
    ]
    assert 'class="site-header"' not in made and "page-facts" not in re.sub(
        r"<style.*?</style>", "", made, flags=re.DOTALL
    )


def test_the_files_are_called_after_the_condition(tiny_project: Project) -> None:
    site, _ = tiny_project.load()
    assert site is not None
    assert name(site, "he") == "asma.he.html"
    assert list(files(site, ["he"])) == ["downloads/asma.he.html"]


def test_a_site_that_lists_no_copies_has_none(tiny_project: Project) -> None:
    for locale in ("es", "he"):
        tiny_project.change(f"docs/{locale}/sobre/descargas.md", "{{ downloads }}\n", "")
    site, problems = tiny_project.load()
    assert site is not None, problems
    assert files(site, site.locales) == {}


@pytest.mark.parametrize("locale", ["es", "he"])
def test_a_copy_is_made_once_from_the_same_things(tiny_project: Project, locale: str) -> None:
    first, _ = tiny_project.load()
    second, _ = tiny_project.load()
    assert first and second
    assert content(first, locale) is content(second, locale)


def with_picture(project: Project, content: bytes) -> str:
    project.write("docs/assets/plan.png", content)
    text = "![Un niño con su inhalador](../../assets/plan.png)"
    if text not in project.text(ASTHMA):
        project.change(ASTHMA, "* los resfriados", f"* los resfriados\n\n{text}\n")
    return bound(project)


PNG = b"\x89PNG\r\n\x1a\nIEND"


def test_a_picture_is_in_the_file_and_may_be_shown(tiny_project: Project) -> None:
    assert "img-src" not in bound(tiny_project)
    made = with_picture(tiny_project, PNG)
    data = "data:image/png;base64,iVBORw0KGgpJRU5E"
    assert f'<img alt="Un niño con su inhalador" src="{data}">' in made
    assert "; img-src data:; base-uri" in made


def test_a_picture_that_has_changed_is_another_in_the_file(tiny_project: Project) -> None:
    assert with_picture(tiny_project, PNG) != with_picture(tiny_project, PNG + b"other")


def test_a_picture_too_heavy_for_the_file_is_a_link_to_the_site(tiny_project: Project) -> None:
    made = with_picture(tiny_project, PNG.ljust(500_000, b"\0"))
    address = "https://example.org/sub/path/assets/plan.png"
    assert f'<a href="{address}">Un niño con su inhalador</a>' in made
    assert "img-src" not in made and len(made.encode()) < LIMIT
