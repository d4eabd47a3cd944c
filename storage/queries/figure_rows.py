"""The rows behind a figure, a page of them or all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from states.dossier.vocabulary import Confidentiality
from states.errors import NotFound
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.figure_shapes import FigureRow
from storage.queries.figures import BANDS, FIGURES, Asked, Figure, meant
from storage.queries.models import Page, Viewer
from storage.queries.reading import Reader, cursor_of, look, page_of, place_of, within
from storage.reviving import as_date
from storage.standing import tally

COLUMNS = """c.id, c.number, c.title, c.procedure, c.stage, coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id),
 c.confidentiality"""
MOST = 20_000  # rows in one file


def figure_of(name: str) -> Figure:
    """NotFound for a figure that there is not."""
    found = FIGURES.get(name)
    if found is None:
        raise NotFound("没有这一项数据，请从督办总览中选择。")
    return found


def figure_rows(database: Database, viewer: Viewer, today: date, asked: Asked, cursor: str | None = None, limit: int = 50) -> Page[FigureRow]:
    """Exactly what the figure counts: the longest first where it tells days, else the earliest."""
    figure, limit = figure_of(asked.figure), within(limit)
    with tally(database) as reader:
        found = _read(reader, viewer, today, asked, figure, limit + 1, cursor)
    return page_of([_row(row, figure, today) for row in found], limit, [cursor_of(_place(row, figure), row[0], row[10]) for row in found])


def all_rows(database: Database, viewer: Viewer, today: date, asked: Asked) -> tuple[FigureRow, ...]:
    """All of them, up to ``MOST``."""
    figure = figure_of(asked.figure)
    with tally(database) as reader:
        return tuple(_row(row, figure, today) for row in _read(reader, viewer, today, asked, figure, MOST, None))


def title_of(database: Database, asked: Asked, today: date) -> tuple[str, ...]:
    """What was asked for, in words."""
    figure = figure_of(asked.figure)
    parts = [figure.label]
    if asked.office:
        with look(database) as reader:
            row = reader.one("SELECT f.name FROM office f WHERE f.id = :id", {"id": asked.office})
        parts.append(row[0] if row else "没有这一单位")
    if asked.procedure and not asked.state:
        parts.append(PROCEDURES[asked.procedure].label if asked.procedure in PROCEDURES else "没有这种程序")
    parts += [f"{plan.label}·{plan.label_of(state)}" for plan, state in _stage(asked.state)]
    parts += [label for name, label, _ in BANDS if name == asked.band]
    return tuple(parts)


def _stage(state: str) -> Iterator[tuple[Any, str]]:
    name, _, own = state.partition(".")
    plan = PROCEDURES.get(name)
    if plan is not None and own in plan.chart.states_map:
        yield plan, own


def _read(reader: Reader, viewer: Viewer, today: date, asked: Asked, figure: Figure, limit: int, cursor: str | None) -> Any:
    source, clause = figure.source, meant(figure, asked, viewer, today)
    order = f"-{source.days}" if source.days else source.day
    params: dict[str, Any] = clause.params | {"limit": limit}
    sql = f"SELECT {COLUMNS}, {source.day}, {source.days or '0'}, {source.what}, {source.keys} {source.sql} WHERE {clause.sql}"
    if cursor:
        params["after"], params["case_after"], params["key_after"] = place_of(cursor, int if source.days else date, str, str)
        sql += f" AND ({order}, c.id, {source.keys}) > (:after, :case_after, :key_after)"
    return reader.all(f"{sql} ORDER BY {order}, c.id, {source.keys} LIMIT :limit", params)


def _place(row: Any, figure: Figure) -> Any:
    return -row[8] if figure.source.days else as_date(row[7])


def _row(row: Any, figure: Figure, today: date) -> FigureRow:
    plan, day = PROCEDURES[row[3]], as_date(row[7])
    states: Mapping[str, Any] = plan.chart.states_map
    days = row[8] if figure.source.days else (today - day).days if figure.now else 0
    return FigureRow(
        case=row[0], number=row[1], title=row[2], procedure_label=plan.label, stage_label=plan.label_of(row[4]), office_name=row[5],
        confidentiality=row[6], confidentiality_label=Confidentiality(row[6]).label, on=day, days=days,
        what=plan.label_of(row[9]) if row[9] in states else row[9],
    )  # fmt: skip
