"""Benefits and harms have the same room, and so have the two halves of a claim."""

from datetime import date
from pathlib import Path

import pytest

from parts import bare, lines
from patientinfo.checks.balance import CLAIM_HALVES, check_claims, check_options
from patientinfo.evidence.claims import Claim, Register
from patientinfo.languages.wording import SourceString, Strings, Wording
from patientinfo.reading.condition import Options
from patientinfo.reading.pages import read_page

OPTIONS = ["waiting", "trial", "centre"]
FACETS = ["benefits", "harms", "certainty"]
COMPARED = Options(page="stem-cells/options.md", options=OPTIONS, facets=FACETS)
CLINIC = "claims.cells-become-nerve-cells.clinic"
RESEARCH = "claims.cells-become-nerve-cells.research"


def options(folder: Path, locale: str, *changes: tuple[str, str]) -> list[str]:
    """Return what is reported of an options page after changes to it."""
    text = "---\ntitle: Options\ndescription: Five.\nupdated: 2026-11-22\nreview_due: 2027-11-22\n"
    text += "---\n# Options\n"
    for option in OPTIONS:
        text += f"\n## {option} {{ #{option} }}\n"
        for facet in FACETS:
            text += f"\n### {facet} {{ #{option}-{facet} }}\n\n{option} {facet} {'x' * 80}\n"
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = folder / "options.md"
    file.write_text(text, encoding="utf-8")
    name = f"docs/{locale}/stem-cells/options.md"
    page, problems = read_page(file, locale, "stem-cells/options.md", name)
    assert page is not None, problems
    return lines(check_options(page, COMPARED, bare(page)))


@pytest.mark.parametrize("locale", ["en", "ka", "ru", "ar"])
def test_five_balanced_options_have_no_problem(tmp_path: Path, locale: str) -> None:
    assert options(tmp_path, locale) == []


@pytest.mark.parametrize("option", OPTIONS)
def test_benefits_much_longer_than_harms_are_a_problem_with_both_lengths(
    tmp_path: Path, option: str
) -> None:
    benefits, harms = f"{option} benefits {'x' * 80}", f"{option} harms {'x' * 80}"
    said = options(tmp_path, "ka", (benefits, "ა" * 100), (harms, "ბ" * 69))
    line = 11 + OPTIONS.index(option) * 14
    assert said == [
        f"docs/ka/stem-cells/options.md:{line}: The benefits of `{option}` have 100 characters, "
        "its harms 69. Write about the same of both: they may differ by 30% of the longer one."
    ]


def test_harms_much_longer_than_benefits_are_a_problem_too(tmp_path: Path) -> None:
    old = [f"waiting {facet} {'x' * 80}" for facet in ("benefits", "harms")]
    assert options(tmp_path, "ar", (old[0], "س" * 69), (old[1], "س" * 100)) == [
        "docs/ar/stem-cells/options.md:11: The benefits of `waiting` have 69 characters, its "
        "harms 100. Write about the same of both: they may differ by 30% of the longer one."
    ]


def test_a_difference_of_30_per_cent_is_allowed(tmp_path: Path) -> None:
    old = [f"trial {facet} {'x' * 80}" for facet in ("benefits", "harms")]
    assert options(tmp_path, "ru", (old[0], "я" * 100), (old[1], "я" * 70)) == []


def test_markers_and_links_do_not_lengthen_a_text(tmp_path: Path) -> None:
    old = f"trial harms {'x' * 80}"
    new = f'[{old}](../treatments/a-very-long-name-of-a-page.md#{"x" * 90}) {{{{ cite("a") }}}}'
    assert options(tmp_path, "en", (old, new)) == []


@pytest.mark.parametrize("facet", FACETS)
def test_an_option_without_one_of_its_headings_is_a_problem(tmp_path: Path, facet: str) -> None:
    assert options(tmp_path, "en", (f"{{ #waiting-{facet} }}", "{ #waiting-other }")) == [
        f"docs/en/stem-cells/options.md: The option `waiting` has no heading "
        f"{{ #waiting-{facet} }}. Give every option the headings benefits, harms, "
        "certainty."
    ]


CLAIM = Claim(
    id="cells-become-nerve-cells",
    kind="mechanism",
    verdict="not-supported",
    references=["novak-2020"],
    seen=date(2026, 11, 22),
)
REGISTER = Register(claims=[CLAIM])


def claim(clinic: str, research: str, locale: str = "en") -> list[str]:
    source = Strings(
        (key, SourceString(key, (text,), "A note.", line))
        for key, text, line in ((CLINIC, clinic, 3), (RESEARCH, research, 6))
    )
    translations = {} if locale == "en" else {CLINIC: (clinic,), RESEARCH: (research,)}
    name = f"docs/{locale}/_strings"
    words = Wording(locale, source, translations, name, {CLINIC: 30, RESEARCH: 60}, original="en")
    return lines(check_claims(bare(register=REGISTER, wordings={locale: words}, locales=(locale,))))


@pytest.mark.parametrize(("locale", "line"), [("en", 3), ("ka", 30), ("ru", 30), ("ar", 30)])
def test_a_short_clinic_half_is_reported_in_its_language(locale: str, line: int) -> None:
    assert claim("x" * 59, "x" * 100, locale) == [
        f"docs/{locale}/_strings:{line}: The claim `cells-become-nerve-cells` has 59 characters "
        "of what the clinic says and 100 of what research shows. Write about the same of both: "
        "the shorter at least 60% of the longer."
    ]


def test_a_short_research_half_is_reported_on_its_own_line() -> None:
    [said] = claim("x" * 100, "x" * 59)
    assert said.startswith("docs/en/_strings:6: ")


def test_halves_within_the_ratio_have_no_problem() -> None:
    assert CLAIM_HALVES == 0.6
    assert claim("x" * 60, "x" * 100) == []


def test_a_claim_that_is_not_translated_is_not_compared() -> None:
    source = Strings(
        (key, SourceString(key, ("x" * 9,), "A note.", 1)) for key in (CLINIC, RESEARCH)
    )
    words = Wording("ka", source, {CLINIC: ("x",)}, original="en")
    assert lines(check_claims(bare(register=REGISTER, wordings={"ka": words}))) == []
