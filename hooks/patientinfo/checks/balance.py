"""Benefits and harms have the same room, and the clinic and research too."""

from collections.abc import Iterator
from itertools import product

from patientinfo.pages import blocks
from patientinfo.reading import passages
from patientinfo.reading.condition import Options
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("claims", "strings", "condition", "markers")

BENEFITS_AND_HARMS = 0.7
"""The shorter of the two texts has at least this part of the longer one's characters."""

CLAIM_HALVES = 0.6
"""The same for a claim: what the clinic says, and what research shows."""


def check(site: Site) -> Iterator[Problem]:
    """Check the claims, and the page that sets options side by side, in every language."""
    yield from check_claims(site)
    for page in site.texts:
        if options := site.condition.compared_on(page.path):
            yield from check_options(page, options, site)


def check_options(page: Page, options: Options, site: Site) -> Iterator[Problem]:
    """Check that all options are there, each with all headings, benefits as long as harms."""
    lengths = _lengths(page, site)
    for option in options.options:
        for facet in options.facets:
            if f"{option}-{facet}" not in lengths:
                what = f"The option `{option}` has no heading {{ #{option}-{facet} }}."
                fix = f"Give every option the headings {', '.join(options.facets)}."
                yield Problem(page.name, 0, what, fix)
        if not {f"{option}-benefits", f"{option}-harms"} <= lengths.keys():
            continue
        (line, first), (_, second) = lengths[f"{option}-benefits"], lengths[f"{option}-harms"]
        if min(first, second) < BENEFITS_AND_HARMS * max(first, second):
            what = f"The benefits of `{option}` have {first} characters, its harms {second}."
            fix = "Write about the same of both: they may differ by 30% of the longer one."
            yield Problem(page.name, line, what, fix)


def _lengths(page: Page, site: Site) -> dict[str, tuple[int, int]]:
    """Return for each heading's id its line, and how many visible characters stand below it."""

    def words(marker: Marker) -> str:
        block = blocks.find(marker)
        if block is None or block.name not in ("term", "quote"):
            return ""
        return block.words(site, site.wordings[page.locale], *marker.arguments)

    ids = {heading.line: heading.id for heading in page.headings}
    lengths: dict[str, tuple[int, int]] = {}
    id = ""
    for passage in passages.of_page(page, words):
        if passage.kind == "heading":
            id = ids[passage.line]
            lengths[id] = (passage.line, 0)
        elif id and passage.kind != "link-title":
            line, length = lengths[id]
            lengths[id] = (line, length + len(" ".join(passage.text.split())))
    return lengths


def check_claims(site: Site) -> Iterator[Problem]:
    """Check that in every language a claim's two halves are about as long."""
    for wording, claim in product(site.asked_words, site.register.claims):
        halves = [wording.forms(f"claims.{claim.id}.{half}") for half in ("clinic", "research")]
        if not all(halves):
            continue
        clinic, research = (len(forms[0]) for forms in halves)
        if min(clinic, research) < CLAIM_HALVES * max(clinic, research):
            line = wording.line(
                f"claims.{claim.id}.{'clinic' if clinic < research else 'research'}"
            )
            what = f"The claim `{claim.id}` has {clinic} characters of what the clinic says and "
            what += f"{research} of what research shows."
            fix = "Write about the same of both: the shorter at least "
            fix += f"{CLAIM_HALVES:.0%} of the longer."
            yield Problem(wording.name, line, what, fix, "warning")
