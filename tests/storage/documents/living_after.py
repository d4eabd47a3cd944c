"""Cases whose decision could not be handed over, or was not performed: announced, fined for lateness, executed by force."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from infra.demo.playing import Player
from states.casework.commands import RecordEntry
from tests.offices import Office
from tests.penalties import BODY, OFFICER, REGISTER, REVIEWER, Bureau, settle_bureau
from tests.storage.documents.living import COLLECTOR, HEAD, late_fine, step


def record(bureau: Bureau, kind: str, **fields: Any) -> None:
    """One entry on the day where the life stands."""
    bureau.clock.to(bureau.life.day)
    sent = bureau.player.sent(fields)
    bureau.player.execute(lambda key: RecordEntry(OFFICER, bureau.player.case, key, kind=kind, fields=sent))


def seized(office: Office, folder: Path) -> Bureau:
    """A case in which goods were seized."""
    bureau = settle_bureau(office, folder)
    bureau.until("filed")
    day = bureau.life.day
    record(bureau, "seizure_list", decision="查扣〔2026〕1号", on=day, until=day + timedelta(days=30), place="某市应急管理局物证室",
           items=[{"name": "签到打印机", "feature": "甲型，黑色", "number": "1台"}, {"name": "空白签到表", "number": "2册"}])  # fmt: skip
    return bureau


def announced(office: Office, folder: Path, **life: Any) -> Bureau:
    """Nobody was found at the party's address."""
    bureau = settle_bureau(office, folder, **life)
    bureau.until("decided")
    bureau.life.working(1)
    record(bureau, "service_attempt", paper=bureau.life.paper, way="direct", result="住所无人。", on=bureau.life.day)
    bureau.life.working(1)
    step(bureau, OFFICER, "announce_service", service_announced={
        "reason": "受送达人下落不明，直接送达未能送达。", "unknown": True, "published_at": "某市应急管理局网站和机关公告栏", "collect_at": "某市中心路9号",
        "published_on": bureau.life.day})  # fmt: skip
    return bureau


def forced(office: Office, folder: Path) -> Bureau:
    """A fine that is not paid to a body that may execute by itself: added to, demanded, paid in part, executed."""
    bureau = settle_bureau(office, folder, instalments=False)
    registered = Player(bureau.services, bureau.clock, REGISTER, "执法主体和清单登记", REVIEWER, count=100)
    sent = registered.sent(BODY | {"own_forced_execution": True, "registered_on": bureau.life.day})
    registered.execute(lambda key: RecordEntry(REVIEWER, REGISTER, key, kind="enforcement_body", fields=sent))
    bureau.until("served")
    late_fine(bureau)
    life = bureau.life
    step(bureau, COLLECTOR, "record_payment", payment={
        "party": life.party, "amount": 10000, "by": "bank", "receipt": "非税收入票据7号", "special_receipt": True, "paid_on": life.day})  # fmt: skip
    life.working(1)
    step(bureau, OFFICER, "serve_demand", demand={
        "deadline": life.day + timedelta(days=10), "way": "到某银行某市支行缴纳", "amount": "罚款40000元和加处罚款，以转账方式给付", "rights_told": True,
        "served_by": "direct", "served_on": life.day})  # fmt: skip
    life.later(40)
    step(bureau, HEAD, "decide_forced_execution", forced_execution={
        "reasons": "当事人有履行能力，经催告仍不履行。", "way_time": "自本决定书送达之日起十五日后划拨存款。",
        "review_body": "某市人民政府", "court": "某市人民法院",
        "sealed": True, "served_by": "direct", "decided_on": life.day})  # fmt: skip
    return bureau
