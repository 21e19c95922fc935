"""The register of what the clinic's article says, with what research shows of each statement."""

from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from functools import cached_property, lru_cache
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
    """A statement of the clinic about its stem-cell therapy.

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
class CellProduct:
    """Cells from one source, given in one way, with the label that research on them bears.

    ``page`` is where the site tells more of them.
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
    cells: list[CellProduct] = field(default_factory=list)
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


def references(register: Register) -> Iterator[tuple[Location, list[str]]]:
    """Yield the references that each entry names, with the entry's place in the file."""
    if register.article:
        yield ("article",), [register.article]
    for index, claim in enumerate(register.claims):
        yield ("claims", index, "references"), claim.references
    for index, treatment in enumerate(register.treatments):
        for number, part in enumerate(treatment.parts):
            yield ("treatments", index, "parts", number, "references"), part.references
    for index, product in enumerate(register.cells):
        yield ("cells", index, "references"), product.references
    for index, gain in enumerate(register.gains):
        yield ("gains", index, "reference"), [gain.reference]


def read_register(path: Path, name: str) -> tuple[Register | None, DataFile, list[Problem]]:
    """Read ``claims.yml``, and check what can be checked of it alone."""
    text, found = data_file.read_text(path, name)
    if found:
        return None, DataFile(name, None), found
    register, file, problems = _parsed(text, name)
    return register, file, list(problems)


@lru_cache(maxsize=16)
def _parsed(text: str, name: str) -> tuple[Register | None, DataFile, tuple[Problem, ...]]:
    file, found = data_file.parse(text, name)
    if found:
        return None, file, tuple(found)
    register, found = data_file.typed(TypeAdapter(Register), file)
    if register is None:
        return None, file, tuple(found)
    seen: set[str] = set()
    for place, id in _ids(register):
        if id in seen:
            what = f"The id `{id}` stands twice."
            found.append(file.problem(place, what, "Rename one of the two."))
        seen.add(id)
    labels = [label.id for label in register.labels]
    for place, label in _labels_used(register):
        if label not in labels:
            what = f"There is no label `{label}`."
            found.append(file.problem(place, what, data_file.nearest(label, labels)))
    for index, claim in enumerate(register.claims):
        found += _check_claim(claim, ("claims", index), file)
    for index, gain in enumerate(register.gains):
        found += _check_gain(gain, ("gains", index, "differences"), file)
    return register, file, tuple(found)


def _ids(register: Register) -> Iterator[tuple[Location, str]]:
    for key in ("claims", "treatments", "cells", "gains"):
        for index, each in enumerate(getattr(register, key)):
            yield (key, index), each.id


def _labels_used(register: Register) -> Iterator[tuple[Location, str]]:
    for index, treatment in enumerate(register.treatments):
        for number, part in enumerate(treatment.parts):
            yield ("treatments", index, "parts", number, "label"), part.label
    for index, product in enumerate(register.cells):
        yield ("cells", index, "label"), product.label


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
