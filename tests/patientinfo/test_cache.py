"""A finished site is found again only under what it was made from."""

import json
import re
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from patientinfo import cache
from patientinfo.reading.problems import Problem
from tiny import ROOT

FILES = {"index.html": b"<p>Massage", "ar/index.html": "<p>تدليك".encode()}
WARNING = Problem("docs/ka/a.md", 3, "This is old.", "Look again.", "warning", "translations")


def project(root: Path, text: str = "One.") -> dict[str, str]:
    """Write a small project and return the variables that its settings name."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_url: !ENV [SITE_URL, x]\n", encoding="utf-8")
    return {"SITE_URL": "https://cp.example/"}


def key(root: Path, variables: dict[str, str], *more: str) -> str:
    return cache.key(root / "mkdocs.yml", [root / "docs"], variables, *more)


def test_what_is_kept_is_found_again_with_its_problems(tmp_path: Path) -> None:
    cache.write(tmp_path, "abc", FILES, [WARNING])
    found = cache.read(tmp_path, "abc")
    assert found == (FILES, [WARNING])
    assert found is not None and found[1][0].code == "translations"
    assert cache.read(tmp_path, "abd") is None


def test_the_key_changes_with_text_settings_variables_code_and_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = project(tmp_path)
    first = key(tmp_path, variables)
    assert key(tmp_path, {**variables, "EDITOR": "vi"}) == first
    assert key(tmp_path, {"SITE_URL": "https://other.example/"}) != first
    assert key(tmp_path, variables, "another hook") != first
    (tmp_path / "docs/index.md").touch()
    assert key(tmp_path, variables) == first
    project(tmp_path, "Two.")
    assert key(tmp_path, variables) != first
    project(tmp_path)
    (tmp_path / "docs/new.md").write_text("", encoding="utf-8")
    assert key(tmp_path, variables) != first
    (tmp_path / "docs/new.md").unlink()
    assert key(tmp_path, variables) == first
    monkeypatch.setattr(cache, "version", lambda name: "99")
    assert key(tmp_path, variables) != first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(b"x" + path.read_bytes()[1:]),
        lambda path: zipfile.ZipFile(path, "w").close(),
        lambda path: path.unlink(),
    ],
    ids=["empty", "cut", "changed", "no files", "gone"],
)
def test_a_spoilt_file_is_as_none(tmp_path: Path, spoil: object) -> None:
    cache.write(tmp_path, "abc", FILES, [])
    spoil(tmp_path / ".cache/abc.zip")  # type: ignore[operator]
    found = cache.read(tmp_path, "abc")
    assert found is None or found[0] == FILES


def test_problems_of_another_version_of_the_code_are_as_none(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    with zipfile.ZipFile(tmp_path / ".cache/abc.zip", "w") as kept:
        kept.writestr(cache.PROBLEMS, json.dumps([{"text": "old"}]))
    assert cache.read(tmp_path, "abc") is None


def test_only_the_last_sites_stay_and_two_builds_at_once_do_not_hurt_each_other(
    tmp_path: Path,
) -> None:
    for number in range(cache.KEPT + 3):
        cache.write(tmp_path, f"key{number}", FILES, [])
        cache.write(tmp_path, f"key{number}", FILES, [])
    kept = sorted(path.name for path in (tmp_path / ".cache").iterdir())
    assert len(kept) == cache.KEPT and f"key{cache.KEPT + 2}.zip" in kept


def test_every_package_that_writes_a_part_of_a_site_is_in_the_key() -> None:
    only_commands = {"pillow", "playwright", "textstat"}
    names = packages_distributions()
    modules = {
        alias.split(".")[0]
        for path in (ROOT / "hooks/patientinfo").rglob("*.py")
        for alias in re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text(), re.MULTILINE)
    }
    used = {name.lower() for module in modules for name in names.get(module, ())}
    assert used - only_commands == set(cache.PACKAGES)


def test_where_nothing_can_be_kept_a_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way", encoding="utf-8")
    cache.write(tmp_path, "abc", FILES, [])
    assert cache.read(tmp_path, "abc") is None
