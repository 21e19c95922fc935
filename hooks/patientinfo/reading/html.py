"""Finds HTML in what people write: texts, strings, facts and titles are words, not HTML."""

import re

TAG = re.compile(
    r"<(?!(?:f|ht)tps?://|[^<> !]+@[^@<> ]+>)(/?[a-zA-Z][^\s<>/]*)"
    r"((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*|[^<>]*)>"
)
"""A tag: its name, with the stroke of a closing one, and its attributes; an address is none."""


def tag(text: str) -> str:
    """Return the first tag of a text without its attributes, such as ``<b>``, or ``""``."""
    match = TAG.search(text)
    return f"<{match[1].lower()}>" if match else ""


def held(named: str, text: str) -> str:
    """Return what is wrong with plain words that hold HTML, or ``""``."""
    found = tag(text)
    return found and f"{named} holds HTML (`{found}`), and readers see it as it stands."
