"""The register of claims is read, and what is wrong with it alone is said with its line."""

from pathlib import Path

import pytest

from patientinfo.evidence.claims import Register, read_register, references

TEXT = """article: sun-2017
labels:
  - {id: probable, shape: "+"}
  - {id: probably-not, shape: "-"}
claims:
  - id: cells-become-nerve-cells
    kind: mechanism
    verdict: not-supported
    references: [sun-2017]
    seen: 2026-11-22
  - id: effective-therapy
    kind: outcome
    verdicts: {bone-marrow: uncertain, cord-blood: partly-supported}
    references: [sun-2017, mancias-guerra-2014]
    seen: 2026-11-22
treatments:
  - id: massage
    parts:
      - id: craniosacral
        label: probably-not
        references: [novak-2020]
cells:
  - {id: drip, page: index.md, label: probable, references: [novak-2020, sun-2017]}
gains:
  - id: cord-blood
    reference: sun-2017
    lowest: 0
    highest: 100
    treated: 170
    compared: 171
    differences:
      - {months: 12, mean: 1.42, low: 0.31, high: 2.52}
"""


def read(tmp_path: Path, text: str) -> tuple[Register | None, list[str]]:
    (tmp_path / "claims.yml").write_text(text, encoding="utf-8")
    register, _, found = read_register(tmp_path / "claims.yml", "claims.yml")
    return register, [str(problem) for problem in found]


def test_a_sound_register_is_read(tmp_path: Path) -> None:
    register, found = read(tmp_path, TEXT)
    assert register is not None and found == []
    whole, parts = register.claims
    assert whole.judged() == [("", "not-supported")]
    assert parts.judged() == [("bone-marrow", "uncertain"), ("cord-blood", "partly-supported")]
    assert register.claim("effective-therapy") == parts
    assert register.treatment("massage").parts[0].label == "probably-not"
    assert register.shapes == {"probable": "+", "probably-not": "-"}


def test_every_reference_that_it_names_is_known_with_its_place(tmp_path: Path) -> None:
    register, _ = read(tmp_path, TEXT)
    assert register is not None
    assert list(references(register)) == [
        (("article",), ["sun-2017"]),
        (("claims", 0, "references"), ["sun-2017"]),
        (("claims", 1, "references"), ["sun-2017", "mancias-guerra-2014"]),
        (("treatments", 0, "parts", 0, "references"), ["novak-2020"]),
        (("cells", 0, "references"), ["novak-2020", "sun-2017"]),
        (("gains", 0, "reference"), ["sun-2017"]),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "references: [sun-2017]",
            "references: []",
            "claims.yml:9: `cells-become-nerve-cells` has no reference. Name the sources of what "
            "research shows.",
        ),
        (
            "    verdict: not-supported\n",
            "",
            "claims.yml:6: `cells-become-nerve-cells` must have either `verdict` or `verdicts`. "
            "Write one verdict for the whole, or `verdicts` with one for each subject.",
        ),
        (
            "    verdicts:",
            "    verdict: uncertain\n    verdicts:",
            "claims.yml:11: `effective-therapy` must have either `verdict` or `verdicts`. Write "
            "one verdict for the whole, or `verdicts` with one for each subject.",
        ),
        (
            "verdict: not-supported",
            "verdict: false-claim",
            "claims.yml:8: `claims.0.verdict` is `false-claim`. Write one of: clinic-rule, "
            "clinic-statement, supported, partly-supported, uncertain, not-supported, "
            "cannot-be-checked, promotion, misleading.",
        ),
        (
            "label: probably-not",
            "label: no",
            "claims.yml:20: `treatments.0.parts.0.label` is `false` (YAML reads yes, no, on and "
            "off that way; put such a word in quotes). Write text in double quotes.",
        ),
        (
            "label: probably-not",
            "label: probably-no",
            "claims.yml:20: There is no label `probably-no`. Did you mean `probably-not`?",
        ),
        (
            "id: effective-therapy",
            "id: cells-become-nerve-cells",
            "claims.yml:11: The id `cells-become-nerve-cells` stands twice. Rename one of the two.",
        ),
        (
            "    seen: 2026-11-22\n  - id",
            '    seen: "2026-11-22"\n  - id',
            "claims.yml:10: `claims.0.seen` is `2026-11-22`. Write a date such as 2026-11-22.",
        ),
        (
            "[sun-2017]",
            "sun-2017",
            "claims.yml:9: `claims.0.references` is `sun-2017`. Write a list, one item a line, "
            "each after a dash.",
        ),
        (
            "mean: 1.42",
            "mean: 14.2",
            "claims.yml:32: The mean 14.2 does not lie between 0.31 and 2.52, or these lie "
            "outside 0 to 100. Compare the three numbers with the study.",
        ),
        (
            "treatments:",
            "treatment:",
            "claims.yml:16: `treatment` is not a key that is known here. Correct its spelling, or "
            "remove it.",
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert said in read(tmp_path, TEXT.replace(old, new))[1]


def test_a_register_without_claims_is_reported(tmp_path: Path) -> None:
    assert read(tmp_path, "claims:\n" + TEXT[TEXT.index("treatments:") :]) == (
        None,
        ["claims.yml:1: `claims` is empty. Write a list, one item a line, each after a dash."],
    )
