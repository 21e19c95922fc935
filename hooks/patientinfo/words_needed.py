"""Which words the code and the components ask for, and which values each of them may show."""

from collections.abc import Iterator, Set
from fnmatch import fnmatchcase
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from patientinfo.criteria import Criteria, unit_names
from patientinfo.problems import Problem

CODE = (
    "cite.source",
    "emergency.numbers",
    "fact.not-stated",
    "facts.author-machine",
    "facts.interests-text",
    "facts.not-reviewed",
    "facts.reviewed-by",
    "notice.fallback",
    "notice.machine-translation",
    "notice.machine-translation-once",
    "notice.outdated",
    "notice.overdue",
    "notice.person-translation",
    "notice.read-translation",
    "page-not-found.title",
    "self_check.answer-part",
    "self_check.error-ambiguous",
    "self_check.error-not-a-number",
    "self_check.evidence-summary",
    "self_check.unknown",
    "site.home",
    "site.name",
)
"""The keys that Python code names; templates name the others."""

VALUES = (
    ("cite.source", {"number"}),
    ("claim.seen", {"date"}),
    ("criteria_list.condition", {"answer"}),
    ("facts.interests-text", {"funding", "relation"}),
    ("facts.reviewed-by", {"name", "date"}),
    ("notice.read-translation", {"name"}),
    ("questions.*.error-out-of-range", {"low", "high"}),
    ("questions.*.hint", {"example"}),
    ("self_check.answer-part", {"unit", "value"}),
    ("self_check.error-*", {"example"}),
    ("self_check.rules-old", {"check_again"}),
    ("self_check.source", {"title", "seen", "check_again"}),
    ("term.explain", {"word"}),
    ("unit.*", {"count"}),
)
"""What is filled in where: a key, or a pattern of keys, and the names of its values."""

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


def values_of(key: str, criteria: Criteria, criteria_names: Set[str]) -> set[str]:
    """Return the names that the text of a key may put between double braces."""
    known = {name for pattern, names in VALUES if fnmatchcase(key, pattern) for name in names}
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


def check_components(
    environment: Environment, folder: Path, name: str, words: Set[str]
) -> list[Problem]:
    """Check that each component can be rendered, and has the words that it asks for."""
    found = []
    for path in sorted(folder.glob("*/*.html")):
        file = f"{name}/{path.relative_to(folder).as_posix()}"
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            what = f"This is not a valid Jinja template: {str(error.message).rstrip('.')}."
            found.append(Problem(file, error.lineno, what, "Look at the braces of this line."))
            continue
        for line, key in _asked(tree):
            if key not in words:
                what = f"This component needs the words `{key}`, which are not there."
                fix = "Add them to docs/en/_strings.yml, or correct the key."
                found.append(Problem(file, line, what, fix))
    return found


def _asked(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for call in tree.find_all(nodes.Call):
        named = isinstance(call.node, nodes.Name) and call.node.name == "t"
        for key in call.args[:1] if named else ():
            if isinstance(key, nodes.Const):
                yield call.lineno, str(key.value)
