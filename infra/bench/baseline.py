"""The yardstick: pgbench running the minimal durable step on the same server in the same run.

Three statements: update with a condition on the version, insert history, update the timer. It reads nothing first, so
nothing favours us.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text

from infra.private_postgres import binaries

DOCUMENTS = 10_000
SCHEMA = (
    "CREATE TABLE doc (id int PRIMARY KEY, state text NOT NULL, version int NOT NULL)",
    "CREATE TABLE history (id bigserial PRIMARY KEY, doc int NOT NULL, version int NOT NULL, body text NOT NULL)",
    "CREATE TABLE clock (doc int PRIMARY KEY, due timestamptz NOT NULL, generation int NOT NULL)",
    f"INSERT INTO doc SELECT n, 'tabled', 1 FROM generate_series(1, {DOCUMENTS}) n",
    f"INSERT INTO clock SELECT n, now(), 1 FROM generate_series(1, {DOCUMENTS}) n",
    "ANALYZE",
)
STEP = f"""\\set id random(1, {DOCUMENTS})
BEGIN;
UPDATE doc SET state = 'decided', version = version + 1 WHERE id = :id AND version > 0;
INSERT INTO history (doc, version, body) VALUES (:id, 1, repeat('x', 400));
UPDATE clock SET due = now(), generation = generation + 1 WHERE doc = :id;
COMMIT;
"""


def prepare(address: str) -> None:
    """The tables of the minimal step."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in SCHEMA:
            connection.execute(text(statement))
    engine.dispose()


def durable_steps_per_second(address: str, clients: int, seconds: int) -> float:
    """Transactions per second of the minimal durable step with that many clients (prepared statements)."""
    port = re.search(r":(\d+)/", address)
    assert port is not None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(STEP)
        script.flush()
        command = [
            Path(binaries()) / "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds),
            "-f", script.name, "-h", "127.0.0.1", "-p", port[1], "-U", "postgres", address.rsplit("/", 1)[1],
        ]  # fmt: skip
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found is not None, done.stdout
    return float(found[1])
