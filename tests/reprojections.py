"""Matters whose deadline hangs on the days off of 2027, and looks at what a new calendar does to them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flows import calendars
from infra.demo.life import Life
from states.casework.commands import Actor, FireTimer
from states.casework.timers import running
from states.dossier.vocabulary import Role
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.catalogue import procedure
from storage.calendars import almanac_now
from storage.case_store import SqlCaseStore
from storage.people import HeldRole
from storage.queries.models import Viewer
from tests.calendars import MAKE_UP, fields
from tests.offices import CITY, Office
from tests.storage.stepping import History, rows

CLOCK = Actor("clock", Role.CLOCK)
LOOKING = Viewer(person="office", name="办公机构甲", office="city_office", office_name="", roles=(HeldRole(Role.DECISION_OFFICE, "city_office", "", CITY),))
DECIDED = "2027-02-16"  # the final text is of the day before: twenty working days to publish it
GUESSED, KNOWN = "2027-03-15", "2027-03-12"  # 20 February is worked, says the notice
LATER = "2027-03-16"  # 16 February is free, says another


def later() -> dict[str, Any]:
    """A notice of 2027 by which the Spring Festival lasts longer and is made up in March and June."""
    given = fields(number="国办发明电〔2027〕1号", issued_on="2027-02-01", replaces=True,
                   make_up=[{"day": day} for day in (MAKE_UP[0], "2027-03-20", "2027-03-21", "2027-06-19", *MAKE_UP[2:])])  # fmt: skip
    spring = next(row for row in given["holidays"] if row["name"] == "春节")
    spring["last"] = "2027-02-16"
    return given


def decided(office: Office, folder: Path, case: str = "life") -> History:
    told = History(office, folder, case=case, life=Life(date(2026, 10, 8)))
    told.after("final_text")
    office.clock.set(DECIDED)
    return told


def clock(office: Office, case: str = "life", name: str = "publication") -> tuple[Any, ...]:
    sql = "SELECT due_on, status, generation, provisional FROM timer WHERE case_id = :case AND name = :name"
    ((due, status, generation, provisional),) = rows(office.database, sql, case=case, name=name)
    return str(due), status, generation, bool(provisional)


def told(office: Office, case: str = "life") -> list[str]:
    sql = "SELECT body FROM event WHERE case_id = :case AND kind = 'reprojected' ORDER BY seq"
    return [row[0] for row in rows(office.database, sql, case=case)]


def all_say_what_runs(office: Office) -> None:
    """Every stored clock equals what runs for its matter by the calendar as it stands."""
    found = rows(office.database, "SELECT id FROM case_file WHERE procedure <> 'calendar_notice'")
    for (case,) in found:
        with SqlCaseStore(office.database).open(FireTimer(CLOCK, case, "look", timer="", generation=0), date(2027, 2, 16)) as tx:
            dossier = tx.dossier
        assert dossier is not None
        law = law_view(dossier.law_as_of, dossier.overlays, almanac=almanac_now(office.database))
        now = running(procedure(dossier.procedure), dossier, Moment(date(2027, 2, 16), law))
        sql = "SELECT name, due_on, warn_on, provisional FROM timer WHERE case_id = :case AND status IN ('armed', 'warned', 'fired', 'held')"
        stored = {row[0]: (str(row[1]), str(row[2]), bool(row[3])) for row in rows(office.database, sql, case=case)}
        assert stored == {name: (str(one.due_on), str(one.warn_on), one.provisional) for name, one in now.items()}


def sweep(office: Office) -> dict[str, int]:
    """As the flow does, without resting."""
    return calendars.sweep(_House(office), rest=lambda seconds: None)  # type: ignore[arg-type]


class _House:
    def __init__(self, office: Office) -> None:
        self.casework, self.database = office.casework, office.database


