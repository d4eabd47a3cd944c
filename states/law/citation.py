"""Which text a requirement rests on, and how an official writes that down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, rule or document. Without ``date_exact`` its rules only warn."""

    key: str
    title: str
    number: str
    level: str
    in_force_from: date | None
    in_force_to: date | None
    date_exact: bool

    def in_force(self, on: date) -> bool:
        """Both ends included; a missing end is open."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of an instrument; as text 《重大行政决策程序暂行条例》第十五条第一款."""

    instrument: Instrument
    article: str

    def __str__(self) -> str:
        return f"《{self.instrument.title}》{self.article}"
