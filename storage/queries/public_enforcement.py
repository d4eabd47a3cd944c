"""执法结果公示, for everybody: the paper that is the publication, what corrects it and what withdraws it; nothing else is read.

Matters of enforcement stay internal. No statement here reads a matter's title, its other papers or who acted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.dossier.model import Entry
from states.errors import NotFound
from states.procedures.catalogue import PROCEDURES
from storage import statements
from storage.database import Database
from storage.queries.models import MaterialView, Page
from storage.queries.public_shapes import Choice, Correction, PublicFile, PublicResult, ResultRow, Tombstone
from storage.queries.reading import Reader, containing, cursor_of, look, marks, place_of, within
from storage.reviving import revive_entry

PUBLICATION, CORRECTION, WITHDRAWAL = "result_publication", "publication_corrected", "publication_withdrawn"
PAPERS = (PUBLICATION, CORRECTION, WITHDRAWAL)
KINDS = tuple(name for name, plan in PROCEDURES.items() if any(PUBLICATION in step.kinds for step in plan.steps.values()))
UNCLASSIFIED = "c.confidentiality IN ('public', 'internal')"
BODY = "coalesce((SELECT f.name FROM office f WHERE f.id = c.body_id), c.body_id)"
# The publication that is out: none later in its matter, neither another one nor a withdrawal, and not over.
OUT = f"""e.kind = '{PUBLICATION}' AND NOT EXISTS (SELECT 1 FROM entry l WHERE l.case_id = e.case_id
 AND l.kind IN ('{PUBLICATION}', '{WITHDRAWAL}') AND (l.seq > e.seq OR (l.seq = e.seq AND l.place > e.place)))"""
EXCERPT = 60  # characters
LATEST = date.max.isoformat()


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader asks for; empty means all."""

    body: str = ""
    kind: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


def results(database: Database, today: date, sought: Sought, cursor: str | None = None, limit: int = 20) -> Page[ResultRow]:
    """What is out today, the newest first."""
    limit = within(limit)
    kinds, params = marks("p", KINDS)
    where = [UNCLASSIFIED, f"c.procedure IN ({kinds})", OUT, f"coalesce({field_of(database, 'until')}, '{LATEST}') >= :today"]
    params |= {"today": today.isoformat(), "limit": limit + 1}
    for clause, more in _sought(database, sought):
        where.append(clause)
        params |= more
    if cursor:
        params["on"], params["after"] = place_of(cursor, date, str)
        where.append("(e.on_day < :on OR (e.on_day = :on AND e.id < :after))")
    sql = f"""SELECT {statements.ENTRY}, c.number, c.procedure, c.body_id, {BODY} FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE {' AND '.join(where)} ORDER BY e.on_day DESC, e.id DESC LIMIT :limit"""
    with look(database) as reader:
        found = reader.all(sql, params)
    rows = [(revive_entry(tuple(row)), tuple(row)[-4:]) for row in found[:limit]]
    after = cursor_of(rows[-1][0].on, rows[-1][0].id) if len(found) > limit else None
    return Page(items=tuple(ResultRow(**_head(entry, case)) for entry, case in rows), next_cursor=after)


def result(database: Database, today: date, number: str) -> PublicResult | Tombstone:
    """What is out under that number, or that it is no longer; NotFound where nothing ever was, and for all else alike."""
    with look(database) as reader:
        case, papers = _papers(reader, number)
    published = [place for place, one in enumerate(papers) if one.kind == PUBLICATION]
    if case is None or not published:
        raise NotFound("没有这一编号的公示信息，或者尚未公示。")
    entry, later = papers[published[-1]], papers[published[-1] + 1 :]
    withdrawn = next((one for one in later if one.kind == WITHDRAWAL), None)
    if withdrawn is not None:
        return tombstone(case, "withdrawn", withdrawn.on, withdrawn.text("reason"))
    until = entry.day("until")
    if until is not None and until < today:
        return tombstone(case, "expired", until, "公示期限届满。")
    fixed = tuple(Correction(on=one.on, wrong=one.text("wrong"), right=one.text("right")) for one in later if one.kind == CORRECTION)
    return PublicResult(
        **_head(entry, case), content=entry.text("content"), published_at=entry.text("published_at"), period=entry.text("period"),
        until=until, files=tuple(_files(entry)), corrections=fixed,
    )  # fmt: skip


def published_file(database: Database, today: date, number: str, digest: str) -> MaterialView:
    """A file that is out with a result, under the name it was published with; NotFound for any other."""
    found = result(database, today, number)
    named = next((one for one in found.files if one.digest == digest), None) if isinstance(found, PublicResult) else None
    with look(database) as reader:
        row = reader.one(
            """SELECT m.media_type, m.size, m.added_at FROM material m JOIN case_file c ON c.id = m.case_id
 WHERE c.number = :number AND m.digest = :digest""", {"number": number, "digest": digest},
        ) if named else None  # fmt: skip
    if named is None or row is None:
        raise NotFound("没有这份公开的附件。")
    return MaterialView(digest=digest, name=named.name, media_type=row[0], size=row[1], by_name="", added_at=row[2])


def bodies(database: Database) -> tuple[Choice, ...]:
    """The bodies that keep a register of enforcement here."""
    sql = f"SELECT DISTINCT c.body_id, {BODY} FROM case_file c WHERE c.procedure = 'enforcement_register' AND {UNCLASSIFIED} AND NOT c.ended ORDER BY 2"
    with look(database) as reader:
        return tuple(Choice(value=row[0], label=row[1]) for row in reader.all(sql, {}))


def kinds() -> tuple[Choice, ...]:
    return tuple(Choice(value=name, label=PROCEDURES[name].label) for name in KINDS)


def _papers(reader: Reader, number: str) -> tuple[tuple[Any, ...] | None, tuple[Entry, ...]]:
    chosen, params = marks("p", KINDS)
    row = reader.one(
        f"SELECT c.number, c.procedure, c.body_id, {BODY}, c.id FROM case_file c WHERE c.number = :number AND c.procedure IN ({chosen}) AND {UNCLASSIFIED}",
        params | {"number": number},
    )
    if row is None:
        return None, ()
    papers, params = marks("k", PAPERS)
    sql = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND e.kind IN ({papers}) ORDER BY e.seq, e.place"
    return tuple(row), tuple(revive_entry(tuple(one)) for one in reader.all(sql, params | {"case": row[4]}))


def _head(entry: Entry, case: Sequence[Any]) -> dict[str, Any]:
    label = PROCEDURES[case[1]].label
    return {"number": case[0], "kind": case[1], "kind_label": label, "body": case[2], "body_name": case[3],
            "title": entry.text("title") or f"{label}结果", "excerpt": entry.text("content")[:EXCERPT],
            "published_on": entry.on}


def tombstone(case: Sequence[Any], gone: Any, on: date, reason: str) -> Tombstone:
    return Tombstone(number=case[0], kind_label=PROCEDURES[case[1]].label, body=case[2], body_name=case[3], gone=gone, on=on, reason=reason)


def _files(entry: Entry) -> list[PublicFile]:
    return [PublicFile(name=str(row.get("name", "")), digest=str(row.get("file", ""))) for row in entry.rows("files")]


def field_of(database: Database, name: str) -> str:
    """One field of the paper; the others are not looked at."""
    return f"json_extract(e.fields, '$.{name}')" if database.sqlite else f"(CAST(e.fields AS json) ->> '{name}')"


def _sought(database: Database, sought: Sought) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    if sought.body:
        found.append(("c.body_id = :body", {"body": sought.body}))
    if sought.kind:
        found.append(("c.procedure = :kind", {"kind": sought.kind}))
    if sought.since:
        found.append(("e.on_day >= :since", {"since": sought.since}))
    if sought.until:
        found.append(("e.on_day <= :last", {"last": sought.until}))
    if sought.text:  # in what is shown, never in what is on file besides
        shown = (f"coalesce({field_of(database, 'content')}, '')", f"coalesce({field_of(database, 'title')}, '')", "c.number")
        found.append((f"({' OR '.join(f'lower({one}) LIKE :text ESCAPE chr33' for one in shown)})".replace("chr33", "'!'"), {"text": containing(sought.text.lower())}))
    return found
