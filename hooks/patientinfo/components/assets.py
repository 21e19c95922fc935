"""Gathers the components' style sheets and scripts into the few files that pages load."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import rcssmin
import rjsmin

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; connect-src"
)
"""The content security policy of every page: this site only, nothing inline, no connection."""


PAGE = "page"
"""The component whose script every page needs."""


def policy(site_url: str) -> str:
    """Return the policy, with the one address that tools which grade a site read from its pages.

    ``connect-src`` stands last: what a page with a search may read is added after it.
    """
    host = urlsplit(site_url)
    return f"{POLICY} {host.scheme}://{host.netloc}/robots.txt" if host.netloc else POLICY


@dataclass(frozen=True)
class Asset:
    """A file that pages load: its address below the site's root, and what is in it."""

    path: str
    content: str


def read_sources(overrides: Path) -> tuple[tuple[str, str], ...]:
    """Return the style sheets and scripts as (path below ``overrides``, text) pairs."""
    found = [overrides / "style.css"]
    found += sorted(overrides.glob("components/*/*.css"))
    found += sorted(overrides.glob("components/*/script.js"))
    return tuple(
        (path.relative_to(overrides).as_posix(), path.read_text(encoding="utf-8")) for path in found
    )


@lru_cache(maxsize=8)
def gather(sources: tuple[tuple[str, str], ...]) -> Mapping[str, Asset]:
    """Return the style sheets and each component's script, by component name.

    ``style`` holds every component's ``style.css``. A component that stands on few pages has an
    ``own.css`` instead: the one sheet of such a page (``style/search``, say) is the common one
    with that component's rules, and ``style/all`` is for a page with several of them.

    A page loads one script, too: a component's holds what every page needs, and its own.

    Comments and needless spaces are left out: a sixth of the style sheet as it travels. The file
    names carry a hash, so that a browser keeps them until they change.
    """
    sheets = [text for path, text in sources if path.endswith("/style.css")]
    own = {path.split("/")[1]: text for path, text in sources if path.endswith("/own.css")}
    common = [dict(sources)["style.css"], *sheets]
    made = {"style": _style("style", common), "style/all": _style("all", [*common, *own.values()])}
    for name, text in own.items():
        made[f"style/{name}"] = _style(name, [*common, text])
    scripts = {
        path.split("/")[1]: str(rjsmin.jsmin(text))
        for path, text in sources
        if path.endswith("/script.js")
    }
    for name, source in scripts.items():
        if name != PAGE and PAGE in scripts:
            source = f"{{{scripts[PAGE]}}}\n{{{source}}}"
        made[name] = script(name, source)
    return made


def script(name: str, content: str) -> Asset:
    """Return a script with a name that changes with what is in it."""
    return _asset(name, "js", content)


def _style(name: str, sheets: list[str]) -> Asset:
    return _asset(name, "css", str(rcssmin.cssmin("\n".join(sheets))))


def _asset(name: str, ending: str, content: str) -> Asset:
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Asset(f"assets/{name}.{digest}.{ending}", content)
