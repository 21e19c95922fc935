"""The whole of the content, checked together: one thing wrong at a time, then many at once."""

import pytest

from patientinfo.reading.problems import errors
from tiny import Project


def test_the_tiny_project_has_no_problems(tiny_project: Project) -> None:
    site, problems = tiny_project.load()
    assert site is not None and problems == []
    assert site.default == "en"
    assert site.languages_of("index.md") == ["en", "ar", "ka"]
    assert site.place("index.md", "ka", "en").wording.locale == "en"


def said(project: Project) -> list[str]:
    site, problems = project.load()
    assert site is None
    return [str(each) for each in errors(problems)]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "docs/en/_strings.yml",
            "\nsite.menu:",
            "\nsite.mneu:",
            "overrides/components/header/template.html:{line}: This component needs the words "
            "`site.menu`, which are not there. Add them to docs/en/_strings.yml, or correct the "
            "key.",
        ),
        (
            "docs/en/_strings.yml",
            "\nstatus.unmet:",
            "\nstatus.not-met:",
            "docs/en/_strings.yml: The site needs words `status.unmet`, which are not there. Add "
            "them, with a note for translators.",
        ),
        (
            "docs/en/_strings.yml",
            "\nquestions.age.label:",
            "\nquestions.age.lable:",
            "docs/en/_strings.yml: The self-check needs words `questions.age.label`, which are not "
            "there. Add them, with a note for translators.",
        ),
        (
            "docs/_medical/references.json",
            '"id": "clinic-article"',
            '"id": "clinics-article"',
            "docs/_medical/references.json: There is no reference `clinic-article`, which the "
            "self-check cites. Give the clinic's article this id.",
        ),
        (
            "docs/en/stem-cells/self-check.md",
            '{{ claim("cells-become-nerve-cells") }}',
            "",
            "docs/_medical/claims.yml: No page shows the claim `cells-become-nerve-cells`. Put "
            '{{ claim("cells-become-nerve-cells") }} on a page.',
        ),
        (
            "overrides/components/term/template.html",
            "{{ end }}",
            "{{ end }",
            "overrides/components/term/template.html:2: This is not a valid Jinja template: "
            "unexpected '}'. Look at the braces of this line.",
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
    assert expected.replace("{line}", str(line)) in said(tiny_project)


@pytest.mark.parametrize(
    ("key", "placeholder", "known"),
    [
        ("site.menu", "{{ criteria.minimum_wait }}", "criteria.minimum_weight"),
        ("cite.source", "{{ numbr }}", "{{ number }}"),
        ("claim.seen", "{{ day }}", "{{ date }}"),
        (
            "criteria.minimum-weight.rule",
            "{{ stones }}",
            "{{ kilograms }}, {{ pounds }}, {{ value }}.",
        ),
    ],
)
def test_a_placeholder_that_does_not_exist_is_reported(
    tiny_project: Project, key: str, placeholder: str, known: str
) -> None:
    path = "docs/en/_strings.yml"
    line = tiny_project.line(path, f"{key}:")
    lines = tiny_project.text(path).split("\n")
    lines[line] = f'  text: "Read {placeholder}"'
    tiny_project.write(path, "\n".join(lines))
    [problem] = [each for each in said(tiny_project) if "placeholder" in each]
    assert problem.startswith(
        f"{path}:{line}: `{key}` has the placeholder {placeholder}, which does not exist. Known "
        "here are: "
    )
    assert known in problem


@pytest.mark.parametrize("key", ["status.met", "page-not-found.title", "outcomes.matches.text"])
def test_words_in_which_nothing_is_filled_in_say_so(tiny_project: Project, key: str) -> None:
    path = "docs/en/_strings.yml"
    line = tiny_project.line(path, f"{key}:")
    lines = tiny_project.text(path).split("\n")
    lines[line] = '  text: "From {{ criteria.minimum_age }}"'
    tiny_project.write(path, "\n".join(lines))
    assert (
        f"{path}:{line}: `{key}` has the placeholder {{{{ criteria.minimum_age }}}}, which does "
        "not exist. Nothing is filled in here: write the words themselves."
    ) in said(tiny_project)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("docs/en/_strings.yml", 1),
        ("docs/_medical/references.json", 1),
        ("docs/_medical/claims.yml", 1),
        ("docs/_medical/publisher.yml", 1),
        ("docs/_medical/criteria.yml", 1),
        ("docs/ka/_strings.po", 1),
        ("docs/en/index.md", 1),
        ("docs/ka/index.md", 1),
    ],
)
@pytest.mark.parametrize(
    "content", [b"", b"{{ [", b"\xff\xfe\x00"], ids=["empty", "words", "bytes"]
)
def test_a_file_that_cannot_be_read_is_one_problem_and_not_a_flood(
    tiny_project: Project, path: str, count: int, content: bytes
) -> None:
    if path.endswith(".po") and not content:
        content = b"msgid"
    tiny_project.write(path, content)
    found = said(tiny_project)
    assert len(found) == count and found[0].startswith(path), found


def test_every_problem_of_every_language_is_in_one_report(tiny_project: Project) -> None:
    tiny_project.change("docs/en/index.md", '"novak-2020"', '"novak-2021"')
    tiny_project.change("docs/ka/index.md", "title: ", "titel: ")
    tiny_project.change("docs/ar/treatments/index.md", "{{ treatments }}", "{{ treatment }}")
    tiny_project.change("docs/_medical/publisher.yml", "  phone:", "  telephone:")
    tiny_project.change("docs/_medical/claims.yml", "label: uncertain", "label: unsure")
    places = {each.split(": ")[0].split(":")[0] for each in said(tiny_project)}
    assert places >= {
        "docs/ka/index.md",
        "docs/_medical/publisher.yml",
        "docs/_medical/claims.yml",
        "docs/en/index.md",
        "docs/ar/treatments/index.md",
    }
