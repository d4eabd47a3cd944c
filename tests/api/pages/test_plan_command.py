"""`python -m infra plan --case` beside the page of the same matter: the same days for the same suppositions, and nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.__main__ import main
from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_plan import PLAN, days
from tests.calendars import CASE, enter
from tests.offices import Office

Browse = Callable[..., Browser]
Told = tuple[int, str, str]
SUPPOSED: list[dict[str, str]] = [
    {}, {"held": "yes", "moves": "45"}, {"held": "yes", "moves": "-1"}, {"held": "no"}, {"consult": "no"}, {"from_day": "2026-01-13"},
    {"off": "2026-02-24至2026-02-25"}, {"worked": "2026-02-15、2026-02-16"}, {"wish": "2026-02-26"}, {"wish": "2026-02-27"},
    {"held": "yes", "moves": "45", "off": "2026-03-06", "worked": "2026-03-07", "from_day": "2026-01-20", "wish": "2026-03-18"},
]  # fmt: skip


@pytest.fixture
def number(office: Office) -> str:
    office.open()
    with office.database.reading() as connection:
        return str(connection.exec_driver_sql("SELECT number FROM case_file").scalar_one())


@pytest.fixture
def told(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """The command as the office's administrator calls it, on the office's day."""

    def call(*arguments: str) -> Told:
        for name, value in {"DATA_DIR": str(tmp_path), "DATABASE_URL": office.database.url, "CLOCK": office.clock.now().isoformat()}.items():
            monkeypatch.setenv(f"YIFA_{name}", value)
        monkeypatch.setattr("sys.argv", ["infra", "plan", *arguments])
        try:
            code = main()
        except SystemExit as ended:
            code = int(str(ended.code))
        return code, *capsys.readouterr()

    return call


def options(supposed: dict[str, str]) -> list[str]:
    return [word for name, value in supposed.items() for word in ("--start" if name == "from_day" else f"--{name}", value)]


def answer(told: Callable[..., Told], *arguments: str) -> dict[str, Any]:
    code, out, err = told(*arguments, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def as_days(earliest: dict[str, str]) -> list[str]:
    return [f"{int(day[:4])}年{int(day[5:7])}月{int(day[8:])}日" for day in earliest.values()]


@pytest.mark.parametrize("supposed", SUPPOSED, ids=str)
def test_the_command_tells_what_the_page_tells(
    browse: Browse, told: Callable[..., Told], office: Office, number: str, supposed: dict[str, str]
) -> None:
    page = browse("sponsor").get(PLAN, **supposed)
    before = footprint(office)
    found = answer(told, "--case", number, *options(supposed))
    assert (found["case"], found["as_it_stands"]) == (number, "2026-02-27")
    assert as_days(found["earliest"]) == list(days(page).values())
    assert found == answer(told, "--case", "case-1", *options(supposed))
    if "wish" in supposed:
        assert ("依法可以做到" in page.text) is found["wish"]["met"]
        assert all(f"〔{one['rule']}〕" in page.text for one in found["wish"]["blocked_by"])
    code, words, err = told("--case", number, *options(supposed))
    assert (code, err) == (0, "") and number in words
    if found["decision"] != found["as_it_stands"]:
        assert (sentence := words.split("比目前情况")[1].split("（")[0]) and f"比目前情况{sentence}" in page.text
    assert footprint(office) == before


def test_a_notice_that_waits_or_one_in_a_file_is_supposed_to_hold(
    browse: Browse, told: Callable[..., Told], office: Office, number: str, tmp_path: Path
) -> None:
    """From 31 December 2026: 16 February 2027, as the page says; as it stands
    1, 2, 3, 4, 9, 10, 11 February, only the festival's own days being off."""
    office.clock.set("2026-12-31")
    enter(office)
    with office.database.reading() as connection:
        notice = str(connection.exec_driver_sql(f"SELECT number FROM case_file WHERE id = '{CASE}'").scalar_one())
    supposing = answer(told, "--case", number, "--notice", notice)
    assert (supposing["as_it_stands"], supposing["decision"]) == ("2027-02-11", "2027-02-16")
    assert as_days(supposing["earliest"]) == list(days(browse("reviewer").get(PLAN, notice=CASE)).values())
    file = tmp_path / "notice.toml"
    file.write_text("year = ", encoding="utf-8")
    code, out, err = told("--case", number, "--calendar", str(file))
    assert (code, out) == (2, "") and "参数 --calendar：" in err and "TOML" in err


def test_no_word_that_people_wrote_is_printed(told: Callable[..., Told], office: Office, number: str) -> None:
    with office.database.reading() as connection:
        title = str(connection.exec_driver_sql("SELECT title FROM case_file").scalar_one())
    assert title and title not in told("--case", number)[1] + told("--case", number, "--json")[1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--case", "决〔1999〕9号"), "没有编号为“决〔1999〕9号”的事项"),
        (("--case", "case-1", "--hearing"), "参数 --hearing：只用于尚未开始的事项"),
        (("--case", "case-1", "--from-stage", "drafting", "--overlay", "yunnan"), "参数 --overlay：只用于尚未开始的事项"),
        (("--procedure", "major_decision", "--start", "2026-01-12", "--held", "yes"), "参数 --held：只用于已经开始的事项"),
        (("--start", "2026-01-12"), "缺少参数：--procedure。已经开始的事项用 --case"),
        (("--case", "case-1", "--held", "perhaps"), "参数 --held 没有 'perhaps'"),
        (("--case", "case-1", "--moves", "soon", "--off", "春节", "--worked", "五一"), "参数 --worked：“五一”不是日期"),
        (("--case", "case-1", "--moves", "soon", "--off", "春节"), "参数 --moves：请填写整数天数"),
        (("--case", "case-1", "--moves", "7"), "参数 --moves：本事项没有待举行的听证会"),
        (("--case", "case-1", "--start", "2026-01-11"), "参数 --start：开始日期应当在今天"),
        (("--case", "case-1", "--wish", "2026-02-30"), "参数 --wish：不是有效日期"),
        (("--case", "case-1", "--notice", "历〔2026〕7号"), "参数 --notice：没有这一待确认的节假日安排"),
        (("--case", "case-1", "--notice", "历〔2026〕7号", "--calendar", "x.toml"), "参数 --notice：与 --calendar 只能给出一个"),
    ],
)
def test_what_makes_no_sense_is_refused_in_chinese(told: Callable[..., Told], number: str, given: tuple[str, ...], words: str) -> None:
    code, out, err = told(*given)
    assert (code, out) == (2, "") and words in err, err
