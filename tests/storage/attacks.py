"""What somebody who bypasses the triggers can do to a record: every attack says which events may be named for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from states.casework.events import GENESIS, canonical, chain_hash, entry_digest
from storage.database import Database
from storage.reviving import revive_fields
from storage.tables import SQLModel
from storage.verify import Verdict, verify

CASE = "life"
# Not chained, because nothing lawful hangs on them: texts to show, internal ids, how a command was keyed, how far or late a sweep is.
FREE = {"timer": {"id", "label", "warn_on", "provisional", "armed_at", "acted_at"}, "material": {"id"},
    "case_file": {"calendar"}, "command_receipt": {"key", "digest", "created_at"}}  # fmt: skip
CHAINED = ("event", "entry", "opinion", "opinion_count", "opinion_giver", "material", "timer", "case_part", "case_file", "command_receipt", "stay", "hand")


class Attacked:
    """The database as it looks inside one open transaction of an attacker."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.sqlite, self.sql = database.sqlite, database.sql
        self.connection = connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        yield self.connection

    def run(self, sql: str, **params: Any) -> Any:
        return self.connection.exec_driver_sql(self.sql(sql), params)

    def rows(self, table: str) -> list[dict[str, Any]]:
        order = "ORDER BY seq" if table in ("event", "entry") else ""
        return [dict(row) for row in self.run(f"SELECT * FROM {table} {order}").mappings()]

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        names = ", ".join(row)
        self.run(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})", **row)

    def change(self, table: str, row: Mapping[str, Any], /, **new: Any) -> None:
        keys = [column.name for column in SQLModel.metadata.tables[table].primary_key]
        sets, where = ", ".join(f"{name} = :new_{name}" for name in new), " AND ".join(f"{key} = :{key}" for key in keys)
        values = {key: row[key] for key in keys} | {f"new_{name}": value for name, value in new.items()}
        assert self.run(f"UPDATE {table} SET {sets} WHERE {where}", **values).rowcount == 1

    def delete(self, table: str, row: Mapping[str, Any]) -> None:
        keys = [column.name for column in SQLModel.metadata.tables[table].primary_key]
        where = " AND ".join(f"{key} = :{key}" for key in keys)
        assert self.run(f"DELETE FROM {table} WHERE {where}", **{key: row[key] for key in keys}).rowcount == 1

    def rechain(self, since: int = 1) -> None:
        """Make the chain whole again from that event on, and the matter's head with it."""
        previous = GENESIS
        for row in self.rows("event"):
            if row["case_id"] != CASE:
                continue
            hashed = chain_hash(previous, row["body"])
            if row["seq"] >= since:
                self.change("event", row, previous=previous, hash=hashed)
            previous, last = hashed, row["seq"]
        self.run("UPDATE case_file SET head_seq = :seq, head_hash = :hash WHERE id = :case", seq=last, hash=previous, case=CASE)

    def rewrite(self, row: Mapping[str, Any], change: Callable[[dict[str, Any]], None]) -> None:
        """Change an event's body, in canonical form."""
        body = json.loads(row["body"])
        change(body)
        self.change("event", row, body=canonical(body))


class Attack:
    """What is done, and which events may be named for it."""

    def __init__(self, name: str, events: Iterable[int], do: Callable[..., None], /, *args: Any, **kwargs: Any) -> None:
        self.name, self.events = name, frozenset(events)
        self._do, self._args, self._kwargs = do, args, kwargs

    def carry_out(self, attacked: Attacked) -> None:
        self._do(attacked, *self._args, **self._kwargs)

    @property
    def moved(self) -> bool:
        """A row that was given to a matter which does not exist, or a matter gone: that name may be given as well."""
        return "case_id" in self.name or self.name.startswith("case_file")


@contextmanager
def attacking(database: Database) -> Iterator[Attacked]:
    """Triggers out of the way, as the owner of the database can; everything is rolled back in the end."""
    with database.engine.connect() as connection:
        if database.sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            for table in ("event", "entry"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield Attacked(database, connection)
        connection.exec_driver_sql("ROLLBACK")


def verdict(attacked: Attacked) -> Verdict:
    return verify(attacked)  # type: ignore[arg-type]


def other_values(value: Any) -> list[Any]:
    """Values that look as if they could be right."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, value + 1000]
        case datetime() | date():
            return [value + timedelta(days=1), value - timedelta(days=400)]
        case "":
            return ["x"]
        case str() if value[:4].isdigit() and value[4:5] == "-":
            return [str(int(value[:4]) - 1) + value[4:], "anno Domini"]
        case str():
            return [value + " ", value[1:], "x"]
        case _:
            return []


def on_columns(attacked: Attacked) -> Iterator[Attack]:
    """Each column of each row that the chain answers for, changed."""
    last = max(row["seq"] for row in attacked.rows("event") if row["case_id"] == CASE)
    for table in CHAINED:
        for row in attacked.rows(table):
            for column, value in row.items():
                if column in FREE.get(table, ()):
                    continue
                events = named(table, row, column, last)
                for new in other_values(value)[1 if (table, column) in (("event", "seq"), ("hand", "seq")) else 0 :]:  # seq + 1 is taken
                    name = f"{table} {row.get('seq', '')} {column} -> {new!r}"
                    yield Attack(name, events, Attacked.change, table, row, **{column: new})


def named(table: str, row: Mapping[str, Any], column: str, last: int) -> frozenset[int]:
    """The events that a verdict may name for a change of that row."""
    if column == "case_id" and table not in ("event", "entry"):
        return frozenset(range(last + 1))
    match table:
        case "event":
            return frozenset({row["seq"]})
        case "entry":
            return frozenset({row["seq"]} | ({row["seq"] + 1, row["seq"] + 1000} if column == "seq" else set()))
        case "opinion":
            return frozenset({row["event_seq"], row["event_seq"] + 1, row["event_seq"] + 1000})
        case "case_file":
            return frozenset({1, last}) if column not in ("head_seq", "id") else frozenset(range(last + 1002))
        case _:
            return frozenset(range(last + 1))


def on_events(attacked: Attacked) -> Iterator[Attack]:
    """Events removed, renumbered, swapped, re-serialised, forged with the tail of the chain made whole."""
    events = [row for row in attacked.rows("event") if row["case_id"] == CASE]
    for row, after in zip(events, [*events[1:], None], strict=True):
        seq = row["seq"]
        yield Attack(f"event {seq} deleted", {seq}, Attacked.delete, "event", row)
        yield Attack(f"event {seq} deleted, the rest renumbered", {seq}, renumber, row)
        yield Attack(f"event {seq} written with spaces", {seq}, respaced, row)
        yield Attack(f"event {seq} written with spaces, chain made whole", {seq}, respaced, row, whole=True)
        if after:
            yield Attack(f"events {seq} and {seq + 1} swapped", {seq}, swap, row, after)
        # A refusal has no receipt: the first answered event after it gives the forger away.
        found = frozenset({seq}) if row["kind"] != "refused" else frozenset({seq, seq + 1, seq + 2})
        for name, change in FORGERIES.items():
            yield Attack(f"event {seq} forged: {name}", found | entries_of(row), forge, row, change)
        yield Attack(f"event {seq} is no JSON, chain made whole", {seq}, nonsense, row)


def entries_of(row: Mapping[str, Any]) -> frozenset[int]:
    return frozenset({row["seq"]}) if json.loads(row["body"])["entries"] else frozenset()


FORGERIES: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "another person": lambda body: body["actor"].update(person="somebody", name="某人"),
    "a later day": lambda body: body.update(recorded_at="2030-01-01T00:00:00+00:00"),
    "another stage": lambda body: body.update(to=["closed"]),
    "another label": lambda body: body.update(label="换了说法"),
    "no findings": lambda body: body.update(findings=[{"rule": "D-PUB-06", "status": "met", "reason": "", "citation": ""}]),
    "another entry": lambda body: body.update(entries=[{"id": "x", "kind": "draft", "digest": "x", "supersedes": ""}]),
    "a missing part": lambda body: body.pop("actor"),
}


def forge(at: Attacked, row: Mapping[str, Any], change: Callable[[dict[str, Any]], None]) -> None:
    at.rewrite(row, change)
    body = json.loads(at.run("SELECT body FROM event WHERE case_id = :c AND seq = :s", c=CASE, s=row["seq"]).scalar_one())
    if body["recorded_at"] != json.loads(row["body"])["recorded_at"]:
        at.change("event", row, recorded_at=body["recorded_at"])
    at.rechain(row["seq"])


def nonsense(at: Attacked, row: Mapping[str, Any]) -> None:
    at.change("event", row, body="{")
    at.rechain(row["seq"])


def respaced(at: Attacked, row: Mapping[str, Any], *, whole: bool = False) -> None:
    at.change("event", row, body=json.dumps(json.loads(row["body"]), ensure_ascii=False))
    if whole:
        at.rechain(row["seq"])


def renumber(at: Attacked, row: Mapping[str, Any]) -> None:
    at.delete("event", row)
    for later in at.rows("event"):
        if later["case_id"] == CASE and later["seq"] > row["seq"]:
            at.change("event", later, seq=later["seq"] - 1)
    at.rechain(row["seq"])


def swap(at: Attacked, first: Mapping[str, Any], second: Mapping[str, Any]) -> None:
    at.change("event", first, seq=0)
    at.change("event", second, seq=first["seq"])
    at.change("event", dict(first) | {"seq": 0}, seq=second["seq"])
    at.rechain(first["seq"])


def on_tail(attacked: Attacked) -> Iterator[Attack]:
    """The end of the chain cut off, with and without making the matter look so; something put at the end."""
    events = [row for row in attacked.rows("event") if row["case_id"] == CASE]
    for cut in range(1, len(events)):
        first = events[-cut]["seq"]
        # What was cut is missed where it left a trace; the traces of one cut may name a later event of it.
        gone = frozenset(range(first, len(events) + 1))
        yield Attack(f"last {cut} cut", {first}, cut_off, first)
        yield Attack(f"last {cut} cut, head moved", gone, cut_off, first, head=True)
        yield Attack(f"last {cut} cut, head moved, entries gone", gone, cut_off, first, head=True, entries=True)
    new = len(events) + 1
    yield Attack("one put at the end", {new}, append)
    yield Attack("one put at the end, head moved", {new}, append, head=True)
    for seq in range(1, new):
        yield Attack(f"an entry put in at {seq}", {seq}, plant, seq)
        yield Attack(f"a sealed entry put in at {seq}, chain made whole", range(seq, seq + 3), plant, seq, promised=True)


def cut_off(at: Attacked, first: int, *, head: bool = False, entries: bool = False) -> None:
    for row in at.rows("event"):
        if row["case_id"] == CASE and row["seq"] >= first:
            at.delete("event", row)
    if entries:
        at.run("DELETE FROM entry WHERE case_id = :case AND seq >= :seq", case=CASE, seq=first)
    if head:
        at.rechain()
        last = json.loads(at.run("SELECT body FROM event WHERE case_id = :c AND seq = :s", c=CASE, s=first - 1).scalar_one())
        at.run("UPDATE case_file SET configuration = :to, version = :version, updated_at = :at WHERE id = :case",
               to=json.dumps(last["to"]), version=last["version"], at=last["recorded_at"], case=CASE)  # fmt: skip


def append(at: Attacked, *, head: bool = False) -> None:
    last = [row for row in at.rows("event") if row["case_id"] == CASE][-1]
    body = json.loads(last["body"]) | {"seq": last["seq"] + 1, "entries": [], "kind": "proposal", "note": {"trigger": "body"}}
    text = canonical(body)
    at.put("event", dict(last) | {"seq": last["seq"] + 1, "kind": "proposal", "body": text, "previous": last["hash"],
                                  "hash": chain_hash(last["hash"], text)})  # fmt: skip
    if head:
        at.rechain()


def plant(at: Attacked, seq: int, *, promised: bool = False) -> None:
    model = at.rows("entry")[0]
    fields = json.loads(model["fields"])
    day = date.fromisoformat(str(model["on_day"]))
    sealed = entry_digest("planted", model["kind"], revive_fields(model["kind"], fields), day, "")
    at.put("entry", dict(model) | {"id": "planted", "seq": seq, "place": 9, "digest": sealed})
    if promised:
        event = next(row for row in at.rows("event") if row["case_id"] == CASE and row["seq"] == seq)
        entry = {"id": "planted", "kind": model["kind"], "digest": sealed, "supersedes": ""}
        at.rewrite(event, lambda body: body["entries"].append(entry))
        at.rechain(seq)


def on_rows(attacked: Attacked) -> Iterator[Attack]:
    """Rows of the other tables deleted, or doubled under another key."""
    last = max(row["seq"] for row in attacked.rows("event"))
    for table in CHAINED[1:]:
        for row in attacked.rows(table):
            if table == "case_file" and row["id"] != CASE:
                continue
            events = frozenset({row["seq"]}) if table == "entry" else frozenset(range(last + 1))
            yield Attack(f"{table} {row.get('id', '')} deleted", events, Attacked.delete, table, row)
    for table, new in (("opinion", {"id": "x"}), ("material", {"id": "x", "digest": "x"}), ("timer", {"id": "x", "name": "x"}),
                       ("case_part", {"person": "x"})):  # fmt: skip
        row = attacked.rows(table)[0]
        yield Attack(f"{table} doubled", range(last + 1), Attacked.put, table, dict(row) | new)


ATTACKS = {"columns": on_columns, "events": on_events, "tail": on_tail, "rows": on_rows}
