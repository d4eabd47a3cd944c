"""启动: where a proposal comes from, who studies it, who decides to start, who leads (L713 arts. 10, 11)."""

from __future__ import annotations

from datetime import date

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import ProposerType, Role
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICE = Role.DECISION_OFFICE
HEAD = Role.HEAD
ARGUED = {
    "problem": "拟解决的主要问题",
    "reasons": "建议理由和依据",
    "outline": "初步方案",
    "necessity": "必要性",
    "feasibility": "可行性",
}


def _source(dossier: Dossier) -> str:
    proposal = dossier.last("proposal")
    return proposal.text("proposer_type") if proposal else ""


def not_argued(proposal: Entry | None) -> tuple[str, ...]:
    """Labels of the five points of art. 10(2) that the proposal does not argue."""
    return tuple(label for name, label in ARGUED.items() if proposal is None or not proposal.text(name))


def _study(dossier: Dossier) -> Entry | None:
    """The last study by a named unit; the proposer's own word is no study."""
    proposal = dossier.last("proposal")
    proposer = proposal.text("proposer") if proposal else ""
    reports = [one for one in dossier.all("study_report") if one.text("findings")]
    return next((one for one in reversed(reports) if one.text("unit") not in ("", proposer)), None)


@requirement("D-INIT-01")
def leader_proposal_was_studied(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 10(1): a leader proposes; another unit studies; the leader alone starts nothing."""
    if _source(dossier) != ProposerType.LEADER:
        return not_applicable("不是决策机关领导人员提出的建议。")
    return _studied(dossier, "领导人员提出的建议")


@requirement("D-INIT-03#study")
def outside_proposal_was_studied(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 10(3): proposals of deputies and of the public go to a unit for study as well."""
    if _source(dossier) not in (ProposerType.DEPUTY, ProposerType.PUBLIC):
        return not_applicable("不是代表、委员或者公众提出的建议。")
    return _studied(dossier, "代表、委员或者公众提出的建议")


def _studied(dossier: Dossier, what: str) -> Finding:
    report = _study(dossier)
    if report is None:
        return unmet(
            f"{what}尚未经有关单位研究论证。", "由建议人以外的研究论证单位提交研究论证报告。", Role.STUDY_UNIT
        )
    return met(f"已由{dossier.names.office(report.text('unit'))}研究论证。")


@requirement("D-INIT-02")
def department_argues_its_proposal(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 10(2): a department or lower government argues five points."""
    if _source(dossier) != ProposerType.DEPARTMENT:
        return not_applicable("不是所属部门或者下一级人民政府提出的建议。")
    missing = not_argued(dossier.last("proposal"))
    if missing:
        return unmet(f"建议没有论证{'、'.join(missing)}。", "由建议单位补充论证后，重新登记决策建议。", OFFICE)
    return met("建议单位已论证主要问题、理由依据、初步方案及其必要性、可行性。")


@requirement("D-INIT-03")
def proposal_is_registered(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 10(3): deputies' motions and written proposals of the public are taken in and studied."""
    proposal = dossier.last("proposal")
    if proposal is None or not proposal.text("proposer_type"):
        return unmet("没有登记决策建议及其来源。", "登记决策建议的来源、建议人和收到日期。", OFFICE)
    source = proposal.text("proposer_type")
    if source == ProposerType.PUBLIC and not proposal.flag("in_writing"):
        return unmet(
            "公民、法人或者其他组织的建议不是书面提出。",
            "请建议人提交书面建议，或者由有关单位另行提出建议。",
            OFFICE,
        )
    if source in (ProposerType.DEPUTY, ProposerType.PUBLIC):
        return met(f"已登记建议，来源为{ProposerType(source).label}。")
    return not_applicable("不是代表、委员或者公众提出的建议。")


@requirement("D-INIT-04")
def start_is_decided(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 10: the decision body decides to start, on the result of the study."""
    return _decided(dossier, wanted=True)


@requirement("D-INIT-04#declined")
def refusal_is_decided(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 10: not to start is the decision body's decision too, on the same input."""
    return _decided(dossier, wanted=False)


def _decided(dossier: Dossier, wanted: bool) -> Finding:
    decision = dossier.last("start_decision")
    if decision is None or not decision.text("decided_by"):
        return unmet(
            "没有决策机关是否启动的决定。", "由决策机关作出决定并登记决定机关、日期和理由。", OFFICE, HEAD
        )
    if decision.flag("start") is not wanted:
        other = "决定不启动" if wanted else "决定启动"
        return unmet(
            f"登记的决定内容与本环节不符（{other}）。", f"更正决定内容，或者办理「{other}」。", OFFICE, HEAD
        )
    studied, where = _studied_on(dossier)
    if studied is None:
        return unmet(
            "没有研究论证结果，不能决定是否启动。", "先由有关单位提交研究论证报告。", Role.STUDY_UNIT, OFFICE
        )
    if decision.on < studied:
        return unmet(
            f"决定日期{decision.on}早于研究论证完成日期{studied}。",
            "研究论证完成后再作决定。",
            OFFICE,
            HEAD,
            earliest=studied,
        )
    return met(f"{decision.text('decided_by')}于{decision.on}作出决定，依据为{where}。")


def _studied_on(dossier: Dossier) -> tuple[date | None, str]:
    """When the matter had been studied; a department's fully argued proposal is such a study (art. 10(2))."""
    if report := _study(dossier):
        return report.on, f"{dossier.names.office(report.text('unit'))}的研究论证报告"
    proposal = dossier.last("proposal")
    if proposal and _source(dossier) == ProposerType.DEPARTMENT and not not_argued(proposal):
        return proposal.on, "建议单位的论证"
    return None, ""


def lead_units(decision: Entry) -> frozenset[str]:
    """Every unit that the start decision lets lead."""
    marked = [str(row.get("unit", "")) for row in decision.rows("co_units") if row.get("leads") is True]
    return frozenset(unit for unit in (decision.text("lead_unit"), *marked) if unit)


@requirement("D-INIT-05")
def one_unit_leads(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 11: a responsible unit is named, and exactly one leads where there are several."""
    decision = dossier.last("start_decision")
    leads = lead_units(decision) if decision else frozenset()
    wanted = moment.law.number("D-INIT-05", "lead_units")
    if not leads:
        return unmet("没有明确承办单位。", "在启动决定中填写一个牵头承办单位。", OFFICE, HEAD)
    if len(leads) != wanted:
        named = "、".join(sorted(map(dossier.names.office, leads)))
        return unmet(
            f"{named}同时牵头，只能有一个牵头承办单位。",
            "只保留一个牵头单位，其余列为其他承办单位。",
            OFFICE,
            HEAD,
        )
    return met(f"牵头承办单位为{''.join(map(dossier.names.office, leads))}。")


@requirement("D-INIT-05#drafting")
def drafting_follows_a_start(dossier: Dossier, moment: Moment) -> Finding:
    """L713 arts. 10, 11, 12: nobody drafts without a decision to start that names the unit."""
    decision = dossier.last("start_decision")
    if decision is None or not decision.flag("start"):
        return unmet("没有启动决定，不能拟订草案。", "由决策机关决定启动后再拟订草案。", OFFICE, HEAD)
    if len(lead_units(decision)) != moment.law.number("D-INIT-05", "lead_units"):
        return unmet(
            "启动决定没有明确唯一的牵头承办单位。", "更正启动决定，明确一个牵头承办单位。", OFFICE, HEAD
        )
    return met("已决定启动并明确承办单位。")
