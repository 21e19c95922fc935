"""What several tests need: the project's folder, the checked site, and the site as built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

from patientinfo.load import load
from patientinfo.self_check.criteria import Criteria
from patientinfo.site import Site
from tiny import SITE_URL, Project, make

ROOT = Path(__file__).parent.parent

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""No sandbox: containers run as root. The others keep the browser from calling home."""


def build(
    project: Path, target: Path, *flags: str, url: str = SITE_URL
) -> subprocess.CompletedProcess[str]:
    """Build a project as `make build` does, in a process of its own."""
    environment = {
        **os.environ,
        "SITE_URL": url,
        "PYTHONPATH": "hooks",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        *flags,
        "--site-dir",
        str(target),
    ]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def site() -> Site:
    """The real content, read and checked."""
    loaded, problems = load(ROOT, {"SITE_URL": SITE_URL})
    assert loaded is not None, "\n".join(map(str, problems))
    return loaded


@pytest.fixture(scope="session")
def criteria(site: Site) -> Criteria:
    """The real rules."""
    assert site.rules is not None
    return site.rules


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as built, for a server where it stands under a sub-path."""
    target = tmp_path_factory.mktemp("built") / "site"
    result = build(ROOT, target)
    assert result.returncode == 0, result.stdout + result.stderr
    return target


@pytest.fixture
def tiny_project(tmp_path: Path) -> Project:
    """A tiny project of its own for each test, which may change it."""
    return make(tmp_path / "project")


@dataclass(frozen=True)
class Built:
    """A tiny project and the folder of its finished site."""

    project: Project
    folder: Path
    said: str

    def page(self, path: str) -> BeautifulSoup:
        """Return a page of the finished site."""
        return BeautifulSoup((self.folder / path).read_text(encoding="utf-8"), "html.parser")

    def pages(self) -> list[str]:
        """Return the paths of all finished pages but the one for wrong addresses."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return sorted(path for path in found if path != "404.html")


def finish(project: Project, target: Path) -> Built:
    """Build a project that has no errors."""
    result = build(project.root, target)
    assert result.returncode == 0, result.stdout + result.stderr
    return Built(project, target, result.stdout + result.stderr)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site, complete in every language."""
    folder = tmp_path_factory.mktemp("whole")
    return finish(make(folder / "project"), folder / "site")


@pytest.fixture(scope="session")
def unfinished(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site where translators still have work to do.

    The Hebrew page on asthma is missing, the Hebrew home page translates an older text, the
    Hebrew word for the menu is not translated.
    """
    folder = tmp_path_factory.mktemp("unfinished")
    project = make(folder / "project")
    leave_unfinished(project)
    return finish(project, folder / "site")


def leave_unfinished(project: Project) -> None:
    """Take back some of the translations."""
    project.remove("docs/he/asma/index.md")
    project.change("docs/he/index.md", 'of: "', 'of: "0')
    project.change("docs/he/_strings.po", 'msgid "Menú"\nmsgstr "תפריט"', 'msgid "Menú"\nmsgstr ""')


@pytest.fixture
def tiny_site(tmp_path: Path) -> Site:
    """The tiny site, read and checked."""
    site, problems = make(tmp_path / "tiny").load()
    assert site is not None and problems == [], problems
    return site


@dataclass(frozen=True)
class Served:
    """A site on a local server: the address of its first page, ending with a slash."""

    url: str
    folder: Path


@pytest.fixture(scope="session")
def served(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The built site behind a local server, under the sub-path that it was built for."""
    with serving(built, tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture(scope="session")
def other_served(whole: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The tiny site, complete in every language, behind a local server."""
    with serving(whole.folder, tmp_path_factory.mktemp("other_served")) as served:
        yield served


@contextmanager
def serving(
    folder: Path, root: Path, handler: Callable[..., Any] | None = None
) -> Iterator[Served]:
    """Serve a built site under the sub-path that it was built for; ``root`` is an empty folder."""
    (root / "sub").mkdir()
    (root / "sub" / "path").symlink_to(folder)
    answer = partial(handler or QuietHandler, directory=str(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Served(f"http://127.0.0.1:{server.server_port}/sub/path/", folder)
    server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def chromium_path() -> str:
    """Return where the system's Chromium is."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    assert path, "No Chromium was found; `make browser` says what to install."
    return path
