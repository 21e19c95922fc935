"""A marker is known in one place: what is written there holds wherever markers matter."""

import re

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from patientinfo import build
from patientinfo.checks import readability
from patientinfo.components.place import Place
from patientinfo.pages import blocks, render
from patientinfo.pages.blocks import BLOCKS, Block, cited
from patientinfo.reading import markers
from patientinfo.site import Site
from tiny import ROOT, Project, add_clinic

PAGE = "asma/index.md"
TABLE_ROW = re.compile(r"^\| `\{\{ ([a-z_]+)", re.MULTILINE)


def checked(project: Project) -> Site:
    site, problems = project.load()
    assert site is not None, problems
    return site


def shown(project: Project, marker: str, locale: str = "es") -> tuple[Site, BeautifulSoup]:
    """Return the page on asthma with a marker on a line of its own, as that language shows it."""
    path = f"docs/es/{PAGE}"
    project.change(path, "* los resfriados", f"* los resfriados\n\n{marker}\n")
    if locale != "es":
        project.remove(f"docs/{locale}/{PAGE}")
    site = checked(project)
    return site, BeautifulSoup(render.text(site, PAGE, locale).html, "html.parser")


def html(site: Site, written: str, path: str = PAGE, locale: str = "es") -> Markup:
    """Return what one marker becomes on a page."""
    [marker], _ = markers.find(written, "a page")
    return blocks.html(marker, site.place(path, locale), site)


def test_a_page_in_another_language_has_links_that_fit_the_site_round_it(
    tiny_project: Project,
) -> None:
    site, page = shown(tiny_project, 'Ayuda. {{ cite("gina") }}', "he")
    number = site.references["gina"].number
    link = page.select('a[href$="#gina"]')[-1]
    assert link["href"] == "../sobre/fuentes/#gina"
    assert link["aria-label"] == f"Fuente {number}"
    assert "{{" not in page.get_text()


def test_a_number_of_a_criterion_is_marked_with_its_bare_value(tiny_site: Site) -> None:
    assert html(tiny_site, "{{ criteria.edad_minima.number }}") == (
        '<data data-criterion="edad-minima" value="5"><bdi>5</bdi></data>'
    )


def test_the_questions_of_a_page_of_claims_lead_there_each_with_its_verdict(
    tiny_project: Project,
) -> None:
    add_clinic(tiny_project)
    search = "docs/es/sobre/buscar.md"
    tiny_project.write(search, tiny_project.text(search) + '\n{{ claim("sal") }}\n')
    _, page = shown(tiny_project, '{{ claims_on("sobre/buscar.md") }}')
    [question] = page.select(".claims-list li")
    text = question.get_text(" ", strip=True)
    assert text == "¿Ayuda una cueva de sal? Sin apoyo de la investigación"
    assert question.a and question.a["href"] == "../sobre/buscar/#sal"
    assert question.select_one('[data-verdict="not-supported"]') is not None


def test_a_page_cites_what_its_claims_and_treatments_cite(tiny_project: Project) -> None:
    add_clinic(tiny_project)
    path = "docs/es/sobre/indice.md"
    more = '{{ claim("sal") }}\n\n{{ treatment("inhalador") }}\n\n{{ evidence_key }}\n'
    tiny_project.write(path, f"{tiny_project.text(path)}\n{more}")
    site = checked(tiny_project)
    assert cited(site.originals["sobre/indice.md"], site) == ["oms-asma", "gina"]
    assert cited(site.originals["asma/comprobar.md"], site) == ["nice-ng245"]


def medicine(place: Place, site: Site, words: str) -> Markup:
    return place.render("medicine", words=words, sources=["gina"])


MEDICINE = Block(
    "medicine",
    medicine,
    asks="the words on the box",
    sources=lambda site, words: ["gina"],
    needs=("references",),
    own_words=lambda words: words,
    words=lambda site, wording, words: words,
    strings=lambda site, words: [["site.name"]],
    style="medicine",
)
"""What an engineer writes to add a marker, and a folder of the same name."""


@pytest.fixture
def with_medicine(tiny_project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tiny project with one more marker: an entry and a component folder."""
    monkeypatch.setattr(blocks, "BLOCKS", [*BLOCKS, MEDICINE])
    folder = "overrides/components/medicine"
    tiny_project.write(
        f"{folder}/template.html", '<p class="medicine" data-id="{{ sources[0] }}">{{ words }}</p>'
    )
    tiny_project.write(f"{folder}/own.css", ".medicine { border: 3px solid }")
    return tiny_project


def test_a_marker_with_one_entry_and_one_folder_is_rendered_and_escaped(
    with_medicine: Project,
) -> None:
    _, page = shown(with_medicine, '{{ medicine("Salbutamol & más") }}')
    [found] = page.select(".medicine")
    assert (found["data-id"], found.get_text()) == ("gina", "Salbutamol & más")


def test_it_is_cited_as_a_source_of_its_page(with_medicine: Project) -> None:
    path = "docs/es/sobre/indice.md"
    text = with_medicine.text(path)
    with_medicine.write(path, f'{text}\n{{{{ medicine("Salbutamol") }}}}\n')
    site = checked(with_medicine)
    assert cited(site.originals["sobre/indice.md"], site) == ["gina"]
    made = build.page(site, "sobre/indice.md", "es").decode()
    used = BeautifulSoup(made, "html.parser").select(".sources a[href]")
    assert [each["href"] for each in used] == ["../fuentes/#gina"]


def test_its_style_sheet_is_loaded_by_that_page_alone(with_medicine: Project) -> None:
    path = "docs/es/sobre/indice.md"
    with_medicine.write(path, with_medicine.text(path) + '\n{{ medicine("Salbutamol") }}\n')
    site = checked(with_medicine)
    made, _ = build.files(site)
    [sheet] = [path for path in made if path.startswith("assets/medicine.")]
    assert b".medicine{border:3px solid}" in made[sheet]
    assert [
        path for path in sorted(made) if path.endswith(".html") and sheet.encode() in made[path]
    ] == [
        "he/sobre/indice/index.html"[3:],
    ]


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("{{ medicne() }}", "`{{ medicne() }}` is not known. Did you mean `medicine`?"),
        ("{{ medicine() }}", "`{{ medicine() }}` has 0 arguments. Give it the words on the box."),
        (
            'Con {{ medicine("Salbutamol") }} mejora.',
            '`{{ medicine("Salbutamol") }}` shares its line with other text. Put it on a line of '
            "its own, with an empty line above and below.",
        ),
        (
            '{{ medicine("Lo cura") }}',
            "«cura» may not appear: el asma no desaparece con un tratamiento, y la palabra lo "
            "promete. Better: alivia; ayuda a respirar mejor. To quote somebody, write "
            '{{ quote("…") }} and cite the source.',
        ),
        (
            '{{ medicine("La regla pide cinco años") }}',
            "«cinco años» is the number of the rule `edad-minima`, written out. Write "
            "{{ criteria.edad_minima }} (in the self-check's own strings {{ value }}). If it is no "
            "number of a rule, say so under `numbers.allow` in the language's _language.yml.",
        ),
    ],
)
def test_it_is_checked_as_the_other_markers_are(
    with_medicine: Project, marker: str, said: str
) -> None:
    path = f"docs/es/{PAGE}"
    with_medicine.change(path, "* los resfriados", f"* los resfriados\n\n{marker}\n")
    line = with_medicine.line(path, marker)
    found = [each for each in with_medicine.problems() if "docs/he/" not in each]
    assert found == [f"{path}:{line}: {said}"]


def test_its_sentences_count_as_those_of_its_page(with_medicine: Project) -> None:
    site, _ = shown(with_medicine, '{{ medicine("Salbutamol") }}')
    text = readability.read_page(site.originals[PAGE], site)
    names = [each.beginning for each in text.sentences if each.file == "docs/es/_strings.yml"]
    assert names == ["Asma infantil lo que conviene saber"]


def test_every_marker_stands_in_the_table_for_writers() -> None:
    rows = TABLE_ROW.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert sorted(set(rows)) == sorted(each.name for each in BLOCKS)


def test_no_marker_is_known_twice() -> None:
    names = [each.name for each in BLOCKS]
    assert len(names) == len(set(names))


def test_every_component_that_a_marker_names_has_a_folder() -> None:
    folders = {path.parent.name for path in (ROOT / "overrides/components").glob("*/*")}
    lost = {
        name
        for block in BLOCKS
        for name in (block.style, block.script)
        if name and name not in folders
    }
    assert lost == set()


def test_a_style_of_a_marker_is_a_sheet_of_its_own() -> None:
    assert [
        block.style
        for block in BLOCKS
        if block.style and not (ROOT / "overrides/components" / block.style / "own.css").is_file()
    ] == []
