"""What the publisher and the clinic say of themselves: empty until somebody fills it in."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import known_keys
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


def read_facts(path: Path, name: str) -> tuple[Facts | None, list[Problem]]:
    """Read the facts; a key without a value is a fact that is not stated."""
    file, found = data_file.read(path, name)
    return (None, found) if found else data_file.typed(ADAPTER, file)
