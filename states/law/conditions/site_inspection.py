"""行政检查: who is chosen, who approves, who goes, what is recorded and ordered (安全生产法 arts. 62-69; 国办发〔2024〕54号)."""

from __future__ import annotations

from states.dossier.inspection_words import (
    Handling,
    Hazard,
    InspectionField,
    InspectionTrigger,
    InspectorKind,
)
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role, Signature
from states.law.officers import register_of, uncertified
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD, KEEPER = Role.OFFICER, Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER
TARGETED = frozenset({InspectionTrigger.KEY, InspectionTrigger.COMPLAINT, InspectionTrigger.TRANSFER, InspectionTrigger.SIGNAL})
LAWFUL = {
    Hazard.NONE: frozenset({Handling.NONE}),
    Hazard.VIOLATION: frozenset({Handling.ON_THE_SPOT, Handling.IN_TIME, Handling.CASE, Handling.REMOVE, Handling.STOP}),
    Hazard.HAZARD: frozenset({Handling.REMOVE, Handling.IN_TIME, Handling.STOP, Handling.CASE}),
    Hazard.MAJOR: frozenset({Handling.STOP}),
}


def _task(dossier: Dossier) -> Entry | None:
    return dossier.last("inspection_task")


def _asks(dossier: Dossier, trigger: InspectionTrigger) -> bool:
    task = _task(dossier)
    return task is not None and task.text("trigger") == trigger


@requirement("E-INS-01")
def planned_for_the_year(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 62(2): a graded plan for the year, and inspections by that plan."""
    task, register = _task(dossier), register_of(dossier)
    if task is None or not _asks(dossier, InspectionTrigger.PLAN):
        return not_applicable("不是按年度监督检查计划进行的检查。")
    year = (task.day("planned_on") or task.on).year
    plans = [one for one in register.all("inspection_plan") if one.number("year") == year and one.flag("graded")] if register else []
    if not plans:
        return unmet(f"没有{year}年度分类分级的监督检查计划。", "在执法主体和清单登记中登记「年度监督检查计划」。", KEEPER, HEAD)
    if not task.text("plan"):
        return unmet("检查任务没有写明所依据的计划。", "填写年度检查计划名称和文号。", OFFICER)
    return met(f"按{plans[-1].text('document')}检查。")


@requirement("E-INS-02")
def chosen_at_random(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 54(1): in market supervision subjects and inspectors are drawn, and the result is published."""
    task = _task(dossier)
    if task is None or task.text("field") != InspectionField.MARKET:
        return not_applicable("不属于市场监管领域。")
    if task.text("trigger") in TARGETED:
        return met(f"检查来由为{InspectionTrigger(task.text('trigger')).label}，不适用随机抽取。")
    if not task.text("draw"):
        return unmet("市场监管领域的日常检查没有随机抽取检查对象和人员。", "办理双随机抽查，填写抽查编号。", OFFICER)
    return met(f"按双随机抽查{task.text('draw')}进行。")


@requirement("E-INS-03")
def targeted_only_where_allowed(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 54(2): full coverage only where public safety or life and health are directly concerned."""
    task = _task(dossier)
    if task is None or not _asks(dossier, InspectionTrigger.KEY):
        return not_applicable("不是重点领域全覆盖监管。")
    if task.text("field") != InspectionField.SAFETY:
        return unmet("不属于直接涉及公共安全和人民群众生命健康的领域，不实行全覆盖重点监管。", "改为双随机抽查，或者核对领域。", OFFICER)
    return met("属于直接涉及公共安全和人民群众生命健康的重点领域。")


@requirement("E-INS-09")
def approved_beforehand(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2024〕54号: an enterprise is inspected after the head approved; in urgency reported at once and made up."""
    task, approval = _task(dossier), dossier.last("inspection_approval")
    if task is None or not task.flag("enterprise"):
        return not_applicable("检查对象不是企业。")
    if approval is None:
        return unmet("涉企检查没有经行政执法主体负责人批准。", "由负责人办理「批准检查」。", HEAD)
    if approval.flag("urgent") and approval.day("started_on") is None:
        return unmet("紧急启动的检查没有写明启动日期。", "填写紧急启动的日期。", HEAD)
    return met(f"已于{approval.on}批准。")


@requirement("E-INS-11")
def items_and_times_are_published(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2024〕54号: only published items are inspected, not more often than the published cap."""
    task, register = _task(dossier), register_of(dossier)
    if task is None or not task.flag("enterprise"):
        return not_applicable("检查对象不是企业。")
    known = {one.text("code"): one for one in register.all("enforcement_item") if one.flag("inspected")} if register else {}
    asked = [one.strip() for one in task.text("items").split("、") if one.strip()]
    if unknown := [one for one in asked if one not in known]:
        return unmet(f"检查事项{'、'.join(unknown)}没有列入公布的检查事项。", "只检查已公布的事项。", OFFICER)
    caps = [known[one].number("yearly_cap") for one in asked if known[one].number("yearly_cap")]
    if caps and task.number("times_this_year") >= min(caps) and task.text("trigger") not in TARGETED:
        return unmet(f"本年度已检查{task.number('times_this_year')}次，达到频次上限{min(caps)}次。", "不再安排日常检查；因投诉举报等确需检查的，写明来由。", OFFICER)
    return met("检查事项已公布，没有超过年度频次上限。")


@requirement("E-INS-12")
def at_home_or_by_assistance(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2024〕54号: enterprises are inspected where they are; elsewhere only by the mechanism of assistance."""
    task = _task(dossier)
    if task is None or not task.flag("outside"):
        return not_applicable("检查对象在本机关管辖区域。")
    if not task.text("assistance"):
        return unmet("异地检查没有协商或者指定的文书。", "按异地协助机制办理后填写文书。", OFFICER)
    return met(f"异地检查依据：{task.text('assistance')}。")


@requirement("E-INS-04#started")
def certificates_are_shown(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 55(1): certificates are shown unasked; otherwise the subject may refuse."""
    start = dossier.last("inspection_start")
    if start is None or not start.flag("certificates_shown"):
        return unmet("没有主动出示执法证件，当事人有权拒绝检查。", "出示执法证件后开始检查。", OFFICER)
    return met("已主动出示执法证件。")


@requirement("E-INS-06")
def business_goes_on(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 65(2): an inspection does not disturb normal business."""
    start = dossier.last("inspection_start")
    if start is None or not start.flag("normal_business"):
        return unmet("检查安排影响检查对象的正常生产经营活动。", "调整检查的时间、方式。", OFFICER)
    return met("检查不影响正常生产经营活动。")


@requirement("E-INS-06#held")
def business_went_on(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 65(2): and did not disturb it."""
    return _proper(dossier)


@requirement("E-INS-13")
def nothing_forbidden_was_done(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2024〕54号: what is forbidden to inspectors of enterprises (五个严禁、八个不得)."""
    task = _task(dossier)
    return _proper(dossier) if task is not None and task.flag("enterprise") else not_applicable("检查对象不是企业。")


def _proper(dossier: Dossier) -> Finding:
    record = dossier.last("site_record")
    if record is not None and record.flag("improper") and not record.text("improper_handled"):
        return unmet("检查中有妨碍经营、收取费用、谋取利益等禁止行为，没有纠正和报告。", "停止并纠正，报告行政执法监督机构后写明情况。", OFFICER, HEAD)
    if record is not None and record.flag("improper"):
        return warned("检查中有禁止的行为，已经纠正和报告。", "由行政执法监督机构处理。", HEAD)
    return met("检查中没有禁止的行为。")


def _officers(start: Entry) -> tuple[str, ...]:
    rows = [row for row in start.rows("inspectors") if row.get("kind") == InspectorKind.OFFICER]
    return tuple(dict.fromkeys(str(row.get("person", "")) for row in rows))


@requirement("E-INS-10")
def only_officers_inspect(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2024〕54号: third parties, assistants and grid workers do not inspect enterprises."""
    start, task = dossier.last("inspection_start"), _task(dossier)
    if start is None or task is None or not task.flag("enterprise"):
        return not_applicable("检查对象不是企业。")
    strangers = [row for row in start.rows("inspectors") if row.get("kind") in (InspectorKind.THIRD, InspectorKind.ASSISTANT)]
    if strangers:
        names = "、".join(dossier.names.person(str(row.get("person", ""))) for row in strangers)
        return unmet(f"{names}不具备执法资格，不得实施涉企检查。", "由行政执法人员检查；专家只提供技术支持。", OFFICER)
    return met("实施检查的都是行政执法人员。")


@requirement("E-INS-14")
def two_officers_at_least(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): not fewer than two officers."""
    start, least = dossier.last("inspection_start"), int(moment.law.number("E-INS-14", "officers"))
    present = len(_officers(start)) if start else 0
    if present < least:
        return unmet(f"到场的行政执法人员{present}人，不少于{least}人。", "增加执法人员后开始检查。", OFFICER)
    return met(f"到场的行政执法人员{present}人。")


@requirement("E-AUT-10#inspection")
def inspectors_are_certified(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): every officer holds a valid certificate on that day."""
    start = dossier.last("inspection_start")
    wrong = uncertified(dossier, _officers(start), start.on) if start else ()
    if wrong:
        names = "、".join(dossier.names.person(one) for one in wrong)
        return unmet(f"{names}在{start.on if start else ''}没有有效的执法证件。", "由持有有效执法证件的人员检查。", OFFICER)
    return met("执法人员均持有有效执法证件。")


@requirement("E-AUT-20")
def told_while_it_happens(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕118号: the subject is told why, on what basis, with which rights and remedies."""
    start = dossier.last("inspection_start")
    if start is None or not start.flag("told"):
        return unmet("没有告知检查事由、依据、权利义务和救济渠道。", "当场告知后检查。", OFFICER)
    return met("已告知事由、依据、权利义务和救济渠道。")


@requirement("E-INS-05")
def record_is_complete_and_signed(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 68: time, place, content, problems, handling; signed by inspectors and the head of the unit, or reported."""
    record = dossier.last("site_record")
    if record is None:
        return unmet("没有检查记录。", "登记「检查记录」。", OFFICER)
    if record.text("found") != Hazard.NONE and not record.text("problems"):
        return unmet("发现问题，没有描述。", "填写问题描述。", OFFICER)
    if record.text("signature") != Signature.SIGNED and not record.flag("refusal_reported"):
        return unmet("被检查单位负责人没有签字，也没有记录拒签情况并报告。", "由负责人签字；拒绝的，记录在案并向负责人报告。", OFFICER)
    return met("检查记录完整，签字情况已记录。")


@requirement("E-INS-15")
def licensee_record_is_open(dossier: Dossier, moment: Moment) -> Finding:
    """LIC art. 61(2): of a licensee the record is signed and filed, and the public may read it."""
    task, record = _task(dossier), dossier.last("site_record")
    if task is None or not task.flag("licensed"):
        return not_applicable("检查对象不是被许可人。")
    if record is None or not record.flag("licence_record"):
        return unmet("对被许可人的监督检查情况和处理结果没有归档供公众查阅。", "归档后在检查记录中确认。", OFFICER)
    return met("监督检查情况和处理结果已归档，公众可以查阅。")


@requirement("E-INS-08")
def handled_as_found(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 65(1): violation corrected or a case; hazard removed at once; a major one that is not safe: people out, stopped."""
    record = dossier.last("site_record")
    if record is None or not record.text("found") or not record.text("handling"):
        return unmet("没有检查记录，或者记录没有写明问题和处理。", "登记「检查记录」。", OFFICER)
    found, handling = Hazard(record.text("found")), Handling(record.text("handling"))
    if handling not in LAWFUL[found]:
        allowed = "、".join(one.label for one in Handling if one in LAWFUL[found])
        return unmet(f"发现{found.label}，处理为「{handling.label}」。", f"依法处理：{allowed}。", OFFICER)
    return met(f"发现{found.label}，处理为{handling.label}。")


@requirement("E-INS-08#clean")
def nothing_left_to_correct(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 65(1): an inspection ends at once only where nothing was found or all was put right on the spot."""
    record = dossier.last("site_record")
    if record is None or record.text("handling") not in (Handling.NONE, Handling.ON_THE_SPOT):
        return unmet("发现的问题尚未处理完毕，不能直接结束检查。", "办理「责令限期改正」「责令停产停业、停止使用」或者「移交立案查处」。", OFFICER)
    return met("没有发现问题，或者已当场纠正。")


@requirement("E-INS-08#stop")
def stopped_for_a_major_hazard(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 65(1): people are sent out and the works stopped for a major hazard, for nothing less."""
    order = dossier.last("stop_order")
    if order is None or not order.number("major_hazards"):
        return unmet("没有重大事故隐患，不得责令暂时停产停业或者停止使用。", "核对重大事故隐患数；其他隐患责令立即排除。", OFFICER)
    return met(f"存在重大事故隐患{order.number('major_hazards')}项。")


@requirement("E-INS-08#lifted")
def resumed_after_review(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 65(1): production starts again once the hazard is out of the way and the department agreed."""
    lifted = dossier.last("stop_lifted")
    if lifted is None or not lifted.flag("reviewed"):
        return unmet("重大事故隐患排除后没有经审查同意。", "现场审查合格后办理。", HEAD)
    return met("经审查同意恢复。")


@requirement("E-INS-07")
def handed_on_with_a_record(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 69: what is another's is passed on with a record; what is ours becomes a case."""
    if not dossier.has("case_handover") and not dossier.has("lead_passed_on"):
        return unmet("没有移交的记录。", "登记移交。", OFFICER)
    return met("移交已形成记录备查。")


@requirement("E-INV-10#inspection")
def correction_has_a_term(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 28(1): the order says what and until when."""
    order = dossier.last("order_to_correct")
    if order is None:
        return unmet("没有责令改正。", "登记「责令改正」。", OFFICER)
    due = order.day("due_on")
    if not order.flag("immediate") and (due is None or due <= order.on):
        return unmet("责令限期改正没有写明改正期限，或者期限不晚于责令日期。", "填写改正期限。", OFFICER)
    return met(f"责令改正，期限至{due or '当场'}。")


@requirement("E-INV-10#checked")
def correction_was_checked(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 28(1), SAFE art. 65: whether it was put right is looked at again."""
    check = dossier.last("correction_checked")
    if check is None or not check.flag("corrected"):
        return unmet("复查没有确认已经改正。", "督促改正；拒不改正的，办理「移交立案查处」。", OFFICER)
    order = dossier.last("order_to_correct")
    if order is not None and check.on == order.on and not order.flag("immediate"):
        return warned("复查与责令限期改正在同一天。", "核对复查日期。", OFFICER)
    return met(f"{check.on}复查合格。")
