"""`python -m infra discretion` as a clerk at the keyboard calls it: an empty sheet, a filled one, and what is wrong with it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from infra.__main__ import VERBS, parser
from infra.demo.discretion import FOLDER, ITEMS
from infra.demo.people import BUREAU, PASSWORD, register
from infra.settings import Settings
from infra.wiring import build
from states.casework.commands import Actor, OpenCase, RecordEntry
from states.dossier.vocabulary import Confidentiality, Role
from storage.database import Database
from storage.migrate import migrate
from storage.people import People

Told = tuple[int, str, str]

KEEPER = Actor("fashen", Role.ENFORCEMENT_REVIEWER)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A bureau with a register of the items that the published sheets are about."""
    settings = Settings(data_dir=tmp_path, clock="2026-11-22T09:00:00+08:00")
    database = Database(settings.database)
    migrate(database)
    register(People(database))
    database.close()
    house = build(settings)
    fields = {"standing": "organ", "powers_basis": "《行政处罚法》第十七条", "area": "全县", "registered_on": "2026-01-05"}
    house.casework.execute(OpenCase(KEEPER, "r1", "open", procedure="enforcement_register", title="执法主体和清单登记", office="yj-legal", body=BUREAU,
                                    confidentiality=Confidentiality.INTERNAL, fields=fields))  # fmt: skip
    for code, name, basis, level, sums in ITEMS:
        item = {"code": code, "name": name, "basis": basis, "basis_level": level, "power": "行政处罚", "procedure": "普通程序", "responsibility": "责任",
                "listed_on": date(2026, 1, 5).isoformat(), **sums}  # fmt: skip
        house.casework.execute(RecordEntry(KEEPER, "r1", code, kind="enforcement_item", fields=item))
    house.database.close()
    return tmp_path


@pytest.fixture
def called(house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """The verb as the command line calls it: what it returned, said and complained about."""
    for name in [one for one in os.environ if one.startswith("YIFA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("YIFA_DATA_DIR", str(house))
    monkeypatch.setenv("YIFA_CLOCK", "2026-11-22T09:00:00+08:00")

    def call(*arguments: str) -> Told:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        given = parser().parse_args(["discretion", *arguments])
        code = VERBS["discretion"][0](given)
        return code, *capsys.readouterr()

    return call


def refused(done: Told, says: str) -> None:
    assert done[:2] == (2, "") and says in done[2], done


def filled(folder: Path, name: str, change: tuple[str, str] = ("", "")) -> Path:
    file = Path(shutil.copy(FOLDER / name, folder / name))
    days = file.read_text("utf-8").replace("公布日期,\n", "公布日期,2026年1月6日\n").replace("施行日期,\n", "施行日期,2026/2/1\n")
    file.write_text(days.replace(*change) if change[0] else days, "utf-8")
    return file


def test_a_filled_sheet_is_registered_and_told(house: Path, called: Callable[..., Told]) -> None:
    done = called("add", str(filled(house, "measures_art44.csv")), "--by", "fashen")
    assert done[0] == 0 and "已登记「行政裁量权基准」，共4行" in done[1], done[2]
    assert "20000元同属相邻两个阶次" in done[1]
    refused(called("add", str(filled(house, "measures_art44.csv")), "--by", "zhifa"), "没有法制审核")


def test_what_is_wrong_is_told_by_row_and_column(house: Path, called: Callable[..., Told]) -> None:
    wrong = filled(house, "measures_art44.csv", (",10000,20000,1000,5000,", ",10000,20000,1000,五千,"))
    refused(called("add", str(wrong), "--by", "fashen"), "第9行H列：「对个人罚款上限（元）」应当是")
    (house / "none.csv").write_text("随便,什么\n", "utf-8")
    refused(called("add", str(house / "none.csv"), "--by", "fashen"), "第1行A列：应当写明这是哪一类表格")
    refused(called("add", str(house / "absent.xlsx"), "--by", "fashen"), "没有文件")


def test_the_empty_sheet(house: Path, called: Callable[..., Told]) -> None:
    done = called("template", str(house / "基准.xlsx"))
    assert done[0] == 0 and (house / "基准.xlsx").stat().st_size > 1000
    refused(called("template", str(house / "基准.xlsx")), "不能读取、写入")
    refused(called("add", str(house / "基准.xlsx"), "--by", "fashen"), "请填写「制定机关」")
