"""How long the sentences and sections of each page are, and how hard they are to read.

A formula measures the language it was made for: English has Flesch-Kincaid's school grade,
Russian has Flesch's reading ease as adapted by Oborneva. Georgian has no formula; textstat's
OSMAN, for Arabic, does not count the vowel marks that it needs. There, words and sentences count.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.reading import markers, passages
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem

if TYPE_CHECKING:
    from patientinfo.site import Site

MEAN_SENTENCE = 15
GRADE = 7.0
BETWEEN_HEADINGS = 200
"""At most: words of the mean English sentence, its school grade, words below a heading."""

SHORTEST = 3
"""Words that make a sentence; a shorter piece is a label."""

NAMED = 3
"""How many of a page's longest or hardest sentences a report names."""

WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*[\u0300-\u036f\u064b-\u0652]*")
MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u0652\u0670\u00ad]")
RUSSIAN_VOWEL = re.compile(r"[аеёиоуыэюя]", re.IGNORECASE)


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


def read_page(page: Page, site: "Site") -> Text:
    """Return a page's sentences, with those of its claims and treatments, and its sections."""
    wording = site.wordings[page.locale]
    sentences: list[Sentence] = []
    sections = [Section(page.name, page.first_line, 0)]

    def add(text: str, file: str, line: int) -> None:
        found = list(_sentences(text, file, line))
        sentences.extend(found)
        words = sections[-1].words + sum(len(each.words) for each in found)
        sections[-1] = Section(sections[-1].file, sections[-1].line, words)

    for passage in passages.of_page(page, lambda marker: _words(marker, wording)):
        match passage.kind:
            case "heading":
                sections.append(Section(page.name, passage.line, 0))
            case "text":
                add(passage.text, page.name, passage.line)
            case "marker":
                for block in _blocks(passage.written, site):
                    sections.append(Section(page.name, passage.line, 0))
                    for key in block:
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


def _words(marker: Marker, wording: Wording) -> str:
    match marker.name, marker.arguments:
        case "term", [_, words]:
            return words
        case "term", [id] if wording.has(f"glossary.{id}.term"):
            return wording.text(f"glossary.{id}.term")
        case "quote", [words]:
            return words
        case (("criteria" | "evidence" | "fact"), _):
            return "4"
    return ""


def _blocks(written: str, site: "Site") -> list[list[str]]:
    """Return the strings that a block shows, a list for each heading that it has."""
    found, _ = markers.find(written, "")
    match (found[0].name, found[0].arguments) if found else ("", ()):
        case "claim", (id,):
            return [[f"claims.{id}.clinic"], [f"claims.{id}.research"]]
        case "treatment", (id,):
            treatment = site.register.treatment(id)
            parts = treatment.parts if treatment else []
            research = [f"parts.{part.id}.research" for part in parts]
            return [[f"treatments.{id}.clinic"], [*research, f"treatments.{id}.meaning"]]
    return []


def _sentences(text: str, file: str, line: int) -> Iterator[Sentence]:
    for begin, end in passages.sentences(text):
        words = tuple(WORD.findall(text[begin:end]))
        if len(words) >= SHORTEST:
            start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
            yield Sentence(words, file, line + text.count("\n", 0, start))


def read(site: "Site") -> list[Text]:
    """Return the texts of all pages and of all languages' strings."""
    texts = [read_page(page, site) for page in site.pages.values()]
    return [*texts, *(read_strings(site.wordings[locale]) for locale in site.locales)]


def check(texts: Iterable[Text]) -> list[Problem]:
    """Find English texts whose sentences are too long, and sections without a heading."""
    found: list[Problem] = []
    for text in texts:
        found += [
            Problem(
                section.file,
                section.line,
                f"{section.words} words stand below this heading.",
                f"Put a heading at least every {BETWEEN_HEADINGS} words.",
                "warning",
            )
            for section in text.sections
            if section.words > BETWEEN_HEADINGS
        ]
        if text.locale == "en" and text.mean_sentence > MEAN_SENTENCE:
            found += [
                Problem(
                    sentence.file,
                    sentence.line,
                    f"The sentence «{sentence.beginning}» has {len(sentence.words)} words; "
                    f"{text.name} has {text.mean_sentence:.1f} on average.",
                    f"Split it: {MEAN_SENTENCE} words on average are enough.",
                    "warning",
                )
                for sentence in _most(text, {each: len(each.words) for each in text.sentences})
            ]
    return found


def check_grades(texts: Iterable[Text]) -> list[Problem]:
    """Find English texts that ask for more years of school than they should. Needs textstat."""
    found: list[Problem] = []
    for text in texts:
        if text.locale == "en" and text.sentences and (grade := english_grade(text)) > GRADE:
            grades = {each: english_grade(Text("en", "", (each,))) for each in text.sentences}
            found += [
                Problem(
                    sentence.file,
                    sentence.line,
                    f"The sentence «{sentence.beginning}» has the school grade "
                    f"{grades[sentence]:.1f}; {text.name} has {grade:.1f}.",
                    f"Use shorter words and sentences: grade {GRADE:.0f} at most.",
                    "warning",
                )
                for sentence in _most(text, grades)
            ]
    return found


def _most(text: Text, measure: Mapping[Sentence, float]) -> list[Sentence]:
    return sorted(text.sentences, key=lambda each: -measure[each])[:NAMED]


def score(text: Text) -> str:
    """Return the measure of the formula made for the text's language, or "-"."""
    match text.locale:
        case "en":
            return f"grade {english_grade(text):.1f}"
        case "ru":
            return f"ease {russian_ease(text):.0f}"
    return "-"


def english_grade(text: Text) -> float:
    """Return Flesch-Kincaid's grade, as textstat counts syllables."""
    plain = (" ".join(each.words).replace(".", "") for each in text.sentences)
    return float(_textstat().flesch_kincaid_grade(". ".join(plain) + "."))


def russian_ease(text: Text) -> float:
    """Return Flesch's reading ease with Oborneva's numbers for Russian: 100 is easy, 0 is hard.

    A Russian word has as many syllables as vowels; textstat counts its hyphenation points,
    which are fewer.
    """
    words = [word for each in text.sentences for word in each.words]
    syllables = sum(max(1, len(RUSSIAN_VOWEL.findall(word))) for word in words)
    return 206.835 - 1.3 * text.mean_sentence - 60.1 * syllables / max(1, len(words))


@cache
def _textstat() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it uses pkg_resources
        from textstat.textstat import textstatistics
    return textstatistics()


def table(texts: Iterable[Text]) -> str:
    """Return the measures of all texts, the longest sentences first within each language."""
    rows = [
        (
            text.name,
            str(text.words),
            str(len(text.sentences)),
            f"{text.mean_sentence:.1f}",
            str(text.longest_sentence),
            f"{text.mean_word:.1f}",
            str(text.longest_section or "-"),
            score(text),
        )
        for text in sorted(texts, key=lambda each: (each.locale != "en", each.locale, each.name))
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
