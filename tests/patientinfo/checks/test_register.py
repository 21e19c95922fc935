"""What the register of claims names is looked for: references, pages, words."""

import pytest

from tiny import Project, add_clinic

CLAIMS = "docs/_medical/claims.yml"
SHOWS = '{{ claim("sal") }}\n\n{{ treatment("inhalador") }}\n\n{{ evidence_key }}\n'


@pytest.fixture
def clinic(tiny_project: Project) -> Project:
    """The tiny site with a claim and a treatment on one of its pages."""
    add_clinic(tiny_project)
    path = "docs/es/sobre/indice.md"
    tiny_project.write(path, f"{tiny_project.text(path)}\n{SHOWS}")
    return tiny_project


def said(project: Project) -> list[str]:
    found = project.problems()
    return [each for each in found if "docs/he/" not in each]


def test_a_register_whose_names_are_all_there_has_no_problem(clinic: Project) -> None:
    assert said(clinic) == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (
            "references: [oms-asma, gina]",
            "references: [oms-asma, gian]",
            "claims.yml:9: There is no reference `gian`. Did you mean `gina`?",
        ),
        (
            "label: strong, references: [gina]",
            "label: strong, references: [x]",
            "claims.yml:14: There is no reference `x`. Known are: `gina`, `nice-ng245`, "
            "`oms-asma`.",
        ),
        (
            "treatments:",
            "cells:\n  - {id: gotas, page: asma/idnex.md, label: strong, references: [gina]}\n"
            "treatments:",
            "claims.yml:12: There is no page `asma/idnex.md`. Did you mean `asma/index.md`?",
        ),
    ],
)
def test_what_it_names_and_is_not_there_is_reported(
    clinic: Project, old: str, new: str, wrong: str
) -> None:
    clinic.change(CLAIMS, old, new)
    assert said(clinic) == [f"docs/_medical/{wrong}"]


def test_a_claim_that_no_page_shows_is_reported(clinic: Project) -> None:
    clinic.change("docs/es/sobre/indice.md", '{{ claim("sal") }}', "")
    assert said(clinic) == [
        f'{CLAIMS}:6: No page shows the claim `sal`. Put {{{{ claim("sal") }}}} on a page.'
    ]
