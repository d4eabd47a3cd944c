"""100,000 open deadlines recalculated because a calendar was published: seconds, deadlines per second, and what was moved.

All beside the database's own limit in the same run. The sweep is the flow's own, with its rests.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from flows.calendars import sweep
from infra.bench import baseline, copies
from infra.calendar_file import fields_of
from infra.demo.people import BODY
from infra.private_postgres import private_postgres
from infra.settings import Settings
from infra.wiring import Services, SystemClock, settle_memory
from states.casework.casework import Casework
from states.casework.commands import Actor, OpenCase, TakeStep
from states.dossier.vocabulary import Role
from states.law.legal_day import midnight
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.migrate import migrate
from storage.people import People

DEADLINES = 100_000
IN_TIME = 120.0  # seconds for all of them
SECONDS = 6
BEGINS = date(2026, 10, 8)  # the told matter is decided in February 2027: its twenty working days hang on that year
TODAY = date(2027, 2, 16)
NOTICE_CASE = "bench-notice"
# No such notice exists: a year as it might be announced, so that the days of 2027 move.
NOTICE = """year = 2027
number = "（基准测试用的假设安排）"
title = "关于2027年部分节假日安排的通知（假设）"
issued = 2026-11-04
holiday = [
  { name = "元旦", from = 2027-01-01, to = 2027-01-03, make_up = [] },
  { name = "春节", from = 2027-02-05, to = 2027-02-12, make_up = [2027-01-31, 2027-02-20] },
  { name = "清明节", from = 2027-04-03, to = 2027-04-05, make_up = [] },
  { name = "劳动节", from = 2027-05-01, to = 2027-05-05, make_up = [2027-05-08] },
  { name = "端午节", from = 2027-06-09, to = 2027-06-09, make_up = [] },
  { name = "中秋节", from = 2027-09-15, to = 2027-09-15, make_up = [] },
  { name = "国庆节", from = 2027-10-01, to = 2027-10-07, make_up = [2027-09-26, 2027-10-09] },
]
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the deadlines. ``told``: deadlines with exactly one event; ``right``: that stand on the new day."""

    seconds: float
    told: int
    right: int


def main() -> int:
    """Print the table; exit 1 when a deadline is lost or told twice, or when it takes too long."""
    with private_postgres(durable=True) as server:
        base = server.rsplit("/", 1)[0]
        for name in ("yardstick", "yifa"):
            _create(server, name)
        baseline.prepare(f"{base}/yardstick")
        database = Database(f"{base}/yifa")
        migrate(database)
        fill(database, DEADLINES)
        before = baseline.durable_steps_per_second(f"{base}/yardstick", 1, SECONDS)
        done = recalculate(database)
        limit = (before + baseline.durable_steps_per_second(f"{base}/yardstick", 1, SECONDS)) / 2
        database.close()
    rate = DEADLINES / done.seconds
    print(f"新的节假日安排生效后，重新计算{DEADLINES}个期限（目标 ≤{IN_TIME:g} 秒）")
    print("秒 | 每秒期限 | pgbench每秒 | 比值 | 恰有一个事件 | 新日期正确")
    print(f"{done.seconds:.1f} | {rate:.0f} | {limit:.0f} | {rate / limit:.2f} | {done.told} | {done.right}")
    return 0 if done.seconds <= IN_TIME and done.told == done.right == DEADLINES else 1


def fill(database: Database, number: int) -> None:
    """That many matters with one running deadline each: copies of one that was lawfully told."""
    with tempfile.TemporaryDirectory() as folder:
        services, clock = copies.settle_house(database, Path(folder))
        copies.tell(services, clock, "model", BEGINS, "reported")
    copies.copy(database, "model", "d-", 1, number)
    copies.settle(database)


def recalculate(database: Database) -> Done:
    """Publish the notice as two people, then sweep until nothing is behind."""
    clock = SystemClock(midnight(TODAY) + timedelta(hours=10) - datetime.now(UTC))
    casework = Casework(SqlCaseStore(database), clock)
    _publish(casework)
    house = Services(Settings(), database, FolderArchive(Settings().archive_dir), clock, casework, People(database))
    settle_memory()
    began = time.perf_counter()
    while sweep(house).get("matters"):
        continue
    seconds = time.perf_counter() - began
    with database.reading() as connection:
        told = "SELECT count(*) FROM (SELECT 1 FROM event WHERE kind = 'reprojected' AND case_id LIKE 'd-%' GROUP BY case_id HAVING count(*) = 1) q"
        right = """SELECT count(*) FROM timer t WHERE case_id LIKE 'd-%' AND status = 'armed' AND NOT provisional
 AND due_on = (SELECT due_on FROM timer m WHERE m.case_id = 'model' AND m.name = t.name)
 AND due_on <> CAST(:guessed AS date)"""
        return Done(
            seconds, connection.execute(text(told)).scalar_one(), connection.execute(text(right), {"guessed": "2027-03-15"}).scalar_one()
        )


def _publish(casework: Casework) -> None:
    entering, confirming = Actor("xitong", Role.SYSTEM_ADMIN), Actor("shencha", Role.LEGAL_REVIEWER)
    casework.execute(
        OpenCase(entering, NOTICE_CASE, "bench-enter", procedure="calendar_notice", title="2027年节假日安排（基准测试）", office="yx-office",
                 body=BODY, fields=fields_of(NOTICE))
    )  # fmt: skip
    inputs = {"calendar_check": {"reason": "基准测试。"}}
    casework.execute(TakeStep(confirming, NOTICE_CASE, "bench-confirm", step="confirm_calendar", inputs=inputs))


def _create(server: str, name: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


if __name__ == "__main__":
    raise SystemExit(main())
