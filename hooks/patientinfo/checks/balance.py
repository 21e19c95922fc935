"""Checks that benefits and harms have the same room, and the clinic and research too."""

from collections.abc import Iterable, Mapping

from patientinfo.evidence.claims import Claim
from patientinfo.languages.wording import Wording
from patientinfo.reading import passages
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page, headings
from patientinfo.reading.problems import Problem

OPTIONS_PAGE = "stem-cells/options.md"
OPTIONS = ("standard-care", "cord-blood", "bone-marrow", "waiting", "trial")
"""What a family can choose between; none of them may be left out."""

FACETS = ("benefits", "harms", "certainty", "like", "later")
"""What the page says of each option, under a heading such as ``{ #waiting-benefits }``."""

BENEFITS_AND_HARMS = 0.7
"""The shorter of the two texts has at least this part of the longer one's characters."""

CLAIM_HALVES = 0.6
"""The same for a claim: what the clinic says, and what research shows."""


def check(
    pages: Iterable[Page], claims: Iterable[Claim], wordings: Mapping[str, Wording]
) -> list[Problem]:
    """Check the options page and the claims of every language."""
    found = check_claims(claims, wordings)
    for page in pages:
        if page.path == OPTIONS_PAGE:
            found += check_options(page)
    return found


def check_options(page: Page) -> list[Problem]:
    """Check that all options are there, each with all headings, benefits as long as harms."""
    lengths = _lengths(page)
    found = [
        Problem(
            page.name,
            0,
            f"The option `{option}` has no heading {{ #{option}-{facet} }}.",
            "Give every option its benefits, harms, certainty, what it is like, and what it "
            "rules out later.",
        )
        for option in OPTIONS
        for facet in FACETS
        if f"{option}-{facet}" not in lengths
    ]
    for option in OPTIONS:
        benefits = lengths.get(f"{option}-benefits")
        harms = lengths.get(f"{option}-harms")
        if not (benefits and harms):
            continue
        (line, first), (_, second) = benefits, harms
        if min(first, second) < BENEFITS_AND_HARMS * max(first, second):
            found.append(
                Problem(
                    page.name,
                    line,
                    f"The benefits of `{option}` have {first} characters, its harms {second}.",
                    "Write about the same of both: they may differ by 30% of the longer one.",
                )
            )
    return found


def _lengths(page: Page) -> dict[str, tuple[int, int]]:
    """Return for each heading's id its line, and how many visible characters stand below it."""
    ids = {heading.line: heading.id for heading in headings(page)}
    lengths: dict[str, tuple[int, int]] = {}
    id = ""
    for passage in passages.of_page(page, _words):
        if passage.kind == "heading":
            id = ids[passage.line]
            lengths[id] = (passage.line, 0)
        elif id:
            line, length = lengths[id]
            lengths[id] = (line, length + len(" ".join(passage.text.split())))
    return lengths


def _words(marker: Marker) -> str:
    return marker.arguments[-1] if marker.name in ("term", "quote") else ""


def check_claims(claims: Iterable[Claim], wordings: Mapping[str, Wording]) -> list[Problem]:
    """Check that in every language a claim's two halves are about as long."""
    found = []
    for wording in wordings.values():
        for claim in claims:
            keys = [f"claims.{claim.id}.clinic", f"claims.{claim.id}.research"]
            if not all(wording.forms(key) for key in keys):
                continue
            clinic, research = (len(wording.forms(key)[0]) for key in keys)
            if min(clinic, research) < CLAIM_HALVES * max(clinic, research):
                shorter = "clinic" if clinic < research else "research"
                found.append(
                    Problem(
                        wording.name,
                        wording.line(f"claims.{claim.id}.{shorter}"),
                        f"The claim `{claim.id}` has {clinic} characters of what the clinic says "
                        f"and {research} of what research shows.",
                        "Write about the same of both: the shorter at least "
                        f"{CLAIM_HALVES:.0%} of the longer.",
                        "warning",
                    )
                )
    return found
