"""Reads YAML into typed, frozen values and says in which line each thing that is wrong stands.

PyYAML alone lets a repeated key win silently and pydantic alone knows no lines; here they meet.
"""

import difflib
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import ConfigDict, Strict, TypeAdapter, ValidationError

from patientinfo.reading.problems import Problem

known_keys = ConfigDict(extra="forbid")
"""For every dataclass that is read from a file: a key that it does not have is a mistake."""

Day = Annotated[date, Strict()]
"""A date as YAML reads it; text and numbers are not taken for one."""

ASKED_FOR = {
    "string": "text in double quotes",
    "int": "a whole number",
    "bool": "true or false",
    "list": "a list, one item a line, each after a dash",
    "tuple": "a list, one item a line, each after a dash",
    "dict": "keys and values, one a line",
    "dataclass": "keys and values, one a line",
    "date": "a date such as 2026-11-22",
    "decimal": "a number",
    "none": "nothing",
}
"""How pydantic's error types begin, and what they ask for in a writer's words."""

Location = tuple[str | int, ...]

Mistake = tuple[Location, str, str]
"""What is wrong at a place of a file, whichever file it is: the place, what, and what to do."""

UNREADABLE = "unreadable"
"""The code of a problem after which a file has no values."""

FEW = 5
"""Words that advice may list."""

CONFLICT = re.compile(r"(?ms)^(<{7}(?: [^\n]*)?)$.*^>{7}(?: [^\n]*)?$")
"""What git leaves in a file where two people have changed the same lines."""

EMPTY = "This file is empty."
FROM_GIT = "Bring it back from git."

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads the same files five times as fast; what is wrong, Python's loader says better."""


@dataclass(frozen=True, eq=False)
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

    def unknown(
        self, place: Location, kind: str, written: str, known: Collection[str]
    ) -> list[Problem]:
        """Return an error where what is written at a place is none of the known ones."""
        if written in known:
            return []
        what = f"There is no {kind} `{written}`."
        return [self.problem(place, what, nearest(written, sorted(known)))]


def read_text(path: Path, name: str, *, filled: bool = False) -> tuple[str, list[Problem]]:
    """Read a file that a person wrote, with any line endings, with or without a byte order mark.

    A file that is missing, no text, or two versions that git could not join is one problem, and
    an empty one too, where it has to be ``filled``; ``name`` is what reports call it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return "", [Problem(name, 0, "This file is missing.", FROM_GIT)]
    except IsADirectoryError:
        return "", [Problem(name, 0, "This is a folder, not a file.", "Rename the folder.")]
    except UnicodeDecodeError as error:
        is_utf_16 = error.object.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        what = "This file is UTF-16 text." if is_utf_16 else "This file is not UTF-8 text."
        return "", [Problem(name, 0, what, "Save it again as UTF-8.")]
    except OSError as error:
        what = f"This file cannot be read ({error.strerror})."
        return "", [Problem(name, 0, what, "Give yourself the right to read it.")]
    if "<<<<<<<" in text and (found := CONFLICT.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        what = f"Git could not join two versions here (`{found[1]}`)."
        fix = (
            "Keep what is right of the two, above and below =======, and delete the lines that "
            "begin with <<<<<<<, ======= and >>>>>>>."
        )
        return "", [Problem(name, line, what, fix)]
    if filled and not text.strip():
        return "", [Problem(name, 0, EMPTY, FROM_GIT)]
    return text, []


def read(path: Path, name: str, *, needed: bool = True) -> tuple[DataFile, list[Problem]]:
    """Read a YAML file; ``name`` is what reports call it; one not needed can be absent."""
    if not needed and not path.exists():
        return DataFile(name, {}), []
    text, found = read_text(path, name)
    return (DataFile(name, None), found) if found else parse(text, name)


def parse(text: str, name: str, first_line: int = 1) -> tuple[DataFile, list[Problem]]:
    """Parse YAML text whose first line is ``first_line`` of the file called ``name``."""
    file, found = _parsed(text, name, first_line)
    return file, list(found)


@lru_cache(maxsize=4096)
def _parsed(text: str, name: str, first_line: int) -> tuple[DataFile, tuple[Problem, ...]]:
    """Parse once: whoever reads the values leaves them as they are."""
    wrong: Exception
    for loader in (FAST, yaml.SafeLoader):
        try:
            return _read_with(loader(text), name, first_line)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            wrong = error
    if isinstance(wrong, yaml.reader.ReaderError):
        line = text.count("\n", 0, wrong.position) + first_line
        what = f"This line has a character that no text has (number {wrong.character:#06x})."
        fix = "Type the line again."
    else:
        mark = getattr(wrong, "problem_mark", None)
        line = mark.line + first_line if mark else first_line
        what = f"This is not valid YAML: {getattr(wrong, 'problem', None) or wrong}."
        fix = "Look at the indentation, the colons and the quotes of this line and the one above."
    return DataFile(name, None), (Problem(name, line, what, fix, code=UNREADABLE),)


def _read_with(loader: Any, name: str, first_line: int) -> tuple[DataFile, tuple[Problem, ...]]:
    root = loader.get_single_node()
    file = DataFile(name, None)
    found = tuple(_walk(root, (), first_line, file)) if root else ()
    if root and not any(problem.code == UNREADABLE for problem in found):
        file = DataFile(name, loader.construct_document(root), file.lines)
    return file, found


def typed(
    adapter: TypeAdapter[Any], file: DataFile, before: Sequence[Problem] = ()
) -> tuple[Any, list[Problem]]:
    """Turn a file's values into what ``adapter`` describes: ``(value or None, problems)``.

    Those found ``before`` come first; where they left no values, they are all.
    """
    value, found = (None, ()) if before and file.values is None else _typed(adapter, file)
    return value, [*before, *found]


@lru_cache(maxsize=4096)
def _typed(adapter: TypeAdapter[Any], file: DataFile) -> tuple[Any, tuple[Problem, ...]]:
    """Validate once: the same text gives the same value."""
    try:
        return adapter.validate_python(file.values), ()
    except ValidationError as error:
        return None, tuple(_problems_of(error, file))


def _problems_of(error: ValidationError, file: DataFile) -> Iterator[Problem]:
    """Say in a writer's words what pydantic found, with the line of each place."""
    for item in error.errors(include_url=False):
        place = tuple(step for step in item["loc"] if not (isinstance(step, str) and "[" in step))
        if item["loc"][-1:] == ("[key]",) and isinstance(item["input"], bool):
            continue  # a key that YAML read as true or false: the reader of the file reports it
        name = ".".join(str(step) for step in place) or "the file"
        what, fix = f"`{name}` is {shown(item['input'])}.", f"{item['msg']}."
        match item["type"]:
            case "missing" | "missing_keyword_only_argument" | "missing_argument":
                what, fix = f"`{name}` is missing.", f"Add the key `{place[-1]}`."
            case "extra_forbidden" | "unexpected_keyword_argument":
                what = f"`{name}` is not a key that is known here."
                fix = "Correct its spelling, or remove it."
            case "literal_error" | "enum":
                words = re.findall("'([^']*)'", item["ctx"]["expected"])
                fix = f"Write one of: {', '.join(filter(None, words))}."
            case "value_error":
                fix = str(item["ctx"]["error"])
            case kind if asked := ASKED_FOR.get(kind.partition("_")[0]):
                fix = f"Write {asked}."
        yield file.problem(place, what, fix)


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


def nearest(wrong: str, known: list[str], otherwise: str = "") -> str:
    """Return the advice that names the closest known word, or all of them where none is close.

    More than a few known ones are no help: then ``otherwise`` is said, if it is given.
    """
    close = difflib.get_close_matches(wrong, known, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    if not known:
        return "There are none yet."
    if otherwise and len(known) > FEW:
        return otherwise
    return "Known are: " + ", ".join(f"`{word}`" for word in sorted(known)) + "."


def _walk(node: yaml.Node, place: Location, first_line: int, file: DataFile) -> Iterator[Problem]:
    """Note the line of each place, and yield what YAML reads otherwise than its writer."""

    def problem(node: yaml.Node, what: str, fix: str, code: str = "") -> Problem:
        return Problem(file.name, node.start_mark.line + first_line, what, fix, code=code)

    file.lines.setdefault(place, node.start_mark.line + first_line)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                what = "YAML cannot read braces or brackets in the place of a word."
                fix = "Put text that begins with {{ or [ in double quotes."
                yield problem(key, what, fix, UNREADABLE)
                continue
            if key.tag == "tag:yaml.org,2002:bool":
                what = f"`{key.value}` is a key, but YAML reads it as true or false."
                yield problem(key, what, "Put it in double quotes.")
            if key.value in seen:
                what = f"`{key.value}` stands twice; the second would silently win."
                yield problem(key, what, "Remove one of the two.")
            seen.add(key.value)
            file.lines[*place, key.value] = key.start_mark.line + first_line
            yield from _walk(value, (*place, key.value), first_line, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*place, index), first_line, file)
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            yaml.constructor.SafeConstructor().construct_yaml_timestamp(node)
        except ValueError:
            what = f"YAML cannot read the date `{node.value}`, which is not in the calendar."
            yield problem(node, what, "Write a date such as 2026-11-22.", UNREADABLE)
