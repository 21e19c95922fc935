"""The words that code and components ask for are there, and hold only values that are filled in."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import get_args

from jinja2 import TemplateSyntaxError, nodes

from patientinfo.components import place
from patientinfo.evidence.claims import Verdict
from patientinfo.languages.wording import PLACEHOLDER
from patientinfo.pages import blocks
from patientinfo.reading.problems import Problem
from patientinfo.self_check import form
from patientinfo.self_check.criteria import outcomes
from patientinfo.site import Site

NEEDS = ("strings",)

EVERY_PAGE = "frame"
FRAME = (
    "contents",
    "footer",
    "header",
    "head",
    "notices",
    "page-facts",
    "page-not-found",
    "sources",
)
"""The components of every site, whatever its pages show."""

FACTS = (
    *("publisher", "author", "clinical-review", "updated", "review-due"),
    *("interests", "sources", "mistakes", "translation"),
)

CODE = {
    EVERY_PAGE: (
        "condition.name",
        "fact.not-stated",
        *(f"facts.{each}" for each in FACTS),
        *("facts.author-machine", "facts.interests-text", "facts.no-sources"),
        *("facts.not-reviewed", "facts.reviewed-by", "facts.sources-listed"),
        *("notice.fallback", "notice.machine-translation", "notice.machine-translation-once"),
        *("notice.machine-translation-short", "notice.outdated", "notice.overdue"),
        *("notice.person-translation", "notice.person-translation-short"),
        *("notice.read-translation", "page-not-found.title", "share.line"),
        *("site.home", "site.name"),
    ),
    "cite": ("cite.source",),
    "claim": tuple(f"verdicts.{each}.label" for each in get_args(Verdict)),
    "emergency": ("emergency.numbers",),
    "self-check": (
        *("self_check.answer-part", "self_check.error-ambiguous", "self_check.error-not-a-number"),
        *("self_check.error-other-unit", blocks.EVIDENCE_SUMMARY, "self_check.unknown"),
        *(f"status.{each}" for each in ("met", "unmet", "refer", "unknown", "no-concern")),
        *(f"outcomes.{each}.{part}" for each in outcomes.values() for part in ("title", "text")),
    ),
}
"""The keys that Python code names, by the component that shows them; templates name the others."""


VALUES = (
    ("cite.source", {"number"}),
    ("facts.interests-text", {"funding", "relation"}),
    ("facts.reviewed-by", {"name", "date"}),
    ("facts.sources-listed", {"cited", "checked"}),
    ("notice.read-translation", {"name"}),
    ("questions.*.error-out-of-range", {"low", "high"}),
    ("questions.*.hint", {"example"}),
    ("search.found", {"count"}),
    ("self_check.answer-part", {"unit", "value"}),
    ("self_check.error-*", {"example"}),
    ("unit.*", {"count"}),
)
"""What Python code fills in where: a key, or a pattern of keys, and the names of its values."""

WITHOUT_CRITERIA = (
    "advice.*",
    "criteria.*",
    "criteria_list.*",
    "outcomes.*",
    "page-not-found.*",
    "questions.*",
    "self_check.*",
    "site.name",
    "status.*",
    "unit*",
)
"""Words in which ``{{ criteria.… }}`` is not filled in: they have values of their own, or none."""


DATA = ("claims", "criteria", "glossary", "nav", "parts", "questions", "subjects", "treatments")
"""First parts of the keys that data files and pages call for."""


@dataclass(frozen=True)
class Asked:
    """A key that a component's template asks for, with the values that it fills in.

    ``values`` is None where the template passes on values whose names it does not say.
    """

    file: str
    line: int
    key: str
    values: frozenset[str] | None
    component: str = ""


def check(site: Site) -> Iterator[Problem]:
    """Check the words that this site needs, and the placeholders of all words."""
    used = _components(site)
    asked, broken = read_components(site.templates)
    yield from broken
    name = site.files["strings"].name
    for key in _needed(site, used):
        if key not in site.words:
            yield _missing(name, key, "The site")
    yield from check_words(
        (each for each in asked if each.component in used), set(site.words), name
    )
    if site.criteria and "self-check" in used:
        for key in form.needed_strings(site.criteria):
            if key not in site.words:
                yield _missing(name, key, "The self-check")
    yield from _placeholders(site, asked, name)


def _components(site: Site) -> set[str]:
    """Return the components that this site's pages and files are made of."""
    shown = {block for page in site.originals.values() for block, _ in blocks.of(page)}
    used = {EVERY_PAGE, *FRAME, *(name for block in shown for name in block.components)}
    if "downloads" in used and site.condition.leaflet:
        used.add("leaflet")
    used |= {"pictures"} & {block.style for block in shown}
    return used | ({"cite"} if any(block.needs for block in shown) else set())


def _needed(site: Site, used: Set[str]) -> list[str]:
    """Return the keys that code names, as far as this site uses it."""
    keys = [key for component, named in CODE.items() if component in used for key in named]
    if "emergency" in used:
        keys += [f"emergency.{sign}" for sign in site.condition.emergency]
    if "evidence-label" in used:
        keys += [f"evidence.{label.id}.label" for label in site.register.labels]
        keys += [f"evidence.{label}.means" for label in site.register.shapes]
    return keys


def _missing(name: str, key: str, who: str) -> Problem:
    what = f"{who} needs words `{key}`, which are not there."
    return Problem(name, 0, what, "Add them, with a note for translators.")


@lru_cache(maxsize=8)
def read_components(
    templates: tuple[tuple[str, str], ...],
) -> tuple[tuple[Asked, ...], tuple[Problem, ...]]:
    """Return the words that templates ask for; broken ones are problems."""
    asked: list[Asked] = []
    found = []
    environment = place.environment(templates)
    for path, text in templates:
        file = path if "/" not in path else f"components/{path}"
        try:
            asked += _asked(environment.parse(text), f"overrides/{file}", path.split("/")[0])
        except TemplateSyntaxError as error:
            what = f"This is not a valid Jinja template: {str(error.message).rstrip('.')}."
            fix = "Look at the braces of this line."
            found.append(Problem(f"overrides/{file}", error.lineno, what, fix))
    return tuple(asked), tuple(found)


def check_words(asked: Iterable[Asked], words: Set[str], name: str) -> Iterator[Problem]:
    """Check that the words which components ask for are there."""
    for each in asked:
        if each.key not in words:
            what = f"This component needs the words `{each.key}`, which are not there."
            yield Problem(each.file, each.line, what, f"Add them to {name}, or correct the key.")


def _placeholders(site: Site, asked: Iterable[Asked], name: str) -> Iterator[Problem]:
    by_key: dict[str, list[Asked]] = {}
    for each in asked:
        by_key.setdefault(each.key, []).append(each)
    groups = {key.split(".")[0] for key in by_key} | set(DATA)
    groups |= {key.split(".")[0] for keys in CODE.values() for key in keys}
    if site.criteria:
        groups |= {key.split(".")[0] for key in form.needed_strings(site.criteria)}
    for string in site.words.values():
        written = {each for form in string.forms for each in PLACEHOLDER.findall(form)}
        if not written or string.key.split(".")[0] not in groups:
            continue
        known = values_of(string.key, by_key.get(string.key, []), site)
        if known is None:
            continue
        for wrong in sorted(written - known):
            what = f"`{string.key}` has the placeholder {{{{ {wrong} }}}}, which does not exist."
            fix = "Known here are: " + ", ".join(f"{{{{ {each} }}}}" for each in sorted(known))
            if not known:
                fix = "Nothing is filled in here: write the words themselves"
            yield Problem(name, string.line, what, f"{fix}.")


def values_of(key: str, asked: Iterable[Asked], site: Site) -> set[str] | None:
    """Return the names that the text of a key may put between double braces.

    None: nothing here knows who shows these words, so nothing can be said of their values.
    """
    own = [each.values for each in asked]
    if None in own or (site.criteria is None and "criteria" in site.broken):
        return None
    known = {name for pattern, names in VALUES if fnmatchcase(key, pattern) for name in names}
    known.update(name for names in own if names for name in names)
    without = any(fnmatchcase(key, pattern) for pattern in WITHOUT_CRITERIA)
    if site.criteria and (key == blocks.EVIDENCE_SUMMARY or not without):
        known |= set(site.place("index.md", site.default).values)
    for id, criterion in site.criteria.criteria.items() if site.criteria else ():
        part = key.removeprefix(f"criteria.{id}.")
        if criterion.bound and part != key and part not in ("title", "near"):
            assert site.criteria
            names = (site.criteria.units[unit].name for unit in site.criteria.in_each_unit(id))
            known |= {"value", *(f"{name}s" for name in names)}
    return known


def _asked(tree: nodes.Template, file: str, component: str) -> Iterator[Asked]:
    for call in tree.find_all(nodes.Call):
        named = isinstance(call.node, nodes.Name) and call.node.name == "t"
        for key in call.args[:1] if named else ():
            if isinstance(key, nodes.Const):
                values = frozenset(each.key for each in call.kwargs)
                unsaid = call.dyn_kwargs is not None
                known = None if unsaid else values
                yield Asked(file, call.lineno, str(key.value), known, component)
