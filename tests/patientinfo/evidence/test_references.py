import json
from pathlib import Path
from typing import Any

import pytest

from patientinfo.evidence.references import Reference, read_references

NOVAK: dict[str, Any] = {
    "id": "novak-2020",
    "type": "article-journal",
    "author": [{"family": "Novak", "given": "Iona"}, {"family": "Morgan", "given": "Cathy"}],
    "title": "State of the evidence traffic lights 2019",
    "container-title": "Current Neurology and Neuroscience Reports",
    "volume": "20",
    "issued": {"date-parts": [[2020]]},
    "DOI": "10.1007/s11910-020-1022-z",
    "PMID": "32086598",
    "custom": {"checked": False, "identifier_status": "seen"},
}
ALERT: dict[str, Any] = {
    "id": "fda-alert",
    "type": "webpage",
    "author": [{"literal": "US Food and Drug Administration"}],
    "title": "Important patient and consumer information",
    "URL": "https://www.fda.gov/alert",
    "custom": {"checked": True, "identifier_status": "unseen"},
}
CSL = 'Write "author": [{"family": "Novak", "given": "I"}], "issued": {"date-parts": [[2020]]}.'


def read(tmp_path: Path, content: object) -> tuple[dict[str, Reference], list[str]]:
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    (tmp_path / "references.json").write_text(text, encoding="utf-8")
    references, found = read_references(tmp_path / "references.json", "references.json")
    return references, [str(problem) for problem in found]


def test_references_are_numbered_and_written_out_in_the_order_of_the_file(tmp_path: Path) -> None:
    references, found = read(tmp_path, [NOVAK, ALERT])
    assert found == []
    assert references["novak-2020"] == Reference(
        "novak-2020",
        1,
        "Novak I, Morgan C. State of the evidence traffic lights 2019. Current Neurology and "
        "Neuroscience Reports 2020;20.",
        "https://doi.org/10.1007/s11910-020-1022-z",
        False,
        True,
        3,
    )
    alert = references["fda-alert"]
    assert (alert.number, alert.checked, alert.seen) == (2, True, False)
    assert alert.address == "https://www.fda.gov/alert"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({}, "Important patient and consumer information. n.d."),
        ({"issued": {"date-parts": [[2020]]}}, "Important patient and consumer information. 2020."),
        ({"title": "Is it safe?"}, "Is it safe? n.d."),
    ],
)
def test_the_title_of_what_stands_by_itself_ends_with_a_full_stop(
    tmp_path: Path, change: dict[str, Any], text: str
) -> None:
    references, _ = read(tmp_path, [{**ALERT, **change}])
    assert references["fda-alert"].text == f"US Food and Drug Administration. {text}"


@pytest.mark.parametrize(
    ("without", "address"),
    [
        ((), "https://doi.org/10.1007/s11910-020-1022-z"),
        (("DOI",), "https://pubmed.ncbi.nlm.nih.gov/32086598/"),
        (("DOI", "PMID"), ""),
    ],
)
def test_a_reader_is_led_to_the_best_address(
    tmp_path: Path, without: tuple[str, ...], address: str
) -> None:
    item = {key: value for key, value in NOVAK.items() if key not in without}
    assert read(tmp_path, [item])[0]["novak-2020"].address == address


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": 5}, "references.json: A reference has no `id`. Give it one, such as `novak-2020`."),
        (
            {"id": "Novak 2020"},
            "references.json:3: The id `Novak 2020` is not lower-case words joined by hyphens. "
            "Write it like `novak-2020`.",
        ),
        ({"title": ""}, "references.json:3: `novak-2020` has no title. Add the key `title`."),
        (
            {"title": ["State"]},
            "references.json:3: `novak-2020` has no title. Add the key `title`.",
        ),
        (
            {"custom": {}},
            "references.json:3: `novak-2020` does not say whether a person has opened it. Add "
            '"custom": {"checked": false, "identifier_status": "seen"}, or what is true.',
        ),
        (
            {"custom": {"checked": "no", "identifier_status": "seen"}},
            "references.json:3: `novak-2020` does not say whether a person has opened it. Add "
            '"custom": {"checked": false, "identifier_status": "seen"}, or what is true.',
        ),
        *(
            (
                change,
                "references.json:3: `novak-2020` has an author, a date or a language in a form "
                f"that CSL has not. {CSL}",
            )
            for change in (
                {"author": "Novak I"},
                {"author": ["Novak I"]},
                {"issued": "2020"},
                {"issued": {"date-parts": [["2020a"]]}},
                {"language": 5},
            )
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    assert read(tmp_path, [{**NOVAK, **changed}, ALERT])[1] == [said]


def test_an_id_that_stands_twice_is_reported(tmp_path: Path) -> None:
    _, found = read(tmp_path, [ALERT, {**ALERT, "title": "Another"}])
    assert found == ["references.json:18: The id `fda-alert` stands twice. Rename one of the two."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "references.json:1: This is not valid JSON: Expecting value. Look at the commas, "
            "quotes and brackets of this line and the one above.",
        ),
        (
            '[\n {"id": "a"}\n {"id": "b"}\n]',
            "references.json:3: This is not valid JSON: Expecting ',' delimiter. Look at the "
            "commas, quotes and brackets of this line and the one above.",
        ),
        (
            "{}",
            "references.json:1: This file is not a list of references. Export it again from "
            "Zotero as CSL JSON.",
        ),
        ("[5]", "references.json: A reference has no `id`. Give it one, such as `novak-2020`."),
    ],
)
def test_a_file_of_another_form_is_reported(tmp_path: Path, text: str, said: str) -> None:
    assert read(tmp_path, text) == ({}, [said])


def test_a_file_that_is_missing_or_no_text_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "references.json"
    assert [str(each) for each in read_references(file, "references.json")[1]] == [
        "references.json: This file is missing. Bring it back from git."
    ]
    file.write_bytes("Müller".encode("latin-1"))
    assert [str(each) for each in read_references(file, "references.json")[1]] == [
        "references.json: This file is not UTF-8 text. Save it again as UTF-8."
    ]


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + json.dumps([NOVAK]))[1] == []
