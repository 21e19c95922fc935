"""Python and the browser never disagree: on all vectors of the real file, and on drawn files."""

import random
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from self_check_browser import ROOT, differences, start, words_of
from self_check_strategies import criteria_files, filled_in
from self_check_vectors import Fields, single_vectors, vectors

rules, _ = read_criteria(ROOT / "docs/_medical/criteria.yml", "criteria.yml")
assert rules is not None
criteria: Criteria = rules

FORMS = 300
"""How many of a drawn file's vectors are compared besides the drawn forms."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<!doctype html><title>Self-check</title>")
    yield page
    page.context.close()


def drawn_forms(data: st.DataObject, criteria: Criteria) -> list[Fields]:
    """Return forms for a drawn file: every single vector, some of the pairs, and drawn ones."""
    words = words_of(criteria)
    chance = random.Random(data.draw(st.integers(0, 999)))
    some = [each for each in vectors(criteria, words) if chance.random() < 0.05]
    drawn = data.draw(st.lists(filled_in(criteria, words), min_size=1, max_size=8))
    return [*islice(single_vectors(criteria, words), FORMS), *islice(some, FORMS), *drawn]


def compare_drawn_files(page: Page, examples: int) -> int:
    """Compare on that many drawn criteria files; return the number of comparisons."""
    count = 0

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), criteria_files)
    def agree(data: st.DataObject, criteria: Criteria) -> None:
        nonlocal count
        forms = drawn_forms(data, criteria)
        start(page, criteria)
        assert differences(page, criteria, forms) == []
        count += len(forms)

    agree()
    return count


def test_python_and_the_browser_agree_on_every_seventh_vector_of_the_real_file(page: Page) -> None:
    forms = [*vectors(criteria, words_of(criteria))][::7]
    start(page, criteria)
    assert differences(page, criteria, forms) == []
    assert len(forms) > 4000


def test_python_and_the_browser_agree_on_a_few_drawn_files(page: Page) -> None:
    assert compare_drawn_files(page, 25) > 2000


@pytest.mark.deep
def test_python_and_the_browser_agree_on_every_vector_of_the_real_file(page: Page) -> None:
    start(page, criteria)
    forms = [*vectors(criteria, words_of(criteria))]
    assert differences(page, criteria, forms) == []
    assert len(forms) > 30_000


@pytest.mark.deep
def test_python_and_the_browser_agree_on_drawn_files(page: Page) -> None:
    assert compare_drawn_files(page, 450) > 100_000
