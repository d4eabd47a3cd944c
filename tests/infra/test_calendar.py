"""`python -m infra calendar` as an administrator calls it: two people with their passwords, a year, and the check of all clocks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.demo.people import PASSWORD, register
from infra.settings import Settings
from storage.database import Database
from storage.migrate import migrate
from storage.people import People
from storage.verify import verify
from tests.calendars import HOLIDAYS, NUMBER

ROOT = Path(__file__).resolve().parents[2]
WORKED = {"春节": "2027-01-31, 2027-02-20", "劳动节": "2027-05-08", "国庆节": "2027-09-26, 2027-10-09"}
HEAD = f'year = 2027\nnumber = "{NUMBER}"\ntitle = "国务院办公厅关于2027年部分节假日安排的通知"\nissued = 2026-11-04\n'


def text(**worked: str) -> str:
    rows = (f'[[holiday]]\nname = "{name}"\nfrom = {first}\nto = {last}\nmake_up = [{(WORKED | worked).get(name, "")}]\n' for name, first, last in HOLIDAYS)
    return HEAD + "".join(rows)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    database = Database(Settings(data_dir=tmp_path).database)
    migrate(database)
    register(People(database))
    database.close()
    (tmp_path / "2027.toml").write_text(text(), encoding="utf-8")
    return tmp_path


def called(house: Path, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("YIFA_")}
    return subprocess.run(
        [sys.executable, "-m", "infra", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, input=f"{password}\n",
        env=environ | {"YIFA_DATA_DIR": str(house), "YIFA_CLOCK": "2026-11-22T09:00:00+08:00"},
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], says: str) -> None:
    assert (done.returncode, done.stdout) == (2, "") and says in done.stderr, (done.stdout, done.stderr)


def test_a_notice_is_entered_by_one_and_confirmed_by_another(house: Path) -> None:
    added = called(house, "calendar", "add", str(house / "2027.toml"), "--by", "xitong")
    assert added.returncode == 0 and "历〔2026〕1号" in added.stdout and "尚未生效" in added.stdout, added.stderr
    assert "【暂定】" in called(house, "calendar", "show", "2027").stdout
    refused(called(house, "calendar", "confirm", "历〔2026〕1号", "--by", "xitong"), "没有合法性审查人员的身份")
    refused(called(house, "calendar", "confirm", "历〔2026〕1号", "--by", "shencha", password="guessed"), "登录名或者密码不对")
    refused(called(house, "calendar", "confirm", "历〔2026〕7号", "--by", "shencha"), "没有编号为")
    assert called(house, "calendar", "confirm", "历〔2026〕1号", "--by", "shencha").returncode == 0
    shown = called(house, "calendar", "show", "2027").stdout
    assert "【暂定】" not in shown and NUMBER in shown and "20日班" in shown
    assert "适用中" in shown
    refused(called(house, "calendar", "add", str(house / "2027.toml"), "--by", "xitong"), "不需要重复录入")
    database = Database(Settings(data_dir=house).database)
    assert verify(database).ok
    database.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("year = ", "不是有效的TOML文件"), (HEAD + 'colour = "red"\n', "colour：没有这样的项目"), (text(春节="2027-02-22"), "是周一，本来就上班"),
        (HEAD + "holiday = 3\n", "应当逐个假期写成 [[holiday]]"), (HEAD, "请填写「放假安排」"),
        (HEAD + '[[holiday]]\nname = "元旦"\nfrom = 2027-01-01\nto = "三日"\nmake_up = []\n', "不是有效日期"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_true_is_refused_in_words(house: Path, content: str, says: str) -> None:
    (house / "wrong.toml").write_text(content, encoding="utf-8")
    refused(called(house, "calendar", "add", str(house / "wrong.toml"), "--by", "xitong"), says)
    asked = ("plan", "--procedure", "major_decision", "--start", "2027-01-05")
    refused(called(house, *asked, "--calendar", str(house / "wrong.toml")), says)


def test_what_does_not_exist_is_said(house: Path) -> None:
    refused(called(house, "calendar", "add", str(house / "no.toml"), "--by", "xitong"), "没有文件")
    refused(called(house, "calendar", "show", "27"), "不是2000至2199之间的年份")


def test_a_plan_supposes_the_notice(house: Path) -> None:
    """Thirty days to 4 February 2027; then 15, 16, 17, 18, 19, 20 (worked), 22 February instead of 9 to 17."""
    asked = ("plan", "--procedure", "major_decision", "--start", "2027-01-05", "--json")
    assert '"deliberation": "2027-02-17"' in called(house, *asked).stdout
    assert '"deliberation": "2027-02-22"' in called(house, *asked, "--calendar", str(house / "2027.toml")).stdout


def test_the_check_finds_what_is_behind_and_what_is_wrong(house: Path) -> None:
    fine = called(house, "calendar", "check")
    assert (fine.returncode, fine.stdout) == (0, "核对通过：0个期限均与案卷和现行节假日安排一致。\n")
