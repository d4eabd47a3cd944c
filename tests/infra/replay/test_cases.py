"""Real published matters come out as expected, and the command line says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.__main__ import parser
from infra.replay import CaseRuling, judge_cases, main, read_file
from infra.replay.format import Case
from tests.every import every
from tests.infra.replay.matters import REAL, WRITTEN

CASES = read_file(REAL)
MADE = [(path.stem, one) for path in WRITTEN for one in read_file(path)]


def right(ruled: CaseRuling) -> None:
    """Verdicts, rules and the overall verdict are exactly those of the file."""
    for event, ruling in zip(ruled.case.events, ruled.rulings, strict=True):
        assert isinstance(event.rules, list)
        assert (ruling.verdict.value, sorted(ruling.rules)) == (event.expect, sorted(map(str, event.rules))), event
    assert ruled.overall == ruled.case.overall


@pytest.mark.parametrize("case", CASES, ids=[one.id for one in CASES])
def test_a_published_matter(case: Case) -> None:
    right(judge_cases([case])[0])


@every("case", [one for _, one in MADE], lambda one: one.id)
def test_a_case_made_by_hand(case: Case) -> None:
    right(judge_cases([case])[0])


def test_the_cases_made_by_hand_go_round_every_verdict_of_their_procedures() -> None:
    found = {
        name: {ruling.verdict.value for file, case in MADE if file == name for ruling in judge_cases([case])[0].rulings}
        for name in {file for file, _ in MADE}
    }
    assert all({"accept", "warn", "flag"} <= one for one in found.values())
    penal = [one for file, case in MADE if file in ("penalty", "corrective_order", "litigation") for one in case.events]
    assert len(penal) > 160
    assert "reject" in found["decisions"] & found["catalogues"] & found["penalty"]
    ids = [case.id for _, case in MADE]
    assert len(ids) == len(set(ids)) > 100


def test_the_answer_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(REAL, as_json=True, check=False) == 0
    out, err = capsys.readouterr()
    cases = json.loads(out)["cases"]
    assert (len(cases), err) == (7, "")
    assert cases[3] == {
        "id": "housing_rules",
        "overall": "flag",
        "events": [
            {
                "on": "2021-05-25",
                "event": "hearing_announced",
                "verdict": "accept",
                "rules": ["D-HEAR-02"],
                "reasons": ["公告载明听证日期2021-06-10；国家规定要求提前公布，没有规定日数。"],
            },
            {
                "on": "2021-05-26",
                "event": "registration_closed",
                "verdict": "flag",
                "rules": ["D-HEAR-03"],
                "reasons": ["报名自2021-05-25至2021-05-26，只有1日，不足5日，不属于公开遴选。"],
            },
            {
                "on": "2021-06-10",
                "event": "hearing_scheduled",
                "verdict": "accept",
                "rules": ["D-HEAR-05"],
                "reasons": ["2021-05-25公告，2021-06-10听证，会前仍可依法按期送达材料。"],
            },
        ],
    }


def test_the_answer_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(REAL, as_json=False, check=True) == 0
    out, err = capsys.readouterr()
    assert "2021-05-26  存疑  听证报名截止  D-HEAR-03" in out
    assert "共7件：通过2件、存疑3件、通过（有提示）2件。" in out
    assert err.strip() == "比对7件：与答案一致。"


def test_the_answer_does_not_depend_on_the_key(tmp_path: Path) -> None:
    text = REAL.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        text.replace("expect: accept", "expect: [odd]").replace("rules: [", "rules: [E-XXX-01, "), "utf-8"
    )
    assert [one.rulings for one in judge_cases(read_file(wrong))] == [
        one.rulings for one in judge_cases(CASES)
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("expect: flag\n    rules: [D-HEAR-03]", "expect: warn\n    rules: [D-HEAR-03]", "应为warn，实为flag"),
        ("rules: [D-PUB-09]", "rules: [D-PUB-08]", "没有指出D-PUB-08"),
        ("overall: accept_with_warning", "overall: warn", "总体应为warn，实为accept_with_warning"),
        ("rules: [D-PUB-06]", "rules: []", ""),
    ],
)
def test_differences_are_told(
    right: str, wrong: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "changed.yaml"
    path.write_text(REAL.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    assert main(path, as_json=True, check=True) == (1 if told else 0)
    out, err = capsys.readouterr()
    assert told in err and len(json.loads(out)["cases"]) == 7
    assert main(path, as_json=True, check=False) == 0


def test_a_penalty_is_compared_like_every_other_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "penalty.yaml"
    path.write_text(REAL.with_name("penalty.yaml").read_text("utf-8").replace("rules: [E-DEC-04]", "rules: [E-DEC-03]"), "utf-8")
    assert main(path, as_json=True, check=True) == 1
    out, err = capsys.readouterr()
    assert "not_judged" not in out and "没有指出E-DEC-03" in err and "比对30件" in err


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "unknown.yaml"
    path.write_text(
        REAL.read_text(encoding="utf-8").replace("hearing_held", "hearing_hold"), encoding="utf-8"
    )
    assert main(path, as_json=True, check=True) == 2
    out, err = capsys.readouterr()
    assert out == "" and "hearing_hold" in err and "spatial_plan" in err
    assert main(tmp_path / "missing.yaml", as_json=False, check=False) == 2


def test_the_verb_takes_both_options() -> None:
    arguments = parser().parse_args(["replay", "a.yaml", "--json", "--check"])
    assert (arguments.file, arguments.json, arguments.check) == ("a.yaml", True, True)
