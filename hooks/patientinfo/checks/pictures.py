"""Pictures show what they are to, tell nobody where they were taken, and run nothing.

Their bytes are read as they are: no decoder of pictures is needed for a build.
"""

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from patientinfo.checks.links import CODE
from patientinfo.pages import head
from patientinfo.reading.files import KNOWN, PICTURES, file_state
from patientinfo.reading.memory import MOST
from patientinfo.reading.pages import PAGE_ENDINGS, Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

HEAVY = 600_000
"""Bytes that a picture may weigh: a slow telephone carries them in ten seconds."""

IMAGE = re.compile(r"!\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\(\s*<?([^)\s>]*)|\[([^\]]*)\])")

FILE_NAME = re.compile(
    rf"\S+(?:{'|'.join(map(re.escape, PICTURES))}|\.heic|\.gif)"
    r"|[^\W\d_]*[-_]?\d[\d_-]*(?:-?WA\d+)?",
    re.IGNORECASE,
)
"""What cameras and telephones call a picture: ``IMG_2031.jpg``, ``DSC01234``."""

SIGNATURES = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF....WEBP",
    ".svg": rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE svg[^>\[]*(?:\[.*?\]\s*)?>)*"
    rb"<(?:\w+:)?svg\b",
    ".pdf": rb"\s*%PDF-",
    ".gif": rb"GIF8",
    ".heic": rb"....ftyp(?:hei|hev|mif|msf)",
    ".avif": rb"....ftypavi",
    ".tiff": rb"II\*\0|MM\0\*",
}
"""How files of a kind begin, whatever they are called."""

ENDS = {".png": b"IEND", ".jpg": b"\xff\xd9"}
"""What stands in a picture that is whole."""

DETAILS = re.compile(rb"II\*\0|MM\0\*")
"""Where a camera's details begin, in a picture of any kind."""

GPS, LATITUDE, LONGITUDE = 0x8825, 2, 4
"""The numbers of such details."""

SVG, HTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
PROGRAMS = ("script", "handler", "listener")
WEB_PAGES = ("foreignObject", "iframe", "object", "embed")
LEADS = ("href", "to", "from", "by", "values")
"""Attributes that an address can stand in: an animation can change where a link leads."""

RUNS = re.compile(r"(?:java|vb)script:|data:(?!image/(?:png|jpeg|webp|gif))", re.IGNORECASE)
LOADS = re.compile(r"(?:@import\s*(?:url\()?|url\()\s*[\"']?\s*([^\s\"')]+)", re.IGNORECASE)
INSIDE = re.compile(r"\s*(?:#|data:|$)", re.IGNORECASE)
"""How a reference to a part of the drawing itself begins."""

Found = tuple[int, str, str]
"""A line, what is wrong there, and what to do."""


def check(site: Site) -> Iterator[Problem]:
    """Check the files that are published as they are, and the pictures that pages show."""
    icon = site.settings.name(site.settings.docs / head.ICON)
    if head.ICON not in site.published and icon not in site.broken:
        what = "This file is missing; every page shows it in its tab."
        yield Problem(icon, 0, what, "Bring it back from git.")
    for file in site.published.values():
        for each in of_file(file):
            yield Problem(site.settings.name(Path(file)), *each)
    for page in site.pages.values():
        for each in of_page(page):
            yield Problem(page.name, *each)


@lru_cache(maxsize=MOST)
def of_page(page: Page) -> tuple[Found, ...]:
    """Find pictures of a page that say nothing to who does not see them."""
    if "![" not in page.body:
        return ()
    body = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.body)
    found: list[Found] = []
    for match in IMAGE.finditer(body):
        words, target = match[1].strip(), match[2] or match[3] or ""
        line = page.first_line + body.count("\n", 0, match.start())
        if target.partition("#")[0].endswith(PAGE_ENDINGS):
            what = f"`{target}` is shown as a picture, and is a page."
            found.append((line, what, f"Leave out the exclamation mark: [{words}]({target})."))
            continue
        if any(map(str.isalnum, words)) and not FILE_NAME.fullmatch(words):
            continue
        only = ", only a file's name" if words.strip("-_.…") else ""
        what = f"The picture `{target}` has no words for people who do not see it{only}."
        fix = "Say in the brackets what it shows: ![A girl on a tricycle](…)."
        found.append((line, what, fix))
    return tuple(found)


def of_file(path: str) -> tuple[Found, ...]:
    """Find what is wrong with a file; one that has not changed is not read again."""
    try:
        return _of_file(*file_state(path))
    except OSError as error:
        what = f"This file cannot be read ({error.strerror})."
        return ((0, what, "Copy it to this place again."),)


@lru_cache(maxsize=MOST)
def _of_file(path: str, size: int, changed: int) -> tuple[Found, ...]:
    content, suffix = Path(path).read_bytes(), Path(path).suffix
    ending = suffix.replace("jpeg", "jpg")
    if not content:
        return ((0, "This file is empty.", "Copy it to this place again."),)
    kinds = (kind for kind, sign in SIGNATURES.items() if re.match(sign, content, re.DOTALL))
    kind = next(kinds, "")
    if kind != ending and (kind or ending in SIGNATURES):
        return (_other_kind(suffix, kind),)
    if ending not in PICTURES:
        return ()
    if ending == ".svg":
        return tuple(_drawing(content))
    return tuple(_photograph(content, ending))


def _other_kind(ending: str, kind: str) -> Found:
    """Return what to do with a file that is not what its name says."""
    if kind:
        known = kind in KNOWN
        fix = "Rename it, and the links to it." if known else "Save it again as .jpg."
        return 0, f"This file is called {ending}, and is a {kind}.", fix
    thing = "PDF" if ending == ".pdf" else "picture"
    return 0, f"This file is called {ending}, and is no {thing}.", f"Save the {thing} again."


def _photograph(content: bytes, ending: str) -> Iterator[Found]:
    cut = ENDS.get(ending, b"") not in content
    if ending == ".webp":
        cut = int.from_bytes(content[4:8], "little") + 8 > len(content)
    if cut:
        yield 0, "This picture is cut off.", "Copy it to this place again."
        return
    places = (match.start() for match in DETAILS.finditer(content))
    if b"exif:GPSLatitude" in content or any(_says_where(content, each) for each in places):
        fix = "Save it again without its details: «remove location» when you export or share it."
        yield 0, "This picture says where it was taken.", fix
    yield from _weight(content)


def _weight(content: bytes) -> Iterator[Found]:
    if len(content) > HEAVY:
        what = f"This picture weighs {len(content) / 1e6:.1f} MB, and readers on a phone have to "
        fix = "Make it smaller: 1,600 pixels wide and 0.5 MB are enough."
        yield 0, f"{what}load it.", fix


def _says_where(content: bytes, start: int) -> bool:
    """Whether the details that begin there, as TIFF lists them, hold degrees."""
    order = "<" if content[start : start + 1] == b"I" else ">"

    def entries(offset: int) -> Iterator[tuple[int, int]]:
        (count,) = struct.unpack_from(f"{order}H", content, start + offset)
        for number in range(count):
            at = start + offset + 2 + 12 * number
            tag, _, _, value = struct.unpack_from(f"{order}HHII", content, at)
            yield tag, value

    try:
        (first,) = struct.unpack_from(f"{order}I", content, start + 4)
        lists = [value for tag, value in entries(first) if tag == GPS]
        return any(tag in (LATITUDE, LONGITUDE) for each in lists for tag, _ in entries(each))
    except struct.error:  # the list leads out of the file, so it is none
        return False


def _drawing(content: bytes) -> Iterator[Found]:
    """Find the first thing in a drawing that is more than lines and colours."""
    again = "Export it again as plain SVG, or as .png."
    if (at := content.find(b"<!ENTITY")) >= 0:
        line = content.count(b"\n", 0, at) + 1
        yield line, "This drawing has abbreviations of its own (`<!ENTITY>`).", again
        return
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        said = re.sub(r",? line \d+, column \d+$", "", error.msg or "")
        yield error.lineno or 1, f"This is not a valid drawing: {said}.", again
        return
    if root.tag != f"{{{SVG}}}svg":
        what = f'This drawing lacks xmlns="{SVG}", so browsers show nothing.'
        yield root.sourceline, what, again
        return
    found = ((each.sourceline, _more_than_lines(each)) for each in root.xpath("//node()[name()]"))
    for line, more in found:
        if more:
            what, *fix = more
            yield line, f"This drawing {what}.", *(fix or [again])
            return
    yield from _weight(content)


def _more_than_lines(element: etree._Element) -> tuple[str, ...]:
    """Return what an element does that a drawing need not, and what to do but export again."""
    if isinstance(element, etree._ProcessingInstruction):
        style = element.target == "xml-stylesheet"
        return ("loads another file (`xml-stylesheet`)",) if style else ()
    tag = etree.QName(element)
    if tag.localname in PROGRAMS:
        return (f"has a program in it (`<{tag.localname}>`)",)
    if tag.localname in WEB_PAGES or tag.namespace == HTML:
        return (f"has a web page in it (`<{tag.localname}>`)",)
    loaded = LOADS.findall(element.text or "") if tag.localname == "style" else []
    for name, value in element.attrib.items():
        attribute = etree.QName(name).localname
        if attribute.lower().startswith("on"):
            return (f"has a program in it (`{attribute}`)",)
        for each in value.split(";") if attribute in LEADS else ():
            if runs := RUNS.match(re.sub(r"\s", "", each)):  # browsers pass over spaces inside
                return (f"has a program in it (`{runs[0]}`)",)
        loaded += LOADS.findall(value)
        loaded += [value] if attribute == "href" and tag.localname != "a" else []
    for each in loaded:
        if not INSIDE.match(each):
            other = "something from another site" if "//" in each else "another file"
            fix = "Put the picture into the drawing, or leave it out."
            return f"loads {other} (`{each}`)", fix
    return ()
