"""Text that is shown as it stands, such as a title: no HTML, no entity, no sign of Markdown."""

import html
import re

SIGNS = (
    ("HTML (`{}`)", re.compile(r"<!--|</?[a-zA-Z][^<>]*>")),
    (
        "Markdown (`{}`)",
        re.compile(r"(\*\*?|(?<!\w)__?|`)(?=\S)[^*_`]*[^\s*_`]\1(?!\w)|!?\[[^\]]*\]\([^)]*\)"),
    ),
    ("`{}`", re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")),
)
"""What readers would see as it stands, and how it is named to the writer."""

QUOTES = "“”„‟‘’‚«»‹›"
"""Curly quotes and their sisters: for YAML they are no quotes."""


def slip(text: str) -> tuple[str, str] | None:
    """Return what of this a text would show as it stands, and what to write, if there is any."""
    for named, sign in SIGNS:
        for match in sign.finditer(text):
            meant = html.unescape(match[0])
            if match[0][0] == "&" and meant == match[0]:
                continue
            sure = meant != match[0] and meant.isprintable()
            fix = f"Write {meant}." if sure else "Write plain words."
            return f"holds {named.format(match[0])}, and readers see it as it stands.", fix
    return None


def quoted(text: str) -> tuple[str, str] | None:
    """Return what is wrong where curly quotes stand round a whole value of YAML."""
    inside = re.sub(r"(?<=\w)’(?=\w)", "", text)[1:-1]  # an apostrophe is no quote
    if text[:1] not in (*QUOTES,) or any(sign in QUOTES for sign in inside):
        return None
    what = f"begins with a curly quote ({text[0]}), which readers would see."
    return what, 'Use straight quotes (") round it, or none.'
