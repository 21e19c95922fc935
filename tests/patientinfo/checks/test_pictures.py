"""Pictures are what they are called, light, say nothing of a place, and run nothing."""

import struct
from pathlib import Path

import pytest

from parts import page
from patientinfo.checks.pictures import of_file, of_page
from patientinfo.reading.files import file_state
from tiny import Project

PAGE = "docs/es/asma/index.md"
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1"
AGAIN = "Export it again as plain SVG, or as .png."
INTO = "Put the picture into the drawing, or leave it out."
WHERE = (
    "This picture says where it was taken. Save it again without its details: «remove location» "
    "when you export or share it."
)
CUT = "This picture is cut off. Copy it to this place again."


def webp(content: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content


def details(order: str, *tags: int) -> bytes:
    """Return the details of a camera, with these entries in the list of the place."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}HHHIII", 1, 0x8825, 4, 1, 26, 0)
    place = [struct.pack(f"{order}HHII", tag, 5, 3, 0) for tag in tags]
    return head + first + struct.pack(f"{order}H", len(tags)) + b"".join(place)


def said(folder: Path, name: str, content: bytes) -> list[str]:
    (folder / name).write_bytes(content)
    found = of_file(str(folder / name))
    return [f"{line}: {what} {fix}" if line else f"{what} {fix}" for line, what, fix in found]


def drawing(inside: str, more: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>\n{inside}\n</svg>\n'.encode()


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.jpg", JPEG + b"Exif\0\0" + details("<", 1, 2, 3, 4) + b"\xff\xd9", [WHERE]),
        ("a.jpeg", JPEG + b"Exif\0\0" + details(">", 4) + b"\xff\xd9", [WHERE]),
        ("a.png", PNG + b"eXIf" + details(">", 2) + b"IEND", [WHERE]),
        ("a.webp", webp(b"EXIF" + details("<", 2)), [WHERE]),
        ("a.jpg", JPEG + b'<rdf exif:GPSLatitude="41,43N"/>\xff\xd9', [WHERE]),
        ("a.jpg", JPEG + b"Exif\0\0" + details("<", 0) + b"\xff\xd9", []),
        ("a.jpg", JPEG + b"II*\0\xff\xff\xff\xff\xff\xd9", []),
        ("a.pdf", b"%PDF-1.7 II*\0", []),
        ("a.txt", b"Hola", []),
        ("a.txt", b"", ["This file is empty. Copy it to this place again."]),
        ("a.jpg", JPEG + b"half", [CUT]),
        ("a.png", PNG + b"half", [CUT]),
        ("a.webp", webp(b"whole")[:-1], [CUT]),
        (
            "a.jpeg",
            JPEG.ljust(6_700_000, b"\0") + details("<", 2) + b"\xff\xd9",
            [
                WHERE,
                "This picture weighs 6.7 MB, and readers on a phone have to load it. Make it "
                "smaller: 1,600 pixels wide and 0.5 MB are enough.",
            ],
        ),
        (
            "a.png",
            JPEG,
            ["This file is called .png, and is a .jpg. Rename it, and the links to it."],
        ),
        (
            "a.txt",
            b"%PDF-1.7",
            ["This file is called .txt, and is a .pdf. Rename it, and the links to it."],
        ),
        (
            "a.jpg",
            b"\0\0\0\x18ftypheic",
            ["This file is called .jpg, and is a .heic. Save it again as .jpg."],
        ),
        (
            "a.webp",
            b"<!doctype html><svg></svg>",
            ["This file is called .webp, and is no picture. Save the picture again."],
        ),
        (
            "a.svg",
            b"<!doctype html><svg></svg>",
            ["This file is called .svg, and is no picture. Save the picture again."],
        ),
        ("a.pdf", b"<html>", ["This file is called .pdf, and is no PDF. Save the PDF again."]),
    ],
)
def test_a_file_is_what_its_name_says_and_says_nothing_of_a_place(
    tmp_path: Path, name: str, content: bytes, wanted: list[str]
) -> None:
    assert said(tmp_path, name, content) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (
            drawing("<script>1</script>"),
            f"2: This drawing has a program in it (`<script>`). {AGAIN}",
        ),
        (drawing("", 'onload="1"'), f"1: This drawing has a program in it (`onload`). {AGAIN}"),
        (
            drawing('<a href="java&#10;script:alert(1)"/>'),
            f"2: This drawing has a program in it (`javascript:`). {AGAIN}",
        ),
        (
            drawing('<a><set attributeName="href" to="javascript:alert(1)"/></a>'),
            f"2: This drawing has a program in it (`javascript:`). {AGAIN}",
        ),
        (
            drawing('<a href="data:text/html,x"/>'),
            f"2: This drawing has a program in it (`data:`). {AGAIN}",
        ),
        (
            drawing("<foreignObject/>"),
            f"2: This drawing has a web page in it (`<foreignObject>`). {AGAIN}",
        ),
        (
            drawing('<p xmlns="http://www.w3.org/1999/xhtml"/>'),
            f"2: This drawing has a web page in it (`<p>`). {AGAIN}",
        ),
        (
            drawing('<use xlink:href="b.svg#a"/>', 'xmlns:xlink="http://www.w3.org/1999/xlink"'),
            f"2: This drawing loads another file (`b.svg#a`). {INTO}",
        ),
        (
            drawing('<path style="fill: url( //example.net/a )"/>'),
            "2: This drawing loads something from another site (`//example.net/a`). " + INTO,
        ),
        (
            drawing("<style>@import 'https://example.net/a.css';</style>"),
            "2: This drawing loads something from another site (`https://example.net/a.css`). "
            + INTO,
        ),
        (
            b'<?xml-stylesheet href="a.css"?>\n' + drawing(""),
            f"1: This drawing loads another file (`xml-stylesheet`). {AGAIN}",
        ),
        (
            b'<!DOCTYPE svg [\n<!ENTITY a "b">]>' + drawing("&a;"),
            f"2: This drawing has abbreviations of its own (`<!ENTITY>`). {AGAIN}",
        ),
        (
            b"<svg>\n</svg>",
            '1: This drawing lacks xmlns="http://www.w3.org/2000/svg", so browsers show nothing. '
            + AGAIN,
        ),
        (
            b"<svg>\n<path>\n</svg>\n",
            "3: This is not a valid drawing: Opening and ending tag mismatch: path line 2 and svg. "
            + AGAIN,
        ),
    ],
)
def test_a_drawing_runs_nothing_and_loads_nothing(
    tmp_path: Path, content: bytes, wanted: str
) -> None:
    assert said(tmp_path, "a.svg", content) == [wanted]


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://www.who.int/"><path fill="url(#b)"/></a>',
        '<style>path { fill: url("#b") }</style><!-- onload="1" -->',
        '<use href="#b"/><image href="data:image/png;base64,AAAA"/>',
        '<animate attributeName="r" values="1;2;1"/>',
    ],
)
def test_a_drawing_may_refer_to_itself(tmp_path: Path, inside: str) -> None:
    before = (
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- Inkscape -->\n<!DOCTYPE svg PUBLIC "a" "b">\n'
    )
    assert said(tmp_path, "a.svg", before + drawing(inside)) == []


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    assert said(tmp_path, "a.jpg", JPEG + b"half") == [CUT]
    before = file_state(str(tmp_path / "a.jpg"))
    assert said(tmp_path, "a.jpg", JPEG + b"whole\xff\xd9") == []
    assert before != file_state(str(tmp_path / "a.jpg"))


def test_a_file_that_has_gone_meanwhile_is_a_problem(tmp_path: Path) -> None:
    assert of_file(str(tmp_path / "a.jpg")) == (
        (
            0,
            "This file cannot be read (No such file or directory).",
            "Copy it to this place again.",
        ),
    )


NO_WORDS = "The picture `{}` has no words for people who do not see it"
SHOWS = "Say in the brackets what it shows: ![A girl on a tricycle](…)."


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("![](a.jpg)", f"{NO_WORDS.format('a.jpg')}. {SHOWS}"),
        ("![\u00a0…](a.jpg)", f"{NO_WORDS.format('a.jpg')}. {SHOWS}"),
        ("![][day]\n\n[day]: a.jpg", f"{NO_WORDS.format('day')}. {SHOWS}"),
        ("![IMG_2031](a.jpg)", f"{NO_WORDS.format('a.jpg')}, only a file's name. {SHOWS}"),
        ("![open-day.JPG](<a.jpg>)", f"{NO_WORDS.format('a.jpg')}, only a file's name. {SHOWS}"),
        (
            "![IMG-20261122-WA0012](a.jpg)",
            f"{NO_WORDS.format('a.jpg')}, only a file's name. {SHOWS}",
        ),
        (
            "![The day](day.md#at-noon)",
            "`day.md#at-noon` is shown as a picture, and is a page. Leave out the exclamation "
            "mark: [The day](day.md#at-noon).",
        ),
        ("![A girl [in red] on a tricycle](a.jpg)", ""),
        ("![Девочка](a.jpg) ![გოგონა](a.jpg) ![بنت](a.jpg) ![ילדה](a.jpg)", ""),
        ("`![](a.jpg)`", ""),
        ("```\n![](a.jpg)\n```", ""),
    ],
)
def test_a_picture_has_words_for_who_does_not_see_it(
    tmp_path: Path, written: str, wanted: str
) -> None:
    found = of_page(page(tmp_path, f"One.\n\n{written}\n"))
    assert [f"{line}: {what} {fix}" for line, what, fix in found] == (
        [f"12: {wanted}"] if wanted else []
    )


def test_the_sites_own_picture_cannot_be_missing(tiny_project: Project) -> None:
    tiny_project.remove("docs/assets/favicon.svg")
    assert tiny_project.problems() == [
        "docs/assets/favicon.svg: This file is missing; every page shows it in its tab. "
        "Bring it back from git."
    ]


def test_problems_name_the_file_and_the_line(tiny_project: Project) -> None:
    tiny_project.write("docs/assets/team.png", b"")
    tiny_project.change(
        PAGE, "* los resfriados", "* los resfriados\n\n![](../../assets/team.png)\n"
    )
    line = tiny_project.line(PAGE, "![](")
    assert [each for each in tiny_project.problems() if "docs/he/" not in each] == [
        "docs/assets/team.png: This file is empty. Copy it to this place again.",
        f"{PAGE}:{line}: {NO_WORDS.format('../../assets/team.png')}. {SHOWS}",
    ]
