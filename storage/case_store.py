"""Opens a matter in a transaction and records what was decided: state, event, entries, clocks, outbox, receipt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date

from psycopg.errors import DivisionByZero, UniqueViolation
from sqlalchemy.exc import IntegrityError

from states.casework.commands import Command, OpenCase
from states.casework.events import GENESIS, canonical, digest
from states.casework.ports import Receipt
from states.errors import InvalidEntry, StaleDossier
from storage import register, statements
from storage.calendars import almanac_at
from storage.database import Database
from storage.piped import Writing
from storage.reprojecting import BehindTx, behind
from storage.reviving import as_json, revive_credentials, revive_dossier, revive_receipt
from storage.transaction import CaseTx, Head

PAPER = re.compile(r"sha256:[0-9a-f]{64}")

EXISTS = "这个事项标识已经存在，请刷新页面后重新立项。"
TAKEN = "这个请求编号已经用于另一项操作，请刷新页面后重新提交。"


class SqlCaseStore:
    """The CaseStore over PostgreSQL or SQLite."""

    def __init__(self, database: Database) -> None:
        self.database = database
        lite = database.sqlite
        self._lock = database.sql(statements.LITE_LOCK if lite else statements.PG_LOCK)
        self._entries = database.sql(statements.ENTRIES)
        self._who = database.sql(statements.LITE_WHO if lite else statements.PG_WHO)

    @contextmanager
    def open(self, command: Command, today: date) -> Iterator[CaseTx]:
        """The matter, locked; who acts; and the answer given earlier under the same key, if any."""
        asked_for = canonical(fingerprint(command))
        asked = digest(asked_for)
        params = {
            "case": command.case,
            "person": command.actor.person,
            "today": today.isoformat() if self.database.sqlite else today,
            "key": f"{command.actor.person}:{command.idempotency_key}",
            "papers": canonical(sorted(set(PAPER.findall(asked_for)))),
        }
        try:
            with self.database.case_writing() as connection:
                tx = self._begin(connection, command, params)
                tx.asked = asked
                if tx.answered_digest and tx.answered_digest != asked:
                    raise InvalidEntry({"idempotency_key": TAKEN}, TAKEN)
                yield tx
        except (IntegrityError, UniqueViolation, DivisionByZero) as clash:  # the same key on two matters at the same moment
            raise StaleDossier("与同时提交的另一项操作冲突，没有办理，请刷新页面后重新提交。") from clash

    def behind(self, limit: int) -> AbstractContextManager[BehindTx]:
        """The next matters whose clocks still go by an older calendar."""
        return behind(self.database, limit)

    def _begin(self, connection: Writing, command: Command, params: dict[str, object]) -> CaseTx:
        """Lock the matter, then read everything else: three statements, one round trip on PostgreSQL."""
        if isinstance(command, OpenCase) and not self.database.sqlite:
            # There is no row to lock yet: the same request sent twice at once must still open one matter.
            connection.exec_driver_sql(self.database.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), params)
        locked = connection.exec_driver_sql(self._lock, params)
        asked = connection.exec_driver_sql(self._who, params)
        filed = connection.exec_driver_sql(self._entries, params)
        known = register.asked(self.database, connection, command)
        row, who, entries = locked.first(), asked.first(), filed.all()
        receipt, answered = revive_receipt(who[2])
        dossier, head, seqs = None, Head(0, 0, GENESIS), {}
        if row is not None and receipt is None and isinstance(command, OpenCase):
            raise InvalidEntry({"case": EXISTS}, EXISTS)
        if row is not None and not isinstance(command, OpenCase):
            dossier, seqs = revive_dossier(row, entries, who[4], register.names(self.database, connection))
            head = Head(dossier.version, row[11], row[12])
        return CaseTx(
            self.database, connection, dossier, revive_credentials(command.actor.person, who[0], who[1]),
            self._with_findings(connection, receipt), _firsts(who[3]), head, seqs, answered, papers=_firsts(who[5]), known=known,
            almanac=almanac_at(self.database, who[6], connection.exec_driver_sql),
        )  # fmt: skip

    def _with_findings(self, connection: Writing, receipt: Receipt | None) -> Receipt | None:
        """An earlier answer, with the findings that its event keeps."""
        if receipt is None:
            return None
        said = self.database.sql("SELECT body FROM event WHERE case_id = :case AND seq = :seq")
        body = connection.exec_driver_sql(said, {"case": receipt.case, "seq": receipt.seq}).scalar_one()
        return replace(receipt, findings=tuple(json.loads(body)["findings"]))


def fingerprint(command: Command) -> dict[str, object]:
    """What makes two commands the same request, apart from its key and the version it was written against."""
    left_out = ("idempotency_key", "expected_version", "proven_at", *(("case",) if isinstance(command, OpenCase) else ()))
    names = [name for kind in type(command).__mro__ for name in getattr(kind, "__slots__", ())]
    return {"type": type(command).__name__} | {
        name: getattr(command, name) for name in names if name not in left_out
    }


def _firsts(value: object) -> frozenset[str]:
    """The first column of rows that came as JSON."""
    return frozenset(str(row[0]) for row in as_json(value))
