"""Reads YAML into typed, frozen values and says in which line each thing that is wrong stands.

PyYAML alone lets a repeated key win silently and pydantic alone knows no lines; here they meet.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import ConfigDict, Strict, TypeAdapter, ValidationError

from patientinfo.reading.problems import Problem

T = TypeVar("T")

known_keys = ConfigDict(extra="forbid")
"""For every dataclass that is read from a file: a key that it does not have is a mistake."""

Day = Annotated[date, Strict()]
"""A date as YAML reads it; text and numbers are not taken for one."""

type_names = {
    "string_type": "text in double quotes",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "list_type": "a list, one item a line, each after a dash",
    "tuple_type": "a list, one item a line, each after a dash",
    "dict_type": "keys and values, one a line",
    "dataclass_type": "keys and values, one a line",
    "date_type": "a date such as 2026-11-22",
    "date_from_datetime_parsing": "a date such as 2026-11-22",
    "decimal_type": "a number",
    "none_required": "nothing",
}
"""pydantic's error types, and what they ask for in a writer's words."""

Location = tuple[str | int, ...]

Mistake = tuple[Location, str, str]
"""What is wrong at a place of a file, whichever file it is: the place, what, and what to do."""

UNREADABLE = "unreadable"
"""The code of a problem after which a file has no values."""

BOOLEAN_KEY = "boolean-key"
"""The code of a key that YAML reads as true or false."""

MISSING = "missing"
"""The code of a file that is not there."""

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads the same files five times as fast; what is wrong, Python's loader says better."""


@dataclass(frozen=True)
class DataFile:
    """A YAML file as plain values, with the line on which each key or item stands.

    ``lines`` has a key for each place, for example ``("criteria", "minimum-age")``.
    """

    name: str
    values: Any
    lines: dict[Location, int] = field(default_factory=dict)

    def line(self, *place: str | int) -> int:
        """Return the line of a place, or of the nearest place round it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Location, what: str, fix: str) -> Problem:
        """Return an error at a place in this file."""
        return Problem(self.name, self.line(*place), what, fix)

    def problems(self, mistakes: Iterable[Mistake], *inside: str | int) -> list[Problem]:
        """Return an error for each mistake, whose places are those ``inside`` a place."""
        return [self.problem((*inside, *place), what, fix) for place, what, fix in mistakes]


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a file that a person wrote, with any line endings, with or without a byte order mark.

    A file that is missing or no text is one problem; ``name`` is what reports call it.
    """
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except FileNotFoundError:
        what, fix = "This file is missing.", "Bring it back from git."
        return "", [Problem(name, 0, what, fix, code=MISSING)]
    except IsADirectoryError:
        return "", [Problem(name, 0, "This is a folder, not a file.", "Rename the folder.")]
    except UnicodeDecodeError:
        return "", [Problem(name, 0, "This file is not UTF-8 text.", "Save it again as UTF-8.")]


def read(path: Path, name: str) -> tuple[DataFile, list[Problem]]:
    """Read a YAML file; ``name`` is what reports call it."""
    text, found = read_text(path, name)
    return (DataFile(name, None), found) if found else parse(text, name)


def read_once(
    path: Path,
    name: str,
    make: Callable[..., tuple[T | None, list[Problem]]],
    *known: object,
) -> tuple[T | None, list[Problem]]:
    """Read a YAML file; return what ``make`` makes of it, once for the same text.

    It gets the parsed file, the problems found so far, and whatever is ``known``.
    """
    text, found = read_text(path, name)
    if found:
        return None, found
    value, problems = _made(make, text, name, *known)
    return value, list(problems)


@lru_cache(maxsize=64)
def _made(make: Any, text: str, name: str, *known: object) -> tuple[Any, list[Problem]]:
    made: tuple[Any, list[Problem]] = make(*parse(text, name), *known)
    return made


def parse(text: str, name: str, first_line: int = 1) -> tuple[DataFile, list[Problem]]:
    """Parse YAML text whose first line is ``first_line`` of the file called ``name``."""
    file, found = _parsed(text, name, first_line)
    return file, list(found)


@lru_cache(maxsize=1024)
def _parsed(text: str, name: str, first_line: int) -> tuple[DataFile, tuple[Problem, ...]]:
    """Parse once: whoever reads the values leaves them as they are."""
    try:
        return _read_with(FAST, text, name, first_line)
    except (yaml.YAMLError, ValueError, RecursionError):
        try:
            return _read_with(yaml.SafeLoader, text, name, first_line)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + first_line
            what = f"This line has a character that no text has (number {error.character:#06x})."
            fix = "Type the line again."
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + first_line if mark else first_line
            what = f"This is not valid YAML: {getattr(error, 'problem', None) or error}."
            fix = "Look at the indentation, the colons and the quotes of this line and the one "
            fix += "above."
    return DataFile(name, None), (Problem(name, line, what, fix, code=UNREADABLE),)


def _read_with(
    loader_of: Any, text: str, name: str, first_line: int
) -> tuple[DataFile, tuple[Problem, ...]]:
    found: list[Problem] = []
    lines: dict[Location, int] = {}
    loader = loader_of(text)
    root = loader.get_single_node()
    if root is None:
        return DataFile(name, None), ()
    _walk(root, (), name, first_line, lines, found)
    unreadable = any(problem.code == UNREADABLE for problem in found)
    values = None if unreadable else loader.construct_document(root)
    return DataFile(name, values, lines), tuple(found)


def typed(
    adapter: TypeAdapter[Any], file: DataFile, found: Iterable[Problem] = ()
) -> tuple[Any, list[Problem]]:
    """Turn a file's values into what ``adapter`` describes: ``(value or None, problems)``.

    Those that were ``found`` before come first; where they left no values they are all.
    """
    before = list(found)
    if before and file.values is None:
        return None, before
    try:
        return adapter.validate_python(file.values), before
    except ValidationError as error:
        return None, [*before, *problems_of(error, file)]


def problems_of(error: ValidationError, file: DataFile) -> list[Problem]:
    """Say in a writer's words what pydantic found, with the line of each place."""
    found = []
    for item in error.errors(include_url=False):
        place = tuple(step for step in item["loc"] if not (isinstance(step, str) and "[" in step))
        if item["loc"][-1:] == ("[key]",) and isinstance(item["input"], bool):
            continue  # a key that YAML read as true or false: the reader of the file reports it
        written = item["input"]
        name = ".".join(str(step) for step in place) or "the file"
        match item["type"]:
            case "missing" | "missing_keyword_only_argument" | "missing_argument":
                what, fix = f"`{name}` is missing.", f"Add the key `{place[-1]}`."
            case "extra_forbidden" | "unexpected_keyword_argument":
                what = f"`{name}` is not a key that is known here."
                fix = "Correct its spelling, or remove it."
            case "literal_error" | "enum":
                known = item.get("ctx", {}).get("expected", "")
                what = f"`{name}` is {shown(written)}."
                words = known.replace(" or ", ", ").replace("'", "").split(", ")
                fix = f"Write one of: {', '.join(filter(None, words))}."
            case "value_error":
                what = f"`{name}` is {shown(written)}."
                fix = str(item["ctx"]["error"])
            case kind if kind in type_names:
                what = f"`{name}` is {shown(written)}."
                fix = f"Write {type_names[kind]}."
            case _:
                what, fix = f"`{name}` is {shown(written)}.", f"{item['msg']}."
        found.append(file.problem(place, what, fix))
    return found


def shown(written: object) -> str:
    """Return what was written in a form that a person knows again, cut where it is long."""
    if written is None:
        return "empty"
    if isinstance(written, bool):
        word = "true" if written else "false"
        return f"`{word}` (YAML reads yes, no, on and off that way; put such a word in quotes)"
    text = str(written)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


def unknown_name(name: str, known: Iterable[str], place: Location, kind: str) -> Iterator[Mistake]:
    """Find a name that is not among the known ones of its ``kind``."""
    names = list(known)
    if name not in names:
        yield place, f"`{name}` is not {kind}.", nearest(name, names)


def nearest(wrong: str, known: list[str]) -> str:
    """Return the advice that names the closest known word, or all of them where none is close."""
    close = difflib.get_close_matches(wrong, known, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    if not known:
        return "There are none yet."
    return "Known are: " + ", ".join(f"`{word}`" for word in sorted(known)) + "."


def _walk(
    node: yaml.Node,
    place: Location,
    name: str,
    first_line: int,
    lines: dict[Location, int],
    found: list[Problem],
) -> None:
    lines.setdefault(place, node.start_mark.line + first_line)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + first_line
            if not isinstance(key, yaml.ScalarNode):
                what = "YAML cannot read braces or brackets in the place of a word."
                fix = "Put text that begins with {{ or [ in double quotes."
                found.append(Problem(name, line, what, fix, code=UNREADABLE))
                continue
            if key.tag == "tag:yaml.org,2002:bool":
                what = f"`{key.value}` is a key, but YAML reads it as true or false."
                fix = "Put it in double quotes."
                found.append(Problem(name, line, what, fix, code=BOOLEAN_KEY))
            if key.value in seen:
                what = f"`{key.value}` stands twice; the second would silently win."
                found.append(Problem(name, line, what, "Remove one of the two."))
            seen.add(key.value)
            lines[(*place, key.value)] = line
            _walk(value, (*place, key.value), name, first_line, lines, found)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[(*place, index)] = value.start_mark.line + first_line
            _walk(value, (*place, index), name, first_line, lines, found)
    elif node.tag == "tag:yaml.org,2002:timestamp" and not _is_day(node.value):
        what = f"YAML cannot read the date `{node.value}`, which is not in the calendar."
        line, fix = node.start_mark.line + first_line, "Write a date such as 2026-11-22."
        found.append(Problem(name, line, what, fix, code=UNREADABLE))


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return len(written) > 10  # a time of day: the key's own check says that it wants a date
    return True
