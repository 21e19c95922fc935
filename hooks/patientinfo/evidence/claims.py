"""The register of what the clinic's article says, with what research shows of each statement."""

from collections.abc import Set
from decimal import Decimal
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
Label = Literal["strong", "probable", "uncertain", "probably-not", "consensus"]


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
    label: Label
    references: list[str]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Treatment:
    """One of the article's standard treatments. Its id is the name of its page."""

    id: str
    parts: list[Part]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class CellProduct:
    """Cells from one source, given in one way, with the label that research on them bears."""

    id: str
    label: Label
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

    reference: str
    lowest: int
    highest: int
    treated: int
    compared: int
    differences: list[Difference]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Register:
    """All statements of the article, in its order, and what the charts draw."""

    claims: list[Claim]
    treatments: list[Treatment]
    cells: list[CellProduct]
    cord_blood_gain: Gain

    def claim(self, id: str) -> Claim | None:
        """Return the claim with this id."""
        return next((claim for claim in self.claims if claim.id == id), None)

    def treatment(self, id: str) -> Treatment | None:
        """Return the treatment with this id."""
        return next((treatment for treatment in self.treatments if treatment.id == id), None)


def claim_strings(claim: Claim) -> list[str]:
    """Return the keys of the words that a claim needs in the locale files."""
    return [
        *(f"claims.{claim.id}.{part}" for part in ("title", "clinic", "research")),
        *(f"subjects.{subject}" for subject, _ in claim.judged() if subject),
    ]


def treatment_strings(treatment: Treatment) -> list[str]:
    """Return the keys of the words that a treatment needs in the locale files."""
    return [
        *(f"treatments.{treatment.id}.{part}" for part in ("name", "clinic", "meaning")),
        *(f"parts.{part.id}.{word}" for part in treatment.parts for word in ("name", "research")),
    ]


def cell_strings(product: CellProduct) -> list[str]:
    """Return the keys of the words that a cell product needs in the locale files."""
    return [f"cells.{product.id}.{word}" for word in ("name", "why")]


def read_register(
    path: Path, name: str, references: Set[str] | None, strings: Set[str] | None
) -> tuple[Register | None, list[Problem]]:
    """Read ``claims.yml`` and check it against the references and words that there are.

    None: those could not be read, which is a problem of its own; nothing is said of them here.
    """
    file, found = data_file.read(path, name)
    if found:
        return None, found
    register, found = data_file.typed(TypeAdapter(Register), file)
    if register is None:
        return None, found
    ids: set[str] = set()
    for index, claim in enumerate(register.claims):
        place: Location = ("claims", index)
        found += _check_id(claim.id, ids, file, place)
        found += _check_references(claim.references, references, file, place)
        found += _check_strings(claim_strings(claim), strings, file, place, claim.id)
        if bool(claim.verdict) == bool(claim.verdicts):
            found.append(
                file.problem(
                    place,
                    f"`{claim.id}` must have either `verdict` or `verdicts`.",
                    "Write one verdict for the whole, or `verdicts` with one for each subject.",
                )
            )
        if claim.kind != "appeal" and not claim.references:
            found.append(
                file.problem(
                    (*place, "references"),
                    f"`{claim.id}` has no reference.",
                    "Name the sources of what research shows.",
                )
            )
    for index, treatment in enumerate(register.treatments):
        place = ("treatments", index)
        found += _check_id(treatment.id, ids, file, place)
        found += _check_strings(treatment_strings(treatment), strings, file, place, treatment.id)
        for number, part in enumerate(treatment.parts):
            spot = (*place, "parts", number)
            found += _check_references(part.references, references, file, spot)
    for index, product in enumerate(register.cells):
        place = ("cells", index)
        found += _check_id(product.id, ids, file, place)
        found += _check_references(product.references, references, file, place)
        found += _check_strings(cell_strings(product), strings, file, place, product.id)
    return register, found + _check_gain(register.cord_blood_gain, references, file)


def _check_gain(gain: Gain, references: Set[str] | None, file: DataFile) -> list[Problem]:
    found = _check_references([gain.reference], references, file, ("cord_blood_gain",))
    for index, each in enumerate(gain.differences):
        if not gain.lowest <= each.low < each.mean < each.high <= gain.highest:
            found.append(
                file.problem(
                    ("cord_blood_gain", "differences", index),
                    f"The mean {each.mean} does not lie between {each.low} and {each.high}, "
                    f"or these lie outside {gain.lowest} to {gain.highest}.",
                    "Compare the three numbers with the study.",
                )
            )
    return found


def _check_id(id: str, seen: set[str], file: DataFile, place: Location) -> list[Problem]:
    if id in seen:
        return [file.problem(place, f"The id `{id}` stands twice.", "Rename one of the two.")]
    seen.add(id)
    return []


def _check_references(
    used: list[str], known: Set[str] | None, file: DataFile, place: Location
) -> list[Problem]:
    if known is None:
        return []
    return [
        file.problem(
            (*place, "references"),
            f"There is no reference `{each}`.",
            data_file.nearest(each, sorted(known)),
        )
        for each in used
        if each not in known
    ]


def _check_strings(
    keys: list[str], known: Set[str] | None, file: DataFile, place: Location, id: str
) -> list[Problem]:
    if known is None:
        return []
    return [
        file.problem(place, f"`{id}` has no words `{key}`.", "Add them to docs/en/_strings.yml.")
        for key in keys
        if key not in known
    ]
