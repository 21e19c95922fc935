"""Gathers the components' style sheets and scripts into the few files that pages load."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""The content security policy of every page: this site only, and nothing inline."""


@dataclass(frozen=True)
class Asset:
    """A file that pages load: its address below the site's root, and what is in it."""

    path: str
    content: str


def gather(overrides: Path) -> dict[str, Asset]:
    """Return the style sheet (``style``) and each component's script, by component name.

    The file names carry a hash, so that a browser keeps them until they change.
    """
    sheets = [overrides / "style.css", *sorted(overrides.glob("components/*/style.css"))]
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    made = {"style": _asset("style", "css", style)}
    for script in sorted(overrides.glob("components/*/script.js")):
        name = script.parent.name
        made[name] = _asset(name, "js", script.read_text(encoding="utf-8"))
    return made


def _asset(name: str, ending: str, content: str) -> Asset:
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Asset(f"assets/{name}.{digest}.{ending}", content)
