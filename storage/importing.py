"""Many persons at once, from a table: judged row by row first, then all of them registered or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from states.errors import InvalidEntry
from storage.database import Database
from storage.documents.roster import HEADS, RosterRow
from storage.people import People
from storage.queries.reading import look, marks
from storage.rights import Keeper
from storage.staffing import Issued, Newcomer, add, faults

_OFFICES = "SELECT name, id FROM office WHERE body_id = :body"
_THERE = """SELECT p.login, p.name, p.office_id, p.active, o.body_id FROM person p JOIN office o ON o.id = p.office_id
 WHERE lower(p.login) IN ({logins})"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what is wrong with its cells: (column, why). ``there``: the same person is registered already."""

    row: RosterRow
    office: str
    there: bool
    wrong: tuple[tuple[str, str], ...]

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(f"第{self.row.number}行「{HEADS[column]}」：{why}" for column, why in self.wrong)


def judged(database: Database, by: Keeper, rows: Sequence[RosterRow]) -> list[Judged]:
    """What registering these rows would come to; nothing is written."""
    logins = Counter(row.login.lower() for row in rows)
    with look(database) as reader:
        units = {name: id for name, id in reader.all(_OFFICES, {"body": by.body})}
        named, params = marks("l", sorted(logins))
        there = {row[0].lower(): row for row in reader.all(_THERE.format(logins=named), params)}
    return [_judge(by, row, units, there.get(row.login.lower()), logins[row.login.lower()]) for row in rows]


def _judge(by: Keeper, row: RosterRow, units: dict[str, str], there: Sequence[object] | None, times: int) -> Judged:
    wrong = faults(row.login, row.name)
    office = units.get(row.office, "")
    if not office:
        wrong["office"] = f"本机关没有名为「{row.office[:40]}」的单位，请按单位清单填写全称。" if row.office else "请填写单位全称。"
    if times > 1 and "login" not in wrong:
        wrong["login"] = "表中有重复的账号，请保留一行。"
    same = there is not None and tuple(there) == (row.login, row.name, office, there[3], by.body) and bool(there[3])
    if there is not None and not same and "login" not in wrong:
        wrong["login"] = _differs(there, row, by)
    return Judged(row, office, same, tuple(wrong.items()))


def _differs(there: Sequence[object], row: RosterRow, by: Keeper) -> str:
    if there[4] != by.body or there[0] != row.login:
        return "这个账号已经有人使用，请另取。"
    if not there[3]:
        return "这个账号已经停用，请在人员清单中核对。"
    return f"这个账号已经登记为「{there[1]}」，姓名或者单位与表中不同，请在人员清单中核对修改。"


def take(database: Database, people: People, by: Keeper, rows: Sequence[RosterRow], now: datetime) -> list[Issued]:
    """Register those that are new; InvalidEntry with every fault, and nothing written, unless all rows are right."""
    found = judged(database, by, rows)
    if told := [why for one in found for why in one.told]:
        raise InvalidEntry({f"row{number}": why for number, why in enumerate(told)}, f"表中有{len(told)}处需要改正，没有导入任何人员。")
    return add(database, people, by, newcomers(found), now, act="person_imported")


def newcomers(found: Iterable[Judged]) -> list[Newcomer]:
    return [Newcomer(one.row.login, one.row.name, one.office) for one in found if not one.there and not one.wrong]
