from parts import bare
from patientinfo.outputs.sitemap import files


def test_robots_may_read_everything_and_are_told_where_the_pages_stand() -> None:
    assert files(bare(), ["en"])["robots.txt"].decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sub/sitemap.xml\n"
    )


def test_what_all_languages_share_is_made_with_the_source_language_only() -> None:
    assert files(bare(), ["ka"]) == {}
