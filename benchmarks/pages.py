"""Measures our pages beside what one would pick instead: stock Material, and Astro Starlight.

All three get the same expanded Markdown, their default looks, and one after the other the same
Chromium, with Lighthouse's simulated phone. Files go out as from GitHub Pages: gzip, kept for ten
minutes.
"""

import gzip
import json
import shutil
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from rivals import BENCH, CHROMIUM, NODE, ROUNDS, build_material, build_ours, build_starlight, run

from patientinfo.site import Site

PAGES = {
    "home": "",
    "treatment": "treatments/massage/",
    "claims": "stem-cells/claims/",
    "self-check": "stem-cells/self-check/",
}
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)
SCORES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True)
class Figures:
    """What Lighthouse says of one page: the medians of all rounds."""

    scores: tuple[int, ...]
    kib: float
    requests: int
    failed: int
    paint: float
    blocking: float
    shift: float


class LikeGitHubPages(SimpleHTTPRequestHandler):
    """Sends files as GitHub Pages does: text compressed, everything kept for ten minutes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, or with the page for wrong addresses."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        if not found:
            file = Path(self.directory) / "404.html"
        body = file.read_bytes() if file.is_file() else b""
        kind = self.guess_type(file)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or "javascript" in kind or kind.endswith(("json", "xml")):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, which may still be empty; give the address, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(LikeGitHubPages, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def lighthouse(url: str) -> Figures:
    """Return what Lighthouse says of a page on a simulated phone."""
    rounds = []
    report = BENCH / "report.json"
    command = [
        str(NODE),
        str(BENCH / "node_modules/lighthouse/cli/index.js"),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(SCORES)}",
        f"--chrome-flags={FLAGS}",
    ]
    for _ in range(ROUNDS):
        run(command, BENCH, CHROME_PATH=CHROMIUM)
        rounds.append(json.loads(report.read_text(encoding="utf-8")))

    def median(value: Callable[[dict[str, Any]], float]) -> float:
        return statistics.median(value(each) for each in rounds)

    def audit(name: str) -> float:
        return median(lambda each: float(each["audits"][name]["numericValue"]))

    asked = rounds[0]["audits"]["network-requests"]["details"]["items"]
    return Figures(
        tuple(
            round(100 * statistics.median(each["categories"][name]["score"] for each in rounds))
            for name in SCORES
        ),
        audit("total-byte-weight") / 1024,
        len(asked),
        sum(each.get("statusCode", 0) >= 400 for each in asked),
        audit("largest-contentful-paint") / 1000,
        audit("total-blocking-time"),
        audit("cumulative-layout-shift"),
    )


def table(measured: dict[tuple[str, str, str], Figures]) -> list[str]:
    """Return one row for each page, language and site; ratios to ours in the same language."""
    lines = [
        "| Site | Page | Language | Performance, accessibility, best practices, SEO | KiB "
        "| Requests | Failed | Largest paint, s | Blocked, ms | Layout shift | Times our weight |",
        "|---|---|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (name, page, locale), each in measured.items():
        times = each.kib / measured[("ours", page, locale)].kib
        lines.append(
            f"| {name} | {page} | {locale} | {' '.join(map(str, each.scores))} | {each.kib:.1f} "
            f"| {each.requests} | {each.failed} | {each.paint:.2f} | {each.blocking:.0f} "
            f"| {each.shift:.3f} | {times:.1f} |"
        )
    return lines


def measure(site: Site) -> list[str]:
    """Return the section of the results that compares pages."""
    folders = {name: BENCH / "sites" / name for name in ("ours", "Material", "Starlight")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
    measured: dict[tuple[str, str, str], Figures] = {}
    with (
        served(folders["ours"]) as ours,
        served(folders["Material"]) as material,
        served(folders["Starlight"]) as starlight,
    ):
        build_ours(folders["ours"], ours)
        build_material(site, folders["Material"], material)
        seconds = build_starlight(site, folders["Starlight"], starlight)
        for page, path in PAGES.items():
            for locale in site.locales:
                below = path if locale == site.default else f"{locale}/{path}"
                measured[("ours", page, locale)] = lighthouse(ours + below)
            measured[("Material", page, site.default)] = lighthouse(material + path)
            measured[("Starlight", page, site.default)] = lighthouse(starlight + path)
            print(page, flush=True)
    return [
        "## Pages",
        "",
        "The same content in three sites, Lighthouse's simulated phone, medians of "
        f"{ROUNDS} rounds. KiB and requests are what a first visit loads. Material and Starlight "
        f"have their stock settings; Starlight builds its one language in {seconds:.1f} s.",
        "",
        *table(measured),
        "",
    ]
