"""What the register names is there: references and pages; and every claim stands on a page."""

from collections.abc import Iterator

from patientinfo.evidence import claims
from patientinfo.reading import data_file
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("claims",)


def check(site: Site) -> Iterator[Problem]:
    """Check ``claims.yml`` against everything that it names."""
    file = site.files["claims"]
    if "references" not in site.broken:
        for place, ids in claims.references(site.register):
            for id in ids:
                if id not in site.references:
                    near = data_file.nearest(id, sorted(site.references))
                    yield file.problem(place, f"There is no reference `{id}`.", near)
    if "pages" in site.broken:
        return
    for number, product in enumerate(site.register.cells):
        if product.page not in site.originals:
            near = data_file.nearest(product.page, sorted(site.originals))
            place = ("cells", number, "page")
            yield file.problem(place, f"There is no page `{product.page}`.", near)
    for number, claim in enumerate(site.register.claims):
        if ("claim", claim.id) not in site.where:
            marker = f'{{{{ claim("{claim.id}") }}}}'
            what = f"No page shows the claim `{claim.id}`."
            yield file.problem(("claims", number), what, f"Put {marker} on a page.")
