"""办理过程: the events of a matter's chain, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from states.casework.signatures import NOTE
from states.law.values import rules
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.maps import leaf_labels
from storage.queries.models import Page, TimelineItem, Viewer
from storage.queries.reading import cursor_of, look, page_of, place_of, within
from storage.queries.showing import lookup, recorded_finding, role_label
from storage.queries.visibility import unknown, visible
from storage.reviving import as_date, as_moment

KINDS: Mapping[str, str] = {
    "opened": "立项", "step": "环节", "entry": "登记", "correction": "更正", "refused": "拒绝办理", "deadline": "到期",
    "opinion": "公众意见", "opinions": "意见处理", "opinion_end": "撤回意见", "opinion_screening": "意见核查", "registration": "听证报名",
    "material": "材料", "proposal": "提示", "reprojected": "期限重算", "handler": "承办", "circulated": "传阅",
}  # fmt: skip
EVENTS = "SELECT v.seq, v.hash, v.body, v.recorded_at, v.on_day FROM event v WHERE v.case_id = :case"


def timeline(
    database: Database, viewer: Viewer, today: date, case: str, cursor: str | None = None, limit: int = 50
) -> Page[TimelineItem]:
    """The events of a matter; NotFound when it is absent or not to be seen."""
    limit = within(limit)
    clause = visible(viewer)
    params: dict[str, Any] = {"case": case, "limit": limit + 1}
    sql = EVENTS
    if cursor:
        (params["before"],) = place_of(cursor, int)
        sql += " AND v.seq < :before"
    with look(database) as reader:
        plan = reader.one(
            f"SELECT c.procedure FROM case_file c WHERE c.id = :case AND {clause.sql}", clause.params | {"case": case}
        )
        if plan is None:
            raise unknown()
        found = [(row, json.loads(row[2])) for row in reader.all(f"{sql} ORDER BY v.seq DESC LIMIT :limit", params)]
        names = lookup(reader, "person", (body["actor"]["represented"] for _, body in found))
    items = [_item(row, body, PROCEDURES[plan[0]], names) for row, body in found]
    return page_of(items, limit, [cursor_of(one.seq) for one in items])


def _item(row: Any, body: Mapping[str, Any], plan: Procedure, names: Mapping[str, str]) -> TimelineItem:
    actor = body["actor"]
    before, after = leaf_labels(plan, tuple(body["from"])), leaf_labels(plan, tuple(body["to"]))
    return TimelineItem(
        seq=row[0], kind=body["kind"], kind_label=plan.begun if body["kind"] == "opened" else KINDS.get(body["kind"], body["kind"]), act=body["act"],
        label=_label(body, plan), actor=actor["name"] or role_label(actor["role"]), office=actor["office"],
        represented=names.get(actor["represented"], actor["represented"]), role_label=role_label(actor["role"]),
        on=as_date(row[4]), recorded_at=as_moment(row[3]), from_labels=_only_in(before, after),
        to_labels=_only_in(after, before), findings=tuple(recorded_finding(one, _rule(one)) for one in body["findings"]),
        note=_note(body.get("note") or {}), hash=row[1],
        proven_at=as_moment(proven) if (proven := (body.get("note") or {}).get(NOTE)) else None,
    )  # fmt: skip


def _only_in(some: Iterable[str], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in some if one not in others)


def _label(body: Mapping[str, Any], plan: Procedure) -> str:
    if body["kind"] != "refused":
        return str(body["label"])
    step = plan.steps.get(body["act"])
    return f"拒绝办理：{step.label}" if step else str(body["label"])


def _rule(finding: Mapping[str, Any]) -> str:
    rule = rules().get(finding["rule"])
    return rule.name if rule else ""


def _note(note: Mapping[str, Any]) -> str:
    """What a note says in words; digests and ids are for the chain, not for the reader."""
    for name in ("message", "reason", "evidence", "remark"):
        if note.get(name):
            return str(note[name])
    return ""
