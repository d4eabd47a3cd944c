"""行政处罚决定: worked examples (PEN arts. 16, 28, 29, 35, 59, 60; SAFE arts. 112, 113, 115)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

P = "penalty"
FINE = {"party": "某公司", "penalty": "fine", "amount": 30000}
PARTIES = [{"name": "某公司", "kind": "organisation", "address": "某市"}]


def filed(on: str = "2026-03-02", **more: object) -> Entry:
    return entry("filing_approval", **{"parties": PARTIES, "filed_on": on, "found_on": "2026-03-01", "standard_met_on": "2026-03-01"} | more)


def decided(on: str = "2026-05-20", *rows: dict[str, object], **more: object) -> Entry:
    fields: dict[str, object] = {"outcomes": list(rows) or [FINE], "decided_on": on, "fined_before": False, "criminal_fine": False, "review_days": 60,
                                 "collector": "某银行", "pay_days": 15, "late_fine_stated": True, "gains": 0}  # fmt: skip
    return entry("penalty_decision", **fields | more)


def case(*entries: Entry, overlays: tuple[str, ...] = (), law_as_of: str = "2026-01-10") -> Given:
    return given(*entries, overlays=overlays, law_as_of=law_as_of, procedure=P)


def one(key: str, good: Entry, bad: Entry, **more: object) -> Example:
    """A passing and a blocking decision on the same case."""
    overlays = more.pop("overlays", ())
    return Example(key, "decide_penalty", case(filed(), good, overlays=overlays), case(filed(), bad, overlays=overlays), procedure=P, **more)  # type: ignore[arg-type]


def late(key: str, last: str, over: str, *more: Entry, overlays: tuple[str, ...] = (), law_as_of: str = "2026-01-10", on: str = "2026-03-02") -> Example:
    """Decided on the last day, and a day too late: the delay alarms, for the decision is still to be made."""
    return Example(key, "decide_penalty", case(filed(on), *more, decided(last), overlays=overlays, law_as_of=law_as_of),
                   case(filed(on), *more, decided(over), overlays=overlays, law_as_of=law_as_of), expect=Status.WARNED, procedure=P)  # fmt: skip


TESTED = (entry("testing_started", starts_on="2026-03-10"), entry("testing_finished", finished_on="2026-03-20"))
ORDER = entry("order_to_correct", ordered_on="2026-03-10", due_on="2026-03-20")
REFUSED = entry("correction_checked", corrected=False, on="2026-03-21")
SAFE = ("work_safety",)



def known(*days: str) -> Given:
    """A major hazard at a party that the register's ledger knows from those days."""
    ledger = tuple(entry("violation_ledger", subject="某公司", serious=True, on=day) for day in days)
    return given(filed(), decided(major_hazard=True), overlays=SAFE, register=ledger, procedure=P)


EXAMPLES = (
    one("E-AUT-07", decided(basis_level="rule"), decided(basis_level="document")),
    one("E-AUT-07", decided(basis_level="local"), decided(basis_level="minutes")),
    one("E-AUT-08", decided(), decided(basis_level="minutes"), overlays=("chuxiong",), expect=Status.WARNED),
    one("E-AUT-08", decided(), decided(basis_level="minutes"), overlays=("yunnan",), expect=Status.WARNED),
    one("E-TRF-14", decided("2026-05-20", {"party": "某公司", "penalty": "licence_revoked"}, criminal_fine=True), decided(criminal_fine=True)),
    # Filed Monday 2026-03-02 + 90 days = Sunday 2026-05-31, a rest day: Monday 06-01 is the last.
    late("E-DEC-01", "2026-06-01", "2026-06-02"),
    Example("E-DEC-01", "decide_no_penalty", case(filed(), entry("no_penalty_decision", decided_on="2026-06-01")),
            case(filed(), entry("no_penalty_decision", decided_on="2026-06-02")), expect=Status.WARNED, procedure=P),
    # After a revoked penalty it is the new decision that is late or not.
    Example("E-DEC-01", "decide_no_penalty", case(filed(), decided("2026-04-20"), entry("no_penalty_decision", decided_on="2026-06-01")),
            case(filed(), decided("2026-04-20"), entry("no_penalty_decision", decided_on="2026-06-02")), expect=Status.WARNED, procedure=P),
    Example("E-DEC-01", "decide_penalty", case(filed(), decided("2026-12-01"), overlays=("market_supervision",)), case(filed(), decided("2026-12-01")),
            expect=Status.WARNED, passing=Status.NOT_APPLICABLE, procedure=P),
    # Market: 2026-03-10 to 03-19 are left out (ten days; on the 20th the clock goes on): 06-10 instead of 05-31.
    late("E-DEC-02", "2026-06-10", "2026-06-11", *TESTED, overlays=("market_supervision",)),
    late("E-DEC-02", "2026-06-01", "2026-06-02", overlays=("market_supervision",)),
    # Police: thirty days from 2026-03-02 end on Wednesday 04-01; the time of an expert's opinion is left out.
    late("E-DEC-03", "2026-04-01", "2026-04-02", overlays=("public_security",)),
    late("E-DEC-03", "2026-04-13", "2026-04-14", *TESTED, overlays=("public_security",)),
    # The old work-safety measures held until 2026-01-31: filed 2025-11-03, thirty days to 12-03.
    late("E-DEC-04", "2025-12-03", "2025-12-04", overlays=SAFE, law_as_of="2025-11-03", on="2025-11-03"),
    one("E-DEC-05", decided(), decided(sealed=False)),
    one("E-DEC-05", decided(), decided("2026-05-20", FINE | {"party": "另一公司"})),
    one("E-DEC-05", decided(), decided(review_days=15)),
    Example("E-DEC-05", "decide_penalty",
            case(filed(parties=[*PARTIES, {"name": "王某", "kind": "citizen", "address": "某市"}]), decided("2026-05-20", FINE, {"party": "王某", "penalty": "none"})),
            case(filed(parties=[*PARTIES, {"name": "王某", "kind": "citizen", "address": "某市"}]), decided()), procedure=P),
    one("E-LAT-06", decided(), decided(collector=None)),
    one("E-LAT-06", decided(), decided(late_fine_stated=False)),
    one("E-LAT-06", decided(), decided(pay_days=10)),
    one("E-LAT-06", decided("2026-05-20", {"party": "某公司", "penalty": "warning"}, collector=None), decided(pay_days=None), passing=Status.NOT_APPLICABLE),
    Example("E-DEC-16", "decide_penalty", case(filed(), ORDER, REFUSED, decided(daily=True, daily_from="2026-03-11"), overlays=SAFE),
            case(filed(), ORDER, REFUSED, decided(daily=True, daily_from="2026-03-10"), overlays=SAFE), procedure=P),
    Example("E-DEC-16", "decide_penalty", case(filed(), decided(), overlays=SAFE), case(filed(), ORDER, decided(daily=True, daily_from="2026-03-11"), overlays=SAFE),
            passing=Status.NOT_APPLICABLE, procedure=P),
    one("E-DEC-17", decided("2026-05-20", {"party": "某公司", "penalty": "closure"}, closure_decision="某政决〔2026〕1号"),
        decided("2026-05-20", {"party": "某公司", "penalty": "closure"}), overlays=SAFE),
    one("E-DEC-18", decided(major_hazard=True, recent_penalties=2, year_penalties=3), decided(major_hazard=True, recent_penalties=3), overlays=SAFE),
    one("E-DEC-18", decided(major_hazard=True, recent_penalties=3, closure_proposed="提请〔2026〕1号"),
        decided(major_hazard=True, recent_penalties=1, year_penalties=4), overlays=SAFE),
    # The ledger counts by itself: 180 days before 2026-05-20 begin on 2025-11-21, a year on 2025-05-20.
    Example("E-DEC-18", "decide_penalty", known("2025-11-20", "2026-02-02", "2026-03-03"), known("2025-11-21", "2026-02-02", "2026-03-03"), procedure=P),
    Example("E-DEC-18", "decide_penalty", known("2025-05-19", "2025-06-02", "2025-07-01", "2025-08-03"),
            known("2025-05-20", "2025-06-02", "2025-07-01", "2025-08-03"), procedure=P),
    one("E-DEC-19", decided(area_wide=True, area_wide_basis="某法第十条"), decided(area_wide=True), overlays=("chuxiong",), expect=Status.WARNED),
    one("E-DEC-20", decided("2026-05-20", FINE, {"party": "某公司", "penalty": "gains", "amount": 500}, gains=500), decided(gains=500)),
    one("E-DEC-20", decided(gains=500, restitution=True), decided(gains=1)),
    # What the inquiry found counts, whatever the decision says.
    Example("E-DEC-20", "decide_penalty", case(filed(), entry("investigation_report", gains=0), decided()),
            case(filed(), entry("investigation_report", gains=800), decided()), passing=Status.NOT_APPLICABLE, procedure=P),
)
