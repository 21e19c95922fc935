"""Draws what the register holds and how care is given, in the language and direction of a page.

Every length comes from the register; every word from the locale files, as text beside the drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import partial

from markupsafe import Markup

from patientinfo.components.place import Place
from patientinfo.evidence.cites import cites
from patientinfo.evidence.claims import Gain, Product, Register
from patientinfo.evidence.references import Reference
from patientinfo.languages.tags import direction


@dataclass(frozen=True)
class Step:
    """What bears one label: parts of treatments as (treatment, part) ids, and products."""

    label: str
    parts: tuple[tuple[str, str], ...]
    cells: tuple[Product, ...]


def steps(register: Register) -> list[Step]:
    """Return the scale with everything that the register places on it."""
    parts = [(each.id, part) for each in register.treatments for part in each.parts]
    return [
        Step(
            label.id,
            tuple((treatment, part.id) for treatment, part in parts if part.label == label.id),
            tuple(product for product in register.cells if product.label == label.id),
        )
        for label in register.labels
    ]


@dataclass(frozen=True)
class Ruler:
    """A scale drawn across the whole width, from the side on which its readers begin."""

    lowest: int
    highest: int
    mirrored: bool

    def at(self, value: Decimal | int) -> str:
        """Return where a value stands, measured from the left: 1.42 of 100 at ``1.42%``."""
        share = (Decimal(value) - self.lowest) * 100 / (self.highest - self.lowest)
        return _percent(100 - share if self.mirrored else share)

    def start(self, low: Decimal | int, high: Decimal | int) -> str:
        """Return where a strip between two values begins, measured from the left."""
        return self.at(high if self.mirrored else low)

    def width(self, low: Decimal | int, high: Decimal | int) -> str:
        """Return how wide a strip between two values is."""
        return _percent((Decimal(high) - Decimal(low)) * 100 / (self.highest - self.lowest))

    def marks(self, count: int) -> list[int]:
        """Return whole values that cut the scale into so many equal pieces, both ends included."""
        length = self.highest - self.lowest
        return [self.lowest + length * each // count for each in range(count + 1)]


def _percent(share: Decimal) -> str:
    rounded = share.quantize(Decimal("0.01"))
    return f"{rounded.normalize():f}%"


def rulers(gain: Gain, mirrored: bool) -> tuple[Ruler, Ruler]:
    """Return the whole scale, and the piece of it that holds all intervals, to be enlarged."""
    end = max(each.high for each in gain.differences) - gain.lowest
    top = gain.lowest + int(end.to_integral_value(ROUND_CEILING))
    return Ruler(gain.lowest, gain.highest, mirrored), Ruler(gain.lowest, top, mirrored)


def evidence_chart(
    place: Place,
    register: Register,
    references: Mapping[str, Reference],
    drawings: Mapping[str, str],
) -> Markup:
    """Return the chart of all treatments and products: a table that looks like a picture."""
    return place.render(
        "evidence-chart",
        steps=steps(register),
        register=register,
        drawings=drawings,
        cites=partial(cites, place, references),
    )


def gain_chart(place: Place, gain: Gain, references: Mapping[str, Reference]) -> Markup:
    """Return the picture of a gain, to scale, with its intervals."""
    whole, piece = rulers(gain, direction(place.wording.locale) == "rtl")
    return place.render(
        "gain-chart",
        gain=gain,
        shown=gain.differences[-1],
        whole=whole,
        piece=piece,
        number=place.wording.number,
        cites=partial(cites, place, references),
    )


def picture(place: Place, register: Register, name: str) -> Markup:
    """Return one of the illustrations."""
    return place.render("pictures", f"{name}.html", purposes=register.purposes, name=name)
