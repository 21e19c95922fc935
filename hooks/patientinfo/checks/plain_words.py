"""Finds the words that may not appear, such as "cure", in every language's pages and strings.

The words, the reasons and better words stand in ``docs/_medical/words.yml``.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.reading import data_file, passages
from patientinfo.reading.data_file import DataFile, known_keys
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem

MARKS = r"[\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d]"
TOKEN = re.compile(rf"[^\W_]+(?:{MARKS}+[^\W_]*)*")
"""A word, with the marks that may stand inside it: stress, Arabic vowels, soft hyphens."""

GAP = re.compile(r"[\s%,'’\u2010\u2011-]+")
"""What may stand between the words of one phrase."""

QUOTATION = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]")
SAME_LETTERS = str.maketrans("ёأإآٱى", "еااااي")

CONJUNCTIONS = ("", "و", "ف")
PARTICLES = ("ال", "بال", "كال", "لل", "ب", "ك", "ل", "س")
"""Arabic: and, so; the, in the, like the, for the, in, like, for, will: written as one with
the word that follows."""


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Entry:
    """Words that may not appear, and why. A form is a word or phrase; ``*`` ends a stem.

    Where a phrase of ``unless`` stands in the same sentence, the word is allowed.
    ``only`` is for words that are wrong in one meaning: they are a warning, not an error.
    """

    forms: list[str]
    reason: str
    better: str
    unless: list[str] = field(default_factory=list)
    only: str | None = None


Phrase = tuple[tuple[str, bool], ...]
"""A form as (word, whether it is a stem) pairs."""


@plain_dataclass(frozen=True)
class WordList:
    """The entries of one language; their forms by first word, stems by their first letters."""

    locale: str
    entries: tuple[Entry, ...]
    whole: Mapping[str, list[tuple[Phrase, int]]]
    stems: Mapping[str, list[tuple[Phrase, int]]]
    seen: dict[str, list[tuple[Phrase, int]]] = field(default_factory=dict, compare=False)

    def beginning_with(self, written: str) -> list[tuple[Phrase, int]]:
        """Return the forms, and the numbers of their entries, that begin with a word as written.

        A text has few words many times: each is looked up once.
        """
        if written not in self.seen:
            self.seen[written] = [
                form
                for shape in shapes(written, self.locale)
                for form in (
                    *self.whole.get(shape, ()),
                    *(
                        each
                        for each in self.stems.get(shape[:2], ())
                        if shape.startswith(each[0][0][0])
                    ),
                )
            ]
        return self.seen[written]


@plain_dataclass(frozen=True)
class Hit:
    """A word that may not appear: its entry, where it stands in the text, how it is written."""

    entry: Entry
    start: int
    written: str


def read_words(path: Path, name: str) -> tuple[dict[str, WordList], list[Problem]]:
    """Read ``words.yml``: a list of entries for each language."""
    file, found = data_file.read(path, name)
    if found:
        return {}, found
    lists, found = data_file.typed(TypeAdapter(dict[str, list[Entry]]), file)
    if lists is None:
        return {}, found
    for locale, entries in lists.items():
        for number, entry in enumerate(entries):
            found += _check_forms(entry, file, locale, number)
    return {locale: word_list(locale, entries) for locale, entries in lists.items()}, found


def _check_forms(entry: Entry, file: DataFile, locale: str, number: int) -> list[Problem]:
    found = [
        file.problem(
            (locale, number, "forms", index),
            f"`{form}` is not a word, a phrase or the beginning of a word.",
            "Write whole words, such as `risk-free`, or a stem with a star, such as `guarantee*`.",
        )
        for index, form in enumerate(entry.forms)
        if not re.fullmatch(rf"{TOKEN.pattern}\*?(?:{GAP.pattern}{TOKEN.pattern}\*?)*", form)
    ]
    if not entry.forms:
        found.append(
            file.problem(
                (locale, number), "This entry has no `forms`.", "Write the words that it is about."
            )
        )
    return found


def word_list(locale: str, entries: Iterable[Entry]) -> WordList:
    """Return entries in the form in which they are searched."""
    entries = tuple(entries)
    whole: dict[str, list[tuple[Phrase, int]]] = {}
    stems: dict[str, list[tuple[Phrase, int]]] = {}
    for number, entry in enumerate(entries):
        for form in entry.forms:
            phrase = _phrase(form)
            first, stem = phrase[0]
            forms = stems.setdefault(first[:2], []) if stem else whole.setdefault(first, [])
            forms.append((phrase, number))
    return WordList(locale, entries, whole, stems)


def _phrase(form: str) -> Phrase:
    return tuple(
        (fold(match[0].rstrip("*")), match[0].endswith("*"))
        for match in re.finditer(rf"{TOKEN.pattern}\*?", form)
    )


@cache
def fold(word: str) -> str:
    """Return a word as it is compared: small letters, no stress or vowel marks, е for ё."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFC", word).casefold()
        if unicodedata.category(letter) not in ("Mn", "Cf", "Lm")
    )
    return plain.translate(SAME_LETTERS)


@cache
def shapes(word: str, locale: str) -> tuple[str, ...]:
    """Return the folded word, in Arabic also without the little words written as one with it."""
    plain = fold(word)
    if locale != "ar":
        return (plain,)
    found = {plain}
    for conjunction in CONJUNCTIONS:
        if plain.startswith(conjunction):
            rest = plain.removeprefix(conjunction)
            found |= {rest, *(rest.removeprefix(particle) for particle in PARTICLES)}
    return (plain, *sorted(each for each in found if len(each) > 1 and each != plain))


def find(text: str, words: WordList) -> Iterator[Hit]:
    """Yield the words of a text that may not appear, in their order."""
    tokens = list(TOKEN.finditer(text))
    for index, token in enumerate(tokens):
        if not (phrases := words.beginning_with(token[0])):
            continue
        reported: set[int] = set()
        for phrase, number in phrases:
            last = _matches(phrase, tokens, index, text, words.locale)
            entry = words.entries[number]
            if last is None or number in reported or _allowed(entry, text, token, words.locale):
                continue
            reported.add(number)
            yield Hit(entry, token.start(), text[token.start() : tokens[last].end()])


def _matches(
    phrase: Phrase, tokens: list[re.Match[str]], index: int, text: str, locale: str
) -> int | None:
    """Return the index of the last word of the phrase that begins at ``index``, if it does."""
    last = index + len(phrase) - 1
    if last >= len(tokens):
        return None
    for offset, (wanted, stem) in enumerate(phrase):
        token = tokens[index + offset]
        if offset and not GAP.fullmatch(text, tokens[index + offset - 1].end(), token.start()):
            return None
        given = shapes(token[0], locale)
        if not any(each.startswith(wanted) if stem else each == wanted for each in given):
            return None
    return last


def _allowed(entry: Entry, text: str, token: re.Match[str], locale: str) -> bool:
    if not entry.unless:
        return False
    begin, end = next(
        (begin, end) for begin, end in passages.sentences(text) if begin <= token.start() < end
    )
    sentence = text[begin:end]
    tokens = list(TOKEN.finditer(sentence))
    return any(
        _matches(_phrase(form), tokens, index, sentence, locale) is not None
        for form in entry.unless
        for index in range(len(tokens))
    )


def check(
    path: Path, name: str, pages: Iterable[Page], wordings: Mapping[str, Wording]
) -> list[Problem]:
    """Find the words of ``words.yml`` in all pages and strings, each language with its own list."""
    lists, found = read_words(path, name)
    found += [
        Problem(
            name,
            0,
            f"The language {locale} has no list of words that may not appear.",
            f"Add `{locale}:` with its words.",
            "warning",
        )
        for locale in wordings
        if lists and locale not in lists
    ]
    for page in pages:
        if page.locale in lists:
            found += check_page(page, lists[page.locale])
    for locale, wording in wordings.items():
        if locale in lists:
            found += check_strings(wording, lists[locale])
    return found


def check_page(page: Page, words: WordList) -> list[Problem]:
    """Find the words that may not appear in a page; ``{{ quote("…") }}`` may hold them."""
    found: list[Problem] = []
    for passage in passages.of_page(page, _words_of_marker):
        found += [
            _problem(
                page.name,
                passage.line_at(hit.start),
                hit,
                "",
                'To quote somebody, write {{ quote("…") }} and cite the source.',
            )
            for hit in find(passage.text, words)
        ]
        if "quote(" in passage.written and "cite(" not in passage.written:
            found.append(
                Problem(
                    page.name,
                    passage.line,
                    "Here somebody is quoted, but no source is cited.",
                    'Put {{ cite("…") }} behind the sentence, and say in it who says so.',
                )
            )
    return found


def _words_of_marker(marker: Marker) -> str:
    """Return the words that stand in a page's own marker; other words are checked as strings."""
    match marker.name, marker.arguments:
        case "term", [_, words]:
            return words
        case _:
            return ""


def check_strings(wording: Wording, words: WordList) -> list[Problem]:
    """Find the words that may not appear in a language's strings.

    A string whose entry in ``_strings.yml`` has ``quotes`` may hold them in quotation marks.
    """
    found: list[Problem] = []
    for key, string in wording.source.items():
        for text in wording.forms(key):
            searched = PLACEHOLDER.sub(" ", text)
            if string.quotes:
                searched = QUOTATION.sub(" ", searched)
            found += [
                _problem(
                    wording.name,
                    wording.line(key),
                    hit,
                    f"`{key}`: ",
                    "To quote somebody, put it in quotation marks and name them in `quotes` in "
                    "_strings.yml.",
                )
                for hit in find(searched, words)
            ]
    return found


def _problem(file: str, line: int, hit: Hit, where: str, how_to_quote: str) -> Problem:
    written, entry = " ".join(hit.written.split()), hit.entry
    if entry.only:
        what = f"{where}«{written}» may not appear where it means {entry.only}: {entry.reason}"
    else:
        what = f"{where}«{written}» may not appear: {entry.reason}"
    fix = f"Better: {entry.better}. {how_to_quote}"
    return Problem(file, line, f"{what}.", fix, "warning" if entry.only else "error")
