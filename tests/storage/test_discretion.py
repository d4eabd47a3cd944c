"""Published benchmarks and lists through the one writing path, on both databases; what the public reads of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from infra.demo.discretion import discretion_entries
from states.casework.commands import Actor, RecordEntry, RequestCorrection, TakeStep
from states.dossier.vocabulary import Role
from states.errors import GateClosed, InvalidEntry
from storage.queries.discretion import remarks_of
from storage.queries.public_register import public_register
from storage.verify import verify
from tests.offices import BUREAU, Office
from tests.penalties import CASE, OFFICER, REGISTER, REVIEWER, settle_bureau

SINCE = date(2025, 1, 6)


def test_published_tables_in_a_register(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    for number, (kind, fields) in enumerate(discretion_entries(SINCE)):
        bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, f"d{number}", kind=kind, fields=bureau.player.sent(fields)))
    assert any("应急管理部基准印发时失效" in one for one in remarks_of(office.database, REGISTER))
    shown = {(one.code, tier[0]): tier[2:] for one in public_register(office.database, bureau.services.casework.today(), BUREAU).tables for tier in one.tiers}
    assert shown["AJ-044-1", "第二档"] == ("20000元至30000元", "5000元至10000元")
    assert shown["AJ-089", "违法所得十万元以上"] == ("违法所得的2倍", "违法所得的2倍")
    assert shown["AJ-089", "没有违法所得或者不足十万元"][0] == "100000元" and len(shown) == 13
    assert verify(office.database).ok


def test_a_table_beyond_the_law_is_neither_recorded_nor_corrected_into(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    kind, table = next(one for one in discretion_entries(SINCE) if one[0] == "discretion_table")
    with pytest.raises(InvalidEntry, match="没有编码「AJ-089」"):
        bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, "unlisted", kind=kind, fields=bureau.player.sent(table)))
    with office.database.reading() as connection:
        sql = office.database.sql("SELECT id FROM entry WHERE case_id = :case AND kind = 'discretion_table'")
        entry = connection.exec_driver_sql(sql, {"case": REGISTER}).scalar_one()
    rows = [{"tier": "较轻", "circumstance": "三人以下", "unit_from": 0, "unit_to": 100_001}]
    fields = {"code": "AJ-097", "issuer": "省厅", "document": "基准", "published_at": "网站", "published_on": "2025-01-06", "in_force_on": "2025-01-06", "tiers": rows}
    with pytest.raises(InvalidEntry, match="超过法定上限100000元"):
        bureau.services.casework.execute(RequestCorrection(REVIEWER, REGISTER, "wrong", entry=entry, reason="改上限。", fields=fields))
    assert verify(office.database).ok


SPARING = {"document": "不予处罚清单（演示）", "in_force_on": "2026-01-05", "items": [
    {"code": "AJ-097", "violation": "未如实记录", "ground": "slight", "conditions": "初次发现；及时改正", "follow_up": "三十日内回访"}]}  # fmt: skip


def test_who_is_spared_by_the_list_is_followed_up(office: Office, tmp_path: Path) -> None:
    """The conditions of the list one by one, what follows with its day, and a clock until it is on file."""
    bureau = settle_bureau(office, tmp_path, no_penalty=True, hearing=False)
    bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, "list", kind="no_penalty_list", fields=SPARING))
    bureau.until("reviewed")
    life = bureau.life
    life.working(1)
    bureau.clock.to(life.day)
    answered = [{"condition": one, "fulfilled": True} for one in ("初次发现", "及时改正")]
    lawful = {"list_item": "不予处罚清单（演示）：未如实记录", "list_conditions": answered, "follow_up": "上门回访", "follow_up_by": life.day + timedelta(days=30)}

    def decide(key: str, **more: object) -> None:
        sent = bureau.player.sent(life.spared(**lawful | more))
        head = Actor("bureau_head", Role.AGENCY_HEAD)
        bureau.services.casework.execute(TakeStep(head, CASE, key, step="decide_no_penalty", inputs={"no_penalty_decision": sent}))

    with pytest.raises(GateClosed, match="没有核对或者不具备：及时改正"):
        decide("one", list_conditions=answered[:1])
    with pytest.raises(GateClosed, match="没有写明后续措施"):
        decide("unfollowed", follow_up="")
    decide("lawful")
    assert clock(office) == ("armed", (life.day + timedelta(days=30)).isoformat())
    seen = {"result": "已经改正，进行了教育。", "corrected": True, "on": life.day.isoformat()}
    bureau.services.casework.execute(RecordEntry(OFFICER, CASE, "followed", kind="no_penalty_follow_up", fields=seen))
    assert clock(office)[0] == "settled" and verify(office.database).ok


def clock(office: Office) -> tuple[str, str]:
    with office.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT status, due_on FROM timer WHERE name = 'follow_up_due'").one()
    return str(row[0]), str(row[1])
