"""Links and pictures of the texts lead somewhere: to a page, a place on it, a file."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from patientinfo.pages import blocks, render
from patientinfo.reading import data_file
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.reading.settings import address
from patientinfo.site import Site

NEEDS = ("pages", "strings", "markers", "templates", *blocks.SHOWN)

CODE = re.compile(r"(?ms)^(```|~~~).*?^\1|`[^`\n]*`")
WORDS = r"((?:[^\[\]]|\[[^\]]*\])*)"
TARGET = r"(?:<([^>\n]*)>|((?:[^()\n]|\([^()\n]*\))*?))"
LINK = re.compile(rf"(!?)\[{WORDS}\]\(\s*{TARGET}(?:\s+[\"'][^)]*[\"'])?\s*\)")
DEFINED = re.compile(r"(?m)^ {0,3}()\[((?!\^)[^\]]+)\]:\s*()<?([^\s>]+)")
ID = re.compile(r'\bid="([^"]*)"')

KNOWN = "Links to other sites begin with https://; mailto: and tel: are known too."
COPY = "Copy it to docs/assets/, or correct its name."
PAGE = "Look for the page in the menu in mkdocs.yml."


@dataclass(frozen=True)
class Target:
    """Where a link or picture leads, its line, and its words; None where they stand elsewhere."""

    line: int
    written: str
    words: str | None = None
    picture: bool = False


def check(site: Site) -> Iterator[Problem]:
    """Check every link and picture in the text of every page."""
    for page in site.texts:
        for target in targets(page):
            if wrong := _ill_written(site, page, target) or _lost(site, page, target):
                yield Problem(page.name, target.line, *wrong)


@remembered(lambda page: page)
def targets(page: Page) -> tuple[Target, ...]:
    """Return where the links and pictures of a page lead; code is no text."""
    body = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.body)
    found = []
    for sign, pattern in (("](", LINK), ("]:", DEFINED)):
        for match in pattern.finditer(body) if sign in body else ():
            group = 3 if match[4] is None else 4
            written = unescape(match[group]).strip()
            if "{{" in written:  # a marker is said by its own check
                continue
            line = page.first_line + body.count("\n", 0, match.start(group))
            words = match[2] if pattern is LINK else None
            found.append(Target(line, re.sub(r"\\\\", r"\\", written), words, bool(match[1])))
    return tuple(found)


def _ill_written(site: Site, page: Page, target: Target) -> tuple[str, str] | None:
    """Return what is wrong with a link as it is written, wherever it leads."""
    written, link = target.written, f"The link `{target.written}`"
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", written)
    name = scheme[1].lower() if scheme else ""
    if target.picture and name:
        return None
    if not written:
        fix = "Write in the parentheses where it leads."
        return f"The link «{target.words or ''}» leads nowhere.", fix
    if target.words is not None and not target.words.strip() and not target.picture:
        return f"{link} has no words.", "Write them in the brackets."
    if scheme and name not in ("https", "http", "mailto", "tel"):
        what = f"{link} begins with `{scheme[0]}`, which readers' browsers will not open."
        return what, f"Delete the link and keep its words. {KNOWN}"
    if re.search(r"\s", written) and written not in _files(site, page):
        fix = "Write the address without it."
        if not scheme:
            fix = "Write the file's name without it, and rename the file if it has one."
        return f"{link} has a space, and addresses have none.", fix
    if "\\" in written:
        return f"{link} has backslashes.", f"Write `{written.replace(chr(92), '/')}`."
    if written.startswith("//") or written.lower().startswith("www."):
        return f"{link} has no https:// before it.", f"Write `https://{written.lstrip('/')}`."
    if not scheme and re.fullmatch(r"[^/\s@]+@[^/\s@]+\.\w+", written):
        return f"{link} has no mailto: before it.", f"Write `mailto:{written}`."
    if name == "mailto" and "@" not in written:
        return f"{link} names no mailbox.", "Write one: mailto:info@example.org."
    if name in ("https", "http"):
        return _of_sites(site, page, written)
    return None


def _of_sites(site: Site, page: Page, written: str) -> tuple[str, str] | None:
    """Return what is wrong with the whole address of a site."""
    sent, base = address(written), site.settings.base
    if not re.match(r"(?i)https?://[^/?#]", sent):
        fix = "Write it as the browser shows it: https://www.example.org/page."
        return f"The link `{written}` names no site.", fix
    if not f"{sent}/".startswith(base):
        return None
    path = sent.removeprefix(base.rstrip("/")).lstrip("/")
    way = _way(site, page, path)
    fix = f"Write the way from this file{f': `{way}`' if way else ', such as ../index.md'}."
    return f"The link `{written}` leads to this site by its full address.", fix


def _lost(site: Site, page: Page, target: Target) -> tuple[str, str] | None:
    """Return that a link leads to no page, no file, or no place on the page."""
    written, parts = target.written, urlsplit(target.written)
    if parts.scheme or parts.netloc:
        return None
    folder = posixpath.dirname(page.path)
    if posixpath.normpath(posixpath.join(page.name, "..", unquote(parts.path))) in site.broken:
        return None
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    path = path if parts.path else page.path
    if render.link(site, page, site.place(page.path, page.locale), written) is None:
        if written.startswith("/"):
            fix = "Write the way from this file, such as ../treatments/massage.md."
            return f"The link `{written}` begins at the server's root.", fix
        if path.startswith("../") and (way := _way(site, page, path.removeprefix("../"))):
            what = f"The link `{written}` leads to a page in another language."
            anchor = f"#{parts.fragment}" if parts.fragment else ""
            return what, f"Write `{way}{anchor}`: readers stay in theirs."
        near = data_file.nearest(parts.path, _files(site, page), PAGE)
        if target.picture:
            return f"The picture `{written}` is not there.", near.replace(PAGE, COPY)
        if (way := _way(site, page, path)) and not path.startswith("../"):
            near = f"Did you mean `{way}`?"
        return f"The link `{written}` leads to no page and no file.", near
    if not parts.fragment or path not in site.originals:
        return None
    ids = _ids_of(site, path, page.locale)
    if parts.fragment in ids:
        return None
    what = f"The link `{written}` leads to a place that {page.locale}/{path} does not have."
    other = f"End a heading there with {{ #{parts.fragment} }}, or link to the page alone."
    return what, data_file.nearest(parts.fragment, sorted(ids), other)


def _files(site: Site, page: Page) -> list[str]:
    """Return the ways from a page to every page and file."""
    files = {f"../{path}" for path in site.published}
    here = posixpath.dirname(page.path) or "."
    return [posixpath.relpath(path, here) for path in (*site.originals, *files)]


def _way(site: Site, page: Page, path: str) -> str:
    """Return the way from a page to the one that has this address or path, in any language."""
    first, _, rest = path.partition("/")
    stem = (rest if first in site.locales else path).strip("/").removesuffix(".md")
    stem = stem.removesuffix("/index.html")
    for each in (f"{stem}.md", f"{stem}/index.md".lstrip("/")):
        if each in site.originals:
            return posixpath.relpath(each, posixpath.dirname(page.path) or ".")
    return ""


@remembered(render.key)
def _ids_of(site: Site, path: str, locale: str) -> set[str]:
    """Return the ids of a page, those of its components included."""
    text = render.text(site, path, locale).html
    return {*ID.findall(text), *ID.findall(render.self_check(site, path, locale))}
