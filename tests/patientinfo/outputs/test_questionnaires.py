import json

from patientinfo.outputs.questionnaires import files
from patientinfo.self_check.questionnaire import address
from patientinfo.site import Site


def test_the_files_are_the_same_on_every_build(site: Site) -> None:
    made = files(site, site.locales)
    assert files(site, site.locales) == made
    assert list(made) == [address(each) for each in site.locales]
    assert json.loads(made[address("ka")])["language"] == "ka"


def test_without_a_page_that_links_them_there_are_none(tiny_site: Site) -> None:
    assert files(tiny_site, tiny_site.locales) == {}
