"""The words that may not appear, such as "cure", are in no page and no string of any language.

The words, the reasons and better words stand in each language's ``_language.yml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from patientinfo.checks.unseen_signs import UNSEEN
from patientinfo.languages.language import Avoided, Language
from patientinfo.languages.letters import Letters, finder, fold, places
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.pages import blocks
from patientinfo.reading import data_file, passages
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.passages import Passage
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("languages",)

QUOTATION = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]")


@dataclass(frozen=True, eq=False)
class WordList:
    """The entries of one language, and what finds the words of any of them."""

    letters: Letters
    entries: tuple[Avoided, ...]
    any: re.Pattern[str]


@dataclass(frozen=True)
class Hit:
    """A word that may not appear: its entry, where it stands in the text, how it is written."""

    entry: Avoided
    start: int
    written: str


@lru_cache(maxsize=64)
def word_list(language: Language) -> WordList:
    """Return a language's entries in the form in which they are searched."""
    forms = [form for entry in language.avoid for form in entry.forms]
    return WordList(
        language.letters, tuple(language.avoid), _pattern(tuple(forms), language.letters)
    )


@lru_cache(maxsize=4096)
def _pattern(forms: tuple[str, ...], letters: Letters) -> re.Pattern[str]:
    """Return what finds each word at which one of the forms begins."""
    return re.compile(rf"(?<![^\W_])(?=({finder(forms, letters)}))")


@lru_cache(maxsize=65536)
def find(text: str, words: WordList) -> tuple[Hit, ...]:
    """Return the words of a text that may not appear, in their order."""
    letters = words.letters
    plain = fold(text, letters)
    if not words.any.search(plain):
        return ()
    found = []
    at = places(text, letters)
    for entry in words.entries:
        for match in _pattern(tuple(entry.forms), letters).finditer(plain):
            start, end = at[match.start(1)], at[match.end(1)]
            unless = _pattern(tuple(entry.unless), letters)
            if not unless.search(fold(_sentence(text, start), letters)):
                found.append(Hit(entry, start, text[start:end]))
    return tuple(_without_parts(sorted(found, key=lambda hit: (hit.start, -len(hit.written)))))


def _without_parts(hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits that begin in no other one: one mistake is reported once."""
    end = 0
    for hit in hits:
        if hit.start >= end:
            end = hit.start + len(hit.written)
            yield hit


def _sentence(text: str, place: int) -> str:
    edges = passages.sentences(text)
    return next(text[begin:end] for begin, end in edges if begin <= place < end)


def check(site: Site) -> Iterator[Problem]:
    """Find the words in all pages and strings, each language with its own list."""
    for locale in site.asked:
        if not site.languages[locale].avoid:
            name = site.files[f"languages/{locale}"].name
            what = f"The language {locale} has no list of words that may not appear."
            yield Problem(name, 0, what, "Add `avoid:` with its words.", "warning")
    for page in site.texts:
        yield from check_page(page, word_list(site.languages[page.locale]))
    for wording in site.asked_words:
        yield from check_strings(wording, word_list(site.languages[wording.locale]))
    yield from check_facts(site)
    if site.default in site.asked:
        yield from check_cases(site)


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


def check_facts(site: Site) -> Iterator[Problem]:
    """Find the words in what the publisher says of itself, in whichever language it does."""
    lists = [word_list(site.languages[locale]) for locale in site.asked]
    for name, fact in vars(site.facts.publisher).items():
        hits = (find(fact, words) for words in lists if fact)
        for hit in next(filter(None, hits), ()):
            file = _file(site, "facts")
            line = file.line("publisher", name)
            yield _problem(file.name, line, hit, f"`publisher.{name}`: ", "")


def check_cases(site: Site) -> Iterator[Problem]:
    """Find the words in what is said of the example children, in the source language."""
    for index, case in enumerate(() if "cases" in site.broken else site.cases):
        for hit in find(case.who, word_list(site.languages[site.default])):
            file = _file(site, "cases")
            yield _problem(file.name, file.line("cases", index, "who"), hit, "", "")


def _file(site: Site, kind: str) -> DataFile:
    name = site.files[kind].name
    return data_file.read(site.settings.root / name, name)[0]


def _problem(file: str, line: int, hit: Hit, where: str, how_to_quote: str) -> Problem:
    written, entry = " ".join(UNSEEN.sub("", hit.written).split()), hit.entry
    meaning = f" where it means {entry.only}" if entry.only else ""
    what = f"{where}«{written}» may not appear{meaning}: {entry.reason}."
    fix = f"Better: {entry.better}. {how_to_quote}".strip()
    return Problem(file, line, what, fix, "warning" if entry.only else "error")
