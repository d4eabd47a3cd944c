"""督办: overdue clocks on their rungs, the orders issued, and the figures above both; only of what the viewer may see."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from states.casework.ordering import Delay, order_id
from states.dossier.vocabulary import Confidentiality
from states.law.lights import Addressee, schemes
from states.law.values import law_view
from states.procedures import supervision_order
from storage.database import Database
from storage.queries.models import Card, EscalationView, OrderRow, Page, SupervisionDesk, Viewer
from storage.queries.reading import Reader, cursor_of, look, marks, page_of, place_of, within
from storage.queries.rows import COLUMNS as CASE_COLUMNS
from storage.queries.rows import case_rows
from storage.queries.visibility import Clause, unknown, visible
from storage.reviving import as_date, as_moment

COLUMNS = """x.id, x.case_id, c.number, c.title, x.timer_name, x.label, x.rule, x.due_on, x.rung, x.opened_at, x.status,
 c.law_as_of, x.light, x.told, x.lit, x.next_on"""
FROM = "FROM escalation x JOIN case_file c ON c.id = x.case_id"
STATUSES = {"open": "督办中", "raised": "已升级", "paused": "中止计时，暂停督办", "closed": "已销号"}
ORDERS = Clause("c.procedure = :op", {"op": supervision_order.NAME})
STAGES = dict(supervision_order.STAGES)
LINK = "/supervision"


def supervision(
    database: Database, viewer: Viewer, today: date, cursor: str | None = None, limit: int = 50, rung: int | None = None
) -> Page[EscalationView]:
    """The open escalations, the longest overdue first; those on one rung only when asked."""
    limit = within(limit)
    clause = visible(viewer)
    params: dict[str, Any] = clause.params | {"limit": limit + 1}
    sql = f"SELECT {COLUMNS} {FROM} WHERE x.status = 'open' AND {clause.sql}"
    if rung is not None:
        sql, params["rung"] = f"{sql} AND x.rung = :rung", rung
    if cursor:
        params["day"], params["after"] = place_of(cursor, date, str)
        sql += " AND (x.due_on > :day OR (x.due_on = :day AND x.id > :after))"
    with look(database) as reader:
        found = reader.all(f"{sql} ORDER BY x.due_on, x.id LIMIT :limit", params)
        items = _with_orders(reader, viewer, [_escalation(row, today) for row in found])
    return page_of(items, limit, [cursor_of(one.due_on, one.id) for one in items])


def delay(database: Database, viewer: Viewer, today: date, id: str) -> Delay:
    """One of them as an order needs it, open or not; NotFound when its matter is not to be seen."""
    clause = visible(viewer)
    sql = f"SELECT {COLUMNS}, c.office_id, c.body_id, c.confidentiality, c.overlays {FROM} WHERE x.id = :id AND {clause.sql}"
    with look(database) as reader:
        row = reader.one(sql, clause.params | {"id": id})
    if row is None:
        raise unknown()
    seen = _escalation(row, today)
    return Delay(
        seen.case, seen.number, seen.title, seen.timer, seen.label, seen.citation, seen.due_on, seen.rung, office=row[16],
        body=row[17], confidentiality=Confidentiality(row[18]), places=tuple(json.loads(row[19])), open=seen.status == "open",
    )  # fmt: skip


def order_exists(database: Database, order: str) -> bool:
    """Whether that order was drafted already, whoever asks."""
    with look(database) as reader:
        return reader.one("SELECT 1 FROM case_file c WHERE c.id = :id", {"id": order}) is not None


def escalations_of(reader: Reader, case: str, today: date) -> tuple[EscalationView, ...]:
    """All escalations of a matter already known to be visible, settled ones included."""
    found = reader.all(f"SELECT {COLUMNS} {FROM} WHERE x.case_id = :case ORDER BY x.id", {"case": case})
    return tuple(_escalation(row, today) for row in found)


def supervision_desk(database: Database, viewer: Viewer) -> SupervisionDesk:
    """How many open delays stand on each rung, how many orders in each stage."""
    clause = visible(viewer)
    with look(database) as reader:
        by_rung = reader.all(
            f"SELECT x.rung, count(*) {FROM} WHERE x.status = 'open' AND {clause.sql} GROUP BY x.rung", clause.params
        )
        by_stage = reader.all(
            f"SELECT c.stage, count(*) FROM case_file c WHERE {ORDERS.sql} AND {clause.sql} GROUP BY c.stage",
            ORDERS.params | clause.params,
        )
    rungs, stages = dict(map(tuple, by_rung)), dict(map(tuple, by_stage))
    highest = max(len(one.ladder) for one in schemes().values())
    return SupervisionDesk(
        rungs=tuple(_card(f"rung-{n}", f"第{n}级", rungs.get(n, 0), f"{LINK}?rung={n}") for n in range(1, highest + 1)),
        orders=tuple(_card(name, label, stages.get(name, 0), f"{LINK}/orders?stage={name}") for name, label in STAGES.items()),
    )


def _card(name: str, label: str, count: int, link: str) -> Card:
    return Card(name=name, label=label, count=count, link=link)


def orders(
    database: Database, viewer: Viewer, today: date, stage: str = "", cursor: str | None = None, limit: int = 50
) -> Page[OrderRow]:
    """The orders, newest first; those in one stage only when asked."""
    limit = within(limit)
    clause = visible(viewer)
    params: dict[str, Any] = clause.params | ORDERS.params | {"limit": limit + 1}
    sql = f"SELECT {CASE_COLUMNS}, c.parent_id FROM case_file c WHERE {ORDERS.sql} AND {clause.sql}"
    if stage in STAGES:
        sql, params["stage"] = f"{sql} AND c.stage = :stage", stage
    if cursor:
        (params["after"],) = place_of(cursor, str)
        sql += " AND c.id < :after"
    with look(database) as reader:
        found = reader.all(f"{sql} ORDER BY c.id DESC LIMIT :limit", params)
        items = _orders(reader, viewer, found, today)
    return page_of(items, limit, [cursor_of(one.row.id) for one in items])


def _orders(reader: Reader, viewer: Viewer, found: Any, today: date) -> list[OrderRow]:
    """The matters above them and their last days; a matter that is not to be seen stays unnamed."""
    clause = visible(viewer)
    parents, params = marks("pp", sorted({row[11] for row in found if row[11]}))
    titles = dict(map(tuple, reader.all(
        f"SELECT c.id, c.title FROM case_file c WHERE c.id IN ({parents}) AND {clause.sql}", clause.params | params
    )))  # fmt: skip
    cases, named = marks("oc", [row[0] for row in found])
    limits = dict(map(tuple, reader.all(
        f"SELECT t.case_id, t.due_on FROM timer t WHERE t.name = :clock AND t.case_id IN ({cases})",
        named | {"clock": supervision_order.CLOCK},
    )))  # fmt: skip
    return [
        OrderRow(
            row=row, parent=parent if parent in titles else "", parent_title=titles.get(parent, ""),
            due_on=as_date(limits[row.id]) if row.id in limits else None,
        )
        for row, parent in zip(case_rows(reader, found, today), (one[11] for one in found), strict=True)
    ]  # fmt: skip


def _with_orders(reader: Reader, viewer: Viewer, items: list[EscalationView]) -> list[EscalationView]:
    """Each with the order issued on it, where there is one."""
    clause = visible(viewer)
    ids, params = marks("io", [_order(one) for one in items])
    found = reader.all(
        f"SELECT c.id, c.number, c.stage FROM case_file c WHERE c.id IN ({ids}) AND {clause.sql}", clause.params | params
    )
    known = {row[0]: {"order": row[0], "order_number": row[1], "order_stage": STAGES.get(row[2], "")} for row in found}
    return [one.model_copy(update=known.get(_order(one), {})) for one in items]


def _order(one: EscalationView) -> str:
    return order_id(one.case, one.timer, one.due_on)


def _escalation(row: Any, today: date) -> EscalationView:
    due_on = as_date(row[7])
    return EscalationView(
        id=row[0], case=row[1], number=row[2], title=row[3], timer=row[4], label=row[5], rule=row[6],
        citation=law_view(as_date(row[11])).cite(row[6]), due_on=due_on, days_over=max(0, (today - due_on).days),
        rung=row[8], opened_at=as_moment(row[9]), status=row[10], status_label=STATUSES[row[10]],
        light=row[12] or "red", told_label=_told(row[13]), why=_why(row[14]), next_on=as_date(row[15]) if row[15] else None,
    )  # fmt: skip


def _told(name: str) -> str:
    return next((one.label for one in Addressee if one == name), "")


def _why(lit: str) -> str:
    """The rule and threshold that were stored with the light."""
    if not lit:
        return ""
    said = json.loads(lit)
    scheme = schemes().get(said["rule"])
    return f"{said['threshold']}({scheme.name if scheme else said['rule']})"
