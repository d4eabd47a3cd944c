"""Where matters stood and who acted is what their events say: as it is written, and as it is made for what was on file before."""

from __future__ import annotations

import importlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from states.casework.commands import Actor
from states.dossier.vocabulary import Role
from storage import standing
from storage.reviving import as_date
from storage.standing import anything_behind, keep, tally
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
    keep(office.database)
    history.correct("research_record", Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR), on="2025-01-21")
    office.open("other")
    keep(office.database)
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


def test_read_on_act_by_act_they_are_the_same_as_read_at_once(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(office, tmp_path)
    at_once = stored(office)[0]
    heads = dict(rows(office.database, "SELECT id, head_seq FROM case_file"))
    _forget(office)
    for head in range(1, max(heads.values()) + 1):  # as if the sweep had run after every event
        monkeypatch.setattr(standing, "_STALE", _up_to(head))
        standing._batch(office.database)
    assert stored(office)[0] == at_once and not anything_behind(office.database)


def test_whoever_counts_catches_up_first_and_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    history = History(office, tmp_path).lead("participation")
    assert anything_behind(office.database) and not stored(office)[0]
    assert verify(office.database).ok, "what is not counted yet is not missing"
    with tally(office.database) as reader:
        assert reader.number("SELECT count(*) FROM stay", {}) == len(walked(office)[0])
    assert keep(office.database) == 0 and verify(office.database).ok
    history.correct("research_record", Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR), on="2025-01-21")
    assert anything_behind(office.database) and verify(office.database).ok


def test_two_who_catch_up_at_once_count_everything_once(office: Office, tmp_path: Path) -> None:
    lived(office, tmp_path)
    at_once = stored(office)[0]
    _forget(office)
    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda _: keep(office.database), range(8)))
    assert stored(office)[0] == at_once


def test_a_chain_that_cannot_be_read_stops_nobody(office: Office, tmp_path: Path) -> None:
    """That it was tampered with, verification tells; the other matters are counted all the same."""
    lived(office, tmp_path)
    _forget(office)
    events = [json.loads(body) for (body,) in rows(office.database, "SELECT body FROM event WHERE case_id = 'other' ORDER BY seq")]
    assert standing._told([(1, "2025-01-06", "{broken")], {}) == []
    assert standing._told([(one["seq"], one["on"], json.dumps(one)) for one in events], {})


def _forget(office: Office) -> None:
    with office.database.writing() as connection:
        for table in ("stay", "stay_kept"):
            connection.exec_driver_sql(f"DELETE FROM {table}")


def _up_to(head: int) -> str:
    least = f"CASE WHEN c.head_seq < {head} THEN c.head_seq ELSE {head} END"
    return (f"SELECT c.id, c.procedure, {least}, coalesce(k.seq, 0) FROM case_file c LEFT JOIN stay_kept k ON k.case_id = c.id "
            f"WHERE coalesce(k.seq, 0) < {least} ORDER BY c.id LIMIT :limit")  # fmt: skip
