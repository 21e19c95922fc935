"""What lies in ``docs/`` is published as it is, or said with what to do: nothing by accident."""

import os
from pathlib import Path

import pytest

from parts import lines, settings
from patientinfo.reading.files import read_files
from tiny import Project

KINDS = (
    "are not published. Move it out of docs/. Readers can be given pages (.md), pictures (.svg, "
    ".png, .jpg, .webp), .pdf and .txt."
)
LEFT_BEHIND = "A program has left this file behind. Delete it."
NAME = "A file cannot have this name. Use lower-case English words joined by hyphens, such as "
NAME += "open-day.jpg."
PLACE = "Files do not stand here. Move it to docs/assets/, or beside the page that shows it."
OUTSIDE = "This page is in no language's folder, so nobody would see it. Move it to "


def read(root: Path, *files: str) -> tuple[dict[str, str], list[str]]:
    for each in files:
        file = root / "docs" / each
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a text", encoding="utf-8")
    given = settings("en", "ka", "pt-BR", root=root, docs=root / "docs")
    published, found = read_files(given)
    return published, lines(found)


def test_files_have_the_addresses_of_the_site(tmp_path: Path) -> None:
    files = ("assets/og/en.png", "en/day/team.webp", "ka/day/team.jpeg", "pt-BR/a.pdf")
    hidden = ("_medical/x.xlsx", "en/.DS_Store", "en/_drafts/a b.docx", "fr/_strings.po")
    published, found = read(tmp_path, *files, *hidden, "en/day/index.md")
    addresses = ["assets/og/en.png", "day/team.webp", "ka/day/team.jpeg", "pt-BR/a.pdf"]
    assert (list(published), found) == (addresses, [])
    assert published["day/team.webp"] == str(tmp_path / "docs/en/day/team.webp")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("en/~$team.docx", LEFT_BEHIND),
        ("en/#index.md#", LEFT_BEHIND),
        ("assets/THUMBS.DB", LEFT_BEHIND),
        ("assets/team.jpg.crdownload", LEFT_BEHIND),
        ("en/day.docx", f"Files of this kind (.docx) {KINDS}"),
        ("day.docx", f"Files of this kind (.docx) {KINDS}"),
        ("assets/README", f"Files without an ending, such as .jpg, {KINDS}"),
        ("assets/a.HEIC", "Most browsers show no .heic pictures. Save it again as .jpg."),
        ("en/team photo.jpg", NAME),
        ("en/Team.JPG", NAME),
        ("ka/დღე/team.jpg", NAME),
        ("assets/a&b.png", NAME),
        (
            "en/day.md.txt",
            "This page ends in .txt, so it is none. Rename it so that it ends in .md.",
        ),
        ("team.jpg", PLACE),
        ("pictures/team.jpg", PLACE),
        ("day.md", f"{OUTSIDE}docs/en/day.md, or delete it."),
        ("news/day.markdown", f"{OUTSIDE}docs/en/news/day.markdown, or delete it."),
        ("assets/day.md", f"{OUTSIDE}docs/en/assets/day.md, or delete it."),
    ],
)
def test_what_readers_cannot_be_given_is_one_problem(tmp_path: Path, file: str, said: str) -> None:
    assert read(tmp_path, file) == ({}, [f"docs/{file}: {said}"])


def test_a_folder_of_a_language_that_the_settings_do_not_name_is_one_problem(
    tmp_path: Path,
) -> None:
    assert read(tmp_path, "fr/index.md", "fr/a.png", "fr/b/b.png") == (
        {},
        [
            "docs/fr: mkdocs.yml does not name the language `fr`, so nobody would see this "
            "folder. Add it under `languages` in mkdocs.yml, or delete the folder."
        ],
    )


def test_two_files_cannot_have_the_same_address(tmp_path: Path) -> None:
    published, found = read(tmp_path, "assets/team.png", "en/assets/team.png")
    assert list(published) == ["assets/team.png"]
    assert found == [
        "docs/en/assets/team.png: docs/assets/team.png has the same address on the site. "
        "Rename one of the two."
    ]


def test_a_name_that_is_no_text_is_shown_in_letters(tmp_path: Path) -> None:
    read(tmp_path, "en/index.md")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/docs/en/\xff.png")).touch()
    assert read(tmp_path)[1] == [rf"docs/en/\udcff.png: {NAME}"]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            "../../secret.txt",
            "This is a link to a file outside docs/. Copy the file itself to this place if "
            "readers may have it; else delete the link.",
        ),
        (
            "nowhere.png",
            "This is a link to `nowhere.png`, which is not there. Copy the file itself to this "
            "place, or delete the link.",
        ),
        ("a.png", "This is a link that leads round in a circle. Delete it."),
        (
            "..",
            "This is a link to a folder. Copy the files themselves to this place, or delete the "
            "link.",
        ),
        (
            "../_medical/notes.txt",
            "This is a link to `../_medical/notes.txt`. Copy the file itself to this place, or "
            "delete the link.",
        ),
    ],
)
def test_a_link_is_not_followed(tmp_path: Path, link: str, said: str) -> None:
    (tmp_path / "secret.txt").write_text("a secret", encoding="utf-8")
    read(tmp_path, "_medical/notes.txt", "en/index.md")
    (tmp_path / "docs/en/a.png").symlink_to(link)
    assert read(tmp_path) == ({}, [f"docs/en/a.png: {said}"])


def test_a_page_that_is_a_link_is_one_problem(tiny_project: Project) -> None:
    (tiny_project.root / "secret.md").write_text("a secret", encoding="utf-8")
    (tiny_project.root / "docs/es/nota.md").symlink_to("../../secret.md")
    assert tiny_project.problems() == [
        "docs/es/nota.md: This is a link to a file outside docs/. Copy the file itself to this "
        "place if readers may have it; else delete the link."
    ]


def test_of_a_file_that_is_wrong_itself_links_say_nothing(tiny_project: Project) -> None:
    path = "docs/es/asma/index.md"
    tiny_project.change(path, "* los resfriados", "* los resfriados\n\n[plan](Plan%20nuevo.pdf)\n")
    tiny_project.write("docs/es/asma/Plan nuevo.pdf", "%PDF-1.7")
    found = [each for each in tiny_project.problems() if "docs/he/" not in each]
    assert found == [f"docs/es/asma/Plan nuevo.pdf: {NAME}"]
