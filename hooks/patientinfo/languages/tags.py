"""What a language's tag alone says of it, by CLDR: direction, own name, plural forms."""

import re
from collections.abc import Iterable
from decimal import Decimal

from babel import Locale
from babel.core import get_global, parse_locale
from babel.plural import to_gettext

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories, in the order of gettext's forms."""

HAN = {"Hans": "SC", "Hant": "TC", "Jpan": "JP", "Kore": "KR"}
"""What Noto calls its fonts for these letters."""


def babel(locale: str) -> Locale:
    """Return what Babel knows of a tag such as ``ka`` or ``zh-Hant``."""
    return Locale.parse(locale, sep="-")


def direction(locale: str) -> str:
    """Return ``rtl`` for languages written from right to left, else ``ltr``."""
    return babel(locale).text_direction


def own_name(locale: str) -> str:
    """Return a language's own name for itself."""
    return babel(locale).get_display_name() or locale


def in_english(locale: str) -> str:
    """Return what reports, which are in English, call a language: English, Spanish."""
    return babel(locale).english_name or locale


def with_territory(locale: str) -> str:
    """Return a language as OpenGraph writes it, with the country it is most at home in: ka_GE."""
    known, likely = babel(locale), get_global("likely_subtags")
    home = parse_locale(likely.get(str(known), likely.get(known.language, str(known))))[1]
    return "_".join(part for part in (known.language, known.territory or home) if part)


def fonts(locales: Iterable[str], *, first: str = "") -> str:
    """Return the fonts for what is printed or drawn here, as style sheets list them.

    Noto has one for the letters of nearly every language, named after them: Noto Sans Georgian.
    DejaVu has the signs; a sign that Chromium has to look for itself is not embedded whole.
    """
    own = (f"Noto Sans {letters(each)}".strip() for each in locales)
    listed = dict.fromkeys([first, "Noto Sans", *own, "DejaVu Sans"])
    return ", ".join([*(f'"{each}"' for each in listed if each), "sans-serif"])


def letters(locale: str) -> str:
    """Return what Noto calls the letters that a language is written with: Georgian, Arabic."""
    known, likely = babel(locale), get_global("likely_subtags")
    script = known.script or parse_locale(likely.get(known.language, known.language))[2]
    return HAN.get(script or "") or (str(babel("en").scripts[script]) if script else "")


def plural_categories(locale: str) -> list[str]:
    """Return the plural categories that a language has: one and other, or all six in Arabic."""
    used = babel(locale).plural_form.tags | {"other"}
    return [each for each in PLURALS if each in used]


def plural_category(locale: str, count: int | Decimal) -> str:
    """Return which plural category a number has in a language, by CLDR's rules."""
    return str(babel(locale).plural_form(count))


def plural_index(locale: str, count: int | Decimal) -> int:
    """Return which of a language's plural forms a number takes."""
    return plural_categories(locale).index(plural_category(locale, count))


def plural_rule(locale: str) -> str:
    """Return the language's plural forms as the header of a gettext file writes them.

    CLDR's ``e``, the power of ten in 1.5e6, is nothing that gettext knows; whole numbers have 0.
    """
    return re.sub(r"\be\b", "0", str(to_gettext(babel(locale).plural_form)))
