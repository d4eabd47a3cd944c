"""What an outcome writes beside the matter itself: opinions, materials, fired clocks, proposals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from states.casework.commands import (
    AddMaterial,
    Circulate,
    Command,
    CorrectOpinion,
    DisposeOpinions,
    FireTimer,
    HandOver,
    ProposeEvaluation,
    ReceiveOpinion,
    RegisterForHearing,
    ScreenOpinions,
    SignOffPaper,
    TakeStep,
    WithdrawOpinion,
)
from states.casework.decide import new_id
from states.casework.events import Outcome, canonical
from states.procedures import calendar_notice
from states.procedures.rule_confirmation import NOTE
from storage import handling, opinion_effects
from storage.database import Database
from storage.piped import Writing


def carry_out(
    database: Database, connection: Writing, outcome: Outcome, command: Command, now: datetime, seq: int
) -> None:
    """Carry out the side of a command that touches other tables; in the same transaction."""

    def run(sql: str, params: Mapping[str, Any]) -> Any:
        plain = {name: _bound(value, database.sqlite) for name, value in params.items()}
        return connection.exec_driver_sql(database.sql(sql), plain)

    note = (outcome.note or {}) if outcome.kind == "step" else {}
    match command:
        case TakeStep() if NOTE in note:
            _rule(run, command, note[NOTE], outcome.on, seq)
        case TakeStep() if calendar_notice.NOTE in note:
            _days_off(run, command, note[calendar_notice.NOTE], now, seq)
        case ReceiveOpinion() | RegisterForHearing() | CorrectOpinion() | WithdrawOpinion() | DisposeOpinions() | ScreenOpinions():
            opinion_effects.carry_out(run, command, outcome, now, seq)
        case AddMaterial():
            _material(run, command, now)
            if isinstance(command, SignOffPaper):
                _fixed(run, command, seq)
        case HandOver():
            handling.hand_over(run, command)
        case Circulate():
            handling.circulate(run, command, now, seq)
        case FireTimer():
            _fired(run, command, outcome, now)
        case ProposeEvaluation():
            _proposal(run, command, now)
        case _:
            pass


Run = Callable[[str, Mapping[str, Any]], Any]


def _bound(value: Any, lite: bool) -> Any:
    return value.isoformat() if lite and isinstance(value, datetime | date) else value


def _material(run: Run, command: AddMaterial, now: datetime) -> None:
    run(
        "INSERT INTO material (id, case_id, digest, name, media_type, size, person_id, added_at) "
        "VALUES (:id, :case, :digest, :name, :media, :size, :person, :now) ON CONFLICT (case_id, digest) DO NOTHING",
        {"id": new_id(now), "case": command.case, "digest": command.digest, "name": command.name, "media": command.media_type,
         "size": command.size, "person": command.actor.person, "now": now},
    )  # fmt: skip


def _fixed(run: Run, command: SignOffPaper, seq: int) -> None:
    """Once for good: a second file for the same paper of the same act is refused by the table's key."""
    run(
        "INSERT INTO fixed_paper (case_id, paper, entry_id, form, digest, event_seq) VALUES (:case, :paper, :entry, :form, :digest, :seq)",
        {"case": command.case, "paper": command.paper, "entry": command.entry, "form": command.form, "digest": command.digest, "seq": seq},
    )


def _fired(run: Run, command: FireTimer, outcome: Outcome, now: datetime) -> None:
    note = outcome.note or {}
    status = "warned" if command.warning else "fired"
    run("UPDATE timer SET status = :status, acted_at = :now WHERE id = :id", {"status": status, "now": now, "id": command.timer})
    if command.warning or note["floor"]:
        return
    if command.generation > 1:  # it may have stood still with its delay paused: the same delay goes on
        run(
            "UPDATE escalation SET status = 'open' WHERE case_id = :case AND timer_name = :timer AND due_on = :due "
            "AND status = 'paused'",
            {"case": command.case, "timer": note["timer"], "due": date.fromisoformat(note["due_on"])},
        )
    run(
        "INSERT INTO escalation (id, case_id, timer_name, label, rule, due_on, rung, opened_at, status, light, told, lit, next_on) "
        "VALUES (:id, :case, :timer, :label, :rule, :due, 1, :now, 'open', :light, :told, :lit, :next) "
        "ON CONFLICT (case_id, timer_name, due_on, rung) DO NOTHING",
        {"id": new_id(now), "case": command.case, "timer": note["timer"], "label": outcome.label, "rule": note["rule"],
         "due": date.fromisoformat(note["due_on"]), "now": now, "light": note["rung"]["light"], "told": note["rung"]["to"],
         "lit": canonical(note["light"]), "next": _day(note["rung"]["next_on"])},
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _proposal(run: Run, command: ProposeEvaluation, now: datetime) -> None:
    run(
        "INSERT INTO evaluation_proposal (id, case_id, trigger_key, evidence, created_at, status) "
        "VALUES (:id, :case, :trigger, :evidence, :now, 'open') "
        "ON CONFLICT (case_id, trigger_key) DO UPDATE SET evidence = excluded.evidence",
        {"id": new_id(now), "case": command.case, "trigger": command.trigger, "evidence": command.evidence, "now": now},
    )


def _rule(run: Run, command: TakeStep, told: Mapping[str, Any], on: date, seq: int) -> None:
    """From here on the rule blocks, or only warns again; for every matter."""
    run("DELETE FROM confirmed_rule WHERE rule = :rule AND case_id = :case", {"rule": told["rule"], "case": command.case})
    if told["holds"]:
        run(
            "INSERT INTO confirmed_rule (rule, case_id, event_seq, on_day) VALUES (:rule, :case, :seq, :on)",
            {"rule": told["rule"], "case": command.case, "seq": seq, "on": on},
        )


def _days_off(run: Run, command: TakeStep, told: Mapping[str, Any], now: datetime, seq: int) -> None:
    """From the next command on every calendar counts by it. Two at once would be the same publication: one of them fails."""
    run(
        "INSERT INTO published_calendar (version, case_id, event_seq, holds, fields, published_at) "
        "SELECT :version, :case, :seq, :holds, e.fields, :now FROM entry e WHERE e.id = :entry",
        {"version": told["version"], "case": command.case, "seq": seq, "holds": told["holds"], "now": now, "entry": told["entry"]},
    )
