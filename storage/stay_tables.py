"""Rows about where matters stood and who acted, so that neither is read out of bodies: hands are made with the event, stays after it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

OPEN, OVER, FOR = text("until IS NULL"), text("until IS NOT NULL"), text("represented <> ''")
FIRST = text("seq = 1")


class Stay(SQLModel, table=True):
    """One stay of a matter in a state: from the day of the event that led in (``seq``) to that of the one that led out."""

    __tablename__ = "stay"
    __table_args__ = (
        Index("ix_stay_open", "procedure", "state", "since", "case_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_stay_over", "procedure", "state", "until", "days", "case_id", sqlite_where=OVER, postgresql_where=OVER),
        Index("ix_stay_first", "since", "case_id", "procedure", "state", sqlite_where=FIRST, postgresql_where=FIRST),
        Index("ix_stay_since", "procedure", "state", "since", "case_id"),
    )
    case_id: str = Field(primary_key=True)
    state: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    procedure: str
    since: date
    until: date | None = None
    until_seq: int | None = None
    days: int | None = None  # calendar days; none where an act was dated before the one that led in


class StayKept(SQLModel, table=True):
    """Up to which event the stays of a matter were read."""

    __tablename__ = "stay_kept"
    case_id: str = Field(primary_key=True)
    seq: int


class Hand(SQLModel, table=True):
    """Whose act an event was: of the person, in which role, for whom as a stand-in. The clock and the public have no hand,
    and what was refused was not done."""

    __tablename__ = "hand"
    __table_args__ = (
        Index("ix_hand_person", "person_id", "on_day", "case_id", "seq"),
        Index("ix_hand_first", "person_id", "case_id", sqlite_where=FIRST, postgresql_where=FIRST),
        Index("ix_hand_represented", "represented", "on_day", "case_id", "seq", sqlite_where=FOR, postgresql_where=FOR),
    )
    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    person_id: str
    represented: str = ""
    role: str
    kind: str
    act: str
    on_day: date
