"""The menu in ``mkdocs.yml`` leads to every page, once, and its sections have words."""

from collections.abc import Iterator
from typing import Any

from patientinfo.languages.tags import in_english
from patientinfo.reading import data_file
from patientinfo.reading.data_file import Location, Mistake
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("strings", "pages")


def check(site: Site) -> Iterator[Problem]:
    """Check each entry of ``nav``: a page, or a section with pages, one level deep."""
    file, menu = site.settings.file, site.settings.file.values.get("nav")
    if not menu:
        fix = "Bring it back from git, or write `nav:` and below it a line a page: `  - index.md`."
        yield file.problem(("nav",), "`nav` is missing: the site has no menu.", fix)
        return
    seen: set[str] = set()
    found = [
        each
        for number, entry in enumerate(menu)
        for each in file.problems(_wrong(site, entry, seen, ""), "nav", number)
    ]
    yield from found
    for path, page in site.originals.items():
        if path not in seen and not found:
            what = f"The menu in {file.name} does not name this page."
            yield Problem(page.name, 0, what, f"Add `{path}` under `nav`.", "warning")


def _wrong(site: Site, entry: Any, seen: set[str], inside: str) -> Iterator[Mistake]:
    """Find what is wrong with an entry of the menu, or of the section that it stands ``inside``."""
    source = site.default
    if not isinstance(entry, dict):
        if str(entry) not in site.originals:
            named = f"names {data_file.shown(entry)}" if entry else "has an empty entry"
            what = f"The menu {named}, which is no {in_english(source)} page."
            yield (), what, f"Write the path below {source}/, such as treatments/massage.md."
        elif str(entry) in seen:
            yield (), f"`{entry}` stands twice in the menu.", "Remove one of the two."
        seen.add(str(entry))
        return
    for name, under in entry.items():
        place: Location = (str(name),)
        if isinstance(under, str):
            what = f"`{name}` stands before `{under}` in the menu."
            yield place, what, "Write the page alone: the menu shows its title in every language."
        elif inside:
            what = f"The section `{name}` stands inside the section `{inside}`."
            yield place, what, f"Sections are one level deep: write its pages into `{inside}`."
        elif not isinstance(under, list) or not under:
            yield place, f"The section `{name}` has no pages.", "Write them under it, or remove it."
        elif place[0] != str(next(iter(entry))):
            yield place, f"The section `{name}` has no dash before it.", "Write one, as above it."
        else:
            if f"nav.{name}" not in site.words:
                what = f"The section `{name}` of the menu has no words."
                yield place, what, f"Add `nav.{name}` to {source}/_strings.yml."
            for index, page in enumerate(under):
                for below, what, fix in _wrong(site, page, seen, str(name)):
                    yield (*place, index, *below), what, fix
