"""A draw as anybody sees it: the commitment at once, the rest when it is published, and every touch of it shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection

from api.app import create_app
from infra.demo.draw_life import DrawLife
from infra.demo.penalty_life import Squad
from infra.demo.playing import Player
from infra.draw_check import main
from states.law.draw_record import recheck, sound
from tests.offices import Office
from tests.penalties import OFFICER, Bureau, open_under_register, settle_bureau
from tests.planted import row

API, PAGES, CASE = "/api/portal/enforcement/draws", "/portal/enforcement/draws", "draw1"
Record = dict[str, Any]


class Drawing:
    """A draw under way, told act by act."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau, self.life = bureau, DrawLife(bureau.life.day, squad=Squad())
        self.player = Player(bureau.services, bureau.clock, CASE, "内部标题：上半年抽查", OFFICER)
        open_under_register(self.player, "random_draw", self.life.opening())
        self.number = row(bureau, f"SELECT number FROM case_file WHERE id = '{CASE}'")
        self.acts = self.life.drawing()

    def on(self, steps: int = 4) -> None:
        for _ in range(steps):
            self.player.play([next(self.acts)])


@pytest.fixture
def drawing(office: Office, tmp_path: Path) -> Drawing:
    return Drawing(settle_bureau(office, tmp_path))


@pytest.fixture
def anyone(drawing: Drawing) -> Iterator[TestClient]:
    with TestClient(create_app(drawing.bureau.services)) as client:
        yield client


def test_each_part_is_public_when_it_should_be(drawing: Drawing, anyone: TestClient) -> None:
    where = f"{API}/{drawing.number}"
    assert anyone.get(where).status_code == 404 and anyone.get(API).json()["items"] == []
    drawing.on(1)
    committed = anyone.get(where)
    assert committed.json()["stage"] == "committed" and len(committed.json()["commitment"]) == 64 and drawing.life.seed not in committed.text
    drawing.on(1)
    frozen = anyone.get(where)
    assert frozen.json()["stage"] == "frozen" and len(frozen.json()["lists_digest"]) == 64 and "某化工有限公司" not in frozen.text
    drawing.on(1)
    assert drawing.life.seed not in anyone.get(where).text + anyone.get(f"{PAGES}/{drawing.number}").text, "disclosed inside, not yet published"
    drawing.on(1)
    told = anyone.get(where).json()
    assert told["stage"] == "out" and told["sound"] and told["record"]["seed"] == drawing.life.seed
    page = anyone.get(f"{PAGES}/{drawing.number}").text
    assert "复算一致" in page and drawing.life.seed in page and told["commitment"] in page and "执法甲" in page
    assert "内部标题" not in page + json.dumps(told, ensure_ascii=False)
    assert [one["number"] for one in anyone.get(API).json()["items"]] == [drawing.number]


def change(text: str, **fields: Any) -> str:
    return json.dumps(json.loads(text) | fields, ensure_ascii=False)


def heavier(text: str) -> str:
    read = json.loads(text)
    read["subjects"][0]["weight"] += 5
    return json.dumps(read, ensure_ascii=False)


TOUCHED: dict[str, tuple[str, Callable[[str], str], set[str]]] = {
    "seed": ("draw_seed", lambda text: change(text, seed="换过的随机数：另一场雨"), {"seed", "papers"}),
    "commitment": ("draw_commitment", lambda text: change(text, digest="0" * 64), {"seed", "papers"}),
    "list": ("draw_lists", heavier, {"papers"}),
    "word": ("draw_lists", lambda text: change(text, word="改过的文字"), {"papers"}),
    "impossible": ("draw_lists", lambda text: change(text, inspectors_each=9), {"lists", "papers"}),
    "result": ("draw_publication", lambda text: change(text, result=[{"subject": "某食品有限公司", "inspectors": "officer"}]), {"result", "papers"}),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # how its triggers are taken away; what is shown is the same
@pytest.mark.parametrize("what", TOUCHED)
def test_what_was_touched_in_the_database_shows_on_the_page(drawing: Drawing, anyone: TestClient, what: str) -> None:
    drawing.on()
    kind, touch, found = TOUCHED[what]
    with drawing.bureau.services.database.writing() as connection:
        _untie(connection)
        fields = connection.exec_driver_sql("SELECT fields FROM entry WHERE kind = ? AND case_id = ?", (kind, CASE)).scalar_one()
        connection.exec_driver_sql("UPDATE entry SET fields = ? WHERE kind = ? AND case_id = ?", (touch(fields), kind, CASE))
    told, page = anyone.get(f"{API}/{drawing.number}").json(), anyone.get(f"{PAGES}/{drawing.number}")
    assert not told["sound"] and {one["name"] for one in told["checks"] if not one["holds"]} == found
    assert page.status_code == 200 and "复算不一致" in page.text and "复算一致" not in page.text


def _untie(connection: Connection) -> None:
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _swapped(record: Record) -> None:
    record["result"].reverse()


def _other_seed(record: Record) -> None:
    record["seed"] += " "


def _lighter(record: Record) -> None:
    record["lists"]["subjects"][1]["weight"] += 1


def _barred(record: Record) -> None:
    record["lists"]["inspectors"][0]["barred"] = [record["result"][0]["subject"]]


@pytest.mark.parametrize("touch", [_swapped, _other_seed, _lighter, _barred, lambda record: record.pop("word"), lambda record: record.update(format="x"),
                                   lambda record: record["lists"].update(subjects_drawn=True), lambda record: record.update(result=None)])
def test_a_touched_record_is_found_by_anybody(drawing: Drawing, anyone: TestClient, tmp_path: Path, touch: Callable[[Record], object]) -> None:
    drawing.on()
    told = anyone.get(f"{API}/{drawing.number}").json()
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    assert sound(recheck(told["record"])) and main(file) == 0 and main(file, as_json=True) == 0
    touch(told["record"])
    file.write_text(json.dumps(told["record"], ensure_ascii=False), "utf-8")
    assert not sound(recheck(told["record"])) and main(file) == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000])
def test_what_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "draw.json"
    file.write_bytes(content)
    assert main(file) == 2 and main(tmp_path / "absent.json") == 2


def test_any_other_json_does_not_come_out(tmp_path: Path) -> None:
    for other in ("[]", "1", "{}", '{"record": []}', '{"record": {"lists": {"subjects": 5}}}'):
        file = tmp_path / "draw.json"
        file.write_text(other)
        assert main(file) == 1
