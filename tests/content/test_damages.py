"""Damages to the real content, one at a time: each is reported at its line, or is harmless.

Every file of ``damages/`` holds the damages of one kind as data. A damage has a ``name``, the
``file`` that it is done to, and what is done to it:

* ``append``: text at the end; ``replace`` and ``then``: an old text, there once, and the new one;
  ``drop``: a pattern of lines that go; ``encode`` and ``ends``: other bytes for the same text
* ``write``: a new file, with ``pad`` as heavy as that; ``link``: a link to there; ``remove``

and what must come of it: ``says`` are the beginnings of all errors, ``warns`` those of all
warnings, with ``{file}``, and ``{here}`` for the file and the line where the damage begins
(``{here+1}`` is the next line). ``harmless`` says why nothing is reported; then ``shows`` has words
that a published file must hold, and ``hidden`` words that none may hold.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from patientinfo import build
from patientinfo.load import load
from patientinfo.reading.problems import Problem, errors, warnings
from tiny import SITE_URL

pytestmark = pytest.mark.deep

KINDS = Path(__file__).parent / "damages"
NEEDED = ("docs", "overrides", "mkdocs.yml")
TODAY = date(2026, 11, 28)


def damages() -> Iterator[Any]:
    """Yield all damages, each named by its kind and its name."""
    for path in sorted(KINDS.glob("*.yml")):
        for damage in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(damage, id=f"{path.stem}: {damage['name']}")


DAMAGES = list(damages())


@dataclass(frozen=True)
class Project:
    """A copy of the content, and the files of its site before anything was damaged."""

    root: Path
    files: Mapping[str, bytes] = field(repr=False)


def asked(root: Path, url: str = SITE_URL) -> tuple[list[Problem], dict[str, bytes]]:
    """Return what is wrong with a project, and the files that would be published."""
    site, found = load(root, {"SITE_URL": url}, today=TODAY)
    files: dict[str, bytes] = {}
    if site is not None:
        files, more = build.files(site)
        found = [*found, *more]
    return found, ({} if errors(found) else files)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The content, copied once: every damage is undone again."""
    root = tmp_path_factory.mktemp("damages")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    found, files = asked(root)
    assert found == [], "\n".join(map(str, found))
    return Project(root, files)


@contextmanager
def damaged(root: Path, damage: Mapping[str, Any]) -> Iterator[int]:
    """Do a damage, give the line where it begins, and undo it."""
    file = root / damage["file"]
    before = file.read_bytes() if file.is_file() else None
    made = next((each for each in reversed([file, *file.parents]) if not each.exists()), file)
    try:
        yield _do(file, damage)
    finally:
        if before is not None:
            file.write_bytes(before)
        elif made.is_dir() and not made.is_symlink():
            shutil.rmtree(made)
        else:
            made.unlink(missing_ok=True)


def _do(file: Path, damage: Mapping[str, Any]) -> int:
    if "link" in damage:
        file.symlink_to(damage["link"])
        return 1
    if "remove" in damage:
        file.unlink()
        return 1
    if (content := damage.get("write")) is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        content = content.encode() if isinstance(content, str) else content
        file.write_bytes(content.ljust(damage.get("pad", 0), b"\0"))
        return 1
    if "site_url" in damage:
        return 1
    before = text = file.read_text(encoding="utf-8")
    if "drop" in damage:
        text = re.sub(rf"(?m)(?:{damage['drop']})\n?", "", text)
    for old, new in (damage[key] for key in ("replace", "then") if key in damage):
        assert text.count(old) == 1, f"{text.count(old)} times in {damage['file']}: {old}"
        text = text.replace(old, new)
    text += damage.get("append", "")
    text = text.replace("\n", damage.get("ends", "\n"))
    file.write_bytes(text.encode(damage.get("encode", "utf-8"), damage.get("errors", "strict")))
    return _first_difference(before, text)


def _first_difference(before: str, after: str) -> int:
    """Return the line where two texts begin to differ; an empty line is passed over."""
    old, new = before.split("\n"), after.split("\n")
    same = zip(old, new, strict=False)
    ends = min(len(old), len(new))
    at = next((number for number, (one, other) in enumerate(same) if one != other), ends)
    while at < len(new) - 1 and not new[at].strip():
        at += 1
    return at + 1


def wanted(damage: Mapping[str, Any], key: str, line: int) -> list[str]:
    """Return how the messages of a damage begin, in their order."""
    written = damage.get(key, [])
    listed = [written] if isinstance(written, str) else written
    place = re.compile(r"\{here([+-]\d+)?\}")
    named = (each.replace("{file}", damage["file"]) for each in listed)
    return [
        place.sub(lambda match: f"{damage['file']}:{line + int(match[1] or 0)}", each)
        for each in named
    ]


def compared(found: list[Problem], beginnings: list[str]) -> None:
    """Hold what is said against how it must begin, each once, and nothing else."""
    said = list(map(str, found))
    report = "\n".join(said) or "nothing"
    left = list(said)
    for begin in beginnings:
        match = next((each for each in left if each.startswith(begin)), None)
        assert match is not None, f"Not said: {begin}\nSaid:\n{report}"
        left.remove(match)
    assert left == [], f"Said besides what is wanted:\n{report}"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_is_reported_at_its_line_or_harmless(
    project: Project, damage: dict[str, Any]
) -> None:
    with damaged(project.root, damage) as line:
        found, files = asked(project.root, damage.get("site_url", SITE_URL))
    compared(errors(found), wanted(damage, "says", line))
    compared(warnings(found), wanted(damage, "warns", line))
    assert bool(files) == (errors(found) == [])
    changed = {path: each for path, each in files.items() if project.files.get(path) != each}
    for path, content in changed.items():
        assert unsound(path, content) == [], path
    for path, words in damage.get("shows", {}).items():
        assert words.encode() in files[path], f"{path} does not show {words}"
    if hidden := damage.get("hidden"):
        assert [path for path, content in files.items() if hidden.encode() in content] == []


def test_the_site_is_sound_before_anything_is_damaged(project: Project) -> None:
    for path, content in project.files.items():
        assert unsound(path, content) == [], path


def test_every_damage_is_written_so_that_it_can_be_done() -> None:
    ids = [each.id for each in DAMAGES]
    assert len(set(ids)) == len(ids) >= 170
    for each in DAMAGES:
        [damage] = each.values
        results = {"says", "warns", "harmless"} & damage.keys()
        assert len(results) == 1, f"{each.id} comes out in {len(results)} ways"


REPORTED = [each for each in DAMAGES if "says" in each.values[0]]
ONE_OF_A_KIND = {str(each.id).partition(":")[0]: each for each in reversed(REPORTED)}


@pytest.mark.parametrize("damage", list(ONE_OF_A_KIND.values()))
def test_with_an_error_the_site_that_was_there_stays(
    project: Project, tmp_path: Path, damage: dict[str, Any]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("the site that was there", encoding="utf-8")
    environment = {
        **os.environ,
        "SITE_URL": damage.get("site_url", SITE_URL),
        "PYTHONPATH": str(ROOT / "hooks"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    publish = [sys.executable, str(ROOT / "hooks/publish.py"), str(site)]
    command = [*publish, sys.executable, "-m", "patientinfo", "build", "--site-dir"]
    with damaged(project.root, damage) as line:
        result = subprocess.run(
            command, cwd=project.root, env=environment, capture_output=True, text=True, check=False
        )
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    for each in wanted(damage, "says", line):
        assert each in result.stdout
    assert [path.name for path in site.iterdir()] == ["index.html"]


NEVER = ("iframe", "object", "embed", "base", "style")
"""Elements that no page may have; forms may, but send nothing anywhere."""

NAME = re.compile(r"[a-z][a-z0-9:-]*")
UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\ue000]")


class Reader(HTMLParser):
    """Reads a page as a browser does, and notes what would be broken or run there."""

    def __init__(self, copy: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.copy, self.found, self.ids = copy, list[str](), set[str]()
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        at = f"<{tag}> in line {self.getpos()[0]}"
        self.inside = tag if tag in ("script", "style") else ""
        if (tag in NEVER and not self.copy) or (tag == "form" and "action" in values):
            self.found.append(at)
        if tag == "script" and not self.copy and values.get("type") != "application/ld+json":
            self.found += [f"{at} stands in the page"] * ("src" not in values)
        for name, value in attrs:
            if not NAME.fullmatch(name) or name.startswith("on") or name == "style":
                self.found.append(f"{at} has {name}")
            if name in ("href", "src") and value:
                scheme = value.partition(":")[0].strip().casefold()
                if scheme in ("javascript", "vbscript", "file"):
                    self.found.append(f"{at} has {name}={value}")
                if name == "src" and "//" in value:
                    self.found.append(f"{at} loads {value}")
                if name == "src" and self.copy and scheme != "data":
                    self.found.append(f"{at} loads {value}, and the copy stands alone")
            if value and ("<span" in value or UNSEEN.search(value)):
                self.found.append(f"{at} has {name}={value}")
        if (id := values.get("id")) is not None:
            self.found += [f"{at}: the id {id} stands twice"] * (id in self.ids)
            self.ids.add(id)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if not self.inside and ("{{" in data or UNSEEN.search(data)):
            self.found.append(f"«{data.strip()[:60]}»")


def unsound(path: str, content: bytes) -> list[str]:
    """Return what is broken in a published page, or would run there: nothing may be."""
    if not path.endswith(".html"):
        return []
    reader = Reader(copy=path.startswith("downloads/"))
    reader.feed(content.decode())
    reader.close()
    return reader.found
