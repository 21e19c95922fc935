"""A preview ends, after each edit and after its undo, with the bytes of a fresh build."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256

import pytest

from patientinfo.live import Live
from tiny import SITE_URL, Project, add_clinic, make

URL = {"SITE_URL": SITE_URL}
ASTHMA = "docs/es/asma/index.md"
FRESH = """
import json, sys
from hashlib import sha256
from pathlib import Path
from patientinfo import build
made, problems = build.make(Path.cwd(), json.loads(sys.argv[1]), live=True, processes=1)
files = {path: sha256(content).hexdigest() for path, content in made.items()}
print(json.dumps([files, sorted(map(str, problems))]))
"""


def fresh(project: Project) -> tuple[dict[str, str], list[str]]:
    """Return the hashes of all files, and what is said, by a process that remembers nothing."""
    result = subprocess.run(
        [sys.executable, "-c", FRESH, json.dumps(URL)],
        cwd=project.root,
        env={"PYTHONPATH": "hooks", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    files, problems = json.loads(result.stdout)
    return files, problems


def shown(live: Live) -> tuple[dict[str, str], list[str]]:
    """Take in what has changed; return the hashes of all files and what is said in the end."""
    live.refresh(behind=False)
    assert live.wrong == []
    live.complete()
    files = {path: sha256(content).hexdigest() for path, content in live.files.items()}
    assert all(live.file(path) == content for path, content in live.files.items())
    return files, sorted(map(str, live.problems))


def changing(path: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.change(path, old, new)


def adding(path: str, more: str) -> Callable[[Project], None]:
    return lambda project: project.write(path, project.text(path) + more)


def with_claim(project: Project) -> None:
    add_clinic(project)
    adding("docs/es/sobre/indice.md", '\n{{ claim("sal") }}\n')(project)


def with_another_title(project: Project) -> None:
    project.change(ASTHMA, 'title: "Qué es el asma"', 'title: "El asma"')
    project.change(ASTHMA, "# Qué es el asma\n", "# El asma\n")


EDITS: dict[str, Callable[[Project], None]] = {
    "a page": changing(ASTHMA, "Unas semanas van bien", "Hay semanas que van bien"),
    "the title of a page": with_another_title,
    "a translated page": changing("docs/he/asma/index.md", "* הצטננות", "* הצטננות ושפעת"),
    "a heading": changing("docs/he/asma/index.md", "## מה קורה {", "## מה קורה שם {"),
    "a source that a page cites": changing(ASTHMA, '"gina", "oms-asma"', '"oms-asma"'),
    "a word of the source": changing("docs/es/_strings.yml", '"Ir al texto"', '"Al texto"'),
    "a translated word": changing("docs/he/_strings.po", 'msgstr "דלגו לטקסט"', 'msgstr "לטקסט"'),
    "an explanation": changing(
        "docs/es/_strings.yml", "Tubos que llevan el aire a los", "Tubos del aire a los"
    ),
    "a template": changing("overrides/components/footer/template.html", "<footer", "<footer id=f"),
    "a style": adding("overrides/style.css", "\nb { color: red }\n"),
    "a script": adding("overrides/components/page/script.js", "\nwindow.mine = 1;\n"),
    "the skeleton": changing("overrides/main.html", "<body>", '<body class="mine">'),
    "a rule": changing(
        "docs/_medical/criteria.yml",
        "at_least: {value: 5, unit: year}",
        "at_least: {value: 59, unit: month}",
    ),
    "a fact of the publisher": changing("docs/_medical/publisher.yml", "  name:", "  name: Ana"),
    "a source": changing("docs/_medical/references.json", "(GINA)", "(GINA, 2024)"),
    "the condition": changing("docs/_medical/condition.yml", "J45", "J45.9"),
    "what people type": changing("docs/es/_language.yml", "bronquitis, ", "bronquitis, pitos, "),
    "the alphabet": changing("docs/es/_language.yml", "a b c d e f", "f e d c b a"),
    "the menu": changing("mkdocs.yml", "      - sobre/indice.md\n", ""),
    "the name of a language": changing("mkdocs.yml", "name: Español", "name: Castellano"),
    "a page that is taken away": lambda project: project.remove("docs/he/asma/index.md"),
    "a translation that is outdated": changing("docs/he/index.md", 'of: "', 'of: "0'),
    "a file beside the pages": lambda project: project.write("docs/assets/nota.txt", "Hola"),
    "a register of claims": with_claim,
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Live, dict[str, str]]:
    """A project that one process serves, edit after edit, and its files as they are at first."""
    project = make(tmp_path_factory.mktemp("live") / "project")
    served = Live(project.root, URL, lambda: None)
    return project, served, shown(served)[0]


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_and_its_undo_the_site_is_that_of_a_fresh_build(
    live: tuple[Project, Live, dict[str, str]], edit: str
) -> None:
    project, served, first = live
    files = [path for path in project.root.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in files if "hooks" not in path.parts}
    EDITS[edit](project)
    now, said = shown(served)
    assert now != first
    assert (now, said) == fresh(project)
    for path in project.root.rglob("*"):
        if path.is_file() and "hooks" not in path.parts and path not in before:
            path.unlink()
    for path, content in before.items():
        path.write_bytes(content)
    assert shown(served)[0] == first


def test_at_first_it_is_that_of_a_fresh_build(
    live: tuple[Project, Live, dict[str, str]],
) -> None:
    project, _, first = live
    assert (first, []) == fresh(project)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (ASTHMA, '{{ cite("oms-asma")', '{{ cit("oms-asma")', f"{ASTHMA}:22: `{{{{ cit("),
        ("mkdocs.yml", "plugins:", "plugins: [", "mkdocs.yml:25: This is not valid YAML"),
        ("docs/he/_strings.po", 'msgid "Menú"', 'msgidd "Menú"', "docs/he/_strings.po:26:"),
        (
            "overrides/components/footer/template.html",
            '{{ t("footer.not-a-doctor") }}',
            "{{ nothing }}",
            "overrides/components/footer/template.html:",
        ),
    ],
)
def test_while_there_is_an_error_every_page_is_the_report(
    tiny_project: Project, path: str, old: str, new: str, said: str
) -> None:
    served = Live(tiny_project.root, URL, lambda: None)
    served.refresh(behind=False)
    page = served.file("he/asma/index.html")
    tiny_project.change(path, old, new)
    served.refresh(behind=False)
    for each in ("index.html", "he/asma/index.html"):
        report = (served.file(each) or b"").decode()
        assert "<title>Something to mend</title>" in report
        assert f"\n  {said}" in report.replace("&quot;", '"')
    tiny_project.change(path, new, old)
    served.refresh(behind=False)
    assert served.file("he/asma/index.html") == page


def test_what_only_finished_pages_show_to_be_wrong_is_told_when_it_is_known(
    tiny_project: Project,
) -> None:
    told: list[str] = []
    served = Live(tiny_project.root, URL, lambda: told.append(served.said()))
    tiny_project.change(ASTHMA, "(comprobar.md)", "(comproba.md)")
    served.refresh(behind=False)
    assert served.wrong == [] and told == []
    served.complete()
    assert told == [
        f"1 problem to mend:\n  {ASTHMA}:46: The link `comproba.md` leads to no page and no file. "
        "Did you mean `comprobar.md`?"
    ]
    assert b"Something to mend" in (served.file("index.html") or b"")


def test_what_is_made_in_the_background_is_given_up_when_something_changes(
    tiny_project: Project,
) -> None:
    served = Live(tiny_project.root, URL, lambda: None)
    served.refresh(behind=False)
    before = served.files
    served.complete(lambda: True)
    assert served.files is before


def test_a_file_that_is_not_there_is_none(tiny_project: Project) -> None:
    served = Live(tiny_project.root, URL, lambda: None)
    served.refresh(behind=False)
    served.complete()
    assert served.file("nothing.html") is None
    assert (served.file("404.html") or b"").startswith(b"<!doctype html>")
