from pathlib import Path

import pytest
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import Day, known_keys

FORM = "Look at the indentation, the colons and the quotes of this line and the one above."


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Visit:
    """A small file's form: what a clinician would write."""

    clinic: str
    day: Day
    weeks: int
    open: bool
    cited: list[str]


SOUND = 'clinic: "Hip clinic"\nday: 2026-11-22\nweeks: 4\nopen: true\ncited: [novak-2020]\n'


def messages(text: str) -> list[str]:
    file, found = data_file.parse(text, "visit.yml")
    if not found:
        _, found = data_file.typed(TypeAdapter(Visit), file)
    return [str(problem) for problem in found]


def test_a_sound_file_has_no_problems() -> None:
    assert messages(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Hip clinic"', "5", "visit.yml:1: `clinic` is `5`. Write text in double quotes."),
        (
            '"Hip clinic"',
            "yes",
            "visit.yml:1: `clinic` is `true` (YAML reads yes, no, on and off that way; put such "
            "a word in quotes). Write text in double quotes.",
        ),
        (' "Hip clinic"', "", "visit.yml:1: `clinic` is empty. Write text in double quotes."),
        (
            '"Hip clinic"',
            "[Hip clinic]",
            "visit.yml:1: `clinic` is `['Hip clinic']`. Write text in double quotes.",
        ),
        ('clinic: "Hip clinic"\n', "", "visit.yml:1: `clinic` is missing. Add the key `clinic`."),
        (
            "weeks:",
            "week:",
            "visit.yml:1: `weeks` is missing. Add the key `weeks`.",
        ),
        ("4", "four", "visit.yml:3: `weeks` is `four`. Write a whole number."),
        ("2026-11-22", '"soon"', "visit.yml:2: `day` is `soon`. Write a date such as 2026-11-22."),
        (
            "2026-11-22",
            "2026-02-30",
            "visit.yml:2: YAML cannot read the date `2026-02-30`, which is not in the calendar. "
            "Write a date such as 2026-11-22.",
        ),
        ("true", "maybe", "visit.yml:4: `open` is `maybe`. Write true or false."),
        (
            "[novak-2020]",
            "novak-2020",
            "visit.yml:5: `cited` is `novak-2020`. Write a list, one item a line, each after a "
            "dash.",
        ),
        (
            "[novak-2020]",
            "[novak-2020, 7]",
            "visit.yml:5: `cited.1` is `7`. Write text in double quotes.",
        ),
        (
            "weeks: 4",
            "weeks: 4\nweeks: 5",
            "visit.yml:4: `weeks` stands twice; the second would silently win. Remove one of the "
            "two.",
        ),
        (
            "weeks: 4",
            "weeks: 4\nyes: 5",
            "visit.yml:4: `yes` is a key, but YAML reads it as true or false. Put it in double "
            "quotes.",
        ),
        (
            '"Hip clinic"',
            "{{ clinic.name }}",
            "visit.yml:1: YAML cannot read braces or brackets in the place of a word. Put text "
            "that begins with {{ or [ in double quotes.",
        ),
        (
            '"Hip clinic"',
            '"Hip clinic',
            "visit.yml:6: This is not valid YAML: found unexpected end of stream. " + FORM,
        ),
        (
            '"Hip clinic"',
            "Hip: clinic",
            "visit.yml:1: This is not valid YAML: mapping values are not allowed here. " + FORM,
        ),
        (
            "weeks: 4",
            "\tweeks: 4",
            "visit.yml:3: This is not valid YAML: found character '\\t' that cannot start any "
            "token. " + FORM,
        ),
        (
            "weeks: 4",
            "weeks: \x00",
            "visit.yml:3: This line has a character that no text has (number 0x0000). Type the "
            "line again.",
        ),
        (
            "[novak-2020]",
            "!python/name:os.system x",
            "visit.yml:5: This is not valid YAML: could not determine a constructor for the tag "
            "'!python/name:os.system'. " + FORM,
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line_and_what_to_do(old: str, new: str, said: str) -> None:
    assert SOUND.count(old) == 1
    assert said in messages(SOUND.replace(old, new))


def test_an_unknown_key_is_named() -> None:
    assert messages(SOUND + "weekdays: 5\n") == [
        "visit.yml:6: `weekdays` is not a key that is known here. Correct its spelling, or remove "
        "it."
    ]


def test_every_mistake_of_a_file_is_reported_at_once() -> None:
    wrong = SOUND.replace("4", "four").replace("true", "maybe")
    assert messages(wrong) == [
        "visit.yml:3: `weeks` is `four`. Write a whole number.",
        "visit.yml:4: `open` is `maybe`. Write true or false.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "visit.yml:1: `the file` is empty. Write keys and values, one a line."),
        ("# nothing yet\n", "visit.yml:1: `the file` is empty. Write keys and values, one a line."),
        (
            "just words\n",
            "visit.yml:1: `the file` is `just words`. Write keys and values, one a line.",
        ),
        (
            "- a\n- b\n",
            "visit.yml:1: `the file` is `['a', 'b']`. Write keys and values, one a line.",
        ),
    ],
)
def test_a_file_of_another_form_is_reported(text: str, said: str) -> None:
    assert messages(text) == [said]


def test_lists_within_lists_without_end_are_reported() -> None:
    [said] = messages("cited: " + "[" * 5000)
    assert said.startswith("visit.yml:1: This is not valid YAML: ")


def test_what_was_written_is_cut_where_it_is_long() -> None:
    [said] = messages(SOUND.replace("4", '"' + "a long sentence " * 9 + '"'))
    assert said == (
        "visit.yml:3: `weeks` is `a long sentence a long sentence a long sentence a long "
        "sente…`. Write a whole number."
    )


def test_line_endings_of_windows_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "visit.yml"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    read, found = data_file.read(file, "visit.yml")
    assert (found, read.values["weeks"], read.line("weeks")) == ([], 4, 3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "visit.yml: This file is missing. Bring it back from git."),
        (
            "კლინიკა".encode("utf-16"),
            "visit.yml: This file is UTF-16 text. Save it again as UTF-8.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "visit.yml"
    if content is not None:
        file.write_bytes(content)
    _, found = data_file.read(file, "visit.yml")
    assert [str(problem) for problem in found] == [said]


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path: Path) -> None:
    _, found = data_file.read(tmp_path, "visit.yml")
    assert [str(problem) for problem in found] == [
        "visit.yml: This is a folder, not a file. Rename the folder."
    ]


def test_advice_names_the_nearest_word_or_all() -> None:
    known = ["novak-2020", "sun-2017"]
    assert data_file.nearest("novak-2200", known) == "Did you mean `novak-2020`?"
    assert data_file.nearest("x", known) == "Known are: `novak-2020`, `sun-2017`."


CONFLICT = "a: 1\n<<<<<<< HEAD\nb: 1\n||||||| base\n=======\nb: 2\n>>>>>>> ana\n"
JOIN = (
    "Keep what is right of the two, above and below =======, and delete the lines that begin "
    "with <<<<<<<, ======= and >>>>>>>."
)


@pytest.mark.parametrize("text", [CONFLICT, CONFLICT.replace("\n", "\r\n"), CONFLICT + CONFLICT])
def test_two_versions_that_git_could_not_join_are_one_problem(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(text.encode())
    _, found = data_file.read(file, "a.yml")
    assert list(map(str, found)) == [
        f"a.yml:2: Git could not join two versions here (`<<<<<<< HEAD`). {JOIN}"
    ]


@pytest.mark.parametrize(
    "text",
    ["A\n=======\n", "<<<<<<< HEAD\n", ">>>>>>> ana\n<<<<<<< HEAD\n", "a <<<<<<< b\n>>>>>>> c\n"],
)
def test_signs_that_are_not_left_by_git_are_text(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8")
    assert data_file.read_text(file, "a.md") == (text, [])


def test_a_file_that_may_not_be_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, **_: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    assert list(map(str, data_file.read_text(tmp_path / "a.md", "a.md")[1])) == [
        "a.md: This file cannot be read (Permission denied). Give yourself the right to read it."
    ]
