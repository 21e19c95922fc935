"""What the head of a page tells browsers, search engines and those who share a link."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import leave_unfinished
from patientinfo import build
from patientinfo.site import Site
from tiny import Project, make

ASTHMA = "asma/index.md"
CHECK = "asma/comprobar.md"
URL = "https://example.org/sub/path/"


@pytest.fixture(scope="module")
def unfinished_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site without the Hebrew page on asthma; Spanish alone has a picture for shared links."""
    project = make(tmp_path_factory.mktemp("tiny") / "project")
    leave_unfinished(project)
    project.write("docs/assets/og/es.png", b"\x89PNG\r\n\x1a\nIEND")
    site, problems = project.load()
    assert site is not None, problems
    return site


def head(site: Site, path: str, locale: str) -> Tag:
    found = BeautifulSoup(build.page(site, path, locale), "html.parser").head
    assert found is not None
    return found


def names(addresses: list[Tag], attribute: str) -> list[str]:
    """Return the names of files without the part that changes with what is in them."""
    paths = (Path(str(each[attribute])) for each in addresses)
    return [f"{path.parent}/{path.name.split('.')[0]}" for path in paths]


def shared(site: Site, path: str, locale: str) -> dict[str, str]:
    found = head(site, path, locale).select('meta[property^="og:"]')
    return {str(each["property"]).removeprefix("og:"): str(each["content"]) for each in found}


def test_each_language_of_the_page_is_named_with_its_absolute_address(
    unfinished_site: Site,
) -> None:
    found = head(unfinished_site, "index.md", "he")
    assert {str(each["hreflang"]): each["href"] for each in found.select("[hreflang]")} == {
        "es": URL,
        "he": f"{URL}he/",
        "x-default": URL,
    }
    [canonical] = found.select("link[rel=canonical]")
    assert canonical["href"] == f"{URL}he/"


def test_a_page_in_the_source_language_is_canonical_to_the_original_and_in_no_group(
    unfinished_site: Site,
) -> None:
    found = head(unfinished_site, ASTHMA, "he")
    [canonical] = found.select("link[rel=canonical]")
    assert canonical["href"] == f"{URL}asma/"
    assert found.select("[hreflang]") == []
    original = head(unfinished_site, ASTHMA, "es").select("[hreflang]")
    assert [each["hreflang"] for each in original] == ["es", "x-default"]


def test_only_the_page_with_the_self_check_loads_its_style_and_script(
    unfinished_site: Site,
) -> None:
    check = head(unfinished_site, CHECK, "he")
    assert names(check.select("script[src]"), "src") == [
        "../../../assets/self-check-results",
        "../../../assets/self-check",
    ]
    assert names(check.select("link[rel=stylesheet]"), "href") == ["../../../assets/self-check"]
    home = head(unfinished_site, "index.md", "he")
    assert names(home.select("script[src]"), "src") == ["../assets/page"]
    assert names(home.select("link[rel=stylesheet]"), "href") == ["../assets/style"]


def test_the_words_of_the_self_check_are_those_of_the_text_that_readers_get(
    tiny_project: Project,
) -> None:
    def words(site: Site, locale: str) -> object:
        return Path(str(head(site, CHECK, locale).select("script[src]")[0]["src"])).name

    site, _ = tiny_project.load()
    assert site is not None
    assert words(site, "he") != words(site, "es")
    tiny_project.remove(f"docs/he/{CHECK}")
    site, _ = tiny_project.load()
    assert site is not None
    assert words(site, "he") == words(site, "es")


def test_a_marker_without_spaces_brings_the_same_files(tiny_project: Project) -> None:
    tiny_project.change(f"docs/es/{CHECK}", "{{ self_check }}", "{{self_check}}")
    site, problems = tiny_project.load()
    assert site is not None, problems
    found = head(site, CHECK, "es").select("script[src]")
    assert names(found, "src") == ["../../assets/self-check-results", "../../assets/self-check"]


def test_a_page_with_several_such_components_loads_the_style_of_all(
    tiny_project: Project,
) -> None:
    text = tiny_project.text(f"docs/es/{CHECK}")
    tiny_project.write(f"docs/es/{CHECK}", text + "\n{{ search }}\n")
    site, problems = tiny_project.load()
    assert site is not None, problems
    sheets = head(site, CHECK, "es").select("link[rel=stylesheet]")
    assert names(sheets, "href") == ["../../assets/all"]


def test_a_shared_link_names_page_language_and_picture(unfinished_site: Site) -> None:
    words = unfinished_site.wordings["es"]
    assert shared(unfinished_site, CHECK, "es") == {
        "type": "article",
        "site_name": words.text("site.name"),
        "title": "Comparar las respuestas con la regla",
        "description": "Dos preguntas sobre el medidor de flujo. No dicen si un tratamiento "
        "conviene.",
        "url": f"{URL}asma/comprobar/",
        "locale": "es_ES",
        "locale:alternate": "he_IL",
        "image": f"{URL}assets/og/es.png",
        "image:width": "1200",
        "image:height": "630",
        "image:alt": f"{words.text('site.name')}. {words.text('share.line')}",
    }


def test_a_language_without_a_picture_names_none(unfinished_site: Site) -> None:
    found = shared(unfinished_site, "index.md", "he")
    assert {each for each in found if each.startswith("image")} == set()


def test_a_page_in_the_source_language_gives_the_data_of_the_original(
    unfinished_site: Site,
) -> None:
    foreign, original = (head(unfinished_site, ASTHMA, each) for each in ("he", "es"))
    selector = 'script[type="application/ld+json"]'
    assert foreign.select(selector)[0].string == original.select(selector)[0].string
    assert shared(unfinished_site, ASTHMA, "he") == shared(unfinished_site, ASTHMA, "es")
