"""What may not be published, one question a module: ``check(site)`` yields problems.

``NEEDS`` names what must have been read, or checked, without an error first.
"""

from patientinfo.checks import (
    balance,
    empty_lines,
    front_matter,
    headings,
    html,
    ids,
    links,
    markers,
    markup,
    menu,
    named_pages,
    pictures,
    plain_words,
    readability,
    register,
    rules_source,
    school_grades,
    standards,
    stray_numbers,
    strings,
    style_sheets,
    templates,
    translations,
    unseen_signs,
)

STRUCTURE = [
    front_matter,
    headings,
    translations,
    menu,
    markers,
    register,
    rules_source,
    named_pages,
    standards,
    templates,
    style_sheets,
    pictures,
]
"""What has to hold before a page can be made."""

TEXTS = [
    strings,
    markup,
    html,
    unseen_signs,
    plain_words,
    stray_numbers,
    balance,
    readability,
    links,
    empty_lines,
    ids,
]
"""What is asked of the texts of each language by itself."""

CHECKS = [*STRUCTURE, *TEXTS]
"""What every build asks, in this order."""

THOROUGH = [*CHECKS, school_grades]
"""What `make check` asks."""
