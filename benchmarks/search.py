"""Compares three searches on the built site: bytes of a first and a later search, and hits.

Ours; Pagefind; and lunr, as MkDocs ships it, with an index for each language. All three search
the same articles for the words in tests/browser/searches.yml. Pagefind is no dependency of the
site: ``.venv/bin/pip install pagefind pagefind-bin`` before, and name a built site:
``.venv/bin/python benchmarks/search.py site``. benchmarks/search.md keeps the results.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin, urlsplit

import mkdocs
import yaml
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
SEARCHES = yaml.safe_load((ROOT / "tests/browser/searches.yml").read_text(encoding="utf-8"))
LUNR = Path(mkdocs.__file__).parent / "contrib/search"
STEMMERS = {"ru": "lunr.ru.js", "ar": "lunr.ar.js"}

OURS = """async text => {
  const root = document.querySelector("[data-search]");
  delete root.dataset.shown;
  root.querySelector("input").value = text;
  root.querySelector("form").requestSubmit();
  while (root.dataset.shown !== text) await new Promise(done => setTimeout(done, 5));
  return [...root.querySelectorAll("ol a")].map(link => link.href);
}"""
PAGEFIND = """async text => {
  const found = (await (await import("/pagefind/pagefind.js")).search(text)).results.slice(0, 3);
  return (await Promise.all(found.map(each => each.data()))).map(each => each.url);
}"""
LUNR_SEARCH = """async ([text, stemmer, locale]) => {
  if (!window.index) {
    const load = src => new Promise(done => {
      document.head.append(Object.assign(document.createElement("script"), { src, onload: done }));
    });
    await load("/lunr.js");
    if (stemmer) { await load("/lunr.stemmer.support.js"); await load("/" + stemmer); }
    const { pages } = await (await fetch("words.json")).json();
    window.index = lunr(function () {
      if (stemmer) this.use(lunr[locale]);
      else if (locale !== "en") { this.pipeline.reset(); this.searchPipeline.reset(); }
      this.field("title", { boost: 100 });
      this.field("text");
      pages.forEach(([link, title, sections]) => sections.forEach(([, heading, body, typed]) => {
        const text = [heading, body, window.typed ? typed : ""].join(" ");
        this.add({ id: link + "#" + Math.random(), title, text });
      }));
    });
  }
  const found = window.index.search(text.replace(/[:~^+*-]/g, " "));
  const links = found.map(({ ref }) => ref.split("#")[0]);
  return [...new Set(links)].map(link => new URL(link, location).href);
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def prepared(built: Path, folder: Path) -> Path:
    site = folder / "site"
    shutil.copytree(built, site)
    indexer = [sys.executable, "-m", "pagefind_bin", "--site", str(site), "--quiet"]
    skipped = "form, template, [popover], [hidden], .cites, .visually-hidden"
    subprocess.run(
        [*indexer, "--root-selector", "article", "--exclude-selectors", skipped], check=True
    )
    shutil.copy(LUNR / "templates/search/lunr.js", site)
    for each in (LUNR / "lunr-language").glob("*.js"):
        shutil.copy(each, site)
    return site


def measure(page: Page, site: Path, locale: str, name: str, typed: bool) -> str:
    prefix = "" if locale == "en" else f"{locale}/"
    base = page.url.split(f"/{prefix}search/")[0] + "/"
    loaded: list[int] = []
    page.on("request", lambda each: loaded.append(size(site, each.url)))
    hits, bytes_of = 0, []
    for text, wanted in SEARCHES[locale].items():
        loaded.clear()
        match name:
            case "ours":
                found = page.evaluate(OURS, text)
            case "Pagefind":
                found = page.evaluate(PAGEFIND, text)
            case _:
                found = page.evaluate(LUNR_SEARCH, [text, STEMMERS.get(locale), locale])
        bytes_of.append(sum(loaded))
        stem = wanted.removesuffix(".md").removesuffix("index")
        target = base + prefix + stem.rstrip("/") + "/"
        hits += target in [urljoin(base, each).split("#")[0] for each in found[:3]]
    first = bytes_of[0] + (size(site, page.url) if name == "ours" else 0)
    return f"| {name} | {locale} | {first / 1024:.0f} | {max(bytes_of[1:]) / 1024:.0f} | {hits} |"


def size(site: Path, url: str) -> int:
    path = site / urlsplit(url).path.lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    if not path.is_file():
        return 0
    content = path.read_bytes()
    packed = content[:2] == b"\x1f\x8b" or path.suffix.startswith((".pf_", ".pagefind"))
    return len(content) if packed else len(gzip.compress(content))


def without_typed(site: Path) -> None:
    for path in site.rglob("words.json"):
        index = json.loads(path.read_text(encoding="utf-8"))
        for _, _, sections in index["pages"]:
            for section in sections:
                section[3] = ""
        path.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")


def main(built: Path) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "google-chrome"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = prepared(built, Path(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for typed in (True, False):
            if not typed:
                without_typed(site)
            print(f"\n{'With' if typed else 'Without'} the words of _language.yml\n")
            print("| search | language | first, KiB | later, KiB at most | hits of 20 |")
            print("|---|---|---|---|---|")
            for name in ("ours", "Pagefind", "lunr") if not typed else ("ours", "lunr"):
                for locale in SEARCHES:
                    page = browser.new_context(bypass_csp=True).new_page()
                    prefix = "" if locale == "en" else f"{locale}/"
                    page.goto(f"http://127.0.0.1:{server.server_port}/{prefix}search/")
                    page.evaluate(f"window.typed = {str(typed).lower()}")
                    print(measure(page, site, locale, name, typed))
                    page.context.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
