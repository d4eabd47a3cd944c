"""Rows about what the archive holds. Part of ``storage.tables``."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class SealedPackage(SQLModel, table=True):
    """Append-only: a package that the archive keeps of a matter, noted by whoever put it there, before the matter records it."""

    __tablename__ = "sealed_package"
    case_id: str = Field(primary_key=True)
    package: str = Field(primary_key=True)  # its name in the archive
    digest: str
    events: int  # how many events of the matter it contains
    locked: bool  # whether the archive can keep it from being deleted
