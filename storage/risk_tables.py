"""Rows about the risks of running matters: a projection that a flow makes anew whenever a matter, its register or the day changes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel


class RiskJudged(SQLModel, table=True):
    """Of which state of the matter (its last event, that of the register above it) and of which day the alerts are."""

    __tablename__ = "risk_judged"
    case_id: str = Field(primary_key=True)
    seq: int
    above_seq: int
    on_day: date


class RiskAlert(SQLModel, table=True):
    """An alert of a running matter: a requirement that is not met outside its gate. ``key`` names the risk point."""

    __tablename__ = "risk_alert"
    __table_args__ = (Index("ix_risk_alert_place", "since", "case_id", "point"), Index("ix_risk_alert_point", "point", "since", "case_id"))
    case_id: str = Field(primary_key=True)
    point: str = Field(primary_key=True)
    since: date  # the day on which it was first found
    status: str
    rule: str
    name: str
    citation: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    cure: str = Field(sa_column=Column(Text, nullable=False))
    who: str = Field(sa_column=Column(Text, nullable=False))  # roles, as a JSON list
    unverified: bool
