"""What a language's ``_language.yml`` says of it: letters, search words, number words, and more.

A language can do without the file, and without each of its parts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.languages import letters, tags
from patientinfo.languages.alphabet import Alphabet, alphabet
from patientinfo.languages.letters import Letters
from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, known_keys
from patientinfo.reading.problems import Problem

FORM = re.compile(rf"{letters.FORM.pattern}(?:[\s%,'’\u2010\u2011-]+{letters.FORM.pattern})*")
"""A word, a phrase or the beginning of a word."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Avoided:
    """Words that may not appear, and why. A form is a word or phrase; ``*`` ends a stem.

    Where a phrase of ``unless`` stands in the same sentence, the word is allowed.
    ``only`` is for words that are wrong in one meaning: they are a warning, not an error.
    """

    forms: list[str]
    reason: str
    better: str
    unless: list[str] = field(default_factory=list)
    only: str | None = None


@dataclass(frozen=True, kw_only=True, config=known_keys)
class SearchWords:
    """What people type; readers never see it.

    ``latin`` has the spellings in Latin letters of groups of letters. ``words`` has, for a page
    or a section of one, what people type who mean it and what does not stand there.
    """

    latin: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Allowed:
    """A sentence that is right as it is, by words of it, and why."""

    text: str
    because: str


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Numbers:
    """How a language writes numbers, units and rules; a star ends the beginning of a word.

    ``bare`` has phrases in which a number (#) answers a question without its unit.
    """

    words: dict[str, int]
    units: dict[str, list[str]]
    rules: list[str]
    ranges: list[str] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)
    about: dict[str, list[str]] = field(default_factory=dict)
    bare: dict[str, list[str]] = field(default_factory=dict)
    allow: list[Allowed] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Ease:
    """Flesch's reading ease with a language's own numbers."""

    base: float
    words: float
    syllables: float
    vowels: str


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Readability:
    """How texts are measured and how hard they may be; a formula fits the language it is for."""

    grade: float | None = None
    mean_sentence: int | None = None
    ease: Ease | None = None


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Language:
    """Everything that the site knows of a language beyond CLDR.

    ``letters`` is what it does with its letters where words are compared.
    """

    cldr: str = ""
    opengraph: str = ""
    paper_font: str = ""
    alphabet: str = ""
    pass_over: tuple[str, ...] = ()
    letters: Letters = field(default_factory=Letters)
    search: SearchWords = field(default_factory=SearchWords)
    numbers: Numbers | None = None
    readability: Readability = field(default_factory=Readability)
    avoid: list[Avoided] = field(default_factory=list)

    @cached_property
    def order(self) -> Alphabet:
        """The order of the letters."""
        return alphabet(self.alphabet, self.pass_over)


NOTHING = Language()
"""What is known of a language without the file."""

ADAPTER = TypeAdapter(Language)


def read_language(path: Path, name: str) -> tuple[Language, DataFile, list[Problem]]:
    """Read a language's ``_language.yml``."""
    file, found = data_file.read(path, name, needed=False)
    language, found = (None, found) if found else data_file.typed(ADAPTER, file)
    if language:
        found += [*_check_forms(language, file), *_check_bare(language.numbers, file)]
    return language or NOTHING, file, found


def _check_forms(language: Language, file: DataFile) -> Iterator[Problem]:
    for number, entry in enumerate(language.avoid):
        if not entry.forms:
            what, fix = "This entry has no `forms`.", "Write the words that it is about."
            yield file.problem(("avoid", number), what, fix)
        for index, form in enumerate(entry.forms):
            if not FORM.fullmatch(form):
                what = f"`{form}` is not a word, a phrase or the beginning of a word."
                fix = "Write whole words, such as `risk-free`, or a stem with a star, such as "
                place = ("avoid", number, "forms", index)
                yield file.problem(place, what, f"{fix}`guarantee*`.")


def _check_bare(numbers: Numbers | None, file: DataFile) -> Iterator[Problem]:
    for question, phrases in numbers.bare.items() if numbers else ():
        for index, phrase in enumerate(phrases):
            if phrase.count("#") != 1 or "#" not in (phrase[0], phrase[-1]):
                what = f"`{phrase}` does not say where its number stands."
                fix = "Begin or end it with one #, such as `aged #`."
                yield file.problem(("numbers", "bare", question, index), what, fix)


def opengraph(locale: str, language: Language) -> str:
    """Return a language as OpenGraph writes it."""
    return language.opengraph or language.cldr or tags.with_territory(locale)
