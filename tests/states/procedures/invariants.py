"""What the law forbids to happen on any way through a major decision, read over the complete exploration.

L713 is 《重大行政决策程序暂行条例》, FCR 《公平竞争审查条例》, INFO 《政府信息公开条例》. Each invariant gives back the
shortest way that breaks it, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from states.dossier.vocabulary import Role
from tests.states.procedures.explorer import Act, Exploration, Test, Way


@dataclass(frozen=True, slots=True)
class Invariant:
    name: str
    source: str  # articles and rule ids
    broken: Callable[[Exploration], Way]


def into(*states: str) -> Test:
    return lambda act: not act.entered.isdisjoint(states)


def out_of(*states: str) -> Test:
    return lambda act: not act.left.isdisjoint(states)


def taking(*steps: str) -> Test:
    return lambda act: act.step in steps


def either(*tests: Test) -> Test:
    return lambda act: any(test(act) for test in tests)


def both(*tests: Test) -> Test:
    return lambda act: all(test(act) for test in tests)


def anything(_: Act) -> bool:
    return True


def nothing(_: Act) -> bool:
    return False


def asks(where: Test, *keys: str) -> Callable[[Exploration], Way]:
    """Whoever takes such an act has met all these requirements."""
    return lambda found: found.any(lambda act: where(act) and not act.asks.issuperset(keys))


def only(where: Test, *roles: Role) -> Callable[[Exploration], Way]:
    """Nobody but these may take such an act."""
    return lambda found: found.any(lambda act: where(act) and not act.roles.issubset(roles))


def only_by_taking(where: Test, *steps: str) -> Callable[[Exploration], Way]:
    return lambda found: found.any(lambda act: where(act) and act.step not in steps)


def first(past: Test, to: Test, since: Test | None = None) -> Callable[[Exploration], Way]:
    """No way leads to ``to`` without ``past``, counted from the opening or anew from every ``since``."""
    return lambda found: found.way(to, past, since)


def never(to: Test, since: Test) -> Callable[[Exploration], Way]:
    return lambda found: found.way(to, nothing, since)


def lacks(where: Test, *keys: str) -> Test:
    """Such an act that does not ask all of these."""
    return lambda act: where(act) and not act.asks.issuperset(keys)


def each(*parts: Callable[[Exploration], Way]) -> Callable[[Exploration], Way]:
    """The first of these that is broken."""
    return lambda found: next((way for part in parts if (way := part(found))), ())


def apart(one: Role, other: Role) -> Callable[[Exploration], Way]:
    """One person may not hold both duties in one matter; the way is an act of each."""

    def broken(found: Exploration) -> Way:
        if frozenset({one, other}) in found.conflicts:
            return ()
        return (*found.any(lambda act: one in act.roles), *found.any(lambda act: other in act.roles))

    return broken


OFFICE, SPONSOR, HEAD, REVIEWER = Role.DECISION_OFFICE, Role.SPONSOR, Role.HEAD, Role.LEGAL_REVIEWER
HOST, EVALUATOR, ARCHIVIST, CLOCK = Role.HEARING_HOST, Role.EVALUATOR, Role.ARCHIVIST, Role.CLOCK
RETURNED = taking("return_to_drafting")
SUSPENDED = ("suspended", "evaluating_suspended", "adjusting_suspended")
RUNNING = ("in_execution", "problem_reported", "evaluating", "adjusting")
MEETING = taking("adopt", "adopt_with_changes", "discuss_again", "reject")
BEFORE_PUBLICATION = ("proposed", "under_study", "started", "drafting", "arguing", "legality_review", "tabled",
                      "deliberating", "decided", "terminated")  # fmt: skip
SEALABLE = ("published", "executing", "closed", "rejected", "terminated")
ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}

SCOPE_AND_START = (
    Invariant("out of scope only on a ground of exclusion", "L713 art. 3; D-SCOPE-01..07",
              asks(into("out_of_scope"), "D-SCOPE-01#out", "D-SCOPE-02", "D-SCOPE-03#out", "D-SCOPE-04#out",
                   "D-SCOPE-05#out")),
    Invariant("only a matter in scope is studied", "L713 arts. 2, 3; D-SCOPE-01, 03..05",
              asks(into("under_study"), "D-SCOPE-01", "D-SCOPE-03", "D-SCOPE-04", "D-SCOPE-05")),
    Invariant("nothing is started or declined before it was referred for study", "L713 art. 10; D-INIT-01",
              first(into("under_study"), into("started", "not_started"))),
    Invariant("a leader's or an outside proposal is studied before it is started", "L713 art. 10; D-INIT-01, 03",
              asks(into("started", "not_started"), "D-INIT-01", "D-INIT-03#study")),
    Invariant("no draft and no argument without a decision to start that names one lead", "L713 arts. 10, 11; D-INIT-04, 05",
              first(both(taking("start"), lambda act: act.asks >= {"D-INIT-04", "D-INIT-05"}), into("drafting", "arguing"))),
    Invariant("not to start is decided, too", "L713 art. 10; D-INIT-04",
              asks(into("not_started"), "D-INIT-04#declined")),
    Invariant("only the decision body starts or declines", "L713 art. 10; D-INIT-04",
              only(into("started", "not_started"), OFFICE, HEAD)),
    Invariant("no argument of a draft that is not complete", "L713 arts. 12, 13; D-DRAFT-01..06",
              asks(into("arguing"), *(f"D-DRAFT-0{number}" for number in range(1, 7)))),
    Invariant("every draft is screened for risk before it is argued", "L713 art. 22(1); D-RISK-01",
              asks(into("arguing"), "D-RISK-01#screened")),
    Invariant("only the decision body ends a matter, and gives its reason", "L713 art. 39; D-LIA-03",
              lambda found: found.any(lambda act: "terminated" in act.entered
                                      and not (act.roles <= {OFFICE, HEAD} and "D-LIA-03" in act.asks))),
)  # fmt: skip

PARTICIPATION = (
    Invariant("participation is finished before the legality review", "L713 arts. 14-18; D-PUB-01",
              first(taking("complete_participation", "return_to_drafting"), into("legality_review"), into("arguing"))),
    Invariant("expert review is finished or lawfully left out before the legality review", "L713 art. 19; D-EXP-01",
              first(taking("conclude_expert_review", "skip_expert_review", "return_to_drafting"),
                    into("legality_review"), into("arguing"))),
    Invariant("risk assessment is finished or lawfully left out before the legality review", "L713 art. 22; D-RISK-01",
              first(taking("conclude_risk_assessment", "skip_risk_assessment", "return_to_drafting"),
                    into("legality_review"), into("arguing"))),
    Invariant("fair competition review is finished or lawfully left out before the legality review", "FCR art. 13; D-FCR-01",
              first(taking("conclude_fair_competition_review", "skip_fair_competition_review", "return_to_drafting"),
                    into("legality_review"), into("arguing"))),
    Invariant("a consultation is opened with notice, reasons and time", "L713 art. 15; D-PUB-04..07",
              asks(into("co_open"), "D-PUB-04", "D-PUB-05", "D-PUB-06", "D-PUB-07")),
    Invariant("a consultation is closed only after it was opened", "L713 art. 15; D-PUB-06",
              first(into("co_open"), taking("close_consultation"), into("co_waiting"))),
    Invariant("a consultation is closed only when its time is over", "L713 art. 15; D-PUB-06",
              asks(taking("close_consultation"), "D-PUB-06#closed")),
    Invariant("no open consultation only where the law allows it", "L713 art. 14; D-PUB-01",
              asks(taking("skip_consultation"), "D-PUB-01#skip", "D-PUB-10#skip")),
    Invariant("a hearing is held only after it was announced, after a postponement anew", "L713 art. 16; D-HEAR-03",
              first(into("he_announced"), taking("hold_hearing"), either(into("he_waiting"), taking("postpone_hearing")))),
    Invariant("only the hearing host holds a hearing", "L713 art. 17; D-HEAR-07", only(either(taking("hold_hearing"), into("he_held")), HOST)),
    Invariant("a hearing keeps its rules", "L713 arts. 16, 17; D-HEAR-02..07",
              asks(taking("hold_hearing"), "D-HEAR-02#held", "D-HEAR-03", "D-HEAR-04", "D-HEAR-05", "D-HEAR-06", "D-HEAR-07")),
    Invariant("no hearing only where none is prescribed", "L713 art. 14; D-HEAR-01", asks(taking("skip_hearing"), "D-HEAR-01")),
    Invariant("consultation and hearing each come to their end before opinions are collated", "L713 arts. 14-18; D-PUB-01, D-HEAR-01",
              lambda found: first(taking("close_consultation", "skip_consultation", "return_to_drafting"),
                                  into("pp_collating"), into("pp_gathering"))(found)
              or first(taking("hold_hearing", "skip_hearing", "return_to_drafting"),
                       into("pp_collating"), into("pp_gathering"))(found)),
    Invariant("opinions are collated and answered before participation ends", "L713 art. 18; D-PUB-08, 09",
              asks(taking("complete_participation"), "D-PUB-01", "D-PUB-08", "D-PUB-09")),
    Invariant("experts are chosen fairly and without an interest", "L713 arts. 20, 21; D-EXP-03, 06, 07",
              asks(into("ex_reviewing"), "D-EXP-03", "D-EXP-06", "D-EXP-07")),
    Invariant("expert review gives signed opinions, or its want is explained", "L713 arts. 19, 20; D-EXP-01, 02, 04",
              lambda found: asks(taking("conclude_expert_review"), "D-EXP-01", "D-EXP-02", "D-EXP-04")(found)
              or asks(taking("skip_expert_review"), "D-EXP-01#skip")(found)),
    Invariant("a risk assessment is complete", "L713 art. 23; D-RISK-01, 04, 05",
              asks(taking("conclude_risk_assessment"), "D-RISK-01", "D-RISK-04", "D-RISK-05")),
    Invariant("no second assessment only for risks that the first covers", "L713 art. 22(2); D-RISK-01, 02",
              asks(taking("skip_risk_assessment"), "D-RISK-01#skip", "D-RISK-02")),
    Invariant("fair competition is reviewed by whom it must be, with a conclusion", "FCR arts. 13, 14, 17; D-FCR-03, 05, 07",
              asks(taking("conclude_fair_competition_review"), "D-FCR-03", "D-FCR-05", "D-FCR-07")),
    Invariant("no fair competition review only where the market is not touched", "FCR art. 2; D-FCR-01",
              asks(taking("skip_fair_competition_review"), "D-FCR-01#skip")),
)  # fmt: skip

LEGALITY = (
    Invariant("no legality review of a draft that was not argued", "L713 arts. 14-28; D-LEG-05",
              lambda found: first(into("arguing"), into("legality_review"))(found)
              or first(into("arguing"), into("legality_review"), into("drafting"))(found)),
    Invariant("only the sponsor sends for review", "L713 art. 26(1); D-LEG-05", only(taking("submit_for_legality_review"), SPONSOR)),
    Invariant("the reviewer finds only on papers that were received as complete", "L713 art. 26; D-LEG-05",
              first(both(taking("accept_for_review"), lambda act: "D-LEG-05#complete" in act.asks),
                    into("le_passed", "le_changing", "le_unlawful"), into("le_checking"))),
    Invariant("papers sent back are accepted only when sent anew", "L713 art. 26(1); D-LEG-06",
              first(taking("submit_for_legality_review"), into("le_reviewing"), taking("return_for_supplement"))),
    Invariant("only the reviewer finds", "L713 art. 25(1); D-LEG-02",
              only(into("le_passed", "le_changing", "le_unlawful", "le_returned", "le_reviewing"), REVIEWER)),
    Invariant("a finding is a reasoned opinion in writing", "L713 art. 27; D-LEG-02, 08..10",
              asks(both(into("le_passed", "le_changing", "le_unlawful"), out_of("le_reviewing")),
                   "D-LEG-02", "D-LEG-08", "D-LEG-09", "D-LEG-10")),
    Invariant("risk is stated instead of unlawfulness only for exploratory reform", "L713 art. 28; D-LEG-04",
              asks(taking("state_legal_risk"), "D-LEG-04")),
    Invariant("no discussion without a passed legality review of the last draft", "L713 art. 25; D-LEG-01, 03",
              lambda found: first(into("le_passed"), into("tabled", "deliberating"))(found)
              or first(into("le_passed"), into("tabled", "deliberating"), RETURNED)(found)),
    Invariant("an unlawful draft is never discussed before it was redrafted", "L713 art. 25(2); D-LEG-03",
              first(RETURNED, into("tabled", "deliberating"), into("le_unlawful"))),
    Invariant("a draft lawful if changed is not discussed before the reviewer saw the changes", "L713 art. 28; D-LEG-11",
              first(either(into("le_passed"), RETURNED), into("tabled"), taking("find_lawful_if_changed"))),
    Invariant("changes are passed only when every point is answered", "L713 art. 28; D-LEG-11",
              asks(taking("confirm_changes"), "D-LEG-11#checked", "D-LEG-14#checked")),
    Invariant("what is tabled was reviewed in time and found lawful", "L713 arts. 25, 26; D-LEG-01, 03, 07, 11, 14",
              asks(taking("table_for_discussion"), "D-LEG-01", "D-LEG-03", "D-LEG-07", "D-LEG-11", "D-LEG-14")),
    Invariant("what is tabled carries every paper", "L713 art. 29; D-SUB-01..07",
              asks(taking("table_for_discussion"), *(f"D-SUB-0{number}" for number in range(1, 8)))),
    Invariant("an uncontrollable risk is not tabled", "L713 art. 24; D-RISK-07", asks(taking("table_for_discussion"), "D-RISK-07")),
    Invariant("no tabling without fair competition review", "FCR art. 18; D-FCR-08", asks(taking("table_for_discussion"), "D-FCR-08")),
)  # fmt: skip

DECISION = (
    Invariant("a matter listed for a meeting is still reviewed, lawful and the reviewed text", "L713 art. 25; D-LEG-01, 03, 14",
              asks(into("deliberating"), "D-LEG-01", "D-LEG-03", "D-LEG-14", "D-RISK-07", "D-FCR-08")),
    Invariant("only a full meeting takes a matter up", "L713 art. 30(1); D-DEL-01, 07",
              asks(into("deliberating"), "D-DEL-01#notice", "D-DEL-07#notice")),
    Invariant("nothing is decided or rejected without a meeting, after each tabling anew", "L713 art. 30(1); D-DEL-01",
              first(taking("open_meeting"), into("decided", "rejected"), into("tabled"))),
    Invariant("only the head decides", "L713 art. 30(1); D-DEL-02",
              only(either(into("decided", "rejected"), taking("discuss_again")), HEAD)),
    Invariant("every outcome of a meeting rests on a full record", "L713 art. 30; D-DEL-01..08",
              asks(MEETING, *(f"D-DEL-0{number}" for number in range(1, 9)))),
    Invariant("the step is the outcome that the minutes state", "L713 art. 30(1); D-DEL-06",
              lambda found: found.any(lambda act: MEETING(act) and f"D-DEL-06#{OUTCOME[act.step]}" not in act.asks)),
    Invariant("no decision with an uncontrollable risk", "L713 art. 24; D-RISK-07", asks(into("decided"), "D-RISK-07")),
    Invariant("what changed in a major way is discussed and reviewed again", "L713 arts. 25, 30; D-DEL-01, D-LEG-14",
              asks(taking("adopt_with_changes"), "D-DEL-01#changes", "D-LEG-14#changes")),
    Invariant("the meeting adopts the text that was reviewed", "L713 art. 25; D-LEG-14", asks(taking("adopt"), "D-LEG-14#meeting")),
    Invariant("nothing is published that was not decided", "L713 art. 32; D-PBL-01",
              first(into("decided"), into("published"))),
    Invariant("nothing is issued before the Party committee agreed", "L713 art. 31; D-PARTY-01",
              asks(into("published"), "D-PARTY-01")),
    Invariant("nothing is issued before the congress had its part", "L713 art. 8(1); D-SCOPE-08", asks(into("published"), "D-SCOPE-08")),
    Invariant("nothing is issued without fair competition review", "FCR art. 18; D-FCR-08", asks(into("published"), "D-FCR-08#issue")),
    Invariant("publication keeps to channels, time and review before release", "L713 art. 32, INFO arts. 17, 26; D-PBL-01, 04, 05",
              asks(taking("publish"), "D-PBL-01", "D-PBL-04", "D-PBL-05")),
    Invariant("withheld only on a ground", "L713 art. 32, INFO arts. 14-16; D-PBL-03",
              asks(taking("withhold_publication"), "D-PBL-03")),
)  # fmt: skip
OUTCOME = {"adopt": "passed", "adopt_with_changes": "changed", "discuss_again": "again", "reject": "rejected"}

EXECUTION = (
    Invariant("nothing is executed before it was issued", "L713 arts. 31-34; D-EXE-01", first(into("published"), into("executing"))),
    Invariant("executed by named units within a time", "L713 art. 34; D-EXE-01, 02", asks(into("executing"), "D-EXE-01", "D-EXE-02")),
    Invariant("what was issued goes back to no earlier stage and is not dropped", "L713 art. 37; D-SUS-02",
              never(into(*BEFORE_PUBLICATION), into("published"))),
    Invariant("execution ends only by closing or by a new decision", "L713 art. 37; D-SUS-02",
              only_by_taking(out_of("executing"), "close", "replace_by_adjustment")),
    Invariant("execution pauses only on an urgent reported situation", "L713 arts. 35, 37; D-SUS-01",
              asks(taking("suspend"), "D-SUS-01")),
    Invariant("only the head suspends", "L713 art. 37; D-SUS-01",
              only(both(into(*SUSPENDED), out_of(*RUNNING)), HEAD)),
    Invariant("what is suspended runs again only by resumption", "L713 art. 37; D-SUS-02",
              first(taking("resume"), into(*RUNNING), into("suspended"))),
    Invariant("resumption is decided", "L713 art. 37; D-SUS-02", asks(taking("resume", "drop_adjustment"), "D-SUS-02#resume")),
    Invariant("no change without a reported situation or an evaluation", "L713 arts. 36(4), 37; D-SUS-02, D-EVA-06",
              asks(taking("adjust"), "D-SUS-02", "D-EVA-06")),
    Invariant("a major change is a new matter", "L713 art. 37; D-ADJ-01, 02", asks(taking("adjust"), "D-ADJ-01", "D-ADJ-02")),
    Invariant("replaced only by a new decision", "L713 art. 37; D-SUS-02", asks(taking("replace_by_adjustment"), "D-SUS-02#replace")),
    Invariant("only the decision body orders an evaluation, on a trigger", "L713 art. 36(1); D-EVA-01, 02",
              lambda found: only(taking("open_evaluation"), OFFICE, HEAD)(found)
              or asks(taking("open_evaluation"), "D-EVA-01", "D-EVA-02", "D-EVA-03", "D-EVA-04")(found)),
    Invariant("an evaluation ends only with the report of its evaluator", "L713 art. 36; D-EVA-02, 04, 05",
              asks(lambda act: EVALUATED(act) and act.entered.isdisjoint(EVALUATING), "D-EVA-02#report", "D-EVA-04#report", "D-EVA-05")),
    Invariant("closed only after the file was sealed", "L713 art. 33; D-ARC-01", asks(into("closed"), "D-ARC-01")),
    Invariant("closed only when executed and reported", "L713 art. 34; D-EXE-05", asks(taking("close"), "D-EXE-04", "D-EXE-05")),
    Invariant("a suspended decision is not closed as executed", "L713 arts. 34, 37; D-EXE-05",
              first(into(*RUNNING), taking("close"), into("suspended"))),
    Invariant("only what was issued or has ended is sealed", "L713 art. 33; D-ARC-01",
              lambda found: found.any(lambda act: act.step == "seal_dossier" and act.stage not in SEALABLE)),
    Invariant("sealed by the archivist or the clock, complete", "L713 art. 33; D-ARC-01, 02",
              lambda found: only(taking("seal_dossier"), ARCHIVIST, CLOCK)(found)
              or asks(taking("seal_dossier"), "D-ARC-01#seal", "D-ARC-01#held", "D-ARC-02")(found)),
)  # fmt: skip

PEOPLE = (
    Invariant("who drafted does not review", "L713 art. 25; D-LEG-01", apart(SPONSOR, REVIEWER)),
    Invariant("who drafted is no expert", "L713 art. 19(2); D-EXP-02", apart(SPONSOR, Role.EXPERT)),
    Invariant("who drafted does not review fair competition alone", "FCR art. 14; D-FCR-03", apart(SPONSOR, Role.MARKET_REGULATOR)),
    Invariant("who drafted does not evaluate", "L713 art. 36; D-EVA-04", apart(SPONSOR, EVALUATOR)),
    Invariant("who argued as an expert does not evaluate", "L713 art. 36(2); D-EVA-04", apart(Role.EXPERT, EVALUATOR)),
    Invariant("who assessed the risk does not evaluate", "L713 art. 36(2); D-EVA-04", apart(Role.RISK_ASSESSOR, EVALUATOR)),
    Invariant("who reviewed does not evaluate", "L713 art. 36(2); D-EVA-04", apart(REVIEWER, EVALUATOR)),
    Invariant("who executes does not evaluate", "L713 art. 36; D-EVA-02", apart(Role.EXECUTOR, EVALUATOR)),
    Invariant("no step by the clock but closing a consultation and sealing", "L713 arts. 15, 33; D-PUB-06, D-ARC-01",
              lambda found: found.any(lambda act: CLOCK in act.roles and act.step not in ("close_consultation", "seal_dossier"))),
    Invariant("administrators and the public take no step", "三员分立； D-ARC-01",
              lambda found: found.any(lambda act: not act.roles.isdisjoint({*ADMINISTRATORS, Role.PUBLIC}))),
)  # fmt: skip

EVALUATING = ("evaluating", "evaluating_suspended")  # a suspension meanwhile ends nothing
EVALUATED = out_of(*EVALUATING)
INVARIANTS = (*SCOPE_AND_START, *PARTICIPATION, *LEGALITY, *DECISION, *EXECUTION, *PEOPLE)
