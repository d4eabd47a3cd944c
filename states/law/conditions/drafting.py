"""拟订草案: research, the table of bases, options, and what the other units say (L713 arts. 12, 13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Reply, Role
from states.law.conditions.draft_text import changed_since
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

SPONSOR = Role.SPONSOR


@requirement("D-DRAFT-01")
def matter_researched(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 12(1): research, full information, thorough coordination."""
    records = dossier.all("research_record")
    if any(one.text("content") and one.text("coordination") for one in records):
        return met(f"已登记调查研究和协商协调记录{len(records)}件。")
    lacking = "协商协调情况" if any(one.text("content") for one in records) else "调查研究记录"
    return unmet(f"没有{lacking}。", "开展调查研究和协商协调，登记「调查研究记录」。", SPONSOR)


@requirement("D-DRAFT-02")
def bases_listed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 12(2): every relevant law and policy listed; the draft lawful and consistent with them."""
    table = dossier.last("basis_table")
    if table is None or not table.rows("items"):
        return unmet(
            "没有依据梳理表。", "梳理与本事项有关的法律、法规、规章和政策，登记「依据梳理表」。", SPONSOR
        )
    faults = [
        name
        for name, said in (("现行法律法规规章", "lawful"), ("有关政策", "consistent"))
        if not table.flag(said)
    ]
    if faults:
        return unmet(
            f"依据梳理表认为草案与{'、'.join(faults)}不一致。", "修改草案后，重新登记依据梳理表。", SPONSOR
        )
    if changed_since(dossier, table):
        return warned("梳理依据之后草案有实质性变化。", "按新的草案重新梳理，登记「依据梳理表」。", SPONSOR)
    return met(f"已梳理依据{len(table.rows('items'))}项，草案合法合规并与政策衔接。")


@requirement("D-DRAFT-03")
def costs_weighed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 12(3): costs and benefits are forecast as needed; the unit itself says when."""
    analysis = dossier.last("cost_benefit")
    if analysis is not None and analysis.text("costs") and analysis.text("benefits"):
        return met("已作成本效益分析预测。")
    if not dossier.flag("matter_profile", "cost_benefit_needed"):
        return not_applicable("承办单位没有认定需要进行成本效益分析预测。")
    return warned(
        "已认定需要成本效益分析预测，尚未登记。", "登记「成本效益分析」，或者更正事项特征认定。", SPONSOR
    )


@requirement("D-DRAFT-04")
def options_offered(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 12(4): where views differ widely, two or more options may be drawn up."""
    if not dossier.flag("matter_profile", "large_disagreement"):
        return not_applicable("有关方面对决策事项没有较大分歧。")
    draft, wanted = dossier.last("draft"), moment.law.number("D-DRAFT-04", "options_min")
    options = draft.number("options") if draft else 0
    if options >= wanted:
        return met(f"已拟订{options}个方案。")
    return warned(
        "有关方面存在较大分歧，草案没有两个以上方案。", "可以拟订两个以上方案，在草案中填写方案数。", SPONSOR
    )


@requirement("D-DRAFT-05")
def units_consulted(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 13: every unit whose duties are touched has been asked; silence is recorded too."""
    concerned = _concerned(dossier)
    if not concerned and not dossier.flag("matter_profile", "others_concerned"):
        return not_applicable("不涉及其他部门或者下级政府的职责。")
    if not concerned:
        return unmet(
            "认定涉及其他单位职责，没有列明是哪些单位。", "在事项特征认定中逐个列明涉及的单位。", SPONSOR
        )
    answered = latest_replies(dossier)
    silent = [unit for unit in concerned if unit not in answered]
    if silent:
        return unmet(
            f"没有{_called(dossier, silent)}的答复记录。", "征求意见并逐个登记同意、不同意或者逾期未答复。", SPONSOR
        )
    if stale := [unit for unit in concerned if changed_since(dossier, answered[unit])]:
        return warned(
            f"{_called(dossier, stale)}答复之后草案有实质性变化。", "就变化的内容再次协商并登记新的答复。", SPONSOR
        )
    return met(f"已与{len(answered)}个单位协商并登记答复。")


def _called(dossier: Dossier, units: Iterable[str]) -> str:
    return "、".join(map(dossier.names.office, units))


def _concerned(dossier: Dossier) -> tuple[str, ...]:
    profile = dossier.last("matter_profile")
    rows = profile.rows("concerned_units") if profile else ()
    return tuple(str(row["unit"]) for row in rows if row.get("unit"))


def latest_replies(dossier: Dossier) -> Mapping[str, Entry]:
    """Each unit's last answer; a later agreement settles an earlier objection."""
    return {one.text("unit"): one for one in dossier.all("unit_reply") if one.text("reply")}


def unexplained_disputes(dossier: Dossier) -> tuple[str, ...]:
    """Units that still disagree and whose last objection no statement answers."""
    return tuple(
        unit
        for unit, reply in latest_replies(dossier).items()
        if reply.text("reply") == Reply.DISAGREE
        and all(one.text("unit") != unit for one in dossier.after(reply, "dispute_statement"))
    )


@requirement("D-DRAFT-06")
def disputes_stated(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 13: what is not agreed is put before the decision body: issue, both views, grounds."""
    return _disputes(dossier, "提交论证")


@requirement("D-DRAFT-06#tabled")
def disputes_stated_when_tabled(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 13: the statement is addressed to the decision body, so it stands when the matter is tabled."""
    return _disputes(dossier, "提请讨论")


def _disputes(dossier: Dossier, act: str) -> Finding:
    open_ones = unexplained_disputes(dossier)
    if open_ones:
        return unmet(
            f"{_called(dossier, open_ones)}不同意，没有相应的争议说明。",
            f"{act}前登记「争议说明」，或者协商一致后登记新的答复。",
            SPONSOR,
        )
    if any(one.text("reply") == Reply.DISAGREE for one in latest_replies(dossier).values()):
        return met("对未取得一致的意见已作争议说明。")
    return not_applicable("没有单位不同意。")
