"""决策后评估报告(草稿): figures, opinions and reports on execution gathered from both files; judging is left to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from states.dossier.kinds import KINDS
from states.dossier.kinds.evaluation import EvaluationMethod, PublicWay
from states.dossier.kinds.execution import EvaluationParty
from states.dossier.model import Dossier, Entry, Names
from states.dossier.vocabulary import EvaluationTrigger, Labelled, Problem
from storage.documents.official import Official, Section, written

OPEN = "（由评估单位填写）"


def draft(evaluation: Dossier, evaluated: Dossier) -> Official:
    """The draft of the report, dated on the last fact on file."""
    names = evaluation.names
    unit = names.office(_text(evaluation, "evaluator_appointment", "evaluator")) or "评估单位"
    return Official(
        organ=unit, number=evaluation.number, title=f"关于“{evaluated.title}”的决策后评估报告（草稿）",
        sections=(
            _matter(evaluated, names), _organisation(evaluation, names), _indicators(evaluation), _public(evaluation, evaluated),
            _parties(evaluation), _execution(evaluated), _conclusion(evaluation),
        ),
        signed=unit, on=max(one.on for one in evaluation.entries), addressee=names.office(evaluated.body),
    )  # fmt: skip


def _matter(evaluated: Dossier, names: Names) -> Section:
    order, text = evaluated.last("evaluation_order"), evaluated.last("final_text")
    said = [f"被评估的决策事项为“{evaluated.title}”（编号{evaluated.number}），承办单位为{names.office(evaluated.office)}。"]
    if text:
        said.append(f"决策文本{text.text('document')}于{written(text.on)}签发。")
    if order:
        said.append(f"启动情形：{_label(EvaluationTrigger, order.text('trigger'))}。{order.text('evidence')}")
    return Section("一、被评估的决策事项", tuple(said))


def _organisation(evaluation: Dossier, names: Names) -> Section:
    chosen, plan = evaluation.last("evaluator_appointment"), evaluation.last("evaluation_plan")
    said = []
    if chosen:
        people = "、".join(names.person(str(row.get("person", ""))) for row in chosen.rows("members"))
        how = "受决策机关委托，由" if chosen.flag("third_party") else "决策机关确定由"
        said.append(f"{how}{names.office(chosen.text('evaluator'))}开展评估，参加人员：{people}。")
    if plan:
        said.append(f"评估内容和重点：{plan.text('objectives')}")
        said.append(f"评估方法：{_labels(EvaluationMethod, plan.many('methods'))}。")
    return Section("二、评估组织和方法", tuple(said))


def _indicators(evaluation: Dossier) -> Section:
    plan = evaluation.last("evaluation_plan")
    reached = {one.text("name"): one for one in evaluation.all("indicator_result")}
    rows = [_indicator(str(row.get("name", "")), str(row.get("aim", "")), reached) for row in (plan.rows("indicators") if plan else ())]
    met = sum(1 for row in rows if row[3] == "是")
    return Section(
        "三、指标完成情况", (f"方案确定指标{len(rows)}项，达到预期目标{met}项。",), (("指标", "预期目标", "实际达到", "达到目标", "数据来源"), *rows)
    )


def _indicator(name: str, aim: str, reached: Mapping[str, Entry]) -> tuple[str, ...]:
    found = reached.get(name)
    if found is None:
        return (name, aim, "未采集", "—", "—")
    return (name, aim, found.text("reached"), "是" if found.flag("met") else "否", found.text("source"))


def _public(evaluation: Dossier, evaluated: Dossier) -> Section:
    counts = evaluated.opinions
    before = f"决策作出前收到公众意见{counts.received}条，采纳{counts.adopted}条，部分采纳{counts.partly_adopted}条，未采纳{counts.not_adopted}条。"
    feedback = evaluated.all("public_feedback")
    during = f"决策实施中登记公众意见{sum(one.number('number') for one in feedback)}条。"
    heard = evaluation.all("evaluation_public_input")
    now = f"评估期间听取社会公众意见{sum(one.number('number') for one in heard)}条。"
    lines = [_line(one, f"公众意见{one.number('number')}条", "content") for one in feedback]
    lines += [_line(one, f"{_label(PublicWay, one.text('way'))}{one.number('number')}条", "content") for one in heard]
    return Section("四、社会公众意见", (before, during, now, *lines))


def _parties(evaluation: Dossier) -> Section:
    took_part = evaluation.all("evaluation_party_input")
    lines = [_line(one, f"{_label(EvaluationParty, one.text('party'))}{one.number('number')}人", "content") for one in took_part]
    return Section("五、有关方面参与情况", tuple(lines) or ("没有登记。",))


def _execution(evaluated: Dossier) -> Section:
    reports = evaluated.all("execution_report")
    lines = [f"执行单位报告执行情况{len(reports)}次，督促检查{len(evaluated.all('inspection_record'))}次，"
             f"报告问题{len(evaluated.all('problem_report'))}次。"]  # fmt: skip
    lines += [_line(one, KINDS[one.kind].label, "progress") for one in reports]
    lines += [_line(one, KINDS[one.kind].label, "result") for one in evaluated.all("inspection_record")]
    lines += [_line(one, f"问题报告（{_label(Problem, one.text('problem'))}）", "content") for one in evaluated.all("problem_report")]
    return Section("六、执行情况", tuple(lines))


def _conclusion(evaluation: Dossier) -> Section:
    done = _text(evaluation, "evaluation_input_closing", "summary")
    said = (f"评估实施情况：{done}",) if done else ()
    return Section("七、评估结论和建议", (*said, f"评估结论：{OPEN}", f"修订、中止或者废止的意见：{OPEN}"))


def _line(entry: Entry, what: str, field: str) -> str:
    return f"{written(entry.on)}，{what}：{entry.text(field)}"


def _text(dossier: Dossier, kind: str, name: str) -> str:
    entry = dossier.last(kind)
    return entry.text(name) if entry else ""


def _label(options: type[Labelled], code: str) -> str:
    return next((one.label for one in options if one == code), code)


def _labels(options: type[Labelled], codes: Iterable[str]) -> str:
    return "、".join(_label(options, code) for code in codes)
