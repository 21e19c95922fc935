"""The same content in what one would pick instead: stock Material, and Astro Starlight."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from patientinfo.pages import blocks
from patientinfo.reading import markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.site import Site

ROOT = Path(__file__).parent.parent
BENCH = ROOT / ".bench"
ROUNDS = int(os.environ.get("ROUNDS", "3"))
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


def build_ours(target: Path, url: str, root: Path = ROOT, **environment: str) -> float:
    """Build this site, or one of the same code elsewhere, as `make build` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    return run(command, root, SITE_URL=url, PYTHONPATH="hooks", **environment)


def expanded(site: Site, page: Page) -> str:
    """Return a page's Markdown with every component in it, each on one line of HTML."""
    place = site.place(page.path, page.locale, page.locale)

    def html(marker: Marker) -> str:
        shown = blocks.html(marker, place, site)
        return str(blocks.self_check(place, site) if shown == blocks.SELF_CHECK else shown)

    text = markers.replace(page.body, html)
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


def build_material(site: Site, target: Path, url: str, *, raw: bool = False) -> float:
    """Build stock Material with static-i18n; ``raw``: on the files as they are written."""
    work = BENCH / "material"
    shutil.rmtree(work, ignore_errors=True)
    for page in site.pages.values():
        file = work / "docs" / page.locale / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: {json.dumps(page.facts.title, ensure_ascii=False)}\n"
        front += f"description: {json.dumps(page.facts.description, ensure_ascii=False)}\n---\n"
        file.write_text(front + (page.body if raw else expanded(site, page)), encoding="utf-8")
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
