"""What a template cannot be filled in with is said with the template's line."""

from dataclasses import replace

import pytest
from jinja2 import TemplateError

from parts import lines
from patientinfo import build
from patientinfo.checks import templates
from patientinfo.reading.problems import errors
from patientinfo.site import Site
from tiny import SITE_URL, Project


def test_the_templates_of_the_project_can_be_read(tiny_site: Site) -> None:
    assert list(templates.check(tiny_site)) == []


def test_a_name_that_is_not_there_is_reported_with_its_line(tiny_site: Site) -> None:
    text = "<p>\n{{ word }}\n{{ wrod }}</p>"
    site = replace(tiny_site, templates=(*tiny_site.templates, ("box/template.html", text)))
    try:
        site.place("index.md", "es").render("box", word="sí")
    except TemplateError as error:
        assert str(templates.problem(site, error)) == (
            "overrides/components/box/template.html:3: This template cannot be filled in: 'wrod' "
            "is undefined. Look at this line."
        )
    else:
        raise AssertionError("nothing was missed")


def test_a_mistake_inside_a_template_is_reported_with_its_line(tiny_site: Site) -> None:
    text = "<p>\n{{ 1 / 0 }}</p>"
    site = replace(tiny_site, templates=(*tiny_site.templates, ("box/template.html", text)))
    try:
        site.place("index.md", "es").render("box")
    except ZeroDivisionError as error:
        assert str(templates.problem(site, error)) == (
            "overrides/components/box/template.html:2: This template cannot be filled in: division "
            "by zero. Look at this line."
        )
    else:
        raise AssertionError("nothing went wrong")


def test_a_mistake_of_the_code_is_not_called_one_of_a_template(tiny_site: Site) -> None:
    with pytest.raises(KeyError):
        templates.problem(tiny_site, KeyError("x"))


def test_a_template_that_names_none_is_reported_with_its_line(tiny_site: Site) -> None:
    text = '<p>\n{%- include "claim/verdict.html" %}</p>{% include "claim/verdicts.html" %}'
    site = replace(tiny_site, templates=(*tiny_site.templates, ("box/template.html", text)))
    assert lines(templates.check(site)) == [
        "overrides/components/box/template.html:2: There is no template `claim/verdict.html`. "
        "Bring it back from git, or correct its name."
    ]


FILES = [
    *("main.html", "style.css", "components/footer/template.html", "components/page/script.js"),
    *("components/search/script.js", "components/search/own.css", "components/leaflet/print.css"),
    *("components/claim/verdicts.html", "components/offline-copy/copy.css"),
]


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_the_looks_that_is_gone_is_one_problem(tiny_project: Project, path: str) -> None:
    tiny_project.remove(f"overrides/{path}")
    _, found = build.make(tiny_project.root, {"SITE_URL": SITE_URL}, processes=1)
    expected = [f"overrides/{path}: This file is missing. Bring it back from git."]
    if path == "components/claim/verdicts.html":
        expected = [
            "overrides/components/claim/template.html:11: There is no template "
            "`claim/verdicts.html`. Bring it back from git, or correct its name."
        ]
    assert lines(errors(found)) == expected


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xe9", ": This file is not UTF-8 text. Save it again as UTF-8."),
        (b"", ": This file is empty. Bring it back from git."),
        (
            b"x\n<<<<<<< HEAD\n=======\n>>>>>>> ana\n",
            ":2: Git could not join two versions here (`<<<<<<< HEAD`). Keep what is right of "
            "the two, above and below =======, and delete the lines that begin with <<<<<<<, "
            "======= and >>>>>>>.",
        ),
    ],
    ids=["bytes", "empty", "two versions"],
)
def test_a_file_of_the_looks_that_is_no_text_is_one_problem(
    tiny_project: Project, path: str, content: bytes, said: str
) -> None:
    tiny_project.write(f"overrides/{path}", content)
    assert tiny_project.problems() == [f"overrides/{path}{said}"]
