"""Finds the files of ``docs/`` that are published as they are, and those that must not be.

What begins with an underscore or a full stop is nobody's business here, with all below it.
"""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from patientinfo.reading.pages import PAGE_ENDINGS
from patientinfo.reading.problems import Problem
from patientinfo.reading.settings import Settings

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
KNOWN = (*PICTURES, ".pdf", ".txt")
"""Endings of what readers can be given beside pages."""

NO_BROWSER_SHOWS = (".heic", ".heif", ".tif", ".tiff", ".psd", ".dng")
"""Endings of pictures as cameras, scanners and programs keep them."""

ASSETS = "assets"
"""The folder of what pages of several languages show."""

LEFT_BEHIND = re.compile(
    r"~\$.*|#.*#|.*~|(?:eh)?thumbs\.db|desktop\.ini"
    r"|.*\.(?:orig|rej|bak|tmp|temp|swp|save|part|crdownload)",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
"""A folder that the site generator takes for a language's."""

PART = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
"""What a file or a folder may be called: nothing that means something in an address or in HTML."""

Wrong = tuple[str, str]
"""What is wrong with a file, and what to do."""


def read_files(settings: Settings) -> tuple[dict[str, str], list[Problem]]:
    """Return the addresses of the files that are published, with their paths, and what is wrong.

    What is beside the pages of a language stands beside them on the site too.
    """
    docs, source = settings.docs, next(iter(settings.languages))
    published: dict[str, str] = {}
    found: list[Problem] = []
    for path in sorted(_walk(docs)):
        below = path.relative_to(docs)
        stray = _stray_language(below, settings)
        file = docs / stray if stray else path
        name = settings.name(file).encode("utf-8", "backslashreplace").decode()
        address = below.as_posix().removeprefix(f"{source}/")
        wrong = _wrong(path, below, settings, stray)
        if not wrong and address in published:
            other = settings.name(Path(published[address]))
            wrong = f"{other} has the same address on the site.", "Rename one of the two."
        if wrong:
            found.append(Problem(name, 0, *wrong))
        elif path.suffix.lower() not in PAGE_ENDINGS and path.is_file():
            published[address] = str(path)
    return published, list(dict.fromkeys(found))


def file_state(path: str) -> tuple[str, int, int]:
    """Return what is another when a file is: its size, and when it was changed."""
    status = Path(path).stat()
    return path, status.st_size, status.st_mtime_ns


def _walk(docs: Path) -> Iterator[Path]:
    """Yield every file, and every link, below a folder; no link is followed."""
    for folder, folders, files in os.walk(docs):
        folders[:] = [each for each in folders if not each.startswith((".", "_"))]
        here = Path(folder)
        yield from (here / each for each in folders if (here / each).is_symlink())
        yield from (here / each for each in files if not each.startswith((".", "_")))


def _stray_language(below: Path, settings: Settings) -> str:
    """Return the folder that a file is in where it is of a language the settings do not name."""
    folder, *more = below.parts
    stray = more and folder not in settings.languages and LANGUAGE.fullmatch(folder)
    return folder if stray else ""


def _wrong(path: Path, below: Path, settings: Settings, stray: str) -> Wrong | None:
    """Return the first that is wrong with a file: it is the one thing to mend."""
    docs, source = settings.docs_name, next(iter(settings.languages))
    top, *more = below.parts
    ending = path.suffix.lower()
    if LEFT_BEHIND.fullmatch(path.name):
        return "A program has left this file behind.", "Delete it."
    if path.is_symlink():
        return _link(path, settings)
    if stray:
        settings_file = settings.file.name
        what = f"{settings_file} does not name the language `{stray}`, so nobody would see "
        fix = f"Add it under `languages` in {settings_file}, or delete the folder."
        return f"{what}this folder.", fix
    if ending in PAGE_ENDINGS:
        if top in settings.languages:
            return None
        what = "This page is in no language's folder, so nobody would see it."
        return what, f"Move it to {docs}/{source}/{below.as_posix()}, or delete it."
    if ending in NO_BROWSER_SHOWS:
        return f"Most browsers show no {ending} pictures.", "Save it again as .jpg."
    if ending not in KNOWN:
        kind = f"of this kind ({ending})" if ending else "without an ending, such as .jpg,"
        fix = f"Move it out of {docs}/. Readers can be given pages (.md), "
        return f"Files {kind} are not published.", f"{fix}pictures ({_listed()}), .pdf and .txt."
    if not more or top not in (ASSETS, *settings.languages):
        fix = f"Move it to {docs}/{ASSETS}/, or beside the page that shows it."
        return "Files do not stand here.", fix
    if Path(path.stem).suffix.lower() in PAGE_ENDINGS:
        return f"This page ends in {ending}, so it is none.", "Rename it so that it ends in .md."
    if not all(map(PART.fullmatch, more)):
        fix = "Use lower-case English words joined by hyphens, such as open-day.jpg."
        return "A file cannot have this name.", fix
    return None


def _listed() -> str:
    return ", ".join(each for each in PICTURES if each != ".jpeg")


def _link(path: Path, settings: Settings) -> Wrong:
    """Return what is wrong with a link: whoever has the folder may not have what it leads to."""
    leads, copy = path.readlink(), "Copy the file itself to this place"
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "This is a link that leads round in a circle.", "Delete it."
        return f"This is a link to `{leads}`, which is not there.", f"{copy}, or delete the link."
    if path.is_dir():
        fix = "Copy the files themselves to this place, or delete the link."
        return "This is a link to a folder.", fix
    if not path.resolve().is_relative_to(settings.docs):
        what = f"This is a link to a file outside {settings.docs_name}/."
        return what, f"{copy} if readers may have it; else delete the link."
    return f"This is a link to `{leads}`.", f"{copy}, or delete the link."
