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
            "The picture `../../assets/favicn.svg` is not there. Did you mean "
            "`../../assets/favicon.svg`?",
        ),
        *(
            (f"[x]({written})", f"The link `{written}` {said}")
            for written, said in {
                **dict.fromkeys(
                    ("/asma/comprobar/",),
                    "begins at the server's root. Write the way from this file, such as "
                    "../treatments/massage.md.",
                ),
                "../comprobar/": "leads to no page and no file. Did you mean `comprobar.md`?",
                "nada/de/nada": "leads to no page and no file. Look for the page in the menu in "
                "mkdocs.yml.",
                "../../he/asma/comprobar.md": "leads to a page in another language. Write "
                "`comprobar.md`: readers stay in theirs.",
                "../../he/sobre/fuentes/#gina": "leads to a page in another language. Write "
                "`../sobre/fuentes.md#gina`: readers stay in theirs.",
                "https://example.org/sub/path/he/asma/comprobar/": "leads to this site by its "
                "full address. Write the way from this file: `comprobar.md`.",
                "https://example.org/sub/path": "leads to this site by its full address. Write "
                "the way from this file: `../index.md`.",
                "https:///asma": "names no site. Write it as the browser shows it: "
                "https://www.example.org/page.",
                "www.who.int/es": "has no https:// before it. Write `https://www.who.int/es`.",
                "//www.who.int/es": "has no https:// before it. Write `https://www.who.int/es`.",
                "ana@example.org": "has no mailto: before it. Write `mailto:ana@example.org`.",
                "mailto:ana": "names no mailbox. Write one: mailto:info@example.org.",
                "mailto:ana at example.org": "has a space, and addresses have none. Write the "
                "address without it.",
                "mi regla.md": "has a space, and addresses have none. Write the file's name "
                "without it, and rename the file if it has one.",
                r"..\asma\comprobar.md": "has backslashes. Write `../asma/comprobar.md`.",
                **{
                    f"{name}:{rest}": f"begins with `{name}:`, which readers' browsers will not "
                    f"open. Delete the link and keep its words. Links to other sites begin "
                    f"with https://; mailto: and tel: are known "
                    "too."
                    for name, rest in {
                        **{"javascript": "alert(1)", "JavaScript": "alert(1)"},
                        **{"data": "text/html,x", "file": "///C:/a.pdf", "htps": "//who.int/"},
                        "C": r"\asma.pdf",
                    }.items()
                },
            }.items()
        ),
        (
            "[x](&#106;avascript:alert(1))",
            "The link `javascript:alert(1)` begins with `javascript:`, which readers' browsers "
            "will not open. Delete the link and keep its words. Links to other sites begin "
            "with https://; mailto: and tel: are known "
            "too.",
        ),
        ("[regla]()", "The link «regla» leads nowhere. Write in the parentheses where it leads."),
        (
            "[ ](comprobar.md)",
            "The link `comprobar.md` has no words. Write them in the brackets.",
        ),
        (
            '<a href="comproba.md">regla</a>',
            "`<a>` may not stand in a text. Write [the words to press](page.md).",
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
    tiny_project.change(PAGE, "* los resfriados", f"* los resfriados\n\n{written}\n")
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
        "[fuera](https://en.wikipedia.org/wiki/Asthma_(disease) 'con título')",
        "[cerca](https://example.org/sub/pathway/)",
        "[correo](mailto:ana@example.org?subject=Hola%20Ana)",
        "Se escribe `[así](no.md)`.",
        "```\n[así](no.md)\n```",
    ],
)
def test_what_leads_somewhere_or_is_code_is_not_reported(
    tiny_project: Project, written: str
) -> None:
    tiny_project.change(PAGE, "* los resfriados", f"* los resfriados\n\n{written}\n")
    assert [each for each in tiny_project.problems() if "docs/he/" not in each] == []


def test_a_translation_is_asked_about_its_own_page(tiny_project: Project) -> None:
    path = "docs/he/asma/index.md"
    tiny_project.change(path, "(comprobar.md)", "(comprobar.md#nada)")
    line = tiny_project.line(path, "בגיל")
    assert tiny_project.problems()[0] == (
        f"{path}:{line}: The link `comprobar.md#nada` leads to a place that he/asma/comprobar.md "
        "does not have. End a heading there with { #nada }, or link to the page alone."
    )


def test_every_link_is_found_with_its_line(tmp_path: Path) -> None:
    text = "One [a](a.md) and ![b](b.svg).\n\n- [c [d]](c.md#e)\n"
    found = [(each.line, each.written) for each in targets(page(tmp_path, text))]
    assert found == [(10, "a.md"), (10, "b.svg"), (12, "c.md#e")]
