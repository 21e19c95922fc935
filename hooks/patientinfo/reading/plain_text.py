"""Text that is shown as it stands, such as a title: no HTML, no entity, no sign of Markdown."""

import re
from html import unescape

from patientinfo.reading import html

MARKDOWN = re.compile(r"(\*\*?|(?<!\w)__?|`)(?=\S)[^*_`]*[^\s*_`]\1(?!\w)|!?\[[^\]]*\]\([^)]*\)")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")

SEEN = "and readers see it as it stands."

QUOTES = "“”„‟‘’‚«»‹›"
"""Curly quotes and their sisters: for YAML they are no quotes."""


def slip(text: str) -> tuple[str, str] | None:
    """Return what a text would show that is no word, and what to write, if there is any."""
    entity = next((each for each in ENTITY.findall(text) if unescape(each) != each), "")
    meant = unescape(entity)
    if tag := html.tag(text) or ("<!--" if "<!--" in text else ""):
        named = f"HTML (`{tag}`)"
    elif match := MARKDOWN.search(text):
        named = f"Markdown (`{match[0]}`)"
    elif entity:
        named = f"`{entity}`"
        if meant.isprintable():
            return f"holds {named}, {SEEN}", f"Write {meant}."
    else:
        return None
    return f"holds {named}, {SEEN}", "Write plain words."


def quoted(text: str) -> tuple[str, str] | None:
    """Return what is wrong where curly quotes stand round a whole value of YAML."""
    inside = re.sub(r"(?<=\w)’(?=\w)", "", text)[1:-1]  # an apostrophe is no quote
    if text[:1] not in (*QUOTES,) or any(sign in QUOTES for sign in inside):
        return None
    what = f"begins with a curly quote ({text[0]}), which readers would see."
    return what, 'Use straight quotes (") round it, or none.'
