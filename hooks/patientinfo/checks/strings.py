"""The words of the interface are plain words: no HTML, no entity, no Markdown, no single brace."""

import re
from collections.abc import Iterator
from functools import lru_cache

from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.reading import plain_text
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ("strings",)

BRACE = re.compile(r"(?<!\{)\{(?!\{)|(?<!\})\}(?!\})")
TWO_BRACES = "A value is written {{ name }}: two braces on either side."


def check(site: Site) -> Iterator[Problem]:
    """Look at the words of each language, where its own file has them."""
    for locale in site.asked:
        if wording := site.wordings.get(locale):
            yield from _of(wording)


@lru_cache(maxsize=64)
def _of(wording: Wording) -> tuple[Problem, ...]:
    found = []
    for key in wording.source:
        for form in dict.fromkeys(wording.forms(key)):
            if slip := plain_text.slip(PLACEHOLDER.sub("", form)):
                what, fix = f"`{key}` {slip[0]}", slip[1]
            elif brace := BRACE.search(PLACEHOLDER.sub("", form)):
                what = f"`{key}` has the sign {brace[0]}, which readers would see."
                fix = TWO_BRACES
            else:
                continue
            found.append(Problem(wording.name, wording.line(key), what, fix))
    return tuple(found)
