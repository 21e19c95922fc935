"""`make serve`: MkDocs' live server round the core, which makes only what an edit touches.

MkDocs' own `mkdocs serve` works too, and builds everything again at each edit.
"""

import argparse
import os
import socket
import sys
import time
import traceback
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from patientinfo.live import Live
from patientinfo.reading.problems import Problem, report
from patientinfo.reading.settings import read_settings

HOST = "127.0.0.1"
SETTINGS = "mkdocs.yml"
CHANGES = ("created", "modified", "moved", "deleted", "closed")
"""Events that mean a change; the system tells of files that are only read, too."""

DELAY = 0.02
"""Seconds after a change in which others may still come: an editor writes more than once."""


class Preview(LiveReloadServer):
    """Serves the site from memory; asks for pages are answered with the newest text."""

    def __init__(self, root: Path, port: int, mount: str, first: str) -> None:
        self.live = Live(root, os.environ, self.show, date.today)
        self.project, self.first = root, first
        super().__init__(self.build, HOST, port, str(root), mount)
        self.observer = Observer()  # type: ignore[assignment]  # the system's own; MkDocs looks every half second
        self.build_delay = DELAY
        self.error_handler = self.missing

    def server_activate(self) -> None:
        """Say where the site is, as soon as it can be asked for."""
        super().server_activate()
        print(f"Serving on {self.url}{self.first}", flush=True)

    def watch_project(self, folders: Iterable[Path]) -> None:
        """Watch the folders, and the settings beside them."""
        handler = FileSystemEventHandler()
        handler.on_any_event = self.noticed  # type: ignore[method-assign]
        for folder in folders:
            self.observer.schedule(handler, str(folder), recursive=True)
        self.observer.schedule(handler, str(self.project), recursive=False)
        self._watched_paths = {str(self.project): 1}  # MkDocs starts the observer, adds its script

    def noticed(self, event: FileSystemEvent) -> None:
        """Build again after a change; after a change of the code, begin anew."""
        paths = [Path(os.fsdecode(each)) for each in (event.src_path, event.dest_path) if each]
        beside = all(path.parent == self.project and path.name != SETTINGS for path in paths)
        if event.is_directory or event.event_type not in CHANGES or beside:
            return
        if any(path.suffix == ".py" for path in paths):
            print("The code has changed: beginning anew.")
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        self.live.give_up()
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def build(self) -> None:
        """Take in what has changed, and say what is wrong."""
        before = self.live.said()
        try:
            self.live.refresh()
        except Exception as error:  # MkDocs' server would let every request wait for ever
            traceback.print_exc()
            fix = "The terminal says more."
            self.live.problems = [Problem(SETTINGS, 0, f"The preview failed: {error}.", fix)]
        self.tell(before)

    def tell(self, before: str) -> None:
        """Say in the terminal what is wrong, where it has changed."""
        if (said := self.live.said()) != before:
            print(said or "All is well again.", flush=True)

    def show(self) -> None:
        """Let browsers load again: the checks in the background have found something."""
        self.tell("")
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = round(time.monotonic() * 1000)
            self._epoch_cond.notify_all()

    def missing(self, code: int) -> bytes | None:
        """Return the page for wrong addresses."""
        return self.live.file("404.html") if code == 404 else None

    def _serve_request(
        self, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/") or not path.startswith(self.mount_path):
            return super()._serve_request(environ, start_response)
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        name = path.removeprefix(self.mount_path)
        name += "index.html" if not name or name.endswith("/") else ""
        content = self.live.file(name)
        if content is None:
            return None
        if name.endswith(".html"):
            content = self._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        kind: str = self._guess_type(name)  # type: ignore[no-untyped-call]
        headers = [("Content-Type", kind), ("Content-Length", str(len(content)))]
        start_response("200 OK", [*headers, ("Cache-Control", "no-store")])
        return [content]


def main() -> int:
    """Serve the project in the working folder until somebody presses Ctrl+C."""
    parser = argparse.ArgumentParser(description="Show the site while you write.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--locale", default="", help="the language whose first page is named")
    given = parser.parse_args()
    root = Path.cwd()
    try:
        socket.create_server((HOST, given.port)).close()
    except (OSError, OverflowError) as error:
        why, other = "is taken", given.port + 1
        if isinstance(error, OverflowError):
            why, other = "does not exist; the highest is 65535", 8000
        elif isinstance(error, PermissionError):
            why, other = "is kept for the system", 8000
        print(f"Port {given.port} {why}. Take another: make serve PORT={other}")
        return 1
    settings, problems = read_settings(root / SETTINGS, os.environ)
    if settings is None:
        print(report(problems))
    elif given.locale and given.locale not in settings.languages:
        known = ", ".join(settings.languages)
        print(f"The site has no language `{given.locale}`. Known are: {known}.")
        return 1
    mount = unquote(urlsplit(settings.site_url).path) if settings else "/"
    first = settings and given.locale not in ("", next(iter(settings.languages)))
    server = Preview(root, given.port, mount, f"{given.locale}/" if first else "")
    docs = settings.docs if settings else root / "docs"
    overrides = settings.overrides if settings else root / "overrides"
    server.watch_project([docs, overrides, Path(__file__).parent])
    server.build()
    try:
        with suppress(KeyboardInterrupt):
            server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
