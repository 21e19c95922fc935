"""The source of the self-check's rules is one of the references, which the self-check cites."""

from collections.abc import Iterator

from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("criteria", "references")


def check(site: Site) -> Iterator[Problem]:
    """Check that the page with the self-check can cite where the rules stand."""
    if site.criteria and site.criteria.source.id not in site.references:
        what = f"There is no reference `{site.criteria.source.id}`, which the self-check cites."
        fix = "Give the source of the rules this id."
        yield Problem(site.files["references"].name, 0, what, fix)
