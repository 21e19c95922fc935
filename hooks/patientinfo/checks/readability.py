"""How long the sentences and sections of each page are, and how hard they are to read.

A formula measures the language it was made for, so a language's ``_language.yml`` says what is
measured: Flesch-Kincaid's school grade for English, Flesch's reading ease with numbers of its own
for others. Where there is neither, words and sentences count.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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

NEEDS = ("strings", "markers", "templates", *blocks.SHOWN)

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
    """What stands below one heading, whose file and line these are."""

    file: str
    line: int
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many words all sentences have."""
        return sum(len(each.words) for each in self.sentences)


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
    sections = [Section(page.name, page.first_line)]
    on_lines = {marker.line: marker for marker in page.markers}

    def words(marker: Marker) -> str:
        block = blocks.find(marker)
        return block.words(site, wording, *blocks.arguments(marker)) if block else ""

    for passage in passages.of_page(page, words):
        match passage.kind:
            case "heading":
                sections.append(Section(page.name, passage.line))
            case "text":
                sections[-1].sentences.extend(_sentences(passage.text, page.name, passage.line))
            case "marker":
                marker = on_lines[passage.line]
                block = blocks.find(marker)
                for keys in block.strings(site, *blocks.arguments(marker)) if block else ():
                    said = [each for key in keys for each in _of_string(key, wording)]
                    sections.append(Section(page.name, passage.line, said))
                sections.append(Section(page.name, passage.line))
    sentences = (sentence for section in sections for sentence in section.sentences)
    return Text(page.locale, page.name, tuple(sentences), tuple(sections))


def read_strings(wording: Wording) -> Text:
    """Return the sentences of a language's strings; what does not end as one is a label."""
    ends = (".", "?", "!", "؟")
    whole = (key for key in wording.source if _last(key, wording).rstrip().endswith(ends))
    sentences = (sentence for key in whole for sentence in _of_string(key, wording))
    return Text(wording.locale, wording.name, tuple(sentences))


def _last(key: str, wording: Wording) -> str:
    return (wording.forms(key) or ("",))[-1]


def _of_string(key: str, wording: Wording) -> Iterator[Sentence]:
    text = PLACEHOLDER.sub("4", _last(key, wording))
    return _sentences(text, wording.name, wording.line(key))


def _sentences(text: str, file: str, line: int) -> Iterator[Sentence]:
    for begin, end in passages.sentences(text):
        words = [*WORD.finditer(text, begin, end)]
        if len(words) >= SHORTEST:
            below = text.count("\n", 0, words[0].start())
            yield Sentence(tuple(word[0] for word in words), file, line + below)


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
    rows = [["", "words", "sentences", "mean", "longest", "letters", "section", "formula"]]
    for text in sorted(texts, key=lambda each: (order.index(each.locale), each.name)):
        lengths = text.words, len(text.sentences), text.mean_sentence, text.longest_sentence
        figures = *lengths, text.mean_word, text.longest_section or "-"
        shown = [f"{each:.1f}" if isinstance(each, float) else str(each) for each in figures]
        rows.append([text.name, *shown, score(text, languages[text.locale])])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = zip("<>>>>>><", widths, strict=True)
    line = "  ".join(f"{{:{side}{width}}}" for side, width in sides)
    return "\n".join(line.format(*row).rstrip() for row in rows)
