"""The registry of markers: all that there is to know of what a page may write as ``{{ … }}``.

Adding one is one entry in ``BLOCKS`` and one folder in ``overrides/components``.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from patientinfo.components.place import Place, dialled
from patientinfo.evidence import charts, cites
from patientinfo.evidence.claims import Claim
from patientinfo.languages.wording import Wording
from patientinfo.pages import a_to_z
from patientinfo.reading.markers import Marker
from patientinfo.reading.memory import remembered
from patientinfo.reading.pages import Page
from patientinfo.self_check import example_children, form, questionnaire
from patientinfo.self_check.amounts import criteria_values, words_for_units
from patientinfo.site import Site

SELF_CHECK = Markup("<div data-self-check-here></div>")
"""Where a page shows the self-check: it is put there when the page is handed over."""

DOWNLOADS = Markup("<div data-downloads-here></div>")
"""Where a page lists the files to keep: their sizes are known once they are made."""

MOST_RESULTS = 10
"""Results of the search that are shown at most."""


SHOWN = ("criteria", "cases", "claims", "references", "facts", "condition", "overrides")
"""What pages are made from; where one could not be read, no finished page is looked at."""


def nothing(*_: object) -> list[str]:
    """Return what a marker without sources, strings or known names has of them."""
    return []


def no_words(*_: object) -> str:
    """Return the words of a marker that has none."""
    return ""


@dataclass(frozen=True)
class Block:
    """A marker. ``html`` gets the place, the site, and the arguments as written.

    ``asks`` says what the arguments are; without it the marker has none, and no parentheses.
    ``known`` returns what may be named, read from the kind of file ``reads``.
    ``sources`` are the ids of the references that it cites, ``needs`` the markers to whose pages
    it leads. Of the words that readers see, ``own_words`` are the page's own, checked as such;
    ``words`` all that stand in a sentence; ``strings`` the keys of those in a block, a list for
    each of its headings. ``style`` is the component with an ``own.css``, ``script`` the one whose
    script a page needs with it, ``data`` makes the script that has the words for it, and
    ``connects`` is what the policy must let it read.
    ``whole_line``: it stands on a line of its own. ``of_all``: it shows what other pages hold.
    """

    name: str
    html: Callable[..., Markup]
    asks: str = ""
    most: int = 1
    known: Callable[[Site], Collection[str]] = nothing
    reads: str = ""
    sources: Callable[..., Iterable[str]] = nothing
    needs: tuple[str, ...] = ()
    own_words: Callable[..., str] = no_words
    words: Callable[..., str] = no_words
    strings: Callable[..., list[list[str]]] = nothing  # type: ignore[assignment]
    style: str = ""
    script: str = ""
    data: Callable[[Place, Site], str] | None = None
    connects: str = ""
    whole_line: bool = True
    of_all: bool = False


def arguments(marker: Marker) -> tuple[str, ...]:
    """Return what a marker names: its arguments, or for ``criteria.minimum_age`` the parts."""
    return (".".join(marker.parts),) if marker.parts else marker.arguments


def find(marker: Marker) -> Block | None:
    """Return the entry of a marker, if there is one."""
    return next((each for each in BLOCKS if each.name == marker.name), None)


def fits(block: Block, marker: Marker) -> bool:
    """Whether a marker has as many arguments as its entry takes."""
    return not block.asks or 1 <= len(marker.arguments) <= block.most


@remembered(lambda page: (page, len(BLOCKS)))
def of(page: Page) -> list[tuple[Block, tuple[str, ...]]]:
    """Return the known markers of a page with their arguments."""
    every = ((find(marker), arguments(marker)) for marker in page.markers)
    return [(block, given) for block, given in every if block]


def html(marker: Marker, place: Place, site: Site) -> Markup:
    """Return the HTML in the place of a marker, without space around it."""
    block = find(marker)
    assert block is not None, f"{marker.written} was not checked before it was expanded"
    return Markup(block.html(place, site, *arguments(marker)).strip())


def cited(page: Page, site: Site) -> list[str]:
    """Return the ids of the references that a page cites, its claims and treatments included."""
    ids = (id for block, given in of(page) for id in block.sources(site, *given))
    return list(dict.fromkeys(ids))


def claims_on(site: Site, path: str) -> list[Claim]:
    """Return the claims that a page shows, in its order."""
    shown = site.originals[path].marked("claim")
    return [site.register.claim(marker.arguments[0]) for marker in shown]


def used_on(site: Site, locale: str) -> dict[str, list[tuple[str, str]]]:
    """Return for each reference the (path, title) of the pages that cite it."""
    used: dict[str, list[tuple[str, str]]] = {}
    for path, page in site.originals.items():
        for id in cited(page, site):
            used.setdefault(id, []).append((path, site.shown(locale, path).facts.title))
    return used


def _treatment_sources(site: Site, id: str) -> list[str]:
    parts = site.register.treatment(id).parts
    return [site.register.article, *(each for part in parts for each in part.references)]


def _treatment_strings(site: Site, id: str) -> list[list[str]]:
    research = [f"parts.{part.id}.research" for part in site.register.treatment(id).parts]
    return [[f"treatments.{id}.clinic"], [*research, f"treatments.{id}.meaning"]]


def _term(place: Place, site: Site, id: str, word: str | None = None) -> Markup:
    """Return a word with its explanation to open; further uses on the page are plain words."""
    key = f"glossary.{id}.term"
    if id in place.terms_shown:
        return Markup("{}").format(word or place.t(key))
    place.terms_shown.add(id)
    named = word or place.wording.inner(key)
    original_word = not word and not place.wording.is_translated(key)
    shown = word or place.plain(key)
    return place.render("term", id=id, word=shown, named=named, original_word=original_word)


def _term_words(site: Site, wording: Wording, id: str, word: str = "") -> str:
    key = f"glossary.{id}.term"
    return word or (wording.text(key) if key in wording.source else "")


def _glossary(place: Place, site: Site) -> Markup:
    """Return all terms with their explanations, in the order of the alphabet."""
    order, word = site.languages[place.locale].order, place.wording.text
    terms = sorted(site.glossary_ids, key=lambda id: order.key(word(f"glossary.{id}.term")))
    return place.render("glossary", terms=terms)


def emergency(place: Place, site: Site) -> Markup:
    """Return the card that says when to call for help, and which numbers."""
    return place.render("emergency", signs=site.condition.emergency)


def _words(place: Place, site: Site) -> form.Words:
    """Return the self-check's words for a place; every result carries those on the evidence."""
    return form.Words(site.rules, place.wording, place.t("self_check.evidence-summary"))


def _words_beside(place: Place, site: Site) -> form.Words | None:
    """Return the words that are printed beside those of a place.

    In one other language, not a choice of several: each adds about 3 KB to the page.
    """
    others = [each for each in site.facts.printed_beside if each in site.locales]
    beside = next((each for each in others if each != place.wording.locale), None)
    return _words(site.place(place.page, place.locale, beside), site) if beside else None


def self_check(place: Place, site: Site) -> Markup:
    """Return the self-check in the words of the place, without what a result says."""
    return form.render(
        _words(place, site),
        site.environment,
        emergency=emergency(place, site),
        second=_words_beside(place, site),
        unit_words=words_for_units(site.rules, site.wordings.values()),
    )


def self_check_results(place: Place, site: Site) -> Markup:
    """Return what a result says; printed, in another language beside the reader's."""
    care = place.to("treatments") if ("treatments",) in site.where else ""
    words, second = _words(place, site), _words_beside(place, site)
    return form.render_results(words, site.environment, standard_care_url=care, second=second)


def criteria_list(place: Place, site: Site, *, worksheet: bool = False) -> Markup:
    """Return the published rules as a list; as a ``worksheet``, with lines to write on."""
    return form.render_list(_words(place, site), site.environment, worksheet=worksheet)


def _article(site: Site, *_: str) -> list[str]:
    return [site.criteria.source.id] if site.criteria else []


def _numbers(site: Site) -> list[str]:
    values = criteria_values(site.criteria, site.wordings[site.default]) if site.criteria else {}
    return [name.removeprefix("criteria.") for name in values]


def _pictures(site: Site) -> list[str]:
    """Return the illustrations: each a template, whose name has no underscore before it."""
    found = (re.fullmatch(r"pictures/([^_].*)\.html", name) for name, _ in site.templates)
    return [match[1] for match in found if match]


BLOCKS: list[Block] = [
    Block(
        "self_check",
        lambda place, site: SELF_CHECK,
        reads="criteria",
        sources=_article,
        style="self-check",
        script="self-check",
        data=lambda place, site: form.as_script(self_check_results(place, site)),
    ),
    Block(
        "criteria_list",
        criteria_list,
        reads="criteria",
        sources=_article,
        style="self-check",
    ),
    Block(
        "treatments",
        lambda place, site: cites.treatments_table(place, site.register),
        needs=("evidence_key",),
    ),
    Block(
        "evidence_key",
        lambda place, site: place.render("evidence-key", shapes=site.register.shapes),
    ),
    Block(
        "evidence_chart",
        lambda place, site: charts.evidence_chart(
            place, site.register, site.references, site.condition.drawings
        ),
        sources=lambda site: [id for each in site.register.cells for id in each.references],
        needs=("references",),
        style="evidence-chart",
    ),
    Block("emergency", emergency),
    Block("glossary", _glossary),
    Block(
        "references",
        lambda place, site: cites.reference_list(
            place, site.references, used_on(site, place.locale)
        ),
        of_all=True,
    ),
    Block(
        "search",
        lambda place, site: place.render("search", most=MOST_RESULTS),
        style="search",
        script="search",
        connects=" 'self'",
    ),
    Block("a_to_z", a_to_z.render, of_all=True),
    Block(
        "questionnaires",
        lambda place, site: questionnaire.links(place, site.locales),
        reads="criteria",
    ),
    Block(
        "example_children",
        lambda place, site: example_children.render(place, site.rules, site.cases),
        reads="criteria",
    ),
    Block("downloads", lambda place, site: DOWNLOADS),
    Block(
        "emergency_numbers",
        lambda place, site: dialled(place.t("emergency.numbers")),
        whole_line=False,
    ),
    Block(
        "criteria",
        lambda place, site, name: Markup(place.values[f"criteria.{name}"]),
        known=_numbers,
        reads="criteria",
        words=lambda site, wording, name: "4",
        whole_line=False,
    ),
    Block(
        "cite",
        lambda place, site, *ids: cites.cites(place, site.references, ids),
        asks="the ids of references",
        most=99,
        known=lambda site: site.references,
        reads="references",
        sources=lambda site, *ids: ids,
        needs=("references",),
        whole_line=False,
    ),
    Block(
        "term",
        _term,
        asks="the id of a glossary term, and the words to show if others are wanted",
        most=2,
        known=lambda site: site.glossary_ids,
        reads="strings",
        own_words=lambda id, word="": word,
        words=_term_words,
        whole_line=False,
    ),
    Block(
        "treatment",
        lambda place, site, id: place.render(
            "treatment",
            treatment=site.register.treatment(id),
            article=site.register.article,
            **cites.with_sources(place, site.register, site.references),
        ),
        asks="the id of a treatment",
        known=lambda site: [each.id for each in site.register.treatments],
        reads="claims",
        sources=_treatment_sources,
        needs=("references", "evidence_key"),
        strings=_treatment_strings,
    ),
    Block(
        "claim",
        lambda place, site, id: cites.claim_block(place, site.register.claim(id), site.references),
        asks="the id of a claim",
        known=lambda site: [each.id for each in site.register.claims],
        reads="claims",
        sources=lambda site, id: site.register.claim(id).references,
        needs=("references",),
        strings=lambda site, id: [[f"claims.{id}.clinic"], [f"claims.{id}.research"]],
    ),
    Block(
        "claims_on",
        lambda place, site, path: place.render(
            "claims-list", path=path, claims=claims_on(site, path)
        ),
        asks="the path of a page that shows claims",
        known=lambda site: [path for path, page in site.originals.items() if page.marked("claim")],
        reads="pages",
        of_all=True,
    ),
    Block(
        "gain_chart",
        lambda place, site, id: charts.gain_chart(place, site.register.gain(id), site.references),
        asks="the id of a gain in claims.yml",
        known=lambda site: [each.id for each in site.register.gains],
        reads="claims",
        sources=lambda site, id: [site.register.gain(id).reference],
        needs=("references",),
        style="gain-chart",
    ),
    Block(
        "evidence",
        lambda place, site, label: cites.evidence_label(place, site.register, label),
        asks="an evidence label",
        known=lambda site: site.register.shapes,
        reads="claims",
        needs=("evidence_key",),
        words=lambda site, wording, label: "4",
        whole_line=False,
    ),
    Block(
        "fact",
        lambda place, site, name: cites.fact(place, site.facts, name),
        asks="the name of a fact in publisher.yml",
        known=lambda site: site.facts.names(),
        reads="facts",
        words=lambda site, wording, name: "4",
        whole_line=False,
    ),
    Block(
        "picture",
        lambda place, site, name: charts.picture(place, site.register, name),
        asks="the name of a picture",
        known=_pictures,
        reads="overrides",
        style="pictures",
    ),
    Block(
        "quote",
        lambda place, site, words: Markup("<q data-quoted>{}</q>").format(words),
        asks="the words that somebody else said",
        words=lambda site, wording, words: words,
        whole_line=False,
    ),
]
"""Every marker. The order is that in which reports name them."""
