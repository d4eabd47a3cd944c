"""听证: worked examples (PEN arts. 63-65; 2026 holidays: 04-04..06, 05-01..05 with 05-09 made up, 09-25..27, 10-01..07 with 09-20 and 10-10 made up)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.penalty_notice import case, decided, told

P = "penalty"
STOP = {"party": "某公司", "penalty": "stop"}
BARE = {"hearing_right": False, "hearing_days": None}


def fine(amount: int) -> dict[str, object]:
    return {"party": "某公司", "penalty": "fine", "amount": amount}


def asked(on: str, **more: object) -> Entry:
    return entry("hearing_request", party="某公司", requested_on=on, **more)


def called(notified_on: str, hearing_on: str, **more: object) -> Entry:
    return entry("penalty_hearing_notice", notified_on=notified_on, hearing_on=hearing_on, **{"host": "h1", "public": True} | more)


def held(on: str, **more: object) -> Entry:
    return entry("penalty_hearing_record", held_on=on, **{"host": "h1", "public": True, "charged": False, "signature": "signed"} | more)


LATER = case(told("2026-09-29"), asked("2026-09-30"), called("2026-09-29", "2026-10-15"))
ENDED = entry("penalty_hearing_ended", ground="withdrawn", justified=False, on="2026-04-20")
SAT = held("2026-04-20")


def sitting(**more: object) -> Given:
    return case(told(), asked("2026-04-08"), called("2026-04-08", "2026-04-20"), held("2026-04-20", **more))


EXAMPLES = (
    # Stop of production always; a fine by amount: 20 000 for an organisation in the general profile, which only alarms.
    Example("E-HEA-01", "give_notice", case(told()), case(told("2026-04-07", STOP, **BARE)), procedure=P),
    Example("E-HEA-01", "give_notice", case(told("2026-04-07", fine(19_999), **BARE)), case(told("2026-04-07", fine(20_000), **BARE)),
            expect=Status.WARNED, procedure=P),
    # In market supervision an organisation's large amount begins at 100 000.
    Example("E-HEA-01", "give_notice", case(told("2026-04-07", fine(99_999), **BARE), overlays=("market_supervision",)),
            case(told("2026-04-07", fine(60_000), fine(40_000), **BARE), overlays=("market_supervision",)), expect=Status.WARNED, procedure=P),
    Example("E-HEA-01", "give_notice", case(told("2026-04-07", {"party": "某公司", "penalty": "warning"}, **BARE)),
            case(told("2026-04-07", {"party": "某公司", "penalty": "licence_held"}, **BARE)), expect=Status.WARNED, procedure=P),
    Example("E-HEA-02#told", "give_notice", case(told()), case(told(hearing_days=3)), procedure=P),
    Example("E-HEA-02#told", "give_notice", case(told("2026-04-07", fine(100), **BARE)), case(told(hearing_days=None)),
            passing=Status.NOT_APPLICABLE, procedure=P),
    # Pitfall 5: told 2026-09-29, five working days: 09-30, 10-08, 10-09, 10-10 (made up), 10-12. The 13th may go on.
    Example("E-HEA-02#window", "submit_enforcement_review", case(told("2026-09-29"), today="2026-10-13"), case(told("2026-09-29"), today="2026-10-12"),
            procedure=P),
    Example("E-HEA-02#window", "waive_enforcement_review",
            case(told("2026-09-29"), entry("statement_waiver", explicit=True, hearing=True, on="2026-09-30"), today="2026-09-30"),
            case(told("2026-09-29"), entry("statement_waiver", explicit=True, hearing=False, on="2026-09-30"), today="2026-09-30"), procedure=P),
    Example("E-HEA-02#window", "submit_enforcement_review", case(told(), asked("2026-04-10"), SAT), case(told(), asked("2026-04-10")), procedure=P),
    Example("E-HEA-02#window", "submit_enforcement_review", case(told(), asked("2026-04-10"), ENDED), case(told(), ENDED, asked("2026-04-10"), told("2026-05-20"),
            asked("2026-05-21")), procedure=P),
    # Told anew with the first request unanswered: it still stands; answered by a hearing it is used up.
    Example("E-HEA-02#window", "submit_enforcement_review", case(told(), asked("2026-04-10"), SAT, told("2026-05-20")),
            case(told(), asked("2026-04-10"), told("2026-05-20")), procedure=P),
    Example("E-HEA-02#window", "submit_enforcement_review", case(told(), asked("2026-04-15"), told("2026-05-20")),
            case(told(), asked("2026-04-14"), told("2026-05-20")), procedure=P),
    Example("E-HEA-02", "announce_penalty_hearing", case(told(), asked("2026-04-14"), told("2026-04-20")), case(told(), asked("2026-04-14"), SAT, told("2026-04-24")),
            procedure=P),
    # Posted on the last day (04-14) and on file only when the review had passed: no decision before the hearing.
    Example("E-HEA-02#window", "decide_penalty", case(told(), entry("enforcement_review", conclusion="passed", reviewed_on="2026-04-16"), decided()),
            case(told(), entry("enforcement_review", conclusion="passed", reviewed_on="2026-04-16"), asked("2026-04-14"), decided()), procedure=P),
    # Asked late (after 04-14), with no excuse: the case goes on.
    Example("E-HEA-02#window", "submit_enforcement_review", case(told(), asked("2026-04-15")), case(told(), asked("2026-04-15", late_excused=True)), procedure=P),
    Example("E-HEA-02", "announce_penalty_hearing", case(told(), asked("2026-04-14")), case(told()), procedure=P),
    # Told Tuesday 2026-04-07: 04-08, 09, 10, 13, 14. The 15th is late and may be refused; excused it counts.
    Example("E-HEA-02", "announce_penalty_hearing", case(told(), asked("2026-04-15", late_excused=True)), case(told(), asked("2026-04-15")),
            expect=Status.WARNED, procedure=P),
    # Pitfall 3: hearing on 2026-10-15, seven full working days before it: 09-30, 10-08, 09, 10, 12, 13, 14; notice by 09-29.
    Example("E-HEA-03#notice", "announce_penalty_hearing", LATER, case(told("2026-09-28"), called("2026-09-30", "2026-10-15")), procedure=P),
    # Across the May holiday: 2026-04-28 to 05-12: 04-29, 30, 05-06, 07, 08, 09 (made up), 11 are seven; to 05-11 only six.
    Example("E-HEA-03#notice", "announce_penalty_hearing", case(told(), called("2026-04-28", "2026-05-12")), case(told(), called("2026-04-28", "2026-05-11")),
            procedure=P),
    Example("E-HEA-03", "hold_penalty_hearing", case(told(), called("2026-04-08", "2026-04-20"), held("2026-04-20")),
            case(told(), called("2026-04-08", "2026-04-20"), held("2026-04-21")), procedure=P),
    # 2026-04-08 to 04-20: 09, 10, 13, 14, 15, 16, 17 are seven; served on the 9th there are six.
    Example("E-HEA-03", "hold_penalty_hearing", case(told(), called("2026-04-08", "2026-04-20"), held("2026-04-20")),
            case(told(), called("2026-04-09", "2026-04-20"), held("2026-04-20")), procedure=P),
    Example("E-HEA-04#notice", "announce_penalty_hearing", case(told(), called("2026-04-08", "2026-04-20", public=False, closed_reason="商业秘密")),
            case(told(), called("2026-04-08", "2026-04-20", public=False)), procedure=P),
    Example("E-HEA-04", "hold_penalty_hearing", sitting(), sitting(public=False), procedure=P),
    Example("E-HEA-05#notice", "announce_penalty_hearing", case(told(), called("2026-04-08", "2026-04-20")),
            given(entry("inquiry_record", officers=[{"person": "h1", "certificate": "1"}]), entry("investigation_report"), told(),
                  called("2026-04-08", "2026-04-20"), procedure=P), procedure=P),
    Example("E-HEA-05", "hold_penalty_hearing", sitting(), sitting(host="h2"), procedure=P),
    # Who acted as an officer of the case without being named in a paper is barred as well.
    Example("E-HEA-05", "hold_penalty_hearing", sitting(),
            given(told(), called("2026-04-08", "2026-04-20"), held("2026-04-20"), parts={"h1": Role.OFFICER}, procedure=P), procedure=P),
    Example("E-HEA-06", "hold_penalty_hearing", sitting(agents=[{"name": "甲"}, {"name": "乙"}]),
            sitting(agents=[{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]), procedure=P),
    Example("E-HEA-07", "end_penalty_hearing", case(told(), ENDED), case(told(), entry("penalty_hearing_ended", ground="absent", justified=True)), procedure=P),
    Example("E-HEA-07", "end_penalty_hearing", case(told(), entry("penalty_hearing_ended", ground="left", justified=False)), case(told()), procedure=P),
    Example("E-HEA-08", "hold_penalty_hearing", sitting(), sitting(presented=False), procedure=P),
    Example("E-HEA-08", "hold_penalty_hearing", sitting(), sitting(defended=False), procedure=P),
    Example("E-HEA-09", "hold_penalty_hearing", sitting(signature="refused", refusal_note="当事人拒绝签名"), sitting(signature="refused"), procedure=P),
    Example("E-HEA-09", "hold_penalty_hearing", sitting(), sitting(signature="absent"), procedure=P),
    Example("E-HEA-10", "hold_penalty_hearing", sitting(), sitting(charged=True), procedure=P),
    Example("E-HEA-01#decided", "decide_penalty", case(told("2026-04-07", STOP), decided("2026-05-20", STOP)),
            case(told("2026-04-07", STOP, **BARE), decided("2026-05-20", STOP)), procedure=P),
    Example("E-HEA-01#decided", "decide_penalty", case(told("2026-04-07", fine(100), **BARE), decided()), case(decided("2026-05-20", STOP)),
            passing=Status.NOT_APPLICABLE, procedure=P),
    Example("E-HEA-11", "decide_penalty", case(told(), SAT, decided(on_record=True)), case(told(), SAT, decided(on_record=False)), procedure=P),
    Example("E-HEA-11", "decide_penalty", case(told(), decided()), case(told(), SAT, decided("2026-04-19", on_record=True)), passing=Status.NOT_APPLICABLE,
            procedure=P),
)
