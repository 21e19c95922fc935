"""The real options page and claims give both sides the same room, in every language."""

import pytest

from content.pages import LOCALES
from patientinfo.balance import OPTIONS_PAGE, check_claims, check_options
from patientinfo.site import Site


@pytest.mark.parametrize("locale", LOCALES)
def test_benefits_and_harms_of_all_five_options_are_about_as_long(site: Site, locale: str) -> None:
    page = site.page(locale, OPTIONS_PAGE)
    assert page is not None
    assert [str(each) for each in check_options(page)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_clinic_says_and_what_research_shows_are_about_as_long(
    site: Site, locale: str
) -> None:
    wordings = {locale: site.wordings[locale]}
    assert [str(each) for each in check_claims(site.register.claims, wordings)] == []
