"""Links and pictures of the texts lead somewhere: to a page, a place on it, a file."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from patientinfo.pages import blocks, render
from patientinfo.reading import data_file
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("pages", "strings", "markers", "templates", *blocks.SHOWN)

CODE = re.compile(r"(?ms)^(```|~~~).*?^\1|`[^`\n]*`")
LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'][^)]*)?\s*\)")
DEFINED = re.compile(r"(?m)^ {0,3}()\[[^\]]+\]:\s*<?([^\s>]+)")
ATTRIBUTE = re.compile(r"<(img)?[^>]*?\b(?:href|src)=[\"']([^\"']*)[\"']")
ID = re.compile(r'\bid="([^"]*)"')


def check(site: Site) -> Iterator[Problem]:
    """Check every link and picture in the text of every page."""
    for page in site.texts:
        for line, target in targets(page):
            if wrong := _wrong(site, page, target):
                yield Problem(page.name, line, *wrong)


def targets(page: Page) -> Iterator[tuple[int, str]]:
    """Yield where the links and pictures of a page lead, with their lines; code is no text."""
    body = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.body)
    for sign, pattern in (("](", LINK), ("]:", DEFINED), ("<", ATTRIBUTE)):
        if sign not in body:
            continue
        for match in pattern.finditer(body):
            yield page.first_line + body.count("\n", 0, match.start(2)), match[2]


def _wrong(site: Site, page: Page, target: str) -> tuple[str, str] | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    folder = posixpath.dirname(page.path)
    if render.link(site, page, site.place(page.path, page.locale), target) is None:
        if target.startswith("/"):
            fix = "Write the way from this file, such as ../treatments/massage.md."
            return f"The link `{target}` begins at the server's root.", fix
        files = {f"../{path}" for path in site.published}
        known = [posixpath.relpath(path, folder or ".") for path in (*site.originals, *files)]
        near = data_file.nearest(parts.path, known)
        return f"The link `{target}` leads to no page and no file.", near
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    path = path if parts.path else page.path
    if not parts.fragment or path not in site.originals:
        return None
    ids = _ids_of(site, path, page.locale)
    if parts.fragment in ids:
        return None
    what = f"The link `{target}` leads to a place that {page.locale}/{path} does not have."
    return what, data_file.nearest(parts.fragment, sorted(ids))


@remembered(render.key)
def _ids_of(site: Site, path: str, locale: str) -> set[str]:
    """Return the ids of a page, those of its components included."""
    text = render.text(site, path, locale).html
    return {*ID.findall(text), *ID.findall(render.self_check(site, path, locale))}
