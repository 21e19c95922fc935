"""The whole site is one function of what people write, in one process or in two."""

import pytest

from patientinfo import build
from patientinfo.checks import CHECKS, STRUCTURE, TEXTS
from patientinfo.outputs import OUTPUTS
from tiny import SITE_URL, Project

URL = {"SITE_URL": SITE_URL}


def test_one_process_and_two_make_the_same_files(tiny_project: Project) -> None:
    one, problems = build.make(tiny_project.root, URL, processes=1)
    two, again = build.make(tiny_project.root, URL, processes=2)
    assert one == two and one
    assert problems == again == []


def test_the_languages_together_are_the_languages_one_by_one(tiny_project: Project) -> None:
    site, _ = tiny_project.load()
    assert site is not None
    whole, _ = build.files(site)
    parts = [build.files(site, [locale])[0] for locale in site.locales]
    assert {path: each[path] for each in parts for path in each} == whole
    pages = [{path for path in each if path.endswith(".html")} for each in parts]
    assert pages[0].isdisjoint(pages[1])


def test_with_an_error_in_either_half_there_are_no_files(tiny_project: Project) -> None:
    tiny_project.change("docs/he/index.md", "{{ emergency }}", "{{ emergency }}\n\nריפוי")
    made, problems = build.make(tiny_project.root, URL)
    assert made == {}
    assert [each.code for each in problems if each.level == "error"] == ["plain-words"]


def test_with_an_error_in_the_structure_all_else_that_is_wrong_is_said_too(
    tiny_project: Project,
) -> None:
    tiny_project.change("docs/he/index.md", "{{ emergency }}", "{{ emergancy }}\n\nריפוי")
    made, problems = build.make(tiny_project.root, URL)
    assert made == {}
    codes = {each.code for each in problems if each.level == "error"}
    assert codes == {"markers", "plain-words"}


def test_every_problem_has_the_name_of_its_check(tiny_project: Project) -> None:
    tiny_project.change("docs/es/_strings.yml", "\nsearch.button:", "\nsearch.boton:")
    _, problems = build.make(tiny_project.root, URL)
    assert {each.code for each in problems if each.level == "error"} == {"words"}


def test_the_lists_of_checks_and_outputs_name_each_once() -> None:
    names = [each.__name__ for each in CHECKS]
    assert len(names) == len(set(names)) == len(STRUCTURE) + len(TEXTS)
    assert all(callable(each.check) and isinstance(each.NEEDS, tuple) for each in CHECKS)
    assert all(callable(each.files) for each in OUTPUTS)


@pytest.mark.parametrize("locale", ["es", "he"])
def test_a_page_is_published_with_its_self_check_and_its_downloads(
    tiny_project: Project, locale: str
) -> None:
    site, _ = tiny_project.load()
    assert site is not None
    check = build.page(site, "asma/comprobar.md", locale)
    assert b"<form" in check and b"data-self-check-here" not in check
    downloads = build.page(site, "sobre/descargas.md", locale)
    assert f"downloads/asma.{locale}.html".encode() in downloads
    without = build.page(site, "asma/comprobar.md", locale, lambda html, widget: html)
    assert b"<form" not in without
