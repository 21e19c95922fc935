"""Wrong input: one report, exit status 1, no traceback, and the site that was there stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Built, build
from tiny import ROOT, Project


def test_a_sound_project_is_built_without_a_word(whole: Built) -> None:
    assert "WARNING" not in whole.said


def test_warnings_are_listed_and_do_not_stop_the_build(unfinished: Built) -> None:
    said = unfinished.said.splitlines()
    lines = [line.removeprefix("WARNING -  ") for line in said if line.startswith("WARNING")]
    line = unfinished.project.line("docs/ka/_strings.po", 'msgctxt "site.menu"')
    assert lines == [
        "docs/ar/index.md:7: The English page has changed since this translation; readers are "
        "told so. Bring the translation up to date, then run `make translated PAGE=ar/index.md`.",
        f"docs/ka/_strings.po:{line}: `site.menu` is not translated; readers see it in English. "
        "Translate it.",
        "docs/ka/treatments/index.md: This page is not translated; readers see it in English "
        "under a notice. Translate en/treatments/index.md, then run `make translated "
        "PAGE=ka/treatments/index.md`.",
    ]


def test_a_warning_stops_a_strict_build(unfinished: Built, tmp_path: Path) -> None:
    command = build(unfinished.project.root, tmp_path / "site", "--strict")
    assert command.returncode == 1
    assert "Aborted with 3 warnings in strict mode!" in command.stdout + command.stderr
    assert "Traceback" not in command.stdout + command.stderr


def wrong(project: Project) -> None:
    """Make one mistake in every language and in the medical data."""
    project.change("docs/en/index.md", '"novak-2020"', '"novak-2200"')
    project.change("docs/ka/index.md", "title: ", "titel: ")
    project.change("docs/ar/treatments/index.md", "{{ treatments }}", "{{ treatmens }}")
    project.change("docs/_medical/publisher.yml", "  phone:", "  phone: 5")


EXPECTED = (
    "docs/_medical/publisher.yml:",
    "docs/ar/treatments/index.md:",
    "docs/en/index.md:",
    "docs/ka/index.md:2: `titel` is not a key that is known here.",
)


def test_wrong_input_ends_with_one_report_and_the_old_site_stays(tiny_project: Project) -> None:
    wrong(tiny_project)
    old = tiny_project.root / "site/index.html"
    tiny_project.write("site/index.html", "the site of yesterday")
    result = build(tiny_project.root, tiny_project.root / "site")
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert said.count("problems to mend:") == 1
    assert "Traceback" not in said
    for each in EXPECTED:
        assert f"\n  {each}" in said
    assert old.read_text(encoding="utf-8") == "the site of yesterday"
    assert [path.name for path in old.parent.iterdir()] == ["index.html"]


def make_build(project: Project, *settings: str) -> subprocess.CompletedProcess[str]:
    """Call ``make build`` in a project that finds its packages set up already."""
    root = project.root
    if not (root / "Makefile").exists():
        project.write("Makefile", (ROOT / "Makefile").read_bytes())
        project.write("requirements/site.txt", "")
        (root / ".venv").mkdir()
        (root / ".venv/bin").symlink_to(Path(sys.executable).parent)
        (root / ".venv/site").touch()
    return subprocess.run(
        ["make", "build", *settings],
        cwd=root,
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_build_lists_warnings_and_stops_on_them_only_when_strict(
    tiny_project: Project,
) -> None:
    tiny_project.remove("docs/ka/treatments/index.md")
    for settings, status in (((), 0), (("STRICT=1",), 2)):
        result = make_build(tiny_project, *settings)
        assert result.returncode == status
        assert "docs/ka/treatments/index.md: This page is not translated;" in result.stderr


def test_make_build_keeps_the_old_site_and_leaves_no_half_of_a_new_one(
    tiny_project: Project,
) -> None:
    root = tiny_project.root
    assert make_build(tiny_project).returncode == 0
    before = sorted(path.relative_to(root / "site") for path in (root / "site").rglob("*"))
    assert Path("index.html") in before
    wrong(tiny_project)
    result = make_build(tiny_project)
    assert result.returncode != 0
    assert "problems to mend:" in result.stdout + result.stderr
    assert sorted(path.relative_to(root / "site") for path in (root / "site").rglob("*")) == before
    assert not (root / ".site-new").exists()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("docs/en/_strings.yml", b""),
        ("docs/en/_strings.yml", b"{{ [\x00"),
        ("docs/ka/_strings.po", "მენიუ".encode("utf-16")),
        ("docs/_medical/references.json", b"[{]"),
        ("docs/ar/about/references.md", b""),
        ("docs/ka/notes.markdown", b"# Notes\n"),
    ],
)
def test_no_file_that_a_person_spoils_ends_in_a_traceback(
    tiny_project: Project, path: str, content: bytes
) -> None:
    tiny_project.write(path, content)
    result = build(tiny_project.root, tiny_project.root / "site")
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert f"1 problem to mend:\n  {path}" in said
    assert "Traceback" not in said


def test_a_wrong_menu_is_reported(tiny_project: Project) -> None:
    tiny_project.change("mkdocs.yml", "  - index.md\n", "  - index.md\n  - support: [help.md]\n")
    result = build(tiny_project.root, tiny_project.root / "site")
    said = result.stdout + result.stderr
    line = tiny_project.line("mkdocs.yml", "- support")
    assert result.returncode == 1 and "Traceback" not in said
    assert (
        f"2 problems to mend:\n  mkdocs.yml:{line}: The menu names `help.md`, which is no English "
        "page. Write the path below en/, such as treatments/massage.md.\n"
        f"  mkdocs.yml:{line}: The section `support` of the menu has no words. Add `nav.support` "
        "to en/_strings.yml.\n"
    ) in said
