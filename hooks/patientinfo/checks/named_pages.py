"""The pages that the data files name are there: search words, options, copies, leaflet.

The kinds of cards that the leaflet takes from them, too.
"""

import re
from collections.abc import Iterator

from patientinfo.languages.language import SearchWords
from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("pages", "languages", "condition")

CARD = re.compile(r"(?m)^!!! +([a-z-]+)")


def check(site: Site) -> Iterator[Problem]:
    """Check the pages that ``condition.yml`` and each ``_language.yml`` name."""
    file = site.files["condition"]
    for place, path in site.condition.paths():
        yield from file.unknown(place, "page", path, site.originals)
    kinds = {kind for page in site.originals.values() for kind in CARD.findall(page.body)}
    for place, kind in site.condition.cards():
        yield from file.unknown(place, "card of the kind", kind, kinds)
    for locale, language in site.languages.items():
        yield from check_search(language.search, site.files[f"languages/{locale}"], site)


def check_search(words: SearchWords, file: DataFile, site: Site) -> Iterator[Problem]:
    """Check that the words lead to pages and sections that exist, and each spelling to one row."""
    for target in words.words:
        path, _, anchor = target.partition("#")
        place = ("search", "words", target)
        yield from file.unknown(place, "page", path, site.originals)
        if anchor and (page := site.originals.get(path)):
            ids = {each.id for each in page.headings if each.level in (2, 3)}
            ids |= set(site.glossary_ids) if page.marked("glossary") else set()
            if anchor not in ids:
                near = data_file.nearest(anchor, sorted(ids - {""}))
                yield file.problem(place, f"`{path}` has no section `{anchor}`.", near)
    seen: dict[str, str] = {}
    for row in words.latin:
        for spelling in row.split():
            if spelling in seen:
                what = f"The spelling `{spelling}` stands also in the row `{seen[spelling]}`."
                yield file.problem(("search", "latin", row), what, "Put it into one row only.")
            seen[spelling] = row
