"""How long a build takes beside stock Material, and how it grows with the number of pages.

Each round runs all kinds one after the other, so that a busy minute is the same for all; the
ratios are medians of the rounds' own.
"""

import re
import shutil
import statistics
from collections.abc import Callable
from pathlib import Path

from rivals import BENCH, ROOT, ROUNDS, build_material, build_ours

from patientinfo.load import load
from patientinfo.site import Site

URL = "https://cp.example/"
SIZES = (30, 50, 100, 200)
"""Pages in each of four languages; the site has thirty, which name each other."""

COPIED = "treatments/massage.md"

STOCK = "stock Material"


def copy_project(target: Path) -> Path:
    """Copy what a build reads into a folder of its own."""
    shutil.rmtree(target, ignore_errors=True)
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def grow(root: Path, pages: int, locales: tuple[str, ...]) -> Path:
    """Add copies of a page in every language until there are so many."""
    more = [f"treatments/copy-{number}.md" for number in range(pages - SIZES[0])]
    for locale in locales:
        text = (root / "docs" / locale / COPIED).read_text(encoding="utf-8")
        for number, path in enumerate(more, start=1):  # no two pages have one title
            copy = re.sub(r'(?m)^(title: "?[^"\n]+|# [^{\n]*\w)', rf"\1 {number}", text, count=2)
            (root / "docs" / locale / path).write_text(copy, encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    listed = "".join(f"      - {path}\n" for path in (COPIED, *more))
    (root / "mkdocs.yml").write_text(
        settings.replace(f"      - {COPIED}\n", listed), encoding="utf-8"
    )
    return root


def site_of(root: Path) -> Site:
    """Return a project as the core reads it."""
    site, problems = load(root, {}, checks=[])
    assert site is not None, problems
    return site


def rounds(kinds: dict[str, Callable[[], float]], count: int) -> dict[str, list[float]]:
    """Return the seconds of each kind in each round, after a round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(count + 1):
        for name, build in kinds.items():
            took = build()
            if number:
                seconds[name].append(took)
    return seconds


def against(seconds: dict[str, list[float]], name: str, other: str) -> float:
    """Return how many times as long one took as the other: the median of the rounds."""
    pairs = zip(seconds[name], seconds[other], strict=True)
    return statistics.median(one / two for one, two in pairs)


def measure(site: Site) -> list[str]:
    """Return the section of the results that compares builds."""
    root = copy_project(BENCH / "project")
    target = BENCH / "sites/build"

    def stock() -> float:
        return build_material(site, BENCH / "sites/stock", URL, raw=True)

    def cold() -> float:
        shutil.rmtree(root / ".cache", ignore_errors=True)
        return build_ours(target, URL, root)

    kinds = {
        STOCK: stock,
        "cold": cold,
        "nothing changed": lambda: build_ours(target, URL, root),
        "the slow way (`FAST=0`)": lambda: build_ours(target, URL, root, FAST="0"),
    }
    seconds = rounds(kinds, ROUNDS)
    lines = [
        "## Builds",
        "",
        f"`make build` of all languages on the same Markdown as stock Material with static-i18n, "
        f"{ROUNDS} rounds in turn. Ours makes copies in one file, search index, questionnaires and "
        "checks with it.",
        "",
        "| Build | Seconds (median) | Times stock Material |",
        "|---|--:|--:|",
        *(
            f"| {name} | {statistics.median(each):.2f} | {against(seconds, name, STOCK):.2f} |"
            for name, each in seconds.items()
        ),
        "",
        *growth(),
    ]
    return lines


def growth() -> list[str]:
    """Return how the time of a page changes as the site grows, drawn as bars."""
    rows: list[str] = []
    for pages, double in [*((pages, False) for pages in SIZES), (SIZES[0], True)]:
        root = copy_project(BENCH / "grown")
        grow(root, pages, tuple(site_of(root).locales))
        if double:
            with_eight_languages(root)
        site = site_of(root)

        def cold(root: Path = root) -> float:
            shutil.rmtree(root / ".cache", ignore_errors=True)
            return build_ours(BENCH / "sites/grown", URL, root)

        def stock(site: Site = site) -> float:
            return build_material(site, BENCH / "sites/stock", URL, raw=True)

        seconds = rounds({"ours": cold, "stock": stock}, 1)
        ours, theirs = seconds["ours"][0], seconds["stock"][0]
        each = ours * 1000 / (pages * len(site.locales))
        other = theirs * 1000 / (pages * len(site.locales))
        rows.append(
            f"| {pages} × {len(site.locales)} | {ours:.1f} | {theirs:.1f} | {each:.1f} "
            f"| {'█' * round(each)} | {other:.1f} |"
        )
        print(f"{pages} pages in {len(site.locales)} languages", flush=True)
    return [
        "Cold, as the site grows: copies of one page in each language, copies of languages. The "
        f"smallest has {SIZES[0]} pages, because the site's own name each other:",
        "",
        "| Pages × languages | Ours, s | Stock, s | Ours, ms a page | | Stock, ms a page |",
        "|--:|--:|--:|--:|---|--:|",
        *rows,
        "",
    ]


def with_eight_languages(root: Path) -> Path:
    """Copy four languages under tags of others that have the same plural forms."""
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for tag, of in {"hu": "ka", "az": "ka", "uk": "ru", "be": "ru"}.items():
        shutil.copytree(root / "docs" / of, root / "docs" / tag)
        listed = re.search(rf"( *)- {{ locale: {of}\b.*\n", settings)
        assert listed, settings
        settings = settings.replace(
            listed[0], f"{listed[0]}{listed[1]}- {{ locale: {tag}, name: {tag} }}\n"
        )
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root
