"""Whether a translated page translates the text as it is now, and how it came about."""

import re
from collections.abc import Iterable

import yaml

from patientinfo.reading.pages import FRONT_MATTER, Page


def is_outdated(page: Page, original: Page) -> bool:
    """Whether the source text has changed since this page translated it."""
    return page.facts.translation is not None and (
        page.facts.translation.of != original.content_hash
    )


def record_translation(text: str, source_hash: str) -> str:
    """Return a translated page's text with the hash of the source text in its front matter.

    A page that says nothing yet of its translation gets the careful answers:
    made by machine, read a second time by nobody, seen by no medical translator.
    """
    match = FRONT_MATTER.match(text)
    if not match:
        raise ValueError("This page has no front matter.")
    head = match[1]
    try:
        facts = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError):
        raise ValueError("Its front matter is not valid YAML.") from None
    if isinstance(facts, dict) and "translation" in facts:
        head, changed = re.subn(r"(?m)^([ \t]+of:).*$", rf'\1 "{source_hash}"', head, count=1)
        if not changed:
            raise ValueError("Its `translation` has no line of its own that begins with `of:`.")
    else:
        head += (
            f'translation:\n  of: "{source_hash}"\n  made_by: machine\n'
            "  second_reading: none\n  medical_translator: none yet\n"
        )
    return f"---\n{head}---\n{text[match.end() :]}"


def unread_by_translator(pages: Iterable[Page]) -> str:
    """Return who made the translations that no medical translator has read; "" if none are left.

    A machine, if it made any of them.
    """
    made = [page.facts.translation for page in pages if page.facts.translation]
    return min((each.made_by for each in made if each.medical_translator == "none yet"), default="")
