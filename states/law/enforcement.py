"""THE TABLE: every catalogued rule of the law and the one place where it is enforced, or why nowhere."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from states.dossier import kinds
from states.dossier.schema import Field, Kind
from states.dossier.vocabulary import Labelled
from states.errors import DefinitionError
from states.law import conditions
from states.law.effects import EFFECTS
from states.law.requirement import REQUIREMENTS
from states.law.values import not_built, rules


class Enforced(Labelled):
    """In what way a rule is enforced: the kinds of a rule, and not at all."""

    GATE = "gate", "前置条件"
    DEADLINE = "deadline", "法定期限"
    REQUIRED_MATERIAL = "required_material", "必备材料"
    ROLE_RESTRICTION = "role_restriction", "主体要求"
    PUBLICATION = "publication", "公开要求"
    RECORD = "record", "记录要求"
    LIABILITY = "liability", "责任规定"
    EXEMPTION = "exemption", "例外情形"
    NONE = "none", "系统不执行"


@dataclass(frozen=True, slots=True)
class Enforcement:
    """``where`` is "module:name" or "module:TABLE[row].field", read by ``resolve``; ``reason`` only where it is empty."""

    rule: str
    enforced: Enforced
    where: str
    reason: str = ""


NOT_BUILT = "本版尚未建设有关程序 / not yet built"
# Order 713 art. 3(2) keeps rule-making out of this procedure, so these two have no matter to bind here.
NONE: Mapping[str, str] = {
    "D-NORM-09": "规章制定属于政府立法决策，不适用本程序（条例第三条第二款），本系统没有规章可供备案 / "
    "binds 规章 (rules) only: rule-making is excluded from the procedure, so no matter here can fall under it",
    "E-PBL-06": "约束的是准予行政许可的决定；本系统的事项都不是行政许可，没有许可决定可供公开 / "
    "binds decisions that grant a licence: no matter here grants one, so there is nothing that this rule could publish",
    "D-NORM-10": "三十日公告只适用于规章制定的听证会，重大行政决策听证会没有全国统一的公告天数，不得套用 / "
    "binds hearings on 规章 (rules) only and must not be applied to hearings under Order 713",
}

_PLACE = re.compile(r"(?P<name>\w+)(?:\[(?P<row>\w+)\])?(?P<fields>(?:\.\w+)*)")


def enforcements() -> Mapping[str, Enforcement]:
    """Every catalogued rule once, in the order of the catalogue; requirement before effect before field.

    Effects count as far as their modules have been imported. DefinitionError for a rule id that nobody catalogued.
    """
    conditions.load()
    required, filled_in = _requirements(), _fields()
    unknown = sorted((required.keys() | EFFECTS.keys() | filled_in.keys() | NONE.keys()) - rules().keys())
    if unknown:
        raise DefinitionError(f"enforced, but in no catalogue: {unknown}")
    table = {}
    for id, rule in rules().items():
        effects = EFFECTS.get(id, ("",))
        where = required.get(id) or effects[0] or filled_in.get(id, "")
        enforced = Enforced(rule.kind.value) if where else Enforced.NONE
        table[id] = Enforcement(id, enforced, where, "" if where else NONE.get(id, ""))
    return table | {id: Enforcement(id, Enforced.NONE, "", NOT_BUILT) for id in not_built()}


def _requirements() -> dict[str, str]:
    """The requirement of each rule; the plain key before its variants."""
    return {one.rule: one.where for _, one in sorted(REQUIREMENTS.items(), reverse=True)}


def _fields() -> dict[str, str]:
    """The place in the tables of kinds that names each rule; what must be filled in before what may be."""
    found: dict[str, tuple[int, str]] = {}
    for where, rank, named in _places():
        for rule in named:
            if rule not in found or rank < found[rule][0]:
                found[rule] = (rank, where)
    return {rule: where for rule, (_, where) in found.items()}


def _places() -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for module in sorted(one.name for one in pkgutil.iter_modules(kinds.__path__)):
        name = f"{kinds.__name__}.{module}"
        table: tuple[Kind, ...] = getattr(import_module(name), "KINDS", ())
        for kind in table:
            place = f"{name}:KINDS[{kind.name}]"
            yield place, 1, kind.rules
            yield from _columns(place, kind.fields)


def _columns(place: str, fields: tuple[Field, ...]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for one in fields:
        yield f"{place}.{one.name}", 0 if one.required else 2, one.rules
        yield from _columns(f"{place}.{one.name}", one.columns)


def resolve(where: str) -> object:
    """What stands at that place: a function, a kind of entry or one of its fields, a step or a clock of a table.

    "module:name", "module:Class.name", "module:TABLE[row]", "module:TABLE[row].field.column". DefinitionError
    when there is nothing.
    """
    module, _, path = where.partition(":")
    place = _PLACE.fullmatch(path)
    if place is None:
        raise DefinitionError(f"{where!r} names no place")
    try:
        found: object = getattr(import_module(module), place["name"])
        if place["row"]:
            found = _row(found, place["row"])
        for name in place["fields"].split(".")[1:]:
            found = _part(found, name)
    except (ImportError, AttributeError, LookupError, TypeError) as missing:
        raise DefinitionError(f"nothing stands at {where}: {missing}") from missing
    return found


def _row(table: object, name: str) -> object:
    rows = table.values() if isinstance(table, Mapping) else table
    if not isinstance(rows, Iterable):
        raise TypeError("no table")
    found = {getattr(row, "name", ""): row for row in rows}
    return found[name]


def _part(found: object, name: str) -> object:
    if isinstance(found, Kind):
        return found.by_name[name]
    if isinstance(found, Field):
        return {column.name: column for column in found.columns}[name]
    return getattr(found, name)
