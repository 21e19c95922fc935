from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from markupsafe import Markup

from patientinfo.components import place as components
from patientinfo.components.place import Place
from patientinfo.site import Site
from tiny import make


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site, problems = make(tmp_path_factory.mktemp("tiny") / "project").load()
    assert site is not None, problems
    return site


def soup(html: Markup) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_what_a_component_is_given_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "note").mkdir()
    (tmp_path / "note/template.html").write_text("<p>{{ text }}</p>", encoding="utf-8")
    template = components.environment(tmp_path).get_template("note/template.html")
    assert template.render(text="<script>") == "<p>&lt;script&gt;</p>"


def test_a_name_that_a_component_was_not_given_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "note").mkdir()
    (tmp_path / "note/template.html").write_text("<p>{{ text }}</p>", encoding="utf-8")
    with pytest.raises(UndefinedError):
        components.environment(tmp_path).get_template("note/template.html").render()


def test_citations_lead_to_the_references_page_by_number(tiny_site: Site) -> None:
    place = tiny_site.place("treatments/index.md", "en")
    html = soup(components.cites(place, ["novak-2020", "clinic-article"]))
    numbers = [tiny_site.references[each].number for each in ("novak-2020", "clinic-article")]
    assert [link["href"] for link in html.select("a")] == [
        "../about/references/#novak-2020",
        "../about/references/#clinic-article",
    ]
    assert [(link["aria-label"], link.get_text()) for link in html.select("a")] == [
        (f"Source {number}", str(number)) for number in numbers
    ]


def test_a_claim_shows_clinic_research_and_verdict_side_by_side(tiny_site: Site) -> None:
    claim = tiny_site.register.claims[0]
    html = soup(components.claim_block(tiny_site.place("index.md", "en"), claim))
    assert [each["data-part"] for each in html.select("[data-part]")] == [
        "clinic",
        "research",
        "verdict",
    ]
    assert html.select_one('[data-verdict="not-supported"]') is not None
    assert html.select_one('time[datetime="2026-11-22"]') is not None


def test_the_second_use_of_a_term_on_a_page_is_a_plain_word(tiny_site: Site) -> None:
    place = tiny_site.place("index.md", "en")
    first = components.term(place, "spasticity", "tight <muscles>")
    assert 'popovertarget="term-spasticity"' in first
    assert components.term(place, "spasticity", "tight <muscles>") == "tight &lt;muscles&gt;"
    assert "popover" in components.term(tiny_site.place("index.md", "en"), "spasticity")


def test_a_fact_that_nobody_filled_in_is_called_not_stated(tiny_site: Site) -> None:
    place = tiny_site.place("index.md", "en")
    html = components.fact(place, tiny_site.facts, "clinic.phone")
    assert html == f"<span data-not-stated>{place.t('fact.not-stated')}</span>"


def test_a_label_has_a_shape_a_word_and_what_it_means(tiny_site: Site) -> None:
    html = components.evidence_label(tiny_site.place("treatments/index.md", "ar"), "uncertain")
    assert "○" in html and 'href="../#what-the-labels-mean"' in html and "كلمة" in html


def test_sources_are_sorted_by_number_and_none_is_nothing(tiny_site: Site) -> None:
    place = tiny_site.place("index.md", "en")
    html = soup(components.page_sources(place, ["sun-2017", "novak-2020", "sun-2017"]))
    numbers = [int(str(each["value"])) for each in html.select("li")]
    assert numbers == sorted(
        {tiny_site.references[each].number for each in ("sun-2017", "novak-2020")}
    )
    assert components.page_sources(place, []) == ""


def test_every_reference_says_where_it_is_used(tiny_site: Site) -> None:
    place = tiny_site.place("about/references.md", "ka")
    html = soup(components.reference_list(place, tiny_site.used_on("ka")))
    [entry] = html.select("li#sun-2017")
    assert [link.get_text() for link in entry.select('a[href^="../"]')] == ["შეადარეთ პასუხები"]
    assert entry.select_one('cite[lang="en"][dir="ltr"]') is not None


def test_the_glossary_stands_in_the_order_it_is_given(tiny_site: Site) -> None:
    place = tiny_site.place("index.md", "en")
    words = [place.wording.text(f"glossary.{id}.term") for id in tiny_site.glossary_ids]
    text = soup(components.glossary(place, tiny_site.glossary_ids, str.casefold)).get_text()
    places = [text.index(word) for word in sorted(words, key=str.casefold)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en", "4 March 2025"), ("ka", "4 მარტი, 2025"), ("ar", "4 مارس 2025")],
)
def test_a_date_is_written_in_the_language_with_the_machines_form_beside_it(
    tiny_site: Site, locale: str, written: str
) -> None:
    html = tiny_site.place("index.md", locale).wording.date(date(2025, 3, 4))
    assert html == f'<time datetime="2025-03-04">{written}</time>'


def test_links_stay_in_the_language_of_the_site(tiny_site: Site) -> None:
    place: Place = tiny_site.place("treatments/index.md", "ka")
    assert place.url("about/references.md", "novak-2020") == "../about/references/#novak-2020"
    assert place.url("index.md#what-the-labels-mean") == "../#what-the-labels-mean"


def test_emergency_numbers_call_when_they_are_pressed() -> None:
    words = Markup("Georgia &amp; the EU: 112. Elsewhere, in 5 minutes: 0800 11.")
    assert components.dialled(words) == Markup(
        'Georgia &amp; the EU:&nbsp;<a href="tel:112">112</a>. Elsewhere, in 5 minutes: 0800 11.'
    )
