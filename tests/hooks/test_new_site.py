"""A site on another condition begins with the engine, an empty content, and nothing of ours."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from new_site import FAMILIES, UNSAID, engine, main, make
from patientinfo.checks import THOROUGH
from patientinfo.load import load
from tiny import OTHER, ROOT

TODAY = date(2026, 11, 22)

OURS = re.compile(
    r"\bCP\b|cerebral|palsy|stem[- ]cell|bone[- ]marrow|cord[- ]blood|mardaleishvili|tbilisi"
    r"|neurolog|epilep|seizure|minimum[-_](?:age|weight)|lost-skills|cell-source|sibling-match"
    r"|nine (?:standard )?treatments",
    re.IGNORECASE,
)
"""What is said of this condition, this clinic and its rules only."""

OWN = (
    *("advice.", "claims.", "criteria.", "glossary.", "nav.", "questions."),
    *("emergency.labios", "emergency.no-puede", "emergency.inhalador", "unit"),
)
"""Beginnings of the keys that the site on asthma has for its own content."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("new") / "atopic-eczema"
    make(ROOT, target, "en", "English", TODAY)
    return target


def words(site: Path, locale: str = "en") -> dict[str, dict[str, str]]:
    path = site / f"docs/{locale}/_strings.yml"
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_it_has_no_problem_and_can_be_built(made: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "patientinfo", "build", "--site-dir", str(tmp_path / "site")],
        cwd=made,
        env={**os.environ, "PYTHONPATH": "hooks", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    _, problems = load(made, {}, checks=THOROUGH)
    assert problems == []
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "<title>Atopic eczema: where to start</title>" in page
    assert (tmp_path / "site/downloads/atopic-eczema.en.html").is_file()


def test_with_another_source_language_only_its_words_to_avoid_are_missing(tmp_path: Path) -> None:
    target = tmp_path / "asthma"
    make(ROOT, target, "he", "עברית", TODAY)
    site, problems = load(target, {}, checks=THOROUGH)
    assert site is not None and site.settings.languages == {"he": "עברית"}
    assert [str(each) for each in problems] == [
        "docs/he/_language.yml: The language he has no list of words that may not appear. Add "
        "`avoid:` with its words."
    ]
    assert "docs/en/" not in (target / "Makefile").read_text(encoding="utf-8")


def test_nothing_of_this_condition_or_its_clinic_is_in_it(made: Path) -> None:
    files = [made / "mkdocs.yml", made / "README.md", made / "pyproject.toml", made / "LICENSE"]
    files += [path for room in ("docs", "overrides") for path in (made / room).rglob("*")]
    found = [
        f"{path.relative_to(made)}: {match[0]}"
        for path in files
        if path.is_file()
        for match in OURS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_its_strings_are_the_engines_and_ours_to_the_letter(made: Path) -> None:
    ours, theirs = words(ROOT), words(made)
    changed = {key for key in theirs if theirs[key] != ours[key]}
    assert changed == {
        "condition.name",
        "emergency.numbers",
        "evidence_chart.cell-product",
        "evidence_chart.column-cells",
        "evidence_chart.column-treatments",
        "evidence_chart.key-title",
        "evidence_chart.none",
        "evidence_chart.why-title",
        "facts.interests",
        "facts.interests-text",
        "outcomes.matches.text",
        "site.name",
        "treatments.caption",
        "verdicts.not-supported.means",
    }
    asked = {key for key in words(OTHER, "es") if not key.startswith(OWN)}
    assert asked - theirs.keys() == set(UNSAID)
    assert {key for key in ours if key.startswith(FAMILIES)} - theirs.keys() == set(UNSAID)
    ids = re.compile(
        r"(?:claims|glossary|parts|cells|gains|questions|criteria|pictures|subjects)\."
    )
    assert [key for key in theirs if ids.match(key)] == []


def test_every_test_and_command_that_comes_along_has_what_it_needs(made: Path) -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    result = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    makefile = (made / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"(?m)^\.PHONY: (.*)$", makefile)
    assert listed
    assert set(listed[1].split()) == set(re.findall(r"(?m)^([a-z-]+):", makefile))
    assert {"bench", "accept-looks", "new-site"}.isdisjoint(listed[1].split())
    runs = re.findall(r"(?:hooks|tests|benchmarks)/[\w./-]+\.(?:py|sh)", makefile)
    assert runs and [each for each in runs if not (made / each).is_file()] == []


def test_what_is_about_this_content_stays_here() -> None:
    found = set(engine(ROOT))
    assert {"tests/browser/find-chromium.sh", "tests/other_site/mkdocs.yml"} <= found
    assert {"tests/patientinfo/checks/test_links.py", "hooks/preview.py"} <= found
    away = ("benchmarks/", "tests/content/", "tests/patientinfo/self_check/", "hooks/new_site")
    assert [each for each in found if each.startswith(away)] == []
    pictures = [each for each in found if each.startswith("overrides/components/pictures/")]
    assert pictures == ["overrides/components/pictures/own.css"]
    assert [each for each in found if each.startswith("docs/")] == ["docs/assets/favicon.svg"]


def test_its_readme_says_what_to_fill_in(made: Path) -> None:
    text = (made / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Atopic eczema\n\nFill in, in this order;")
    assert "make new-site" not in text and "License" not in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Say where the new site is to stand: make new-site DIR=../asthma\n"),
        (
            ["--dir", "hooks/more"],
            "hooks/more is part of this project. Name a folder beside it: "
            "make new-site DIR=../asthma\n",
        ),
        (
            ["--dir", "{full}"],
            "{full} is not empty. Name a folder that does not exist yet: "
            "make new-site DIR=../asthma\n",
        ),
        (
            ["--dir", "{full}/here"],
            "{full}/here is a file. Name a folder: make new-site DIR=../asthma\n",
        ),
        (
            ["--dir", "{full}/new", "--locale", "xx"],
            "`xx` is no tag of a language. Write one such as en, ka or pt-BR.\n",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    (tmp_path / "here").write_text("", encoding="utf-8")
    assert main([each.format(full=tmp_path) for each in given], ROOT, TODAY) == 1
    assert capsys.readouterr().out == said.format(full=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_an_empty_folder_is_taken_and_the_language_names_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--dir", str(tmp_path), "--locale", "es"], ROOT, TODAY) == 0
    assert capsys.readouterr().out == (
        f"{tmp_path} is ready. Its README.md says what to fill in, and in which order.\n"
    )
    settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    assert '- { locale: es, name: "Español", default: true }' in settings
