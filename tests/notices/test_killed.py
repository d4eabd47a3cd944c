"""A relay that is killed between sending and settling: what it sent is sent again, under the same number."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from storage.notices import deliveries
from tests.notices.conftest import Inn
from tests.servers.receiver import OK, Answer, Got, Receiver

Make = Callable[..., Inn]
ROOT = Path(__file__).resolve().parents[2]
RELAY = "from flows import installation, delivering; delivering.sweep(installation.services())"


def test_what_was_sent_but_not_settled_is_sent_again(inn: Make, hook: Receiver) -> None:
    house = inn()
    house.subscribe(f"http://127.0.0.1:{hook.port}/hook")
    house.office.open()
    hook.failures = 1
    house.relay()  # written down, and not taken yet
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET next_at = '2026-01-01 00:00:00+00:00'")
    hook.got.clear()
    settings = house.services.settings
    environment = os.environ | {"YIFA_DATA_DIR": str(settings.data_dir), "YIFA_NOTICE_HOSTS": "127.0.0.1",
                                "YIFA_DATABASE_URL": house.services.database.url}  # fmt: skip
    relay = subprocess.Popen([sys.executable, "-c", RELAY], cwd=ROOT, env=environment)

    def kill(_: Got) -> Answer:
        os.kill(relay.pid, signal.SIGKILL)
        relay.wait(20)
        return OK

    hook.reply = kill
    assert relay.wait(60) == -signal.SIGKILL
    assert len(hook.got) == 1
    ((status, until),) = house.rows("SELECT status, next_at FROM delivery")
    assert status == "claimed"
    hook.reply = lambda _: OK
    house.clock._now = _moment(until) - timedelta(minutes=1)
    assert house.relay() == {}, "the claim of the dead still holds"
    house.clock._now = _moment(until) + timedelta(seconds=1)
    assert house.relay() == {"sent": 1}
    assert len(hook.got) == 2 and len({got.json["id"] for got in hook.got}) == 1
    assert len({got.headers["webhook-id"] for got in hook.got}) == 1
    assert deliveries.claim(house.services.database, house.clock.now() + timedelta(days=1)) == []


def _moment(value: object):  # type: ignore[no-untyped-def]
    from storage.reviving import as_moment

    return as_moment(value)  # type: ignore[arg-type]
