"""Finds ``{{ … }}`` in pages: a name, a name with parts, or a name with quoted arguments.

Python's own parser reads the arguments; nothing of them is ever executed.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from patientinfo.reading.problems import Problem

MARKER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
WORD = r"[^\W\d]\w*"
EXPRESSION = re.compile(
    rf"(?P<name>{WORD})(?P<parts>(?:\.{WORD})*)\s*(?:\((?P<arguments>.*)\))?", re.DOTALL
)


@dataclass(frozen=True)
class Marker:
    """A marker in a text: ``claim("x")`` has the name claim and the argument x.

    ``criteria.minimum_weight`` has the name criteria and the parts ("minimum_weight",).
    """

    name: str
    parts: tuple[str, ...]
    arguments: tuple[str, ...]
    called: bool
    line: int
    written: str


def find(text: str, name: str, first_line: int = 1) -> tuple[list[Marker], list[Problem]]:
    """Return the markers of a text, and a problem for each that cannot be read."""
    found: list[Marker] = []
    problems: list[Problem] = []
    for match in MARKER.finditer(text):
        written, line = match[1].strip(), first_line + text.count("\n", 0, match.start())
        if marker := _read(written, line):
            found.append(marker)
        else:
            what = f"`{{{{ {written} }}}}` cannot be read."
            fix = "Write a name, such as {{ self_check }}, or a name with words in quotes, "
            problems.append(Problem(name, line, what, fix + 'such as {{ cite("novak-2020") }}.'))
    return found, problems + stray_braces(text, name, first_line)


def stray_braces(text: str, name: str, first_line: int = 1) -> list[Problem]:
    """Return a problem for each ``{{`` without its ``}}``, or the other way round."""
    blanked = MARKER.sub(lambda match: " " + "\n" * match[0].count("\n"), text)
    found = []
    for match in re.finditer(r"\{\{|\}\}", blanked):
        line = first_line + blanked.count("\n", 0, match.start())
        fix = "A value is written {{ name }}: two braces on either side."
        found.append(Problem(name, line, f"`{match[0]}` stands alone.", fix))
    return found


def replace(text: str, value: Callable[[Marker], str]) -> str:
    """Return the text with each marker replaced; unreadable ones are left as they stand."""

    def one(match: re.Match[str]) -> str:
        marker = _read(match[1].strip(), text.count("\n", 0, match.start()) + 1)
        return value(marker) if marker else match[0]

    return MARKER.sub(one, text)


def _read(expression: str, line: int) -> Marker | None:
    match = EXPRESSION.fullmatch(expression)
    if match is None:
        return None
    try:
        arguments = ast.literal_eval(f"[{match['arguments'] or ''}]")
    except (SyntaxError, ValueError):
        return None
    if not all(isinstance(each, str) for each in arguments):
        return None
    parts = tuple(match["parts"].split(".")[1:])
    called = match["arguments"] is not None
    return Marker(match["name"], parts, tuple(arguments), called, line, expression)
