"""计时: a clock is a row that always says what the facts say; it warns and fires once, and never before the day is over."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.demo.life import Life
from states.casework.casework import Casework, OfficeHours
from states.casework.commands import Actor, FireTimer, TakeStep
from states.casework.ports import Receipt
from states.casework.timers import running
from states.dossier.vocabulary import Role
from states.errors import NotFound, NotPermitted
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.catalogue import procedure
from storage.case_store import SqlCaseStore
from storage.verify import verify
from tests.clocks import HandClock
from tests.offices import Office
from tests.storage.stepping import History, dump, rows

CASE = "life"
CLOCK, SPONSOR = Actor("clock", Role.CLOCK), Actor("sponsor", Role.SPONSOR)
DAY = timedelta(days=1)


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    return History(office, tmp_path)


def stored(history: History) -> dict[str, tuple[str, str, int]]:
    sql = "SELECT name, due_on, status, generation FROM timer WHERE case_id = :case"
    found = rows(history.office.database, sql, case=history.case)
    return {row[0]: (str(row[1]), row[2], row[3]) for row in found}


def expected(history: History) -> dict[str, str]:
    """The clocks that run on the facts as they are loaded for deciding."""
    look = FireTimer(CLOCK, history.case, "look", timer="", generation=0)
    with SqlCaseStore(history.office.database).open(look, history.life.day) as tx:
        dossier = tx.dossier
        assert dossier is not None
    moment = Moment(history.life.day, law_view(dossier.law_as_of, dossier.overlays))
    return {name: str(change.due_on) for name, change in running(procedure(dossier.procedure), dossier, moment).items()}


def rows_are_the_facts(history: History) -> None:
    live = {name: due for name, (due, status, _) in stored(history).items() if status in ("armed", "warned", "fired")}
    assert live == expected(history)


class Firing:
    """One clock of the matter, fired on chosen days."""

    def __init__(self, history: History, name: str, hours: OfficeHours | None = None) -> None:
        self.clock = HandClock()
        self.casework = Casework(SqlCaseStore(history.office.database), self.clock, hours)
        self.database = history.office.database
        ((self.id, self.generation, due, warn),) = rows(
            self.database, "SELECT id, generation, due_on, warn_on FROM timer WHERE name = :name", name=name
        )
        self.due, self.warn_on = date.fromisoformat(str(due)), date.fromisoformat(str(warn))
        self.count = 0

    def fire(self, on: date, *, warning: bool = False, generation: int | None = None, who: Actor = CLOCK) -> Receipt:
        self.clock.set(on)
        self.count += 1
        command = FireTimer(who, CASE, f"fire{self.count}", timer=self.id, generation=generation or self.generation, warning=warning)
        return self.casework.execute(command)

    def nothing_happens(self, on: date, *, warning: bool = False, generation: int | None = None) -> None:
        before = dump(self.database)
        assert self.fire(on, warning=warning, generation=generation).seq == 0
        assert dump(self.database) == before

    def topics(self) -> list[str]:
        return [row[0] for row in rows(self.database, "SELECT topic FROM outbox WHERE topic LIKE 'deadline%' ORDER BY id")]


def test_a_clock_warns_then_fires_each_once(history: History) -> None:
    history.after("open_consultation")
    firing = Firing(history, "consultation_closes")
    assert firing.fire(firing.warn_on, warning=True).seq > 0
    firing.nothing_happens(firing.warn_on + DAY, warning=True)
    assert firing.fire(firing.due + DAY).seq > 0
    firing.nothing_happens(firing.due + DAY)
    firing.nothing_happens(firing.due + 2 * DAY, warning=True)
    assert firing.topics() == ["deadline_near", "deadline_passed"]
    escalation = rows(firing.database, "SELECT timer_name, rule, due_on, rung, status FROM escalation")
    assert [(row[0], row[1], str(row[2]), *row[3:]) for row in escalation] == [("consultation_closes", "D-PUB-06", str(firing.due), 1, "open")]
    assert verify(firing.database).ok


def test_a_clock_does_not_fire_before_its_last_day_is_over(history: History) -> None:
    history.after("open_consultation")
    firing = Firing(history, "consultation_closes")
    for day in (firing.due - 10 * DAY, firing.due - DAY, firing.due):
        firing.nothing_happens(day)
    assert firing.fire(firing.due + DAY).seq > 0


def test_a_clock_does_not_warn_before_its_day(history: History) -> None:
    history.after("open_consultation")
    firing = Firing(history, "consultation_closes")
    firing.nothing_happens(firing.warn_on - DAY, warning=True)
    assert firing.fire(firing.warn_on, warning=True).seq > 0


def test_the_day_ends_in_china_or_at_the_offices_close(history: History) -> None:
    """At 15:59 UTC it is 23:59 in China; with office hours the day is over at 17:30 there."""
    history.after("open_consultation")
    for hours, moment, over in (
        (None, time(15, 59, 50), False), (None, time(16, 0), True),
        (OfficeHours(time(17, 30)), time(9, 29, 50), False), (OfficeHours(time(17, 30)), time(9, 30), True),
    ):  # fmt: skip
        firing = Firing(history, "consultation_closes", hours)
        firing.clock._now = datetime.combine(firing.due, moment, UTC)
        today = firing.casework.today()
        assert (today > firing.due) is over


def test_a_clock_that_was_wound_again_ignores_the_old_alarm(history: History) -> None:
    history.after("open_consultation")
    old = Firing(history, "consultation_closes")
    notice = json.loads(rows(old.database, "SELECT fields FROM entry WHERE kind = 'consultation_notice'")[0][0])
    later = date.fromisoformat(notice["closes_on"]) + 10 * DAY
    history.correct("consultation_notice", SPONSOR, Actor("office", Role.DECISION_OFFICE), closes_on=later.isoformat())
    assert stored(history)["consultation_closes"] == (str(later), "armed", 2)
    old.nothing_happens(old.due + DAY)
    old.nothing_happens(later + DAY, generation=1)
    new = Firing(history, "consultation_closes")
    assert new.due == later
    new.nothing_happens(old.due + DAY)
    assert new.fire(later + DAY).seq > 0


def test_a_fired_clock_is_settled_when_the_act_is_done_and_leaves_the_supervisors_list(history: History) -> None:
    act = history.before("close_consultation")
    firing = Firing(history, "consultation_closes")
    firing.fire(firing.due + DAY)
    history.playing.clock.to(firing.due + 2 * DAY)
    history.playing.play([act])
    assert stored(history)["consultation_closes"] == (str(firing.due), "settled", 1)
    assert rows(firing.database, "SELECT status FROM escalation") == [("closed",)]
    firing.nothing_happens(firing.due + 3 * DAY)


def test_only_the_clock_fires_clocks(history: History) -> None:
    history.after("open_consultation")
    firing = Firing(history, "consultation_closes")
    with pytest.raises(NotPermitted):
        firing.fire(firing.due + DAY, who=SPONSOR)
    firing.id = "no-such-timer"
    with pytest.raises(NotFound):
        firing.fire(firing.due + DAY)


def test_no_clock_of_another_matter_is_fired(history: History) -> None:
    history.after("open_consultation")
    firing = Firing(history, "consultation_closes")
    history.office.clock.set("2026-02-02")
    history.office.open("another")
    firing.clock.set(firing.due + DAY)
    with pytest.raises(NotFound):
        firing.casework.execute(FireTimer(CLOCK, "another", "x", timer=firing.id, generation=1))


def test_a_clock_runs_again_when_the_matter_comes_back(history: History) -> None:
    """Back from argument to drafting and out again: the second consultation winds the clock a second time."""
    history.after("open_consultation")
    first = stored(history)["consultation_closes"]
    back = {"reason": "需要修改草案。"}
    history.playing.execute(lambda key: TakeStep(SPONSOR, CASE, key, step="return_to_drafting", inputs={"return_to_drafting": back}))
    assert stored(history)["consultation_closes"] == (first[0], "settled", 1)
    rows_are_the_facts(history)


def test_through_a_whole_life_the_rows_are_the_facts(history: History) -> None:
    history.begin()
    seen: set[str] = set()
    for act in history.acts("closed"):
        if act.name == "close":
            break
        history.playing.play([act])
        rows_are_the_facts(history)
        seen |= set(stored(history))
    assert seen >= {"consultation_closes", "hearing_materials", "review_floor", "publication"}
    assert verify(history.office.database).ok


def sweep(history: History) -> None:
    """Try every clock of the matter, due or not: the fence must hold."""
    sql = "SELECT id, generation FROM timer WHERE case_id = :case"
    for timer, generation in rows(history.office.database, sql, case=history.case):
        for warning in (True, False):
            fire = partial(FireTimer, CLOCK, history.case, timer=timer, generation=generation, warning=warning)
            history.playing.execute(lambda key, fire=fire: fire(idempotency_key=key))  # type: ignore[misc]


LIVES = st.builds(
    lambda day, hearing, technical, risk, market, opinions, changed, planned: Life(
        day, hearing=hearing, technical=technical, risk=risk, market=market, opinions=opinions, changed=changed,
        planned_on=day + timedelta(days=planned) if planned else None,
    ),
    st.dates(date(2020, 1, 2), date(2025, 6, 1)), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 4),
    st.booleans(), st.integers(0, 400),
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(life=LIVES, firings=st.sets(st.integers(0, 60), max_size=12))
def test_whatever_the_life_the_rows_are_the_facts(office: Office, tmp_path: Path, life: Life, firings: set[int]) -> None:
    """Any lawful life, with sweeps at any time between the acts."""
    number = rows(office.database, "SELECT count(*) FROM case_file")[0][0]
    history = History(office, tmp_path, case=f"life{number}", life=life)
    history.begin()
    for place, act in enumerate(history.acts("executing")):
        history.playing.play([act])
        if place in firings:
            sweep(history)
        rows_are_the_facts(history)
    assert verify(office.database).ok
