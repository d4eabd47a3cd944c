"""`python -m infra plan` as an office calls it: what it prints, and what it refuses, in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = ("--procedure", "major_decision", "--start", "2025-01-02")


def called(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra", "plan", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def answer(*arguments: str) -> dict[str, Any]:
    done = called(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    assert set(found) == {"earliest", "critical", "wish"}
    return found


def test_programs_get_days_path_and_wish() -> None:
    """Thirty days to 1 February 2025; then 5, 6, 7, 8, 10, 11, 12 February."""
    found = answer(*ASKED, "--wish", "2025-02-11")
    consultation = {"period": "公开征求意见（一般不少于30日）", "rule": "D-PUB-06", "from": "2025-01-02", "to": "2025-02-01"}
    review = {"period": "合法性审查（一般不少于7个工作日）", "rule": "D-LEG-07", "from": "2025-02-01", "to": "2025-02-12"}
    assert found == {
        "earliest": dict.fromkeys(("scope", "catalogue", "initiation", "drafting"), "2025-01-02")
        | {"participation": "2025-02-01"}
        | dict.fromkeys(
            ("legality_review", "submission", "deliberation", "party_report", "publication", "archiving", "execution"),
            "2025-02-12",
        ),
        "critical": [consultation, review],
        "wish": {"met": False, "blocked_by": [consultation, review]},
    }


def test_every_trait_adds_its_step() -> None:
    found = answer(*ASKED, "--from-stage", "participation", "--hearing", "--experts", "--risk", "--fair-competition",
                   "--project", "--overlay", "local_example", "--wish", "2025-02-12")  # fmt: skip
    assert list(found["earliest"].items())[:6] == [
        ("participation", "2025-02-01"), ("hearing", "2025-02-01"), ("expert_review", "2025-01-02"),
        ("risk_assessment", "2025-01-02"), ("fair_competition", "2025-01-02"), ("legality_review", "2025-02-12"),
    ]  # fmt: skip
    assert found["wish"] == {"met": True, "blocked_by": []}


def test_local_rules_lengthen_the_hearing() -> None:
    """Papers on 27 January 2025: nationally 3 February; in Yunnan 5, 6, 7 February must lie between."""
    asked = ("--procedure", "major_decision", "--start", "2025-01-27", "--hearing")
    assert answer(*asked)["earliest"]["hearing"] == "2025-02-03"
    assert answer(*asked, "--overlay", "yunnan")["earliest"]["hearing"] == "2025-02-08"


def test_a_provisional_period_says_so() -> None:
    found = answer("--procedure", "major_decision", "--start", "2026-12-10")
    assert [one.get("provisional") for one in found["critical"]] == [None, True]
    assert found["wish"] is None


def test_people_read_a_table_the_count_and_the_answer() -> None:
    done = called(*ASKED, "--hearing", "--wish", "2025-02-11")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"集体讨论决定　*  2025-02-12（周三）", done.stdout)
    assert "计入：2月5日、2月6日、2月7日、2月8日、2月10日、2月11日、2月12日" in done.stdout
    assert "不计入：2月2日、2月3日、2月4日、2月9日" in done.stdout
    assert "《重大行政决策程序暂行条例》第二十六条第二款" in done.stdout
    assert "希望在2025年2月11日作出决定：依法做不到" in done.stdout
    assert "依法可以做到" in called(*ASKED, "--wish", "2025-02-12").stdout


def test_people_are_told_of_provisional_days() -> None:
    done = called("--procedure", "major_decision", "--start", "2026-12-10")
    assert "【暂定】" in done.stdout and "放假安排尚未公布" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "缺少参数：--procedure, --start"),
        (("--procedure", "major_decision"), "缺少参数：--start"),
        ((*ASKED, "--wish"), "--wish 后面应当写明取值"),
        ((*ASKED, "--party"), "没有这样的参数：--party"),
        ((*ASKED, "--json=1"), "--json 后面不带取值"),
        ((*ASKED, "--hear"), "没有这样的参数：--hear"),
        (("--procedure", "penalty", "--start", "2025-01-02"), "不能计划“penalty”"),
        (("--procedure", "major_decision", "--start", "2025-02-30"), "“2025-02-30”不是有效日期"),
        (("--procedure", "major_decision", "--start", "20250102"), "“20250102”不是有效日期"),
        (("--procedure", "major_decision", "--start", "2019-08-31"), "自2019年9月1日起施行"),
        (("--procedure", "major_decision", "--start", "9999-12-31"), "不能晚于2100年"),
        ((*ASKED, "--wish", "soon"), "“soon”不是有效日期"),
        ((*ASKED, "--overlay", "mars"), "没有“mars”这一地方规定"),
        ((*ASKED, "--from-stage", "lunch"), "没有“lunch”这一环节"),
        ((*ASKED, "--from-stage", "hearing"), "不经过“听证会”环节"),
        ((*ASKED, "--from-stage", "execution", "--wish", "2025-03-01"), "决定已经作出"),
    ],
)
def test_bad_arguments_are_refused_in_chinese(arguments: tuple[str, ...], words: str) -> None:
    done = called(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr and "error:" not in done.stderr
