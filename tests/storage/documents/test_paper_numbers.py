"""〔年〕n号 by body, kind of paper and year, without gaps: whatever is refused, breaks off or comes at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from states.casework.casework import Casework
from states.casework.commands import ConfirmCorrection, RequestCorrection, TakeStep
from states.casework.ports import Receipt
from states.errors import DomainError
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.verify import verify
from tests.offices import Office
from tests.penalties import CASE, OFFICER, Bureau, settle_bureau
from tests.storage.documents import living
from tests.storage.stepping import StillClock, Writer, last_entry, rows, until_blocked

BROKEN = "the machine stopped here"


def numbers(database: Database) -> list[str]:
    return sorted(row[0] for row in rows(database, "SELECT number FROM paper_number"))


def deciding(bureau: Bureau, key: str) -> TakeStep:
    """The decision of that case, ready to be taken."""
    bureau.life.working(1)
    bureau.clock.to(bureau.life.day)
    inputs = bureau.player.sent({"penalty_decision": bureau.life.decided()})
    return TakeStep(living.HEAD, bureau.player.case, f"{key}-{bureau.player.case}", step="decide_penalty", inputs=inputs)


@pytest.fixture
def pair(office: Office, tmp_path: Path) -> tuple[Bureau, Bureau]:
    """Two cases of one body, both before their decision."""
    first = settle_bureau(office, tmp_path, hearing=False)
    first.until("reviewed")
    return first, living.second(first, "penalty2", "reviewed", party="某化工有限公司", hearing=False)


def test_each_kind_of_paper_counts_for_itself(pair: tuple[Bureau, Bureau]) -> None:
    database = pair[0].services.database
    assert numbers(database) == ["立〔2026〕1号", "立〔2026〕2号", "罚告〔2026〕1号", "罚告〔2026〕2号", "责改〔2026〕1号", "责改〔2026〕2号"]
    for one in pair:
        one.services.casework.execute(deciding(one, "d"))
    assert [one for one in numbers(database) if "罚决" in one] == ["罚决〔2026〕1号", "罚决〔2026〕2号"]
    assert verify(database).ok


def test_a_refused_step_and_one_sent_twice_take_no_number(pair: tuple[Bureau, Bureau]) -> None:
    first, other = pair
    database, casework = first.services.database, first.services.casework
    command = deciding(first, "d")
    unlawful = {"penalty_decision": dict(command.inputs["penalty_decision"]) | {"sealed": False}}
    with pytest.raises(DomainError):
        casework.execute(TakeStep(living.HEAD, CASE, "r", step="decide_penalty", inputs=unlawful))
    assert casework.execute(command).seq == casework.execute(command).seq
    casework.execute(deciding(other, "d"))
    assert [one for one in numbers(database) if "罚决" in one] == ["罚决〔2026〕1号", "罚决〔2026〕2号"]


@pytest.mark.parametrize("place", ["issued", "written"])
def test_an_act_that_breaks_off_gives_its_number_back(pair: tuple[Bureau, Bureau], monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    first, other = pair
    command = deciding(first, "d")

    def broken(*given: Any) -> None:
        raise KeyboardInterrupt(BROKEN)

    with monkeypatch.context() as patched:
        patched.setattr(f"storage.transaction.{'carry_out' if place == 'issued' else 'CaseTx._write'}", broken)
        with pytest.raises(KeyboardInterrupt, match=BROKEN):
            first.services.casework.execute(command)
    assert not [one for one in numbers(first.services.database) if "罚决" in one]
    other.services.casework.execute(deciding(other, "d"))
    first.services.casework.execute(command)
    held = dict(rows(first.services.database, "SELECT case_id, number FROM paper_number WHERE number LIKE '罚决%'"))
    assert held == {"penalty2": "罚决〔2026〕1号", CASE: "罚决〔2026〕2号"}
    assert verify(first.services.database).ok


def test_a_process_killed_before_its_commit_leaves_no_gap(pair: tuple[Bureau, Bureau]) -> None:
    first, other = pair
    database = first.services.database
    command = deciding(first, "d")
    killed = multiprocessing.get_context("fork").Process(target=_die_recording, args=(database.url, command, first.clock.now()))
    killed.start()
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert not [one for one in numbers(database) if "罚决" in one]
    other.services.casework.execute(deciding(other, "d"))
    first.services.casework.execute(command)
    assert [one for one in numbers(database) if "罚决" in one] == ["罚决〔2026〕1号", "罚决〔2026〕2号"]
    assert verify(database).ok


def _die_recording(url: str, command: TakeStep, now: Any) -> None:
    """In a process of its own: everything is said, nothing committed, then the plug is pulled."""
    database = Database(url)
    casework = Casework(SqlCaseStore(database), StillClock(now))
    with casework._store.open(command, now.date()) as tx:
        outcome = casework._decide(tx, command, now, now.date())
        assert outcome is not None
        tx.record(outcome, command, now)
        os.kill(os.getpid(), signal.SIGKILL)


def test_two_who_decide_at_once_get_two_numbers(office: Office, pair: tuple[Bureau, Bureau]) -> None:
    """On PostgreSQL both hold their own case; the second waits for the first one's number to be committed."""
    first, other = pair
    commands = deciding(first, "d"), deciding(other, "d")
    now = max(first.clock.now(), other.clock.now())
    leader = Writer(office, commands[0], "recorded", now=now).at("recorded")
    rival = Writer(office, commands[1], now=now)
    until_blocked(office.database)
    answers = leader.go("recorded").finish(), rival.finish()
    assert all(isinstance(one, Receipt) for one in answers), answers
    held = dict(rows(office.database, "SELECT case_id, number FROM paper_number WHERE number LIKE '罚决%'"))
    assert held == {CASE: "罚决〔2026〕1号", "penalty2": "罚决〔2026〕2号"}
    assert verify(office.database).ok


def test_a_new_year_begins_at_one(office: Office, tmp_path: Path) -> None:
    first = settle_bureau(office, tmp_path, begins=date(2026, 10, 12), hearing=False)
    first.until("decided")
    first.life.day = max(first.life.day, date(2026, 12, 28))
    living.second(first, "penalty2", "notified", party="某化工有限公司")
    assert numbers(office.database) == ["立〔2026〕1号", "立〔2027〕1号", "罚决〔2026〕1号", "罚告〔2026〕1号", "罚告〔2027〕1号", "责改〔2026〕1号", "责改〔2027〕1号"]


def test_a_correction_keeps_the_number(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path, hearing=False)
    bureau.until("notified")
    entry, known = last_entry(office.database, CASE, "penalty_notice")
    changed = dict(known) | {"reasons": "违反安全生产教育培训的规定，已更正。"}
    bureau.player.execute(lambda key: RequestCorrection(OFFICER, CASE, key, entry=entry, fields=changed, reason="录入有误"))
    asked = last_entry(office.database, CASE, "correction_request")[0]
    second = type(OFFICER)("officer2", OFFICER.role)
    bureau.player.execute(lambda key: ConfirmCorrection(second, CASE, key, request=asked))
    assert [one for one in numbers(office.database) if "罚告" in one] == ["罚告〔2026〕1号"]
    notice = living.papers(office.database)["prior_notice"]
    assert notice.number == "罚告〔2026〕1号" and "已更正" in "".join(str(one) for one in notice.sheet().blocks)


def test_a_number_once_issued_cannot_be_changed_and_a_forged_one_is_found(office: Office, tmp_path: Path) -> None:
    settle_bureau(office, tmp_path, hearing=False).until("filed")
    for statement in ("UPDATE paper_number SET number = '立〔2026〕9号'", "DELETE FROM paper_number"):
        with office.database.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.exec_driver_sql(statement)
    with office.database.writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO paper_number (entry_id, case_id, number, event_seq) VALUES ('x', '{CASE}', '立〔2026〕2号', 1)")
    found = verify(office.database)
    assert not found.ok and found.first_bad is not None and "文号" in found.first_bad.why


