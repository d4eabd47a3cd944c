"""For each invariant of enforcement a procedure that lacks the one guard behind it, as in mutants.py."""

from __future__ import annotations

from collections.abc import Mapping

from states.dossier.vocabulary import Role
from tests.states.procedures.implementing_mutants import closing, following, publicity, strangers
from tests.states.procedures.mutants import Allowed, Joined, Mutation, Rerouted, Ungated, also

OFFICER, HOST, OFFICE_HEAD = Role.OFFICER, Role.HEARING_HOST, Role.OFFICE_HEAD
Mutants = Mapping[str, tuple[Mutation, ...]]
RESUME = "resume_investigation = pe_suspended.to(pe_investigating)"
SPARE = "decide_no_penalty = pe_reviewed.to(implementing)"
DISCUSS = "discuss_collectively = pe_reviewed.to(pe_discussed)"

FILING: Mutants = {
    "nothing is investigated before the head filed it on the standard": (
        Ungated("file_case", "E-FIL-01"), Allowed("decline_filing", OFFICER), also(RESUME, "pe_lead.to(pe_investigating)")),
    "filed only by the body that has the power, the item and the place": (Ungated("file_case", "E-AUT-01"), Ungated("file_case", "E-AUT-06")),
    "filed and punished only within the limitation": (Ungated("file_case", "E-FIL-03"), Ungated("decide_penalty", "E-FIL-02#decided")),
    "not filed only short of the standard": (Ungated("decline_filing", "E-FIL-01#declined"),),
    "referred only where another body is competent": (Ungated("refer_case", "E-AUT-05#referred"),),
}  # fmt: skip

INQUIRY: Mutants = {
    "filed and inquired by certified officers, two at least, who show their papers": (
        Ungated("conclude_investigation", "E-INV-02"), Ungated("register_evidence", "E-AUT-10#registered"), Ungated("file_case", "E-AUT-10#filing")),
    "who has an interest steps aside before the inquiry ends and before the decision": (
        Ungated("conclude_investigation", "E-INV-03"), Ungated("decide_no_penalty", "E-INV-03#decided")),
    "evidence is registered with approval and dealt with in seven days": (
        Ungated("register_evidence", "E-INV-08"), Ungated("handle_registered", "E-INV-09"), Ungated("decide_penalty", "E-INV-09#decided")),
    "the inquiry ends on records and lawful evidence in one of four ways": (
        Ungated("conclude_investigation", "E-CLO-01"), Ungated("conclude_investigation", "E-INV-06")),
    "correction is ordered before the penalty": (Ungated("conclude_investigation", "E-INV-10"), Ungated("decide_penalty", "E-INV-10#decided")),
    "a suspended inquiry does not conclude before it was resumed": (
        also("conclude_investigation = pe_investigating.to(pe_concluded)", "pe_suspended.to(pe_concluded)"),),
    "nothing is decided before the inquiry ended, after each reopening anew": (
        also("waive_enforcement_review = pe_concluded.to(pe_reviewed)", "pe_investigating.to(pe_reviewed)"),
        Rerouted("        pe_concluded.to(pe_notified)", "        pe_investigating.to(pe_notified) | pe_concluded.to(pe_notified)")),
    "nothing is decided while the case is with the police": (also(RESUME, "pe_transferred.to(pe_investigating)"),),
}  # fmt: skip

NOTICE: Mutants = {
    "no penalty without notice since the inquiry last ended": (Ungated("decide_penalty", "E-NOT-04"), Ungated("give_notice", "E-NOT-01")),
    "notice of a penalty only where the inquiry proposed one": (Ungated("give_notice", "E-CLO-01#notice"),),
    "no fine is announced outside the law or the tier": (Ungated("give_notice", "E-AUT-07#range_told"), Ungated("give_notice", "E-AUT-14#tier_told")),
    "the party is told of its right to a hearing and of the lawful days": (Ungated("give_notice", "E-HEA-01"), Ungated("give_notice", "E-HEA-02#told")),
    "what the party states is reviewed before the case goes on and before the penalty": (
        Ungated("decide_penalty", "E-NOT-02"), Ungated("submit_enforcement_review", "E-NOT-02"), Ungated("waive_enforcement_review", "E-NOT-02")),
    "nobody is punished more for having spoken, nor told so anew": (Ungated("decide_penalty", "E-NOT-03"), Ungated("give_notice", "E-NOT-03#notice")),
    "decided as told and after the days that were given": (Ungated("decide_penalty", "E-NOT-05"), Ungated("decide_penalty", "E-NOT-06")),
}  # fmt: skip

HEARING: Mutants = {
    "a hearing is called only because it was asked for, and held only when called": (
        Ungated("announce_penalty_hearing", "E-HEA-02"), also("end_penalty_hearing = pe_hearing.to(pe_heard)", "pe_notified.to(pe_heard)")),
    "nothing goes on while a hearing may be asked for or was": (
        Ungated("decide_penalty", "E-HEA-02#window"), Ungated("submit_enforcement_review", "E-HEA-02#window"),
        Ungated("waive_enforcement_review", "E-HEA-02#window")),
    "no way out of a hearing that was called but holding or ending it": (also("        | pe_revoked.to(pe_ended)", "pe_hearing.to(pe_ended)"),),
    "called in time, in public, under a host from outside the case": (
        Ungated("announce_penalty_hearing", "E-HEA-03#notice"), Ungated("announce_penalty_hearing", "E-HEA-05#notice")),
    "a penalty hearing keeps its rules": (Ungated("hold_penalty_hearing", "E-HEA-03"), Ungated("hold_penalty_hearing", "E-HEA-09")),
    "a hearing is ended unheld only when it was given up": (Ungated("end_penalty_hearing", "E-HEA-07"),),
    "only the host calls, holds and ends a hearing": (Allowed("hold_penalty_hearing", OFFICER), Allowed("end_penalty_hearing", OFFICER)),
    "after a hearing comes the review, then the decision": (
        Ungated("submit_enforcement_review", "E-REV-09"), also(SPARE, "pe_heard.to(implementing)")),
    "after a hearing decided on its record": (Ungated("decide_penalty", "E-HEA-11"),),
}  # fmt: skip

REVIEW: Mutants = {
    "nothing is decided before the review passed or was left out, after each inquiry anew": (also(SPARE, "pe_concluded.to(implementing)"),),
    "a new notice needs the review again": (also(SPARE, "pe_notified.to(implementing)"),),
    "a returned review leads to no decision before another one passed": (
        also(SPARE, "pe_returned.to(implementing)"), Ungated("decide_penalty", "E-REV-02"), Ungated("decide_no_penalty", "E-REV-02")),
    "where the law or the list asks for the review, decided only with it": (
        Ungated("decide_penalty", "E-REV-01"), Ungated("decide_no_penalty", "E-REV-03")),
    "the review is left out only where neither law nor list asks for it": (
        Ungated("waive_enforcement_review", "E-REV-01#waived"), Allowed("waive_enforcement_review", OFFICER)),
    "only a qualified reviewer outside the case reviews": (
        Allowed("pass_enforcement_review", OFFICER), Ungated("return_enforcement_review", "E-REV-08"), Ungated("pass_enforcement_review", "E-AUT-11")),
    "passed only in every point, returned only with an opinion": (
        Ungated("pass_enforcement_review", "E-REV-02#passed"), Ungated("return_enforcement_review", "E-REV-02#returned")),
    "a case counts as discussed only by the discussion": (
        also("pass_enforcement_review = pe_reviewing.to(pe_reviewed)", "pe_reviewed.to(pe_discussed)"),),
    "nothing is discussed that was not reviewed since the last inquiry and notice": (also(DISCUSS, "pe_notified.to(pe_discussed)"),),
    "what is complex or grave is decided after several heads discussed it": (
        Ungated("decide_no_penalty", "E-COL-01"), Ungated("discuss_collectively", "E-COL-01#held"), Allowed("discuss_collectively", OFFICE_HEAD)),
}  # fmt: skip

DECISION: Mutants = {
    "what follows a decision begins only by deciding, and only the head decides": (
        Allowed("decide_no_penalty", OFFICE_HEAD), also(DISCUSS, "pe_discussed.to(implementing)")),
    "every penalty rests on statute, regulation or rule": (Ungated("decide_penalty", "E-AUT-07"), Ungated("file_case", "E-AUT-07#filing")),
    "decided within the time of the law or the sector": (Ungated("decide_penalty", "E-DEC-01"), Ungated("decide_no_penalty", "E-DEC-03")),
    "one act is not fined twice": (Ungated("decide_penalty", "E-FIL-06"), Ungated("decide_penalty", "E-TRF-14")),
    "the penalty keeps within range and tier, is lighter where it must, by the law of its time": (
        Ungated("decide_penalty", "E-AUT-07#range"), Ungated("decide_penalty", "E-DEC-07")),
    "the decision says everything that it must": (Ungated("decide_penalty", "E-DEC-05"), Ungated("decide_penalty", "E-LAT-06")),
    "daily fines, closures, general stops and gains keep their own rules": (Ungated("decide_penalty", "E-DEC-17"),),
    "spared only on a ground of the law": (Ungated("decide_no_penalty", "E-DEC-08"), Ungated("decide_no_penalty", "E-INV-06#not_proven")),
    "a revoked decision is remade only through a new inquiry": (
        Rerouted("remake_decision = pe_revoked.to(pe_investigating)", "remake_decision = pe_revoked.to(pe_concluded)"),),
    "what was decided is undone only by the head": (Allowed("revoke_decision", OFFICER),),
}  # fmt: skip

UNDONE: Mutants = {
    "after a revocation nothing goes on while it stays public": (
        Ungated("remake_decision", "E-PBL-05#revoked"), Ungated("end_case", "E-PBL-05#revoked")),
    "what followed a decision ends only by closing or with the decision": (
        also("end_by_transfer = pe_transferred.to(pe_police)", "implementing.to(pe_police)"),),
}  # fmt: skip

PEOPLE: Mutants = {
    "who investigates hosts no hearing": (Joined(OFFICER, HOST),),
    "who fines collects nothing": (Joined(OFFICER, Role.FINE_COLLECTOR),),
}

ENDS = """    sp_ordinary = State("转为普通程序", final=True)
    sp_revoked = State("决定已撤销", final=True)
    en_closed = State("结案", final=True)

    decide_on_the_spot = sp_deciding.to(implementing)
"""
SUMMARY: Mutants = {
    "decided on the spot only within the limits and with its papers": (
        Ungated("decide_on_the_spot", "E-SUM-01"), Ungated("decide_on_the_spot", "E-SUM-02"), Ungated("decide_on_the_spot", "E-CNT-17")),
    "told and heard on the spot, too": (Ungated("decide_on_the_spot", "E-SUM-06"),),
    "a decision on the spot rests on law and is made by certified officers": (
        Ungated("decide_on_the_spot", "E-AUT-07#summary"), Ungated("decide_on_the_spot", "E-AUT-10#summary")),
    "what follows a decision on the spot begins only by deciding": (
        also("revoke_summary = implementing.to(sp_revoked)", "sp_deciding.to(implementing)"),),
    "what became an ordinary case is not decided on the spot": (
        Rerouted(ENDS, ENDS.replace('普通程序", final=True', '普通程序"').replace("(implementing)\n", "(implementing) | sp_ordinary.to(implementing)\n")),),
    "a decision on the spot is reported before closing": (Ungated("close_summary", "E-SUM-03"),),
    "only the head undoes a decision on the spot, once nothing of it stays public": (
        Allowed("revoke_summary", OFFICER), Ungated("revoke_summary", "E-PBL-05#revoked")),
}  # fmt: skip

INSPECTION: Mutants = {
    "no inspection before the head approved it": (
        Ungated("approve_inspection", "E-INS-09"), Allowed("approve_inspection", OFFICER),
        also("start_inspection = is_approved.to(is_inspecting)", "is_planned.to(is_inspecting)")),
    "inspected by plan, draw or trigger, published items, within the cap, at home": (
        Ungated("approve_inspection", "E-INS-02"), Ungated("approve_inspection", "E-INS-11")),
    "two certified officers begin, show their papers and say why": (
        Ungated("start_inspection", "E-INS-04#started"), Ungated("start_inspection", "E-INS-14")),
    "no way on from an inspection without its signed record": (Ungated("order_stop", "E-INS-05"), Ungated("conclude_inspection", "E-INS-05")),
    "every result rests on a record of what was found and done": (
        Ungated("confirm_correction", "E-INS-15"), Ungated("hand_over_case", "E-INS-08"), Ungated("conclude_inspection", "E-INS-08")),
    "ended at once only where nothing is left to correct": (Ungated("conclude_inspection", "E-INS-08#clean"),),
    "correction is demanded with a term and checked": (
        Ungated("demand_correction", "E-INV-10#inspection"), Ungated("confirm_correction", "E-INV-10#checked")),
    "works are stopped only for a major hazard": (Ungated("order_stop", "E-INS-08#stop"),),
    "stopped works go on only when the head agreed on review": (
        Ungated("lift_stop", "E-INS-08#lifted"), Allowed("lift_stop", OFFICER),
        also("confirm_correction = is_correcting.to(implementing)", "is_stopped.to(implementing)")),
    "what becomes a case is handed over on record": (Ungated("hand_over_case", "E-INS-07"),),
    "an inspection that began is not dropped": (also("drop_inspection = is_planned.to(is_dropped)", "is_correcting.to(is_dropped)"),),
}  # fmt: skip

DRAW: Mutants = {
    "the lists are frozen only after the seed was committed": (
        also("freeze_lists = rd_committed.to(rd_frozen)", "rd_prepared.to(rd_frozen)"), Ungated("commit_seed", "E-INS-02#committed")),
    "the seed is disclosed only over frozen, sound lists": (
        also("disclose_seed = rd_frozen.to(rd_drawn)", "rd_committed.to(rd_drawn)"), Ungated("freeze_lists", "E-INS-02#frozen")),
    "drawn only with the seed that was committed": (Ungated("disclose_seed", "E-INS-02#disclosed"),),
    "published only what was drawn": (
        also("publish_draw = rd_drawn.to(rd_published)", "rd_frozen.to(rd_published)"), Ungated("publish_draw", "E-INS-02#published")),
    "what was drawn is neither dropped nor drawn again": (also("drop_draw = rd_prepared.to(rd_dropped)", "rd_drawn.to(rd_dropped)"),),
    "the supervisor keeps the seed, the officers keep the lists": (
        Allowed("freeze_lists", Role.SUPERVISOR), Allowed("commit_seed", OFFICER)),
}  # fmt: skip

MUTANTS: Mapping[str, Mutants] = {
    "penalty": {**FILING, **INQUIRY, **NOTICE, **HEARING, **REVIEW, **DECISION, **UNDONE, **PEOPLE,
                **following(), **closing("close_case"), **strangers("publish_result")},
    "summary_penalty": {**SUMMARY, **PEOPLE, **following(), **closing("close_summary"), **strangers("publish_result")},
    "inspection": {**INSPECTION, **publicity("close_inspection = implementing.to(en_closed, cond=follows.MADE_PUBLIC)"),
                   **strangers("publish_result")},
    "random_draw": {**DRAW, **strangers("publish_draw")},
}  # fmt: skip
