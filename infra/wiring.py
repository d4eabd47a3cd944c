"""The one place that chooses: which database, which archive, which clock. Everything else is handed its parts."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from infra.settings import Settings
from states.casework.casework import Casework, OfficeHours
from states.casework.ports import Archive, Clock
from storage.archive import FolderArchive, MinioArchive
from storage.arriving import Arrivals
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.people import People
from storage.vault import Vault, vault


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The real time, moved by the offset of a demo's clock (zero in production)."""

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one running installation."""

    settings: Settings
    database: Database
    archive: Archive
    clock: Clock
    casework: Casework
    people: People

    @property
    def arrivals(self) -> Arrivals:
        """Where files wait that have not come whole; several serving machines share the data folder."""
        return Arrivals(self.settings.data_dir / "arriving")

    @property
    def vault(self) -> Vault:
        """What seals the names and contacts of the public."""
        return vault(self.settings.privacy_key())


def build(settings: Settings, clock: Clock | None = None) -> Services:
    """Put the parts together for these settings; ``clock`` replaces the system's (tests, the demo's building)."""
    chosen = clock or SystemClock(settings.clock_offset(datetime.now(UTC)))
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    casework = Casework(SqlCaseStore(database), chosen, office_hours(settings))
    return Services(settings, database, _archive(settings), chosen, casework, People(database, idle=timedelta(minutes=settings.idle_minutes)))


def settle_memory() -> None:
    """For a long-lived process, once everything is loaded: what stays is not searched for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def office_hours(settings: Settings) -> OfficeHours:
    closes = settings.closing_time
    if closes >= timedelta(days=1):
        return OfficeHours()
    return OfficeHours(time(int(closes.total_seconds()) // 3600, int(closes.total_seconds()) % 3600 // 60))


def _archive(settings: Settings) -> Archive:
    if settings.archive == "folder":
        return FolderArchive(settings.archive_dir)
    return MinioArchive(
        settings.s3_endpoint,
        settings.s3_access_key.get_secret_value(),
        settings.s3_secret_key.get_secret_value(),
        settings.s3_bucket,
        settings.s3_secure,
        settings.s3_region,
    )
