"""A link or picture that leads nowhere is said with its line and the nearest name."""

from pathlib import Path

import pytest

from parts import page
from patientinfo.checks.links import targets
from tiny import Project

PAGE = "docs/es/asma/index.md"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "[regla](comproba.md)",
            "The link `comproba.md` leads to no page and no file. Did you mean `comprobar.md`?",
        ),
        (
            "[regla](comprobar.md#la-rgla)",
            "The link `comprobar.md#la-rgla` leads to a place that es/asma/comprobar.md does not "
            "have. Did you mean `la-regla`?",
        ),
        (
            "[arriba](#inhaladro)",
            "The link `#inhaladro` leads to a place that es/asma/index.md does not have. Did you "
            "mean `inhalador`?",
        ),
        (
            "[palabra](../sobre/glosario.md#bronquio)",
            "The link `../sobre/glosario.md#bronquio` leads to a place that "
            "es/sobre/glosario.md does not have. Did you mean `bronquios`?",
        ),
        (
            "[inicio](/index.md)",
            "The link `/index.md` begins at the server's root. Write the way from this file, such "
            "as ../treatments/massage.md.",
        ),
        (
            "![dibujo](../../assets/favicn.svg)",
            "The link `../../assets/favicn.svg` leads to no page and no file. Did you mean "
            "`../../assets/favicon.svg`?",
        ),
        (
            '<a href="comproba.md">regla</a>',
            "The link `comproba.md` leads to no page and no file. Did you mean `comprobar.md`?",
        ),
        (
            "[regla][r]\n\n[r]: comproba.md",
            "The link `comproba.md` leads to no page and no file. Did you mean `comprobar.md`?",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_reported(
    tiny_project: Project, written: str, said: str
) -> None:
    tiny_project.change(PAGE, "* los resfriados", f"* los resfriados\n\n{written}")
    line = tiny_project.line(PAGE, written.rsplit("\n", 1)[-1])
    found = [each for each in tiny_project.problems() if "docs/he/" not in each]
    assert found == [f"{PAGE}:{line}: {said}"]


@pytest.mark.parametrize(
    "written",
    [
        "[regla](comprobar.md)",
        "[regla](<comprobar.md> 'con título')",
        "[arriba](#inhalador)",
        "[palabra](../sobre/glosario.md#bronquios)",
        "[fuente](../sobre/fuentes.md#gina)",
        "![dibujo](../../assets/favicon.svg)",
        "[teléfono](tel:112)",
        "[fuera](https://www.who.int/es/)",
        "Se escribe `[así](no.md)`.",
        "```\n[así](no.md)\n```",
    ],
)
def test_what_leads_somewhere_or_is_code_is_not_reported(
    tiny_project: Project, written: str
) -> None:
    tiny_project.change(PAGE, "* los resfriados", f"* los resfriados\n\n{written}")
    assert [each for each in tiny_project.problems() if "docs/he/" not in each] == []


def test_a_translation_is_asked_about_its_own_page(tiny_project: Project) -> None:
    path = "docs/he/asma/index.md"
    tiny_project.change(path, "(comprobar.md)", "(comprobar.md#nada)")
    line = tiny_project.line(path, "בגיל")
    assert tiny_project.problems()[0].startswith(
        f"{path}:{line}: The link `comprobar.md#nada` leads to a place that he/asma/comprobar.md "
        "does not have. Known are: "
    )


def test_every_link_is_found_with_its_line(tmp_path: Path) -> None:
    text = "One [a](a.md) and ![b](b.svg).\n\n- [c [d]](c.md#e)\n"
    assert list(targets(page(tmp_path, text))) == [(10, "a.md"), (10, "b.svg"), (12, "c.md#e")]
