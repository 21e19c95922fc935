from bs4 import BeautifulSoup
from markupsafe import Markup

from patientinfo.evidence import cites
from patientinfo.pages import blocks
from patientinfo.site import Site


def soup(html: Markup) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_citations_lead_to_the_references_page_by_number(site: Site) -> None:
    place = site.place("treatments/index.md", "en")
    ids = ["novak-2020", "clinic-article"]
    html = soup(cites.cites(place, site.references, ids))
    numbers = [site.references[each].number for each in ids]
    assert [link["href"] for link in html.select("a")] == [
        "../about/references/#novak-2020",
        "../about/references/#clinic-article",
    ]
    assert [(link["aria-label"], link.get_text()) for link in html.select("a")] == [
        (f"Source {number}", str(number)) for number in numbers
    ]


def test_a_claim_shows_clinic_research_and_verdict_side_by_side(site: Site) -> None:
    claim = site.register.claim("cells-become-nerve-cells")
    html = soup(cites.claim_block(site.place("index.md", "en"), claim, site.references))
    parts = [each["data-part"] for each in html.select("[data-part]")]
    assert parts == ["clinic", "research", "verdict"]
    assert html.select_one('[data-verdict="not-supported"]') is not None
    assert html.select_one(f'time[datetime="{claim.seen}"]') is not None


def test_a_fact_that_nobody_filled_in_is_called_not_stated(site: Site) -> None:
    place = site.place("index.md", "en")
    html = cites.fact(place, site.facts, "clinic.phone")
    assert html == f"<span data-not-stated>{place.t('fact.not-stated')}</span>"


def test_a_label_has_a_shape_a_word_and_what_it_means(site: Site) -> None:
    place = site.place("treatments/index.md", "ar")
    html = cites.evidence_label(place, site.register, "uncertain")
    assert "○" in html and 'href="../#what-the-labels-mean"' in html
    assert site.wordings["ar"].text("evidence.uncertain.label") in html


def test_sources_are_sorted_by_number_and_none_is_nothing(site: Site) -> None:
    place = site.place("index.md", "en")
    html = soup(cites.page_sources(place, site.references, ["sun-2017", "novak-2020", "sun-2017"]))
    numbers = [int(str(each["value"])) for each in html.select("li")]
    assert numbers == sorted(site.references[each].number for each in ("sun-2017", "novak-2020"))
    assert cites.page_sources(place, site.references, []) == ""


def test_every_reference_says_where_it_is_used(site: Site) -> None:
    place = site.place("about/references.md", "ka")
    html = soup(cites.reference_list(place, site.references, blocks.used_on(site, "ka")))
    [entry] = html.select("li#who-growth-2006")
    path = site.path_of("claim", "minimum-weight")
    assert path is not None
    links = [(link["href"], link.get_text()) for link in entry.select('a[href^="../"]')]
    assert links == [(place.url(path), site.pages[("ka", path)].facts.title)]
    assert entry.select_one('cite[lang="en"][dir="ltr"]') is not None
