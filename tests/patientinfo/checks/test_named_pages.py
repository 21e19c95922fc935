"""Pages that the data files name are looked for, and search words lead to what is there."""

import pytest

from tiny import Project

CONDITION = "docs/_medical/condition.yml"
SPANISH = "docs/es/_language.yml"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "options: {page: asma/opciones.md, options: [a], facets: [benefits]}\n",
            "There is no page `asma/opciones.md`.",
        ),
        (
            "copy_without:\n  - pages: [sobre/fuente.md]\n",
            "There is no page `sobre/fuente.md`.",
        ),
        (
            "leaflet:\n  - {pages: [asma/indice.md], cards: [do]}\n",
            "There is no page `asma/indice.md`.",
        ),
        (
            "leaflet:\n  - {pages: [asma/index.md], cards: [in-shrot]}\n",
            "There is no card of the kind `in-shrot`. Did you mean `in-short`?",
        ),
    ],
)
def test_a_page_that_the_condition_names_has_to_be_there(
    tiny_project: Project, more: str, said: str
) -> None:
    lines = tiny_project.text(CONDITION).count("\n")
    tiny_project.write(CONDITION, tiny_project.text(CONDITION) + more)
    [problem] = tiny_project.problems()
    place, what = problem.split(": ", 1)
    assert what.startswith(said)
    assert place == f"{CONDITION}:{lines + more.count(chr(10))}"


def test_words_for_a_page_or_section_that_is_not_there_are_reported(
    tiny_project: Project,
) -> None:
    tiny_project.change(SPANISH, "asma/index.md#inhalador:", "asma/index.md#inhaladro:")
    tiny_project.change(SPANISH, "asma/comprobar.md:", "asma/comproba.md:")
    first = tiny_project.line(SPANISH, "asma/index.md#inhaladro:")
    second = tiny_project.line(SPANISH, "asma/comproba.md:")
    assert tiny_project.problems() == [
        f"{SPANISH}:{first}: `asma/index.md` has no section `inhaladro`. Did you mean `inhalador`?",
        f"{SPANISH}:{second}: There is no page `asma/comproba.md`. "
        "Did you mean `asma/comprobar.md`?",
    ]


def test_a_spelling_in_two_rows_is_reported(tiny_project: Project) -> None:
    path = "docs/he/_language.yml"
    tiny_project.change(path, "    g j: ג", "    g v: ג")
    line = tiny_project.line(path, "g v:")
    assert tiny_project.problems() == [
        f"{path}:{line}: The spelling `v` stands also in the row `b v`. Put it into one row only."
    ]


def test_a_language_can_do_without_its_file_but_for_the_words_that_may_not_appear(
    tiny_project: Project,
) -> None:
    tiny_project.remove("docs/he/_language.yml")
    assert tiny_project.problems() == [
        "docs/he/_language.yml: The language he has no list of words that may not appear. "
        "Add `avoid:` with its words."
    ]
