"""What the publisher and the clinic say of themselves: empty until somebody fills it in."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file, html
from patientinfo.reading.data_file import DataFile, Mistake, known_keys
from patientinfo.reading.problems import Problem


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Publisher:
    """Who answers for the site. None: not stated."""

    name: str | None = None
    address: str | None = None
    correction_contact: str | None = None
    funding: str | None = None
    relation_to_clinic: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Facts:
    """The contents of ``docs/_medical/publisher.yml``. None: not stated.

    ``clinic`` has whatever readers may be told of one, by names of the site's own. A result of
    the self-check is printed in a second language too: the first of ``printed_beside`` that is
    not the reader's.
    """

    publisher: Publisher = field(default_factory=Publisher)
    clinic: Mapping[str, str | None] = field(default_factory=dict)
    printed_beside: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Return the names of all facts, as pages write them: ``clinic.phone``."""
        groups = {"publisher": vars(self.publisher), "clinic": self.clinic}
        return [f"{group}.{name}" for group, names in groups.items() for name in names]

    def value(self, name: str) -> str | None:
        """Return a fact, or None while it is not stated or left blank."""
        group, _, key = name.partition(".")
        stated = self.clinic if group == "clinic" else vars(self.publisher)
        return (stated.get(key) or "").strip() or None


ADAPTER = TypeAdapter(Facts)

WEBSITE = "clinic.website"
ADDRESS = re.compile(r"https://[^\s/@]+\.[^\s/@]+(?:/\S*)?")
RUNS = re.compile(r"\s*(?:java|vb)script:", re.IGNORECASE)


def read_facts(
    path: Path, name: str, languages: Collection[str]
) -> tuple[Facts | None, list[Problem]]:
    """Read the facts of a site in these languages; a key without a value is not stated."""
    file, found = data_file.read(path, name)
    facts, found = (None, found) if found else data_file.typed(ADAPTER, file)
    if facts is not None:
        found = [*file.problems(_mistakes(facts)), *_unknown_languages(facts, file, languages)]
    return (None if found else facts), found


def _mistakes(facts: Facts) -> Iterator[Mistake]:
    """Find facts that readers would see wrongly, or that lead where nobody should go."""
    for name in facts.names():
        value, place = facts.value(name) or "", tuple(name.split("."))
        if what := html.held(f"`{name}`", value):
            yield place, what, "Delete such signs, and keep the words."
        elif (name == WEBSITE and value and not ADDRESS.fullmatch(value)) or RUNS.match(value):
            fix = "Write an address that begins with https://, or leave it empty."
            yield place, f"`{name}` is {data_file.shown(value)}.", fix


def _unknown_languages(
    facts: Facts, file: DataFile, languages: Collection[str]
) -> Iterator[Problem]:
    for number, locale in enumerate(facts.printed_beside):
        yield from file.unknown(("printed_beside", number), "language", locale, languages)
