"""How pages look, as pictures and as the places of their parts; compared with what was accepted.

Two machines draw letters differently. Pictures are compared only where a sample of all letters
comes out as it did when the pictures were accepted; places of parts are compared everywhere.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import Browser, Page

ACCEPTED = Path(__file__).parent / "accepted-looks"
DIFFERING = Path(__file__).parent.parent.parent / ".looks-differ"
"""Where pictures go that differ, to be looked at; not kept."""

WIDTH, HEIGHT = 360, 1600
DAY = "2026-11-22T12:00:00Z"
"""What the clock of the page says: pages show notices when a day has passed."""

SAMPLE = (
    "<meta charset=utf-8><style>body { margin: 8px; font: 18px/1.6 system-ui, -apple-system, "
    '"Segoe UI", Roboto, "Noto Sans", "Noto Sans Georgian", "Noto Sans Arabic", sans-serif }'
    "</style><p lang=en>Cerebral palsy 0123456789<p lang=ka>ცერებრული დამბლა<p lang=ru>"
    "Церебральный паралич<p lang=ar dir=rtl>الشلل الدماغي<p><b>● ◐ ○ ⊘ ✓ ✕ ☎ ▾</b>"
)

PARTS = """(height) => [...document.querySelectorAll(
  "header, nav, main, article, h1, h2, h3, table, form, fieldset, figure, svg, " +
  ".admonition, .evidence, summary, button, input, li > a:only-child"
)].flatMap((each) => {
  if (!each.checkVisibility({ visibilityProperty: true })) return [];
  const box = each.getBoundingClientRect();
  if (box.width < 2 || box.right <= 0 || box.top >= height) return [];
  const kind = each.classList[0];
  return [[each.localName + (kind ? "." + kind : ""),
    ...[box.left, box.top, box.width].map(Math.round)]];
})"""

SIDEWAYS = 24
"""Pixels that a part may stand further left or right, or be wider, with other fonts."""

DOWNWARD = 0.12
"""How much further down, as a share of its place, a part may stand with other fonts."""

PIXELS = 0.001
"""The share of pixels that may differ beside the softened edges of letters."""


@dataclass(frozen=True)
class Look:
    """A page's first screens as a picture, and where its parts stand: kind, left, top, width."""

    picture: Image.Image
    parts: list[list[Any]]


def letters(browser: Browser) -> str:
    """Return a hash of how this machine draws the letters of all languages."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 260})
    page.set_content(SAMPLE)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return hashlib.sha256(drawn.tobytes()).hexdigest()[:16]


def look(page: Page, url: str) -> Look:
    """Return how a page looks on a phone."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    return Look(picture, page.evaluate(PARTS, HEIGHT))


def name_of(path: str) -> str:
    """Return the file name for a page's address."""
    return path.strip("/").replace("/", "--") or "home"


def accept(locale: str, looks: dict[str, Look], browser: Browser) -> None:
    """Keep how the pages of a language look, and on what they were drawn."""
    folder = ACCEPTED / locale
    folder.mkdir(parents=True, exist_ok=True)
    names = {name_of(path) for path in looks}
    for file in folder.glob("*.webp"):
        if file.stem not in names:
            file.unlink()
    for path, each in looks.items():
        each.picture.save(folder / f"{name_of(path)}.webp", lossless=True, quality=100, method=6)
    lines = [
        f"  {json.dumps(name_of(path))}: [\n"
        + ",\n".join(f"    {json.dumps(part)}" for part in each.parts)
        + "\n  ]"
        for path, each in sorted(looks.items())
    ]
    drawn = {"chromium": browser.version.split(".")[0], "letters": letters(browser)}
    (folder / "parts.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    (folder / "drawn-with.json").write_text(json.dumps(drawn, indent=2) + "\n", encoding="utf-8")


def drawn_alike(locale: str, browser: Browser) -> bool:
    """Return whether this machine draws letters as the one on which the pictures were accepted."""
    drawn = json.loads((ACCEPTED / locale / "drawn-with.json").read_text(encoding="utf-8"))
    return bool(drawn["letters"] == letters(browser))


def accepted_parts(locale: str) -> dict[str, list[list[Any]]]:
    """Return where the parts of each page of a language stood, by the page's name."""
    read: dict[str, list[list[Any]]] = json.loads(
        (ACCEPTED / locale / "parts.json").read_text(encoding="utf-8")
    )
    return read


def moved(before: list[list[Any]], now: list[list[Any]], below: int = HEIGHT) -> list[str]:
    """Return what stands elsewhere than before, in words.

    Fonts move what is near the lower edge in or out of the picture: there, parts are not counted.
    """
    edge = below * (1 - DOWNWARD)
    old, new = ([part for part in parts if part[2] < edge] for parts in (before, now))
    if abs(len(old) - len(new)) <= 2:
        shorter = min(len(old), len(new))
        old, new = old[:shorter], new[:shorter]
    if [part[0] for part in old] != [part[0] for part in new]:
        gone = [part[0] for part in old]
        come = [part[0] for part in new]
        at = next(
            (n for n, pair in enumerate(zip(gone, come, strict=False)) if pair[0] != pair[1]),
            min(len(gone), len(come)),
        )
        return [f"part {at + 1} was {gone[at : at + 3]} and is {come[at : at + 3]}"]
    return [
        f"{kind} was at {x}, {y}, {w} wide, and is at {x2}, {y2}, {w2} wide"
        for (kind, x, y, w), (_, x2, y2, w2) in zip(old, new, strict=True)
        if abs(x - x2) > max(SIDEWAYS, 0.15 * min(w, w2))
        or abs(w - w2) > max(SIDEWAYS, 0.15 * max(w, w2))
        or abs(y - y2) > 24 + DOWNWARD * max(y, y2)
    ]


def differing(locale: str, path: str, now: Image.Image) -> float:
    """Return the share of pixels that differ to the eye; if too many, keep pictures to look at."""
    name = name_of(path)
    before = Image.open(ACCEPTED / locale / f"{name}.webp").convert("RGB")
    assert before.size == now.size, f"{locale} {path}: {now.size} instead of {before.size}"
    box = ImageChops.difference(before, now).getbbox()
    if box is None:
        return 0.0
    marked = Image.new("RGBA", (box[2] - box[0], box[3] - box[1]))
    old, new = (each.crop(box).convert("RGBA") for each in (before, now))
    share = float(pixelmatch(old, new, marked, threshold=0.1)) / (WIDTH * HEIGHT)
    if share > PIXELS:
        DIFFERING.mkdir(exist_ok=True)
        side = Image.new("RGB", (WIDTH * 3, HEIGHT), "white")
        side.paste(before, (0, 0))
        side.paste(now, (WIDTH, 0))
        side.paste(marked, (WIDTH * 2 + box[0], box[1]))
        side.save(DIFFERING / f"{locale}--{name}.png")
    return share
