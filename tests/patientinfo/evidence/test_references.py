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
        (
            {"id": 5},
            "references.json:3: A reference has no `id`. Give it one, such as `novak-2020`.",
        ),
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
                {"language": 5},
            )
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    assert read(tmp_path, [{**NOVAK, **changed}, ALERT])[1] == [said]


@pytest.mark.parametrize(
    ("changed", "line", "said"),
    [
        ({"type": None}, 3, '`novak-2020` has no `type`. Add it: "type": "article-journal", or '
         "report, webpage, book, document."),
        ({"type": "webpages"}, 4, "`type` of `novak-2020` is `webpages`. Did you mean `webpage`?"),
        ({"type": "journalArticle"}, 4, "`type` of `novak-2020` is `journalArticle`. Did you mean "
         "`article-journal`?"),
        ({"type": "x"}, 4, "`type` of `novak-2020` is `x`. Write article-journal, or report, "
         "webpage, book, document."),
        ({"title": "The <sup>2</sup>"}, 15, "The title of `novak-2020` holds HTML (`<sup>`), and "
         "readers see it as it stands. Delete such signs, and keep the words."),
        ({"title": "Q &amp; A"}, 15, "The title of `novak-2020` holds `&amp;`, and readers see it "
         "as it stands. Write &."),
        ({"container-title": "Child&#x27;s"}, 16, "`container-title` of `novak-2020` holds "
         "`&#x27;`, and readers see it as it stands. Write '."),
        ({"issued": "2020"}, 18, "`issued` of `novak-2020` is `2020`. Write "
         '"issued": {"date-parts": [[2020]]}.'),
        ({"issued": {"raw": "May 2021"}}, 18, '`issued` of `novak-2020` is `{"raw": "May 2021"}`. '
         'Write "issued": {"date-parts": [[2021]]}.'),
        ({"issued": {"date-parts": [[]]}}, 18, '`issued` of `novak-2020` is `{"date-parts": '
         '[[]]}`. Write "issued": {"date-parts": [[2020]]}.'),
        ({"issued": {"date-parts": [["2020a"]]}}, 18, "`issued` of `novak-2020` names the year "
         "2020a. Correct it."),
        ({"issued": {"date-parts": [[202]]}}, 18, "`issued` of `novak-2020` names the year 202. "
         "Correct it."),
        ({"issued": {"date-parts": [[2020, 2, 30]]}}, 18, "`issued` of `novak-2020` names "
         "2020-2-30, which is not in the calendar. Correct it."),
        ({"DOI": "https://dx.doi.org/10.1/x"}, 25, "`DOI` of `novak-2020` is "
         "`https://dx.doi.org/10.1/x`. Write it from 10. on, such as 10.1111/dmcn.15055, or leave "
         "the line out."),
        ({"DOI": "DOI 10.1111/dmcn.15055"}, 25, "`DOI` of `novak-2020` is `DOI "
         "10.1111/dmcn.15055`. Write it from 10. on: `10.1111/dmcn.15055`."),
        ({"PMID": "https://pubmed.ncbi.nlm.nih.gov/32086598/"}, 26, "`PMID` of `novak-2020` is "
         "`https://pubmed.ncbi.nlm.nih.gov/32086598/`. Write the number alone: `32086598`."),
        ({"PMCID": "PMCID: PMC6828595"}, 31, "`PMCID` of `novak-2020` is `PMCID: PMC6828595`. "
         "Write it from PMC on: `PMC6828595`."),
        ({"PMCID": "6828595"}, 31, "`PMCID` of `novak-2020` is `6828595`. Write it from PMC on, "
         "such as PMC6828595, or leave the line out."),
        ({"URL": "https://"}, 31, "`URL` of `novak-2020` is `https://`. Write an address that "
         "begins with https://, or leave the line out."),
    ],
)  # fmt: skip
def test_what_readers_would_see_or_press_wrongly_is_reported_at_its_line(
    tmp_path: Path, changed: dict[str, Any], line: int, said: str
) -> None:
    assert read(tmp_path, [{**NOVAK, **changed}, ALERT])[1] == [f"references.json:{line}: {said}"]


@pytest.mark.parametrize(
    "changed",
    [
        {"PMID": 32086598},
        {"PMID": ""},
        {"issued": {"date-parts": [["2020", "5", "12"]]}},
        {"issued": {"date-parts": [[2020, 1], [2020, 2]]}},
        {"issued": {"literal": "in press"}},
        {"title": 'The <span class="nocase">GMFCS</span> for p < 0.05'},
        {"title": "Q & A"},
    ],
)
def test_what_zotero_exports_rightly_is_not_reported(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    assert read(tmp_path, [{**NOVAK, **changed}])[1] == []


@pytest.mark.parametrize(
    ("pages", "shown"),
    [("8-14", "8–14"), ("214-223", "214–23"), ("1-10", "1–10"), ("S1–S10", "S1–S10")],
)
def test_page_numbers_are_shortened_but_never_wrong(tmp_path: Path, pages: str, shown: str) -> None:
    text = read(tmp_path, [{**NOVAK, "page": pages}])[0]["novak-2020"].text
    assert text.endswith(f"2020;20:{shown}.")


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
            "references.json:2: This is not valid JSON: Expecting ',' delimiter. Look at the "
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
