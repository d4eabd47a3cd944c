"""The demo as `make run` fills it, to be copied: signing in to the copies costs nothing."""

from __future__ import annotations

from pathlib import Path

from argon2 import PasswordHasher

from infra.demo import seed
from infra.demo.people import PASSWORD
from infra.settings import Settings
from storage.database import Database
from storage.migrate import migrate

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # a hash says itself what checking it costs


def seeded(folder: Path) -> Path:
    """Fill the folder, and keep the demo's one password as cheaply as the tests' own offices do."""
    settings = Settings(data_dir=folder)
    database = Database(settings.database)
    migrate(database)
    seed(settings)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET password_hash = ?", (CHEAP.hash(PASSWORD),))
    database.close()
    return folder
