"""Texts ask for no more years of school than their language's ``_language.yml`` says.

Only `make check` looks: textstat, which counts syllables, is no part of a build.
"""

from collections.abc import Iterator

from patientinfo.checks import readability
from patientinfo.checks.readability import Text, english_grade, most, read
from patientinfo.languages.language import Readability
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = readability.NEEDS


def check(site: Site) -> Iterator[Problem]:
    """Name the hardest sentences of each text that is too hard."""
    for text in read(site):
        yield from check_text(text, site.languages[text.locale].readability)


def check_text(text: Text, limits: Readability) -> Iterator[Problem]:
    """Check one text."""
    if not (limits.grade and text.sentences and (grade := english_grade(text)) > limits.grade):
        return
    grades = {each: english_grade(Text(text.locale, "", (each,))) for each in text.sentences}
    for sentence in most(text, grades):
        what = f"The sentence «{sentence.beginning}» has the school grade "
        what += f"{grades[sentence]:.1f}; {text.name} has {grade:.1f}."
        fix = f"Use shorter words and sentences: grade {limits.grade:.0f} at most."
        yield Problem(sentence.file, sentence.line, what, fix, "warning")
