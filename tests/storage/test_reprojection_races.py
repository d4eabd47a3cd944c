"""A new calendar while others work, and where a sweep breaks off: nothing lost, nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from states.casework.casework import Casework
from states.casework.commands import Actor, AddMaterial, OpenCase
from states.casework.ports import Receipt
from states.casework.reprojection import Projected, Reprojected
from states.dossier.vocabulary import Role
from states.law.requirement import Moment
from states.law.values import law_view
from storage.case_store import SqlCaseStore
from storage.reprojecting import BehindTx, anything_behind, behind
from storage.verify import verify
from tests.calendars import act, enter, publish
from tests.offices import CITY, Office, filled
from tests.reprojections import (
    DECIDED,
    KNOWN,
    all_say_what_runs,
    clock,
    decided,
    sweep,
    told,
)
from tests.storage.stepping import History, Writer, rows


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    """A matter decided in February 2027, for which no days off are published yet."""
    return decided(office, tmp_path)


class Broken(Exception):
    """The process died here."""


class BreakingStore(SqlCaseStore):
    """Dies in a batch once so many deadlines were moved: after everything was written, before it is kept."""

    def __init__(self, office: Office, after: int) -> None:
        super().__init__(office.database)
        self.left = after

    @contextmanager
    def behind(self, limit: int) -> Iterator[Any]:
        with behind(self.database, limit) as tx:
            yield _Breaking(self, tx)


class _Breaking:
    def __init__(self, store: BreakingStore, tx: BehindTx) -> None:
        self._store, self._tx = store, tx

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)

    def record(self, projected: Sequence[Projected], now: datetime) -> Reprojected:
        done = self._tx.record(projected, now)
        self._store.left -= done.moved
        if self._store.left < 0:
            raise Broken
        return done


def test_a_crash_between_batches_is_gone_on_from(office: Office, tmp_path: Path) -> None:
    cases = [f"life-{number}" for number in range(3)]
    for case in cases:
        decided(office, tmp_path, case)
    publish(office)
    breaking = Casework(BreakingStore(office, after=1), office.clock)
    with pytest.raises(Broken):
        for _ in range(10):
            breaking.reproject(1)
    assert sum(len(told(office, case)) for case in cases) == 1, "what was kept stays, what broke off left nothing"
    assert verify(office.database).ok
    assert sweep(office)["moved"] == 2
    assert [len(told(office, case)) for case in cases] == [1, 1, 1]
    assert {clock(office, case) for case in cases} == {(KNOWN, "armed", 3, False)}
    assert verify(office.database).ok
    all_say_what_runs(office)


def paper(case: str, key: str) -> AddMaterial:
    digest = "sha256:" + "e" * 64
    return AddMaterial(Actor("office", Role.DECISION_OFFICE), case, key, digest=digest, name="公布稿.docx", media_type="application/pdf", size=5)


def test_a_matter_somebody_works_at_is_passed_over_and_found_again(history: History) -> None:
    """Neither the officer's act nor the new day is lost; on SQLite there is but one writer, and the sweep waits."""
    office = history.office
    publish(office)
    writer = Writer(office, paper("life", "rival"), "opened").at("opened")
    swept: list[dict[str, int]] = []
    sweeping = threading.Thread(target=lambda: swept.append(sweep(office)), daemon=True)
    sweeping.start()
    if not office.database.sqlite:
        sweeping.join(30)
        assert swept == [{"matters": 1, "moved": 0}], "the notice's own matter alone"
        assert anything_behind(office.database)
    writer.go("opened")
    assert isinstance(writer.finish(), Receipt)
    sweeping.join(30)
    sweep(office)
    assert clock(office) == (KNOWN, "armed", 3, False) and len(told(office)) == 1
    assert rows(office.database, "SELECT count(*) FROM material WHERE name = '公布稿.docx'")[0][0] == 1
    assert verify(office.database).ok


def test_an_officer_waits_for_the_batch_and_goes_on(history: History) -> None:
    office = history.office
    publish(office)
    with behind(office.database, 10) as tx:
        writer = Writer(office, paper("life", "rival"))
        law = law_view(date(2026, 10, 8), almanac=tx.almanac)
        from states.casework.reprojection import projected

        tx.record([projected(one, Moment(date(2027, 2, 16), law)) for one in tx.matters], office.clock.now())
    assert isinstance(writer.finish(), Receipt)
    assert clock(office) == (KNOWN, "armed", 3, False) and len(told(office)) == 1
    assert verify(office.database).ok


def test_a_matter_opened_by_the_old_calendar_at_that_moment_is_found(office: Office) -> None:
    """On SQLite nobody can be half-way through an opening; there the order is kept by the one writer."""
    office.clock.set(DECIDED)
    enter(office)
    opening = OpenCase(
        office.actor("office"), "late", "late", procedure="major_decision", title="城市道路停车收费标准调整", office="transport", body=CITY,
        fields=filled("proposal", proposer_type="department", received_on="2027-02-01"),
    )  # fmt: skip
    stops = () if office.database.sqlite else ("recorded",)
    writer = Writer(office, opening, *stops)
    if stops:
        writer.at("recorded")
        act(office, "confirm_calendar")
        sweep(office)
        writer.go("recorded")
        assert isinstance(writer.finish(), Receipt)
        assert anything_behind(office.database), "it was opened by the calendar of before"
    else:
        assert isinstance(writer.finish(), Receipt)
        act(office, "confirm_calendar")
    assert sweep(office)["matters"] >= 1
    assert not anything_behind(office.database)


def test_a_matter_opened_afterwards_is_not_behind(office: Office) -> None:
    office.clock.set(DECIDED)
    publish(office)
    sweep(office)
    office.open()
    assert not anything_behind(office.database)


def test_two_sweeps_at_once_move_each_deadline_once(office: Office, tmp_path: Path) -> None:
    cases = [f"life-{number}" for number in range(4)]
    for case in cases:
        decided(office, tmp_path, case)
    publish(office)
    both = [threading.Thread(target=lambda: [office.casework.reproject(1) for _ in range(8)], daemon=True) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    sweep(office)
    assert [len(told(office, case)) for case in cases] == [1] * 4
    assert verify(office.database).ok
