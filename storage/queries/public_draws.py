"""双随机抽取的公开 (优化营商环境条例 art. 54(1)): the commitment at once, all the rest when the result is published; and it is repeated here."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from states.casework.events import entry_digest
from states.dossier.model import Entry
from states.errors import NotFound
from states.law.conditions.random_draw import announced, lists_of
from states.law.draw import digest
from states.law.draw_record import Check, recheck, record_of, sound
from storage import statements
from storage.database import Database
from storage.queries.models import Page
from storage.queries.public_enforcement import BODY, UNCLASSIFIED
from storage.queries.public_shapes import CheckView, PublicDraw
from storage.queries.reading import Reader, cursor_of, look, marks, place_of, within
from storage.queries.showing import lookup
from storage.reviving import revive_entry

DRAW = "random_draw"
PAPERS = ("draw_commitment", "draw_lists", "draw_seed", "draw_publication", "draw_dropped")
COLUMNS = f"c.id, c.number, c.body_id, {BODY}"
PUBLIC = f"c.procedure = '{DRAW}' AND {UNCLASSIFIED} AND EXISTS (SELECT 1 FROM entry e WHERE e.case_id = c.id AND e.kind = 'draw_commitment')"


def public_draw(database: Database, number: str) -> PublicDraw:
    """A draw whose seed was committed to; NotFound for any other."""
    with look(database) as reader:
        row = reader.one(f"SELECT {COLUMNS} FROM case_file c WHERE c.number = :number AND {PUBLIC}", {"number": number})
        if row is None:
            raise NotFound("没有这一编号的双随机抽取。")
        return _draw(reader, row)


def public_draws(database: Database, cursor: str | None = None, limit: int = 20) -> Page[PublicDraw]:
    """The draws, the newest first."""
    limit, params = within(limit), {}
    after = ""
    if cursor:
        (params["after"],) = place_of(cursor, str)
        after = "AND c.id < :after"
    with look(database) as reader:
        found = reader.all(f"SELECT {COLUMNS} FROM case_file c WHERE {PUBLIC} {after} ORDER BY c.id DESC LIMIT :limit", params | {"limit": limit + 1})
        items = tuple(_draw(reader, row).model_copy(update={"record": None, "names": ()}) for row in found[:limit])
    return Page(items=items, next_cursor=cursor_of(found[limit - 1][0]) if len(found) > limit else None)


def _draw(reader: Reader, row: Any) -> PublicDraw:
    kinds, params = marks("k", PAPERS)
    sql = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND e.kind IN ({kinds}) ORDER BY e.seq, e.place"
    rows = [tuple(one) for one in reader.all(sql, params | {"case": row[0]})]
    papers = {one.kind: one for one in map(revive_entry, rows)}
    known: dict[str, Any] = {"number": row[1], "body": row[2], "body_name": row[3]}
    promised, frozen = papers["draw_commitment"], papers.get("draw_lists")
    known |= {"commitment": promised.text("digest"), "committed_on": promised.on}
    if frozen is not None:
        known |= {"lists_digest": digest(lists_of(frozen)), "frozen_on": frozen.on}
    if "draw_dropped" in papers:
        return PublicDraw(stage="dropped", **known)
    if frozen is None or "draw_seed" not in papers or "draw_publication" not in papers:
        return PublicDraw(stage="frozen" if frozen else "committed", **known)
    return _published(reader, papers, rows, known)


def _published(reader: Reader, papers: dict[str, Entry], rows: list[tuple[Any, ...]], known: dict[str, Any]) -> PublicDraw:
    frozen, seed, out = papers["draw_lists"], papers["draw_seed"], papers["draw_publication"]
    lists = lists_of(frozen)
    told = announced(out) or None
    try:
        record = record_of(seed.text("seed"), frozen.text("word"), lists, known["commitment"], told, **_days(papers), **_told_by(known))
        checks = (*recheck(record), _unchanged(rows))
    except (ValueError, ZeroDivisionError):  # lists from which nothing can be drawn: they are not as they were frozen
        record, checks = None, (Check("lists", "名单", False, "按现存名单无法抽取，名单已被改动。"), _unchanged(rows))
    names = lookup(reader, "person", [one.person for one in lists.inspectors])
    return PublicDraw(
        stage="out", **known, drawn_on=seed.on, published_on=out.on, record=record, names=tuple(sorted(names.items())), sound=sound(checks),
        checks=tuple(CheckView(name=one.name, label=one.label, holds=one.holds, detail=one.detail) for one in checks),
    )  # fmt: skip


def _unchanged(rows: list[tuple[Any, ...]]) -> Check:
    """Each paper against the digest that was taken of it when it was put on file."""
    changed = [one for one in rows if entry_digest(one[0], one[1], orjson.loads(one[2]), _day(one[3]), one[8]) != one[9]]
    return Check("papers", "承诺、名单、随机数和结果的登记", not changed, "与登记时的摘要一致。" if not changed else "与登记时的摘要不一致，登记后被改动。")


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _days(papers: dict[str, Entry]) -> dict[str, str]:
    named = {"draw_commitment": "committed_on", "draw_lists": "frozen_on", "draw_seed": "drawn_on", "draw_publication": "published_on"}
    return {name: papers[kind].on.isoformat() for kind, name in named.items()}


def _told_by(known: dict[str, Any]) -> dict[str, str]:
    return {"number": known["number"], "body": known["body_name"]}


