"""`make serve` as a writer meets it: a port, a language, an edit, a mistake and its mending."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tiny import SITE_URL, Project

PAGE = "docs/es/asma/index.md"
LONGEST = 30
"""Seconds that an edit may take on a busy machine; how long it takes, `make bench` says."""


def command(project: Project, *arguments: str) -> subprocess.Popen[str]:
    """Start the preview of a project as `make serve` does."""
    return subprocess.Popen(
        [sys.executable, "hooks/preview.py", *arguments],
        cwd=project.root,
        env={
            **os.environ,
            "SITE_URL": SITE_URL,
            "PYTHONPATH": "hooks",
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@contextmanager
def served(project: Project, *arguments: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a project; give the address that it names, and what it has said before."""
    process = command(project, "--port", str(free_port()), *arguments)
    said: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if found := re.match(r"Serving on (\S+)", line):
                yield found[1], said
                break
        else:
            raise AssertionError("".join(said))
    finally:
        process.terminate()
        process.wait(10)


def page(address: str) -> str:
    with urlopen(address, timeout=LONGEST) as response:
        text: str = response.read().decode()
        return text


def wait_for(address: str, wanted: str) -> str:
    """Return a page as soon as it says this."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if wanted in (text := page(address)):
            return text
        time.sleep(0.05)
    raise AssertionError(f"{address} never said {wanted}")


def test_edits_mistakes_and_their_mending_are_seen_in_the_browser(tiny_project: Project) -> None:
    with served(tiny_project) as (address, _):
        assert address.endswith("/sub/path/")
        first = page(f"{address}asma/")
        assert "Unas semanas van bien" in first and "livereload" in first
        assert "Content-Security-Policy" not in first
        tiny_project.change(PAGE, "Unas semanas van", "Hay semanas que van")
        wait_for(f"{address}asma/", "Hay semanas que van bien")
        tiny_project.change(PAGE, '{{ term("bronquios") }}', '{{ trem("bronquios") }}')
        report = wait_for(f"{address}he/", "Something to mend")
        assert f"{PAGE}:16: `{{{{ trem(&quot;bronquios&quot;) }}}}` is not known." in report
        assert "livereload" in report
        tiny_project.change(PAGE, '{{ trem("bronquios") }}', '{{ term("bronquios") }}')
        wait_for(f"{address}asma/", "Hay semanas que van bien")
        tiny_project.change("mkdocs.yml", "  - tables\n", "  - footnotes\n")
        wait_for(address, "The Markdown extension `footnotes` is not run here")
        tiny_project.change("mkdocs.yml", "  - footnotes\n", "  - tables\n")
        wait_for(address, "¿Qué quiere saber?")
        assert "bronquitis" in page(f"{address}sobre/buscar/words.json")


def test_it_begins_with_the_first_page_of_a_language(tiny_project: Project) -> None:
    with served(tiny_project, "--locale", "he") as (address, _):
        assert address.endswith("/sub/path/he/")
        assert 'lang="he"' in page(address)


def test_a_project_with_a_mistake_is_served_with_its_report(tiny_project: Project) -> None:
    tiny_project.change("mkdocs.yml", ", default: true", "")
    with served(tiny_project) as (address, said):
        assert "is not the default" in "".join(said)
        assert "The first language, `es`, is not the default." in page(address)


def test_a_port_that_is_taken_is_said_before_anything_is_read(tiny_project: Project) -> None:
    tiny_project.change("mkdocs.yml", "plugins:", "plugins: [")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = command(tiny_project, "--port", str(port))
        said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 1
    assert said == f"Port {port} is taken. Take another: make serve PORT={port + 1}\n"


def test_a_port_that_does_not_exist_is_said(tiny_project: Project) -> None:
    process = command(tiny_project, "--port", "99999")
    said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 1
    assert said == (
        "Port 99999 does not exist; the highest is 65535. Take another: make serve PORT=8000\n"
    )


def test_a_language_that_the_site_has_not_is_said(tiny_project: Project) -> None:
    process = command(tiny_project, "--port", str(free_port()), "--locale", "ka")
    said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 1
    assert said == "The site has no language `ka`. Known are: es, he.\n"


def test_nothing_is_written_into_the_project(tiny_project: Project) -> None:
    def files() -> set[Path]:
        return {path for path in tiny_project.root.rglob("*") if "__pycache__" not in path.parts}

    before = files()
    with served(tiny_project) as (address, _):
        page(address)
        page(f"{address}sobre/buscar/words.json")
    assert files() == before


@pytest.mark.parametrize("path", ["nothing/", "assets/nothing.css"])
def test_a_wrong_address_is_not_found(tiny_project: Project, path: str) -> None:
    with served(tiny_project) as (address, _), pytest.raises(OSError, match="404"):
        page(address + path)
