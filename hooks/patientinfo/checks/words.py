"""Every word that a page asks for is there, and every value that a word asks for too.

What is asked for in vain stands in the finished files between marks, with its key.
"""

import re
from collections.abc import Iterator, Mapping

from patientinfo.languages.wording import IN_VAIN
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

ASKED = re.compile(f"{IN_VAIN}([^{IN_VAIN}]*){IN_VAIN}")


def check(site: Site, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Find what finished files ask for in vain."""
    mark = IN_VAIN.encode()
    texts = (content.decode() for content in files.values() if mark in content)
    name = site.files["strings"].name
    for asked in sorted({match[1] for text in texts for match in ASKED.finditer(text)}):
        key, *placeholder = asked.split()
        if not placeholder:
            what = f"The words `{key}` are asked for{_where(key, site)}, and are not there."
            fix = "Add them, with a note for translators."
            yield Problem(name, 0, what, fix, code="words")
            continue
        wrong, *known = placeholder
        what = f"`{key}` has the placeholder {{{{ {wrong} }}}}, which does not exist."
        fix = "Known here are: " + ", ".join(f"{{{{ {each} }}}}" for each in known)
        if not known:
            fix = "Nothing is filled in here: write the words themselves"
        yield Problem(name, site.words[key].line, what, f"{fix}.", code="words")


def _where(key: str, site: Site) -> str:
    """Return in which template a key is named, if one names it whole."""
    for path, text in site.templates:
        for number, line in enumerate(text.split("\n"), start=1):
            if f'"{key}"' in line:
                return f" in {site.template_file(path)}:{number}"
    return ""
