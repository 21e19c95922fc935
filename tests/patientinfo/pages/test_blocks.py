import pytest
from bs4 import BeautifulSoup

from patientinfo.pages.blocks import cited, expand, shows
from patientinfo.site import Site
from tiny import Project

KNOWN_FACTS = (
    "Known are: `clinic.address`, `clinic.email`, `clinic.legal_name`, `clinic.licence`, "
    "`clinic.phone`, `clinic.website`, `publisher.address`, `publisher.correction_contact`, "
    "`publisher.funding`, `publisher.name`, `publisher.relation_to_clinic`."
)
MASSAGE = '{{ treatment("massage") }}'
OWN_LINE = (
    "shares its line with other text. Put it on a line of its own, with an empty line above and "
    "below."
)


def checked(project: Project) -> Site:
    site, problems = project.load()
    assert site is not None, problems
    return site


def test_the_markers_of_the_tiny_project_have_no_problems(tiny_project: Project) -> None:
    assert tiny_project.problems() == []


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("{{ self_chek }}", "`{{ self_chek }}` is not known. Did you mean `self_check`?"),
        ("{{ cite }}", "`{{ cite }}` is not known. Did you mean `cite`?"),
        ("{{ emergency() }}", "`{{ emergency() }}` is not known. Did you mean `emergency`?"),
        (
            "{{ cite() }}",
            "`{{ cite() }}` has 0 arguments. Give it the ids of references.",
        ),
        (
            '{{ fact("clinic.phone", "x") }}',
            '`{{ fact("clinic.phone", "x") }}` has 2 arguments. Give it the name of a fact in '
            "publisher.yml.",
        ),
        (
            '{{ cite("novak-2020", "novak-2021") }}',
            '`{{ cite("novak-2020", "novak-2021") }}`: there is no `novak-2021`. Did you mean '
            "`novak-2020`?",
        ),
        (
            '{{ term("spastcity") }}',
            '`{{ term("spastcity") }}`: there is no `spastcity`. Did you mean `spasticity`?',
        ),
        (
            '{{ evidence("proven") }}',
            '`{{ evidence("proven") }}`: there is no `proven`. Known are: `probable`, '
            "`probably-not`, `strong`, `uncertain`.",
        ),
        (
            '{{ fact("price") }}',
            f'`{{{{ fact("price") }}}}`: there is no `price`. {KNOWN_FACTS}',
        ),
        (
            '{{ claim("x") }}',
            '`{{ claim("x") }}`: there is no `x`. Known are: `cells-become-nerve-cells`.',
        ),
        (
            '{{ claims_on("index.md") }}',
            '`{{ claims_on("index.md") }}`: there is no `index.md`. Known are: '
            "`stem-cells/self-check.md`.",
        ),
        (
            "{{ criteria.minimum_wait }}",
            "`{{ criteria.minimum_wait }}` names no criterion. Did you mean "
            "`criteria.minimum_weight`?",
        ),
        ("Now: {{ emergency }}", f"`{{{{ emergency }}}}` {OWN_LINE}"),
        ("  {{ emergency }}", f"`{{{{ emergency }}}}` {OWN_LINE}"),
        (MASSAGE + ".", f"`{MASSAGE}` {OWN_LINE}"),
        (f"{MASSAGE} or {MASSAGE}", f"`{MASSAGE}` {OWN_LINE}"),
        (
            "{{ emergency }",
            "`{{` stands alone. A value is written {{ name }}: two braces on either side.",
        ),
    ],
)
def test_a_mistake_is_reported_in_each_language(
    tiny_project: Project, marker: str, said: str
) -> None:
    for locale in ("en", "ka"):
        tiny_project.change(f"docs/{locale}/treatments/index.md", "{{ treatments }}", marker)
    line = {
        each: tiny_project.line(f"docs/{each}/treatments/index.md", marker.strip())
        for each in ("en", "ka")
    }
    errors = [str(each) for each in sorted(tiny_project.load()[1]) if each.level == "error"]
    assert list(dict.fromkeys(errors)) == [
        f"docs/{locale}/treatments/index.md:{line[locale]}: {said}" for locale in ("en", "ka")
    ]


def test_a_page_is_expanded_with_links_that_fit_the_site_round_it(tiny_project: Project) -> None:
    site = checked(tiny_project)
    html = expand(
        'Helps. {{ cite("sun-2017") }}', site.place("treatments/index.md", "ka", "en"), site
    )
    number = site.references["sun-2017"].number
    assert 'href="../about/references/#sun-2017"' in html
    assert f'aria-label="Source {number}">{number}</a>' in html
    assert "{{" not in html


def test_a_number_of_a_criterion_is_marked_with_its_bare_value(tiny_project: Project) -> None:
    site = checked(tiny_project)
    bound = site.rules.bound("minimum_age")
    assert bound is not None
    html = expand("{{ criteria.minimum_age.number }}", site.place("index.md", "en"), site)
    assert html == (
        f'<data data-criterion="minimum-age" value="{bound.value}"><bdi>{bound.value}</bdi></data>'
    )


def test_the_questions_of_a_page_of_claims_lead_there_each_with_its_verdict(
    tiny_project: Project,
) -> None:
    site = checked(tiny_project)
    marker = '{{ claims_on("stem-cells/self-check.md") }}'
    html = BeautifulSoup(expand(marker, site.place("index.md", "ka", "en"), site), "html.parser")
    [question] = html.select("li")
    assert (
        question.get_text(" ", strip=True)
        == "Do the cells become nerve cells? Not supported by research"
    )
    assert question.a and question.a["href"] == "stem-cells/self-check/#cells-become-nerve-cells"
    assert question.select_one('[data-verdict="not-supported"]') is not None


def test_a_page_cites_what_its_claims_and_treatments_cite(tiny_project: Project) -> None:
    site = checked(tiny_project)
    page = site.page("en", "treatments/index.md")
    check = site.page("en", "stem-cells/self-check.md")
    assert page is not None and check is not None
    assert cited(page, site) == ["clinic-article", "novak-2020"]
    assert cited(check, site) == ["clinic-article", "sun-2017", "mancias-guerra-2014"]
    assert shows(site.pages.values(), "claim") == ["cells-become-nerve-cells"] * 3
