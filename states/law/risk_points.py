"""风险提示: which requirements are watched outside their gates, in which states, once which papers are on file.

A gate judges the moment of a step; a file may come to differ from it afterwards: by a correction, by a certificate that
was withheld, by a day that passes. Nothing is judged here that a requirement does not judge: an alert is its finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from states.dossier.model import Dossier
from states.errors import DefinitionError
from states.law import conditions
from states.law.conditions.implementing_facts import DECISIONS as DECIDING
from states.law.conditions.implementing_facts import decision, since_decision
from states.law.requirement import REQUIREMENTS, Finding, Moment, Status

ALARMS = (Status.UNMET, Status.WARNED)


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A requirement watched while the matter stands in one of ``states`` and one of ``once`` is on file (() = always).

    ``anew``: only papers that follow the decision that stands count; those of one that was undone are past.
    """

    key: str
    label: str
    states: tuple[str, ...]
    once: tuple[str, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """An alert: which point, and what its requirement found."""

    point: RiskPoint
    finding: Finding


BEFORE = ("pe_investigating", "pe_suspended", "pe_concluded", "pe_notified", "pe_hearing", "pe_heard", "pe_reviewing", "pe_returned",
          "pe_reviewed", "pe_discussed", "pe_transferred")
AFTER = ("implementing",)
RUNNING = (*BEFORE, *AFTER)
TOLD = BEFORE[3:-1]  # told and not yet decided: what stands in the notice can still be put right
PROVEN = (*BEFORE[2:], *AFTER)  # the inquiry has ended: what is still open in its evidence is no longer work in progress
RECORDS = ("inquiry_record", "scene_record")
ACTS = (*RECORDS, "sampling", "evidence_registration", "investigation_report")
PENALTY = ("penalty_decision",)
DECISIONS = (*PENALTY, "no_penalty_decision")
CHECKING = ("is_inspecting", "is_correcting", "is_stopped", "implementing")

FOLLOWING = (  # whatever the decision was, on the spot or not
    RiskPoint("E-SER-03", "送达不符合规定", AFTER, ("service_proof",), anew=True),
    RiskPoint("E-SER-02", "电子送达没有确认书", AFTER, ("service_proof",), anew=True),
    RiskPoint("E-AUT-18#announced", "公告送达没有音像记录", AFTER, ("service_announced",), anew=True),
    RiskPoint("E-SER-01#collected", "未送达先收缴罚款", AFTER, ("payment",), anew=True),
    RiskPoint("E-PER-02", "罚缴没有分离", AFTER, ("payment",), anew=True),
    RiskPoint("E-PER-05", "当场收缴没有专用票据", AFTER, ("payment",), anew=True),
    RiskPoint("E-PER-06", "收缴款项没有按期上缴", AFTER, ("payment",), anew=True),
    RiskPoint("E-LAT-01", "加处罚款计算有误", AFTER, ("late_fine",), anew=True),
    RiskPoint("E-PBL-11", "公示内容应当隐去没有隐去", AFTER, ("result_publication",), anew=True),
    RiskPoint("E-PBL-05#closed", "应当撤回的公示没有撤回", AFTER, ("decision_revoked", "remedy_ended")),
)
RISKS: Mapping[str, tuple[RiskPoint, ...]] = {
    "penalty": (
        RiskPoint("E-FIL-02#near", "追责时效即将届满", ("pe_lead",)),
        RiskPoint("E-FIL-02#margin", "发现日期临近追责时效", RUNNING),
        RiskPoint("E-FIL-02#decided", "超过追责时效", RUNNING, ("filing_approval",)),
        RiskPoint("E-INV-02#today", "办案人员不足二人", BEFORE),
        RiskPoint("E-AUT-10#today", "执法证件无效或者即将到期", BEFORE),
        RiskPoint("E-AUT-10#acting", "没有执法证件的人员办理执法行为", RUNNING),
        RiskPoint("E-INV-02", "一人执法", RUNNING, ACTS),
        RiskPoint("E-AUT-10", "无证执法", RUNNING, ACTS),
        RiskPoint("E-INS-04", "没有出示执法证件", RUNNING, RECORDS),
        RiskPoint("E-INV-03#decided", "回避没有决定或者没有执行", RUNNING, ("recusal_request", "recusal_decision")),
        RiskPoint("E-INV-05", "证据不合法或者没有查证", PROVEN, ("evidence_item",)),
        RiskPoint("E-INV-05#late", "决定以后取得证据", AFTER, ("evidence_item",)),
        RiskPoint("E-INV-13", "监控记录没有审核或者告知", PROVEN, ("evidence_item",)),
        RiskPoint("E-AUT-16", "监控设备没有审核或者公布", PROVEN, ("evidence_item",)),
        RiskPoint("E-INV-08", "先行登记保存没有事先批准", RUNNING, ("evidence_registration",)),
        RiskPoint("E-INV-09#near", "先行登记保存即将到期", BEFORE, ("evidence_registration",)),
        RiskPoint("E-INV-09#concluded", "先行登记保存逾期没有处理", BEFORE, ("evidence_registration",)),
        RiskPoint("E-INV-14", "事故调查报告超过期限", RUNNING, ("accident_inquiry",)),
        RiskPoint("E-INV-15", "事故调查报告没有按期批复", RUNNING, ("accident_report",)),
        RiskPoint("E-AUT-04", "受委托的组织查封扣押", RUNNING, ("seizure_list",)),
        RiskPoint("E-AUT-18", "查封扣押没有音像记录", RUNNING, ("seizure_list",)),
        RiskPoint("E-AUT-07#range_told", "拟罚款超出法定幅度", TOLD, ("penalty_notice",)),
        RiskPoint("E-AUT-14#tier_told", "拟罚款超出裁量阶次", TOLD, ("penalty_notice",)),
        RiskPoint("E-INV-10#decided", "没有责令改正", AFTER, PENALTY),
        RiskPoint("E-NOT-04", "没有告知即作出决定", AFTER, PENALTY),
        RiskPoint("E-NOT-05", "决定与告知不一致", AFTER, PENALTY),
        RiskPoint("E-AUT-07", "处罚依据层级不够", AFTER, PENALTY),
        RiskPoint("E-AUT-07#range", "罚款超出法定幅度", AFTER, PENALTY),
        RiskPoint("E-AUT-14#tier", "罚款超出裁量阶次", AFTER, PENALTY),
        RiskPoint("E-DEC-07", "应当从轻、减轻没有从轻、减轻", AFTER, PENALTY),
        RiskPoint("E-DEC-12#penalty", "处罚未成年人", AFTER, PENALTY),
        RiskPoint("E-FIL-06", "同一违法行为两次罚款", AFTER, PENALTY),
        RiskPoint("E-FIL-06#filed", "同一违法行为两次罚款", BEFORE, ("filing_approval",)),
        RiskPoint("E-TRF-14", "判处罚金后又罚款", AFTER, PENALTY),
        RiskPoint("E-PBL-05#revoked", "撤销的决定没有撤回公示", ("pe_revoked",), ("decision_revoked",)),
        *(RiskPoint(key, "超过办案期限作出决定", AFTER, DECISIONS) for key in ("E-DEC-01", "E-DEC-02", "E-DEC-03", "E-DEC-04")),
        *FOLLOWING,
    ),
    "enforcement_register": (
        RiskPoint("I-E-13", "执法培训学时不足", ("er_kept",), ("officer_certificate",)),
        RiskPoint("I-E-14", "执法培训学时不足", ("er_kept",), ("officer_certificate",)),
    ),
    "summary_penalty": (
        RiskPoint("E-SUM-01", "不符合当场处罚的条件", AFTER),
        RiskPoint("E-FIL-06#summary", "同一违法行为两次罚款", AFTER),
        RiskPoint("E-AUT-10#summary", "无证执法", AFTER),
        RiskPoint("E-AUT-10#acting", "没有执法证件的人员办理执法行为", AFTER),
        RiskPoint("E-AUT-07#summary", "处罚依据层级不够", AFTER),
        *FOLLOWING,
    ),
    "inspection": (
        RiskPoint("E-INS-14", "一人检查", CHECKING, ("inspection_start",)),
        RiskPoint("E-AUT-10#acting", "没有执法证件的人员办理执法行为", CHECKING),
        RiskPoint("E-AUT-10#inspection", "无证检查", CHECKING, ("inspection_start",)),
        RiskPoint("E-INS-10", "由不具备资格的人员检查", CHECKING, ("inspection_start",)),
        RiskPoint("E-INS-04#started", "没有出示执法证件", CHECKING, ("inspection_start",)),
        RiskPoint("E-INS-06#held", "检查中有禁止行为", CHECKING, ("site_record",)),
        RiskPoint("E-INS-05", "检查记录不完整", CHECKING, ("site_record",)),
        RiskPoint("E-PBL-11", "公示内容应当隐去没有隐去", AFTER, ("result_publication",)),
    ),
}  # fmt: skip
WATCHED = tuple(dict.fromkeys(point.key for points in RISKS.values() for point in points))
LABELS = {point.key: point.label for points in RISKS.values() for point in points}


def risks(dossier: Dossier, moment: Moment) -> tuple[Risk, ...]:
    """The alerts of a matter as it stands on that day, in the order of the table."""
    return tuple(_alerts(dossier, moment))


def _alerts(dossier: Dossier, moment: Moment) -> Iterator[Risk]:
    for point in RISKS.get(dossier.procedure, ()):
        if set(point.states).isdisjoint(dossier.configuration) or not _on_file(dossier, point):
            continue
        finding = REQUIREMENTS[point.key].judge(dossier, moment)
        if finding.status in ALARMS:
            yield Risk(point, finding)


def _on_file(dossier: Dossier, point: RiskPoint) -> bool:
    return not point.once or any(_stands(dossier, kind, point) for kind in point.once)


def _stands(dossier: Dossier, kind: str, point: RiskPoint) -> bool:
    """Of decisions only the one that stands; where it is asked, of other papers those that follow it."""
    if kind in DECIDING:
        made = decision(dossier)
        return made is not None and made.kind == kind
    return bool(since_decision(dossier, kind)) if point.anew else dossier.has(kind)


def check(states: Mapping[str, frozenset[str]]) -> None:
    """DefinitionError for a point that names no requirement, or a state that its procedure does not have."""
    conditions.load()
    for name, points in RISKS.items():
        for point in points:
            if point.key not in REQUIREMENTS:
                raise DefinitionError(f"{name}: no requirement {point.key}")
            if unknown := sorted(set(point.states) - states[name]):
                raise DefinitionError(f"{name}: {point.key} is watched in unknown states {unknown}")
