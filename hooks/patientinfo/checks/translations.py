"""Each translation has its original, says how it was made, and has the original's headings."""

from collections.abc import Iterator

from patientinfo.languages.tags import in_english
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.reading.translations import is_outdated
from patientinfo.site import Site

NEEDS = ()


def check(site: Site) -> Iterator[Problem]:
    """Compare each language with the first one, which is the source."""
    docs, source = site.settings.docs.name, site.default
    for page in site.pages.values():
        if page.locale == source:
            if page.facts.translation:
                what = "A page in the source language has `translation`."
                fix = "Remove it: this is the text that others translate."
                yield page.lines.problem(("translation",), what, fix)
        elif original := site.originals.get(page.path):
            yield from _check_translation(page, original)
        elif f"{docs}/{source}/{page.path}" not in site.broken:
            what = f"There is no {source}/{page.path} that this page translates."
            yield Problem(page.name, 0, what, f"Give it the name of the {in_english(source)} page.")
    for locale in site.locales[1:]:
        for path in site.originals:
            name = f"{docs}/{locale}/{path}"
            if site.page(locale, path) is None and name not in site.broken:
                what = "This page is not translated; readers see it in "
                what += f"{in_english(source)} under a notice."
                fix = f"Translate {source}/{path}, then run `make translated PAGE={locale}/{path}`."
                yield Problem(name, 0, what, fix, "behind")


def _check_translation(page: Page, original: Page) -> Iterator[Problem]:
    told = in_english(original.locale)
    record = f"`make translated PAGE={page.locale}/{page.path}`."
    if page.facts.translation is None:
        what = "This page does not say who or what translated it (`translation`)."
        yield Problem(page.name, 1, what, f"Run {record}")
    elif is_outdated(page, original):
        line = page.lines.line("translation", "of")
        what = f"The {told} page has changed since this translation; readers are told so."
        fix = f"Bring the translation up to date, then run {record}"
        yield Problem(page.name, line, what, fix, "behind")
    else:
        lines = {heading.id: heading.line for heading in page.headings}
        wanted = [heading.id for heading in original.headings]
        for wrong in (id for id in lines if id not in wanted):
            what = f"The id `{wrong}` is not in the {told} page."
            fix = f"Give the heading the id of the {told} heading that it translates."
            yield Problem(page.name, lines[wrong], what, fix)
        for missing in (id for id in wanted if id not in lines):
            what = f"The {told} heading `{missing}` is not translated here."
            fix = f"Translate it, and give it the id {{ #{missing} }}."
            yield Problem(page.name, 0, what, fix)
