"""决策后评估 as a matter of its own: what each of its steps asks, read from its own file and the evaluated matter's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from states.dossier.kinds.execution import EvaluationParty
from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.dossier.vocabulary import EvaluationResult, Role
from states.law.conditions.evaluation import evaluation_has_a_trigger
from states.law.conflicts import Bar, Candidate, Graph, bars, graph
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.timekeeping import evaluation_limit

OFFICE, HEAD, EVALUATOR = Role.DECISION_OFFICE, Role.HEAD, Role.EVALUATOR
CHOOSE = "另行选定与被评估事项没有利害关系、没有承担过主要论证评估工作的单位和人员。"


def _no_matter() -> Finding:
    return unmet("没有关联被评估的决策事项。", "从被评估的决策事项发起决策后评估。", OFFICE)


def _nobody() -> Finding:
    return unmet("没有确定评估单位。", "由决策机关确定评估单位和人员。", OFFICE, HEAD)


def _no_plan() -> Finding:
    return unmet("没有评估方案。", "确定评估指标、方法、参与方面和期限。", OFFICE, EVALUATOR)


def _no_report() -> Finding:
    return unmet("没有决策后评估报告。", "由评估单位提交评估报告。", EVALUATOR, OFFICE)


@requirement("D-EVA-01#started")
def evaluated_matter_has_a_trigger(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): the order on the evaluated matter names a trigger, and that matter's file shows it."""
    return _no_matter() if dossier.above is None else evaluation_has_a_trigger(dossier.above, moment)


@requirement("D-EVA-02#appointed")
def appointed_as_the_body_ordered(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): the decision body determines the unit; here and on the evaluated matter it is the same one."""
    chosen = dossier.last("evaluator_appointment")
    order = dossier.above.last("evaluation_order") if dossier.above else None
    if chosen is None or order is None:
        return _nobody() if chosen is None else _no_matter()
    if chosen.role not in (OFFICE, HEAD):
        return unmet(f"评估单位由{chosen.role.label}确定。", "由决策机关确定承担评估具体工作的单位。", OFFICE, HEAD)
    if chosen.text("evaluator") != order.text("evaluator"):
        return unmet(
            f"所确定的评估单位（{dossier.names.office(chosen.text('evaluator'))}）"
            f"与被评估事项中决定的评估单位（{dossier.names.office(order.text('evaluator'))}）不一致。",
            "填写同一评估单位；需要更换的，先在被评估事项中更正开展评估的决定。",
            OFFICE,
            HEAD,
        )
    return met(f"决策机关已确定评估单位（{dossier.names.office(chosen.text('evaluator'))}）。")


@requirement("D-EVA-03#appointed")
def appointed_third_party_is_one(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(2): a third party is neither the decision body, nor the sponsor, nor an executing unit."""
    chosen = dossier.last("evaluator_appointment")
    if chosen is None or dossier.above is None:
        return _nobody() if chosen is None else _no_matter()
    if not chosen.flag("third_party"):
        return not_applicable("没有委托第三方评估。")
    if chosen.text("evaluator") in graph(dossier.above, dossier).own:
        return unmet(
            "所委托的评估单位是决策机关、承办单位或者执行单位，不是第三方。",
            "改为委托专业机构、社会组织等第三方；由本单位评估的，「委托第三方」选否。",
            OFFICE,
        )
    return met(f"委托第三方（{dossier.names.office(chosen.text('evaluator'))}）评估。")


def _candidates(dossier: Dossier, chosen: Entry) -> Iterator[tuple[str, Candidate]]:
    """The unit and every member, each with the name to be shown."""
    unit, outside = chosen.text("evaluator"), chosen.flag("third_party")
    yield f"「{dossier.names.office(unit)}」", Candidate(EVALUATOR, "", unit, outside)
    for row in chosen.rows("members"):
        name = str(row.get("person", ""))
        yield f"「{dossier.names.person(name)}」", Candidate(_duty(row), name, str(row.get("employer", "")), outside and row.get("employer") == unit)


def _duty(row: Mapping[str, Value]) -> Role:
    return Role.EXPERT if row.get("duty") == Role.EXPERT.value else EVALUATOR


def _in_both_duties(chosen: Entry) -> list[str]:
    named = [(str(row.get("person", "")), _duty(row)) for row in chosen.rows("members")]
    return sorted({name for name, duty in named if any(name == other and duty is not second for other, second in named)})


def _free_of_conflict(dossier: Dossier, chosen: Entry, ties: Graph) -> Finding:
    found = {name: against for name, one in _candidates(dossier, chosen) if (against := bars(ties, one))}
    both = _in_both_duties(chosen)
    if both:
        return unmet(f"{'、'.join(map(dossier.names.person, both))}同时列为评估人员和咨询专家。", "一人只担任其中一项任务。", OFFICE)
    if found:
        said = ";".join(f"{name}{'、'.join(_said(one) for one in against)}" for name, against in found.items())
        return unmet(f"{said}。", CHOOSE, OFFICE, HEAD)
    return met(f"评估单位和{len(chosen.rows('members'))}名人员没有承担过主要论证评估工作，没有应当回避的情形。")


def _said(bar: Bar) -> str:
    return bar.label


@requirement("D-EVA-04#appointed")
def appointed_without_conflict(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(2): by unit, by person, by employer and by declared interest nobody is barred."""
    chosen = dossier.last("evaluator_appointment")
    if chosen is None or dossier.above is None:
        return _nobody() if chosen is None else _no_matter()
    return _free_of_conflict(dossier, chosen, graph(dossier.above, dossier))


@requirement("D-EVA-04#submitted")
def still_without_conflict(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(2), asked again when the report comes in: the evaluated matter's file may have grown since."""
    chosen, report = dossier.last("evaluator_appointment"), dossier.last("evaluation_report")
    if chosen is None or dossier.above is None or report is None:
        return _no_report() if report is None else _nobody() if chosen is None else _no_matter()
    return _free_of_conflict(dossier, chosen, graph(dossier.above, dossier))


@requirement("D-EVA-02#planned")
def plan_keeps_to_the_body_s_time(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): the body organises the evaluation; the plan ends within the time that the body set."""
    plan, limit = dossier.last("evaluation_plan"), evaluation_limit(dossier, moment)
    if plan is None:
        return _no_plan()
    heard, report = plan.day("input_by"), plan.day("report_by")
    if heard and report and heard > report:
        return unmet(f"听取意见截止日期{heard}晚于提交报告的期限{report}。", "调整方案中的两个日期。", OFFICE, EVALUATOR)
    if limit and report and report > limit:
        return unmet(f"提交报告的期限{report}晚于决策机关确定的完成期限{limit}。", f"将期限改为{limit}或者以前。", OFFICE, EVALUATOR)
    return met(f"方案要求在{report}前提交报告。")


@requirement("D-EVA-05#planned")
def plan_hears_public_and_parties(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(3): the plan says how the public is heard and which parties take part beside it."""
    plan = dossier.last("evaluation_plan")
    if plan is None:
        return _no_plan()
    invited = [one.label for one in EvaluationParty if one in plan.many("parties") and one is not EvaluationParty.PUBLIC]
    if not plan.many("public_ways") or not invited:
        return unmet(
            "方案没有安排听取社会公众意见，或者没有吸收人大代表、政协委员、人民团体、基层组织、社会组织参与。",
            "在方案中写明听取公众意见的方式和参与的有关方面。",
            OFFICE,
            EVALUATOR,
        )
    return met(f"方案安排听取社会公众意见，{'、'.join(invited)}参与。")


def _heard(dossier: Dossier) -> frozenset[str]:
    """Who was really heard, by the records."""
    found = {entry.text("party") for entry in dossier.all("evaluation_party_input") if entry.number("number")}
    public = any(entry.number("number") for entry in dossier.all("evaluation_public_input"))
    return frozenset(found | ({EvaluationParty.PUBLIC.value} if public else set()))


@requirement("D-EVA-05#heard")
def public_and_parties_on_record(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(3): the public was heard and at least one of the named parties took part, each with a record."""
    heard, plan = _heard(dossier), dossier.last("evaluation_plan")
    if EvaluationParty.PUBLIC not in heard:
        return unmet("卷内没有听取社会公众意见的记录。", "听取社会公众意见并登记。", EVALUATOR, OFFICE)
    parties = [one for one in EvaluationParty if one in heard and one is not EvaluationParty.PUBLIC]
    if not parties:
        return unmet(
            "卷内没有人大代表、政协委员、人民团体、基层组织、社会组织参与评估的记录。", "邀请有关方面参与评估并登记。", EVALUATOR, OFFICE
        )
    missing = [one.label for one in EvaluationParty if plan and one in plan.many("parties") and one not in heard]
    if missing:
        return warned(f"方案安排的{'、'.join(missing)}没有参与记录。", "补充听取，或者在报告中说明情况。", EVALUATOR)
    return met(f"已听取社会公众意见，{'、'.join(one.label for one in parties)}参与评估。")


@requirement("D-EVA-02#measured")
def indicators_were_measured(dossier: Dossier, moment: Moment) -> Finding:
    """The plan is the body's order to the evaluator: an indicator left open is a gap to be explained, not a bar."""
    plan = dossier.last("evaluation_plan")
    if plan is None:
        return _no_plan()
    reached = {entry.text("name") for entry in dossier.all("indicator_result")}
    missing = [str(row.get("name", "")) for row in plan.rows("indicators") if row.get("name") not in reached]
    if missing:
        return warned(f"指标「{'、'.join(missing)}」没有采集结果。", "补充采集，或者在报告中说明原因。", EVALUATOR)
    return met(f"{len(plan.rows('indicators'))}项指标均已采集。")


@requirement("D-EVA-02#submitted")
def submitted_by_the_appointed_unit(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): the report is that of the unit which the decision body determined."""
    chosen, report = dossier.last("evaluator_appointment"), dossier.last("evaluation_report")
    if chosen is None or report is None:
        return _nobody() if chosen is None else _no_report()
    if report.text("evaluator") != chosen.text("evaluator"):
        return unmet(
            f"报告的评估单位（{dossier.names.office(report.text('evaluator'))}）"
            f"不是决策机关确定的单位（{dossier.names.office(chosen.text('evaluator'))}）。",
            "由确定的评估单位提交报告；更换评估单位的，由决策机关重新确定。",
            EVALUATOR,
            OFFICE,
        )
    return met("评估报告由决策机关确定的单位提交。")


@requirement("D-EVA-05#borne_out")
def report_says_what_the_file_shows(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(3): whom the report calls heard or taking part is on file as such."""
    report = dossier.last("evaluation_report")
    if report is None:
        return _no_report()
    claimed = set(report.many("parties")) | ({EvaluationParty.PUBLIC.value} if report.flag("public_heard") else set())
    unheard = [one.label for one in EvaluationParty if one in claimed - _heard(dossier)]
    if unheard:
        return unmet(f"报告写明{'、'.join(unheard)}参与，但卷内没有记录。", "补充登记，或者更正报告中的参与方面。", EVALUATOR, OFFICE)
    return met("报告写明的参与情况均有记录。")


@requirement("D-EVA-02#approved")
def report_lies_before_the_body(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(1): what the body takes over is a report that lies before it in writing."""
    report = dossier.last("evaluation_report")
    if report is None:
        return _no_report()
    if not report.text("file"):
        return unmet("评估报告没有附报告文本。", "退回评估单位，上传报告文本后重新提交。", EVALUATOR, OFFICE)
    return met("评估报告文本已提交决策机关。")


@requirement("D-EVA-06#applied")
def result_is_used(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 36(4): the result is an important ground; departing from it is said and explained."""
    report, use = dossier.last("evaluation_report"), dossier.last("evaluation_use")
    if report is None or use is None:
        return _no_report() if report is None else unmet("没有处理决定。", "登记对评估结果的处理决定。", OFFICE, HEAD)
    found, decided = (_label(one.text("result")) for one in (report, use))
    if found == decided:
        return met(f"按评估结论「{found}」处理。")
    if use.text("departure_reason"):
        return met(f"评估结论为「{found}」，决定「{decided}」，已说明理由。")
    return unmet(f"评估结论为「{found}」，处理决定为「{decided}」，没有说明理由。", "说明与评估结论不一致的理由。", OFFICE, HEAD)


def _label(result: str) -> str:
    return next((one.label for one in EvaluationResult if one == result), "未写明")


@requirement("D-ADJ-01#applied")
def major_adjustment_has_its_matter(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 37: where the result is a major adjustment, a new matter runs the procedure again."""
    use = dossier.last("evaluation_use")
    if use is None or use.text("result") != EvaluationResult.ADJUST or not use.flag("major"):
        return not_applicable("不属于重大调整。")
    number, taken = use.text("new_matter"), {dossier.number, dossier.above.number if dossier.above else ""}
    if number and number not in taken:
        return met(f"重大调整已作为新的决策事项{number}办理。")
    return unmet(
        "重大调整没有作为新的决策事项履行法定程序。", "先以被评估事项为上级事项新建决策事项，再填写新事项的编号。", OFFICE
    )
