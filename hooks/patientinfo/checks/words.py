"""Which words the code and the components ask for, and which values each of them may show."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import get_args

from jinja2 import Environment, TemplateSyntaxError, nodes

from patientinfo.components.place import SHAPES
from patientinfo.evidence.claims import Label, Verdict
from patientinfo.reading.problems import Problem
from patientinfo.self_check.criteria import Criteria, outcomes, unit_names

CODE = (
    "condition.name",
    "cite.source",
    "emergency.numbers",
    "fact.not-stated",
    "facts.author-machine",
    "facts.interests-text",
    "facts.no-sources",
    "facts.not-reviewed",
    "facts.reviewed-by",
    "facts.sources-listed",
    "notice.fallback",
    "notice.machine-translation",
    "notice.machine-translation-once",
    "notice.machine-translation-short",
    "notice.outdated",
    "notice.overdue",
    "notice.person-translation",
    "notice.person-translation-short",
    "notice.read-translation",
    "page-not-found.title",
    "self_check.answer-part",
    "self_check.error-ambiguous",
    "self_check.error-not-a-number",
    "self_check.evidence-summary",
    "self_check.unknown",
    "share.line",
    "site.home",
    "site.name",
)
"""The keys that Python code names; templates name the others."""

GROUPS = {
    "emergency.{}": ("long-seizure", "repeated-seizures", "first-seizure", "breathing", "injury"),
    "evidence.{}.label": get_args(Label),
    "evidence.{}.means": tuple(SHAPES),
    "facts.{}": (
        "publisher",
        "author",
        "clinical-review",
        "updated",
        "review-due",
        "interests",
        "sources",
        "mistakes",
        "translation",
    ),
    "outcomes.{}.text": tuple(outcomes.values()),
    "outcomes.{}.title": tuple(outcomes.values()),
    "status.{}": ("met", "unmet", "refer", "unknown", "no-concern"),
    "unit.{}": tuple(unit_names.values()),
    "unit-label.{}": tuple(unit_names.values()),
    "verdicts.{}.label": get_args(Verdict),
}
"""Keys of which code or a component writes only a part by itself."""


def needed() -> list[str]:
    """Return the keys that every site needs, whatever its criteria and claims are."""
    groups = [key.format(each) for key, parts in GROUPS.items() for each in parts]
    return [*CODE, *groups]


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


def read_components(
    environment: Environment, folder: Path, name: str
) -> tuple[list[Asked], list[Problem]]:
    """Return the words that the templates below ``folder`` ask for; broken ones are problems."""
    asked: list[Asked] = []
    found = []
    for path in sorted(folder.glob("*/*.html")):
        file = f"{name}/{path.relative_to(folder).as_posix()}"
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            what = f"This is not a valid Jinja template: {str(error.message).rstrip('.')}."
            found.append(Problem(file, error.lineno, what, "Look at the braces of this line."))
            continue
        asked += _asked(tree, file)
    return asked, found


def check_words(asked: Iterable[Asked], words: Set[str]) -> list[Problem]:
    """Check that the words which components ask for are there."""
    return [
        Problem(
            each.file,
            each.line,
            f"This component needs the words `{each.key}`, which are not there.",
            "Add them to docs/en/_strings.yml, or correct the key.",
        )
        for each in asked
        if each.key not in words
    ]


def values_of(
    key: str, asked: Iterable[Asked], criteria: Criteria, criteria_names: Set[str]
) -> set[str] | None:
    """Return the names that the text of a key may put between double braces.

    None: nothing here knows who shows these words, so nothing can be said of their values.
    """
    asked = list(asked)
    groups = {*DATA, *(each.split(".")[0] for each in (*needed(), *(each.key for each in asked)))}
    own = [each.values for each in asked if each.key == key]
    if key.split(".")[0] not in groups or None in own:
        return None
    known = {name for pattern, names in VALUES if fnmatchcase(key, pattern) for name in names}
    known.update(name for names in own if names for name in names)
    if key == "self_check.evidence-summary" or not any(
        fnmatchcase(key, pattern) for pattern in WITHOUT_CRITERIA
    ):
        known |= criteria_names
    for id, criterion in criteria.criteria.items():
        part = key.removeprefix(f"criteria.{id}.")
        if criterion.bound and part != key and part not in ("title", "near"):
            units = criteria.quantity(criterion.question).units
            known |= {"value", *(f"{unit_names[unit]}s" for unit in units)}
    return known


def _asked(tree: nodes.Template, file: str) -> Iterator[Asked]:
    for call in tree.find_all(nodes.Call):
        named = isinstance(call.node, nodes.Name) and call.node.name == "t"
        for key in call.args[:1] if named else ():
            if isinstance(key, nodes.Const):
                values = frozenset(each.key for each in call.kwargs)
                unsaid = call.dyn_kwargs is not None
                yield Asked(file, call.lineno, str(key.value), None if unsaid else values)
