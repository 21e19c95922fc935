from patientinfo.outputs.questionnaires import files
from patientinfo.site import Site


def test_without_a_page_that_links_them_there_are_none(tiny_site: Site) -> None:
    assert files(tiny_site, tiny_site.locales) == {}
