"""执行、问题报告、中止: who executes until when, and nothing stops it but the law's own ways (L713 arts. 34, 35, 37)."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Moment, met, requirement, unmet, warned
from states.law.timekeeping import execution_limit

OFFICE, HEAD, EXECUTOR = Role.DECISION_OFFICE, Role.HEAD, Role.EXECUTOR
# 及时 (art. 35) has no number. Later than this many working days after discovery raises an alarm: design, not law.
PROMPT_WORKDAYS = 2


def execution_units(dossier: Dossier) -> tuple[str, ...]:
    """The units charged with execution, each once."""
    assignment = dossier.last("execution_assignment")
    rows = assignment.rows("units") if assignment else ()
    return tuple(dict.fromkeys(str(row.get("unit", "")) for row in rows if row.get("unit")))


@requirement("D-EXE-01")
def execution_unit_named(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 34: the decision body says which unit executes."""
    units = execution_units(dossier)
    least = moment.law.number("D-EXE-01", "units_min")
    if len(units) >= least:
        return met(f"已明确执行单位{len(units)}个。")
    return unmet(f"明确的执行单位{len(units)}个，至少应当有{least}个。", "在执行任务中列明执行单位和各自任务。", OFFICE)


def _parts_of_order(entry: Entry, *names: str) -> list[str]:
    """Labels of the fields that are still empty."""
    return [KINDS[entry.kind].by_name[name].label for name in names if not entry.fields.get(name)]


@requirement("D-EXE-02#minutes")
def decision_names_executor_limit_feedback(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)3, 云南纲要: the decision itself says who executes, by when, and how it is reported back."""
    minutes = dossier.last("meeting_minutes")
    if minutes is None:
        return unmet("没有会议讨论决定记录。", "登记会议讨论决定记录，写明执行单位、时限和反馈要求。", HEAD, OFFICE)
    missing = _parts_of_order(minutes, "executor", "execute_by", "feedback")
    if missing:
        return unmet(f"决定没有写明：{'、'.join(missing)}。", "在会议讨论决定记录中补填。", HEAD, OFFICE)
    return met("决定已写明执行单位、执行时限和执行反馈要求。")


@requirement("D-EXE-02")
def assignment_keeps_to_the_decision(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)3, 云南纲要: handed over with limit and feedback, not later than the decision allows."""
    assignment, minutes = dossier.last("execution_assignment"), dossier.last("meeting_minutes")
    if assignment is None:
        return unmet("没有执行任务。", "登记执行单位、执行时限和执行反馈要求。", OFFICE)
    missing = _parts_of_order(assignment, "units", "execute_by", "feedback")
    if missing:
        return unmet(f"执行任务没有写明：{'、'.join(missing)}。", "在执行任务中补填。", OFFICE)
    limit, due = minutes.day("execute_by") if minutes else None, assignment.day("execute_by")
    if limit is not None and due is not None and due > limit:
        return unmet(f"执行时限{due}晚于决定写明的{limit}。", f"将执行时限改为{limit}或者以前。", OFFICE)
    return met(f"执行任务已写明执行单位、时限（{due}）和反馈要求。")


@requirement("D-EXE-03")
def deciders_do_not_execute(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)3: who decides does not execute."""
    both = dossier.people(HEAD, Role.MEMBER) & dossier.people(EXECUTOR)
    if dossier.body in execution_units(dossier) or both:
        return unmet("决策机关（决策人员）同时是执行单位（执行人员）。", "由决策机关以外的单位、人员负责执行。", OFFICE)
    return met("决策与执行由不同单位、人员负责。")


@requirement("D-EXE-04")
def execution_was_inspected(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 34: the decision body inspects and urges execution."""
    inspection = dossier.last("inspection_record")
    if inspection is None:
        return unmet("没有督促检查记录。", "对执行情况进行督促检查并登记结果。", OFFICE, Role.SUPERVISOR)
    return met(f"{inspection.on}已督促检查。")


@requirement("D-EXE-05")
def executed_and_reported(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 34: executed fully, in time and correctly, and reported to the decision body."""
    reports = [report for report in dossier.all("execution_report") if report.flag("complete")]
    if not reports:
        return unmet("没有执行完毕的报告。", "由执行单位向决策机关报告执行情况，并注明执行完毕。", EXECUTOR)
    due = execution_limit(dossier, moment)
    done = reports[-1].on
    if due is not None and done > due:
        late = (done - due).days
        return warned(f"{done}报告执行完毕，超过执行时限（{due}）{late}日。", "在办结报告中说明逾期原因。", EXECUTOR, OFFICE)
    return met(f"执行单位{done}已报告执行完毕。")


@requirement("D-EXE-06")
def execution_was_followed(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)3, 云南纲要: execution is followed while it lasts, not only reported at its end."""
    underway = [report for report in dossier.all("execution_report") if not report.flag("complete")]
    heard = dossier.all("public_feedback")
    if underway or heard:
        return met(f"执行期间有进展报告{len(underway)}次、公众意见记录{len(heard)}次。")
    return unmet("执行期间没有跟踪反馈记录。", "登记执行进展报告或者决策实施中的公众意见。", EXECUTOR, OFFICE)


@requirement("D-MON-01")
def problem_reported_promptly(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 35(1): reported promptly. Late is still better than never, so lateness only alarms."""
    report = dossier.last("problem_report")
    if report is None:
        return unmet("没有问题报告。", "登记情形、发现日期、报告日期和情况。", EXECUTOR)
    found = report.day("found_on") or report.on
    if report.on < found:
        return unmet(f"报告日期{report.on}早于发现日期{found}。", "核对两个日期。", EXECUTOR)
    gone = moment.law.calendar.workdays_after(found, report.on)
    if gone > PROMPT_WORKDAYS:
        return warned(f"{found}发现问题，{report.on}才报告，已过{gone}个工作日。", "在报告中说明未及时报告的原因。", EXECUTOR)
    return met(f"{found}发现问题，{report.on}已报告。")


def open_problem(dossier: Dossier) -> Entry | None:
    """The last reported situation of art. 35 that nobody has dealt with yet."""
    report = dossier.last("problem_report")
    if report is None:
        return None
    settled = any(True for kind in ("problem_resolution", "resumption", "adjustment_ending") for _ in dossier.after(report, kind))
    return None if settled else report


@requirement("D-SUS-01")
def head_may_suspend(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 37: only the head, only in a situation of art. 35, and only when it is urgent."""
    suspension = dossier.last("suspension")
    if suspension is not None and suspension.role is not HEAD:
        return unmet(f"中止执行由{suspension.role.label}决定。", "只有行政首长可以先决定中止执行。", HEAD)
    if open_problem(dossier) is None:
        return unmet(
            "没有尚未处理的问题报告，不能确认存在应当中止的情形。",
            "先由执行单位报告决策存在问题、客观情况重大变化或者不可抗力等情形。",
            EXECUTOR,
            HEAD,
        )
    if suspension is None or not suspension.flag("urgent"):
        return unmet("没有认定情况紧急。", "情况紧急的，写明紧急理由；不紧急的，依照法定程序评估、调整。", HEAD)
    return met("存在执行中的问题且情况紧急，行政首长决定先中止执行。")


@requirement("D-SUS-02")
def change_has_lawful_ground(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 37: a decision is not changed at will: a reported situation or an evaluation comes first."""
    grounds = [KINDS[kind].label for kind in ("problem_report", "evaluation_report") if dossier.has(kind)]
    if grounds:
        return met(f"调整依据：{'、'.join(grounds)}。")
    return unmet(
        "没有问题报告，也没有决策后评估报告，不得随意变更决策。",
        "先登记执行中的问题报告，或者开展决策后评估。",
        EXECUTOR,
        OFFICE,
    )


@requirement("D-SUS-02#resume")
def resumption_follows_what_it_ends(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 37: execution is taken up again by a dated decision that ends a suspension or an adjustment."""
    given = [entry for entry in (dossier.last("resumption"), dossier.last("adjustment_ending")) if entry]
    resumption = max(given, key=dossier.order, default=None)
    ended = [entry for entry in (dossier.last("suspension"), dossier.last("adjustment")) if entry]
    if resumption is None:
        return unmet("没有恢复执行的决定。", "登记恢复执行的理由和日期。", HEAD, OFFICE)
    if not ended:
        return unmet("没有中止执行或者调整的决定，无从恢复。", "核对本事项的执行状态。", HEAD, OFFICE)
    latest = max(entry.on for entry in ended)
    if resumption.on < latest:
        return unmet(
            f"恢复执行日期{resumption.on}早于中止（调整）决定日期{latest}。",
            f"将日期改为{latest}或者以后。",
            HEAD,
            OFFICE,
            earliest=latest,
        )
    return met(f"{resumption.on}决定恢复执行。")


@requirement("D-SUS-02#replace")
def replaced_only_by_a_new_decision(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 37: execution ends early only because a new decision, made in the procedure, takes its place."""
    adjustment, closing = dossier.last("adjustment"), dossier.last("closing_report")
    if adjustment is None or not adjustment.text("new_matter"):
        return unmet(
            "调整决定没有写明替代本决策的新事项。",
            "作为新的决策事项履行法定程序，作出决定后再办理替代；不再调整的，恢复执行。",
            OFFICE,
        )
    if closing is not None and closing.on < adjustment.on:
        return unmet(f"办结日期{closing.on}早于调整决定日期{adjustment.on}。", "核对办结日期。", OFFICE)
    document = closing.text("new_decision") if closing else ""
    decided_on = closing.day("new_decided_on") if closing else None
    if not document or decided_on is None:
        return unmet(
            f"新的决策事项{adjustment.text('new_matter')}尚未作出决定，不能以其替代本决策。",
            "待新的决策依照法定程序作出后，在办结报告中填写其文号和作出日期；不再调整的，结束调整。",
            OFFICE,
        )
    if closing is not None and decided_on > closing.on:
        return unmet(
            f"新的决策{decided_on}才作出，本决策{closing.on}已经办结。",
            f"办结日期应当在{decided_on}当日或者以后。",
            OFFICE,
            earliest=decided_on,
        )
    return met(f"由{decided_on}作出的新决策（{document}）替代。")
