"""One shape for all that can be wrong with what people write, and one report for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning", "behind"]


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend: where it stands, what was written there, what to do.

    ``file`` is relative to the project, with forward slashes; ``line`` counts from 1,
    0 when the file as a whole is meant. An error is unsafe to publish and stops the
    build; a warning is listed, and stops only a strict build; what is ``behind`` is a translation
    that waits for somebody: no mistake, and a line of a summary. ``code`` names the kind, for what
    depends on it; the check that found it gives its own name where there is none.
    """

    file: str
    line: int
    what: str
    fix: str
    level: Level = "error"
    code: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} {self.fix}"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop every build, in the order of their files and lines."""
    return sorted(p for p in set(problems) if p.level == "error")


def warnings(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop only a strict build, in the order of their files and lines."""
    return sorted(p for p in set(problems) if p.level == "warning")


def report(problems: Iterable[Problem]) -> str:
    """Return the text shown to the person who wrote the files: a line each, counted at the top."""
    found = sorted(set(problems))
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    return "\n".join([f"{count} to mend:", *(f"  {problem}" for problem in found)])


def behind(problems: Iterable[Problem]) -> list[str]:
    """Return how far translations are behind, a line for each folder of a language."""
    folders: dict[str, list[Problem]] = {}
    for each in sorted(p for p in set(problems) if p.level == "behind"):
        folders.setdefault("/".join(each.file.split("/")[:2]), []).append(each)
    said = []
    for folder, found in folders.items():
        count = f"{len(found)} texts wait" if len(found) > 1 else "1 text waits"
        places = [f"{each.file}:{each.line}" if each.line else each.file for each in found[:3]]
        shown = ", ".join([*places, *(["…"] if len(found) > 3 else [])])
        said.append(
            f"{folder}: {count} for a translator ({shown}). "
            "`make check ONLY=translations` says what each needs."
        )
    return said
