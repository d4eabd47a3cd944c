"""One matter in one transaction: what the core may ask while deciding, and how its outcome is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from states.casework.commands import Actor, Command, OpenCase
from states.casework.decide import new_id
from states.casework.events import GENESIS, Outcome, TimerChange, canonical, chain_hash, finding_body
from states.casework.ports import Credentials, Receipt, TakenStep, TimerRow
from states.dossier.model import Dossier, EarlierFines, Entry, EvaluationMatter, Kept
from states.dossier.naming import Register
from states.errors import DomainError, GateClosed, StaleDossier
from states.law.almanac import SHIPPED, Almanac
from states.law.legal_day import legal_day
from storage import families, handling, held_packages, register, statements
from storage.database import Database
from storage.earlier_fines import StoredFines, name_parties
from storage.effects import carry_out
from storage.hands import acted
from storage.paper_numbers import issue
from storage.piped import Writing
from storage.reviving import as_date, as_moment

OVERTAKEN = "该事项刚刚被他人办理过，请刷新页面，核对最新情况后再提交。"
Rows: TypeAlias = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a matter's chain: its version, the number and hash of its last event."""

    version: int
    seq: int
    hash: str


@dataclass(slots=True)
class CaseTx:
    """The CaseTransaction over an open connection."""

    database: Database
    connection: Writing
    dossier: Dossier | None
    credentials: Credentials | None
    receipt: Receipt | None
    confirmed: frozenset[str]
    head: Head
    seqs: Mapping[str, int]
    answered_digest: str = ""
    asked: str = ""
    papers: frozenset[str] = frozenset()  # those named by the command that are on file
    known: Callable[[], Register] = Register  # whom the register knows of those it names
    almanac: Almanac = SHIPPED

    def record(self, outcome: Outcome, command: Command, now: datetime) -> Receipt:
        """State, event, entries, clocks, outbox and receipt; the transaction commits when the store closes it."""
        version = self.head.version + (1 if outcome.advances else 0)
        seq = self.head.seq + 1
        told = self._body(outcome, command, now, version, seq)
        if issued := issue(self._run, self.dossier.body if self.dossier else "", command.case, seq, outcome):
            told["numbers"] = issued
        body = canonical(told)
        previous = self.head.hash if self.head.seq else GENESIS
        hashed = chain_hash(previous, body)
        findings = tuple(finding_body(finding) for finding in outcome.findings)
        receipt = Receipt(command.case, version, seq, hashed, outcome.after, findings)
        params = self._case(outcome, command, now) | {
            "case": command.case, "version": version, "seq": seq, "hash": hashed, "head": self.head.seq,
            "kind": outcome.kind, "act": outcome.act, "previous": previous, "body": body, "on": outcome.on, "now": now,
            "key": f"{command.actor.person}:{command.idempotency_key}", "digest": self.asked,
            "receipt": canonical({"case": command.case, "version": version, "seq": seq, "hash": hashed, "to": outcome.after}),
        }  # fmt: skip
        carry_out(self.database, self.connection, outcome, command, now, seq)
        name_parties(self._run, command.case, outcome.entries)
        acted(self._run, command.case, command.actor, outcome.kind, outcome.act, outcome.on, seq)
        self._write(params, outcome, self._rows(outcome, command, now, seq), isinstance(command, OpenCase))
        self.head = Head(version, seq, hashed)
        return receipt

    def refuse(self, refusal: DomainError, command: Command, now: datetime, on: date) -> None:
        """Chain the refusal of an official step; the matter itself stays as it was."""
        dossier = self.dossier
        assert dossier is not None
        findings = refusal.findings if isinstance(refusal, GateClosed) else ()
        what = str(getattr(command, "step", getattr(command, "kind", type(command).__name__)))
        outcome = Outcome(
            "refused", what, "拒绝办理", dossier.configuration, dossier.configuration, on,
            findings=tuple(findings), advances=False, stage="",
            note={"refusal": type(refusal).__name__, "message": refusal.message, "key": command.idempotency_key},
        )  # fmt: skip
        seq = self.head.seq + 1
        body = canonical(self._body(outcome, command, now, self.head.version, seq))
        params = {
            "case": command.case, "seq": seq, "kind": "refused", "act": what, "previous": self.head.hash,
            "hash": chain_hash(self.head.hash, body), "body": body, "on": on, "now": now,
        }  # fmt: skip
        self._run(statements.CHAIN, params)
        self._run(
            "UPDATE case_file SET head_seq = :seq, head_hash = :hash WHERE id = :case",
            {"seq": seq, "hash": params["hash"], "case": command.case},
        )

    def next_number(self, today: date, mark: str) -> str:
        """The number of a new matter, by year and mark (决, 督); gaps are harmless, doubles are not."""
        take = (
            "INSERT INTO number_series (mark, year, next) VALUES (:mark, :year, 2) "
            "ON CONFLICT (mark, year) DO UPDATE SET next = number_series.next + 1 RETURNING next - 1"
        )
        number = self._run(take, {"mark": mark, "year": today.year}).scalar_one()
        return f"{mark}〔{today.year}〕{number}号"

    def standing(self, procedure: str, kind: str, field: str) -> dict[str, str]:
        """What the opening entries of such matters name that have not ended: value -> the matter's number."""
        found = self._run(
            "SELECT e.fields, c.number FROM case_file c JOIN entry e ON e.case_id = c.id AND e.kind = :kind "
            "WHERE c.procedure = :procedure AND NOT c.ended",
            {"kind": kind, "procedure": procedure},
        )
        return {str(json.loads(row[0]).get(field, "")): row[1] for row in found}

    def knows_office(self, office: str, body: str) -> bool:
        """Whether that office is registered under that body."""
        found = self._run("SELECT 1 FROM office WHERE id = :office AND body_id = :body", {"office": office, "body": body})
        return found.first() is not None

    def history(self) -> Sequence[TakenStep]:
        """The steps taken so far, in order."""
        found = self._run(
            "SELECT act, seq, recorded_at, body FROM event WHERE case_id = :case AND kind = 'step' ORDER BY seq", {"case": self._id()}
        )
        told = [(row, json.loads(row[3])) for row in found]
        return [
            TakenStep(row[0], row[1], legal_day(as_moment(row[2])), tuple(body["from"]), tuple(body["to"])) for row, body in told
        ]

    def entry_seq(self, entry_id: str) -> int:
        return self.seqs.get(entry_id, 0)

    def timer(self, timer_id: str) -> TimerRow | None:
        row = self._run(
            "SELECT id, name, label, rule, due_on, status, generation, warn_on FROM timer WHERE id = :id AND case_id = :case",
            {"id": timer_id, "case": self._id()},
        ).first()
        return TimerRow(*row[:4], as_date(row[4]), row[5], row[6], as_date(row[7]) if row[7] else None) if row else None

    def handler(self) -> str:
        return handling.handler_of(self._run, self._id())

    def people(self, persons: Sequence[str], today: date) -> Mapping[str, Credentials]:
        return handling.people(self._run, persons, today)

    def register(self) -> Register:
        return self.known()

    def has_materials(self, digests: Sequence[str]) -> bool:
        return self.papers.issuperset(digests)

    def above(self, case: str, *, lock: bool = False) -> Dossier | None:
        """Another matter; locked while one is opened under it, so that two at once do not both become the only one."""
        tail = " FOR UPDATE" if lock and not self.database.sqlite else ""
        return families.matter(self._run, case, tail=tail, names=register.names(self.database, self.connection))

    def kept(self, case: str) -> Kept:
        return held_packages.kept(self._run, case)

    def fines(self) -> EarlierFines:
        return StoredFines(self.database, self.connection)

    def evaluations(self, case: str) -> tuple[EvaluationMatter, ...]:
        return families.evaluations(self._run, case)

    def _id(self) -> str:
        assert self.dossier is not None
        return self.dossier.id

    def _run(self, sql: str, params: Mapping[str, Any]) -> Any:
        plain = {name: _bound(value) for name, value in params.items()} if self.database.sqlite else params
        return self.connection.exec_driver_sql(self.database.sql(sql), plain)

    def _body(self, outcome: Outcome, command: Command, now: datetime, version: int, seq: int) -> dict[str, Any]:
        who = self.credentials
        body: dict[str, Any] = {
            "case": command.case, "seq": seq, "version": version, "kind": outcome.kind, "act": outcome.act,
            "label": outcome.label, "recorded_at": now, "on": outcome.on, "from": outcome.before, "to": outcome.after,
            "actor": {"person": command.actor.person, "name": who.name if who else "", "role": command.actor.role,
                      "office": who.office_name if who else "", "represented": command.actor.represents},
            "entries": [_promised(one, command.actor) for one in outcome.entries],
            "findings": [finding_body(finding) for finding in outcome.findings],
            "timers": [told_clock(one) for one in outcome.timers],
        }  # fmt: skip
        if outcome.note:
            body["note"] = dict(outcome.note)
        if outcome.parts:
            body["parts"] = [(one.person, one.role, one.employer) for one in outcome.parts]
        if outcome.entered is not None:
            body["entered"] = outcome.entered
        if isinstance(command, OpenCase):
            body["opened"] = {"procedure": command.procedure, "title": command.title.strip(), "office": command.office,
                              "body": command.body, "confidentiality": command.confidentiality.value,
                              "overlays": command.overlays, "parent": command.parent}  # fmt: skip
        return body

    def _case(self, outcome: Outcome, command: Command, now: datetime) -> dict[str, Any]:
        parts = [*(self.dossier.parts if self.dossier else ()), *outcome.parts]
        entered = outcome.entered if outcome.entered is not None else (self.dossier.entered if self.dossier else {})
        found: dict[str, Any] = {
            "configuration": json.dumps(outcome.after), "stage": outcome.stage, "ended": outcome.ended,
            "parts": canonical([(part.person, part.role, part.employer) for part in parts]),
            "entered": canonical(entered),
        }  # fmt: skip
        if isinstance(command, OpenCase):
            found |= {
                "number": outcome.note["number"] if outcome.note else "", "procedure": command.procedure,
                "title": command.title.strip(), "office": command.office, "body_id": command.body,
                "confidentiality": command.confidentiality.value, "law_as_of": outcome.on,
                "overlays": json.dumps(command.overlays), "parent": command.parent, "calendar": self.almanac.version,
            }  # fmt: skip
        return found

    def _rows(self, outcome: Outcome, command: Command, now: datetime, seq: int) -> Rows:
        case = command.case
        entries = [
            {"id": one.id, "case_id": case, "seq": seq, "place": place, "kind": one.kind,
             "fields": canonical(one.fields), "on_day": one.on, "recorded_at": now, "person_id": one.by, "role": one.role,
             "represented": one.represented, "supersedes": one.supersedes, "digest": one.digest}
            for place, one in enumerate(outcome.entries)
        ]  # fmt: skip
        timers = [
            {"id": new_id(now), "case_id": case, "name": one.name, "label": one.label, "rule": one.rule,
             "due_on": one.due_on, "warn_on": one.warn_on, "provisional": one.provisional,
             "status": "held" if one.held else "armed", "generation": 1, "armed_at": now,
             "held_on": one.held.since if one.held else None, "days_used": one.held.used if one.held else None,
             "days_left": one.held.left if one.held else None}
            for one in outcome.timers if one.due_on
        ]  # fmt: skip
        outbox = [
            {"id": new_id(now), "case_id": case, "topic": one.topic, "payload": canonical(dict(one.payload) | {"seq": seq}),
             "created_at": now, "next_at": now, "attempts": 0, "status": "waiting", "claim": "", "error": ""}
            for one in outcome.messages
        ]  # fmt: skip
        parts = [
            {"case_id": case, "person": one.person, "role": one.role, "employer": one.employer} for one in outcome.parts
        ]
        return {"entry": entries, "timer": timers, "outbox": outbox, "case_part": parts}

    def _write(self, params: dict[str, Any], outcome: Outcome, rows: Rows, opening: bool) -> None:
        """Statement after statement; on PostgreSQL they queue, and go out with the commit in one round trip."""
        self._move(params, opening)
        self._run(statements.CHAIN, params)
        self._run(statements.RECEIPT, params)
        for table, many in rows.items():
            for row in many:
                self._run(statements.ADD[table], row)
        for one in outcome.timers:
            stop = {"case": params["case"], "name": one.name, "ended_as": _ended_as(one), "held": one.held is not None, "due": one.due_on}
            if one.due_on is None:
                self._run(statements.STOP, stop)
            self._run(statements.CLOSE, stop)

    def _move(self, params: dict[str, Any], opening: bool) -> None:
        if opening:
            self._run(statements.BEGIN_CASE, params)
        elif not self.database.sqlite:
            self._run(statements.PG_MOVE, params)
        elif len(self._run(f"{statements.MOVE} RETURNING id", params).all()) != 1:
            raise StaleDossier(OVERTAKEN)


def _promised(entry: Entry, actor: Actor) -> dict[str, Any]:
    """What the event says of an entry it puts on file; whose word it is, where that is not the actor's own."""
    said = {"id": entry.id, "kind": entry.kind, "digest": entry.digest, "supersedes": entry.supersedes}
    whose = (entry.by, entry.role, entry.represented)
    own = (actor.person, actor.role, actor.represents)
    return said if whose == own else said | dict(zip(("by", "role", "represented"), whose, strict=True))


def told_clock(change: TimerChange) -> dict[str, Any]:
    """What the event says of a clock; of one that is held, since when, how much of it was used and is left, and why."""
    said = {"name": change.name, "rule": change.rule, "due_on": change.due_on}
    held = change.held
    return said | {"held": {"on": held.since, "used": held.used, "left": held.left, "why": held.why}} if held else said


def _ended_as(change: TimerChange) -> str:
    return "settled" if change.settled else "cancelled"


def _bound(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
