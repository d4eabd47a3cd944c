"""Benchmarks and lists as bureaus have published them (facts alone), read from sheets as a clerk would fill them in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from states.dossier.kinds import KINDS
from states.dossier.kinds.discretion import SHEETS
from states.dossier.sheet import Sheet, read
from storage.documents.sheets import grid_of

FOLDER = Path(__file__).with_name("discretion_sheets")
MEASURES = "《安全生产违法行为行政处罚办法》第四十四条"
EMERGENCY = "《生产安全事故应急条例》"
# The items that the sheets are about, with what the listed text allows: (code, name, basis, level, range).
ITEMS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("AJ-044-1", "违反操作规程", f"{MEASURES}第一项", "rule", {"fine_from": 10000, "fine_to": 30000, "person_from": 1000, "person_to": 10000}),
    ("AJ-044-2", "违章指挥、强令冒险作业", f"{MEASURES}第二项", "rule", {"fine_from": 10000, "fine_to": 30000, "person_from": 1000, "person_to": 10000}),
    ("AJ-089", "出具虚假证明", "《安全生产法》（2014年）第八十九条", "statute",
     {"fine_from": 100000, "fine_to": 200000, "person_from": 20000, "person_to": 50000, "base": "gains", "share_from": "2倍", "share_to": "5倍"}),
    ("AJ-090", "资金投入不足", "《安全生产法》（2014年）第九十条", "statute", {}),
    ("AJ-096", "第九十六条规定的违法行为", "《安全生产法》第九十六条", "statute", {"fine_from": 10000, "fine_to": 30000}),
    ("YJ-001", "未指定兼职应急救援人员", EMERGENCY, "administrative", {"fine_from": 10000, "fine_to": 30000}),
    ("YJ-002", "应急救援器材未维护", EMERGENCY, "administrative", {"fine_from": 10000, "fine_to": 30000}),
)  # fmt: skip


def published() -> dict[str, Sheet]:
    """Every sheet by the name of its file, read and not yet checked."""
    return {file.name: sheet(file) for file in sorted(FOLDER.glob("*.csv"))}


def sheet(file: Path) -> Sheet:
    grid = grid_of(file.name, file.read_bytes())
    return read(next(KINDS[name] for name in SHEETS if KINDS[name].label == grid[0][0]), grid)


def discretion_entries(since: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Items first, then what was published about them; days not published, or not yet come, are the day of registering."""
    for code, name, basis, level, sums in ITEMS:
        yield "enforcement_item", {"code": code, "name": name, "basis": basis, "basis_level": level, "power": "行政处罚", "procedure": "普通程序",
                                   "responsibility": "违法实施处罚的责任", "listed_on": since, **sums}
    for one in published().values():
        unknown = {field.name: since for field in one.kind.fields if field.required and field.name.endswith("_on")}
        ahead = {name for name, value in one.fields.items() if name.endswith("_on") and value > since.isoformat()}
        yield one.kind.name, unknown | {name: value for name, value in one.fields.items() if name not in ahead}
