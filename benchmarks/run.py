"""Measures our pages beside what one would pick instead: stock Material, and Astro Starlight.

All three get the same expanded Markdown, their default looks, and one after the other the same
Chromium, with Lighthouse's simulated phone. Files go out as from GitHub Pages: gzip, kept for ten
minutes. Tools come from npm into .bench/ at the first run. ``make bench`` writes results.md;
``ROUNDS=5 make bench`` takes medians of five.
"""

import gzip
import importlib.metadata
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from patientinfo.__main__ import languages
from patientinfo.pages.blocks import expand
from patientinfo.reading.pages import Page
from patientinfo.site import Site, load

ROOT = Path(__file__).parent.parent
BENCH = ROOT / ".bench"
ROUNDS = int(os.environ.get("ROUNDS", "3"))
PAGES = {
    "home": "",
    "treatment": "treatments/massage/",
    "claims": "stem-cells/claims/",
    "self-check": "stem-cells/self-check/",
}
SYSTEM = f"{sys.platform}-{'arm64' if platform.machine() in ('arm64', 'aarch64') else 'x64'}"
NODE = BENCH / f"node_modules/node-{SYSTEM}/bin/node"
TOOLS = {
    f"node-{SYSTEM}": "22.23.3",
    "lighthouse": "13.5.0",
    "astro": "7.3.5",
    "@astrojs/starlight": "0.42.4",
}
CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    "",
)
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


def run(command: list[str], folder: Path, **environment: str) -> float:
    """Run a command and return how many seconds it took."""
    started = time.monotonic()
    result = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        sys.exit(f"{' '.join(command)}\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
    return time.monotonic() - started


def install_tools() -> None:
    """Bring Lighthouse, Starlight and the Node they need, once."""
    wanted = json.dumps({"private": True, "type": "module", "dependencies": TOOLS}, indent=2)
    manifest = BENCH / "package.json"
    if manifest.is_file() and manifest.read_text(encoding="utf-8") == wanted and NODE.exists():
        return
    if not shutil.which("npm"):
        sys.exit("This needs npm, for Lighthouse and Starlight. Install it: apt-get install npm")
    BENCH.mkdir(exist_ok=True)
    manifest.write_text(wanted, encoding="utf-8")
    run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], BENCH)


def build_ours(target: Path, url: str) -> float:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    return run(command, ROOT, SITE_URL=url)


def expanded(site: Site, page: Page) -> str:
    """Return a page's Markdown with every component in it, each on one line of HTML."""
    place = site.place(page.path, page.locale, page.locale)
    text = expand(page.body, place, site)
    lines: list[str] = []
    for line in text.split("\n"):
        inside = lines and lines[-1].count("<") > 3 and not balanced(lines[-1])
        if inside:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return "\n".join(lines)


def balanced(html: str) -> bool:
    """Return whether every block element that a line opens is closed in it."""
    tags = "div|section|table|form|figure|ul|ol|dl|svg|aside|article|nav"
    return len(re.findall(rf"<(?:{tags})\b", html)) == len(re.findall(rf"</(?:{tags})>", html))


def build_material(site: Site, target: Path, url: str) -> float:
    """Build stock Material with static-i18n on the same content."""
    work = BENCH / "material"
    shutil.rmtree(work, ignore_errors=True)
    for page in site.pages.values():
        file = work / "docs" / page.locale / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: {json.dumps(page.facts.title, ensure_ascii=False)}\n"
        front += f"description: {json.dumps(page.facts.description, ensure_ascii=False)}\n---\n"
        file.write_text(front + expanded(site, page), encoding="utf-8")
    named = ", ".join(
        f"{{ locale: {each}, name: {each}, default: {str(each == site.default).lower()} }}"
        for each in site.locales
    )
    (work / "mkdocs.yml").write_text(
        f"site_name: Cerebral palsy\nsite_url: {url}\ntheme: {{ name: material }}\n"
        "plugins:\n  - search\n  - i18n:\n      docs_structure: folder\n"
        f"      languages: [{named}]\n"
        "markdown_extensions: [admonition, attr_list, tables]\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    return run(command, work, PYTHONPATH="")


def build_starlight(site: Site, target: Path, url: str) -> float:
    """Build stock Starlight on the English content."""
    work = BENCH / "starlight"
    shutil.rmtree(work, ignore_errors=True)
    docs = work / "content/docs"
    for page in site.pages.values():
        if page.locale != site.default:
            continue
        file = docs / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: {json.dumps(page.facts.title)}\n"
        front += f"description: {json.dumps(page.facts.description)}\n---\n"
        file.write_text(front + for_starlight(expanded(site, page)), encoding="utf-8")
    (BENCH / "astro.config.mjs").write_text(  # beside node_modules, or Starlight is not found
        'import { defineConfig } from "astro/config";\n'
        'import starlight from "@astrojs/starlight";\n'
        f'export default defineConfig({{ site: "{url}", outDir: {json.dumps(str(target))},\n'
        '  srcDir: "./starlight",\n'
        '  integrations: [starlight({ title: "Cerebral palsy" })] });\n',
        encoding="utf-8",
    )
    (work / "content.config.ts").write_text(
        'import { defineCollection } from "astro:content";\n'
        'import { docsLoader } from "@astrojs/starlight/loaders";\n'
        'import { docsSchema } from "@astrojs/starlight/schema";\n'
        "export const collections = "
        "{ docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
        encoding="utf-8",
    )
    astro = next((BENCH / "node_modules/astro/bin").glob("astro.*js"))
    return run([str(NODE), str(astro), "build"], BENCH, ASTRO_TELEMETRY_DISABLED="1")


def for_starlight(text: str) -> str:
    """Write Markdown as Starlight wants it: asides, no title, no ids, links without .md."""
    text = re.sub(r"\A\s*# .*\n", "", text)
    text = re.sub(r" \{ #[\w-]+ \}$", "", text, flags=re.M)
    text = re.sub(r"\]\(([^)\s]*?)(?:index)?\.md(#[\w-]+)?\)", r"](\1\2)", text)
    lines, inside = [], False
    for line in text.split("\n"):
        if card := re.match(r'!!! [\w-]+ "(.*)"', line):
            lines.append(f":::note[{card[1]}]")
            inside = True
        elif inside and line and not line.startswith("    "):
            lines += [":::", "", line]
            inside = False
        else:
            lines.append(line.removeprefix("    ") if inside else line)
    return "\n".join([*lines, *([":::"] if inside else [])])


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

    def median(value: Callable[[dict], float]) -> float:
        return statistics.median(value(each) for each in rounds)

    def audit(name: str) -> float:
        return median(lambda each: each["audits"][name]["numericValue"])

    asked = rounds[0]["audits"]["network-requests"]["details"]["items"]
    return Figures(
        tuple(
            round(100 * median(lambda each, name=name: each["categories"][name]["score"]))
            for name in SCORES
        ),
        audit("total-byte-weight") / 1024,
        len(asked),
        sum(each.get("statusCode", 0) >= 400 for each in asked),
        audit("largest-contentful-paint") / 1000,
        audit("total-blocking-time"),
        audit("cumulative-layout-shift"),
    )


def seconds_to_first_page() -> float:
    """Return how long `make serve` takes until the first page is there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    started = time.monotonic()
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() - started < 120 and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://{address}/", timeout=5):
                    return time.monotonic() - started
            except OSError:
                time.sleep(0.1)
        sys.exit("mkdocs serve showed no page within two minutes.")
    finally:
        process.terminate()
        process.wait()


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


def doubts(load: float, processors: int) -> list[str]:
    """Return a warning when other work kept the machine busy: times are worth little then."""
    if load <= processors:
        return []
    return [
        f"**The machine was busy with other work (load {load:.0f} on {processors} processors):",
        "times, and the performance score made from them, are too bad by an unknown factor for all",
        "three. Weight, requests, shift and the other scores do not depend on it.**",
        "",
    ]


def version(command: list[str]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+[\d.]+", said)
    return found[0] if found else "?"


def main() -> None:
    site, problems = load(ROOT, languages(ROOT))
    if site is None:
        sys.exit("\n".join(map(str, problems)))
    install_tools()
    folders = {name: BENCH / "sites" / name for name in ("ours", "Material", "Starlight")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
    measured: dict[tuple[str, str, str], Figures] = {}
    seconds = {}
    busy: list[float] = []
    with (
        served(folders["ours"]) as ours,
        served(folders["Material"]) as material,
        served(folders["Starlight"]) as starlight,
    ):
        seconds["ours"] = build_ours(folders["ours"], ours)
        seconds["Material"] = build_material(site, folders["Material"], material)
        seconds["Starlight"] = build_starlight(site, folders["Starlight"], starlight)
        for page, path in PAGES.items():
            for locale in site.locales:
                below = path if locale == site.default else f"{locale}/{path}"
                measured[("ours", page, locale)] = lighthouse(ours + below)
            measured[("Material", page, site.default)] = lighthouse(material + path)
            measured[("Starlight", page, site.default)] = lighthouse(starlight + path)
            busy.append(os.getloadavg()[0])
            print(page, flush=True)
    first = seconds_to_first_page()
    versions = ", ".join(
        [
            f"Chromium {version([CHROMIUM, '--version'])}",
            *(f"{name} {number}" for name, number in TOOLS.items()),
            *(
                f"{name} {importlib.metadata.version(name)}"
                for name in ("mkdocs-material", "mkdocs-static-i18n")
            ),
        ]
    )
    lines = [
        "# Weight and speed, side by side",
        "",
        "Made by `make bench`; see the top of `run.py` for how. The same content in three sites,",
        f"Lighthouse's simulated phone, medians of {ROUNDS} rounds. KiB and requests are what a",
        "first visit loads. Material and Starlight have their stock settings.",
        "",
        *doubts(max(busy), os.cpu_count() or 1),
        *table(measured),
        "",
        "| Build | Seconds | Times ours |",
        "|---|--:|--:|",
        *(
            f"| {name}{', English only' if name == 'Starlight' else ', all languages'} "
            f"| {each:.1f} | {each / seconds['ours']:.1f} |"
            for name, each in seconds.items()
        ),
        "",
        f"`make serve` shows the first page after {first:.1f} s.",
        "",
        f"Versions: {versions}.",
        "",
    ]
    (ROOT / "benchmarks/results.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
