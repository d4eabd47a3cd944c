"""风险提示: the alerts of one matter, judged as one looks; and those of all running matters, as the flow last judged them.

One condition says what is meant (``_meant``): the figures count by it and the list selects by it, so that they cannot differ.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

from states.dossier.vocabulary import Confidentiality, Role
from states.law.requirement import STATUS_LABELS, Status
from states.law.risk_points import LABELS, RISKS, risks
from states.law.risk_thresholds import thresholds
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.dossiers import open_seen
from storage.queries.models import Card, FindingView, Page, Viewer
from storage.queries.reading import cursor_of, look, marks, page_of, place_of, within
from storage.queries.risk_shapes import RiskBoard, RiskRow, RiskView
from storage.queries.showing import finding_view
from storage.queries.visibility import Clause, visible
from storage.reviving import as_date

LINK = "/supervision/risks"
FROM = "FROM risk_alert r JOIN case_file c ON c.id = r.case_id JOIN risk_judged j ON j.case_id = r.case_id"
COLUMNS = """r.case_id, c.number, c.title, c.office_id, coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id),
 c.procedure, c.stage, c.confidentiality, r.point, r.since, r.status, r.rule, r.name, r.citation, r.reason, r.cure, r.who, r.unverified,
 j.on_day, CASE WHEN j.seq <> c.head_seq THEN 1 ELSE 0 END"""
WAITING = """SELECT count(*) FROM case_file c LEFT JOIN risk_judged j ON j.case_id = c.id
 WHERE c.ended = false AND c.procedure IN ({watched}) AND (j.case_id IS NULL OR j.seq <> c.head_seq OR j.on_day <> :today) AND {seen}"""


def risks_of(database: Database, viewer: Viewer, today: date, case: str) -> tuple[RiskView, ...]:
    """The alerts of a matter that the viewer may see, as it stands now; NotFound when they may not."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
        found = risks(seen.in_order, seen.moment)
        return tuple(RiskView(point=one.point.key, label=one.point.label, finding=finding_view(one.finding)) for one in found)


def risk_board(database: Database, viewer: Viewer, today: date) -> RiskBoard:
    """The figures, all of one moment."""
    meant = _meant(viewer, "")
    watched, names = marks("rw", sorted(RISKS))
    seen = visible(viewer)
    with look(database) as reader:
        counted = dict(map(tuple, reader.all(f"SELECT r.point, count(*) {FROM} WHERE {meant.sql} GROUP BY r.point", meant.params)))
        waiting = reader.number(WAITING.format(watched=watched, seen=seen.sql), names | seen.params | {"today": today})
    by_label: dict[str, list[str]] = {}
    for point, label in LABELS.items():
        by_label.setdefault(label, []).append(point)
    return RiskBoard(
        today=today, all=_card("", "合计", sum(counted.values())), waiting=waiting, source=thresholds().source,
        points=tuple(
            _card(label, label, number) for label, points in by_label.items() if (number := sum(counted.get(one, 0) for one in points))
        ),
    )  # fmt: skip


def risk_rows(
    database: Database, viewer: Viewer, today: date, chosen: str = "", cursor: str | None = None, limit: int = 50
) -> Page[RiskRow]:
    """The alerts behind a figure (all of them without a choice), the longest known first."""
    limit, meant = within(limit), _meant(viewer, chosen)
    sql, params = f"SELECT {COLUMNS} {FROM} WHERE {meant.sql}", meant.params | {"limit": limit + 1}
    if cursor:
        params["since"], params["after"], params["point"] = place_of(cursor, date, str, str)
        sql += " AND (r.since, r.case_id, r.point) > (:since, :after, :point)"
    with look(database) as reader:
        found = reader.all(f"{sql} ORDER BY r.since, r.case_id, r.point LIMIT :limit", params)
    items = [_row(row) for row in found]
    return page_of(items, limit, [cursor_of(one.since, one.case, one.risk.point) for one in items])


def _meant(viewer: Viewer, chosen: str) -> Clause:
    """The alerts of running matters that the viewer may see, of one kind only where one is chosen."""
    seen = visible(viewer)
    sql, params = f"c.ended = false AND {seen.sql}", dict(seen.params)
    if chosen:
        points, named = marks("rp", [point for point, label in LABELS.items() if label == chosen])
        sql, params = f"{sql} AND r.point IN ({points})", params | named
    return Clause(sql, params)


def _card(name: str, label: str, count: int) -> Card:
    return Card(name=name, label=label, count=count, link=f"{LINK}?{urlencode({'risk': name})}" if name else LINK)


def _row(row: Any) -> RiskRow:
    plan, status = PROCEDURES[row[5]], Status(row[10])
    finding = FindingView(
        rule=row[11], name=row[12], citation=row[13], status=status, status_label=STATUS_LABELS[status], reason=row[14], cure=row[15],
        who=tuple(Role(one).label for one in json.loads(row[16])), unverified=bool(row[17]), blocks=status is Status.UNMET,
    )  # fmt: skip
    return RiskRow(
        case=row[0], number=row[1], title=row[2], office=row[3], office_name=row[4], stage=row[6], stage_label=plan.label_of(row[6]),
        confidentiality=row[7], confidentiality_label=Confidentiality(row[7]).label,
        risk=RiskView(point=row[8], label=LABELS.get(row[8], row[12]), finding=finding), since=as_date(row[9]), judged_on=as_date(row[18]),
        behind=bool(row[19]),
    )  # fmt: skip
