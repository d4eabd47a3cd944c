"""告知、陈述、申辩: worked examples (PEN arts. 44, 45, 62)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

FINE = {"party": "某公司", "penalty": "fine", "amount": 30000}


def case(*entries: Entry, today: str = "2026-06-30", overlays: tuple[str, ...] = ()) -> Given:
    """A case whose inquiry ended on 2026-04-01, with what came after."""
    filed = entry("filing_approval", parties=[{"name": "某公司", "kind": "organisation", "address": "某市"}])
    return given(filed, entry("investigation_report", finished_on="2026-04-01"), *entries, today=today, overlays=overlays, procedure="penalty")


def told(on: str = "2026-04-07", *rows: dict[str, object], **more: object) -> Entry:
    fields: dict[str, object] = {"proposed": list(rows) or [FINE], "facts": "未如实记录培训", "reasons": "违反规定", "basis": "某法第九十七条",
                                 "statement_right": True, "hearing_right": True, "hearing_days": 5, "served_on": on}
    return entry("penalty_notice", **fields | more)


def decided(on: str = "2026-05-20", *rows: dict[str, object], **more: object) -> Entry:
    fields: dict[str, object] = {"outcomes": list(rows) or [FINE], "facts": "未如实记录培训", "basis": "某法第九十七条", "decided_on": on}
    return entry("penalty_decision", **fields | more)


def stated(on: str = "2026-04-09") -> Entry:
    return entry("party_statement", party="某公司", made_on=on)


REVIEWED = entry("statement_review", result="partly", on="2026-04-10")
HEAVIER = {"party": "某公司", "penalty": "fine", "amount": 30001}

EXAMPLES = (
    Example("E-NOT-01", "give_notice", case(told()), case(told(statement_right=False)), procedure="penalty"),
    Example("E-NOT-01", "give_notice", case(told()), case(told(reasons=None)), procedure="penalty"),
    Example("E-NOT-01", "give_notice", case(told()), case(told(proposed=None)), procedure="penalty"),
    # A notice before the inquiry ended is none: the report opens a new turn.
    Example("E-NOT-01", "give_notice", case(told()),
            given(told(), entry("investigation_report", finished_on="2026-04-10"), procedure="penalty"), procedure="penalty"),
    Example("E-NOT-02", "submit_enforcement_review", case(told(), stated(), REVIEWED), case(told(), REVIEWED, stated()), procedure="penalty"),
    Example("E-NOT-02", "submit_enforcement_review", case(told()), case(told(), stated()), passing=Status.NOT_APPLICABLE, procedure="penalty"),
    Example("E-NOT-02", "waive_enforcement_review", case(told(), stated(), REVIEWED), case(told(), stated()), procedure="penalty"),
    # Art. 45(2): one yuan more after a statement is heavier; the same sum is not.
    # What comes in while the review is under way is reviewed, too, before anything is decided.
    Example("E-NOT-02", "decide_penalty", case(told(), stated(), REVIEWED, decided()), case(told(), stated(), REVIEWED, stated("2026-04-20"), decided()),
            procedure="penalty"),
    Example("E-NOT-03", "decide_penalty", case(told(), stated(), decided()), case(told(), stated(), decided("2026-05-20", HEAVIER)), procedure="penalty"),
    Example("E-NOT-03", "decide_penalty", case(told(), decided("2026-05-20", HEAVIER)),
            case(told(), stated(), decided("2026-05-20", FINE, {"party": "某公司", "penalty": "stop"})), passing=Status.NOT_APPLICABLE, procedure="penalty"),
    Example("E-NOT-03#notice", "give_notice", case(told(), stated(), told("2026-04-20")), case(told(), stated(), told("2026-04-20", HEAVIER)),
            procedure="penalty"),
    # With new facts the inquiry ends anew, and the heavier notice belongs to the new turn.
    Example("E-NOT-03#notice", "give_notice",
            case(told(), stated(), entry("reopening"), entry("investigation_report", finished_on="2026-04-15"), told("2026-04-20", HEAVIER)),
            case(told(), stated(), told("2026-04-20", FINE, {"party": "某公司", "penalty": "gains", "amount": 1})),
            passing=Status.NOT_APPLICABLE, procedure="penalty"),
    Example("E-NOT-04", "decide_penalty", case(told(), decided()), case(decided()), procedure="penalty"),
    Example("E-NOT-04", "decide_penalty", case(told(), decided()), case(told(), decided("2026-05-20", {"party": "王某", "penalty": "warning"})),
            procedure="penalty"),
    # A kind of penalty that the notice did not name was not told (art. 44); being spared need not be.
    Example("E-NOT-04", "decide_penalty", case(told(), decided("2026-05-20", FINE, {"party": "王某", "penalty": "none"})),
            case(told(), decided("2026-05-20", FINE, {"party": "某公司", "penalty": "stop"})), procedure="penalty"),
    Example("E-NOT-04", "decide_penalty", case(told(), decided("2026-04-07")), case(told(), decided("2026-04-06")), procedure="penalty"),
    Example("E-NOT-05", "decide_penalty", case(told(), decided()),
            case(told(), decided(basis="某法第九十八条")), expect=Status.WARNED, procedure="penalty"),
    Example("E-NOT-05", "decide_penalty", case(told(), decided(facts="未如实 记录培训")), case(told(), decided(facts="未如实记录培训和考核")),
            expect=Status.WARNED, procedure="penalty"),
    Example("E-NOT-05", "decide_penalty", case(told(), decided("2026-05-20", {"party": "某公司", "penalty": "fine", "amount": 20000})),
            case(told(), decided("2026-05-20", HEAVIER)), expect=Status.WARNED, procedure="penalty"),
    # Three working days told on Tuesday 2026-04-07: 04-08, 04-09, 04-10; Friday is the last, Saturday may decide.
    Example("E-NOT-06", "decide_penalty", case(told(statement_days=3), decided("2026-04-11")), case(told(statement_days=3), decided("2026-04-10")),
            expect=Status.WARNED, procedure="penalty"),
    Example("E-NOT-06", "decide_penalty", case(told(statement_days=3), stated("2026-04-08"), decided("2026-04-09")),
            case(told(statement_days=3), entry("statement_waiver", explicit=False, on="2026-04-08"), decided("2026-04-09")),
            expect=Status.WARNED, procedure="penalty"),
)
