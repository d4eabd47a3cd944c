"""亮灯情况: how many clocks stand under which light, by office and by stage, and the clocks behind each number.

One condition says what is meant (``_Meant``): the figures count by it and the lists select by it, so that they cannot differ.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from states.casework.authority import EXTERNAL, HANDLERS
from states.dossier.vocabulary import Confidentiality
from states.law.almanac import Almanac
from states.law.light_days import Days, light_days
from states.law.lights import Light, calendar_for, light, scheme_for
from states.law.values import law_view
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from storage.calendars import VERSION, almanac_at
from storage.database import Database
from storage.queries.chips import RUNNING, chip, floors, shade
from storage.queries.light_shapes import LightBoard, LightCell, LightColumn, LightOf, LightRow, LitDeadline
from storage.queries.models import Page, Viewer
from storage.queries.reading import Reader, cursor_of, look, marks, page_of, place_of, within
from storage.queries.visibility import OUTSIDE, Clause, visible
from storage.reviving import as_date

LINK = "/supervision/deadlines"
ALWAYS = (Light.GREEN, Light.YELLOW, Light.RED)  # columns that are there whatever a place has
FROM = "FROM timer t JOIN case_file c ON c.id = t.case_id"
# SQLite does not find by itself that one index stands in the order of the list, nor when an office is the shorter way.
LITE_BY_DAY = "FROM timer t INDEXED BY ix_timer_running CROSS JOIN case_file c ON c.id = t.case_id"
LITE_BY_OFFICE = "FROM case_file c INDEXED BY ix_case_file_office_id CROSS JOIN timer t ON t.case_id = c.id"
COLUMNS = """t.id, t.case_id, c.number, c.title, c.office_id, c.stage, c.confidentiality, t.name, t.label, t.rule, t.due_on,
 t.provisional, c.overlays, c.law_as_of, coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id), c.procedure"""
SPONSORS = """SELECT DISTINCT f.id FROM office f JOIN person_role r ON r.office_id = f.id
 WHERE r.role IN ({roles}) AND r.since <= :today AND (r.until IS NULL OR r.until >= :today) AND r.body_id IN ({bodies})"""
Grouped = Mapping[Any, Counter[Light]]  # by office, or by procedure and stage


@dataclass(frozen=True, slots=True)
class Choice:
    """What a number stands for; an empty part leaves it open."""

    office: str = ""
    stage: str = ""
    light: Light | None = None
    procedure: str = ""  # of the stage: procedures may share the name of one

    @property
    def query(self) -> dict[str, str]:
        given = {"office": self.office, "procedure": self.procedure, "stage": self.stage, "light": self.light.value if self.light else ""}
        return {name: value for name, value in given.items() if value}

    @property
    def link(self) -> str:
        return f"{LINK}?{urlencode(self.query)}" if self.query else LINK


@dataclass(frozen=True, slots=True)
class _Meant:
    """The clocks that count for the viewer, and which of them show which light on that day."""

    counted: Clause
    lights: Mapping[Light, Clause]
    almanac: Almanac

    def of(self, choice: Choice) -> Clause:
        """The condition behind one number."""
        parts = [self.counted]
        if choice.office:
            parts.append(Clause("c.office_id = :lo", {"lo": choice.office}))
        if choice.procedure:
            parts.append(Clause("c.procedure = :lc", {"lc": choice.procedure}))
        if choice.stage:
            parts.append(Clause("c.stage = :ls", {"ls": choice.stage}))
        if choice.light:
            parts.append(self.lights[choice.light])
        params: dict[str, Any] = {}
        for one in parts:
            params |= one.params
        return Clause(" AND ".join(one.sql for one in parts), params)


def light_board(database: Database, viewer: Viewer, today: date) -> LightBoard:
    """The figures, all of one moment and counted in one go."""
    with look(database) as reader:
        meant = _meant(reader, viewer, today)
        where, params = meant.of(Choice()), dict(meant.of(Choice()).params)
        for one in meant.lights.values():
            params |= one.params
        counts = ", ".join(f"count(*) FILTER (WHERE {one.sql})" for one in meant.lights.values())
        found = reader.all(f"SELECT c.office_id, c.procedure, c.stage, c.overlays, {counts} {FROM} WHERE {where.sql} GROUP BY 1, 2, 3, 4", params)
        offices, stages = _sums(found, meant, lambda row: row[0]), _sums(found, meant, lambda row: (row[1], row[2]))
        colours = _colours(row[3] for row in found)
        names = _offices(reader, viewer, today, offices)
    return LightBoard(
        today=today,
        lights=tuple(LightColumn(light=shade(one), label=one.label) for one in colours),
        offices=_ranked(_row(name, label, "", offices.get(name, Counter()), colours, Choice(office=name)) for name, label in names),
        stages=tuple(
            _row(name, plan.label_of(name), plan.label, stages.get((plan.name, name), Counter()), colours, Choice(stage=name, procedure=plan.name))
            for plan, name in _stages(stages)
        ),
        all=_row("", "合计", "", sum(offices.values(), Counter()), colours, Choice()),
    )  # fmt: skip


def lit_deadlines(
    database: Database, viewer: Viewer, today: date, choice: Choice, cursor: str | None = None, limit: int = 50
) -> Page[LitDeadline]:
    """The clocks behind a number, the earliest last day first."""
    limit = within(limit)
    with look(database) as reader:
        meant = _meant(reader, viewer, today)
        where = meant.of(choice)
        sql, params = f"SELECT {COLUMNS} {_listed(reader, choice)} WHERE {where.sql}", where.params | {"limit": limit + 1}
        if cursor:
            params["day"], params["after"] = place_of(cursor, date, str)
            sql += " AND (t.due_on, t.id) > (:day, :after)"
        found = reader.all(f"{sql} ORDER BY t.due_on, t.id LIMIT :limit", params)
    items = [_lit(row, today, meant.almanac) for row in found]
    return page_of(items, limit, [cursor_of(one.chip.due_on, one.id) for one in items])


def title_of(database: Database, choice: Choice) -> tuple[str, ...]:
    """The chosen parts in words."""
    parts = []
    if choice.office:
        with look(database) as reader:
            row = reader.one("SELECT f.name FROM office f WHERE f.id = :id", {"id": choice.office})
        parts.append(row[0] if row else "没有这一单位")
    if choice.stage:
        plan = plan_of(choice.stage, choice.procedure)
        parts.append(f"{plan.label}·{plan.label_of(choice.stage)}" if plan else "没有这一阶段")
    return (*parts, choice.light.label) if choice.light else tuple(parts)


def plan_of(stage: str, procedure: str = "") -> Procedure | None:
    """The procedure of that name, if it has this stage; without a name the first that has one called so."""
    return next((one for one in PROCEDURES.values() if procedure in ("", one.name) and stage in one.chart.states_map), None)


def _listed(reader: Reader, choice: Choice) -> str:
    if not reader.database.sqlite:
        return FROM
    return LITE_BY_OFFICE if choice.office else LITE_BY_DAY


def _meant(reader: Reader, viewer: Viewer, today: date) -> _Meant:
    """A minimum time is nobody's deadline, and a clock that stands still has no light."""
    seen = visible(viewer)
    names, floor = marks("lf", sorted(floors(today)))
    running = f"t.status IN {RUNNING}" + (f" AND t.name NOT IN ({names})" if floor else "")
    almanac = almanac_at(reader.database, reader.number(VERSION, {}), reader.all)
    places: dict[tuple[tuple[Light, Days], ...], list[str]] = {}
    for overlays in overlays_in_use(reader):
        chosen = tuple(json.loads(overlays))
        days = light_days(scheme_for(chosen), today, calendar_for(chosen, almanac))
        places.setdefault(tuple(days.items()), []).append(overlays)
    lights = {one: _shows(one, [(dict(days), where) for days, where in places.items()]) for one in Light}
    return _Meant(Clause(f"{running} AND {seen.sql}", seen.params | floor), lights, almanac)


def _shows(colour: Light, places: Iterable[tuple[Mapping[Light, Days], list[str]]]) -> Clause:
    """The clocks with that light: by place the days between which they end, and the days that all of these lie between."""
    having = [(days[colour], overlays) for days, overlays in places if colour in days]
    if not having:
        return Clause("1 = 0")
    key = f"l{colour.rank}"
    params: dict[str, Any] = {f"{key}a": min(days[0] for days, _ in having), f"{key}z": max(days[1] for days, _ in having)}
    chosen = []
    for number, ((first, last), overlays) in enumerate(having):
        named, values = marks(f"{key}p{number}_", overlays)
        chosen.append(f"(t.due_on >= :{key}a{number} AND t.due_on <= :{key}z{number} AND c.overlays IN ({named}))")
        params |= values | {f"{key}a{number}": first, f"{key}z{number}": last}
    return Clause(f"t.due_on >= :{key}a AND t.due_on <= :{key}z AND ({' OR '.join(chosen)})", params)


def overlays_in_use(reader: Reader) -> Iterator[str]:
    """Every choice of places that some matter was opened under, one probe of an index each."""
    last = ""
    while (found := reader.one("SELECT min(c.overlays) FROM case_file c WHERE c.overlays > :last", {"last": last})[0]) is not None:
        yield found
        last = found


def _sums(found: Iterable[Any], meant: _Meant, by: Callable[[Any], Any]) -> Grouped:
    sums: dict[Any, Counter[Light]] = {}
    for row in found:
        sums.setdefault(by(row), Counter()).update(dict(zip(meant.lights, row[4:], strict=True)))
    return sums


def _colours(overlays: Iterable[str]) -> tuple[Light, ...]:
    """The lights that the places of these matters have."""
    schemes = {scheme_for(tuple(json.loads(one))) for one in overlays}
    own = {threshold.light for scheme in schemes for threshold in scheme.thresholds}
    return tuple(one for one in Light if one in own or one in ALWAYS)


def _row(name: str, label: str, group: str, counts: Mapping[Light, int], colours: tuple[Light, ...], choice: Choice) -> LightRow:
    def cell(colour: Light | None, number: int) -> LightCell:
        chosen = replace(choice, light=colour)
        return LightCell(light=shade(colour) if colour else None, count=number, link=chosen.link)

    cells = tuple(cell(one, counts.get(one, 0)) for one in colours)
    return LightRow(name=name, label=label, group=group, cells=cells, total=cell(None, sum(counts.values())))


def _ranked(rows: Iterable[LightRow]) -> tuple[LightRow, ...]:
    """The office with most red ones first, then by the next colour."""
    return tuple(sorted(rows, key=lambda row: ([-cell.count for cell in reversed(row.cells)], row.label, row.name)))


def _offices(reader: Reader, viewer: Viewer, today: date, counted: Grouped) -> list[tuple[str, str]]:
    """Those that have clocks, and those of the viewer's bodies where matters are sponsored, which may have none."""
    inside = sorted({one.body for one in viewer.roles if one.role not in EXTERNAL and one.role not in OUTSIDE})
    bodies, params = marks("ob", inside)
    roles, held = marks("or", sorted(one.value for one in HANDLERS))
    sponsoring = reader.all(SPONSORS.format(bodies=bodies, roles=roles), params | held | {"today": today})
    wanted = {*counted, *(row[0] for row in sponsoring)}
    named, ids = marks("of", sorted(wanted))
    known = dict(map(tuple, reader.all(f"SELECT f.id, f.name FROM office f WHERE f.id IN ({named})", ids)))
    return [(one, known.get(one, one)) for one in wanted]


def _stages(counted: Grouped) -> Iterator[tuple[Procedure, str]]:
    """All stages of the procedures that have a clock running, in their order; others (终止) where one runs there."""
    for plan in PROCEDURES.values():
        stages, running = [name for name, _ in plan.stages], {name for procedure, name in counted if procedure == plan.name}
        if running:
            others = sorted(running.difference(stages))
            yield from ((plan, name) for name in (*stages, *others))


def _lit(row: Any, today: date, almanac: Almanac) -> LitDeadline:
    places, due_on, plan = tuple(json.loads(row[12])), as_date(row[10]), plan_of(row[5], row[15])
    lit = light(scheme_for(places), row[7], due_on, today, calendar_for(places, almanac))
    return LitDeadline(
        id=row[0], case=row[1], number=row[2], title=row[3], office=row[4], office_name=row[14], stage=row[5],
        stage_label=plan.label_of(row[5]) if plan else row[5], confidentiality=row[6],
        confidentiality_label=Confidentiality(row[6]).label, rule=row[9], citation=law_view(as_date(row[13])).cite(row[9]),
        chip=chip(row[7], row[8], due_on, bool(row[11]), today, places, almanac),
        lit=LightOf(light=shade(lit.light), rule=lit.scheme, threshold=lit.threshold, clock=lit.clock, due_on=due_on, today=today, left=lit.left),
    )  # fmt: skip
