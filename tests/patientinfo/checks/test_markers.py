"""A marker that cannot be filled in, or stands in the wrong place, is said with what to do."""

from pathlib import Path

import pytest

from parts import bare, lines, page
from patientinfo.checks.markers import check_page
from tiny import Project, add_clinic

PAGE = "docs/{}/sobre/indice.md"
KNOWN_FACTS = (
    "Known are: `clinic.phone`, `publisher.address`, `publisher.correction_contact`, "
    "`publisher.funding`, `publisher.name`, `publisher.relation_to_clinic`."
)
GLOSSARY = "{{ glossary }}"
OWN_LINE = (
    "shares its line with other text. Put it on a line of its own, with an empty line above and "
    "below."
)


def test_the_markers_of_the_tiny_project_have_no_problems(tiny_project: Project) -> None:
    assert tiny_project.problems() == []


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("{{ self_chek }}", "`{{ self_chek }}` is not known. Did you mean `self_check`?"),
        ("{{ cite }}", "`{{ cite }}` is not known. Did you mean `cite`?"),
        ("{{ emergency() }}", "`{{ emergency() }}` is not known. Did you mean `emergency`?"),
        ("{{ cite() }}", "`{{ cite() }}` has 0 arguments. Give it the ids of references."),
        (
            "{{ term() }}",
            "`{{ term() }}` has 0 arguments. Give it the id of a glossary term, and the words to "
            "show if others are wanted.",
        ),
        (
            '{{ fact("clinic.phone", "x") }}',
            '`{{ fact("clinic.phone", "x") }}` has 2 arguments. Give it the name of a fact in '
            "publisher.yml.",
        ),
        (
            '{{ cite("gina", "gian") }}',
            '`{{ cite("gina", "gian") }}`: there is no `gian`. Did you mean `gina`?',
        ),
        (
            '{{ term("asmma") }}',
            '`{{ term("asmma") }}`: there is no `asmma`. Did you mean `asma`?',
        ),
        (
            '{{ evidence("proven") }}',
            '`{{ evidence("proven") }}`: there is no `proven`. Known are: `strong`, `uncertain`.',
        ),
        (
            '{{ fact("price") }}',
            f'`{{{{ fact("price") }}}}`: there is no `price`. {KNOWN_FACTS}',
        ),
        ('{{ claim("x") }}', '`{{ claim("x") }}`: there is no `x`. Known are: `sal`.'),
        (
            '{{ claims_on("index.md") }}',
            '`{{ claims_on("index.md") }}`: there is no `index.md`. Known are: `sobre/buscar.md`.',
        ),
        (
            "{{ criteria.edad_minimo }}",
            "`{{ criteria.edad_minimo }}` names no criterion. Did you mean `criteria.edad_minima`?",
        ),
        (
            "{{ treatments }}",
            "`{{ treatments }}` leads to the page with {{ evidence_key }}, which no page has. "
            "Put it on one.",
        ),
        ("Ahora: {{ emergency }}", f"`{{{{ emergency }}}}` {OWN_LINE}"),
        ("  {{ emergency }}", f"`{{{{ emergency }}}}` {OWN_LINE}"),
        (GLOSSARY + ".", f"`{GLOSSARY}` {OWN_LINE}"),
        (f"{GLOSSARY} o {GLOSSARY}", f"`{GLOSSARY}` {OWN_LINE}"),
        (
            "{{ emergency }",
            "`{{` stands alone. A value is written {{ name }}: two braces on either side.",
        ),
    ],
)
def test_a_mistake_is_reported_in_each_language(
    tiny_project: Project, marker: str, said: str
) -> None:
    add_clinic(tiny_project)
    tiny_project.write(
        "docs/_medical/publisher.yml",
        tiny_project.text("docs/_medical/publisher.yml") + "clinic:\n  phone:\n",
    )
    search = "docs/es/sobre/buscar.md"
    tiny_project.write(search, tiny_project.text(search) + '\n{{ claim("sal") }}\n')
    wanted = []
    for locale in ("es", "he"):
        path = PAGE.format(locale)
        tiny_project.change(path, "{{ a_to_z }}", marker)
        wanted.append(f"{path}:{tiny_project.line(path, marker.strip())}: {said}")
    errors = [str(each) for each in sorted(tiny_project.load()[1]) if each.level == "error"]
    assert list(dict.fromkeys(errors)) == wanted


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        (
            '{{ picture("a-day-of-terapy") }}',
            '`{{ picture("a-day-of-terapy") }}`: there is no `a-day-of-terapy`. '
            "Did you mean `a-day-of-therapy`?",
        ),
        ("See {{ evidence_chart }} here.", f"`{{{{ evidence_chart }}}}` {OWN_LINE}"),
    ],
)
def test_a_picture_that_does_not_exist_or_stands_in_a_sentence_is_reported(
    tmp_path: Path, marker: str, said: str
) -> None:
    wrong = page(tmp_path, f"{marker}\n\n{{{{ references }}}}\n")
    site = bare(wrong, templates=(("pictures/a-day-of-therapy.html", ""),))
    assert lines(check_page(wrong, site)) == [f"docs/en/page.md:10: {said}"]


def test_a_file_that_a_marker_needs_is_named_once(tiny_project: Project) -> None:
    tiny_project.remove("docs/_medical/criteria.yml")
    tiny_project.remove("docs/_medical/cases.yml")
    assert tiny_project.problems() == [
        "docs/_medical/criteria.yml: This file is missing; docs/es/asma/comprobar.md needs it for "
        "{{ self_check }}. Bring it back from git."
    ]
