"""裁量基准: which table is in force for an item, and how much a listed text or a tier allows, in yuan (行政处罚法 art. 34).

A fine is a sum between two sums, or a multiple or part of something else (违法所得二倍以上五倍以下). Both ends belong to it:
以上、以下 include the figure itself, 不足 does not (民法典 art. 1259).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from states.dossier.discretion_words import FineBase
from states.dossier.enforcement_words import PartyKind
from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value

Row: TypeAlias = "Mapping[str, Value]"
Amounts: TypeAlias = "Mapping[FineBase, int]"
_SHARE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?|[一二两三四五六七八九])(倍|%)", re.ASCII)
_NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")
UNIT, PERSON = ("unit_from", "unit_to"), ("person_from", "person_to")
LISTED = ("fine_from", "fine_to")


@dataclass(frozen=True, slots=True)
class Span:
    """From the least to the most, both lawful, in yuan."""

    least: Fraction
    most: Fraction

    def __contains__(self, yuan: int) -> bool:
        return self.least <= yuan <= self.most

    def __str__(self) -> str:
        return f"{_yuan(self.least)}元至{_yuan(self.most)}元"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The spans that a row gives; ``missing``: bases of which nobody said how much they are."""

    spans: tuple[Span, ...] = ()
    missing: tuple[FineBase, ...] = ()

    def allows(self, yuan: int) -> bool:
        return any(yuan in span for span in self.spans)

    @property
    def most(self) -> Fraction:
        return max(span.most for span in self.spans)

    def __str__(self) -> str:
        return "或者".join(map(str, self.spans))


def _yuan(amount: Fraction) -> str:
    return str(amount.numerator) if amount.denominator == 1 else f"{float(amount):.2f}"


def share(text: str) -> Fraction | None:
    """「2倍」「二倍」「60%」 as a number; None where it is neither."""
    found = _SHARE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return Fraction(found[1].translate(_NUMERALS)) / (1 if found[2] == "倍" else 100) if found else None


def reckoned_from(decision: Entry, party: str) -> dict[FineBase, int]:
    """What the decision says of the amounts that the party's fine is reckoned from."""
    rows = (row for row in decision.rows("bases") if row.get("party", party) in ("", party))
    told = {FineBase(str(row["base"])): _number(row, "amount") for row in rows}
    return ({FineBase.GAINS: decision.number("gains")} if "gains" in decision.fields else {}) | told


def allowance(row: Row, kind: PartyKind, amounts: Amounts, law: Allowance | None = None) -> Allowance:
    """What a tier, or a listed item, lets a party of that kind be fined; ``law`` where a share is one of its range."""
    spans = [span] if (span := sum_span(row, kind)) else []
    base, least, most = _base(row), share(_text(row, "share_from")), share(_text(row, "share_to"))
    if base is None or least is None or most is None:
        return Allowance(tuple(spans))
    if base is FineBase.RANGE:
        spans += [Span(one.least + least * (one.most - one.least), one.least + most * (one.most - one.least)) for one in (law.spans if law else ())]
    elif base not in amounts:
        return Allowance(tuple(spans), (base,))
    else:
        spans.append(Span(least * amounts[base], most * amounts[base]))
    return Allowance(tuple(spans))


def sum_span(row: Row, kind: PartyKind) -> Span | None:
    """The sums for a party of that kind; what a listed item says of all parties holds for persons too, unless it says more."""
    general = LISTED if "fine_to" in row else UNIT
    sides = (PERSON, LISTED) if kind is PartyKind.CITIZEN else (general,)
    least, most = next((names for names in sides if _number(row, names[1])), general)
    return Span(Fraction(_number(row, least)), Fraction(_number(row, most))) if _number(row, most) else None


def out_of_place(row: Row, amounts: Amounts) -> str:
    """Why the tier does not fit what the fine is reckoned from; "" where it does."""
    base, least, under = _base(row), _number(row, "base_from"), row.get("base_under")
    if base is None or not (least or isinstance(under, int)):
        return ""
    if base not in amounts:
        return f"没有写明{base.label}的数额"
    if amounts[base] < least:
        return f"{base.label}{amounts[base]}元，不足{least}元"
    return f"{base.label}{amounts[base]}元，已经达到{under}元" if isinstance(under, int) and amounts[base] >= under else ""


def tells_nothing(row: Row) -> bool:
    """Neither a sum nor a share nor what else is done: whoever registered it left the amount to the paper."""
    return not any(row.get(name) for name in (UNIT[1], PERSON[1], "share_to", "other"))


def in_force(paper: Entry, on: date) -> bool:
    """A table or list holds from its day to its last day, the last included."""
    ends = paper.day("ends_on")
    return since(paper) <= on and (ends is None or on <= ends)


def since(paper: Entry) -> date:
    return paper.day("in_force_on") or paper.on


def tiers(table: Entry, code: str) -> tuple[Row, ...]:
    """Its tiers for one item: rows that name it, or name none in a table that is about it alone."""
    return tuple(row for row in table.rows("tiers") if code_of(table, row) == code)


def code_of(table: Entry, row: Row) -> str:
    return _text(row, "code") or table.text("code")


def table_on(register: Dossier, code: str, on: date) -> Entry | None:
    """The benchmark for that item in force on that day; of several the newest."""
    held = [one for one in register.all("discretion_table") if in_force(one, on) and tiers(one, code)]
    return max(held, key=lambda one: (since(one), register.order(one)), default=None)


def _base(row: Row) -> FineBase | None:
    return FineBase(text) if (text := _text(row, "base")) else None


def _number(row: Row, name: str) -> int:
    value = row.get(name, 0)
    return value if isinstance(value, int) else 0


def _text(row: Row, name: str) -> str:
    return str(row.get(name, ""))
