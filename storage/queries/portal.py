"""What anybody may read: public matters only, and of them only what the papers on file say was made public."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from states.dossier.kinds import KINDS
from states.dossier.kinds.execution import WithdrawalGround
from states.dossier.model import Entry
from states.errors import NotFound
from states.law.conditions.decision_publicity import AGAIN, WITHDRAWAL
from states.law.legal_day import legal_day
from storage import statements
from storage.database import Database
from storage.queries.models import FieldView, MaterialView, Page, PublishedItem
from storage.queries.papers import MATERIALS, materials_of
from storage.queries.reading import Reader, containing, cursor_of, look, marks, place_of, within
from storage.queries.shapes import Gone
from storage.queries.showing import Names, field_views, names_for
from storage.reviving import revive_entry

Shelf = Literal["all", "open", "decisions", "hearings", "catalogues"]
PUBLIC = "c.confidentiality = 'public'"
COLUMNS = """c.id, c.title, c.configuration,
 coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id)"""
STANDING = "NOT EXISTS (SELECT 1 FROM entry s WHERE s.case_id = e.case_id AND s.supersedes = e.id)"


@dataclass(frozen=True, slots=True)
class Release:
    """A paper that is itself a publication: which date says when, and which fields were published with it."""

    kind: Literal["consultation", "hearing", "participants", "feedback", "decision", "catalogue"]
    label: str
    day: str
    fields: tuple[str, ...]


# entry kind -> what of it is public. A feedback counts as published once its date is on file.
RELEASES: Mapping[str, Release] = {
    "consultation_notice": Release(
        "consultation", "公开征求意见", "opens_on",
        ("opens_on", "closes_on", "channels", "draft", "explanation", "reply_ways", "short_reason", "address"),
    ),
    "consultation_extension": Release(
        "consultation", "延长公开征求意见期限", "announced_on", ("closes_on", "reason", "channels")
    ),
    "hearing_notice": Release(
        "hearing", "听证会公告", "published_on",
        ("hearing_on", "place", "draft", "explanation", "selection_method", "registration_opens_on",
         "registration_closes_on", "seats"),
    ),
    "hearing_participants": Release("participants", "听证参加人名单", "published_on", ("published_on", "people")),
    "catalogue_publication": Release("catalogue", "年度决策事项目录", "published_on", ("published_on", "channels", "address")),
    "opinion_summary": Release("feedback", "意见采纳情况反馈", "fed_back_on", ("summary", "fed_back_on")),
    "publication_record": Release(
        "decision", "决策公布", "published_on", ("published_on", "channels", "address", "adoption_explained")
    ),
    AGAIN: Release("decision", "决策重新公布", "published_on", ("published_on", "channels", "address", "file", "note")),
}  # fmt: skip
WITH_DECISION = ("final_text", "interpretation")  # public once the decision is
CLOSING = "closing_report"  # only the day on which a new decision took this one's place is read of it
CATALOGUE = "catalogue_draft"  # public once it was published: as it stood then
OF_CATALOGUE = ("year", "name", "items")
WITH_PUBLICATION = (*WITH_DECISION, CATALOGUE, WITHDRAWAL, CLOSING)
# what is published -> the paper whose rows are shown as a table
ROWS_OF: Mapping[str, str] = {"catalogue": CATALOGUE, "participants": "hearing_participants", "hearing": "hearing_notice"}
SHELVES: Mapping[Shelf, tuple[str, ...]] = {
    "all": tuple(RELEASES), "open": ("consultation_notice",), "decisions": ("publication_record", AGAIN),
    "hearings": ("hearing_notice", "hearing_participants"), "catalogues": ("catalogue_publication",),
}  # fmt: skip


def published(
    database: Database, today: date, shelf: Shelf = "all", cursor: str | None = None, limit: int = 20
) -> Page[PublishedItem]:
    """The newest publication of each public matter, newest matters first."""
    limit = within(limit)
    kinds, params = marks("k", SHELVES[shelf])
    sql = f"""SELECT {COLUMNS} FROM case_file c WHERE {PUBLIC} AND EXISTS (
 SELECT 1 FROM entry e WHERE e.case_id = c.id AND e.kind IN ({kinds}) AND {STANDING})"""
    if shelf == "open":
        params["open"] = containing('"co_open"')
        sql += " AND c.configuration LIKE :open ESCAPE '!'"
    if cursor:
        (params["after"],) = place_of(cursor, str)
        sql += " AND c.id < :after"
    with look(database) as reader:
        found = reader.all(f"{sql} ORDER BY c.id DESC LIMIT :limit", params | {"limit": limit + 1})
        items = [items_of(reader, row, today) for row in found[:limit]]
    after = cursor_of(found[limit - 1][0]) if len(found) > limit else None
    return Page(items=tuple(_newest(many, shelf) for many in items if many), next_cursor=after)


def published_case(database: Database, today: date, case: str) -> tuple[PublishedItem, ...]:
    """All publications of a public matter, newest first; NotFound when there are none."""
    with look(database) as reader:
        row = reader.one(f"SELECT {COLUMNS} FROM case_file c WHERE c.id = :case AND {PUBLIC}", {"case": case})
        found = items_of(reader, row, today) if row else ()
    if not found:
        raise NotFound("没有这一公开事项，或者尚未公开。")
    return found


def published_material(database: Database, today: date, case: str, digest: str) -> MaterialView | None:
    """A material that was published with the papers of a public matter; None for any other."""
    items = published_case(database, today, case)
    if not any(one.material == digest for item in items for one in item.fields):
        return None
    with look(database) as reader:
        return next((one for one in materials_of(reader, case) if one.digest == digest), None)


def _newest(items: tuple[PublishedItem, ...], shelf: Shelf) -> PublishedItem:
    wanted = {RELEASES[kind].kind for kind in SHELVES[shelf]}
    return next((one for one in items if one.kind in wanted), items[0])


def items_of(reader: Reader, row: Any, today: date) -> tuple[PublishedItem, ...]:
    """All that was published of a matter, newest first."""
    entries = _entries(reader, row[0])
    papers = {one[0]: one[1] for one in reader.all(MATERIALS, {"case": row[0]})}
    names = names_for(reader, entries, papers)
    taking = "co_open" in json.loads(row[2])
    found = list(_releases(row, entries, names, today, taking))
    return tuple(sorted(reversed(found), key=lambda one: one.on, reverse=True))


def _entries(reader: Reader, case: str) -> tuple[Entry, ...]:
    kinds, params = marks("k", (*RELEASES, *WITH_PUBLICATION))
    sql = f"""SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND e.kind IN ({kinds}) AND {STANDING}
 ORDER BY e.seq, e.place"""
    return tuple(revive_entry(tuple(row)) for row in reader.all(sql, params | {"case": case}))


def _releases(
    row: Any, entries: tuple[Entry, ...], names: Names, today: date, taking: bool
) -> Iterator[PublishedItem]:
    last_notice = next((one.id for one in reversed(entries) if one.kind == "consultation_notice"), "")
    for entry in entries:
        release = RELEASES.get(entry.kind)
        on = entry.day(release.day) if release else None
        if release is None or on is None:
            continue
        closes = _closes(entry, entries) if release.kind == "consultation" else None
        is_open = taking and entry.id == last_notice and closes is not None and today <= closes
        gone = _gone(entry, entries, release.kind)
        yield PublishedItem(
            id=row[0], kind=release.kind, kind_label=release.label, title=row[1], office_name=row[3], on=on, open=is_open and gone is None,
            closes_on=closes, fields=() if gone else _public(entry, entries, release, names), gone=gone,
            corrected_on=legal_day(entry.recorded_at) if entry.supersedes else None, replaced_on=_replaced(entries, release.kind),
        )  # fmt: skip


def _public(entry: Entry, entries: tuple[Entry, ...], release: Release, names: Names) -> tuple[FieldView, ...]:
    """What is shown of a publication that is out, with what goes out with it."""
    fields = _fields(entry, release.fields, names)
    if entry.kind == "publication_record":
        return fields + _with_decision(entries, names)
    if entry.kind == AGAIN:
        return fields + _told_of(entries, names)
    return _catalogue(entry, entries, names) + fields if release.kind == "catalogue" else fields


def _gone(entry: Entry, entries: tuple[Entry, ...], kind: str) -> Gone | None:
    """What took it back, the first time, after it was out."""
    later = (one for one in entries[entries.index(entry) + 1 :] if one.kind == WITHDRAWAL and kind in one.many("covers"))
    found = next(later, None)
    ground = WithdrawalGround(found.text("ground")).label if found else ""
    return Gone(on=found.on, ground=ground, basis=found.text("basis"), reason=found.text("reason")) if found else None


def _replaced(entries: tuple[Entry, ...], kind: str) -> date | None:
    """Since when a new decision stands in this one's place."""
    closing = next((one for one in reversed(entries) if one.kind == CLOSING and one.text("new_decision")), None)
    return (closing.day("new_decided_on") or closing.on) if closing and kind == "decision" else None


def _closes(entry: Entry, entries: tuple[Entry, ...]) -> date | None:
    """The last day of a consultation: as its notice says, or as it was lengthened before it was over."""
    later = entries[entries.index(entry) + 1 :] if entry.kind == "consultation_notice" else ()
    days = [entry.day("closes_on")]
    for one in later:
        if one.kind == "consultation_notice":
            break
        days += [one.day("closes_on")] if one.kind == "consultation_extension" else []
    return max((day for day in days if day), default=None)


def _with_decision(entries: tuple[Entry, ...], names: Names) -> tuple[FieldView, ...]:
    """The decision's own text, the last one, and its interpretations."""
    texts = [one for one in entries if one.kind == "final_text"][-1:]
    shown = tuple(view for one in texts for view in _fields(one, tuple(KINDS[one.kind].by_name), names))
    return shown + _told_of(entries, names)


def _told_of(entries: tuple[Entry, ...], names: Names) -> tuple[FieldView, ...]:
    """The interpretations, but those that were withdrawn with the decision they explained."""
    told = [one for one in entries if one.kind == "interpretation" and _gone(one, entries, "decision") is None]
    return tuple(view for one in told for view in _fields(one, tuple(KINDS[one.kind].by_name), names))


def _catalogue(entry: Entry, entries: tuple[Entry, ...], names: Names) -> tuple[FieldView, ...]:
    """The catalogue as it stood when it was published; one that is being adjusted is not out yet."""
    drafts = [one for one in entries if one.kind == CATALOGUE]
    before = [one for one in entries[: entries.index(entry)] if one.kind == CATALOGUE] or drafts[:1]
    return tuple(view for one in before[-1:] for view in _fields(one, OF_CATALOGUE, names))


def _fields(entry: Entry, names: tuple[str, ...], looked_up: Names) -> tuple[FieldView, ...]:
    return tuple(one for one in field_views(entry.kind, entry.fields, looked_up) if one.name in names)
