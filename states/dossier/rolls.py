"""A table of those who decide together: one row for each, with a view. Found by the columns, whatever the paper is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from states.dossier.minutes import SILENT
from states.dossier.schema import Field, FieldType, Kind
from states.dossier.vocabulary import Position

NAMES = (FieldType.TEXT, FieldType.PERSON)


@dataclass(frozen=True, slots=True)
class Roll:
    """The table and what its columns are: who, with what view, as which speaker, and for what reason."""

    field: Field
    name: Field
    view: Field
    order: Field | None
    said: Field | None
    chair: Field | None  # the field beside the table that says who presides

    def kept(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What of a member holds for the next meeting too: the name and the post, not the view."""
        gone = {one.name for one in (self.view, self.order, self.said) if one}
        return {name: value for name, value in row.items() if name not in gone}


def roll(kind: Kind) -> Roll | None:
    """The table of members of such a paper; None for a paper that has none."""
    for one in kind.fields:
        view = next((column for column in one.columns if column.options is Position), None)
        name = next((column for column in one.columns if column.type in NAMES), None)
        if view and name:
            order = next((column for column in one.columns if column.type is FieldType.INT), None)
            said = next((column for column in reversed(one.columns) if column.type in (FieldType.TEXT, FieldType.LONG) and not column.required), None)
            return Roll(one, name, view, order, said, next((spec for spec in kind.fields if spec.chair), None))
    return None


def in_turn(found: Roll, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the order of speaking as they stand in the table, where it was not written down."""
    if found.order is None:
        return [dict(row) for row in rows]
    return [{found.order.name: str(number)} | dict(row) for number, row in enumerate(rows, 1)]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are in the table, how many of them took part, and how often each view was held."""

    members: int
    present: int
    views: tuple[tuple[str, int], ...]


def tally(found: Roll, rows: Iterable[Mapping[str, Any]]) -> Tally:
    """Counted by the views as they were entered; a row without one is a member whose view is still missing."""
    held = [str(row.get(found.view.name, "")) for row in rows]
    counted = Counter(held)
    silent = sum(counted[str(one)] for one in SILENT) + counted[""]
    return Tally(len(held), len(held) - silent, tuple((one.label, counted[str(one)]) for one in Position if counted[str(one)]))
