"""What happened to one clock, as facts with a day and a paper. Append-only: a correction adds the right record.

Whoever keeps them passes on those that stand. ``first`` and ``last`` of a pause are both left out of the count; the
day on which a matter resumes counts again, so that ``last`` is the day before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from states.errors import DefinitionError
from states.law.period import Unit


@dataclass(frozen=True, slots=True)
class Start:
    """The event from which the clock runs; for a backward period the event before which one must act.

    ``ends_on``: for clocks without a counted period (a licence's last day, a planned day). ``backdated``: why the
    clock began on a day that is known only afterwards, in Chinese; empty for an ordinary start.
    """

    on: date
    paper: str = ""
    ends_on: date | None = None
    backdated: str = ""

    @property
    def day(self) -> date:
        return self.on


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count. ``last`` None: still open.

    ``notified_on``: when the party was told in writing. ``told_until``: the last day that this notice names.
    """

    kind: str
    first: date
    last: date | None = None
    paper: str = ""
    notified_on: date | None = None
    told_until: date | None = None

    @property
    def day(self) -> date:
        return self.first


@dataclass(frozen=True, slots=True)
class Suspension(Pause):
    """中止: the matter itself stands still."""


@dataclass(frozen=True, slots=True)
class Exclusion(Pause):
    """不计入: the matter goes on, but the days of a hearing, a test … are left out."""


@dataclass(frozen=True, slots=True)
class Extension:
    """延长 by ``n`` units, joined to the last day of the count before it is moved for a rest day.

    ``by``: who decided, as the law names the office. ``told_on``: when the party was told.
    """

    n: int
    unit: Unit
    by: str
    decided_on: date
    paper: str = ""
    asked_on: date | None = None
    told_on: date | None = None

    @property
    def day(self) -> date:
        return self.decided_on


@dataclass(frozen=True, slots=True)
class Supplement:
    """补正: from ``asked_on`` the clock stands; it begins anew on the day when all is received."""

    asked_on: date
    complete_on: date | None = None
    paper: str = ""

    @property
    def day(self) -> date:
        return self.asked_on


@dataclass(frozen=True, slots=True)
class Restart:
    """重新起算: a new notice after new facts, a hearing moved to another day, a case sent back."""

    on: date
    paper: str = ""

    @property
    def day(self) -> date:
        return self.on


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the clock ran for was done. ``by_protected``: by the side whose time a floor protects."""

    on: date
    paper: str = ""
    by_protected: bool = False

    @property
    def day(self) -> date:
        return self.on


Interval = Start | Suspension | Exclusion | Extension | Supplement | Restart | Settlement

_KINDS: Mapping[str, type[Interval]] = {
    "start": Start,
    "suspension": Suspension,
    "exclusion": Exclusion,
    "extension": Extension,
    "supplement": Supplement,
    "restart": Restart,
    "settlement": Settlement,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def as_mapping(record: Interval) -> dict[str, Any]:
    """The record in plain values for storage: ``record`` names its kind, days are ISO texts, empty ones left out."""
    found: dict[str, Any] = {"record": _NAMES[type(record)]}
    for field in fields(record):
        value = getattr(record, field.name)
        if value not in (None, "", False):
            found[field.name] = value.isoformat() if isinstance(value, date) else value
    return found


def record_from(values: Mapping[str, Any]) -> Interval:
    """The record again, from ``as_mapping`` or from TOML (days as dates or ISO texts).

    DefinitionError for an unknown kind, a key that the kind does not have, a key missing, or a value of another type.
    """
    rest = dict(values)
    kind = _KINDS.get(str(rest.pop("record", "")))
    if kind is None:
        raise DefinitionError(f"{values!r} 不是计时记录")
    types = {field.name: str(field.type) for field in fields(kind)}
    unknown = rest.keys() - types.keys()
    if unknown:
        raise DefinitionError(f"{_NAMES[kind]} 没有 {sorted(unknown)}")
    try:
        return kind(**{name: _value(types[name], value) for name, value in rest.items()})
    except (TypeError, ValueError) as fault:
        raise DefinitionError(f"{_NAMES[kind]}: {fault}") from fault


def _value(kind: str, value: Any) -> Any:
    if kind.startswith("date"):
        day = date.fromisoformat(value) if isinstance(value, str) else value
        if type(day) is date or (day is None and kind.endswith("None")):
            return day
    elif kind == "Unit":
        return Unit(value)
    elif type(value).__name__ == kind:
        return value
    raise TypeError(f"{value!r} 不是 {kind}")


def when(day: date | datetime) -> date:
    """The day; ValueError for an instant, whose day depends on zone and office hours."""
    if isinstance(day, datetime):
        raise ValueError("按日计算的期间须用日期，请先用 legal_day 换算时刻")
    return day
