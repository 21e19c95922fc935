"""What the register names is there: references and pages; and every claim stands on a page."""

from collections.abc import Iterator

from patientinfo.evidence import claims
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("claims",)


def check(site: Site) -> Iterator[Problem]:
    """Check ``claims.yml`` against everything that it names."""
    file = site.files["claims"]
    if "references" not in site.broken:
        for place, ids in claims.references(site.register):
            for id in ids:
                yield from file.unknown(place, "reference", id, site.references)
    if "pages" in site.broken:
        return
    for number, product in enumerate(site.register.cells):
        yield from file.unknown(("cells", number, "page"), "page", product.page, site.originals)
    for number, claim in enumerate(site.register.claims):
        if ("claim", claim.id) not in site.where:
            what = f"No page shows the claim `{claim.id}`."
            fix = f'Put {{{{ claim("{claim.id}") }}}} on a page.'
            yield file.problem(("claims", number), what, fix)
