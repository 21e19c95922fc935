"""Puts components and values where a page's text says ``{{ … }}``, and checks that it may."""

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING

from markupsafe import Markup

from patientinfo.components import place as components
from patientinfo.components.place import Place
from patientinfo.evidence import charts as pictures
from patientinfo.outputs import search_index as search
from patientinfo.pages import a_to_z
from patientinfo.reading import data_file, markers
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.self_check import example_children, questionnaire

if TYPE_CHECKING:
    from patientinfo.site import Site

BLOCKS = (
    "self_check",
    "criteria_list",
    "treatments",
    "evidence_key",
    "evidence_chart",
    "cord_blood_chart",
    "emergency",
    "glossary",
    "references",
    "search",
    "a_to_z",
    "questionnaires",
    "example_children",
    "downloads",
)
"""Markers that stand on a line of their own, without arguments."""

CALLS = {
    "cite": "the ids of references",
    "term": "the id of a glossary term, and the words to show if others are wanted",
    "treatment": "the id of a treatment",
    "claim": "the id of a claim",
    "claims_on": "the path of a page that shows claims",
    "evidence": "an evidence label",
    "fact": "the name of a fact in publisher.yml",
    "picture": "the name of a picture",
    "quote": "the words that somebody else said",
}
"""Markers with arguments, and what they ask for."""

EMPTY_DOWNLOADS = Markup("<div data-downloads></div>")
"""The place of the list of files: how large they are is known once the whole site is built."""

ARTICLE = "clinic-article"
"""The id of the reference that the treatments and the self-check cite by themselves."""

WHOLE_LINE = (*BLOCKS, "treatment", "claim", "claims_on", "picture")


Known = Mapping[str, Set[str] | None]
"""What each marker may name. None: that could not be read, and so nothing is said of it."""


def check(page: Page, known: Known) -> list[Problem]:
    """Check every marker of a page against what there is to put in its place."""
    found, problems = markers.find(page.body, page.name, page.first_line)
    lines = page.body.split("\n")
    for marker in found:
        problem = _check_marker(marker, known)
        if problem:
            what, fix = problem
            problems.append(Problem(page.name, marker.line, what, fix))
        elif marker.name in WHOLE_LINE:
            line = lines[marker.line - page.first_line].rstrip()
            if not (markers.MARKER.match(line) and line.find("}}") == len(line) - 2):
                problems.append(
                    Problem(
                        page.name,
                        marker.line,
                        f"`{{{{ {marker.written} }}}}` shares its line with other text.",
                        "Put it on a line of its own, with an empty line above and below.",
                    )
                )
    return problems


def _check_marker(marker: Marker, known: Known) -> tuple[str, str] | None:
    written = f"`{{{{ {marker.written} }}}}`"
    if marker.name == "criteria":
        name = f"criteria.{'.'.join(marker.parts)}"
        names = known["criteria"]
        if names is not None and name not in names:
            return f"{written} names no criterion.", data_file.nearest(name, sorted(names))
        return None
    if marker.name in (*BLOCKS, "emergency_numbers") and not marker.called and not marker.parts:
        return None
    if marker.name not in CALLS or marker.parts or not marker.called:
        words = [*BLOCKS, "emergency_numbers", "criteria", *CALLS]
        return f"{written} is not known.", data_file.nearest(marker.name, words)
    most = {"cite": 99, "term": 2}.get(marker.name, 1)
    if not 1 <= len(marker.arguments) <= most:
        return (
            f"{written} has {len(marker.arguments)} arguments.",
            f"Give it {CALLS[marker.name]}.",
        )
    if marker.name == "quote":
        return None
    known_ids = known[marker.name]
    if known_ids is None:
        return None
    wanted = marker.arguments if marker.name == "cite" else marker.arguments[:1]
    for each in wanted:
        if each not in known_ids:
            return (
                f"{written}: there is no `{each}`.",
                data_file.nearest(each, sorted(known_ids)),
            )
    return None


def expand(text: str, place: Place, site: "Site") -> str:
    """Return a page's Markdown with HTML in the place of each marker."""

    def value(marker: Marker) -> str:
        html = _html(marker, place, site)
        return f"\n{html.strip()}\n" if marker.name in WHOLE_LINE else html.strip()

    return markers.replace(text, value)


def _html(marker: Marker, place: Place, site: "Site") -> Markup:
    match marker.name, marker.arguments:
        case "criteria", _:
            return Markup(place.values[f"criteria.{'.'.join(marker.parts)}"])
        case "self_check", _:
            return site.self_check(place)
        case "criteria_list", _:
            return site.criteria_list(place)
        case "treatments", _:
            return components.treatments_table(place, site.register.treatments)
        case "evidence_key", _:
            return components.evidence_key(place)
        case "evidence_chart", _:
            return pictures.evidence_chart(place, site.register)
        case "cord_blood_chart", _:
            return pictures.cord_blood_chart(place, site.register.cord_blood_gain)
        case "emergency", _:
            return place.render("emergency")
        case "emergency_numbers", _:
            return components.dialled(place.t("emergency.numbers"))
        case "downloads", _:
            return EMPTY_DOWNLOADS
        case "glossary", _:
            return components.glossary(place, site.glossary_ids, site.alphabet(place.locale).key)
        case "references", _:
            return components.reference_list(place, site.used_on(place.locale))
        case "search", _:
            return search.render(place)
        case "a_to_z", _:
            return a_to_z.render(place, site.entries(place), site.alphabet(place.locale))
        case "questionnaires", _:
            return questionnaire.links(place, list(site.locales))
        case "example_children", _:
            return example_children.render(place, site.criteria, site.cases)
        case "cite", ids:
            return components.cites(place, ids)
        case "term", [id, *words]:
            return components.term(place, id, *words)
        case "treatment", [id]:
            treatment = site.register.treatment(id)
            assert treatment is not None, "checked before"
            return components.treatment_block(place, treatment)
        case "claim", [id]:
            claim = site.register.claim(id)
            assert claim is not None, "checked before"
            return components.claim_block(place, claim)
        case "claims_on", [path]:
            return components.claims_list(place, path, site.claims_on(path))
        case "evidence", [label]:
            return components.evidence_label(place, label)
        case "fact", [name]:
            return components.fact(place, site.facts, name)
        case "picture", [name]:
            return pictures.picture(place, name)
        case "quote", [words]:
            return Markup("<q data-quoted>{}</q>").format(words)
    raise ValueError(f"{marker.written} was not checked before it was expanded")


def cited(page: Page, site: "Site") -> list[str]:
    """Return the ids of the references that a page cites, its claims and treatments included."""
    ids: list[str] = []
    for marker in markers.find(page.body, page.name)[0]:
        match marker.name, marker.arguments:
            case "cite", arguments:
                ids.extend(arguments)
            case "claim", [id]:
                claim = site.register.claim(id)
                ids.extend(claim.references if claim else ())
            case "treatment", [id]:
                treatment = site.register.treatment(id)
                ids.append(ARTICLE)
                for part in treatment.parts if treatment else ():
                    ids.extend(part.references)
            case "evidence_chart", _:
                ids.extend(pictures.chart_sources(site.register))
            case "cord_blood_chart", _:
                ids.append(site.register.cord_blood_gain.reference)
            case (("self_check" | "criteria_list"), _):
                ids.append(ARTICLE)
    return list(dict.fromkeys(ids))


def uses(page: Page) -> set[str]:
    """Return the names of the markers on a page."""
    return {marker.name for marker in markers.find(page.body, page.name)[0]}


def shows(pages: Iterable[Page], name: str) -> list[str]:
    """Return the first arguments of all markers of that name: the claims that pages show, say."""
    return [
        marker.arguments[0]
        for page in pages
        for marker in markers.find(page.body, page.name)[0]
        if marker.name == name and marker.arguments
    ]
