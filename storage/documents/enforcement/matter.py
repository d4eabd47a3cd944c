"""One paper's matter: the entry that it documents and the other facts it draws on, read for print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry, Names
from states.dossier.schema import Field, FieldType, Value
from states.law.values import LawView
from storage.documents.enforcement.sheet import BLANK
from storage.documents.official import written

_UNITS = {"元": "元", "日": "日", "月": "个月", "工作日": "个工作日", "人": "人"}
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
OFFICERS_OF = ("filing_approval", "officers_assigned", "site_record", "summary_decision")  # where those who handle a matter are named


def said(spec: Field, value: Value | None, names: Names) -> str:
    """A value as a paper says it; "" when there is none."""
    match spec.type:
        case FieldType.DATE:
            return written(value) if isinstance(value, date) else ""
        case FieldType.BOOL:
            return "是" if value is True else "否"
        case FieldType.INT:
            return f"{value}{unit(spec)}" if isinstance(value, int) else ""
        case FieldType.CHOICE:
            return label(spec, str(value)) if value else ""
        case FieldType.CHOICES:
            return "、".join(label(spec, str(one)) for one in value) if isinstance(value, tuple) else ""
        case FieldType.PERSON:
            return names.person(str(value)) if value else ""
        case FieldType.OFFICE:
            return names.office(str(value)) if value else ""
        case _:
            return value if isinstance(value, str) else ""


def label(spec: Field, code: str) -> str:
    return next((one.label for one in spec.options or () if one == code), code)


def unit(spec: Field) -> str:
    """The unit that a field's label gives in its last brackets: 缴款期限（日）."""
    return _UNITS.get(spec.label.rpartition("（")[2].removesuffix("）"), "")


def capital(amount: int) -> str:
    """An amount in the characters that cannot be altered: 40000 -> 肆万元整."""
    groups: list[str] = []
    rest, place = amount, 0
    while rest:
        rest, part = divmod(rest, 10000)
        if part:
            groups.append(_group(part, padded=bool(rest)) + _GROUPS[place])
        elif groups and not groups[-1].startswith("零"):
            groups.append("零")
        place += 1
    return ("".join(reversed(groups)).replace("零零", "零") or "零") + "元整"


def _group(part: int, *, padded: bool) -> str:
    text, digits = "", f"{part:04d}" if padded else str(part)
    for place, digit in enumerate(digits):
        power = len(digits) - 1 - place
        if digit != "0":
            text += _DIGITS[int(digit)] + _PLACES[power]
        elif not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


@dataclass(frozen=True, slots=True)
class Facts:
    """One entry, or one row of it, or nothing yet; what is missing is a blank."""

    specs: Mapping[str, Field]
    fields: Mapping[str, Value]
    names: Names
    entry: Entry | None = None

    def __bool__(self) -> bool:
        return bool(self.fields)

    def has(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "", ())

    def text(self, name: str) -> str:
        return (said(self.specs[name], self.fields.get(name), self.names) if self.fields else "") or BLANK

    def given(self, name: str) -> str:
        """As ``text``, but nothing for what is missing."""
        return self.text(name) if self.has(name) else ""

    def told(self, name: str, yes: str, no: str) -> str:
        """What a yes or a no says in words."""
        return (yes if self.flag(name) else no) if self.fields else BLANK

    def money(self, name: str) -> str:
        """An amount in figures and in characters that cannot be altered."""
        return f"{self.text(name)}（大写：{capital(self.number(name))}）" if self.has(name) else BLANK

    def flag(self, name: str) -> bool:
        return self.fields.get(name) is True

    def number(self, name: str) -> int:
        value = self.fields.get(name)
        return value if isinstance(value, int) else 0

    def day(self, name: str) -> date | None:
        value = self.fields.get(name)
        return value if isinstance(value, date) else None

    def rows(self, name: str) -> tuple[Facts, ...]:
        found, spec = self.fields.get(name, ()), self.specs[name]
        columns = {one.name: one for one in spec.columns}
        return tuple(Facts(columns, row, self.names) for row in found if isinstance(row, Mapping)) if isinstance(found, tuple) else ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What a paper is drawn from. ``entry``: what it documents; None while that is not on file, so that it is a draft."""

    dossier: Dossier
    anchor: str
    entry: Entry | None
    law: LawView
    numbers: Mapping[str, str] = field(default_factory=dict)  # by the id of the entry as it was first recorded

    @property
    def names(self) -> Names:
        return self.dossier.names

    @property
    def organ(self) -> str:
        return self.names.office(self.dossier.body)

    @property
    def own(self) -> Facts:
        return self.of(self.anchor)

    def of(self, kind: str) -> Facts:
        """The last entry of that kind that this paper could know of: nothing filed after what it documents."""
        return self.facts(kind, self.entry if kind == self.anchor else self._before(kind))

    def facts(self, kind: str, entry: Entry | None) -> Facts:
        return Facts(KINDS[kind].by_name, entry.fields if entry else {}, self.names, entry)

    def all(self, kind: str) -> tuple[Facts, ...]:
        return tuple(self.facts(kind, one) for one in self.dossier.all(kind))

    def earlier(self, kind: str) -> tuple[Facts, ...]:
        """Every entry of that kind before what this paper documents; for a draft, every one."""
        found, until = self.dossier.all(kind), self.dossier.order(self.entry) if self.entry else None
        return tuple(self.facts(kind, one) for one in found if until is None or self.dossier.order(one) < until)

    def _before(self, kind: str) -> Entry | None:
        found = self.dossier.all(kind)
        if self.entry is not None and found:
            place = self.dossier.order(self.entry)
            found = tuple(one for one in found if self.dossier.order(one) <= place) or found
        return found[-1] if found else None

    def first(self, *places: tuple[str, str]) -> str:
        """The first of these (kind, field) that is filled in."""
        return next((self.of(kind).text(name) for kind, name in places if self.of(kind).has(name)), BLANK)

    def number(self, kind: str) -> str:
        """The number under which that paper was issued; "" when it has none yet."""
        entry = self.of(kind).entry
        return self.numbers.get(self.dossier.root(entry).id, "") if entry else ""

    def called(self, title: str, kind: str) -> str:
        """Another paper by its title and number."""
        number = self.number(kind)
        return f"《{title}》（{number}）" if number else f"《{title}》"

    def cite(self, *rules: str) -> str:
        """The articles, one after the other; a law that is named twice running is named once."""
        told, last = "", ""
        for law, _, article in (self.law.cite(rule).partition("》") for rule in rules):
            told += f"{'、' if told else ''}{article if law == last else f'{law}》{article}'}"
            last = law
        return told

    def parties(self) -> tuple[str, ...]:
        """Whom the matter is about."""
        filed = tuple(row.text("name") for row in self.of("filing_approval").rows("parties"))
        others = (("summary_case", "party"), ("inspection_task", "subject"))
        return filed or tuple(self.of(kind).text(name) for kind, name in others if self.of(kind).has(name))

    def party(self) -> str:
        return "、".join(self.parties()) or BLANK

    def officers(self) -> str:
        """Who handles it now: the last who were named before this paper."""
        named = [(self.dossier.order(one.entry), one) for kind in OFFICERS_OF for one in self.earlier(kind) if one.entry]
        return people(max(named, key=lambda one: one[0])[1].rows("officers")) if named else BLANK


def people(rows: Iterable[Facts]) -> str:
    """Officers with the numbers of their certificates."""
    return "；".join(f"{one.text('person')}（执法证号{one.text('certificate')}）" for one in rows) or BLANK


def outcome(row: Facts) -> str:
    """One penalty in words: 罚款40000元（大写：肆万元整）."""
    amount = row.money("amount") if row.has("amount") else ""
    return f"{row.text('penalty')}{amount}{'：' + row.text('content') if row.has('content') else ''}"


def outcomes(rows: Iterable[Facts]) -> tuple[str, ...]:
    found = tuple(f"对{row.text('party')}：{outcome(row)}" for row in rows)
    return tuple(f"{place}．{one}。" for place, one in enumerate(found, 1)) if len(found) > 1 else tuple(f"{one}。" for one in found)
