"""How long it takes from saving a file to the new text on the screen, in Chromium.

Each edit is made while the page is open, waited for, and undone; the time is that from the write
to the first moment at which the page shows it.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from builds import copy_project, with_eight_languages
from playwright.sync_api import sync_playwright
from rivals import BENCH, CHROMIUM, ROUNDS

REST = 3.0
"""Seconds before the next edit, in which what is not on the screen is made."""

EDITS = {
    "a page": ("", "docs/en/index.md", "You do not have to read", "You need not read"),
    "a translated page": ("ka/", "docs/ka/index.md", "\n# ", "\n# *"),
    "a string": ("", "docs/en/_strings.yml", 'text: "Menu"', 'text: "Menus"'),
    "a template": (
        "",
        "overrides/components/footer/template.html",
        '<footer class="site-footer">',
        '<footer class="site-footer" id="edited">',
    ),
    "a criterion": (
        "stem-cells/self-check/",
        "docs/_medical/criteria.yml",
        "at_least: {value: 16, unit: kg}",
        "at_least: {value: 17, unit: kg}",
    ),
    "a fact of the publisher": (
        "about/contact/",
        "docs/_medical/publisher.yml",
        "  name:",
        "  name: Edited",
    ),
    "a mistake": ("", "docs/en/index.md", "{{ emergency }}", "{{ emergancy }}"),
}
"""The page that is open, the file, what stands there, and what instead."""


def latencies(root: Path) -> dict[str, tuple[float, float]]:
    """Return for each edit the seconds until it is on the screen, and until its undo is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "hooks/preview.py", "--port", str(port)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "hooks", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = (re.match(r"Serving on (\S+)", line) for line in process.stdout)
    address = next(found[1] for found in said if found)
    times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in EDITS}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page()
            for number in range(ROUNDS + 1):
                for name, (path, file, old, new) in EDITS.items():
                    page.goto(address + path)
                    time.sleep(REST)
                    for turn, (was, becomes) in enumerate(((old, new), (new, old))):
                        before = page.evaluate("document.body.innerHTML")
                        text = (root / file).read_text(encoding="utf-8")
                        assert was in text, (file, was)
                        started = time.perf_counter()
                        (root / file).write_text(text.replace(was, becomes, 1), encoding="utf-8")
                        page.wait_for_function(
                            "was => document.body && document.body.innerHTML !== was "
                            "&& document.readyState !== 'loading'",
                            arg=before,
                            polling=10,
                        )
                        if number:
                            times[name][turn].append(time.perf_counter() - started)
                        time.sleep(REST)
            browser.close()
    finally:
        process.terminate()
        process.wait()
    return {
        name: (statistics.median(edit), statistics.median(undo))
        for name, (edit, undo) in times.items()
    }


def measure() -> list[str]:
    """Return the section of the results that tells how quick the preview is."""
    root = copy_project(BENCH / "preview")
    four = latencies(root)
    print("preview, four languages", flush=True)
    eight = latencies(with_eight_languages(root))
    print("preview, eight languages", flush=True)
    return [
        "## Preview",
        "",
        "Seconds from saving a file to the new text on the screen in Chromium, and from its undo, "
        f"medians of {ROUNDS} rounds.",
        "",
        "| Edit of | Four languages | Undo | Eight languages | Undo |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {name} | {four[name][0]:.2f} | {four[name][1]:.2f} | {eight[name][0]:.2f} "
            f"| {eight[name][1]:.2f} |"
            for name in EDITS
        ),
        "",
    ]
