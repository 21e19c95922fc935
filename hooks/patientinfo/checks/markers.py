"""Every ``{{ … }}`` of every page can be filled in, and stands where it may stand."""

from collections.abc import Iterator
from itertools import islice

from patientinfo.pages import blocks
from patientinfo.reading import data_file, markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()


def check(site: Site) -> Iterator[Problem]:
    """Check every marker against what there is to put in its place."""
    yield from _absent(site)
    for page in site.pages.values():
        yield from check_page(page, site)


def _absent(site: Site) -> Iterator[Problem]:
    """Find the files that markers need and that are not there, each once."""
    for kind in sorted(site.absent):
        uses = ((page, block) for page in site.originals.values() for block, _ in blocks.of(page))
        for page, block in islice((use for use in uses if use[1].reads == kind), 1):
            what = f"This file is missing; {page.name} needs it for {{{{ {block.name} }}}}."
            yield Problem(site.files[kind].name, 0, what, "Bring it back from git.")


def check_page(page: Page, site: Site) -> Iterator[Problem]:
    """Check every marker of one page."""
    found, unreadable = page.read_markers
    yield from unreadable
    lines = page.body.split("\n")
    for marker in found:
        block = blocks.find(marker)
        if wrong := _wrong(marker, block, site):
            yield Problem(page.name, marker.line, *wrong)
        elif block and block.whole_line:
            line = lines[marker.line - page.first_line].rstrip()
            if not (markers.MARKER.match(line) and line.find("}}") == len(line) - 2):
                what = f"`{{{{ {marker.written} }}}}` shares its line with other text."
                fix = "Put it on a line of its own, with an empty line above and below."
                yield Problem(page.name, marker.line, what, fix)


def _wrong(marker: Marker, block: blocks.Block | None, site: Site) -> tuple[str, str] | None:
    """Return what is wrong with a marker and what to do, or None."""
    written = f"`{{{{ {marker.written} }}}}`"
    values = block is not None and block.name == "criteria"
    called = bool(block and block.asks)
    if block is None or (marker.called, bool(marker.parts)) != (called, values):
        names = [each.name for each in blocks.BLOCKS]
        return f"{written} is not known.", data_file.nearest(marker.name, names)
    if not blocks.fits(block, marker):
        count = len(marker.arguments)
        return f"{written} has {count} arguments.", f"Give it {block.asks}."
    if block.reads in site.broken | site.absent:
        return None
    known = block.known(site)
    given = blocks.arguments(marker)
    for each in given if block.most > 2 else given[:1]:
        if block.known is not blocks.nothing and each not in known:
            if values:
                near = data_file.nearest(f"criteria.{each}", [f"criteria.{one}" for one in known])
                return f"{written} names no criterion.", near
            what = f"{written}: there is no `{each}`."
            return what, data_file.nearest(each, sorted(known))
    for other in block.needs:
        if (other,) not in site.where and "pages" not in site.broken:
            what = f"{written} leads to the page with {{{{ {other} }}}}, which no page has."
            return what, "Put it on one."
    return None
