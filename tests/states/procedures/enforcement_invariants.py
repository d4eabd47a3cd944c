"""What the law forbids to happen on any way through a penalty, an inspection or a draw, read over their explorations.

PEN is 《行政处罚法》, COE 《行政强制法》, SAFE 《安全生产法》, BIZ 《优化营商环境条例》. Gates are free booleans: where a key, not
the map, keeps an order (没有告知不得决定), the invariant asks that no way lacks both the act and the key.
"""

from __future__ import annotations

from collections.abc import Mapping

from states.dossier.vocabulary import Role
from tests.states.procedures.explorer import Act
from tests.states.procedures.implementing_invariants import FOLLOWING, apart_from_the_officers
from tests.states.procedures.invariants import (
    Invariant,
    asks,
    each,
    either,
    first,
    into,
    lacks,
    never,
    only,
    only_by_taking,
    out_of,
    taking,
)

OFFICER, HEAD, HOST = Role.OFFICER, Role.AGENCY_HEAD, Role.HEARING_HOST
REVIEWER, OFFICE_HEAD, SUPERVISOR = Role.ENFORCEMENT_REVIEWER, Role.OFFICE_HEAD, Role.SUPERVISOR
PENALTY, DECIDED = taking("decide_penalty"), taking("decide_penalty", "decide_no_penalty")
REVIEWED, ANEW, TOLD = into("pe_reviewed"), into("pe_investigating"), taking("give_notice")
HEARD = taking("hold_penalty_hearing", "end_penalty_hearing")
ON_TO_REVIEW = taking("submit_enforcement_review", "waive_enforcement_review")


FILING = (
    Invariant("nothing is investigated before the head filed it on the standard", "PEN art. 54(2); E-FIL-01, 04, 05, E-LEAD-02",
              each(first(lambda act: act.step == "file_case" and act.asks >= {"E-FIL-01", "E-FIL-04", "E-FIL-05", "E-LEAD-02"}, ANEW),
                   only(taking("file_case", "decline_filing", "refer_case"), HEAD))),
    Invariant("filed only by the body that has the power, the item and the place", "PEN arts. 17, 20-25; E-AUT-01, 02, 03, 05, 06, 09",
              asks(taking("file_case"), "E-AUT-01", "E-AUT-02", "E-AUT-03", "E-AUT-05", "E-AUT-06", "E-AUT-09")),
    Invariant("filed and punished only within the limitation", "PEN art. 36; E-FIL-02, 03",
              each(asks(taking("file_case"), "E-FIL-02", "E-FIL-03"), asks(PENALTY, "E-FIL-02#decided"))),
    Invariant("not filed only short of the standard", "PEN art. 54(2); E-FIL-01", asks(into("pe_not_filed"), "E-FIL-01#declined")),
    Invariant("referred only where another body is competent", "PEN arts. 22, 23; E-AUT-05", asks(into("pe_referred"), "E-AUT-05#referred")),
)  # fmt: skip

INQUIRY = (
    Invariant("filed and inquired by certified officers, two at least, who show their papers", "PEN arts. 42(1), 55(1); E-AUT-10, E-INV-02, E-INS-04",
              each(asks(taking("file_case"), "E-AUT-10#filing"), asks(taking("register_evidence"), "E-INV-02#registered", "E-AUT-10#registered"),
                   asks(taking("conclude_investigation"), "E-INV-02", "E-AUT-10", "E-INS-04"))),
    Invariant("who has an interest steps aside before the inquiry ends and before the decision", "PEN art. 43; E-INV-03",
              each(asks(taking("conclude_investigation"), "E-INV-03"), asks(DECIDED, "E-INV-03#decided"))),
    Invariant("evidence is registered with approval and dealt with in seven days", "PEN art. 56; E-INV-08, 09",
              each(asks(taking("register_evidence"), "E-INV-08"), asks(taking("handle_registered"), "E-INV-09"),
                   asks(taking("conclude_investigation"), "E-INV-09#concluded"), asks(DECIDED, "E-INV-09#decided"))),
    Invariant("the inquiry ends on records and lawful evidence in one of four ways", "PEN arts. 40, 41, 46, 54-57; E-INV-01, 04..06, 13, E-AUT-16, E-CLO-01",
              asks(taking("conclude_investigation"), "E-INV-01", "E-INV-04", "E-INV-05", "E-INV-06", "E-INV-13", "E-AUT-16", "E-CLO-01")),
    Invariant("correction is ordered before the penalty", "PEN art. 28(1); E-INV-10",
              each(asks(taking("conclude_investigation"), "E-INV-10"), asks(PENALTY, "E-INV-10#decided"))),
    Invariant("a suspended inquiry does not conclude before it was resumed", "PEN art. 54(1); E-INV-01",
              first(taking("resume_investigation"), either(taking("conclude_investigation"), DECIDED), into("pe_suspended"))),
    Invariant("nothing is decided before the inquiry ended, after each reopening anew", "PEN arts. 54, 57(1); E-CLO-01",
              first(taking("conclude_investigation"), either(DECIDED, TOLD, ON_TO_REVIEW), ANEW)),
    Invariant("nothing is decided while the case is with the police", "PEN art. 27; E-CLO-01",
              first(taking("take_back_case"), either(DECIDED, TOLD, ON_TO_REVIEW), into("pe_transferred"))),
)  # fmt: skip

NOTICE = (
    Invariant("no penalty without notice since the inquiry last ended", "PEN arts. 44, 62; E-NOT-01, 04",
              each(asks(TOLD, "E-NOT-01"), first(TOLD, lacks(PENALTY, "E-NOT-04"), taking("conclude_investigation")))),
    Invariant("notice of a penalty only where the inquiry proposed one", "PEN arts. 44, 57(1); E-CLO-01", asks(TOLD, "E-CLO-01#notice")),
    Invariant("no fine is announced outside the law or the tier", "PEN arts. 16, 34, 44; E-AUT-07, 14",
              asks(TOLD, "E-AUT-07#range_told", "E-AUT-14#tier_told")),
    Invariant("the party is told of its right to a hearing and of the lawful days", "PEN arts. 63(1), 64(1); E-HEA-01, 02",
              asks(TOLD, "E-HEA-01", "E-HEA-02#told")),
    Invariant("what the party states is reviewed before the case goes on and before the penalty", "PEN art. 45(1); E-NOT-02",
              asks(either(ON_TO_REVIEW, PENALTY), "E-NOT-02")),
    Invariant("nobody is punished more for having spoken, nor told so anew", "PEN art. 45(2); E-NOT-03",
              each(asks(TOLD, "E-NOT-03#notice"), asks(PENALTY, "E-NOT-03"))),
    Invariant("decided as told and after the days that were given", "PEN arts. 44, 45; E-NOT-05, 06", asks(PENALTY, "E-NOT-05", "E-NOT-06")),
)  # fmt: skip

HEARING = (
    Invariant("a hearing is called only because it was asked for, and held only when called", "PEN arts. 63(1), 64(1); E-HEA-02",
              each(first(lambda act: act.step == "announce_penalty_hearing" and "E-HEA-02" in act.asks, either(into("pe_hearing"), HEARD)),
                   first(taking("announce_penalty_hearing"), HEARD, TOLD))),
    Invariant("nothing goes on while a hearing may be asked for or was", "PEN art. 64(1); E-HEA-02, E-CNT-11",
              asks(either(ON_TO_REVIEW, PENALTY), "E-HEA-02#window")),
    Invariant("no way out of a hearing that was called but holding or ending it", "PEN art. 64; E-HEA-02, 07",
              each(only_by_taking(out_of("pe_hearing"), "hold_penalty_hearing", "end_penalty_hearing"), first(HEARD, DECIDED, into("pe_hearing")))),
    Invariant("called in time, in public, under a host from outside the case", "PEN art. 64(2)-(4); E-HEA-03, 04, 05",
              asks(taking("announce_penalty_hearing"), "E-HEA-03#notice", "E-HEA-04#notice", "E-HEA-05#notice")),
    Invariant("a penalty hearing keeps its rules", "PEN arts. 63(2), 64; E-HEA-03..06, 08..10",
              asks(taking("hold_penalty_hearing"), "E-HEA-03", "E-HEA-04", "E-HEA-05", "E-HEA-06", "E-HEA-08", "E-HEA-09", "E-HEA-10")),
    Invariant("a hearing is ended unheld only when it was given up", "PEN art. 64(6); E-HEA-07", asks(taking("end_penalty_hearing"), "E-HEA-07")),
    Invariant("only the host calls, holds and ends a hearing", "PEN art. 64(4); E-HEA-05",
              only(either(into("pe_hearing", "pe_heard"), taking("announce_penalty_hearing"), HEARD), HOST)),
    Invariant("after a hearing comes the review, then the decision", "PEN arts. 58(1)(2), 65; E-REV-09",
              each(asks(taking("submit_enforcement_review"), "E-REV-09"),
                   first(either(REVIEWED, ANEW, TOLD, into("pe_returned", "pe_discussed")), DECIDED, into("pe_heard")))),
    Invariant("after a hearing decided on its record", "PEN art. 65; E-HEA-11", asks(PENALTY, "E-HEA-11")),
)  # fmt: skip

REVIEW = (
    Invariant("nothing is decided before the review passed or was left out, after each inquiry anew", "PEN art. 58(1); E-REV-01",
              first(either(REVIEWED, TOLD, into("pe_returned", "pe_discussed")), DECIDED, taking("conclude_investigation"))),
    Invariant("a new notice needs the review again", "PEN arts. 44, 58(1); E-REV-09",
              first(either(REVIEWED, ANEW, into("pe_heard", "pe_hearing", "pe_returned", "pe_discussed")), DECIDED, TOLD)),
    Invariant("a returned review leads to no decision before another one passed", "PEN art. 58(1); E-REV-02",
              each(first(either(REVIEWED, ANEW, TOLD, into("pe_hearing", "pe_discussed")), DECIDED, into("pe_returned")),
                   first(either(taking("pass_enforcement_review"), ANEW), lacks(DECIDED, "E-REV-02"), into("pe_returned")))),
    Invariant("where the law or the list asks for the review, decided only with it", "PEN art. 58(1), 国办发〔2018〕118号; E-REV-01, 03",
              asks(DECIDED, "E-REV-01", "E-REV-03")),
    Invariant("the review is left out only where neither law nor list asks for it", "PEN art. 58(1); E-REV-01, 03, 11",
              each(asks(taking("waive_enforcement_review"), "E-REV-01#waived", "E-REV-03#waived", "E-REV-11"),
                   only(taking("waive_enforcement_review"), OFFICE_HEAD), only_by_taking(REVIEWED, "waive_enforcement_review", "pass_enforcement_review"))),
    Invariant("only a qualified reviewer outside the case reviews", "PEN art. 58; E-REV-05, 08, E-AUT-11",
              each(only(either(into("pe_returned"), taking("pass_enforcement_review")), REVIEWER),
                   asks(taking("pass_enforcement_review", "return_enforcement_review"), "E-REV-08", "E-AUT-11"),
                   asks(taking("pass_enforcement_review"), "E-REV-05"))),
    Invariant("passed only in every point, returned only with an opinion", "PEN art. 58(1); E-REV-02, 07, 10",
              each(asks(taking("pass_enforcement_review"), "E-REV-02#passed", "E-REV-07", "E-REV-10"),
                   asks(taking("return_enforcement_review"), "E-REV-02#returned"))),
    Invariant("a case counts as discussed only by the discussion", "PEN art. 57(2); E-COL-01", only_by_taking(into("pe_discussed"), "discuss_collectively")),
    Invariant("nothing is discussed that was not reviewed since the last inquiry and notice", "PEN arts. 57(2), 58(1); E-COL-01",
              first(REVIEWED, taking("discuss_collectively"), either(ANEW, TOLD, into("pe_heard", "pe_returned")))),
    Invariant("what is complex or grave is decided after several heads discussed it", "PEN art. 57(2); E-COL-01, 02",
              each(asks(DECIDED, "E-COL-01"), asks(PENALTY, "E-COL-02"), asks(taking("discuss_collectively"), "E-COL-01#held"),
                   only(taking("discuss_collectively"), HEAD))),
)  # fmt: skip

DECISION = (
    Invariant("what follows a decision begins only by deciding, and only the head decides", "PEN art. 57(1); E-CLO-01",
              each(only_by_taking(into("implementing"), "decide_penalty", "decide_no_penalty"), only(either(into("implementing"), DECIDED), HEAD))),
    Invariant("every penalty rests on statute, regulation or rule", "PEN art. 16; E-AUT-07, 08",
              each(asks(taking("file_case"), "E-AUT-07#filing"), asks(PENALTY, "E-AUT-07", "E-AUT-08"))),
    Invariant("decided within the time of the law or the sector", "PEN art. 60; E-DEC-01..04",
              asks(DECIDED, "E-DEC-01", "E-DEC-02", "E-DEC-03", "E-DEC-04")),
    Invariant("one act is not fined twice", "PEN arts. 29, 35(2); E-FIL-06, E-TRF-14", asks(PENALTY, "E-FIL-06", "E-TRF-14")),
    Invariant("the penalty keeps within range and tier, is lighter where it must, by the law of its time", "PEN arts. 30-34, 37; E-AUT-07, 14, E-DEC-06, 07, 12",
              asks(PENALTY, "E-AUT-07#range", "E-AUT-14#tier", "E-DEC-12#penalty", "E-DEC-06", "E-DEC-07")),
    Invariant("the decision says everything that it must", "PEN art. 59, 国务院令第235号 art. 7; E-DEC-05, 14, E-LAT-06",
              asks(PENALTY, "E-DEC-05", "E-DEC-14", "E-LAT-06")),
    Invariant("daily fines, closures, general stops and gains keep their own rules", "PEN arts. 28(2), 49, SAFE arts. 112-115; E-DEC-15..20",
              asks(PENALTY, *(f"E-DEC-{number}" for number in range(15, 21)))),
    Invariant("spared only on a ground of the law", "PEN arts. 30, 31, 33, 36, 40; E-DEC-08..13, E-FIL-02, E-INV-06",
              asks(taking("decide_no_penalty"), *(f"E-DEC-{number:02}" for number in range(8, 14)), "E-FIL-02#barred", "E-INV-06#not_proven")),
    Invariant("a revoked decision is remade only through a new inquiry", "PEN arts. 57(1), 75(2); E-CLO-01",
              first(ANEW, DECIDED, taking("revoke_decision"))),
    Invariant("what was decided is undone only by the head", "PEN art. 75(2); E-PBL-05",
              only(taking("revoke_decision", "remake_decision", "end_case"), HEAD)),
)  # fmt: skip

SUMMARY = (
    Invariant("decided on the spot only within the limits and with its papers", "PEN arts. 51, 52; E-SUM-01, 02, E-CNT-17",
              asks(taking("decide_on_the_spot"), "E-SUM-01", "E-SUM-02", "E-CNT-17")),
    Invariant("told and heard on the spot, too", "PEN arts. 44, 45; E-SUM-06", asks(taking("decide_on_the_spot"), "E-SUM-06")),
    Invariant("a decision on the spot rests on law and is made by certified officers", "PEN arts. 16, 42(1); E-AUT-07, 10",
              each(asks(taking("decide_on_the_spot"), "E-AUT-07#summary", "E-AUT-10#summary"), only(taking("decide_on_the_spot"), OFFICER))),
    Invariant("what follows a decision on the spot begins only by deciding", "PEN art. 51; E-SUM-01", only_by_taking(into("implementing"), "decide_on_the_spot")),
    Invariant("what became an ordinary case is not decided on the spot", "PEN arts. 51, 54; E-SUM-01",
              never(taking("decide_on_the_spot", "close_summary"), taking("turn_to_ordinary"))),
    Invariant("a decision on the spot is reported before closing", "PEN art. 52(3); E-SUM-03", asks(into("en_closed"), "E-SUM-03")),
    Invariant("only the head undoes a decision on the spot, once nothing of it stays public", "PEN art. 48(2); E-PBL-05",
              each(only(into("sp_revoked"), HEAD), asks(into("sp_revoked"), "E-PBL-05#revoked"))),
)  # fmt: skip

RECORDED = ("E-INS-08", "E-INS-15")
INSPECTION = (
    Invariant("no inspection before the head approved it", "国办发〔2024〕54号; E-INS-09",
              each(first(lambda act: act.step == "approve_inspection" and "E-INS-09" in act.asks, into("is_inspecting")), only(into("is_approved"), HEAD))),
    Invariant("inspected by plan, draw or trigger, published items, within the cap, at home", "SAFE art. 62(2), BIZ art. 54; E-INS-01, 02, 03, 11, 12",
              asks(taking("approve_inspection"), "E-INS-01", "E-INS-02", "E-INS-03", "E-INS-11", "E-INS-12")),
    Invariant("two certified officers begin, show their papers and say why", "PEN arts. 42(1), 55(1); E-INS-04, 06, 10, 14, E-AUT-10, 20",
              asks(taking("start_inspection"), "E-INS-04#started", "E-INS-06", "E-INS-10", "E-INS-14", "E-AUT-10#inspection", "E-AUT-20")),
    Invariant("no way on from an inspection without its signed record", "SAFE art. 68; E-INS-05", asks(out_of("is_inspecting"), "E-INS-05")),
    Invariant("every result rests on a record of what was found and done", "SAFE arts. 65, 68, LIC art. 61(2); E-INS-08, 15",
              asks(into("implementing"), *RECORDED)),
    Invariant("ended at once only where nothing is left to correct", "SAFE art. 65(1); E-INS-08", asks(taking("conclude_inspection"), "E-INS-08#clean")),
    Invariant("correction is demanded with a term and checked", "PEN art. 28(1); E-INV-10",
              each(asks(taking("demand_correction"), "E-INV-10#inspection"),
                   first(lambda act: act.step in ("hand_over_case", "order_stop") or (act.step == "confirm_correction" and "E-INV-10#checked" in act.asks),
                         into("implementing"), into("is_correcting")))),
    Invariant("works are stopped only for a major hazard", "SAFE art. 65(1); E-INS-08", asks(into("is_stopped"), "E-INS-08#stop")),
    Invariant("stopped works go on only when the head agreed on review", "SAFE art. 65(1); E-INS-08",
              each(first(lambda act: act.step == "hand_over_case" or (act.step == "lift_stop" and "E-INS-08#lifted" in act.asks),
                         either(into("is_correcting"), into("implementing")), into("is_stopped")), only(taking("lift_stop"), HEAD))),
    Invariant("what becomes a case is handed over on record", "SAFE art. 69; E-INS-07", asks(taking("hand_over_case"), "E-INS-07")),
    Invariant("an inspection that began is not dropped", "国办发〔2024〕54号; E-INS-09", never(into("is_dropped"), into("is_inspecting"))),
)  # fmt: skip

DRAW = (
    Invariant("the lists are frozen only after the seed was committed", "BIZ art. 54(1); E-INS-02",
              each(first(taking("commit_seed"), taking("freeze_lists")), asks(taking("commit_seed"), "E-INS-02#committed"))),
    Invariant("the seed is disclosed only over frozen, sound lists", "BIZ art. 54(1); E-INS-02",
              first(lambda act: act.step == "freeze_lists" and "E-INS-02#frozen" in act.asks, taking("disclose_seed"))),
    Invariant("drawn only with the seed that was committed", "BIZ art. 54(1); E-INS-02", asks(into("rd_drawn"), "E-INS-02#disclosed")),
    Invariant("published only what was drawn", "BIZ art. 54(1); E-INS-02",
              each(first(into("rd_drawn"), into("rd_published")), asks(into("rd_published"), "E-INS-02#published"))),
    Invariant("what was drawn is neither dropped nor drawn again", "BIZ art. 54(1); E-INS-02",
              never(into("rd_dropped", "rd_prepared", "rd_committed", "rd_frozen"), into("rd_drawn"))),
    Invariant("the supervisor keeps the seed, the officers keep the lists", "BIZ art. 54(1); E-INS-02",
              each(only(taking("commit_seed", "disclose_seed"), SUPERVISOR), only(taking("freeze_lists"), OFFICER))),
)  # fmt: skip


def _strangers(act: Act) -> bool:
    """Somebody takes it who has no hand in enforcement."""
    return not act.roles <= {OFFICER, HEAD, HOST, REVIEWER, OFFICE_HEAD, SUPERVISOR, Role.FINE_COLLECTOR, Role.ARCHIVIST, Role.CLOCK}


STRANGERS = Invariant("administrators, the public and other offices take no step of enforcement", "PEN arts. 15, 17; E-AUT-01",
                      lambda found: found.any(_strangers))  # fmt: skip
PEOPLE = apart_from_the_officers()
INVARIANTS: Mapping[str, tuple[Invariant, ...]] = {
    "penalty": (*FILING, *INQUIRY, *NOTICE, *HEARING, *REVIEW, *DECISION, *FOLLOWING["penalty"], *PEOPLE, STRANGERS),
    "summary_penalty": (*SUMMARY, *FOLLOWING["summary_penalty"], *PEOPLE, STRANGERS),
    "inspection": (*INSPECTION, *FOLLOWING["inspection"], STRANGERS),
    "random_draw": (*DRAW, STRANGERS),
}
