"""Gathers the components' style sheets and scripts into the few files that pages load."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import rcssmin
import rjsmin

from patientinfo.reading import data_file
from patientinfo.reading.problems import Problem

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


Texts = tuple[tuple[str, str], ...]
"""Files by their path, with the text of each."""


@dataclass(frozen=True)
class Asset:
    """A file that pages load: its address below the site's root, and what is in it."""

    path: str
    content: str


def read_texts(folder: Path, name: str, *patterns: str) -> tuple[Texts, list[Problem]]:
    """Return files as (path below ``folder``, text) pairs, by pattern, then by path.

    A pattern without a star is a file that has to be there; ``name`` is the folder's in reports.
    """
    texts, found = [], []
    for pattern in patterns:
        needed = [] if "*" in pattern else [folder / pattern]
        for path in needed or sorted(folder.glob(pattern)):
            below = path.relative_to(folder).as_posix()
            text, wrong = data_file.read_text(path, f"{name}/{below}", filled=True)
            texts += [] if wrong else [(below, text)]
            found += wrong
    return tuple(texts), found


def read_sources(overrides: Path, name: str) -> tuple[Texts, list[Problem]]:
    """Return the style sheets and scripts as (path below ``overrides``, text) pairs."""
    patterns = ("style.css", "components/*/*.css", "components/*/script.js")
    return read_texts(overrides, name, *patterns)


@lru_cache(maxsize=8)
def gather(sources: Texts) -> Mapping[str, Asset]:
    """Return the style sheets and each component's script, by component name.

    ``style`` holds every component's ``style.css``. A component that stands on few pages has an
    ``own.css`` instead: the one sheet of such a page (``style/search``, say) is the common one
    with that component's rules, and ``style/all`` is for a page with several of them.

    A page loads one script, too: a component's holds what every page needs, and its own.

    Comments and needless spaces are left out: a sixth of the style sheet as it travels. The file
    names carry a hash, so that a browser keeps them until they change.
    """

    def named(file: str) -> dict[str, str]:
        return {path.split("/")[1]: text for path, text in sources if path.endswith(f"/{file}")}

    common, own = [dict(sources)["style.css"], *named("style.css").values()], named("own.css")
    sheets = {"style": [], "style/all": list(own.values())}
    sheets |= {f"style/{name}": [text] for name, text in own.items()}
    made = {
        name: asset(name.split("/")[-1], "css", str(rcssmin.cssmin("\n".join([*common, *more]))))
        for name, more in sheets.items()
    }
    scripts = {name: str(rjsmin.jsmin(text)) for name, text in named("script.js").items()}
    for name, text in scripts.items():
        with_page = f"{{{scripts[PAGE]}}}\n{{{text}}}" if name != PAGE and PAGE in scripts else text
        made[name] = asset(name, "js", with_page)
    return made


def asset(name: str, ending: str, content: str) -> Asset:
    """Return a file with a name that changes with what is in it."""
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Asset(f"assets/{name}.{digest}.{ending}", content)
