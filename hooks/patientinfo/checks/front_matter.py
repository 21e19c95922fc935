"""What a page says about itself: dates in order, a review with a reviewer, plain text."""

from collections.abc import Iterator
from datetime import date, timedelta

from patientinfo.reading import data_file, plain_text
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Level, Problem
from patientinfo.site import Site

NEEDS = ()

LONGEST_REVIEW = 3 * 366
"""Days after which a page must be looked at again, at most: three years."""

LONGEST_DESCRIPTION = 170
"""Characters of a description that search engines show."""


def check(site: Site) -> Iterator[Problem]:
    """Check the front matter of every page."""
    titles: dict[tuple[str, str], Page] = {}
    for page in reversed([*site.pages.values()]):
        yield from check_page(page, site.today)
        other = titles.setdefault((page.locale, page.facts.title.casefold().strip()), page)
        if other is not page:
            what = f"`title` is «{page.facts.title}», as in {other.name}."
            fix = "Give each page a title of its own: readers choose by it."
            yield page.lines.problem(("title",), what, fix)


def check_page(page: Page, today: date | None = None) -> Iterator[Problem]:
    """Check the front matter of one page."""
    facts = page.facts
    tomorrow = today + timedelta(1) if today else date.max  # where the writer is, it may be later

    def problem(key: str, what: str, fix: str, level: Level = "error") -> Problem:
        return Problem(page.name, page.lines.line(key), what, fix, level)

    for key, day in (("updated", "your change"), ("reviewed", "the review")):
        if (said := getattr(facts, key)) and said > tomorrow:
            what = f"`{key}` is {said}, which is still to come."
            yield problem(key, what, f"Write the day of {day}.")
    if facts.review_due < facts.updated:
        what = f"`review_due` is {facts.review_due}, before `updated` ({facts.updated})."
        fix = "Write the date on which the page is to be looked at again."
        yield problem("review_due", what, fix)
    elif (facts.review_due - facts.updated).days > LONGEST_REVIEW:
        what = f"`review_due` is {facts.review_due}, more than three years after `updated`."
        yield problem("review_due", what, "Write a date at most three years later.")
    if (facts.reviewed is None) != (facts.reviewer is None):
        what = "Only one of `reviewed` and `reviewer` is given."
        fix = "Give the date and the name together, or neither: no review without a reviewer."
        yield problem("reviewed", what, fix)
    for key in ("reviewer", "author", "interests"):
        text = getattr(facts, key)
        if text is not None and not text.strip():
            yield problem(key, f"`{key}` is blank.", "Write what is true, or leave the line out.")
    for key in ("title", "description"):
        text = getattr(facts, key)
        if not text.strip() or "{{" in text:
            fix = "Write plain text: values such as {{ … }} are not filled in here."
            yield problem(key, f"`{key}` is {data_file.shown(text)}.", fix)
        elif wrong := plain_text.quoted(text) or plain_text.slip(text):
            yield problem(key, f"`{key}` {wrong[0]}", wrong[1])
    if len(facts.description) > LONGEST_DESCRIPTION:
        what = f"`description` has {len(facts.description)} characters."
        fix = f"Cut it to {LONGEST_DESCRIPTION}: search engines show no more."
        yield problem("description", what, fix, "warning")
