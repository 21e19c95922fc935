"""The real catalogues through `make strings`, gettext and what other tools make of them."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from patientinfo.__main__ import main
from patientinfo.languages import gettext_file
from patientinfo.languages.catalogues import read_catalogue
from patientinfo.languages.updates import updated
from patientinfo.languages.wording import Strings, read_source
from tiny import ROOT

LOCALES = ("ka", "ru", "ar")
TODAY = date(2026, 11, 22)


def source() -> Strings:
    strings, problems = read_source(ROOT / "docs/en/_strings.yml", "_strings.yml")
    assert problems == []
    return strings


def text(locale: str) -> str:
    return (ROOT / f"docs/{locale}/_strings.po").read_text(encoding="utf-8")


def translations(po: str) -> dict[str, tuple[str, ...]]:
    file, problems = gettext_file.parse(po, "po")
    assert problems == []
    return {each.msgctxt: gettext_file.forms(each) for each in file.entries if not each.obsolete}


def unwrapped(po: str) -> str:
    return re.sub(r'(?<= )""\n(?=")|"\n"', "", po)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's words and settings."""
    for path in ("mkdocs.yml", "docs/en/_strings.yml", "docs/en/_strings.pot"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    for locale in LOCALES:
        (tmp_path / f"docs/{locale}").mkdir()
        shutil.copy(ROOT / f"docs/{locale}/_strings.po", tmp_path / f"docs/{locale}")
    (tmp_path / "overrides").mkdir()
    return tmp_path


def contents(project: Path) -> dict[str, bytes]:
    files = sorted(path for path in project.rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def test_updating_what_is_up_to_date_changes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert main(["strings"], project, TODAY) == 0
    count = len(source())
    assert capsys.readouterr().out == "".join(
        f"{locale}: 0 of {count} strings to translate or check\n" for locale in LOCALES
    )
    changed = [path for path, content in contents(project).items() if content != before[path]]
    assert changed == [], "run `make strings`"


@pytest.mark.parametrize("path", [*(f"docs/{each}/_strings.po" for each in LOCALES)])
def test_gettext_finds_nothing_wrong(path: str, tmp_path: Path) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("gettext is missing")
    command = ["msgfmt", "-c", "-o", str(tmp_path / "made.mo"), path]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def test_gettext_reads_every_string_of_the_template(tmp_path: Path) -> None:
    if not shutil.which("msginit"):
        pytest.skip("gettext is missing")
    new = tmp_path / "fr.po"
    command = ["msginit", "--no-translator", "--locale=fr", "-i", "docs/en/_strings.pot"]
    subprocess.run([*command, "-o", str(new)], cwd=ROOT, capture_output=True, check=True)
    assert list(translations(new.read_text(encoding="utf-8"))) == list(source())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", ["--no-wrap", "--width=79"])
def test_a_file_that_gettext_has_written_anew_is_up_to_date(
    locale: str, width: str, tmp_path: Path
) -> None:
    if not shutil.which("msgcat"):
        pytest.skip("gettext is missing")
    command = ["msgcat", width, f"docs/{locale}/_strings.po", "-o", str(tmp_path / "po")]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    written = (tmp_path / "po").read_text(encoding="utf-8")
    assert written != text(locale) or width == "--width=79"
    file, problems = gettext_file.parse(written, "po")
    assert (problems, updated(source(), locale, file).text) == ([], written)


@pytest.mark.parametrize("locale", LOCALES)
def test_without_its_keys_every_translation_is_found_by_its_text(locale: str) -> None:
    """`po2xliff`, then `xliff2po`, drops every `msgctxt`."""
    file, problems = gettext_file.parse(re.sub(r'(?m)^msgctxt ".*\n', "", text(locale)), "po")
    assert problems == []
    new = updated(source(), locale, file)
    assert (new.translations, new.gone) == (len(source()), ())
    assert translations(new.text) == translations(text(locale))
    assert new.text.count("\n#, fuzzy\n") == len(source())
    unmarked = new.text.replace("\n#, fuzzy\n", "\n")
    assert unwrapped(unmarked) == unwrapped(text(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_with_all_keys_renamed_every_translation_is_found_by_its_text(
    locale: str, tmp_path: Path
) -> None:
    words = (ROOT / "docs/en/_strings.yml").read_text(encoding="utf-8")
    (tmp_path / "_strings.yml").write_text(re.sub(r"(?m)^(?=[a-z])", "x-", words), "utf-8")
    renamed, problems = read_source(tmp_path / "_strings.yml", "_strings.yml")
    file, _ = gettext_file.parse(text(locale), "po")
    new = updated(renamed, locale, file)
    assert (problems, new.gone) == ([], ())
    assert translations(new.text) == {
        f"x-{key}": forms for key, forms in translations(text(locale)).items()
    }


def test_strings_that_vanish_and_come_back_have_their_translations_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    words = project / "docs/en/_strings.yml"
    whole = words.read_text(encoding="utf-8")
    words.write_text(whole[: whole.index("\nunit.year:") + 1], encoding="utf-8")
    assert main(["strings"], project, TODAY) == 1
    said = capsys.readouterr().out.splitlines()
    gone = [key for key in source() if f"\n{key}:" not in words.read_text(encoding="utf-8")]
    assert said[:2] == [
        "1 problem to mend:",
        f"  docs/ka/_strings.po: {len(gone)} of {len(source())} translations would be out of "
        f"use: `{gone[0]}`, `{gone[1]}`, `{gone[2]}`, …. Look for what has changed in "
        "docs/en/_strings.yml or here; if it is meant, `make strings FORCE=1` keeps them at the "
        "end of the file.",
    ]
    for locale in LOCALES:
        path = f"docs/{locale}/_strings.po"
        assert contents(project)[path] == before[path]
    assert main(["strings", "--force"], project, TODAY) == 0
    for locale in LOCALES:
        forced = (project / f"docs/{locale}/_strings.po").read_text(encoding="utf-8")
        assert forced.count("\n#~ msgctxt ") == len(gone)
    words.write_text(whole, encoding="utf-8")
    assert main(["strings"], project, TODAY) == 0
    for path, content in contents(project).items():
        assert unwrapped(content.decode()) == unwrapped(before[path].decode()), path


def test_conflicting_halves_of_a_real_file_stop_every_command(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "docs/ru/_strings.po"
    lines = text("ru").split("\n")
    at = lines.index('msgctxt "site.menu"') + 2
    lines[at:at] = ["<<<<<<< HEAD", lines[at], "======="]
    broken = "\n".join(lines)
    file.write_text(broken, encoding="utf-8")
    said = (
        f"docs/ru/_strings.po:{at + 1}: `<<<<<<< HEAD` is a line that git writes where two people "
        "have changed the same place. Keep one of the two texts, and remove the lines with "
        "<<<<<<<, ======= and >>>>>>>."
    )
    _, problems = read_catalogue(file, "docs/ru/_strings.po", "ru", source(), original="en")
    assert [str(each) for each in problems] == [said]
    assert main(["strings"], project, TODAY) == 1
    assert f"1 problem to mend:\n  {said}\n" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == broken
