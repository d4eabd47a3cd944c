"""Matters that together take every step of the procedure, through all its detours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from infra.demo.life import Life, Paper
from states.dossier.model import Kept, Package
from states.dossier.vocabulary import Role
from states.errors import GateClosed
from tests.states.procedures.wandering import Wanderer, with_inputs
from tests.states.procedures.withdrawing import out_of_sight_and_back

OFFICE, SPONSOR, HEAD, REVIEWER = Role.DECISION_OFFICE, Role.SPONSOR, Role.HEAD, Role.LEGAL_REVIEWER
ADOPTED_FIELDS = {"changes": "第三条文字修改。", "changes_substantial": False}


def scope(**more: Any) -> dict[str, Any]:
    return {"body_level": "government", "matter_class": "public_policy", "exclusion": "none", "congress": "none",
            "class_reason": "涉及社会公众切身利益。", "in_catalogue": False} | more  # fmt: skip


def seal(one: Wanderer, part: str) -> None:
    one.life.later(1)
    package = Package(f"{part}-{one.dossier.version}.zip", "0" * 64, one.dossier.version, True)
    one.dossier = replace(one.dossier, kept=Kept((*one.dossier.kept.packages, package)))
    one.step("archivist", Role.ARCHIVIST, "seal_dossier", dossier_seal={
        "part": part, "package": package.name, "digest": package.digest, "events": package.events, "locked": True, "sealed_on": one.life.day,
    })  # fmt: skip


def excluded() -> Wanderer:
    one = Wanderer(Life(date(2025, 1, 6)))
    one.life.later(1)
    one.step("office", OFFICE, "exclude", scope_test=scope(matter_class="none", exclusion="legislation"))
    return one


def declined() -> Wanderer:
    one = Wanderer(Life(date(2025, 1, 6)))
    acts = list(one.life.initiation())
    one.play(*acts[:-1])
    one.step("head", HEAD, "decline_start",
             start_decision={"start": False, "decided_by": "某市人民政府", "decided_on": one.life.day, "reason": "条件尚不成熟。"})  # fmt: skip
    return one


def terminated() -> Wanderer:
    one = Wanderer(Life(date(2025, 1, 6)))
    one.play(*one.life.initiation())
    one.life.later(5)
    one.step("office", OFFICE, "terminate", termination={"decided_by": "某市人民政府", "decided_on": one.life.day, "reason": "上级已有规定。"})
    seal(one, "终止")
    return one


def redrafted(one: Wanderer, who: str, role: Role, **changed: bool) -> None:
    """退回修改、再次论证: what was done for the draft still stands unless its substance has changed."""
    one.life.later(1)
    one.step(who, role, "return_to_drafting", return_to_drafting={"reason": "修改表述。"})
    argued_anew(one, **changed)


def argued_anew(one: Wanderer, **changed: bool) -> None:
    one.life.later(2)
    one.step("sponsor", SPONSOR, "begin_argument", draft={"title": "决策草案", "version": 2, "file": Paper("草案第1版"), **changed})
    one.step("sponsor", SPONSOR, "skip_consultation", consultation_waiver={"reason": "已公开征求意见，草案没有实质性变化。"})
    one.step("sponsor", SPONSOR, "skip_hearing", hearing_waiver={"reason": "已举行听证会，草案没有实质性变化。"})
    one.step("sponsor", SPONSOR, "complete_participation", opinion_summary={"summary": "意见均已研究处理。", "reasons_given": True})


def argued_with_detours(one: Wanderer) -> None:
    """听证会延期、再次征求意见、退回修改."""
    life, postponed = one.life, False
    for act in life.participation():
        if act.name == "complete_participation":
            consulted_again(one)
            act = life.step(act.who, act.role, act.name, **act.inputs)
        one.play(act)
        if act.name == "announce_hearing" and not postponed:
            postponed = True
            one.step("host", Role.HEARING_HOST, "postpone_hearing", hearing_postponement={"reason": "场地原因。"})
            one.play(act)
    redrafted(one, "office", OFFICE)
    one.play(*life.assessment())


def consulted_again(one: Wanderer) -> None:
    life = one.life
    one.step("sponsor", SPONSOR, "consult_again", reconsultation_choice={"again": True, "reason": "就修改部分再次听取意见。"})
    closes = life.day + timedelta(days=30)
    one.step("sponsor", SPONSOR, "open_consultation", consultation_notice={
        "opens_on": life.day, "closes_on": closes, "channels": ["website"], "draft": Paper("草案第1版"),
        "explanation": Paper("起草说明"), "reply_ways": "网上留言",
    })  # fmt: skip
    life.day = closes + timedelta(days=1)
    one.step("sponsor", SPONSOR, "close_consultation", consultation_closing={"closed_on": closes, "received": 0})
    one.step("sponsor", SPONSOR, "skip_hearing", hearing_waiver={"reason": "已举行听证会。"})


def sent(one: Wanderer) -> None:
    one.play(*one.life.sending_for_review())


def opinion(one: Wanderer, conclusion: str, **more: Any) -> dict[str, Any]:
    return {"conclusion": conclusion, "form": "合法性审查意见书", "is_review_opinion": True, "competence": "符合。", "procedure": "已履行。",
            "content": "已审查。", "draft": Paper("草案第1版"), "responsible": "某市司法局", "issued_on": one.life.day} | more  # fmt: skip


def reviewed_with_detours(one: Wanderer) -> None:
    """退回补正、不合法、重新论证、明示法律风险、重新送审、合法."""
    life = one.life
    one.play(next(life.sending_for_review()))
    one.step("reviewer", REVIEWER, "return_for_supplement", supplement_request={"missing": "征求意见汇总表", "on": life.day})
    one.play(*life.sending_for_review())
    one.record("adviser", Role.LEGAL_ADVISER, "adviser_opinion", adviser="adviser", opinion="有违法内容。", supports=False)
    life.later(2)
    one.step("reviewer", REVIEWER, "find_unlawful", legality_opinion=opinion(one, "unlawful"))
    redrafted(one, "reviewer", REVIEWER)
    finished_before(one)
    sent(one)
    life.later(2)
    one.step("reviewer", REVIEWER, "state_legal_risk", legality_opinion=opinion(one, "risk_stated", risk_statement="存在与上位法衔接的风险。"))
    one.step("sponsor", SPONSOR, "review_again")
    sent(one)
    one.play(*life.review())


def finished_before(one: Wanderer) -> None:
    one.step("sponsor", SPONSOR, "skip_expert_review", expert_waiver={"reason": "已论证。"})
    one.step("sponsor", SPONSOR, "skip_risk_assessment", risk_waiver={"reason": "已评估。"})
    one.step("sponsor", SPONSOR, "skip_fair_competition_review", fcr_waiver={"reason": "已审查。"})


def met(one: Wanderer) -> None:
    one.play(*one.life.tabling())
    one.play(*one.life.meeting_notice())


def sent_back_before_issue(one: Wanderer) -> None:
    """党委不同意: the decision is not issued, it goes back into the procedure and is decided anew."""
    life = one.life
    life.later(1)
    one.record("office", OFFICE, "party_report", document="政请1号", reported_on=life.day, reply="委复1号", replied_on=life.day, agreed=False)
    one.step("head", HEAD, "reconsider", reconsideration={"reason": "党委不同意。", "decided_on": life.day})
    argued_anew(one)
    finished_before(one)
    sent(one)
    one.play(*life.review())
    met(one)
    one.step("head", HEAD, "adopt", meeting_minutes=life.minutes())


def executed_with_detours(one: Wanderer) -> None:
    """问题处理、中止、中止期间评估和调整、恢复."""
    life = one.life
    one.play(*life.execution())
    problem(one)
    one.step("office", OFFICE, "resolve_problem", problem_resolution={"result": "已协调解决。", "on": life.day})
    problem(one)
    one.step("head", HEAD, "suspend", suspension={"urgent": True, "reason": "情况紧急。", "decided_on": life.day})
    evaluated(one)
    adjusted(one)
    one.step("head", HEAD, "drop_adjustment", adjustment_ending={"reason": "不再调整。", "decided_on": life.day})
    one.step("head", HEAD, "resume", resumption={"reason": "紧急情况已经消除。", "decided_on": life.day})
    evaluated(one)


def problem(one: Wanderer) -> None:
    day = one.life.later(10)
    one.step("executor", Role.EXECUTOR, "report_problem", problem_report={"problem": "changed", "found_on": day, "reported_on": day, "content": "客观情况变化。"})


def evaluated(one: Wanderer) -> None:
    life = one.life
    one.step("office", OFFICE, "open_evaluation", evaluation_order={
        "trigger": "body", "evidence": "决策机关认为有必要。", "decided_on": life.day, "evaluator": life.cast.evaluator_unit, "third_party": True,
    })  # fmt: skip
    life.later(20)
    one.step("evaluator", Role.EVALUATOR, "conclude_evaluation", evaluation_report={
        "evaluator": life.cast.evaluator_unit, "public_heard": True, "parties": ["public", "deputy"], "findings": "效果未达预期。",
        "result": "adjust", "revise_or_repeal": "建议修订第三条。", "finished_on": life.day,
    })  # fmt: skip


def adjusted(one: Wanderer) -> None:
    one.life.later(3)
    one.step("head", HEAD, "adjust", adjustment={
        "major": True, "content": "调整收费标准。", "evaluation_used": "建议修订第三条。", "new_matter": "演示〔2026〕9号", "decided_on": one.life.day,
    })  # fmt: skip


def replaced(one: Wanderer) -> dict[str, Any]:
    return {"result": "由新的决策替代。", "new_decision": "演示发〔2026〕30号", "new_decided_on": one.life.day, "closed_on": one.life.day}


def the_long_way() -> Wanderer:
    one = Wanderer(Life(date(2025, 1, 6), opinions=2))
    one.play(*one.life.initiation())
    one.play(*with_inputs(one.life.drafting(), "begin_drafting", matter_profile={"exploratory_reform": True}))
    argued_with_detours(one)
    reviewed_with_detours(one)
    met(one)
    one.step("head", HEAD, "discuss_again", meeting_minutes=one.life.minutes("again", head_reason="意见尚不充分，会上已说明再次讨论的理由。"))
    one.play(*one.life.meeting_notice())
    one.step("head", HEAD, "adopt_with_changes", meeting_minutes=one.life.minutes("passed_changed", **ADOPTED_FIELDS))
    sent_back_before_issue(one)
    one.play(*one.life.reporting(), *one.life.publication())
    executed_with_detours(one)
    out_of_sight_and_back(one)
    seal(one, "公布")
    adjusted(one)
    one.life.later(30)
    one.step("office", OFFICE, "replace_by_adjustment", closing_report=replaced(one))
    return one


def the_quiet_way(adopted: bool = True) -> Wanderer:
    """依法不予公开、修改后合法; or rejected at the meeting."""
    plain = {"hearing": False, "technical": False, "risk": False, "market": False, "opinions": 0}
    one = Wanderer(Life(date(2025, 1, 6), changed=True, **plain))
    one.play(*one.life.initiation())
    one.play(*with_inputs(one.life.drafting(), "begin_drafting", matter_profile={"withheld_basis": "《政府信息公开条例》第十四条"}))
    one.step("sponsor", SPONSOR, "skip_consultation", consultation_waiver={"basis": "《政府信息公开条例》第十四条", "reason": "依法不予公开。"})
    one.step("sponsor", SPONSOR, "skip_hearing", hearing_waiver={"reason": "依法不予公开。"})
    one.step("sponsor", SPONSOR, "complete_participation", opinion_summary={"summary": "没有公开征求意见。", "reasons_given": True})
    finished_before(one)
    sent(one)
    one.play(*one.life.review())
    met(one)
    if not adopted:
        one.step("head", HEAD, "reject", meeting_minutes=one.life.minutes("rejected", head_reason="多数同意，但财力不足，会上已说明。", dissent="多数人同意。"))
        return one
    one.play(*one.life.deciding(), *one.life.reporting())
    one.step("office", OFFICE, "withhold_publication", non_disclosure={
        "ground": "security", "basis": "《政府信息公开条例》第十四条", "reason": "公开后可能危及公共安全。", "decided_on": one.life.day,
    })  # fmt: skip
    one.play(*one.life.execution(), *one.life.reports())
    one.record("executor", Role.EXECUTOR, "execution_report", reported_on=one.life.day, progress="进展正常。", complete=False)
    seal(one, "执行")
    one.play(*one.life.closing())
    return one


def the_risky_way() -> Wanderer:
    """不可控 → 退回修改 → 对新草案重新论证、重新评估 → 合法性审查通过 (L713 art. 24)."""
    one = Wanderer(Life(date(2025, 1, 6), opinions=0))
    one.play(*one.life.initiation(), *one.life.drafting(), *one.life.participation())
    for act in one.life.assessment():
        if act.name == "conclude_risk_assessment":
            break
        one.play(act)
    found = act.inputs["risk_assessment"] | {"controllable": False, "level": "high"}
    with pytest.raises(GateClosed, match="风险不可控"):
        one.step(act.who, act.role, act.name, risk_assessment=found)
    one.record(act.who, act.role, "risk_assessment", **found)
    redrafted(one, "head", HEAD, substance_changed=True)
    with pytest.raises(GateClosed, match="不能免除评估"):
        one.step("sponsor", SPONSOR, "skip_risk_assessment", risk_waiver={"reason": "已评估。"})
    one.play(*one.life.assessment())
    one.record("sponsor", SPONSOR, "reconsultation_choice", again=False, reason="修改只涉及风险防控措施。")
    sent(one)
    one.play(*one.life.review())
    met(one)
    one.play(*one.life.deciding())
    one.play(*one.life.reporting(), *one.life.publication(), *one.life.execution(), *one.life.reports())
    problem(one)
    one.step("head", HEAD, "suspend", suspension={"urgent": True, "reason": "情况紧急。", "decided_on": one.life.day})
    adjusted(one)
    seal(one, "中止")
    one.step("office", OFFICE, "replace_by_adjustment", closing_report=replaced(one))
    return one


def the_plain_way() -> Wanderer:
    one = Wanderer(Life(date(2025, 1, 6)))
    for stage, acts in one.life.stages():
        one.play(*acts)
        if stage == "reports":
            seal(one, "执行")
    return one


STORIES = {
    "excluded": (excluded, "out_of_scope"), "declined": (declined, "not_started"), "terminated": (terminated, "terminated"),
    "the long way": (the_long_way, "closed"), "the quiet way": (the_quiet_way, "closed"), "the plain way": (the_plain_way, "closed"),
    "the risky way": (the_risky_way, "closed"),
    "rejected": (lambda: the_quiet_way(adopted=False), "rejected"),
}  # fmt: skip
