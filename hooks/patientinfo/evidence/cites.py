"""What research shows, as readers see it: labels, numbered sources, claims and treatments."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.evidence.claims import Claim, Register
from patientinfo.evidence.publisher import Facts
from patientinfo.evidence.references import Reference

References = Mapping[str, Reference]


def evidence_label(place: Place, register: Register, label: str) -> Markup:
    """Return the label: shape, word, and a link to what it means."""
    shape, href = register.shapes.get(label, ""), place.to("evidence_key", section=True)
    return place.render("evidence-label", label=label, shape=shape, href=href)


def cites(place: Place, references: References, ids: Iterable[str]) -> Markup:
    """Return numbered links to the references page: [3, 16]."""
    link = Markup('<a href="{}" aria-label="{}">{}</a>')
    cited = [(place.to("references", anchor=id), references[id].number) for id in ids]
    links = [link.format(to, place.plain("cite.source", number=each), each) for to, each in cited]
    return Markup('<span class="cites">[{}]</span>').format(Markup(", ").join(links))


def with_sources(place: Place, register: Register, references: References) -> dict[str, Any]:
    """Return what a component with evidence in it calls: ``cites`` and ``label``."""
    return {
        "cites": partial(cites, place, references),
        "label": partial(evidence_label, place, register),
    }


def claim_block(place: Place, claim: Claim, references: References) -> Markup:
    """Return the clinic's statement beside what research shows, with verdict and sources."""
    return place.render("claim", claim=claim, cites=partial(cites, place, references))


def treatments_table(place: Place, register: Register) -> Markup:
    """Return the overview of all treatments with their labels."""
    label = partial(evidence_label, place, register)
    return place.render("treatments-table", treatments=register.treatments, label=label)


def reference_list(
    place: Place, references: References, used_on: Mapping[str, list[tuple[str, str]]]
) -> Markup:
    """Return all references; ``used_on`` has (path, title) pairs of the pages citing each."""
    entries = [(each, used_on.get(each.id, [])) for each in references.values()]
    return place.render("references", references=entries)


def page_sources(place: Place, references: References, ids: Iterable[str]) -> Markup:
    """Return the numbered list of the sources that a page cites, or nothing."""
    cited = sorted((references[id] for id in set(ids)), key=lambda each: each.number)
    return place.render("sources", references=cited) if cited else Markup("")


def fact(place: Place, facts: Facts, name: str) -> Markup:
    """Return a configured fact, or the words "not stated"."""
    value = facts.value(name)
    if value is None:
        return Markup("<span data-not-stated>{}</span>").format(place.t("fact.not-stated"))
    return Markup("<bdi>{}</bdi>").format(value)
