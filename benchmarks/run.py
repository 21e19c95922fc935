"""Measures builds, the preview and pages on this machine, and writes results.md: `make bench`.

``ROUNDS=5 make bench`` takes medians of five. Lighthouse and Starlight come from npm into .bench/
at the first run; without npm, pages are left out and the results say so.
"""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys

import builds
import latency
import pages
from rivals import CHROMIUM, ROOT, TOOLS, install_tools


def version(command: list[str]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+[\d.]+", said)
    return found[0] if found else "?"


def main() -> None:
    site = builds.site_of(ROOT)
    busy = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    lines = ["# Speed and weight, side by side", ""]
    if busy > cores / 2:
        lines += [
            f"**The machine was busy with other work at the start (load {busy:.1f} on {cores} "
            "processors): seconds are too many by an unknown factor; ratios, weight and requests "
            "depend on it less.**",
            "",
        ]
    lines += builds.measure(site) + latency.measure()
    if shutil.which("npm"):
        install_tools()
        lines += pages.measure(site)
    else:
        lines += ["npm was not there: pages were not compared with Lighthouse.", ""]
    names = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")
    found = [
        f"Python {sys.version.split()[0]} on {cores} processors",
        f"Chromium {version([CHROMIUM, '--version'])}",
        *(f"{name} {importlib.metadata.version(name)}" for name in names),
        *(f"{name} {number}" for name, number in TOOLS.items()),
    ]
    lines += [f"Versions: {', '.join(found)}.", ""]
    (ROOT / "benchmarks/results.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
