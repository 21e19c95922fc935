"""The charts place what the register holds, to scale; the illustrations are light and described."""

import gzip
import re
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.evidence.charts import (
    Ruler,
    evidence_chart,
    gain_chart,
    picture,
    rulers,
    steps,
)
from patientinfo.evidence.claims import read_register
from patientinfo.pages import blocks
from patientinfo.reading import markers
from patientinfo.site import Site

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "docs/_medical/claims.yml"
DRAWINGS = ROOT / "overrides/components/pictures"
PICTURES = sorted(each.stem for each in DRAWINGS.glob("[!_]*.html"))


def soup(html: Markup) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def place(site: Site, locale: str = "en", page: str = "treatments/index.md") -> Place:
    return site.place(page, locale)


def evidence(site: Site) -> BeautifulSoup:
    drawings = site.condition.drawings
    return soup(evidence_chart(place(site), site.register, site.references, drawings))


def gain(site: Site, locale: str = "en") -> BeautifulSoup:
    pooled = site.register.gain("cord-blood")
    return soup(gain_chart(place(site, locale), pooled, site.references))


def one(root: Tag, selector: str) -> Tag:
    [found] = root.select(selector)
    return found


def test_every_part_and_cell_product_stands_once_under_its_own_label(site: Site) -> None:
    placed = {(part, step.label) for step in steps(site.register) for _, part in step.parts}
    placed |= {(cell.id, step.label) for step in steps(site.register) for cell in step.cells}
    parts = [part for treatment in site.register.treatments for part in treatment.parts]
    labels = {(part.id, part.label) for part in parts}
    assert placed == labels | {(cell.id, cell.label) for cell in site.register.cells}
    assert sum(len(step.parts) for step in steps(site.register)) == len(parts)


def test_cord_blood_is_never_said_to_have_strong_evidence_and_bone_marrow_is_uncertain(
    site: Site,
) -> None:
    assert {cell.id: cell.label for cell in site.register.cells} == {
        "cord-blood-drip": "probable",
        "bone-marrow-spine": "uncertain",
        "cord-blood-from-sibling": "uncertain",
    }


def test_the_chart_is_a_table_of_labels_with_a_shape_each(site: Site) -> None:
    chart = evidence(site)
    headings = [each.get_text() for each in chart.select("thead th[scope=col]")]
    assert headings == [
        "How sure research is",
        "Parts of the nine standard treatments",
        "Cell products",
    ]
    rows = [one(row, "th[scope=row]").get_text(strip=True) for row in chart.select("tbody tr")]
    assert rows == [
        "Strong evidence for",
        "Probably helps",
        "Uncertain",
        "Probably does not help",
        "Agreed good practice, not rated",
    ]
    shapes = [str(each) for each in chart.select("tbody th svg")]
    assert len(set(shapes)) == 5
    strong = one(chart, "[data-step=strong]")
    assert one(strong, "[data-part=hip-surveillance] a")["href"] == "medical-supervision/"
    assert one(strong, ".step__cells").get_text() == "None"


def test_a_row_of_the_chart_that_another_style_makes_a_block_is_still_a_row(site: Site) -> None:
    chart = evidence(site)
    roles = {"table": "table", "tr": "row", "td": "cell"}
    for tag, role in roles.items():
        assert {each["role"] for each in chart.select(tag)} == {role}


@pytest.mark.parametrize(
    ("mirrored", "value", "at"),
    [
        (False, "1.42", "1.42%"),
        (True, "1.42", "98.58%"),
        (False, "0", "0%"),
        (True, "0", "100%"),
        (False, "100", "100%"),
    ],
)
def test_a_ruler_begins_where_its_readers_begin(mirrored: bool, value: str, at: str) -> None:
    assert Ruler(0, 100, mirrored).at(Decimal(value)) == at


def test_a_strip_has_the_same_width_in_both_directions_and_begins_at_its_left_end() -> None:
    whole, mirror = Ruler(0, 3, False), Ruler(0, 3, True)
    low, high = Decimal("0.31"), Decimal("2.52")
    assert whole.width(low, high) == mirror.width(low, high) == "73.67%"
    assert whole.start(low, high) == whole.at(low) == "10.33%"
    assert mirror.start(low, high) == mirror.at(high) == "16%"


def test_the_enlarged_piece_holds_every_interval_and_ends_at_a_whole_point(site: Site) -> None:
    whole, piece = rulers(site.register.gain("cord-blood"), mirrored=False)
    assert (whole.lowest, whole.highest) == (0, 100)
    assert (piece.lowest, piece.highest) == (0, 3)
    assert piece.marks(3) == [0, 1, 2, 3]


@pytest.mark.parametrize(("locale", "start"), [("en", "0%"), ("ka", "0%"), ("ar", "98.58%")])
def test_the_gain_is_drawn_to_scale_on_the_whole_ruler(site: Site, locale: str, start: str) -> None:
    chart = gain(site, locale)
    strip = one(chart, ".gain__whole rect.full")
    assert (strip["x"], strip["width"]) == (start, "1.42%")


@pytest.mark.parametrize(
    ("locale", "low", "mean", "high"),
    [("ru", "10.33%", "47.33%", "84%"), ("ar", "89.67%", "52.67%", "16%")],
)
def test_the_interval_runs_the_way_its_readers_read(
    site: Site, locale: str, low: str, mean: str, high: str
) -> None:
    chart = gain(site, locale)
    row = chart.select(".gain__row")[-1]
    line = row.select(".range line")[0]
    assert (line["x1"], line["x2"], one(row, "circle")["cx"]) == (low, high, mean)


def test_the_numbers_of_the_cord_blood_picture_stand_beside_it_as_text(site: Site) -> None:
    text = gain(site).get_text(" ")
    for sentence in (
        "Cord blood by drip. Not bone marrow.",
        "After 6 months: 1.36 points more on average. "
        "The true average probably lies between 0.41 and 2.32.",
        "After 12 months: 1.42 points more on average. "
        "The true average probably lies between 0.31 and 2.52.",
        "170 children were given cord blood, 171 were not.",
        "It was not always the child's own cord blood.",
        "It tells us nothing about bone-marrow cells.",
    ):
        assert sentence in text


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("locale", ["en", "ka", "ru", "ar"])
def test_an_illustration_is_light_and_every_drawing_is_described(
    site: Site, locale: str, name: str
) -> None:
    html = picture(place(site, locale, "index.md"), site.register, name)
    assert len(gzip.compress(html.encode(), mtime=0)) <= 4096
    drawn = soup(html)
    drawings = drawn.select("svg")
    assert drawings
    for each in drawings:
        title = one(each, "title")
        assert each["role"] == "img"
        assert each["aria-labelledby"] == title["id"]
        assert len(title.get_text()) > 20
    ids = [each["id"] for each in drawn.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PICTURES)
def test_an_illustration_has_no_colour_of_its_own_and_no_mirrored_body(
    site: Site, name: str
) -> None:
    html = picture(place(site, "ar", "index.md"), site.register, name)
    assert not re.search(r"(fill|stroke)=|style=|#[0-9a-f]{3,6}\b|rgb\(", html)
    assert not re.search(r"scale\(\s*-|matrix\(\s*-", html)


def test_bodies_are_drawn_alike_in_both_directions(site: Site) -> None:
    def drawn(locale: str, name: str) -> list[str]:
        html = picture(place(site, locale, "index.md"), site.register, name)
        return re.findall(r' d="([^"]+)"', html)

    for name in PICTURES:
        assert drawn("en", name) == drawn("ar", name)


def test_all_nine_treatments_have_a_purpose_in_the_picture(site: Site) -> None:
    named = {id for ids in site.register.purposes.values() for id in ids}
    assert named == {treatment.id for treatment in site.register.treatments}


def test_the_picture_of_how_cells_are_given_says_who_says_so(site: Site) -> None:
    drawn = soup(
        picture(place(site, "en", "stem-cells/index.md"), site.register, "how-cells-are-given")
    )
    heads = [each.get_text() for each in drawn.select("figcaption, figure > p")]
    assert [("the clinic says" in each) for each in heads] == [True, True, True, False]


def test_a_mean_outside_its_interval_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "claims.yml"
    text = REGISTER.read_text(encoding="utf-8")
    file.write_text(text.replace("mean: 1.42, low: 0.31", "mean: 1.42, low: 3.1"))
    line = next(i for i, each in enumerate(text.splitlines(), 1) if "mean: 1.42" in each)
    *_, [problem] = read_register(file, "claims.yml")
    assert str(problem) == (
        f"claims.yml:{line}: The mean 1.42 does not lie between 3.1 and 2.52, "
        "or these lie outside 0 to 100. Compare the three numbers with the study."
    )


def test_the_charts_count_as_citing_their_references(site: Site) -> None:
    treatments = site.page("en", "treatments/index.md")
    claims = site.page("en", "stem-cells/claims.md")
    assert treatments and claims
    assert {"finch-edmondson-2025", "crompton-2022"} <= set(blocks.cited(treatments, site))
    assert "finch-edmondson-2025" in blocks.cited(claims, site)


@pytest.mark.parametrize(
    ("path", "marker"),
    [
        ("treatments/index.md", "evidence_chart"),
        ("stem-cells/claims.md", 'gain_chart("cord-blood")'),
        ("stem-cells/index.md", 'picture("how-cells-are-given")'),
        ("treatments/physical-therapy.md", 'picture("a-day-of-therapy")'),
        ("cerebral-palsy/index.md", 'picture("what-treatments-touch")'),
    ],
)
def test_each_picture_stands_on_its_page_in_every_language(
    site: Site, path: str, marker: str
) -> None:
    for locale in site.locales:
        page = site.page(locale, path)
        assert page, f"{locale}/{path}"
        written = [each.written for each in markers.find(page.body, page.name)[0]]
        assert written.count(marker) == 1, page.name
