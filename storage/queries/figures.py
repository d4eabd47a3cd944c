"""The figures of the supervisor's overview: what each counts is said once, and both its number and its rows are read by that.

A figure is a source (FROM and the rows that can count), a condition, and the day by which a period chooses. It is cut by the
filters of the page and by parts (a month, a band of age, a state, a matter); a part is grouped by and selected by the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from states.errors import InvalidEntry
from states.law.legal_day import add_months
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from storage.queries.chips import RUNNING, floors
from storage.queries.models import Viewer
from storage.queries.reading import Reader, marks
from storage.queries.visibility import Clause, visible

LINK = "/supervision/figures"
MONTHS = 12
BANDS = (("30", "30天以内", 30), ("90", "31至90天", 90), ("180", "91至180天", 180), ("365", "181至365天", 365), ("more", "365天以上", None))


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure under the page's filters, and the part of it that is meant; an empty part leaves it open."""

    figure: str = ""
    office: str = ""
    procedure: str = ""
    first: date = date.min
    last: date = date.max
    month: str = ""
    band: str = ""
    state: str = ""
    case: str = ""

    @property
    def query(self) -> dict[str, str]:
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        given |= {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return {name: value for name, value in given.items() if value and name not in ("first", "last")}

    def link(self, figure: str, **parts: str) -> str:
        return f"{LINK}?{urlencode(replace(self, figure=figure, **parts).query)}"


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that can count: ``c`` is the matter; ``day`` and ``what`` of a row; ``parts``: what it can be cut by."""

    sql: str
    day: str
    what: str = "''"
    days: str = ""  # a number of days of its own, by which its rows are ordered; without one the days since ``day`` are told
    keys: str = "c.id"  # makes a row of a matter unique
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """``now``: as things stand, whatever the period."""

    name: str
    label: str
    source: Source
    where: str
    now: bool = False
    unit: str = "件"
    told: str = ""  # the heading of a row's day


def period(today: date, first: str, last: str) -> tuple[date, date]:
    """The period that was asked for; the last twelve months without one. InvalidEntry for what is no period."""
    wrong, found = {}, []
    for name, text, otherwise in (("from", first, add_months(today.replace(day=1), 1 - MONTHS)), ("to", last, today)):
        try:
            found.append(date.fromisoformat(text) if text else otherwise)
        except ValueError:
            found.append(otherwise)
            wrong[name] = "日期请按2026-01-31的格式填写。"
    if not wrong and (found[0] > found[1] or found[0].year < 1990 or found[1].year > 2100):
        wrong["from"] = "起始日期应当不晚于截止日期，且在1990年至2100年之间。"
    if wrong:
        raise InvalidEntry(wrong, "；".join(wrong.values()).replace("。；", "；"))
    return found[0], found[1]


def states_of(pairs: Iterable[tuple[str, Iterable[str]]], alias: str = "s") -> str:
    """Stays in these states; the names are our own, not anybody's input."""
    by = [(name, sorted(states)) for name, states in pairs]
    chosen = [f"({alias}.procedure = '{name}' AND {alias}.state IN ({_quoted(states)}))" for name, states in by if states]
    return f"({' OR '.join(chosen) or '1 = 0'})"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{one}'" for one in names)


def tops(plan: Procedure) -> list[str]:
    """The states that a matter's stage can be."""
    return [name for name, state in plan.chart.states_map.items() if state.parent is None]


def _finals(plan: Procedure) -> list[str]:
    return [name for name in tops(plan) if plan.chart.states_map[name].final]


def _before(*states: str) -> str:
    """The matter stood in one of these before that stay began."""
    return f"EXISTS (SELECT 1 FROM stay b WHERE b.case_id = s.case_id AND b.state IN ({_quoted(states)}) AND b.seq < s.seq)"


PARTS = {"office": "c.office_id", "case": "c.id"}
MISSED = "SELECT 1 FROM escalation x WHERE x.case_id = c.id AND x.rung = 1"
_OPENED = f"s.seq = 1 AND {states_of((one.name, [one.stage(one.open())]) for one in PROCEDURES.values())}"
_FINAL = states_of((one.name, _finals(one)) for one in PROCEDURES.values())
_RESTING = _quoted(sorted(state for one in PROCEDURES.values() for state in one.resting))
_STAY = "FROM stay s JOIN case_file c ON c.id = s.case_id"
_MONTH = "substr(CAST({} AS text), 1, 7)"
ENTERED = Source(_STAY, "s.since", keys="s.state", parts=PARTS | {"month": _MONTH.format("s.since"), "state": "s.procedure, s.state"})
LEFT = Source(_STAY, "s.until", days="s.days", keys="s.seq || '.' || s.state", what="s.state",
              parts=PARTS | {"month": _MONTH.format("s.until"), "state": "s.procedure, s.state", "days": "s.days"})  # fmt: skip
STANDS = Source(_STAY, "s.since", keys="s.state", what="s.state", parts=PARTS | {"state": "s.procedure, s.state", "since": "s.since"})
AGED = Source(_STAY, "s.since", parts=PARTS | {"band": "band"})
CLOCKS = Source("FROM timer t JOIN case_file c ON c.id = t.case_id", "t.due_on", keys="t.name", what="t.label", parts=PARTS)
DELAYS = Source("FROM escalation x JOIN case_file c ON c.id = x.case_id", "x.due_on", keys="x.timer_name", what="x.label",
                parts=PARTS | {"month": _MONTH.format("x.due_on")})  # fmt: skip
DECIDED = states_of([("major_decision", ["decided"])])
PENALTY = states_of([("penalty", ["implementing"])])
ASSESSED = _before("ri_done")

FIGURES: Mapping[str, Figure] = {
    one.name: one
    for one in (
        Figure("running", "在办事项", AGED, f"{_OPENED} AND c.ended = false AND c.stage NOT IN ({_RESTING})", now=True, told="立项日期"),
        Figure("overdue", "超期期限", CLOCKS, f"t.status IN {RUNNING} AND t.due_on < :today AND t.name NOT IN (:floors)", now=True, unit="个", told="应办日期"),
        Figure("stands", "现处该阶段", STANDS, "s.until IS NULL", now=True, told="进入日期"),
        Figure("opened", "新立事项", ENTERED, _OPENED, told="立项日期"),
        Figure("closed", "办结、终止事项", ENTERED, _FINAL, told="办结日期"),
        Figure("closed_in_time", "未曾超期而办结的", ENTERED, f"{_FINAL} AND NOT EXISTS ({MISSED})", told="办结日期"),
        Figure("passed", "经过该阶段", LEFT, "s.until IS NOT NULL", unit="次", told="离开日期"),
        Figure("missed", "新增超期期限", DELAYS, "x.rung = 1", unit="个", told="应办日期"),
        Figure("decided", "作出的重大行政决策", ENTERED, DECIDED, told="决定日期"),
        Figure("decided_reviewed", "决定前通过合法性审查的", ENTERED, f"{DECIDED} AND {_before('le_passed')}", told="决定日期"),
        Figure("decided_risky", "应当开展风险评估的", ENTERED, f"{DECIDED} AND ({ASSESSED} OR NOT {_before('ri_none')})", told="决定日期"),
        Figure("decided_assessed", "决定前完成风险评估的", ENTERED, f"{DECIDED} AND {ASSESSED}", told="决定日期"),
        Figure("decided_heard", "决定前公开征求意见或者听证的", ENTERED, f"{DECIDED} AND {_before('co_closed', 'he_held')}", told="决定日期"),
        Figure("decided_discussed", "经集体讨论决定的", ENTERED, f"{DECIDED} AND {_before('deliberating')}", told="决定日期"),
        Figure("punished", "普通程序作出的处罚、不予处罚决定", ENTERED, PENALTY, told="决定日期"),
        Figure("punished_reviewed", "决定前经法制审核的", ENTERED, f"{PENALTY} AND {_before('pe_reviewing')}", told="决定日期"),
    )
}  # fmt: skip


def meant(figure: Figure, asked: Asked, viewer: Viewer, today: date) -> Clause:
    """The one condition of a figure: what it counts, of what the viewer may see, under the filters and the chosen parts."""
    seen = visible(viewer)
    named, params = marks("ff", sorted(floors(today)))
    where = [figure.where.replace(":floors", named), seen.sql]
    params |= seen.params | {"today": today}
    if not figure.now:
        where.append(f"{figure.source.day} >= :first AND {figure.source.day} <= :last")
        params |= {"first": asked.first, "last": asked.last}
    if asked.procedure:
        where.append("c.procedure = :procedure" + (" AND s.procedure = :procedure" if " stay s " in figure.source.sql else ""))
        params["procedure"] = asked.procedure
    for name, words in figure.source.parts.items():
        value = getattr(asked, name, "")
        if value:
            wanted = {f"p_{name}{place}": one for place, one in enumerate(value.partition(".")[::2] if name == "state" else [value])}
            where.append(f"({_part(name, words, figure)}) = ({', '.join(f':{one}' for one in wanted)})")
            params |= wanted
    return Clause(" AND ".join(where), params | bands(today))


def bands(today: date) -> dict[str, Any]:
    """The first days of the bands of age, for ``band``."""
    return {f"b{name}": today - timedelta(days=most) for name, _, most in BANDS if most}


def _part(name: str, words: str, figure: Figure) -> str:
    if name != "band":
        return words
    cases = " ".join(f"WHEN {figure.source.day} >= :b{band} THEN '{band}'" for band, _, most in BANDS if most)
    return f"CASE {cases} ELSE '{BANDS[-1][0]}' END"


def counted(
    reader: Reader, names: Iterable[str], asked: Asked, viewer: Viewer, today: date, by: tuple[str, ...] = (),
    only: str = "", more: str = "",
) -> dict[tuple[Any, ...], tuple[Any, ...]]:  # fmt: skip
    """Figures of one source counted in one go, by some parts; the first of them counts all that the others do.

    ``only`` leaves out parts that nobody shows; ``more`` is one further aggregate.
    """
    chosen = [FIGURES[name] for name in names]
    clause, source = meant(chosen[0], asked, viewer, today), chosen[0].source
    words = ", ".join(_part(name, source.parts[name], chosen[0]) for name in by)
    # What all of them share stands in the WHERE already.
    counts = ["count(*)", *(f"count(*) FILTER (WHERE {one.where})" for one in chosen[1:])] + ([more] if more else [])
    keys = sum(_width(name) for name in by)
    group = f" GROUP BY {', '.join(str(number + 1) for number in range(keys))}" if by else ""
    where = f"{clause.sql} AND {only}" if only else clause.sql
    found = reader.all(f"SELECT {f'{words}, ' if by else ''}{', '.join(counts)} {source.sql} WHERE {where}{group}", clause.params)
    return {tuple(row[:keys]): tuple(row[keys:]) for row in found}


def _width(part: str) -> int:
    """A state is told by its procedure and its name."""
    return 2 if part == "state" else 1
