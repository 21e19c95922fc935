"""Text that is shown as it stands, such as a title: no HTML, no entity, no sign of Markdown."""

import re
import unicodedata
from html import unescape

from patientinfo.reading import html

MARKDOWN = re.compile(r"(?<!\w)(\*\*?|__?|`)(?=\S)[^*_`]*[^\s*_`]\1(?!\w)|!?\[[^\]]*\]\([^)]*\)")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")

SEEN = "and readers see it as it stands."

QUOTES = "“”„‟‘’‚«»‹›"
"""Curly quotes and their sisters: for YAML they are no quotes."""


def filled(text: str) -> bool:
    """Whether there is something to see in a text: blanks and zero-width signs are nothing."""
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


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
        fix = f"Write {meant}." if meant.isprintable() else "Type the sign itself."
        return f"holds {named}, {SEEN}", fix
    else:
        return None
    return f"holds {named}, {SEEN}", "Delete such signs, and keep the words."


def quoted(text: str) -> tuple[str, str] | None:
    """Return what is wrong where curly quotes stand round a whole value of YAML."""
    inside = re.sub(r"(?<=\w)’(?=\w)", "", text)[1:-1]  # an apostrophe is no quote
    if text[:1] not in (*QUOTES,) or any(sign in QUOTES for sign in inside):
        return None
    what = f"begins with a curly quote ({text[0]}), which readers would see."
    return what, 'Use straight quotes (") round it, or none.'
