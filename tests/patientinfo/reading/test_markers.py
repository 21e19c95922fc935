import pytest

from patientinfo.reading.markers import Marker, find, replace


def one(text: str) -> Marker:
    [marker], problems = find(text, "page.md")
    assert problems == []
    return marker


@pytest.mark.parametrize(
    ("text", "name", "parts", "arguments", "called"),
    [
        ("{{ self_check }}", "self_check", (), (), False),
        ("{{self_check}}", "self_check", (), (), False),
        ("{{ criteria.minimum_age }}", "criteria", ("minimum_age",), (), False),
        ('{{ cite("novak-2020", "nice-ng62") }}', "cite", (), ("novak-2020", "nice-ng62"), True),
        ("{{ term('spasticity') }}", "term", (), ("spasticity",), True),
        ('{{ term("cp", "პარალიჩი, (ბცდ)") }}', "term", (), ("cp", "პარალიჩი, (ბცდ)"), True),
    ],
)
def test_a_marker_is_read(
    text: str, name: str, parts: tuple[str, ...], arguments: tuple[str, ...], called: bool
) -> None:
    marker = one(text)
    assert (marker.name, marker.parts, marker.arguments, marker.called) == (
        name,
        parts,
        arguments,
        called,
    )


def test_lines_are_counted_from_the_first_line_of_the_body() -> None:
    found, _ = find("a\n\n{{ one }} {{ two }}\n{{ three }}", "page.md", first_line=9)
    assert [(marker.name, marker.line) for marker in found] == [
        ("one", 11),
        ("two", 11),
        ("three", 12),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "cite(novak-2020)",
        'cite("novak-2020"',
        "cite(“novak-2020”)",
        "a b",
        'cite(id="x")',
        "cite(5)",
        '"x".upper()',
        "1 + 1",
        "items[0]",
        "\x00",
    ],
)
def test_what_cannot_be_read_is_reported(written: str) -> None:
    found, problems = find(f"text\n{{{{ {written} }}}}", "page.md")
    assert found == []
    assert [str(problem) for problem in problems] == [
        f"page.md:2: `{{{{ {written.strip()} }}}}` cannot be read. Write a name, such as "
        '{{ self_check }}, or a name with words in quotes, such as {{ cite("novak-2020") }}.'
    ]


@pytest.mark.parametrize(("text", "braces"), [("{{ emergency }", "{{"), ("emergency }}", "}}")])
def test_braces_without_a_partner_are_reported(text: str, braces: str) -> None:
    _, problems = find(f"{{{{ glossary }}}}\n\n{text}\n", "page.md", first_line=7)
    assert [str(problem) for problem in problems] == [
        f"page.md:9: `{braces}` stands alone. A value is written {{{{ name }}}}: two braces on "
        "either side."
    ]


def test_nothing_between_the_braces_is_executed() -> None:
    _, problems = find("{{ __import__('os').system('false') }}", "page.md")
    assert len(problems) == 1


def test_each_marker_is_replaced_and_the_rest_stays() -> None:
    text = "From {{ criteria.minimum_age }}, {{ a b }} and { one }."
    assert replace(text, lambda marker: marker.written.upper()) == (
        "From CRITERIA.MINIMUM_AGE, {{ a b }} and { one }."
    )
