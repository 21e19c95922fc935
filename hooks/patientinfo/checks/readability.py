"""How long the sentences and sections of each page are, and how hard they are to read.

A formula measures the language it was made for, so a language's ``_language.yml`` says what is
measured: Flesch-Kincaid's school grade for English, Flesch's reading ease with numbers of its own
for others. Where there is neither, words and sentences count.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from patientinfo.languages.language import Ease, Language, Readability
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.pages import blocks
from patientinfo.pages.render import shared
from patientinfo.reading import passages
from patientinfo.reading.markers import Marker
from patientinfo.reading.memory import recall
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("strings", "markers")

BETWEEN_HEADINGS = 200
"""Words below a heading at most."""

SHORTEST = 3
"""Words that make a sentence; a shorter piece is a label."""

NAMED = 3
"""How many of a page's longest or hardest sentences a report names."""

WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*[\u0300-\u036f\u064b-\u0652]*")
MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u0652\u0670\u00ad]")


@dataclass(frozen=True)
class Sentence:
    """A sentence's words, and where it stands."""

    words: tuple[str, ...]
    file: str
    line: int

    @property
    def beginning(self) -> str:
        """The first words, to find it again."""
        return " ".join(self.words[:6]) + ("…" if len(self.words) > 6 else "")


@dataclass(frozen=True)
class Section:
    """What stands below one heading: its file and line, and how many words."""

    file: str
    line: int
    words: int


@dataclass(frozen=True)
class Text:
    """All sentences of a page, or of a language's strings, and the sections they stand in."""

    locale: str
    name: str
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...] = ()

    @property
    def words(self) -> int:
        """How many words all sentences have."""
        return sum(len(each.words) for each in self.sentences)

    @property
    def mean_sentence(self) -> float:
        """How many words a sentence has on average."""
        return self.words / max(1, len(self.sentences))

    @property
    def longest_sentence(self) -> int:
        """How many words the longest sentence has."""
        return max((len(each.words) for each in self.sentences), default=0)

    @property
    def mean_word(self) -> float:
        """How many letters a word has on average; vowel marks are not letters."""
        letters = sum(len(MARKS.sub("", word)) for each in self.sentences for word in each.words)
        return letters / max(1, self.words)

    @property
    def longest_section(self) -> int:
        """The most words that stand below one heading."""
        return max((each.words for each in self.sections), default=0)


_read: dict[object, Text] = {}


def read_page(page: Page, site: Site) -> Text:
    """Return a page's sentences, with those of its claims and treatments, and its sections."""
    return recall(_read, (page, shared(site, page.locale)), lambda: _read_page(page, site))


def _read_page(page: Page, site: Site) -> Text:
    wording = site.wordings[page.locale]
    sentences: list[Sentence] = []
    sections = [Section(page.name, page.first_line, 0)]

    def add(text: str, file: str, line: int) -> None:
        found = list(_sentences(text, file, line))
        sentences.extend(found)
        words = sections[-1].words + sum(len(each.words) for each in found)
        sections[-1] = Section(sections[-1].file, sections[-1].line, words)

    def words(marker: Marker) -> str:
        block = blocks.find(marker)
        return block.words(site, wording, *blocks.arguments(marker)) if block else ""

    on_lines = {marker.line: marker for marker in page.markers}
    for passage in passages.of_page(page, words):
        match passage.kind:
            case "heading":
                sections.append(Section(page.name, passage.line, 0))
            case "text":
                add(passage.text, page.name, passage.line)
            case "marker":
                marker = on_lines[passage.line]
                block = blocks.find(marker)
                for keys in block.strings(site, *blocks.arguments(marker)) if block else ():
                    sections.append(Section(page.name, passage.line, 0))
                    for key in keys:
                        for form in wording.forms(key)[-1:]:
                            add(PLACEHOLDER.sub("4", form), wording.name, wording.line(key))
                sections.append(Section(page.name, passage.line, 0))
    return Text(page.locale, page.name, tuple(sentences), tuple(sections))


def read_strings(wording: Wording) -> Text:
    """Return the sentences of a language's strings."""
    sentences = [
        sentence
        for key in wording.source
        for form in wording.forms(key)[-1:]
        if form.rstrip().endswith((".", "?", "!", "؟"))
        for sentence in _sentences(PLACEHOLDER.sub("4", form), wording.name, wording.line(key))
    ]
    return Text(wording.locale, wording.name, tuple(sentences))


def _sentences(text: str, file: str, line: int) -> Iterator[Sentence]:
    for begin, end in passages.sentences(text):
        words = tuple(WORD.findall(text[begin:end]))
        if len(words) >= SHORTEST:
            start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
            yield Sentence(words, file, line + text.count("\n", 0, start))


def read(site: Site) -> list[Text]:
    """Return the texts of all pages and of all languages' strings."""
    texts = [read_page(page, site) for page in site.texts]
    return [*texts, *(read_strings(words) for words in site.asked_words)]


def check(site: Site) -> Iterator[Problem]:
    """Find texts whose sentences are too long, and sections without a heading."""
    for text in read(site):
        yield from check_text(text, site.languages[text.locale].readability)


def check_text(text: Text, limits: Readability) -> Iterator[Problem]:
    """Check one text."""
    for section in text.sections:
        if section.words > BETWEEN_HEADINGS:
            what = f"{section.words} words stand below this heading."
            fix = f"Put a heading at least every {BETWEEN_HEADINGS} words."
            yield Problem(section.file, section.line, what, fix, "warning")
    if limits.mean_sentence and text.mean_sentence > limits.mean_sentence:
        for sentence in most(text, {each: len(each.words) for each in text.sentences}):
            what = f"The sentence «{sentence.beginning}» has {len(sentence.words)} words; "
            what += f"{text.name} has {text.mean_sentence:.1f} on average."
            fix = f"Split it: {limits.mean_sentence} words on average are enough."
            yield Problem(sentence.file, sentence.line, what, fix, "warning")


def most(text: Text, measure: Mapping[Sentence, float]) -> list[Sentence]:
    """Return the sentences that measure most, as many as a report names."""
    return sorted(text.sentences, key=lambda each: -measure[each])[:NAMED]


def score(text: Text, language: Language) -> str:
    """Return the measure of the formula made for the text's language, or "-"."""
    if language.readability.grade:
        return f"grade {english_grade(text):.1f}"
    if language.readability.ease:
        return f"ease {reading_ease(text, language.readability.ease):.0f}"
    return "-"


def english_grade(text: Text) -> float:
    """Return Flesch-Kincaid's grade, as textstat counts syllables."""
    plain = (" ".join(each.words).replace(".", "") for each in text.sentences)
    return float(_textstat().flesch_kincaid_grade(". ".join(plain) + "."))


def reading_ease(text: Text, numbers: Ease) -> float:
    """Return Flesch's reading ease with a language's numbers: 100 is easy, 0 is hard.

    A word has as many syllables as vowels: textstat's hyphenation points are fewer in Russian.
    """
    words = [word for each in text.sentences for word in each.words]
    vowels = set(numbers.vowels)
    syllables = sum(max(1, sum(letter in vowels for letter in word.lower())) for word in words)
    mean = syllables / max(1, len(words))
    return numbers.base - numbers.words * text.mean_sentence - numbers.syllables * mean


@cache
def _textstat() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it uses pkg_resources
        from textstat.textstat import textstatistics
    return textstatistics()


def table(texts: Iterable[Text], languages: Mapping[str, Language]) -> str:
    """Return the measures of all texts, the longest sentences first within each language."""
    order = list(languages)
    rows = [
        (
            text.name,
            str(text.words),
            str(len(text.sentences)),
            f"{text.mean_sentence:.1f}",
            str(text.longest_sentence),
            f"{text.mean_word:.1f}",
            str(text.longest_section or "-"),
            score(text, languages[text.locale]),
        )
        for text in sorted(texts, key=lambda each: (order.index(each.locale), each.name))
    ]
    head = ("", "words", "sentences", "mean", "longest", "letters", "section", "formula")
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index in (0, 7) else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *rows]
    )
