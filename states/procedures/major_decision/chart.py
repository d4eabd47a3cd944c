"""The map of the major-decision procedure; it can be printed and handed to a clerk."""

from __future__ import annotations

from statemachine import State

from states.procedures.base import StrictChart

STAGES = (
    ("proposed", "动议"),
    ("under_study", "研究论证"),
    ("started", "启动"),
    ("drafting", "拟订草案"),
    ("arguing", "论证"),
    ("legality_review", "合法性审查"),
    ("tabled", "提请"),
    ("deliberating", "集体讨论决定"),
    ("decided", "决定待公布"),
    ("published", "公布解读"),
    ("executing", "执行"),
    ("closed", "办结"),
)


class MajorDecisionChart(StrictChart):
    """动议 → 启动 → 拟订草案 → 论证 (并行) → 合法性审查 → 提请 → 集体讨论决定 → 公布解读 → 执行 → 办结."""

    proposed = State("动议", initial=True)
    under_study = State("研究论证")
    started = State("启动")
    drafting = State("拟订草案")

    class arguing(State.Parallel, name="论证"):
        class participation(State.Compound, name="公众参与"):
            class pp_gathering(State.Parallel, name="听取意见"):
                class consultation(State.Compound, name="公开征求意见"):
                    co_waiting = State("尚未公开征求意见", initial=True)
                    co_open = State("公开征求意见中")
                    co_closed = State("公开征求意见已截止", final=True)
                    co_none = State("不公开征求意见", final=True)
                    open_consultation = co_waiting.to(co_open)
                    close_consultation = co_open.to(co_closed)
                    skip_consultation = co_waiting.to(co_none)

                class hearing(State.Compound, name="听证会"):
                    he_waiting = State("尚未确定是否听证", initial=True)
                    he_announced = State("听证会已公告")
                    he_held = State("听证会已举行", final=True)
                    he_none = State("不举行听证会", final=True)
                    announce_hearing = he_waiting.to(he_announced)
                    postpone_hearing = he_announced.to(he_waiting)
                    hold_hearing = he_announced.to(he_held)
                    skip_hearing = he_waiting.to(he_none)

            pp_collating = State("意见整理")
            pp_done = State("公众参与完成", final=True)
            done_state_pp_gathering = pp_gathering.to(
                pp_collating, cond="(In('co_closed') or In('co_none')) and (In('he_held') or In('he_none'))"
            )
            consult_again = pp_collating.to(pp_gathering)
            complete_participation = pp_collating.to(pp_done)

        class expert_review(State.Compound, name="专家论证"):
            ex_waiting = State("尚未组织专家论证", initial=True)
            ex_reviewing = State("专家论证中")
            ex_done = State("专家论证完成", final=True)
            ex_none = State("不需专家论证", final=True)
            convene_experts = ex_waiting.to(ex_reviewing)
            conclude_expert_review = ex_reviewing.to(ex_done)
            skip_expert_review = ex_waiting.to(ex_none)

        class risk_assessment(State.Compound, name="风险评估"):
            ri_waiting = State("尚未开展风险评估", initial=True)
            ri_assessing = State("风险评估中")
            ri_done = State("风险评估完成", final=True)
            ri_none = State("不需风险评估", final=True)
            start_risk_assessment = ri_waiting.to(ri_assessing)
            conclude_risk_assessment = ri_assessing.to(ri_done)
            skip_risk_assessment = ri_waiting.to(ri_none)

        class fair_competition(State.Compound, name="公平竞争审查"):
            fc_waiting = State("尚未开展公平竞争审查", initial=True)
            fc_reviewing = State("公平竞争审查中")
            fc_done = State("公平竞争审查完成", final=True)
            fc_none = State("不需公平竞争审查", final=True)
            start_fair_competition_review = fc_waiting.to(fc_reviewing)
            conclude_fair_competition_review = fc_reviewing.to(fc_done)
            skip_fair_competition_review = fc_waiting.to(fc_none)

    class legality_review(State.Compound, name="合法性审查"):
        le_preparing = State("待送审", initial=True)
        le_checking = State("送审材料核对中")
        le_returned = State("退回补正")
        le_reviewing = State("审查中")
        le_changing = State("修改后合法，待核对修改")
        le_passed = State("审查通过")
        le_unlawful = State("不合法")
        submit_for_legality_review = le_preparing.to(le_checking) | le_returned.to(le_checking)
        return_for_supplement = le_checking.to(le_returned) | le_reviewing.to(le_returned)
        accept_for_review = le_checking.to(le_reviewing)
        find_lawful = le_reviewing.to(le_passed)
        find_lawful_if_changed = le_reviewing.to(le_changing)
        find_unlawful = le_reviewing.to(le_unlawful)
        state_legal_risk = le_reviewing.to(le_passed)
        confirm_changes = le_changing.to(le_passed)
        review_again = le_passed.to(le_preparing)

    tabled = State("提请")
    deliberating = State("集体讨论决定")
    decided = State("决定待公布")
    published = State("公布解读")

    class executing(State.Compound, name="执行"):
        in_execution = State("执行中", initial=True)
        problem_reported = State("问题已报告")
        suspended = State("中止执行")
        evaluating = State("决策后评估中")
        evaluating_suspended = State("中止执行期间评估中")
        adjusting = State("调整中")
        adjusting_suspended = State("中止执行期间调整中")
        report_problem = (
            in_execution.to(problem_reported)
            | problem_reported.to.itself()
            | suspended.to.itself()
            | evaluating.to.itself()
            | evaluating_suspended.to.itself()
            | adjusting.to.itself()
            | adjusting_suspended.to.itself()
        )
        resolve_problem = problem_reported.to(in_execution)
        suspend = (
            in_execution.to(suspended)
            | problem_reported.to(suspended)
            | evaluating.to(evaluating_suspended)
            | adjusting.to(adjusting_suspended)
        )
        resume = (
            suspended.to(in_execution) | evaluating_suspended.to(evaluating) | adjusting_suspended.to(adjusting)
        )
        open_evaluation = in_execution.to(evaluating) | suspended.to(evaluating_suspended)
        conclude_evaluation = evaluating.to(in_execution) | evaluating_suspended.to(suspended)
        adjust = in_execution.to(adjusting) | suspended.to(adjusting_suspended)
        drop_adjustment = adjusting.to(in_execution) | adjusting_suspended.to(suspended)

    out_of_scope = State("不适用本程序", final=True)
    not_started = State("不启动", final=True)
    rejected = State("不予通过", final=True)
    terminated = State("终止", final=True)
    closed = State("办结", final=True)

    exclude = proposed.to(out_of_scope)
    refer_for_study = proposed.to(under_study)
    start = under_study.to(started)
    decline_start = under_study.to(not_started)
    begin_drafting = started.to(drafting)
    begin_argument = drafting.to(arguing)
    done_state_arguing = arguing.to(
        legality_review,
        cond="In('pp_done') and (In('ex_done') or In('ex_none')) and (In('ri_done') or In('ri_none'))"
        " and (In('fc_done') or In('fc_none'))",
    )
    return_to_drafting = (
        tabled.to(drafting) | deliberating.to(drafting) | arguing.to(drafting) | legality_review.to(drafting)
    )
    table_for_discussion = legality_review.le_passed.to(tabled)
    open_meeting = tabled.to(deliberating)
    adopt = deliberating.to(decided)
    adopt_with_changes = deliberating.to(decided)
    discuss_again = deliberating.to(tabled)
    reject = deliberating.to(rejected)
    reconsider = decided.to(drafting)
    publish = decided.to(published)
    withhold_publication = decided.to(published)
    start_execution = published.to(executing)
    close = executing.in_execution.to(closed)
    replace_by_adjustment = executing.adjusting.to(closed) | executing.adjusting_suspended.to(closed)
    terminate = (
        proposed.to(terminated)
        | under_study.to(terminated)
        | started.to(terminated)
        | drafting.to(terminated)
        | arguing.to(terminated)
        | legality_review.to(terminated)
        | tabled.to(terminated)
        | deliberating.to(terminated)
    )
