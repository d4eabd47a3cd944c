"""决策后评估与调整: triggered, by somebody new, heard widely, and of consequence (L713 arts. 36, 37)."""

from __future__ import annotations

from states.dossier.kinds.execution import EvaluationParty
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import EvaluationResult, EvaluationTrigger, Role
from states.law.conditions.execution import execution_units
from states.law.experts import seats
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICE, HEAD, EVALUATOR = Role.DECISION_OFFICE, Role.HEAD, Role.EVALUATOR
CHANGING = frozenset({EvaluationResult.ADJUST, EvaluationResult.SUSPEND, EvaluationResult.ABOLISH})


def _result(report: Entry) -> str:
    """What the evaluation proposes, in words; a report from elsewhere may not say."""
    return next((one.label for one in EvaluationResult if one == report.text("result")), "未写明")


def _no_order() -> Finding:
    return unmet("没有开展决策后评估的决定。", "登记启动情形、有关情况和评估单位。", OFFICE, HEAD)


def _no_report() -> Finding:
    return unmet("没有决策后评估报告。", "由评估单位提交评估报告。", EVALUATOR, OFFICE)


@requirement("D-EVA-01")
def evaluation_has_a_trigger(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): one of the three triggers, with something on file that shows it."""
    order = dossier.last("evaluation_order")
    if order is None:
        return _no_order()
    trigger = next((one for one in EvaluationTrigger if one == order.text("trigger")), None)
    if trigger is None:
        return unmet("没有写明启动情形。", "登记启动情形和有关情况。", OFFICE, HEAD)
    if trigger is EvaluationTrigger.MANY_OPINIONS:
        heard = sum(entry.number("number") for entry in dossier.all("public_feedback"))
        if not heard:
            return unmet("卷内没有公众意见记录。", "先登记决策实施中的公众意见，或者改选启动情形。", OFFICE)
        return met(f"启动情形：{trigger.label}（已登记{heard}条）。")
    shown = any(dossier.has(kind) for kind in ("execution_report", "inspection_record", "problem_report"))
    if trigger is EvaluationTrigger.SHORT_OF_AIM and not shown:
        return unmet("卷内没有反映实施效果的材料。", "先登记执行情况报告、督促检查或者问题报告，或者改选启动情形。", OFFICE)
    return met(f"启动情形：{trigger.label}。")


@requirement("D-EVA-02")
def evaluator_named_by_the_body(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): the decision body organises the evaluation and determines who carries it out."""
    order = dossier.last("evaluation_order")
    if order is None:
        return _no_order()
    if order.role not in (OFFICE, HEAD):
        return unmet(f"评估单位由{order.role.label}确定。", "由决策机关确定承担评估具体工作的单位。", OFFICE, HEAD)
    return met(f"决策机关已确定评估单位（{dossier.names.office(order.text('evaluator'))}）。")


@requirement("D-EVA-02#report")
def report_comes_from_the_named_evaluator(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): the report is that of the unit which the decision body determined."""
    order, report = dossier.last("evaluation_order"), dossier.last("evaluation_report")
    if order is None or report is None:
        return _no_order() if order is None else _no_report()
    if report.text("evaluator") != order.text("evaluator"):
        return unmet(
            f"报告的评估单位（{dossier.names.office(report.text('evaluator'))}）"
            f"不是决策机关确定的单位（{dossier.names.office(order.text('evaluator'))}）。",
            "由确定的评估单位提交报告；更换评估单位的，由决策机关重新确定。",
            EVALUATOR,
            OFFICE,
        )
    return met("评估报告由决策机关确定的单位提交。")


def _own_units(dossier: Dossier) -> frozenset[str]:
    return frozenset({dossier.body, dossier.office, *execution_units(dossier)})


@requirement("D-EVA-03")
def third_party_is_one(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(2): a third party is neither the decision body, nor the sponsor, nor an executing unit."""
    order = dossier.last("evaluation_order")
    if order is None:
        return _no_order()
    if not order.flag("third_party"):
        return not_applicable("没有委托第三方评估。")
    if order.text("evaluator") in _own_units(dossier):
        return unmet(
            "所委托的评估单位是决策机关、承办单位或者执行单位，不是第三方。",
            "改为委托专业机构、社会组织等第三方；由本单位评估的，不勾选「委托第三方」。",
            OFFICE,
        )
    return met(f"委托第三方（{dossier.names.office(order.text('evaluator'))}）评估。")


def earlier_assessors(dossier: Dossier) -> frozenset[str]:
    """Units and people that did the main argument and assessment before the decision was made."""
    plans = {plan.text("assessor") for plan in dossier.all("risk_plan")}
    rows = seats(dossier)
    experts = {str(row.get("person", "")) for row in rows}
    institutions = {str(row.get("employer", "")) for row in rows if row.get("institution") is True}
    assessors = [part for part in dossier.parts if part.role is Role.RISK_ASSESSOR]
    parts = {name for part in assessors for name in (part.person, part.employer)}
    parts |= dossier.people(Role.EXPERT) | {part.employer for part in dossier.parts if part.role is Role.EXPERT and not part.person}
    return frozenset((plans | experts | institutions | parts) - {""})


def _fresh(dossier: Dossier, evaluator: str, third_party: bool) -> Finding:
    outside = third_party or evaluator not in _own_units(dossier)
    called = dossier.names.office(evaluator)
    if outside and evaluator in earlier_assessors(dossier):
        return unmet(
            f"「{called}」在决策作出前承担过主要论证评估工作，不得受托开展决策后评估。",
            "委托没有承担过本决策论证、风险评估工作的单位。",
            OFFICE,
        )
    if outside and any(row.get("employer") == evaluator for row in seats(dossier)):
        return warned(
            f"「{called}」有人员以个人身份参加过本决策的专家论证。",
            "核实该单位是否承担过主要论证评估工作；承担过的，另行委托。",
            OFFICE,
        )
    return met(f"「{called}」没有作为第三方承担过本决策的论证评估工作。")


@requirement("D-EVA-04")
def evaluator_did_not_assess_before(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(2): who did the main argument or assessment before may not be the third party after."""
    order = dossier.last("evaluation_order")
    if order is None:
        return _no_order()
    return _fresh(dossier, order.text("evaluator"), order.flag("third_party"))


@requirement("D-EVA-04#report")
def reporting_evaluator_did_not_assess_before(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(2), asked again when the report comes in: the unit or the person may have changed."""
    order, report = dossier.last("evaluation_order"), dossier.last("evaluation_report")
    if report is None:
        return _no_report()
    both = dossier.people(Role.EXPERT, Role.RISK_ASSESSOR) & dossier.people(EVALUATOR)
    if both:
        return unmet(
            f"评估人员{'、'.join(sorted(map(dossier.names.person, both)))}参加过本决策的论证评估。",
            "更换没有参加过论证、风险评估的人员重新评估。",
            OFFICE,
            EVALUATOR,
        )
    return _fresh(dossier, report.text("evaluator"), order is not None and order.flag("third_party"))


@requirement("D-EVA-05")
def public_and_parties_heard(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(3): the public is heard; deputies, organisations and the grassroots take part."""
    report = dossier.last("evaluation_report")
    if report is None:
        return _no_report()
    if not report.flag("public_heard"):
        return unmet("评估没有听取社会公众的意见。", "听取社会公众意见，补充评估报告。", EVALUATOR)
    took_part = [one for one in EvaluationParty if one in report.many("parties")]
    invited = [one.label for one in took_part if one is not EvaluationParty.PUBLIC]
    if not invited:
        return unmet(
            "没有吸收人大代表、政协委员、人民团体、基层组织、社会组织参与评估。",
            "邀请有关方面参与评估并补充评估报告。",
            EVALUATOR,
            OFFICE,
        )
    return met(f"听取了社会公众意见，{'、'.join(invited)}参与评估。")


@requirement("D-EVA-06")
def adjustment_rests_on_the_evaluation(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(4): the result is an important ground of adjustment; departing from it is said and explained."""
    report, adjustment = dossier.last("evaluation_report"), dossier.last("adjustment")
    if report is None:
        return not_applicable("没有开展决策后评估。")
    if adjustment is None:
        return unmet("没有调整决定。", "登记调整内容及所依据的评估结论。", OFFICE, HEAD)
    result = _result(report)
    if adjustment.text("departure_reason"):
        return met("未依据评估结论的部分已说明理由。")
    if adjustment.text("evaluation_used") and report.text("result") in CHANGING:
        return met(f"以评估结论「{result}」为依据。")
    return unmet(
        f"评估结论为「{result}」，调整决定没有以其为依据，也没有说明理由。",
        "写明所依据的评估结论；不依据评估结论的，说明理由。",
        OFFICE,
        HEAD,
    )


@requirement("D-EVA-06#close")
def evaluation_was_acted_on(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(4): closing over an evaluation that asked for change is a choice to be made knowingly."""
    report = dossier.last("evaluation_report")
    if report is None or report.text("result") not in CHANGING:
        return not_applicable("没有需要调整、中止或者停止执行的评估结论。")
    result = _result(report)
    if any(True for kind in ("adjustment", "suspension") for _ in dossier.after(report, kind)):
        return met(f"评估结论「{result}」之后已作出调整（中止）决定。")
    return warned(
        f"评估结论为「{result}」，之后没有调整或者中止执行的决定。",
        "先研究处理评估结论；不采纳的，在办结报告中说明理由。",
        OFFICE,
        HEAD,
    )


@requirement("D-EVA-06#concluded")
def conclusion_is_that_of_the_evaluation(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(4): where the evaluation runs as a matter of its own, its approved result is what is concluded here."""
    order, report = dossier.last("evaluation_order"), dossier.last("evaluation_report")
    since = dossier.root(order).recorded_at if order else None
    own = [one for one in dossier.evaluations if since and one.opened_at >= since and (one.result or not one.ended)]
    if not own:
        return not_applicable("没有单独办理的决策后评估事项。")
    if not own[-1].ended:
        return unmet(f"决策后评估事项{own[-1].number}尚未办结。", "先办结评估事项，再完成决策后评估。", OFFICE, EVALUATOR)
    if report is None or report.text("result") != own[-1].result:
        approved = next((one.label for one in EvaluationResult if one == own[-1].result), own[-1].result)
        return unmet(f"决策后评估事项{own[-1].number}审定的结论为「{approved}」。", "按审定的结论登记评估报告。", OFFICE, EVALUATOR)
    return met(f"评估结论与决策后评估事项{own[-1].number}审定的一致。")


@requirement("D-EVA-07")
def revise_or_repeal_is_proposed(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)3: what no longer fits is revised, what harms is repealed; the report says which and how."""
    report = dossier.last("evaluation_report")
    if report is None:
        return _no_report()
    result = _result(report)
    if report.text("result") not in CHANGING:
        return not_applicable(f"评估结论为「{result}」。")
    if report.text("revise_or_repeal"):
        return met("评估报告已提出修订或者废止的意见。")
    return unmet(f"评估结论为「{result}」，没有提出修订或者废止的意见。", "补充修订或者废止的意见。", EVALUATOR)


def _new_matter(dossier: Dossier) -> Finding:
    adjustment = dossier.last("adjustment")
    if adjustment is None:
        return unmet("没有调整决定。", "登记调整内容以及是否属于重大调整。", OFFICE, HEAD)
    if not adjustment.flag("major"):
        return not_applicable("不属于重大调整。")
    number = adjustment.text("new_matter")
    if number and number != dossier.number:
        return met(f"重大调整已作为新的决策事项{number}办理。")
    return unmet(
        "重大调整没有作为新的决策事项履行法定程序。",
        "先以本事项为上级事项新建决策事项，再填写新事项的编号。",
        OFFICE,
    )


@requirement("D-ADJ-01")
def major_adjustment_runs_the_procedure(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 37: a major adjustment goes through the procedure of the Regulations again."""
    return _new_matter(dossier)


@requirement("D-ADJ-02")
def major_adjustment_is_a_new_decision(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)3, 云南纲要: a major adjustment is treated as a new decision."""
    return _new_matter(dossier)
