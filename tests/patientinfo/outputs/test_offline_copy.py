"""How pages are bound into one: ids of their own, links that stay inside, nothing too heavy."""

from patientinfo.outputs.offline_copy import LIMIT, html, name
from patientinfo.pages.frame import Section
from patientinfo.site import Site

URL = "https://cp.example/"
SECTIONS = [
    Section("", ["index.md"]),
    Section("treatments", ["treatments/index.md", "treatments/massage.md"]),
    Section("about", ["about/index.md", "about/glossary.md"]),
]


def article(text: str) -> str:
    return f'<html><body><header>Menu</header><article lang="en">{text}</article></body></html>'


def bound(site: Site, **pages: str) -> str:
    built = {path: article(f"<h1>{path}</h1>") for each in SECTIONS for path in each.paths}
    built |= {path.replace("__", "/") + ".md": article(text) for path, text in pages.items()}
    return html(site, "ka", SECTIONS, built, style="a{}", script="", site_url=URL)


def test_the_same_id_on_two_pages_becomes_two_ids(site: Site) -> None:
    text = '<h2 id="risks">Risks</h2><a href="#risks">see</a>'  # an id that a link leads to stays
    made = bound(site, index=text, treatments__massage=text)
    assert '<h2 id="p1-risks">Risks</h2><a href="#p1-risks">see</a>' in made
    assert '<h2 id="p3-risks">Risks</h2><a href="#p3-risks">see</a>' in made


def test_links_lead_into_the_copy_or_to_the_site_itself(site: Site) -> None:
    made = bound(
        site,
        treatments__massage='<a href="../#labels">a</a> <a href="../../stem-cells/risks/">b</a> '
        '<a href="https://doi.org/10.1/x">c</a>',
    )
    assert '<a href="#p2-labels">a</a>' in made
    assert '<a href="https://cp.example/ka/stem-cells/risks/">b</a>' in made
    assert '<a href="https://doi.org/10.1/x">c</a>' in made


def test_a_word_with_an_explanation_leads_to_the_word_list(site: Site) -> None:
    made = bound(
        site,
        index='<span class="term">an <span class="term__ask">EEG<button popovertarget="term-eeg">'
        '?</button></span><span class="term__note" popover id="term-eeg">Long</span></span> helps',
    )
    assert '<a class="term" href="#p5-eeg">an EEG</a> helps' in made
    assert "Long" not in made


def test_labels_and_descriptions_follow_the_ids(site: Site) -> None:
    made = bound(
        site, index='<label for="x">A</label><input id="x" aria-describedby="x-hint x-error">'
    )
    assert '<label for="p1-x">' in made
    assert 'aria-describedby="p1-x-hint p1-x-error"' in made


def test_an_id_that_nothing_leads_to_is_left_out_but_not_in_a_form(site: Site) -> None:
    text = '<h2 id="risks">Risks</h2><form><p id="matches">Matches</p></form>'
    made = bound(site, index=text)
    assert "<h2>Risks</h2>" in made and '<p id="p1-matches">' in made


def test_the_self_check_brings_what_its_results_say(site: Site) -> None:
    made = bound(site, index="<form data-self-check><p>Questions</p></form>")
    for part in ("matches", "does-not-match", "always", "findings"):
        assert f'<template data-template="{part}">' in made
    assert '<template data-template-of="minimum-age">' in made
    assert 'href="#p2" data-self-check-standard-care' in made


def test_what_is_too_heavy_goes_in_order(site: Site) -> None:
    heavy = "x" * LIMIT
    made = bound(site, about__index=heavy)
    assert heavy not in made and "<h1>treatments/massage.md</h1>" in made
    assert len(made.encode()) <= LIMIT


def test_the_menu_of_the_page_is_left_out(site: Site) -> None:
    assert "Menu" not in bound(site)
    assert name("ka") == "cerebral-palsy.ka.html"
