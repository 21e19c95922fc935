"""What stands round a page's text, where translators still have work to do."""

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import leave_unfinished
from patientinfo import build
from patientinfo.site import Site
from tiny import Project, make

ASTHMA = "asma/index.md"


@pytest.fixture(scope="module")
def unfinished_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site whose Hebrew page on asthma is missing and whose Hebrew home page is outdated."""
    project = make(tmp_path_factory.mktemp("tiny") / "project")
    leave_unfinished(project)
    site, problems = project.load()
    assert site is not None, problems
    return site


def page(site: Site, path: str, locale: str) -> BeautifulSoup:
    return BeautifulSoup(build.page(site, path, locale), "html.parser")


def one(page: BeautifulSoup, selector: str) -> Tag:
    [found] = page.select(selector)
    return found


def notices(site: Site, path: str, locale: str) -> list[str]:
    return [str(each["data-notice"]) for each in page(site, path, locale).select("[data-notice]")]


def test_notices_say_how_true_a_translation_is(unfinished_site: Site) -> None:
    assert notices(unfinished_site, "index.md", "es") == ["overdue"]
    assert notices(unfinished_site, ASTHMA, "he") == ["fallback", "overdue"]
    assert notices(unfinished_site, "sobre/fuentes.md", "he") == ["translation", "overdue"]
    assert notices(unfinished_site, "index.md", "he") == ["translation", "outdated", "overdue"]


def test_the_notice_of_an_overdue_review_waits_for_its_day(unfinished_site: Site) -> None:
    overdue = one(page(unfinished_site, "index.md", "es"), "[data-notice=overdue]")
    assert overdue.has_attr("hidden")
    assert overdue["data-after"] == "2026-03-04"


def test_the_switcher_leads_to_the_same_page_and_says_where_it_is_not_translated(
    unfinished_site: Site,
) -> None:
    links = page(unfinished_site, ASTHMA, "es").select(".languages li a")
    assert [(link["href"], link.span and link.span["lang"], link.get_text()) for link in links] == [
        ("./", "es", "Español"),
        ("../he/asma/", "he", "עברית (aún sin traducir; se abre en español)"),
    ]
    assert [link.get("aria-current") for link in links] == ["true", None]


def test_the_menu_marks_titles_that_are_not_in_its_language(unfinished_site: Site) -> None:
    home = page(unfinished_site, "index.md", "he")
    link = one(home, '.menu a[href="asma/"]')
    assert (link.get_text(), link["lang"], link["dir"]) == ("Qué es el asma", "es", "ltr")
    own = one(home, '.menu a[href="sobre/fuentes/"]')
    assert (own.get_text(), own.get("lang")) == ("מקורות", None)


def test_contents_list_the_second_level_where_there_are_enough(unfinished_site: Site) -> None:
    links = page(unfinished_site, ASTHMA, "es").select(".contents a")
    assert [link["href"] for link in links] == [
        "#que-pasa",
        "#que-lo-empeora",
        "#inhalador",
        "#que-puede-hacer",
    ]
    assert page(unfinished_site, "index.md", "es").select(".contents") == []


def test_contents_in_the_source_language_say_so_below_a_word_of_the_readers(
    unfinished_site: Site,
) -> None:
    box = one(page(unfinished_site, ASTHMA, "he"), ".contents")
    listed = one(page(unfinished_site, ASTHMA, "he"), ".contents nav")
    assert (box["lang"], listed["lang"]) == ("he", "es")
    assert one(page(unfinished_site, ASTHMA, "es"), ".contents").select("[lang]") == []


def test_dates_stand_on_the_page_as_in_its_front_matter(unfinished_site: Site) -> None:
    home = page(unfinished_site, "index.md", "es")
    updated = one(home, "[data-fact=updated] time")
    assert (updated["datetime"], updated.get_text()) == ("2025-03-04", "4 de marzo de 2025")
    assert home.select_one("[data-fact=publisher] [data-not-stated]") is not None


@pytest.mark.parametrize(
    ("made", "reading", "reader", "key"),
    [
        ("machine", "none", "none yet", "notice.machine-translation-once"),
        ("machine", "machine", "none yet", "notice.machine-translation"),
        ("person", "none", "none yet", "notice.person-translation"),
        ("machine", "machine", "Noa Levi", "notice.read-translation"),
    ],
)
def test_who_translated_is_said_as_it_is(
    tiny_project: Project, made: str, reading: str, reader: str, key: str
) -> None:
    text = tiny_project.text("docs/he/index.md")
    front = text[: text.index("  made_by")]
    body = text[text.index("---\n", 4) :]
    tiny_project.write(
        "docs/he/index.md",
        f"{front}  made_by: {made}\n  second_reading: {reading}\n"
        f"  medical_translator: {reader}\n{body}",
    )
    site, problems = tiny_project.load()
    assert site is not None, problems
    home = page(site, "index.md", "he")
    wanted = site.wordings["he"].text(key).replace("{{ name }}", reader)
    assert one(home, "[data-notice=translation] p").get_text().startswith(wanted)
    assert one(home, "[data-fact=translation] dd").get_text() == wanted
    short = site.wordings["he"].text(f"notice.{made}-translation-short")
    line = [each.get_text() for each in home.select("[data-notice=translation] summary")]
    assert line == ([short] if reader == "none yet" else [])


def test_who_wrote_a_page_and_for_whom_is_said_where_the_page_says_so(
    tiny_project: Project,
) -> None:
    tiny_project.change(
        "docs/he/index.md",
        "review_due: 2026-03-04\n",
        'review_due: 2026-03-04\nauthor: Ana <Ruiz>\ninterests: "אין עניין."\n',
    )
    site, problems = tiny_project.load()
    assert site is not None, problems
    home = page(site, "index.md", "he")
    assert one(home, "[data-fact=author] dd").get_text() == "Ana <Ruiz>"
    assert one(home, "[data-fact=interests] dd").get_text() == "אין עניין."
    other = page(site, "sobre/fuentes.md", "he")
    words = site.wordings["he"]
    assert one(other, "[data-fact=author] dd").get_text() == words.text("facts.author-machine")
    assert "אין עניין." not in one(other, "[data-fact=interests] dd").get_text()


def test_without_a_clinic_a_page_says_who_pays_and_no_more(tiny_site: Site) -> None:
    said = one(page(tiny_site, "index.md", "es"), "[data-fact=interests] dd").get_text()
    assert said == "Paga: sin indicar."


def test_how_the_publisher_is_linked_with_the_clinic_is_said_where_there_is_one(
    tiny_project: Project,
) -> None:
    facts = "docs/_medical/publisher.yml"
    tiny_project.write(facts, tiny_project.text(facts) + "clinic: {phone: }\n")
    asked = "{{ funding }}. {{ relation }}."
    for file in ("docs/es/_strings.yml", "docs/he/_strings.po"):
        tiny_project.write(file, tiny_project.text(file).replace("{{ funding }}.", asked))
    site, problems = tiny_project.load()
    assert site is not None, problems
    said = one(page(site, "index.md", "es"), "[data-fact=interests] dd").get_text()
    assert said == "Paga: sin indicar. sin indicar."


def test_a_page_says_how_many_sources_it_has_and_how_many_a_person_has_opened(
    tiny_project: Project,
) -> None:
    file = "docs/_medical/references.json"
    text = tiny_project.text(file)
    tiny_project.write(file, text.replace('"checked": false', '"checked": true', 1))
    site, problems = tiny_project.load()
    assert site is not None, problems
    said = {
        path: one(page(site, path, "es"), "[data-fact=sources] dd").get_text()
        for path in (ASTHMA, "sobre/fuentes.md")
    }
    assert said == {
        ASTHMA: "2, en la lista de arriba. Abiertas por una persona: 1.",
        "sobre/fuentes.md": "Esta página no cita fuentes.",
    }


def test_a_link_with_a_clinic_is_no_word_of_a_site_that_has_none(tiny_project: Project) -> None:
    path = "docs/es/_strings.yml"
    tiny_project.change(path, '"Paga: {{ funding }}."', '"Paga: {{ funding }}, {{ relation }}."')
    site, problems = tiny_project.load()
    assert site is not None, problems
    _, wrong = build.files(site, ["es"])
    line = tiny_project.line(path, "facts.interests-text:")
    assert [str(each) for each in wrong] == [
        f"{path}:{line}: `facts.interests-text` has the placeholder {{{{ relation }}}}, which does "
        "not exist. Known here are: {{ criteria.edad_minima }}, {{ criteria.edad_minima.months }}, "
        "{{ criteria.edad_minima.number }}, {{ funding }}."
    ]
