"""One title, no level skipped, and an id of its own for each heading."""

from collections.abc import Iterator

from patientinfo.reading import plain_text
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()


def check(site: Site) -> Iterator[Problem]:
    """Check the headings of every page."""
    for page in site.pages.values():
        yield from check_page(page)


def check_page(page: Page) -> Iterator[Problem]:
    """Check the headings of one page."""
    seen: dict[str, int] = {}
    level = 0
    for heading in page.headings:
        said, line = f"The heading «{heading.text}»", heading.line
        if heading.level > level + 1:
            fix = f"Begin it with {'#' * (level + 1)}."
            yield Problem(page.name, line, f"{said} skips a level.", fix)
        level = heading.level
        if heading.level > 1 and not heading.id:
            what = f"{said} has no id, so no link to it works in every language."
            yield Problem(page.name, line, what, "End it with an id, such as { #what-it-is }.")
        if heading.id and heading.id in seen:
            what = f"The id `{heading.id}` stands also in line {seen[heading.id]}."
            yield Problem(page.name, line, what, "Give each heading an id of its own.")
        seen[heading.id] = line
    titles = [heading for heading in page.headings if heading.level == 1]
    wrong = plain_text.quoted(page.facts.title) or plain_text.slip(page.facts.title)
    if not wrong and [heading.text for heading in titles] != [page.facts.title]:
        line = titles[0].line if titles else page.first_line
        what = f"The page's heading is not its title, «{page.facts.title}»."
        fix = "Write the title as the page's one heading with a single #."
        yield Problem(page.name, line, what, fix)
