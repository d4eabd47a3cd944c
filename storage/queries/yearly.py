"""年度行政执法数据 (三项制度: 每年1月31日前公开上年度总体情况): counted from the cases; every figure opens its rows, which are what was counted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from states.dossier.enforcement_words import PenaltyKind, ReviewConclusion
from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.errors import NotFound, NotPermitted
from states.law.day_lines import chinese_date
from storage import statements
from storage.database import Database
from storage.queries.public_enforcement import BODY
from storage.queries.reading import Reader, look, marks
from storage.queries.shapes import Shown, Viewer
from storage.queries.visibility import visible
from storage.reviving import revive_entry

MAY = (Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER, Role.SUPERVISOR)
DUE_MONTH, DUE_DAY = 1, 31  # 三项制度: by 31 January of the year after
PENALTIES, SPARED = ("penalty_decision", "summary_decision"), "no_penalty_decision"
DECISIONS = (*PENALTIES, SPARED)
REVIEW, HEARING = "enforcement_review", "penalty_hearing_record"
READ = (*PENALTIES, SPARED, REVIEW, HEARING, "decision_revoked", "inspection_start", "draw_publication", "forced_execution", "court_application",
        "police_transfer", "filing_approval")
STANDING = "NOT EXISTS (SELECT 1 FROM entry s WHERE s.case_id = e.case_id AND s.supersedes = e.id)"


class CountedRow(Shown):
    """One thing that was counted: its matter, its day, and yuan where the figure is a sum."""

    case: str
    number: str
    title: str
    on: date
    amount: int = 0


class Figure(Shown):
    """A figure: how many rows, or the sum of their yuan; exactly these rows."""

    name: str
    label: str
    unit: str
    value: int
    rows: tuple[CountedRow, ...]
    optional: bool = False  # told only where there is something to tell


class Yearly(Shown):
    """A body's year, the sentence for its publication, and whether that is out in time."""

    body: str
    body_name: str
    year: int
    figures: tuple[Figure, ...]
    text: str
    due_on: date
    published_on: date | None


@dataclass(frozen=True, slots=True)
class _Filed:
    """A paper of the year with its matter, and what else that matter holds."""

    entry: Entry
    row: CountedRow
    before: frozenset[str]  # kinds of paper that led to it, filed since the matter's decision before


def yearly(database: Database, viewer: Viewer, year: int, body: str = "") -> Yearly:
    """The figures of a body of the viewer's; decisions count by the day they were made, other acts by their own day."""
    mine = sorted({one.body for one in viewer.roles if one.role in MAY})
    if not mine:
        raise NotPermitted("年度执法数据由本机关负责人、法制审核人员或者监督人员查看。")
    if body and body not in mine:
        raise NotFound("没有这一执法主体。")
    chosen = body or mine[0]
    with look(database) as reader:
        filed = tuple(_filed(reader, viewer, chosen, year))
        name = reader.one(f"SELECT {BODY} FROM (SELECT :body AS body_id) c", {"body": chosen})
        out = _published(reader, chosen, year)
    figures = tuple(_figure(one, filed) for one in FIGURES)
    return Yearly(body=chosen, body_name=name[0], year=year, figures=figures, text=_text(name[0], year, figures),
                  due_on=date(year + 1, DUE_MONTH, DUE_DAY), published_on=out)


def _filed(reader: Reader, viewer: Viewer, body: str, year: int) -> Iterator[_Filed]:
    clause = visible(viewer)
    kinds, params = marks("k", READ)
    params |= clause.params | {"body": body, "first": date(year, 1, 1), "last": date(year, 12, 31)}
    sql = f"""SELECT {statements.ENTRY}, c.id, c.number, c.title FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE c.body_id = :body AND e.kind IN ({kinds}) AND e.on_day >= :first AND e.on_day <= :last AND {STANDING} AND {clause.sql} ORDER BY e.on_day, e.id"""
    trails = _trails(reader, body)
    for found in map(tuple, reader.all(sql, params)):
        entry = revive_entry(found)
        case, number, title = found[-3:]
        yield _Filed(entry, CountedRow(case=case, number=number, title=title, on=entry.on), _before(trails[case], entry))


Trail = list[tuple[str, str, bool]]  # identifier, kind, whether it speaks for the decision


def _trails(reader: Reader, body: str) -> Mapping[str, Trail]:
    """Reviews, hearings and decisions of each matter in their order; a review that did not pass leads to nothing."""
    kinds, params = marks("t", (*PENALTIES, SPARED, REVIEW, HEARING))
    sql = f"""SELECT e.case_id, e.id, e.kind, e.fields FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE c.body_id = :body AND e.kind IN ({kinds}) AND {STANDING} ORDER BY e.on_day, e.seq, e.place"""
    found: defaultdict[str, Trail] = defaultdict(list)
    for case, one, kind, fields in reader.all(sql, params | {"body": body}):
        found[case].append((one, kind, kind != REVIEW or json.loads(fields).get("conclusion") == ReviewConclusion.PASSED))
    return found


def _before(trail: Trail, decision: Entry) -> frozenset[str]:
    """What was filed for this decision: behind the matter's decision before it."""
    since: set[str] = set()
    for one, kind, speaks in trail:
        if one == decision.id:
            return frozenset(since)
        if kind in DECISIONS:
            since.clear()
        elif speaks:
            since.add(kind)
    return frozenset()


def _published(reader: Reader, body: str, year: int) -> date | None:
    sql = f"""SELECT {statements.ENTRY} FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE c.body_id = :body AND e.kind = 'yearly_statistics' AND {STANDING} ORDER BY e.seq"""
    told = [one for one in (revive_entry(tuple(row)) for row in reader.all(sql, {"body": body})) if one.number("year") == year]
    return told[-1].on if told else None


Counts = Callable[[_Filed], bool]


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    label: str
    unit: str
    counts: Counts
    yuan: Callable[[Entry], int] | None = None
    optional: bool = False


def _is(*kinds: str) -> Counts:
    return lambda one: one.entry.kind in kinds


def _decided_with(kind: str) -> Counts:
    return lambda one: one.entry.kind in DECISIONS and kind in one.before


def _yuan(kind: PenaltyKind) -> Callable[[Entry], int]:
    def of(entry: Entry) -> int:
        if entry.kind == "summary_decision":
            return entry.number("amount") if entry.text("penalty") == kind else 0
        return sum(amount for row in entry.rows("outcomes") if row.get("penalty") == kind and isinstance(amount := row.get("amount", 0), int))

    return of


def _with(kind: PenaltyKind) -> Counts:
    """Decisions that lay a penalty of that kind on anybody."""
    return lambda one: one.entry.kind in PENALTIES and (
        one.entry.text("penalty") == kind or any(row.get("penalty") == kind for row in one.entry.rows("outcomes"))
    )


FIGURES: Sequence[_Rule] = (
    _Rule("inspections", "行政检查", "次", _is("inspection_start")),
    _Rule("draws", "双随机抽取", "次", _is("draw_publication")),
    _Rule("filed", "行政处罚立案", "件", _is("filing_approval")),
    _Rule("ordinary", "行政处罚决定（普通程序）", "件", _is("penalty_decision")),
    _Rule("summary", "行政处罚决定（简易程序）", "件", _is("summary_decision")),
    _Rule("spared", "不予行政处罚决定", "件", _is(SPARED)),
    *(_Rule(f"with_{kind.value}", f"处罚决定中有{kind.label}的", "件", _with(kind), optional=True) for kind in PenaltyKind if kind is not PenaltyKind.NONE),
    _Rule("fines", "罚款数额（含此后被撤销、变更的）", "元", _with(PenaltyKind.FINE), _yuan(PenaltyKind.FINE)),
    _Rule("gains", "没收违法所得数额（含此后被撤销、变更的）", "元", _with(PenaltyKind.GAINS), _yuan(PenaltyKind.GAINS)),
    _Rule("reviewed", "决定前经法制审核的", "件", _decided_with(REVIEW)),
    _Rule("heard", "决定前举行听证的", "件", _decided_with(HEARING)),
    _Rule("revoked", "撤销、变更的处罚决定", "件", _is("decision_revoked")),
    _Rule("forced", "行政机关强制执行决定", "件", _is("forced_execution")),
    _Rule("court", "申请人民法院强制执行", "件", _is("court_application")),
    _Rule("police", "移送涉嫌犯罪案件", "件", _is("police_transfer")),
)


def _figure(rule: _Rule, filed: Sequence[_Filed]) -> Figure:
    rows = tuple(
        one.row.model_copy(update={"amount": rule.yuan(one.entry)}) if rule.yuan else one.row for one in filed if rule.counts(one)
    )
    value = sum(one.amount for one in rows) if rule.yuan else len(rows)
    return Figure(name=rule.name, label=rule.label, unit=rule.unit, value=value, rows=rows, optional=rule.optional)


def _text(body: str, year: int, figures: Sequence[Figure]) -> str:
    """The text for the publication: every figure but the kinds of penalty that did not occur."""
    told = "；".join(f"{one.label}{one.value}{one.unit}" for one in figures if one.value or not one.optional)
    return f"{body}{year}年度（{chinese_date(date(year, 1, 1))}至{chinese_date(date(year, 12, 31))}，以作出决定的日期统计）行政执法总体情况：{told}。"
