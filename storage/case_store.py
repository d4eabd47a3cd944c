"""Opens a matter in a transaction and records what was decided: state, event, entries, clocks, outbox, receipt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass, replace
from datetime import date

from states.casework.commands import Command, OpenCase
from states.casework.events import GENESIS, canonical, digest
from states.errors import InvalidEntry
from storage import statements
from storage.database import Database
from storage.piped import Writing
from storage.reviving import as_json, revive_credentials, revive_dossier, revive_receipt
from storage.transaction import CaseTx, Head


PAPER = re.compile(r"sha256:[0-9a-f]{64}")


class SqlCaseStore:
    """The CaseStore over PostgreSQL or SQLite."""

    def __init__(self, database: Database) -> None:
        self.database = database
        lite = database.sqlite
        self._open = database.sql(statements.LITE_OPEN if lite else statements.PG_OPEN)
        self._who = database.sql(statements.LITE_WHO if lite else statements.PG_WHO)

    @contextmanager
    def open(self, command: Command, today: date) -> Iterator[CaseTx]:
        """The matter, locked; who acts; and the answer given earlier under the same key, if any."""
        asked_for = fingerprint(command)
        asked = digest(canonical(asked_for))
        params = {
            "case": command.case,
            "person": command.actor.person,
            "today": today.isoformat() if self.database.sqlite else today,
            "key": f"{command.actor.person}:{command.idempotency_key}",
            "papers": canonical(sorted(set(PAPER.findall(canonical(asked_for))))),
        }
        with self.database.case_writing() as connection:
            tx = self._begin(connection, command, params)
            tx.asked = asked
            if tx.answered_digest and tx.answered_digest != asked:
                raise InvalidEntry(
                    {"idempotency_key": "这个请求编号已经用于另一项操作。"}, "这个请求编号已经用于另一项操作,请刷新页面后重新提交。"
                )
            yield tx

    def _begin(self, connection: Writing, command: Command, params: dict[str, object]) -> CaseTx:
        row = None
        if not isinstance(command, OpenCase):
            row = connection.exec_driver_sql(self._open, params).first()
            if row is not None and row[6] != row[19]:
                # A rival committed while we waited for the lock: read again, now holding it.
                row = connection.exec_driver_sql(self._open, params).first()
        found = row if row is not None else connection.exec_driver_sql(self._who, params).first()
        assert found is not None
        person = str(params["person"])
        receipt, answered = revive_receipt(found[2])
        if receipt is not None:
            said = self.database.sql("SELECT body FROM event WHERE case_id = :case AND seq = :seq")
            body = connection.exec_driver_sql(said, {"case": receipt.case, "seq": receipt.seq}).scalar_one()
            receipt = replace(receipt, findings=tuple(json.loads(body)["findings"]))
        dossier, head, seqs, papers = None, Head(0, 0, GENESIS), {}, frozenset[str]()
        if row is not None:
            dossier, seqs = revive_dossier(row)
            head = Head(dossier.version, row[19], row[20])
            papers = frozenset(str(one[0]) for one in _rows(row[7]))
        confirmed = frozenset(str(one[0]) for one in _rows(found[3]))
        credentials = revive_credentials(person, found[0], found[1])
        return CaseTx(self.database, connection, dossier, credentials, receipt, confirmed, head, seqs, answered, papers=papers)


def fingerprint(command: Command) -> dict[str, object]:
    """What makes two commands the same request, apart from its key and the version it was written against."""
    left_out = ("idempotency_key", "expected_version", "case") if isinstance(command, OpenCase) else ("idempotency_key",)
    names = [name for kind in type(command).__mro__ for name in getattr(kind, "__slots__", ())]
    return {"type": type(command).__name__} | {
        name: _plain(getattr(command, name)) for name in names if name not in left_out
    }


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _rows(value: object) -> Sequence[Sequence[object]]:
    found = as_json(value)
    return found if isinstance(found, list) else []

