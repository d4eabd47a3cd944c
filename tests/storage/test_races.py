"""Two at once on one matter, led step by step: nothing is lost, nothing is done twice, nobody decides on old facts."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.demo.life import Act, Life
from states.casework.commands import (
    Actor,
    Command,
    DisposeOpinions,
    FireTimer,
    OpenCase,
    ReceiveOpinion,
    RecordEntry,
    TakeStep,
)
from states.casework.ports import Receipt
from states.dossier.vocabulary import Disposition, Role
from states.errors import DomainError, GateClosed, InvalidEntry, StaleDossier, StepUnavailable
from storage.verify import verify
from tests.offices import CITY, Office, filled
from tests.storage.stepping import History, Writer, dump, rows, until_blocked

CASE = "life"
PORTAL = Actor("portal", Role.PUBLIC)
CLOCK = Actor("clock", Role.CLOCK)


class LeadersLife(Life):
    """A matter proposed by a leader: without a study report it cannot start (L713 art. 10(1))."""

    def proposal(self) -> dict[str, Any]:
        return super().proposal() | {"proposer_type": "leader"}


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    return History(office, tmp_path)


def step(act: Act, key: str, version: int | None = None) -> TakeStep:
    return TakeStep(Actor(act.who, act.role), CASE, key, version, step=act.name, inputs=act.inputs)


def record(act: Act, key: str, version: int | None = None) -> RecordEntry:
    return RecordEntry(Actor(act.who, act.role), CASE, key, version, kind=act.name, fields=act.inputs)


def events(office: Office) -> list[tuple[str, str]]:
    return [tuple(row) for row in rows(office.database, "SELECT kind, act FROM event WHERE case_id = :case ORDER BY seq", case=CASE)]


def race(history: History, first: Command, second: Command) -> tuple[Any, Any]:
    """The first stands with the matter in its hand when the second comes; the second then gets what is left."""
    office, now = history.office, history.playing.clock.now()
    leader = Writer(office, first, "opened", now=now).at("opened")
    rival = Writer(office, second, now=now)
    until_blocked(office.database)
    return leader.go("opened").finish(), rival.finish()


def test_of_two_who_read_the_same_version_one_is_told_to_read_again(history: History) -> None:
    act = history.before("start")
    (version,) = rows(history.office.database, "SELECT version FROM case_file")[0]
    won, lost = race(history, step(act, "a", version), step(act, "b", version))
    assert isinstance(won, Receipt) and won.version == version + 1
    assert isinstance(lost, StaleDossier) and "刷新" in lost.message
    assert events(history.office).count(("step", "start")) == 1
    assert rows(history.office.database, "SELECT count(*) FROM entry WHERE kind = 'start_decision'")[0][0] == 1
    assert verify(history.office.database).ok


def test_who_names_no_version_decides_on_the_facts_as_they_are_now(history: History) -> None:
    act = history.before("start")
    won, lost = race(history, step(act, "a"), step(act, "b"))
    assert isinstance(won, Receipt) and isinstance(lost, StepUnavailable)
    assert events(history.office)[-2:] == [("step", "start"), ("refused", "start")]
    assert verify(history.office.database).ok


def test_who_waited_sees_what_the_other_put_on_file(history: History) -> None:
    """PostgreSQL re-reads only the locked row after a wait: the entries must be read again as well.

    The decision to start needs the report that the rival files while we wait; on the old facts the gate is closed.
    """
    history.life = LeadersLife(history.life.day)
    report = history.before("study_report")
    decision = filled("start_decision", decided_on=report.on.isoformat(), lead_unit="某市交通运输局", planned_on=None)
    start = TakeStep(Actor("office", Role.DECISION_OFFICE), CASE, "b", step="start", inputs={"start_decision": decision})
    with pytest.raises(GateClosed):
        history.playing.services.casework.execute(start)
    filed, started = race(history, record(report, "a"), start)
    assert isinstance(filed, Receipt) and isinstance(started, Receipt), (filed, started)
    assert events(history.office)[-2:] == [("entry", "study_report"), ("step", "start")]
    assert verify(history.office.database).ok


def test_who_waited_for_one_that_failed_stands_where_the_matter_stood(history: History) -> None:
    act = history.before("start")
    wrong = TakeStep(Actor(act.who, act.role), CASE, "a", step="start", inputs={"start_decision": {"start": "vielleicht"}})
    failed, won = race(history, wrong, step(act, "b"))
    assert isinstance(failed, InvalidEntry) and isinstance(won, Receipt)
    assert events(history.office)[-1] == ("step", "start") and verify(history.office.database).ok


def test_refusals_of_two_at_once_are_both_chained(history: History) -> None:
    history.before("start")
    adopt = [TakeStep(Actor("head", Role.HEAD), CASE, key, step="adopt") for key in "ab"]
    assert [type(one) for one in race(history, *adopt)] == [StepUnavailable] * 2
    assert events(history.office)[-2:] == [("refused", "adopt")] * 2 and verify(history.office.database).ok


def test_the_same_request_twice_at_once_has_one_effect_and_one_answer(history: History) -> None:
    act = history.before("start")
    first, second = race(history, step(act, "same"), step(act, "same"))
    assert isinstance(first, Receipt) and isinstance(second, Receipt)
    assert (first.replayed, second.replayed) == (False, True)
    assert (first.seq, first.hash, first.version, first.configuration, first.findings) == (
        second.seq, second.hash, second.version, second.configuration, second.findings,
    )  # fmt: skip
    assert events(history.office).count(("step", "start")) == 1


def test_the_same_request_later_gets_the_same_answer_whatever_has_happened_since(history: History) -> None:
    act = history.before("start")
    casework = history.playing.services.casework
    first = casework.execute(step(act, "same"))
    history.office.people.add_person("office2", "office2", "办公机构乙", "city_office", "x", (Role.DECISION_OFFICE,), history.life.day)
    casework.execute(TakeStep(Actor("office", Role.DECISION_OFFICE), CASE, "end", step="terminate", inputs={
        "termination": filled("termination", decided_on=act.on.isoformat())}))  # fmt: skip
    before = dump(history.office.database)
    again = casework.execute(step(act, "same", version=3))
    assert (again.seq, again.hash, again.version, again.configuration) == (first.seq, first.hash, first.version, first.configuration)
    assert again.replayed and dump(history.office.database) == before


def test_the_same_key_for_something_else_is_refused(history: History) -> None:
    act = history.before("start")
    casework = history.playing.services.casework
    casework.execute(step(act, "same"))
    before = dump(history.office.database)
    other = TakeStep(Actor(act.who, act.role), CASE, "same", step="start", inputs={"start_decision": act.inputs["start_decision"] | {"reason": "另一理由"}})
    for command in (other, TakeStep(Actor(act.who, act.role), CASE, "same", step="terminate"), record(act, "same")):
        with pytest.raises(InvalidEntry, match="已经用于另一项操作"):
            casework.execute(command)
    assert dump(history.office.database) == before


def test_the_same_key_of_another_person_is_another_request(history: History) -> None:
    history.before("start")
    for person, role in (("head", Role.HEAD), ("member", Role.MEMBER)):
        with pytest.raises(DomainError):
            history.playing.services.casework.execute(TakeStep(Actor(person, role), CASE, "same", step="adopt"))
    assert events(history.office)[-2:] == [("refused", "adopt")] * 2


def opening(case: str, key: str, title: str = "城市道路停车收费标准调整") -> OpenCase:
    fields = filled("proposal", proposer_type="department", received_on="2026-01-12")
    return OpenCase(Actor("office", Role.DECISION_OFFICE), case, key, procedure="major_decision", title=title,
                    office="transport", body=CITY, fields=fields)  # fmt: skip


def opened_at_once(office: Office, first: OpenCase, second: OpenCase) -> tuple[Any, Any]:
    leader = Writer(office, first, "opened").at("opened")
    rival = Writer(office, second)
    if first.idempotency_key == second.idempotency_key:
        until_blocked(office.database)
    return leader.go("opened").finish(), rival.finish()


def test_a_matter_opened_twice_by_one_request_is_one_matter(office: Office) -> None:
    first, second = opened_at_once(office, opening("one", "same"), opening("two", "same"))
    assert isinstance(first, Receipt) and isinstance(second, Receipt), (first, second)
    assert (first.case, second.case, second.replayed) == ("one", "one", True)
    assert rows(office.database, "SELECT id FROM case_file") == [("one",)]


def test_two_matters_opened_at_once_have_two_numbers(office: Office) -> None:
    results = opened_at_once(office, opening("one", "a"), opening("two", "b"))
    assert all(isinstance(one, Receipt) for one in results), results
    numbers = {row[0] for row in rows(office.database, "SELECT number FROM case_file")}
    assert numbers == {"决〔2026〕1号", "决〔2026〕2号"}


def test_a_matters_id_is_taken_once(office: Office) -> None:
    results = opened_at_once(office, opening("one", "a"), opening("one", "b"))
    assert isinstance(results[0], Receipt) ^ isinstance(results[1], Receipt), results
    assert next(type(one) for one in results if not isinstance(one, Receipt)) in (InvalidEntry, StaleDossier)
    with pytest.raises(InvalidEntry, match="已经存在"):
        office.casework.execute(opening("one", "c"))
    assert len(rows(office.database, "SELECT id FROM case_file")) == 1 and verify(office.database).ok


def test_one_key_on_two_matters_at_once_serves_one(office: Office) -> None:
    for case in ("one", "two"):
        office.open(case)
    fields = filled("scope_test")
    commands = [RecordEntry(Actor("office", Role.DECISION_OFFICE), case, "same", kind="scope_test", fields=fields) for case in ("one", "two")]
    leader = Writer(office, commands[0], "opened").at("opened")
    rival = Writer(office, commands[1]).finish() if not office.database.sqlite else None
    served = leader.go("opened").finish()
    rival = rival or Writer(office, commands[1]).finish()
    assert {type(served), type(rival)} <= {Receipt, StaleDossier, InvalidEntry}
    assert [type(one) for one in (served, rival)].count(Receipt) == 1
    assert rows(office.database, "SELECT count(*) FROM entry WHERE kind = 'scope_test'")[0][0] == 1
    assert verify(office.database).ok


def clock_of(history: History, name: str) -> tuple[str, int, Any]:
    sql = "SELECT id, generation, due_on FROM timer WHERE case_id = :case AND name = :name"
    ((timer, generation, due),) = rows(history.office.database, sql, case=CASE, name=name)
    return timer, generation, due


def lapsed(history: History) -> tuple[FireTimer, FireTimer]:
    """Two sweeps found the consultation's end lapsed."""
    history.after("open_consultation")
    timer, generation, _ = clock_of(history, "consultation_closes")
    history.playing.clock.to(history.life.day + timedelta(days=history.life.consultation_days + 1))
    return FireTimer(CLOCK, CASE, "a", timer=timer, generation=generation), FireTimer(CLOCK, CASE, "b", timer=timer, generation=generation)


def test_a_clock_fired_by_two_sweeps_fires_once(history: History) -> None:
    first, second = race(history, *lapsed(history))
    assert isinstance(first, Receipt) and isinstance(second, Receipt)
    assert (first.seq > 0, second.seq) == (True, 0)
    database = history.office.database
    assert [one for one in events(history.office) if one[0] == "deadline"] == [("deadline", "fire:consultation_closes")]
    assert rows(database, "SELECT count(*) FROM escalation")[0][0] == 1
    assert rows(database, "SELECT count(*) FROM outbox WHERE topic = 'deadline_passed'")[0][0] == 1
    assert verify(database).ok


def test_a_clock_that_the_officer_stopped_first_no_longer_fires(history: History) -> None:
    fire, _ = lapsed(history)
    closing = {"closed_on": history.playing.clock.now().date().isoformat(), "received": 0}
    close = TakeStep(Actor("sponsor", Role.SPONSOR), CASE, "c", step="close_consultation", inputs={"consultation_closing": closing})
    closed, fired = race(history, close, fire)
    assert isinstance(closed, Receipt) and isinstance(fired, Receipt) and fired.seq == 0
    assert [row[0] for row in rows(history.office.database, "SELECT status FROM timer")] == ["settled"]
    assert rows(history.office.database, "SELECT count(*) FROM escalation")[0][0] == 0


def test_opinions_come_in_while_officers_work_and_every_one_counts(history: History) -> None:
    history.after("open_consultation")
    office, now = history.office, history.playing.clock.now()
    start = threading.Barrier(5)
    results: list[object] = []

    def send(number: int) -> None:
        start.wait(30)
        for turn in range(8):
            results.append(Writer(office, ReceiveOpinion(PORTAL, CASE, f"o{number}-{turn}", source="网上留言", text=f"意见{number}-{turn}"), now=now).finish())

    def answer() -> None:
        start.wait(30)
        for turn in range(8):
            found = rows(office.database, "SELECT id FROM opinion WHERE disposition = '' ORDER BY id LIMIT 3")
            if found:
                chosen = tuple(row[0] for row in found)
                command: Command = DisposeOpinions(Actor("sponsor", Role.SPONSOR), CASE, f"d{turn}", opinions=chosen,
                                                   disposition=Disposition.ADOPTED, reason="")  # fmt: skip
                results.append(Writer(office, command, now=now).finish())
            note = filled("group_contact", on=now.date().isoformat())
            results.append(Writer(office, RecordEntry(Actor("sponsor", Role.SPONSOR), CASE, f"g{turn}", kind="group_contact", fields=note), now=now).finish())

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)] + [threading.Thread(target=answer)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert all(isinstance(one, Receipt) for one in results), [one for one in results if not isinstance(one, Receipt)][:3]
    database = office.database
    answered = rows(database, "SELECT count(*) FROM opinion WHERE disposition = 'adopted'")[0][0]
    assert rows(database, "SELECT received, adopted FROM opinion_count") == [(32, answered)]
    assert rows(database, "SELECT count(*) FROM entry WHERE kind = 'group_contact'")[0][0] == 8
    assert verify(database).ok


def test_the_same_opinion_answered_twice_counts_once(history: History) -> None:
    history.after("open_consultation")
    casework = history.playing.services.casework
    for number in range(3):
        casework.execute(ReceiveOpinion(PORTAL, CASE, f"o{number}", source="网上留言", text="同样的意见"))
    chosen = tuple(row[0] for row in rows(history.office.database, "SELECT id FROM opinion ORDER BY id"))
    sponsor = Actor("sponsor", Role.SPONSOR)
    answers = [
        DisposeOpinions(sponsor, CASE, "a", opinions=chosen, disposition=Disposition.ADOPTED, reason=""),
        DisposeOpinions(sponsor, CASE, "b", opinions=chosen[:2] * 2, disposition=Disposition.NOT_ADOPTED, reason="与上位法不符。"),
    ]
    assert all(isinstance(one, Receipt) for one in race(history, *answers))
    counts = rows(history.office.database, "SELECT received, adopted, partly_adopted, not_adopted FROM opinion_count")
    assert counts == [(3, 1, 0, 2)] and verify(history.office.database).ok
