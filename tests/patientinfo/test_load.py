"""The whole of the content, checked together: one thing wrong at a time, then many at once."""

import pytest

from patientinfo import build
from patientinfo.checks import THOROUGH
from patientinfo.load import load
from patientinfo.pages import blocks
from patientinfo.reading.problems import errors
from tiny import SITE_URL, Project, add_clinic

WORDS = "docs/es/_strings.yml"


def test_the_tiny_project_has_no_problems(tiny_project: Project) -> None:
    site, problems = tiny_project.load()
    assert site is not None and problems == []
    assert site.default == "es"
    assert site.languages_of("index.md") == ["es", "he"]
    assert site.place("index.md", "he", "es").wording.locale == "es"


def said(project: Project) -> list[str]:
    """Return what keeps a project from being built."""
    made, problems = build.make(project.root, {"SITE_URL": SITE_URL}, processes=1)
    assert made == {}
    return [str(each) for each in errors(problems)]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            WORDS,
            "\nsite.menu:",
            "\nsite.mneu:",
            f"{WORDS}: The words `site.menu` are asked for in "
            "overrides/components/header/template.html:{line}, and are not there. Add them, with a "
            "note for translators.",
        ),
        (
            WORDS,
            "\nstatus.unmet:",
            "\nstatus.not-met:",
            f"{WORDS}: The words `status.unmet` are asked for, and are not there. Add them, with a "
            "note for translators.",
        ),
        (
            WORDS,
            "\nquestions.edad.label:",
            "\nquestions.edad.lable:",
            f"{WORDS}: The words `questions.edad.label` are asked for, and are not there. Add "
            "them, with a note for translators.",
        ),
        (
            WORDS,
            "\nglossary.asma.definition:",
            "\nglossary.asma.defnition:",
            f"{WORDS}: The words `glossary.asma.definition` are asked for, and are not there. Add "
            "them, with a note for translators.",
        ),
        (
            "docs/_medical/references.json",
            '"id": "nice-ng245"',
            '"id": "nice-ng254"',
            "docs/_medical/references.json: There is no reference `nice-ng245`, which the "
            "self-check cites. Give the source of the rules this id.",
        ),
        (
            "overrides/components/term/template.html",
            "{{ space }}",
            "{{ space }",
            "overrides/components/term/template.html:3: This is not a valid Jinja template: "
            "unexpected '}'. Look at the braces of this line.",
        ),
        (
            "overrides/components/term/template.html",
            "{{ space }}",
            "{{ spcae }}",
            "overrides/components/term/template.html:3: This template cannot be filled in: 'spcae' "
            "is undefined. Look at this line.",
        ),
    ],
)
def test_a_mistake_that_only_the_whole_shows_is_reported(
    tiny_project: Project, path: str, old: str, new: str, expected: str
) -> None:
    text = tiny_project.text(path)
    assert old in text
    tiny_project.write(path, text.replace(old, new, 1))
    header = tiny_project.text("overrides/components/header/template.html").split("\n")
    line = next(number for number, each in enumerate(header, 1) if '"site.menu"' in each)
    assert said(tiny_project) == [expected.replace("{line}", str(line))]


@pytest.mark.parametrize(
    "key", ["claims.sal.research", "treatments.inhalador.meaning", "parts.camara.name"]
)
def test_words_that_a_claim_or_a_treatment_needs_are_reported(
    tiny_project: Project, key: str
) -> None:
    add_clinic(tiny_project)
    path = "docs/es/sobre/indice.md"
    more = '{{ claim("sal") }}\n\n{{ treatment("inhalador") }}\n\n{{ evidence_key }}\n'
    tiny_project.write(path, f"{tiny_project.text(path)}\n{more}")
    tiny_project.change(WORDS, f"\n{key}:", f"\n{key}x:")
    assert said(tiny_project) == [
        f"{WORDS}: The words `{key}` are asked for, and are not there. Add them, with a note for "
        "translators."
    ]


@pytest.mark.parametrize(
    ("key", "placeholder", "known"),
    [
        ("site.menu", "{{ criteria.edad_minimo }}", "{{ criteria.edad_minima }}"),
        ("cite.source", "{{ numbr }}", "{{ number }}"),
        ("self_check.source", "{{ day }}", "{{ title }}"),
        ("criteria.edad-minima.rule", "{{ weeks }}", "{{ value }}"),
    ],
)
def test_a_placeholder_that_does_not_exist_is_reported(
    tiny_project: Project, key: str, placeholder: str, known: str
) -> None:
    line = tiny_project.line(WORDS, f"{key}:")
    lines = tiny_project.text(WORDS).split("\n")
    lines[line] = f'  text: "Mire {placeholder}"'
    tiny_project.write(WORDS, "\n".join(lines))
    [problem] = [each for each in said(tiny_project) if "placeholder" in each]
    assert problem.startswith(
        f"{WORDS}:{line}: `{key}` has the placeholder {placeholder}, which does not exist. Known "
        "here are: "
    )
    assert known in problem


@pytest.mark.parametrize("key", ["status.met", "page-not-found.title", "outcomes.matches.text"])
def test_words_in_which_nothing_is_filled_in_say_so(tiny_project: Project, key: str) -> None:
    line = tiny_project.line(WORDS, f"{key}:")
    lines = tiny_project.text(WORDS).split("\n")
    lines[line] = '  text: "Desde {{ criteria.edad_minima }}"'
    tiny_project.write(WORDS, "\n".join(lines))
    assert said(tiny_project) == [
        f"{WORDS}:{line}: `{key}` has the placeholder {{{{ criteria.edad_minima }}}}, which does "
        "not exist. Nothing is filled in here: write the words themselves."
    ]


FILES = (
    *("docs/es/_strings.yml", "docs/es/_language.yml", "docs/he/_strings.po", "docs/es/index.md"),
    *("docs/he/index.md", "docs/_medical/references.json", "docs/_medical/publisher.yml"),
    *("docs/_medical/criteria.yml", "docs/_medical/condition.yml", "docs/_medical/cases.yml"),
    *("docs/_medical/claims.yml", "docs/_medical/standards.yml", "mkdocs.yml"),
)


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "content", [b"", b"{{ [", b"\xff\xfe\x00"], ids=["empty", "words", "bytes"]
)
def test_a_file_that_cannot_be_read_is_one_problem_and_not_a_flood(
    tiny_project: Project, path: str, content: bytes
) -> None:
    tiny_project.write(path, content)
    found = said(tiny_project)
    assert len(found) == 1 and found[0].startswith(path), found


def test_every_problem_of_every_language_is_in_one_report(tiny_project: Project) -> None:
    tiny_project.change("docs/es/asma/index.md", '"gina", "oms-asma"', '"gina", "oms-asmo"')
    tiny_project.change("docs/he/index.md", "title: ", "titel: ")
    tiny_project.change("docs/he/sobre/fuentes.md", "{{ references }}", "{{ referneces }}")
    tiny_project.change("docs/_medical/publisher.yml", "  funding:", "  fundign:")
    tiny_project.change("docs/_medical/condition.yml", "emergency:", "emergancy:")
    places = {each.split(": ")[0].split(":")[0] for each in said(tiny_project)}
    assert places >= {
        "docs/he/index.md",
        "docs/_medical/publisher.yml",
        "docs/_medical/condition.yml",
        "docs/es/asma/index.md",
        "docs/he/sobre/fuentes.md",
    }


SHOWING = """
{{ claim("sal") }}

{{ treatment("inhalador") }}

{{ evidence_key }}

## Desde cuándo { #desde }

Desde los {{ criteria.edad_minima }}. Véase [arriba](#desde). {{ fact("publisher.name") }}
"""
"""What a page can show of the files of the medicine."""


@pytest.mark.parametrize("file", ["criteria.yml", "claims.yml", "publisher.yml", "condition.yml"])
def test_a_file_that_cannot_be_read_is_one_problem_and_no_page_is_looked_at(
    tiny_project: Project, file: str
) -> None:
    add_clinic(tiny_project)
    page = "docs/es/asma/index.md"
    tiny_project.write(page, tiny_project.text(page) + SHOWING)
    path = f"docs/_medical/{file}"
    tiny_project.write(path, "a: [\n")
    site, problems = load(tiny_project.root, {"SITE_URL": SITE_URL}, checks=THOROUGH)
    assert site is None
    assert [str(each) for each in errors(problems)] == [
        f"{path}:2: This is not valid YAML: expected the node content, but found '<stream end>'. "
        "Look at the indentation, the colons and the quotes of this line and the one above."
    ]


def test_whatever_file_a_marker_shows_has_to_be_read_before_pages_are_looked_at() -> None:
    files = {block.reads for block in blocks.BLOCKS} - {"", "pages", "strings", "overrides"}
    assert files <= set(blocks.SHOWN)
