"""Who bypasses the triggers and changes the record is found, with the matter and the event.

The limit, said plainly: someone who may write every table and rewrites consistently (the chain from some event on, the
matter's head, and the receipts that each command was answered with) leaves a database that agrees with itself. The last
test shows it. Against that stand copies outside this database: sealed packages now, signed checkpoints later.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection

from states.casework.commands import Actor
from states.casework.events import canonical
from states.dossier.vocabulary import Role
from storage.standing import keep
from storage.verify import OWNED, Bad, Verdict, verify
from tests.offices import Office
from tests.storage.attacks import ATTACKS, CASE, CHAINED, Attacked, attacking, verdict
from tests.storage.stepping import History


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    """A matter through drafting, consultation, opinions and hearing, with a refusal, an alarm and a correction."""
    history = History(office, tmp_path).lead("participation")
    keep(office.database)
    history.correct("research_record", Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR), on="2025-01-21")
    assert verify(office.database).ok
    return history


@pytest.mark.parametrize("family", ATTACKS)
def test_every_attack_is_found_and_placed(history: History, family: str) -> None:
    missed, misplaced = [], []
    with attacking(history.office.database) as attacked:
        attacks = list(ATTACKS[family](attacked))
        for attack in attacks:
            attacked.run("SAVEPOINT attack")
            attack.carry_out(attacked)
            found = verdict(attacked)
            attacked.run("ROLLBACK TO SAVEPOINT attack")
            if found.ok or found.first_bad is None:
                missed.append(attack.name)
            elif found.first_bad.event not in attack.events or not (found.first_bad.case == CASE or attack.moved):
                misplaced.append((attack.name, found.first_bad))
        assert verdict(attacked).ok
    assert (missed, misplaced) == ([], [])
    assert len(attacks) >= {"columns": 1500, "events": 300, "tail": 100, "rows": 60}[family]


def test_a_committed_attack_is_found_by_the_ordinary_check(history: History) -> None:
    database = history.office.database
    with database.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER entry_no_update" if database.sqlite else "ALTER TABLE entry DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE entry SET on_day = '2025-03-20' WHERE kind = 'hearing_materials'")
        connection.commit()
    bad = verify(database).first_bad
    assert bad == Bad(CASE, 20, "登记的内容与事件记载的不符，登记被改动过。")


def test_the_right_one_of_several_matters_is_named(history: History) -> None:
    for case in ("a-case", "z-case"):
        history.office.clock.set("2025-06-02")
        history.office.open(case)
    with attacking(history.office.database) as attacked:
        for case, seq in (("a-case", 1), ("life", 12), ("z-case", 2)):
            attacked.run("SAVEPOINT attack")
            attacked.run("UPDATE event SET act = 'x' WHERE case_id = :case AND seq = :seq", case=case, seq=seq)
            found = verdict(attacked)
            attacked.run("ROLLBACK TO SAVEPOINT attack")
            assert found.first_bad is not None
            assert (found.first_bad.case, found.first_bad.event) == (case, seq)


@pytest.mark.parametrize("left", [one for one in CHAINED if one not in ("event", "case_file")])
def test_a_matter_removed_whole_is_missed_where_it_left_a_trace(history: History, left: str) -> None:
    with attacking(history.office.database) as attacked:
        for table in OWNED:
            if table != left:
                attacked.run(f"DELETE FROM {table}")
        attacked.run("DELETE FROM case_file")
        bad = verdict(attacked).first_bad
    assert bad is not None and bad.case == CASE


def test_a_consistent_rewriting_of_everything_is_beyond_this_check(history: History) -> None:
    """The honest limit: chain, head and receipts rewritten together agree with each other."""
    with attacking(history.office.database) as attacked:
        event = attacked.rows("event")[11]
        attacked.rewrite(event, lambda body: body.update(label="换了说法"))
        attacked.rechain(event["seq"])
        assert verdict(attacked).first_bad == Bad(CASE, 12, "事件与当时给办理人的回执不符，事件链被改写过。")
        hashes = {row["seq"]: row["hash"] for row in attacked.rows("event")}
        for row in attacked.rows("command_receipt"):
            body = json.loads(row["body"])
            attacked.change("command_receipt", row, body=canonical(body | {"hash": hashes[body["seq"]]}))
        assert verdict(attacked).ok


def test_a_check_while_others_write_sees_one_moment(history: History) -> None:
    """Between reading the heads and reading the chains a command commits; the check must not call that a fault."""
    database = history.office.database

    class Interrupted(Attacked):
        def __init__(self, connection: Connection) -> None:
            super().__init__(database, connection)
            self.sql = self._sql  # type: ignore[method-assign]
            self.written = False

        def _sql(self, text: str) -> str:
            if not self.written:  # the first statement about a single matter: all heads have been read
                self.written = True
                history.refused("publish", "office", Role.DECISION_OFFICE)
            return database.sql(text)

    before = verify(database).events
    with database.snapshot() as connection:
        interrupted = Interrupted(connection)
        found = verify(interrupted)  # type: ignore[arg-type]
    assert interrupted.written and found == Verdict(True, 1, before, None)
    assert verify(database) == Verdict(True, 1, before + 1, None)
