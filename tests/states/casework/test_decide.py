"""decide is pure: the same dossier, command and moment give the same outcome, and nothing outside is touched."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.demo.life import Act, Life
from states.casework import decide
from states.casework.commands import Actor, Command, RecordEntry, TakeStep
from states.casework.decide import Context, record_entry, take_step
from states.casework.events import Outcome
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.errors import DomainError, GateClosed, InvalidEntry, NotPermitted, StepUnavailable
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.catalogue import procedure
from storage.case_store import SqlCaseStore
from storage.database import Database
from tests.clocks import HandClock
from tests.offices import STAFF, filled, open_office
from tests.storage.stepping import History, dump

Decided = tuple[Callable[[Dossier, Any, Context], Outcome], Dossier, Command, Context]
OUTSIDE = ("open", "socket.", "sqlite3.", "subprocess.", "os.", "shutil.", "urllib.", "tempfile.")
BY_CHANCE = (".now", ".utcnow", ".today", "token_hex", "uuid4", "new_id")
FROM_OUTSIDE = ("open(", "random", "secrets", "time.")
_seen: list[str] = []
_watching = [False]


def _watch(event: str, _args: object) -> None:
    if _watching[0] and event.startswith(OUTSIDE):
        _seen.append(event)


@contextmanager
def watched() -> Iterator[list[str]]:
    """What the interpreter reports of files, sockets, processes and databases meanwhile."""
    if not hasattr(sys, "_yifa_watch"):
        sys.addaudithook(_watch)  # cannot be taken away again, only told to look elsewhere
        sys._yifa_watch = True  # type: ignore[attr-defined]
    _seen.clear()
    _watching[0] = True
    try:
        yield _seen
    finally:
        _watching[0] = False


@pytest.fixture
def history(sqlite_database: Database, clock: HandClock, tmp_path: Path) -> History:
    return History(open_office(sqlite_database, clock), tmp_path)


def at_hand(history: History, act: Act, *, actor: Actor | None = None) -> Decided:
    """The dossier as it stands, and the act as a command, ready to be decided."""
    who = actor or Actor(act.who, act.role)
    command: Command
    if act.verb == "step":
        command = TakeStep(who, history.case, "look", step=act.name, inputs=history.playing.sent(act.inputs))
    else:
        command = RecordEntry(who, history.case, "look", kind=act.name, fields=history.playing.sent(act.inputs))
    with SqlCaseStore(history.office.database).open(command, act.on) as tx:
        assert tx.dossier is not None
        dossier, credentials = tx.dossier, tx.credentials
    law = law_view(dossier.law_as_of, dossier.overlays)
    context = Context(Moment(act.on, law), history.playing.clock.now(), credentials, ("e1", "e2", "e3", "e4"))
    return (take_step if act.verb == "step" else record_entry), dossier, command, context


def test_every_act_of_a_life_is_decided_the_same_twice_without_touching_anything(history: History) -> None:
    history.begin()
    decided = 0
    for act in history.acts("reports"):
        if act.verb in ("step", "record"):
            history.playing.clock.to(act.on)
            judge, dossier, command, context = at_hand(history, act)
            first = judge(dossier, command, context)
            before, rows_before = repr((dossier, command, context)), dump(history.office.database)
            with watched() as seen:
                second = judge(dossier, command, context)
                touched = list(seen)
            assert touched == []
            assert second == first
            assert repr((dossier, command, context)) == before and dump(history.office.database) == rows_before
            decided += 1
        history.playing.play([act])
    assert decided > 30


def test_the_watch_sees_what_it_is_there_for(tmp_path: Path) -> None:
    with watched() as seen:
        (tmp_path / "x").write_text("x")
        assert "open" in list(seen)


def test_deciding_reads_no_clock_and_no_chance() -> None:
    """Time and new ids come in with the context; only ``new_id`` itself draws a number."""
    for name in ("decide", "timers", "corrections", "hindsight", "smaller", "authority"):
        tree = ast.parse((Path(decide.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name != "new_id"):
            called = {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
            wrong = {one for one in called if one.endswith(BY_CHANCE) or one.startswith(FROM_OUTSIDE)}
            assert not wrong, (name, node.name, wrong)


def test_a_refusal_is_as_certain_as_a_consent(history: History) -> None:
    act = history.before("start")
    judge, dossier, command, context = at_hand(history, replace(act, inputs={"start_decision": act.inputs["start_decision"] | {"lead_unit": ""}}))
    refusals = []
    for _ in range(2):
        with pytest.raises(GateClosed) as refusal:
            judge(dossier, command, context)
        refusals.append((refusal.value.message, refusal.value.findings))
    assert refusals[0] == refusals[1]


def test_the_order_of_what_was_sent_does_not_matter(history: History) -> None:
    act = history.before("begin_argument")
    judge, dossier, command, context = at_hand(history, act)
    assert isinstance(command, TakeStep)
    turned = {name: dict(reversed(list(fields.items()))) for name, fields in reversed(list(command.inputs.items()))}
    assert judge(dossier, replace(command, inputs=turned), context) == judge(dossier, command, context)


def test_the_outcome_is_what_the_facts_will_be(history: History) -> None:
    act = history.before("open_consultation")
    judge, dossier, command, context = at_hand(history, act)
    outcome = judge(dossier, command, context)
    assert (outcome.before, outcome.kind, outcome.act, outcome.on) == (dossier.configuration, "step", "open_consultation", act.on)
    assert "co_open" in outcome.after and outcome.stage == "arguing" and not outcome.ended
    assert [entry.kind for entry in outcome.entries] == ["consultation_notice", "participation_plan"]
    assert {(entry.by, entry.role, entry.recorded_at) for entry in outcome.entries} == {("sponsor", Role.SPONSOR, context.now)}
    assert [(one.name, one.due_on) for one in outcome.timers] == [("consultation_closes", act.on + timedelta(days=30))]
    assert outcome.entered is not None and outcome.entered["co_open"] == act.on


def test_who_may_not_act_learns_nothing_about_the_gate(history: History) -> None:
    """Authority comes before the map, the map before the entries, the entries before the gate."""
    act = history.before("start")
    unfit = replace(act, inputs={"start_decision": {"start": True}})
    for who in (Actor("sponsor", Role.SPONSOR), Actor("foreign_office", Role.DECISION_OFFICE), Actor("ghost", Role.HEAD)):
        judge, dossier, command, context = at_hand(history, unfit, actor=who)
        with pytest.raises(NotPermitted):
            judge(dossier, command, context)
    judge, dossier, command, context = at_hand(history, replace(unfit, name="publish"))
    with pytest.raises(StepUnavailable):
        judge(dossier, command, context)


def test_every_kind_of_one_form_tells_what_is_wrong_with_it(history: History) -> None:
    """A person is not sent back to the same form once for each part of it."""
    act = history.before("begin_argument")
    judge, dossier, command, context = at_hand(history, replace(act, inputs={"draft": {}, "participation_plan": {}}))
    with pytest.raises(InvalidEntry) as told:
        judge(dossier, command, context)
    assert {name.partition(".")[0] for name in told.value.fields} == {"draft", "participation_plan"}
    assert "「决策草案」" in told.value.message and "「公众参与方案」" in told.value.message


def test_the_law_that_counts_is_the_matters_not_todays(history: History) -> None:
    history.life = Life(date(2025, 1, 6))
    act = history.before("start")
    judge, dossier, command, context = at_hand(history, act)
    later = replace(context, moment=Moment(act.on + timedelta(days=400), context.moment.law))
    assert dossier.law_as_of == date(2025, 1, 6)
    assert [one.citation for one in judge(dossier, command, later).findings] == [one.citation for one in judge(dossier, command, context).findings]


def test_a_domain_error_is_all_that_a_decision_raises(history: History) -> None:
    """Steps of any stage, with papers of any kind: refused in words or decided, never anything else."""
    history.lead("drafting")
    for step in procedure("major_decision").steps.values():
        inputs = {name: filled(name) for name in (*step.kinds, *step.optional)}
        for person, (_, _, roles) in STAFF.items():
            act = Act(history.life.day, person, roles[0], "step", step.name, inputs)
            judge, dossier, command, context = at_hand(history, act)
            try:
                judge(dossier, command, context)
            except DomainError as refusal:
                assert refusal.message
