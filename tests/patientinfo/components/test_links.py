import pytest

from patientinfo.components.links import page_url, relative


@pytest.mark.parametrize(
    ("path", "locale", "url"),
    [
        ("index.md", "en", ""),
        ("index.md", "ka", "ka/"),
        ("treatments/index.md", "en", "treatments/"),
        ("treatments/massage.md", "en", "treatments/massage/"),
        ("treatments/massage.md", "zh-Hant", "zh-Hant/treatments/massage/"),
        ("sub-index.md", "ar", "ar/sub-index/"),
    ],
)
def test_a_page_has_an_address_in_each_language(path: str, locale: str, url: str) -> None:
    assert page_url(path, locale, "en") == url


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("", "", "./"),
        ("", "ka/", "../"),
        ("ka/", "", "ka/"),
        ("treatments/massage/", "treatments/", "massage/"),
        ("treatments/", "treatments/", "./"),
        ("ar/treatments/massage/", "treatments/massage/", "../../ar/treatments/massage/"),
        ("about/references/#novak-2020", "ka/", "../about/references/#novak-2020"),
        ("#labels", "treatments/", "../#labels"),
        ("assets/style.1a2b.css", "ka/about/", "../../assets/style.1a2b.css"),
        ("assets/style.1a2b.css", "", "assets/style.1a2b.css"),
    ],
)
def test_links_are_relative_so_that_the_site_works_below_any_folder(
    target: str, page: str, link: str
) -> None:
    assert relative(target, page) == link
