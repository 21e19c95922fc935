"""The site while somebody writes: an edit costs what it touches, the rest follows behind it.

What is on the screen is made when it is asked for. Everything else is made in the background, and
given up as soon as something changes again; in the end it is what a fresh build makes.
"""

import html
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path

from patientinfo import build
from patientinfo.checks import (
    STRUCTURE,
    TEXTS,
    plain_words,
    stray_numbers,
    templates,
    unseen_signs,
    words,
)
from patientinfo.components.links import page_file
from patientinfo.load import read, run
from patientinfo.outputs import OUTPUTS, loaded
from patientinfo.reading.problems import Problem, behind, errors, report, warnings
from patientinfo.site import Site

AT_ONCE = [*STRUCTURE, unseen_signs, plain_words, stray_numbers]
"""What is asked before an edit is shown; the others read finished texts, and are asked behind."""

PAUSE = 0.4
"""Seconds before the rest is made: the browser loads the page first."""

PATIENCE = 60.0
"""Seconds for which somebody waits for a file that is made in the background."""


class Live:
    """The newest state of a project; ``changed`` is called when what is wrong becomes known."""

    def __init__(
        self,
        root: Path,
        environment: Mapping[str, str],
        changed: Callable[[], None],
        today: Callable[[], date] | None = None,
    ) -> None:
        self.root, self.environment, self.changed = root, environment, changed
        self.today = today
        self.site: Site | None = None
        self.problems: list[Problem] = []
        self.pages: dict[str, tuple[str, str]] = {}
        self.files: dict[str, bytes] = {}
        self.state = 0
        self.finished = threading.Condition()
        self.done = 0

    @property
    def wrong(self) -> list[Problem]:
        """What keeps the site from being shown."""
        return errors(self.problems)

    def refresh(self, *, behind: bool = True) -> None:
        """Read what has changed and check it; the rest is made in a thread of its own."""
        today = self.today() if self.today else None
        site, found = read(self.root, self.environment, live=True, today=today)
        if site is not None:
            found += run(site, AT_ONCE)
            self.pages = {
                page_file(path, locale, site.default): (path, locale)
                for locale in site.locales
                for path in site.originals
            }
        self.state += 1
        self.site, self.problems, self.files = site, found, {}
        if site is not None and not self.wrong:
            self.files = loaded.files(site, site.locales)
            if behind:
                threading.Thread(target=self._rest, args=(self.state,), daemon=True).start()

    def _rest(self, state: int) -> None:
        """Make everything that is not on the screen, until something changes again."""
        time.sleep(PAUSE)
        try:
            self.complete(lambda: self.state != state)
        except Exception:  # a mistake of the code must not leave readers waiting without a word
            traceback.print_exc()

    def complete(self, stale: Callable[[], bool] = lambda: False) -> None:
        """Make all files of the site as it is now, and ask the checks that read finished texts."""
        site, state = self.site, self.state
        assert site is not None
        made: dict[str, bytes] = {}
        try:
            for more in self._everything(site):
                if stale():
                    return
                made |= more
        except Exception as error:
            found = [templates.problem(site, error)]
        else:
            later = [check for check in TEXTS if check not in AT_ONCE]
            found = [*run(site, later), *words.check(site, made)]
        with self.finished:
            if stale():
                return
            before = self.wrong
            self.problems = [*self.problems, *found]
            self.files, self.done = made, state
            self.finished.notify_all()
        if self.wrong != before:
            self.changed()

    def _everything(self, site: Site) -> Iterator[dict[str, bytes]]:
        """Make all files, some at a time."""
        for file, (path, locale) in list(self.pages.items()):
            yield {file: build.page(site, path, locale)}
        for output, locale in product(OUTPUTS, site.locales):
            yield output.files(site, (locale,))

    def give_up(self) -> None:
        """Leave what is being made in the background: something has changed."""
        self.state += 1

    def file(self, path: str) -> bytes | None:
        """Return a file of the site, or None where there is none; pages are made at once."""
        if self.wrong or self.site is None:
            return report_page(self.wrong) if path.endswith(".html") else None
        if path in self.pages:
            try:
                return build.page(self.site, *self.pages[path])
            except Exception as error:
                self.problems = [*self.problems, templates.problem(self.site, error)]
                return report_page(self.wrong)
        if path not in self.files:
            with self.finished:
                state = self.state
                self.finished.wait_for(lambda: self.done >= state or self.state != state, PATIENCE)
        return self.files.get(path)

    def said(self) -> str:
        """Return what is wrong, for the terminal."""
        wrong = self.wrong
        said = [*map(str, warnings(self.problems)), *behind(self.problems)]
        return report(wrong) if wrong else "\n".join(said)


def report_page(problems: list[Problem]) -> bytes:
    """Return a page of plain HTML that says what is wrong; the preview reloads it when mended."""
    text = html.escape(report(problems))
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>Something to mend</title>\n'
        '<link rel="icon" href="data:,">\n'
        f'<body>\n<h1>The preview waits</h1>\n<pre style="white-space: pre-wrap">{text}</pre>\n'
        "<p>It comes back when this is mended and saved.</p>\n</body>\n</html>\n"
    ).encode()
