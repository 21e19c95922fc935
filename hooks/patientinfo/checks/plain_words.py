"""The words that may not appear, such as "cure", are in no page and no string of any language.

The words, the reasons and better words stand in each language's ``_language.yml``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from patientinfo.languages.language import Avoided, Language
from patientinfo.languages.letters import WORD, Letters, fold, shapes
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.pages import blocks
from patientinfo.reading import passages
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.passages import Passage
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("languages",)

GAP = re.compile(r"[\s%,'’\u2010\u2011-]+")
"""What may stand between the words of one phrase."""

QUOTATION = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]")

Phrase = tuple[tuple[str, bool], ...]
"""A form as (word, whether it is a stem) pairs."""


@dataclass(frozen=True, eq=False)
class WordList:
    """The entries of one language; their forms by first word, stems by their first letters."""

    letters: Letters
    entries: tuple[Avoided, ...]
    whole: Mapping[str, list[tuple[Phrase, int]]]
    stems: Mapping[str, list[tuple[Phrase, int]]]
    seen: dict[str, list[tuple[Phrase, int]]] = field(default_factory=dict, compare=False)

    def beginning_with(self, written: str) -> list[tuple[Phrase, int]]:
        """Return the forms, and the numbers of their entries, that begin with a word as written.

        A text has few words many times: each is looked up once.
        """
        found = self.seen.get(written)
        if found is None:
            found = self.seen[written] = []
            for shape in shapes(written, self.letters):
                found += self.whole.get(shape, ())
                stems = self.stems.get(shape[:2], ())
                found += (each for each in stems if shape.startswith(each[0][0][0]))
        return found


@dataclass(frozen=True)
class Hit:
    """A word that may not appear: its entry, where it stands in the text, how it is written."""

    entry: Avoided
    start: int
    written: str


@lru_cache(maxsize=64)
def word_list(language: Language) -> WordList:
    """Return a language's entries in the form in which they are searched."""
    entries, letters = tuple(language.avoid), language.letters
    whole: dict[str, list[tuple[Phrase, int]]] = {}
    stems: dict[str, list[tuple[Phrase, int]]] = {}
    for number, entry in enumerate(entries):
        for form in entry.forms:
            phrase = _phrase(form, letters)
            first, stem = phrase[0]
            forms = stems.setdefault(first[:2], []) if stem else whole.setdefault(first, [])
            forms.append((phrase, number))
    return WordList(letters, entries, whole, stems)


@cache
def _phrase(form: str, letters: Letters) -> Phrase:
    return tuple(
        (fold(match[0].rstrip("*"), letters), match[0].endswith("*"))
        for match in re.finditer(rf"{WORD.pattern}\*?", form)
    )


@lru_cache(maxsize=65536)
def find(text: str, words: WordList) -> tuple[Hit, ...]:
    """Return the words of a text that may not appear, in their order."""
    return tuple(_find(text, words))


def _find(text: str, words: WordList) -> Iterator[Hit]:
    if not any(map(words.beginning_with, WORD.findall(text))):
        return
    tokens = list(WORD.finditer(text))
    for index, token in enumerate(tokens):
        if not (phrases := words.beginning_with(token[0])):
            continue
        reported: set[int] = set()
        for phrase, number in phrases:
            last = _matches(phrase, tokens, index, text, words.letters)
            entry = words.entries[number]
            if last is None or number in reported or _allowed(entry, text, token, words.letters):
                continue
            reported.add(number)
            yield Hit(entry, token.start(), text[token.start() : tokens[last].end()])


def _matches(
    phrase: Phrase, tokens: list[re.Match[str]], index: int, text: str, letters: Letters
) -> int | None:
    """Return the index of the last word of the phrase that begins at ``index``, if it does."""
    last = index + len(phrase) - 1
    if last >= len(tokens):
        return None
    for offset, (wanted, stem) in enumerate(phrase):
        token = tokens[index + offset]
        if offset and not GAP.fullmatch(text, tokens[index + offset - 1].end(), token.start()):
            return None
        given = shapes(token[0], letters)
        if not any(each.startswith(wanted) if stem else each == wanted for each in given):
            return None
    return last


def _allowed(entry: Avoided, text: str, token: re.Match[str], letters: Letters) -> bool:
    if not entry.unless:
        return False
    begin, end = next(
        (begin, end) for begin, end in passages.sentences(text) if begin <= token.start() < end
    )
    sentence = text[begin:end]
    tokens = list(WORD.finditer(sentence))
    return any(
        _matches(_phrase(form, letters), tokens, index, sentence, letters) is not None
        for form in entry.unless
        for index in range(len(tokens))
    )


def check(site: Site) -> Iterator[Problem]:
    """Find the words in all pages and strings, each language with its own list."""
    for locale in site.asked:
        language = site.languages[locale]
        if not language.avoid:
            name = site.files[f"languages/{locale}"].name
            what = f"The language {locale} has no list of words that may not appear."
            yield Problem(name, 0, what, "Add `avoid:` with its words.", "warning")
            continue
        words = word_list(language)
        for (of, _), page in site.pages.items():
            if of == locale:
                yield from check_page(page, words)
        if locale in site.wordings:
            yield from check_strings(site.wordings[locale], words)


@lru_cache(maxsize=4096)
def check_page(page: Page, words: WordList) -> tuple[Problem, ...]:
    """Find the words that may not appear in a page; ``{{ quote("…") }}`` may hold them."""
    found: list[Problem] = []
    how = 'To quote somebody, write {{ quote("…") }} and cite the source.'
    for passage in own_passages(page):
        for hit in find(passage.text, words):
            found.append(_problem(page.name, passage.line_at(hit.start), hit, "", how))
        if "quote(" in passage.written and "cite(" not in passage.written:
            what = "Here somebody is quoted, but no source is cited."
            fix = 'Put {{ cite("…") }} behind the sentence, and say in it who says so.'
            found.append(Problem(page.name, passage.line, what, fix))
    return tuple(found)


@lru_cache(maxsize=4096)
def own_passages(page: Page) -> tuple[Passage, ...]:
    """Return a page's passages with its own words only; words of blocks are checked as strings."""

    def own(marker: Marker) -> str:
        block = blocks.find(marker)
        sound = block and blocks.fits(block, marker)
        return (block.own_words(*blocks.arguments(marker)) if block and sound else "") or " … "

    return tuple(passages.of_page(page, own))


def check_strings(wording: Wording, words: WordList) -> Iterator[Problem]:
    """Find the words that may not appear in a language's strings.

    A string whose entry in ``_strings.yml`` has ``quotes`` may hold them in quotation marks.
    """
    how = "To quote somebody, put it in quotation marks and name them in `quotes` in _strings.yml."
    for key, string in wording.source.items():
        for text in wording.forms(key):
            searched = PLACEHOLDER.sub(" ", text)
            if string.quotes:
                searched = QUOTATION.sub(" ", searched)
            for hit in find(searched, words):
                yield _problem(wording.name, wording.line(key), hit, f"`{key}`: ", how)


def _problem(file: str, line: int, hit: Hit, where: str, how_to_quote: str) -> Problem:
    written, entry = " ".join(hit.written.split()), hit.entry
    if entry.only:
        what = f"{where}«{written}» may not appear where it means {entry.only}: {entry.reason}"
    else:
        what = f"{where}«{written}» may not appear: {entry.reason}"
    fix = f"Better: {entry.better}. {how_to_quote}"
    return Problem(file, line, f"{what}.", fix, "warning" if entry.only else "error")
