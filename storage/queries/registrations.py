"""听证报名: what a hearing that takes registrations says, for everybody; who registered, for the office that chooses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from storage import statements
from storage.database import Database
from storage.queries.models import CaseView, EntryView, Viewer
from storage.queries.portal import PUBLIC, STANDING
from storage.queries.reading import look
from storage.queries.visibility import need_visible
from storage.reviving import as_moment, revive_entry
from storage.vault import Vault

ANNOUNCED = "he_announced"
ANNOUNCING, LISTING = "hearing_notice", "hearing_participants"
NOTICE = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND e.kind = 'hearing_notice' AND {STANDING} ORDER BY e.seq DESC, e.place DESC"
ROWS = "SELECT r.id, r.interest, r.text, r.sealed, r.contact_mark, r.received_at FROM hearing_registration r WHERE r.case_id = :case ORDER BY r.id"


@dataclass(frozen=True, slots=True)
class Registering:
    """A hearing that takes registrations today."""

    hearing_on: date | None
    closes: date | None
    groups: tuple[tuple[str, int], ...]  # with the seats of each


@dataclass(frozen=True, slots=True)
class Registration:
    """One registration as the office sees it. ``again``: the same contact registered before."""

    id: str
    group: str
    text: str
    name: str
    contact: str
    received_at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A group of interests: the seats announced for it, how many registered, how many are on the published list."""

    group: str
    announced: int
    registered: int
    listed: int


def seats(case: CaseView, found: tuple[Registration, ...]) -> tuple[Seat, ...]:
    """The groups of the hearing that was announced last; none where it announced none."""
    told = {one.kind: one for one in case.entries if one.kind in (ANNOUNCING, LISTING) and not one.superseded_by}
    announced, listed = (_rows(told.get(kind), name) for kind, name in ((ANNOUNCING, "seats"), (LISTING, "people")))
    return tuple(
        Seat(group, int(one.get("number") or 0), sum(r.group == group for r in found), sum(row.get("group") == group for row in listed))
        for one in announced if (group := str(one.get("group", "")))
    )  # fmt: skip


def _rows(entry: EntryView | None, name: str) -> list[Mapping[str, Any]]:
    return list(next((one.value for one in entry.fields if one.name == name and one.value), ())) if entry else []


def registering(database: Database, today: date, case: str) -> Registering | None:
    """The hearing of a public matter for which one may register now."""
    with look(database) as reader:
        row = reader.one(f"SELECT c.configuration FROM case_file c WHERE c.id = :case AND {PUBLIC}", {"case": case})
        found = reader.one(NOTICE, {"case": case}) if row and ANNOUNCED in json.loads(row[0]) else None
    if found is None:
        return None
    notice = revive_entry(tuple(found))
    opens, closes = notice.day("registration_opens_on"), notice.day("registration_closes_on") or notice.day("hearing_on")
    if (opens and today < opens) or closes is None or today > closes:
        return None
    groups = tuple((str(one.get("group", "")), int(str(one.get("number", 0)))) for one in notice.rows("seats"))
    return Registering(notice.day("hearing_on"), closes, groups)


def may_read(viewer: Viewer, case: CaseView) -> bool:
    """Names and contacts are for whoever handles the matter in its office."""
    return any(one.role is Role.SPONSOR and one.office == case.row.office for one in viewer.roles)


def how_many(database: Database, case: str) -> int:
    with look(database) as reader:
        return reader.number("SELECT count(*) FROM hearing_registration WHERE case_id = :case", {"case": case})


def registrations(database: Database, vault: Vault, viewer: Viewer, case: str) -> tuple[Registration, ...]:
    """Who registered, in the order of their coming; NotPermitted for whoever does not handle the matter in its office."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        (office,) = reader.one("SELECT c.office_id FROM case_file c WHERE c.id = :case", {"case": case})
        if not any(one.role is Role.SPONSOR and one.office == office for one in viewer.roles):
            raise NotPermitted("听证报名名册由本事项承办单位的经办人查阅。")
        rows = reader.all(ROWS, {"case": case})
    found, seen = [], set()
    for row in rows:
        told = json.loads(vault.open(row[3], f"giver:{case}"))
        found.append(Registration(row[0], row[1], row[2], told["name"], told["contact"], as_moment(row[5]), row[4] in seen))
        seen.add(row[4])
    return tuple(found)
