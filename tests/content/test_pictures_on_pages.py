"""The charts and illustrations as readers get them, in every language."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from patientinfo.evidence.charts import steps
from patientinfo.site import Site

LANGUAGES = ("en", "ka", "ru", "ar")


def page(built: Path, locale: str, address: str) -> BeautifulSoup:
    folder = built if locale == "en" else built / locale
    return BeautifulSoup((folder / address / "index.html").read_text(), "html.parser")


def one(root: Tag, selector: str) -> Tag:
    [found] = root.select(selector)
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_evidence_chart_shows_each_part_under_its_label_in_the_language(
    built: Path, site: Site, locale: str
) -> None:
    chart = one(page(built, locale, "treatments"), "[data-evidence-chart]")
    wording = site.wordings[locale]
    for step in steps(site.register):
        row = one(chart, f"tr[data-step={step.label}]")
        assert words(one(row, "th")) == words_of(wording.text(f"evidence.{step.label}.label"))
        assert [words(each) for each in row.select("[data-part]")] == [
            words_of(wording.text(f"parts.{part}.name")) for _, part in step.parts
        ]
        assert [words(each) for each in row.select("[data-cells]")] == [
            words_of(wording.text(f"cells.{cell.id}.name")) for cell in step.cells
        ]
    assert not chart.select("[lang]")


def words_of(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("locale", "gain", "low", "high"),
    [
        ("en", "1.42", "0.31", "2.52"),
        ("ka", "1,42", "0,31", "2,52"),
        ("ru", "1,42", "0,31", "2,52"),
        ("ar", "1.42", "0.31", "2.52"),
    ],
)
def test_the_cord_blood_picture_tells_gain_interval_and_what_it_is_not(
    built: Path, site: Site, locale: str, gain: str, low: str, high: str
) -> None:
    chart = one(page(built, locale, "stem-cells/claims"), "[data-gain-chart=cord-blood]")
    row = chart.select(".gain__row")[-1]
    assert [words(each) for each in row.select("text")] == [gain, low, high]
    text = words(chart)
    for key in ("gains.cord-blood.product", "gains.cord-blood.not-marrow"):
        assert words_of(site.wordings[locale].text(key)) in text
    assert not chart.select("[lang]")


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "name", "drawings"),
    [
        ("stem-cells", "how-cells-are-given", 4),
        ("treatments/physical-therapy", "a-day-of-therapy", 4),
        ("cerebral-palsy", "what-treatments-touch", 1),
    ],
)
def test_an_illustration_speaks_the_language_of_its_page(
    built: Path, site: Site, locale: str, address: str, name: str, drawings: int
) -> None:
    figure = one(page(built, locale, address), f"figure[data-picture={name}]")
    title = site.wordings[locale].text(f"pictures.{name}.title")
    assert words(one(figure, "figcaption")) == words_of(title)
    described = [words(one(each, "title")) for each in figure.select("svg[role=img]")]
    assert len(set(described)) == drawings
    assert not figure.select("[lang]")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_links_of_the_picture_lead_to_the_treatments(built: Path, locale: str) -> None:
    figure = one(page(built, locale, "cerebral-palsy"), "figure[data-picture]")
    folder = (built if locale == "en" else built / locale) / "cerebral-palsy"
    links = figure.select("ol a")
    assert len({each["href"] for each in links}) == 9
    for each in links:
        assert (folder / str(each["href"]) / "index.html").is_file()
