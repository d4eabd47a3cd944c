"""An entry written as a sheet, as clerks keep long tables: its fields line by line, below them the rows of its table.

    行政裁量权基准
    制定机关        省应急管理厅
    文件名称和文号   …
    事项编码   违法行为   阶次   适用情形   对单位罚款下限（元）   …
    AJ-044-1  …        一般   …        1万               …

Names are those of the form on screen. What is wrong is told by row and column of the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from states.dossier.schema import Field, FieldType, Kind
from states.errors import InvalidEntry

Grid: TypeAlias = Sequence[Sequence[str]]
_SUM = re.compile(r"(\d+(?:\.\d+)?)(万?)元?")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The fields as they were read, and where on the sheet each of them stands."""

    kind: Kind
    fields: Mapping[str, Any]
    places: Mapping[str, str]

    def told(self, wrong: InvalidEntry) -> InvalidEntry:
        """The same refusal, each fault with the cell it is about."""
        found = {name: self._at(name.removeprefix(f"{self.kind.name}."), why) for name, why in wrong.fields.items()}
        return InvalidEntry(found, "表格内容有误，没有登记：" + ";".join(found.values())) if found else wrong

    def _at(self, name: str, why: str) -> str:
        place = self.places.get(name, "")
        return f"{place}：{why}" if place else why


def read(kind: Kind, grid: Grid) -> Sheet:
    """The sheet as fields of that kind, not yet checked; InvalidEntry for lines and columns that the kind does not have."""
    table = next(one for one in kind.fields if one.type is FieldType.ROWS)
    heads = {one.label: one for one in table.columns}
    top = next((number for number, row in enumerate(grid) if len(heads.keys() & {_bare(cell) for cell in row}) > 1), len(grid))
    if top == len(grid):
        names = "、".join(heads)
        raise _unreadable({"file": f"没有找到「{table.label}」的表头，请使用模板：表头一行依次写明{names}。"})
    fields, places, wrong = _lines(kind, grid[:top], table)
    columns = _columns(grid[top], top, heads, table, wrong)
    rows = [(number, row) for number, row in enumerate(grid[top + 1 :], top + 1) if any(_bare(cell) for cell in row)]
    if wrong:
        raise _unreadable(wrong)
    fields[table.name] = tuple({spec.name: _value(spec, row[at]) for at, spec in columns.items() if at < len(row) and _bare(row[at])} for _, row in rows)
    places[table.name] = f"第{top + 1}行"
    for index, (number, _) in enumerate(rows):
        places |= {f"{table.name}.{index}.{spec.name}": cell_name(number, at) for at, spec in columns.items()}
        places |= {f"{table.name}.{index}.{one.name}": f"第{number + 1}行" for one in table.columns if one not in columns.values()}
    return Sheet(kind, fields, places)


def _lines(kind: Kind, lines: Grid, table: Field) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """What stands above the table: a name and its value on each line; a line with the kind's own name is its title."""
    known = {one.label: one for one in kind.fields if one is not table}
    fields: dict[str, Any] = {}
    places: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for number, row in enumerate(lines):
        name, value = (_bare(row[at]) if at < len(row) else "" for at in (0, 1))
        if name in known:
            places[known[name].name] = cell_name(number, 1)
            fields |= {known[name].name: _value(known[name], value)} if value else {}
        elif name and name != kind.label:
            wrong[f"line.{number}"] = f"{cell_name(number, 0)}：「{kind.label}」没有「{name[:40]}」这一项，请删去或者改为模板中的名称。"
    return fields, places, wrong


def _columns(head: Sequence[str], line: int, heads: Mapping[str, Field], table: Field, wrong: dict[str, str]) -> dict[int, Field]:
    found: dict[int, Field] = {}
    for at, name in enumerate(map(_bare, head)):
        if name and name not in heads:
            wrong[f"column.{at}"] = f"{cell_name(line, at)}：「{table.label}」没有「{name[:40]}」这一栏，请删去或者改为模板中的名称。"
        elif name and heads[name] in found.values():
            wrong[f"column.{at}"] = f"{cell_name(line, at)}：「{name}」一栏重复，请删去其中一栏。"
        elif name:
            found[at] = heads[name]
    return found


def cell_name(row: int, column: int) -> str:
    """「第9行E列」, as a spreadsheet counts."""
    letters = ""
    while column >= 0:
        letters, column = chr(ord("A") + column % 26) + letters, column // 26 - 1
    return f"第{row + 1}行{letters}列"


def _value(spec: Field, text: str) -> str:
    """As the form would send it; what cannot be understood stays as it was typed and is refused like there."""
    text = text.strip()
    if spec.type is FieldType.INT:
        return _sum(text)
    if spec.type is FieldType.DATE:
        found = _DAY.match(text)
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text
    if spec.type is FieldType.CHOICE:
        return next((str(one) for one in spec.options or () if text in (one.label, one.label.partition("（")[0])), text)
    return text


def _sum(text: str) -> str:
    """「1万元」「10,000」 as digits."""
    found = _SUM.fullmatch(re.sub(r"[,，\s]", "", text))
    amount = Decimal(found[1]) * (10_000 if found[2] else 1) if found else Decimal("0.5")
    return str(int(amount)) if amount == int(amount) else text


def _bare(cell: str) -> str:
    return cell.strip()


def _unreadable(wrong: Mapping[str, str]) -> InvalidEntry:
    return InvalidEntry(wrong, "表格不能读取，没有登记：" + ";".join(wrong.values()))
