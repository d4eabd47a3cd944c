"""HTML forms from the tables of kinds, and posts back into what commands take.

A field of an entry is named ``kind.field`` in the page, a cell of a repeated row ``kind.field.0.column``. What a
person typed is kept as text, so that a refused form comes back with everything still in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from states.dossier.schema import Field, FieldType, Kind, Value

Raw: TypeAlias = "dict[str, Any]"  # field -> text, list of texts, or list of rows

BLANK_ROWS = 5
PATTERN = "__n__"  # stands for the number in the row that a script copies
YES_NO = (("true", "是"), ("false", "否"))
DEPTH = 4  # kind, field, row number, column


@dataclass(frozen=True, slots=True)
class Register:
    """What a form needs to know: the materials it offers, and how those are called who stand in it by identifier."""

    materials: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Widget:
    """One control of a form: the field it stands for, its name in the page, what stands in it, what is wrong."""

    name: str
    spec: Field
    value: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""
    rows: tuple[tuple[Widget, ...], ...] = ()
    pattern: tuple[Widget, ...] = ()
    filled: int = 0  # how many of ``rows`` a person has filled in

    @property
    def type(self) -> str:
        return self.spec.type.value

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-")


def widgets(
    kind: Kind,
    raw: Mapping[str, Any],
    wrong: Mapping[str, str] | None = None,
    register: Register | None = None,
    more: int = 0,
) -> tuple[Widget, ...]:
    """The controls of a kind, holding ``raw``; ``wrong`` maps ``kind.field`` to its message, ``more`` adds blank rows."""
    making = _Making(wrong or {}, register or Register(), more)
    return tuple(making.widget(spec, f"{kind.name}.{spec.name}", raw.get(spec.name)) for spec in kind.fields)


@dataclass(frozen=True, slots=True)
class _Making:
    wrong: Mapping[str, str]
    register: Register
    more: int

    def widget(self, spec: Field, name: str, given: Any) -> Widget:
        error = self.wrong.get(name, "")
        match spec.type:
            case FieldType.ROWS:
                return self._rows(spec, name, given, error)
            case FieldType.CHOICES:
                return Widget(name, spec, chosen=_many(given), options=_labels(spec), error=error)
            case FieldType.CHOICE:
                return Widget(name, spec, value=_one(given), options=_labels(spec), error=error)
            case FieldType.BOOL:
                return Widget(name, spec, value=_one(given), options=YES_NO, error=error)
            case FieldType.PERSON | FieldType.OFFICE:
                return Widget(name, spec, value=self.register.called.get(_one(given), _one(given)), error=error)
            case FieldType.MATERIAL:
                return Widget(name, spec, value=_one(given), options=tuple(self.register.materials.items()), error=error)
            case _:
                return Widget(name, spec, value=_one(given), error=error)

    def _rows(self, spec: Field, name: str, given: Any, error: str) -> Widget:
        kept = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list | tuple) else []
        blank: list[Raw] = [{}] * (BLANK_ROWS + self.more)
        rows = tuple(self._row(spec, f"{name}.{number}", row) for number, row in enumerate([*kept, *blank]))
        return Widget(name, spec, error=error, rows=rows, pattern=self._row(spec, f"{name}.{PATTERN}", {}), filled=len(kept))

    def _row(self, spec: Field, name: str, row: Mapping[str, Any]) -> tuple[Widget, ...]:
        return tuple(self.widget(column, f"{name}.{column.name}", row.get(column.name)) for column in spec.columns)


def _labels(spec: Field) -> tuple[tuple[str, str], ...]:
    return tuple((option.value, option.label) for option in spec.options or ())


def _one(given: Any) -> str:
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, list | tuple):
        return str(given[0]) if given else ""
    return "" if given is None else str(given)


def _many(given: Any) -> tuple[str, ...]:
    if isinstance(given, list | tuple):
        return tuple(str(one) for one in given)
    return (str(given),) if given else ()


def read(kinds: Iterable[Kind], pairs: Iterable[tuple[str, str]]) -> dict[str, Raw]:
    """What was posted, kind by kind, ready for a command; fields left blank and rows left blank are not in it.

    Names that belong to none of the kinds stay in the result, so that the core can refuse them by name.
    """
    known = {kind.name: kind for kind in kinds}
    found: dict[str, Raw] = {name: {} for name in known}
    cells: dict[tuple[str, str], dict[int, Raw]] = {}
    for name, text in pairs:
        if name.startswith("_") or "." not in name or not text.strip():
            continue
        kind_name, field_name, *cell = name.split(".", DEPTH - 1)
        spec = known[kind_name].by_name.get(field_name) if kind_name in known else None
        if spec is not None and spec.type is FieldType.ROWS and len(cell) == 2 and cell[0].isdecimal():
            row = cells.setdefault((kind_name, field_name), {}).setdefault(int(cell[0][:6]), {})
            _put(row, cell[1], _column(spec, cell[1]), text)
        else:
            _put(found.setdefault(kind_name, {}), ".".join([field_name, *cell]), spec, text)
    for (kind_name, field_name), by_number in cells.items():
        found[kind_name][field_name] = [by_number[number] for number in sorted(by_number)]
    return found


def _column(spec: Field, name: str) -> Field | None:
    return next((column for column in spec.columns if column.name == name), None)


def _put(into: Raw, name: str, spec: Field | None, text: str) -> None:
    if spec is not None and spec.type is FieldType.CHOICES:
        into.setdefault(name, []).append(text)
    else:
        into[name] = text


def as_raw(fields: Mapping[str, Value]) -> Raw:
    """Typed fields of an entry as a form holds them, for correcting it."""
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Value) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return as_raw(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return str(value)


def cells(kind: Kind, raw: Raw) -> set[str]:
    """The names in the page of all cells of the rows that were filled in."""
    found = set()
    for spec in kind.fields:
        rows = raw.get(spec.name) if spec.columns else None
        count = len(rows) if isinstance(rows, list) else 0
        found |= {f"{kind.name}.{spec.name}.{number}.{column.name}" for number in range(count) for column in spec.columns}
    return found


def under(kind: Kind, wrong: Mapping[str, str]) -> dict[str, str]:
    """Messages of a kind's own fields under the names they have in the page."""
    own = kind.by_name
    return {f"{kind.name}.{name}" if name.partition(".")[0] in own else name: why for name, why in wrong.items()}
