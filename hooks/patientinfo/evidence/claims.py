"""The register of what the clinic's article says, with what research shows of each statement."""

from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, Day, Location, known_keys
from patientinfo.reading.problems import Problem

Kind = Literal["rule", "mechanism", "outcome", "safety", "procedure", "appeal"]
Verdict = Literal[
    "clinic-rule",
    "clinic-statement",
    "supported",
    "partly-supported",
    "uncertain",
    "not-supported",
    "cannot-be-checked",
    "promotion",
    "misleading",
]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Label:
    """How sure research is of something; ``shape`` is shown beside the word, and in the key.

    A label without a shape is for what research has not rated.
    """

    id: str
    shape: str = ""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Claim:
    """A statement of the clinic about what it offers.

    Either one ``verdict``, or ``verdicts`` by subject where research answers parts differently.
    ``seen`` is the day on which the article was read.
    """

    id: str
    kind: Kind
    references: list[str]
    seen: Day
    verdict: Verdict | None = None
    verdicts: dict[str, Verdict] | None = None

    def judged(self) -> list[tuple[str, Verdict]]:
        """Return (subject, verdict) pairs; a verdict on the whole claim has the subject ""."""
        if self.verdict:
            return [("", self.verdict)]
        return list((self.verdicts or {}).items())


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Part:
    """A part of a standard treatment that research has rated by itself."""

    id: str
    label: str
    references: list[str]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Treatment:
    """One of the article's standard treatments. Its id is the name of its page."""

    id: str
    parts: list[Part]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Product:
    """What is given, from one source and in one way, with the label that research on it bears.

    ``page`` is where the site tells more of it.
    """

    id: str
    page: str
    label: str
    references: list[str]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Difference:
    """How far apart two groups were after some months, with the 95 % interval."""

    months: int
    mean: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Gain:
    """What a pooled analysis found on a scale: the differences, and how many took part."""

    id: str
    reference: str
    lowest: int
    highest: int
    treated: int
    compared: int
    differences: list[Difference]


Entry = Claim | Treatment | Part | Product | Gain


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Register:
    """All statements of the article, in its order, and what the charts draw.

    ``article`` is the reference in which they stand. ``labels`` are in the chart's order.
    ``purposes`` has what treatments are for, in the order of the numbers in the picture.
    """

    article: str = ""
    labels: list[Label] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    purposes: dict[str, list[str]] = field(default_factory=dict)
    cells: list[Product] = field(default_factory=list)
    gains: list[Gain] = field(default_factory=list)

    @cached_property
    def shapes(self) -> dict[str, str]:
        """The labels that research gives, with their shapes."""
        return {label.id: label.shape for label in self.labels if label.shape}

    def claim(self, id: str) -> Claim:
        """Return the claim with this id."""
        return next(claim for claim in self.claims if claim.id == id)

    def treatment(self, id: str) -> Treatment:
        """Return the treatment with this id."""
        return next(treatment for treatment in self.treatments if treatment.id == id)

    def gain(self, id: str) -> Gain:
        """Return the pooled result with this id."""
        return next(gain for gain in self.gains if gain.id == id)


ADAPTER = TypeAdapter(Register)


def read_register(path: Path, name: str) -> tuple[Register | None, DataFile, list[Problem]]:
    """Read ``claims.yml``, and check what can be checked of it alone."""
    file, found = data_file.read(path, name)
    register, found = (None, found) if found else data_file.typed(ADAPTER, file)
    return register, file, [*found, *(_wrong(register, file) if register else ())]


def references(register: Register) -> Iterator[tuple[Location, list[str]]]:
    """Yield the references that each entry names, with the entry's place in the file."""
    if register.article:
        yield ("article",), [register.article]
    for place, entry in _entries(register):
        if isinstance(entry, Gain):
            yield (*place, "reference"), [entry.reference]
        elif not isinstance(entry, Treatment):
            yield (*place, "references"), entry.references


def _entries(register: Register) -> Iterator[tuple[Location, Entry]]:
    """Yield every entry with its place in the file; a treatment's parts come after it."""
    for key in ("claims", "treatments", "cells", "gains"):
        for index, entry in enumerate(getattr(register, key)):
            yield (key, index), entry
            for number, part in enumerate(getattr(entry, "parts", ())):
                yield (key, index, "parts", number), part


def _wrong(register: Register, file: DataFile) -> Iterator[Problem]:
    seen: set[str] = set()
    labels = [label.id for label in register.labels]
    for place, entry in _entries(register):
        if not isinstance(entry, Part):
            if entry.id in seen:
                what = f"The id `{entry.id}` stands twice."
                yield file.problem(place, what, "Rename one of the two.")
            seen.add(entry.id)
        if isinstance(entry, Part | Product):
            yield from file.unknown((*place, "label"), "label", entry.label, labels)
        elif isinstance(entry, Claim):
            yield from _check_claim(entry, place, file)
        elif isinstance(entry, Gain):
            yield from _check_gain(entry, (*place, "differences"), file)


def _check_claim(claim: Claim, place: Location, file: DataFile) -> Iterator[Problem]:
    if bool(claim.verdict) == bool(claim.verdicts):
        what = f"`{claim.id}` must have either `verdict` or `verdicts`."
        fix = "Write one verdict for the whole, or `verdicts` with one for each subject."
        yield file.problem(place, what, fix)
    if claim.kind != "appeal" and not claim.references:
        what, fix = f"`{claim.id}` has no reference.", "Name the sources of what research shows."
        yield file.problem((*place, "references"), what, fix)


def _check_gain(gain: Gain, place: Location, file: DataFile) -> Iterator[Problem]:
    for index, each in enumerate(gain.differences):
        if not gain.lowest <= each.low < each.mean < each.high <= gain.highest:
            what = f"The mean {each.mean} does not lie between {each.low} and {each.high}, "
            what += f"or these lie outside {gain.lowest} to {gain.highest}."
            yield file.problem((*place, index), what, "Compare the three numbers with the study.")
