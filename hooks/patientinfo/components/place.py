"""Renders the components under ``overrides/components`` into HTML, in one language, for one page.

Components have an environment of their own because MkDocs' environment does not escape.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from patientinfo.components.links import page_url, relative
from patientinfo.evidence.claims import Claim, Treatment
from patientinfo.evidence.publisher import Facts
from patientinfo.evidence.references import Reference
from patientinfo.languages.wording import Wording

SHAPES = {"strong": "●", "probable": "◐", "uncertain": "○", "probably-not": "⊘"}
"""The evidence labels: a shape each, so that they hold in print and for the colour-blind."""

REFERENCES_PAGE = "about/references.md"
LABELS_ANCHOR = "index.md#what-the-labels-mean"


def environment(folder: Path) -> Environment:
    """Return the environment that renders components: it escapes, and no name may be missing."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    made.filters["dialled"] = dialled
    return made


def dialled(words: Markup) -> Markup:
    """Return words in which each emergency number, three digits in a row, calls when pressed."""
    called = re.sub(r"\b(\d{3})\b", r'<a href="tel:\1">\1</a>', str(words), flags=re.ASCII)
    return Markup(called.replace(" <a", "&nbsp;<a"))


@dataclass(frozen=True)
class Place:
    """Where a component is shown: the site's language, the page, and whose words are used.

    ``values`` are placeholders that any string may use, such as ``criteria.minimum_age``.
    """

    page: str
    locale: str
    default: str
    wording: Wording
    environment: Environment
    references: Mapping[str, Reference]
    values: Mapping[str, object] = field(default_factory=dict)
    terms_shown: set[str] = field(default_factory=set)

    def t(self, key: str, count: int | None = None, **values: object) -> Markup:
        """Return the words of a key as HTML."""
        return self.wording.html(key, count, **{**self.values, **values})

    def url(self, path: str, anchor: str = "") -> str:
        """Return the link from this page to another page of the same language."""
        path, _, inside = path.partition("#")
        anchor = anchor or inside
        target = page_url(path, self.locale, self.default)
        here = page_url(self.page, self.locale, self.default)
        return relative(f"{target}#{anchor}" if anchor else target, here)

    def render(self, component: str, template: str = "template.html", **context: Any) -> Markup:
        """Render a component's template; ``t``, ``url`` and ``date`` are always there."""
        return Markup(
            self.template(component, template).render(
                t=self.t, url=self.url, date=self.wording.date, locale=self.locale, **context
            )
        )

    def template(self, component: str, template: str) -> Template:
        """Return a template of a component's folder."""
        return self.environment.get_template(f"{component}/{template}")


def evidence_label(place: Place, label: str) -> Markup:
    """Return the label: shape, word, and a link to what it means."""
    shape = SHAPES.get(label, "")
    return place.render("evidence-label", label=label, shape=shape, href=place.url(LABELS_ANCHOR))


def evidence_key(place: Place) -> Markup:
    """Return the explanation of the four labels."""
    return place.render("evidence-key", shapes=SHAPES)


def cites(place: Place, ids: Iterable[str]) -> Markup:
    """Return numbered links to the references page: [3, 16]."""
    links = [
        Markup('<a href="{}" aria-label="{}">{}</a>').format(
            place.url(REFERENCES_PAGE, id),
            place.t("cite.source", number=place.references[id].number),
            place.references[id].number,
        )
        for id in ids
    ]
    return Markup('<span class="cites">[{}]</span>').format(Markup(", ").join(links))


def claim_block(place: Place, claim: Claim) -> Markup:
    """Return the clinic's statement beside what research shows, with verdict and sources."""
    return place.render("claim", claim=claim, cites=lambda ids: cites(place, ids))


def claims_list(place: Place, path: str, claims: Iterable[Claim]) -> Markup:
    """Return the questions that a page of claims answers, each with its verdict, as links."""
    return place.render("claims-list", path=path, claims=list(claims))


def treatment_block(place: Place, treatment: Treatment) -> Markup:
    """Return what the article says of a treatment beside what research shows of each part."""
    return place.render(
        "treatment",
        treatment=treatment,
        cites=lambda ids: cites(place, ids),
        label=lambda label: evidence_label(place, label),
    )


def treatments_table(place: Place, treatments: Iterable[Treatment]) -> Markup:
    """Return the overview of all treatments with their labels."""
    return place.render(
        "treatments-table",
        treatments=list(treatments),
        label=lambda label: evidence_label(place, label),
    )


def reference_list(place: Place, used_on: Mapping[str, list[tuple[str, str]]]) -> Markup:
    """Return all references; ``used_on`` has (path, title) pairs of the pages citing each."""
    entries = [(each, used_on.get(each.id, [])) for each in place.references.values()]
    return place.render("references", references=entries)


def page_sources(place: Place, ids: Iterable[str]) -> Markup:
    """Return the numbered list of the sources that a page cites, or nothing."""
    references = sorted((place.references[id] for id in set(ids)), key=lambda each: each.number)
    return place.render("sources", references=references) if references else Markup("")


def term(place: Place, id: str, word: str | None = None) -> Markup:
    """Return a word with its explanation to open; further uses on the page are plain words."""
    shown: Markup | str = word or place.t(f"glossary.{id}.term")
    if id in place.terms_shown:
        return Markup("{}").format(shown)
    place.terms_shown.add(id)
    return Markup(place.render("term", id=id, word=shown).strip())


def glossary(place: Place, ids: Iterable[str], order: Callable[[str], Any]) -> Markup:
    """Return all terms with their explanations; ``order`` gives what to sort their words by."""
    ordered = sorted(ids, key=lambda id: order(place.wording.text(f"glossary.{id}.term")))
    return place.render("glossary", terms=ordered)


def fact(place: Place, facts: Facts, name: str) -> Markup:
    """Return a configured fact, or the words "not stated"."""
    value = facts.value(name)
    if value is None:
        return Markup("<span data-not-stated>{}</span>").format(place.t("fact.not-stated"))
    return Markup("<bdi>{}</bdi>").format(value)


def web_address(site_url: str, locale: str, default: str) -> Markup:
    """Return a link to the first page that shows its address, for what is read elsewhere."""
    address = site_url.rstrip("/") + "/" + page_url("index.md", locale, default)
    return Markup('<a href="{0}" dir="ltr">{0}</a>').format(address)
