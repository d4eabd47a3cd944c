"""待办, 待认领, 已办 … : the worklists of a person, narrowed as asked, page by page or whole for a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from states.casework.authority import EXTERNAL, HANDLERS
from states.casework.handling import HANDLED, OF_THE_BODY
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from states.law.legal_day import midnight
from states.procedures import annual_catalogue
from storage.database import Database
from storage.queries.duties import LEFT, mine
from storage.queries.list_shapes import (
    ANYTHING,
    LIGHTS,
    MYSELF,
    NOBODY,
    Asked,
    DeskList,
    FloorView,
    ListRow,
    SentView,
)
from storage.queries.models import Page, Viewer
from storage.queries.nearest_light import first_deadlines, showing
from storage.queries.reading import Reader, containing, cursor_of, look, marks, page_of, place_of, within
from storage.queries.review_queue import floor_of_each, floor_views, has_floor, waiting
from storage.queries.rows import COLUMNS, case_rows
from storage.queries.visibility import Clause, visible
from storage.reviving import as_date, as_moment

NEVER = date(9999, 12, 31)
CHUNK = 500
MOST = 10_000  # rows of one sheet
FREE = f"(c.handler_id = '' OR {LEFT})"
NAMED = "coalesce((SELECT h.name FROM person h WHERE h.id = c.handler_id), c.handler_id)"
SENT = "k.event_seq, coalesce((SELECT s.name FROM person s WHERE s.id = k.sender_id), k.sender_id), k.remark, k.sent_at, k.read_at"
# Inside the house a part comes with the first act; those called in are named by papers before they do anything.
PARTS = "c.id IN (SELECT p.case_id FROM case_part p WHERE p.person = :ap AND p.role {which})"
ACTED = "(SELECT 1 FROM hand w WHERE w.case_id = c.id AND (w.person_id = :ap OR w.represented = :ap) LIMIT 1) = 1"
BEGAN = """c.id IN (SELECT w.case_id FROM hand w WHERE w.seq = 1 AND w.person_id = :ap
 UNION SELECT w.case_id FROM hand w WHERE w.seq = 1 AND w.represented = :ap AND w.represented <> '')"""
WIDTH = 14  # columns of every row before those of its order


@dataclass(frozen=True, slots=True)
class _Order:
    """By which columns, of which kind; a leading minus turns one round. ``shown``: what the rows say beside."""

    by: tuple[tuple[str, type], ...]
    joined: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name.lstrip("-") for name, _ in self.by)

    @property
    def sql(self) -> str:
        return ", ".join(f"{name.lstrip('-')} DESC" if name.startswith("-") else name for name, _ in self.by)

    def after(self, cursor: str) -> Clause:
        """What comes after that place: equal in the first so many columns, further on in the next."""
        place = [_moment(value) if kind is datetime else value
                 for (_, kind), value in zip(self.by, place_of(cursor, *(str if kind is datetime else kind for _, kind in self.by)), strict=True)]  # fmt: skip
        ways = []
        for number, (name, _) in enumerate(self.by):
            same = [f"{one} = :at{place}" for place, one in enumerate(self.columns[:number])]
            ways.append(" AND ".join([*same, f"{name.lstrip('-')} {'<' if name.startswith('-') else '>'} :at{number}"]))
        return Clause("(" + " OR ".join(f"({one})" for one in ways) + ")", {f"at{number}": one for number, one in enumerate(place)})


URGENT = _Order((("coalesce(n.first, :never)", date), ("-c.id", str)))
NEWEST = _Order((("-c.id", str),))
MOVED = _Order((("-c.updated_at", datetime), ("-c.id", str)))
READING = _Order((("-k.sent_at", datetime), ("-c.id", str), ("-k.event_seq", int)), "JOIN circulation k ON k.case_id = c.id AND k.person_id = :me")
FLOORS = _Order((("coalesce(f.floor, :never)", date), ("coalesce(n.first, :never)", date), ("-c.id", str)))
ORDERS = {DeskList.REVIEW: FLOORS, DeskList.TODO: URGENT, DeskList.CLAIM: URGENT, DeskList.MINE_DONE: MOVED, DeskList.READ: READING}


def desk_list(
    database: Database, viewer: Viewer, today: date, which: DeskList, asked: Asked = ANYTHING, cursor: str | None = None, limit: int = 30
) -> Page[ListRow]:
    """A page of the list; InvalidEntry for a cursor that we did not make or a light that there is not."""
    with look(database) as reader:
        return _page(reader, viewer, today, which, asked, cursor, within(limit))


def whole_list(database: Database, viewer: Viewer, today: date, which: DeskList, asked: Asked) -> tuple[list[ListRow], bool]:
    """All rows, in the order of the list and of one moment; and whether there were more than ``MOST``."""
    rows: list[ListRow] = []
    with look(database) as reader:
        cursor: str | None = None
        while len(rows) < MOST:
            page = _page(reader, viewer, today, which, asked, cursor, CHUNK)
            rows += page.items
            cursor = page.next_cursor
            if cursor is None:
                return rows, False
    return rows, True


def _page(reader: Reader, viewer: Viewer, today: date, which: DeskList, asked: Asked, cursor: str | None, limit: int) -> Page[ListRow]:
    order = ORDERS.get(which, NEWEST)
    where = narrowed(reader, viewer, today, which, asked)
    if cursor:
        where = where & order.after(cursor)
    source, more = source_of(which, asked, today, ordered=True)
    sent = f", {SENT}" if which is DeskList.READ else ", NULL, NULL, NULL, NULL, NULL"
    sql = f"SELECT {COLUMNS}, c.opened_at, c.handler_id, {NAMED}{sent}, {', '.join(order.columns)} FROM {source} WHERE {where.sql} ORDER BY {order.sql} LIMIT :limit"
    found = reader.all(sql, where.params | more | {"me": viewer.person, "limit": limit + 1, "never": NEVER})
    left = floor_views(reader, (row[0] for row in found), today) if which is DeskList.REVIEW else {}
    return page_of(tuple(_rows(reader, found, today, left)), limit, [_cursor(order, row[WIDTH + 5 :]) for row in found])


def source_of(which: DeskList, asked: Asked, today: date, *, ordered: bool = False) -> tuple[str, dict[str, Any]]:
    """The tables of a list: its matters, what was sent to be read, and first deadlines where they are asked for."""
    order = ORDERS.get(which, NEWEST)
    dated = first_deadlines(today) if asked.light or (ordered and order in (URGENT, FLOORS)) else Clause("")
    floor = floor_of_each(today) if ordered and order is FLOORS else Clause("")
    joined = " ".join(f"LEFT JOIN {one.sql}" for one in (dated, floor) if one.sql)
    return f"case_file c {order.joined} {joined}", dated.params | floor.params


def narrowed(reader: Reader, viewer: Viewer, today: date, which: DeskList, asked: Asked) -> Clause:
    """The matters of the list that the viewer may see, as narrowed down."""
    clause = visible(viewer) & of_list(which, viewer)
    for one in _parts(viewer, asked):
        clause = clause & one
    if asked.light:
        if asked.light not in LIGHTS:
            raise InvalidEntry({"light": "没有这种灯，请从列表中选择。"}, "没有这种灯，请从列表中选择。")
        clause = clause & showing(reader, today, asked.light)
    return clause


def _parts(viewer: Viewer, asked: Asked) -> Iterator[Clause]:
    text = "".join(char for char in asked.q if char.isprintable()).strip().lower()[:100]
    if text:
        yield Clause("(lower(c.title) LIKE :fq ESCAPE '!' OR lower(c.number) LIKE :fq ESCAPE '!')", {"fq": containing(text)})
    if asked.office:
        yield Clause("c.office_id = :fo", {"fo": asked.office})
    if asked.procedure:
        yield Clause("c.procedure = :fp", {"fp": asked.procedure})
    if asked.stage:
        plan, _, stage = asked.stage.partition(".")
        yield Clause("c.procedure = :fsp AND c.stage = :fs", {"fsp": plan, "fs": stage})
    if asked.handler == NOBODY:
        yield Clause(FREE)
    elif asked.handler:
        yield Clause("c.handler_id = :fh", {"fh": viewer.person if asked.handler == MYSELF else asked.handler})
    if asked.since:
        yield Clause("c.opened_at >= :fa", {"fa": midnight(asked.since)})
    if asked.until:
        yield Clause("c.opened_at < :fz", {"fz": midnight(asked.until + timedelta(days=1))})


def of_list(which: DeskList, viewer: Viewer) -> Clause:
    """What a list is of, before visibility and filters."""
    match which:
        case DeskList.TODO:
            return mine(viewer)
        case DeskList.CLAIM:
            return _unclaimed(viewer)
        case DeskList.REVIEW:
            return waiting(viewer)
        case DeskList.MINE_DONE:
            return _acted(viewer)
        case DeskList.BEGUN:
            return Clause(BEGAN, {"ap": viewer.person})
        case DeskList.CATALOGUE:
            return Clause("c.procedure = :lp", {"lp": annual_catalogue.PROCEDURE.name})
        case DeskList.SEALED:
            return Clause("c.id IN (SELECT e.case_id FROM entry e WHERE e.kind = 'dossier_seal')")
        case _:
            return Clause("1 = 1")


def _acted(viewer: Viewer) -> Clause:
    """What one has worked on, also through a stand-in. To hand over or to send round a matter gives no part in it."""
    outside, params = marks("ar", sorted(role.value for role in EXTERNAL))
    sql = PARTS.format(which=f"NOT IN ({outside})")
    if viewer.holds(*EXTERNAL):
        sql = f"({sql} OR ({PARTS.format(which=f'IN ({outside})')} AND {ACTED}))"
    return Clause(sql, params | {"ap": viewer.person})


def _unclaimed(viewer: Viewer) -> Clause:
    """Running matters that nobody has in hand: of one's office, and for who coordinates a body of all of it."""
    plans, params = marks("up", HANDLED)
    offices, own = marks("uo", sorted({one.office for one in viewer.roles if one.role in (*HANDLERS, Role.OFFICE_HEAD)}))
    bodies, all_of = marks("ub", sorted({one.body for one in viewer.roles if one.role in OF_THE_BODY}))
    where = f"(c.office_id IN ({offices}) OR c.body_id IN ({bodies}))"
    return Clause(f"({FREE} AND NOT c.ended AND c.procedure IN ({plans}) AND {where})", params | own | all_of)


def _rows(reader: Reader, found: Any, today: date, left: Mapping[str, FloorView]) -> Iterator[ListRow]:
    for row, shown in zip(found, case_rows(reader, found, today), strict=True):
        seq, sender, remark, sent_at, read_at = row[WIDTH : WIDTH + 5]
        sent = SentView(seq=seq, sender=sender, remark=remark, sent_at=as_moment(sent_at), read=read_at is not None) if seq else None
        yield ListRow(**shown.__dict__, opened_at=as_moment(row[11]), handler=row[12], handler_name=row[13], sent=sent,
                      floor=left.get(row[0]), has_floor=has_floor(row[3], today))  # fmt: skip


def _cursor(order: _Order, place: Any) -> str:
    return cursor_of(*(as_date(one) if kind is date else as_moment(one) if kind is datetime else one for (_, kind), one in zip(order.by, place, strict=True)))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidEntry({"cursor": "翻页位置无效。"}, "翻页位置无效，请从第一页重新查看。") from None
