"""The menu in ``mkdocs.yml`` leads to pages, and its sections have words."""

from collections.abc import Iterator

from patientinfo.languages.tags import in_english
from patientinfo.reading.data_file import Location
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("strings", "pages")


def check(site: Site) -> Iterator[Problem]:
    """Check each entry of ``nav``: a page, or a section with pages, one level deep."""
    file, source = site.settings.file, site.default
    for number, item in enumerate(file.values.get("nav") or ()):
        place: Location = ("nav", number)
        entries = [item]
        if isinstance(item, dict):
            [(section, entries)] = list(item.items())[:1]
            place = (*place, str(section))
            if not site.wordings[source].has(f"nav.{section}"):
                what = f"The section `{section}` of the menu has no words."
                yield file.problem(place, what, f"Add `nav.{section}` to {source}/_strings.yml.")
        for index, path in enumerate(entries if isinstance(entries, list) else [entries]):
            if not isinstance(path, str) or path not in site.originals:
                what = f"The menu names `{path}`, which is no {in_english(source)} page."
                fix = f"Write the path below {source}/, such as treatments/massage.md."
                yield file.problem((*place, index), what, fix)
