"""Gathers the components' style sheets and scripts into the few files that pages load."""

import hashlib
from dataclasses import dataclass
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


def robots(site_url: str) -> str:
    """Return ``robots.txt``: every page may be listed, and here is where they stand."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n"


@dataclass(frozen=True)
class Asset:
    """A file that pages load: its address below the site's root, and what is in it."""

    path: str
    content: str


def gather(overrides: Path) -> dict[str, Asset]:
    """Return the style sheets and each component's script, by component name.

    ``style`` holds every component's ``style.css``. A component that stands on few pages has an
    ``own.css`` instead: the one sheet of such a page (``style/search``, say) is the common one
    with that component's rules, and ``style/all`` is for a page with several of them.

    A page loads one script, too: a component's holds what every page needs, and its own.

    Comments and needless spaces are left out: a sixth of the style sheet as it travels. The file
    names carry a hash, so that a browser keeps them until they change.
    """
    sheets = sorted(overrides.glob("components/*/style.css"))
    own = sorted(overrides.glob("components/*/own.css"))
    common = [overrides / "style.css", *sheets]
    made = {"style": _style("style", common), "style/all": _style("all", [*common, *own])}
    for sheet in own:
        name = sheet.parent.name
        made[f"style/{name}"] = _style(name, [*common, sheet])
    scripts = {
        each.parent.name: str(rjsmin.jsmin(each.read_text(encoding="utf-8")))
        for each in sorted(overrides.glob("components/*/script.js"))
    }
    for name, source in scripts.items():
        if name != PAGE and PAGE in scripts:
            source = f"{{{scripts[PAGE]}}}\n{{{source}}}"
        made[name] = _asset(name, "js", source)
    return made


def results(script: str) -> Asset:
    """Return the file of what the self-check's result says in one language, on one page."""
    return _asset("self-check-results", "js", script)


def _style(name: str, sheets: list[Path]) -> Asset:
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return _asset(name, "css", str(rcssmin.cssmin(style)))


def _asset(name: str, ending: str, content: str) -> Asset:
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Asset(f"assets/{name}.{digest}.{ending}", content)
