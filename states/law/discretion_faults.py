"""What of a benchmark, a list or a listed item cannot be right, told by row and column; and what a reader should know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from states.dossier.discretion_words import FineBase
from states.dossier.enforcement_words import PartyKind
from states.dossier.model import Dossier, Entry
from states.law.discretion import Row, Span, allowance, code_of, share, since, sum_span
from states.law.enforcement_items import listed
from states.law.requirement import Moment

SUMS = {PartyKind.ORGANISATION: ("unit_from", "unit_to", "单位"), PartyKind.CITIZEN: ("person_from", "person_to", "个人")}
SHARES = ("share_from", "share_to")
NOT_A_SHARE = "应当写明倍数或者百分比，例如：2倍、60%。"


def faults(register: Dossier, entry: Entry, moment: Moment) -> dict[str, str]:
    """Field -> what is wrong; empty where the entry can stand in the register."""
    return dict(_ASKED[entry.kind](register, entry, moment.today)) if entry.kind in _ASKED else {}


def _table(register: Dossier, table: Entry, today: date) -> Iterator[tuple[str, str]]:
    seen: set[tuple[object, ...]] = set()
    for number, row in enumerate(table.rows("tiers")):
        place, code = f"tiers.{number}.", code_of(table, row)
        same = (code, row.get("tier"), row.get("base"), row.get("base_from"), row.get("base_under"))
        if same in seen:
            yield f"{place}tier", f"同一事项已有阶次「{row.get('tier')}」，请合并或者改名。"
        seen.add(same)
        item = listed(register, code, max(today, since(table)))
        if not code:
            yield f"{place}code", "请填写「事项编码」；整份文件只涉及一个事项的，在「适用的事项编码」填写。"
        elif item is None:
            yield f"{place}code" if row.get("code") else "code", _unlisted(code)
        yield from ((f"{place}{name}", why) for name, why in _row(row, item))
    yield from _days(table)


def _unlisted(code: str) -> str:
    return f"执法事项清单中没有编码「{code}」，请先登记该行政执法事项，或者更正编码。"


def _row(row: Row, item: Entry | None) -> Iterator[tuple[str, str]]:
    wrong = [*_sums(row, "unit"), *_sums(row, "person"), *_shares(row), *_thresholds(row)]
    yield from wrong
    if not wrong and not any(row.get(name) is not None for name in ("unit_to", "person_to", "share_to", "other")):
        yield "tier", "没有罚款幅度，也没有其他处理，请填写其中一项。"
    if not wrong and item is not None:
        yield from _beyond(row, item)


def _sums(row: Row, side: str) -> Iterator[tuple[str, str]]:
    least, most = row.get(f"{side}_from"), row.get(f"{side}_to")
    if (least is None) != (most is None):
        yield f"{side}_{'from' if least is None else 'to'}", "上限和下限应当同时填写；固定数额的，填写同一数额。"
    elif isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"{side}_to", f"上限{most}元低于下限{least}元。"


def _shares(row: Row) -> Iterator[tuple[str, str]]:
    given = {name: str(row[name]) for name in SHARES if row.get(name) is not None}
    found = {name: share(text) for name, text in given.items()}
    yield from ((name, f"「{given[name]}」{NOT_A_SHARE}") for name, one in found.items() if one is None)
    if len(given) == 1:
        yield next(name for name in SHARES if name not in given), "上限和下限应当同时填写；固定倍数的，填写同一倍数。"
    least, most = found.get("share_from"), found.get("share_to")
    if least is not None and most is not None and least > most:
        yield "share_to", f"上限{given['share_to']}低于下限{given['share_from']}。"
    if given and row.get("base") is None:
        yield "base", "按倍数或者比例罚款的，请选择计算基数。"


def _thresholds(row: Row) -> Iterator[tuple[str, str]]:
    least, under = row.get("base_from"), row.get("base_under")
    if row.get("base") is None and (least is not None or under is not None):
        yield "base", "写明基数达到或者不足的数额的，请选择计算基数。"
    if isinstance(least, int) and isinstance(under, int) and least >= under:
        yield "base_under", f"基数不足{under}元，不高于基数达到{least}元，这一行没有可以适用的情形。"


def _beyond(row: Row, item: Entry) -> Iterator[tuple[str, str]]:
    """A tier cannot allow what the listed text does not (行政处罚法 art. 34: 基准 is within the law)."""
    for kind, (least, most, whom) in SUMS.items():
        law = sum_span(item.fields, kind)
        tier = Span(_sum(row, least), _sum(row, most)) if row.get(most) is not None else None
        if law is None or tier is None:
            continue
        if tier.least < law.least:
            yield least, f"对{whom}罚款下限{tier.least}元，低于法定下限{law.least}元；减轻处罚不列为阶次。"
        if tier.most > law.most:
            yield most, f"对{whom}罚款上限{tier.most}元，超过法定上限{law.most}元。"
    yield from _shares_beyond(row, item)


def _sum(row: Row, name: str) -> Fraction:
    value = row.get(name, 0)
    return Fraction(value if isinstance(value, int) else 0)


def _shares_beyond(row: Row, item: Entry) -> Iterator[tuple[str, str]]:
    given, law = ([share(str(one.get(name, ""))) for name in SHARES] for one in (row, item.fields))
    if row.get("base") == FineBase.RANGE:
        if given[1] is not None and given[1] > 1:
            yield "share_to", "法定罚款幅度的比例不超过100%。"
        return
    if row.get("base") != item.fields.get("base"):
        return
    (least, most), (law_least, law_most) = given, law
    if least is None or most is None or law_least is None or law_most is None:
        return
    if least < law_least:
        yield "share_from", f"低于法定下限{item.text('share_from')}；减轻处罚不列为阶次。"
    if most > law_most:
        yield "share_to", f"超过法定上限{item.text('share_to')}。"


def _list(register: Dossier, entry: Entry, today: date) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(entry.rows("items")):
        if listed(register, code := str(row.get("code", "")), max(today, since(entry))) is None:
            yield f"items.{number}.code", _unlisted(code)
    yield from _days(entry)


def _days(entry: Entry) -> Iterator[tuple[str, str]]:
    if (ends := entry.day("ends_on")) is not None and ends < since(entry):
        yield "ends_on", f"失效日期{ends}早于施行日期{since(entry)}。"


def _item(register: Dossier, entry: Entry, today: date) -> Iterator[tuple[str, str]]:
    row = entry.fields
    sums = {"fine_from": 0, **row} if "fine_to" in row else row
    yield from (*_sums(sums, "fine"), *_sums(row, "person"), *_shares(row))


_ASKED: Mapping[str, Callable[[Dossier, Entry, date], Iterator[tuple[str, str]]]] = {
    "discretion_table": _table, "no_penalty_list": _list, "enforcement_item": _item,
}  # fmt: skip


def remarks(register: Dossier, table: Entry) -> tuple[str, ...]:
    """What a benchmark leaves open: gaps, sums that belong to two tiers, single sums, an end that depends on an event."""
    codes = dict.fromkeys(code_of(table, row) for row in table.rows("tiers"))
    found = [one for code in codes for kind in SUMS for one in _joints(table, code, kind)]
    if (when := table.text("ends_when")) and table.day("ends_on") is None:
        found.append(f"{when}时失效：该情形发生后，应当更正登记，填写失效日期。")
    return tuple(dict.fromkeys(found))


def _joints(table: Entry, code: str, kind: PartyKind) -> Iterator[str]:
    rows = [row for row in table.rows("tiers") if code_of(table, row) == code and row.get(SUMS[kind][1]) is not None]
    spans = sorted({(one.least, one.most) for row in rows for one in allowance(row, kind, {}).spans})
    whom = SUMS[kind][2]
    for least, most in spans:
        if least == most:
            yield f"{code}：对{whom}罚款固定为{most}元，没有裁量余地。"
    for (_, most), (least, _) in pairwise(spans):
        if most < least:
            yield f"{code}：对{whom}罚款{most}元至{least}元之间没有阶次。"
        elif most == least:
            yield f"{code}：对{whom}罚款{most}元同属相邻两个阶次（以上、以下包括本数），应当写明阶次，不能由数额推定。"
