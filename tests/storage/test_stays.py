"""Where matters stood and who acted is what their events say: as it is written, and as it is made for what was on file before."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations

from states.casework.commands import Actor
from states.dossier.vocabulary import Role
from storage.reviving import as_date
from storage.verify import verify
from tests.offices import Office
from tests.storage.stepping import History, rows


def walked(office: Office) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """Stays and hands, read off the events one after the other."""
    stays: set[tuple[Any, ...]] = set()
    hands = set()
    for case, procedure in rows(office.database, "SELECT id, procedure FROM case_file"):
        since: dict[str, tuple[Any, int]] = {}
        for seq, kind, act, body, on in rows(office.database, f"SELECT seq, kind, act, body, on_day FROM event WHERE case_id = '{case}' ORDER BY seq"):
            said, day = json.loads(body), as_date(on)
            for state in set(said["from"]) - set(said["to"]):
                began, first = since.pop(state)
                stays.add((case, first, state, procedure, began, day, seq, max(0, (day - began).days)))
            since |= {state: (day, seq) for state in set(said["to"]) - set(said["from"])}
            actor = said["actor"]
            if actor["role"] not in ("clock", "public") and kind != "refused":
                hands.add((case, seq, actor["person"], actor["represented"], actor["role"], kind, act, day))
        stays |= {(case, first, state, procedure, began, None, None, None) for state, (began, first) in since.items()}
    return stays, hands


def stored(office: Office) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    def days(row: tuple[Any, ...], *which: int) -> tuple[Any, ...]:
        return tuple(as_date(one) if place in which and one else one for place, one in enumerate(row))

    stays = rows(office.database, "SELECT case_id, seq, state, procedure, since, until, until_seq, days FROM stay")
    hands = rows(office.database, "SELECT case_id, seq, person_id, represented, role, kind, act, on_day FROM hand")
    return {days(one, 4, 5) for one in stays}, {days(one, 7) for one in hands}


def lived(office: Office, folder: Path) -> History:
    history = History(office, folder).lead("participation")
    history.correct("research_record", Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR), on="2025-01-21")
    office.open("other")
    return history


def test_a_matter_leaves_where_it_stood_and_whose_act_it_was(office: Office, tmp_path: Path) -> None:
    lived(office, tmp_path)
    stays, hands = walked(office)
    assert len(stays) > 20 and len(hands) > 15 and any(one[7] for one in stays)
    assert stored(office) == (stays, hands)
    assert verify(office.database).ok


def test_what_was_on_file_before_gets_the_same(office: Office, tmp_path: Path) -> None:
    """The migration reads it off the events."""
    lived(office, tmp_path)
    before = stored(office)
    made = importlib.import_module("storage.migrations.versions.0014_stays")
    with office.database.engine.connect() as connection, Operations.context(MigrationContext.configure(connection)):  # type: ignore[no-untyped-call]
        stays, hands = [tuple(one.values()) for one in made._stays()], [tuple(one.values()) for one in made._hands()]
    assert (set(stays), set(hands)) == before
    assert (len(stays), len(hands)) == tuple(map(len, before))
