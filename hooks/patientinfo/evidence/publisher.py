"""What the publisher and the clinic say of themselves: empty until somebody fills it in."""

from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import known_keys
from patientinfo.reading.problems import Problem


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Publisher:
    """Who answers for the site. None: not stated."""

    name: str | None
    address: str | None
    correction_contact: str | None
    funding: str | None
    relation_to_clinic: str | None


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Clinic:
    """What the clinic's article leaves out. None: not stated."""

    legal_name: str | None
    address: str | None
    phone: str | None
    email: str | None
    licence: str | None
    website: str | None


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Facts:
    """The contents of ``docs/_medical/publisher.yml``."""

    publisher: Publisher
    clinic: Clinic

    def names(self) -> list[str]:
        """Return the names of all facts, as pages write them: ``clinic.phone``."""
        return [
            f"{group}.{field}"
            for group, values in (("publisher", self.publisher), ("clinic", self.clinic))
            for field in values.__dataclass_fields__
        ]

    def value(self, name: str) -> str | None:
        """Return a fact, or None while it is not stated or left blank."""
        group, _, field = name.partition(".")
        value: str | None = getattr(getattr(self, group), field)
        return value.strip() or None if value else None


def read_facts(path: Path, name: str) -> tuple[Facts | None, list[Problem]]:
    """Read the facts; a key without a value is a fact that is not stated."""
    file, found = data_file.read(path, name)
    if found:
        return None, found
    facts, found = data_file.typed(TypeAdapter(Facts), file)
    return facts, found
