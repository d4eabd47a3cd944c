"""一事不再罚款: worked examples (PEN art. 29), within the case and against what other matters decided."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Dossier, Entry
from states.law.requirement import Status
from tests.states.law.examples.build import WATCHED, Example, Given, entry, given

P, S = "penalty", "summary_penalty"
CODE, OTHER_CODE = "91530000MA6K000X1Y", "91530000MA6K000X2Y"
FACTS = "未如实记录安全生产教育和培训情况。"
FINE = [{"party": "某公司", "penalty": "fine", "amount": 30000}]


def filed(facts: str = FACTS, acted: str | None = "2026-02-20", found: str = "2026-03-01", item: str = "AJ-1", place: str = "园区1号", **party: object) -> Entry:
    who = {"name": "某公司", "kind": "organisation", "address": "某市"} | party
    return entry("filing_approval", parties=[who], item=item, facts=facts, place=place, found_on=found, filed_on="2026-03-02", standard_met_on="2026-03-01",
                 **({"ended_on": acted} if acted else {}))  # fmt: skip


def decided(on: str = "2026-05-20", party: str = "某公司", penalty: str = "fine", fined_before: bool = False, **more: object) -> Entry:
    return entry("penalty_decision", outcomes=[{"party": party, "penalty": penalty, "amount": 30000}], decided_on=on, fined_before=fined_before, **more)


def spot(on: str = "2026-05-20", party: str = "某公司", facts: str = FACTS, found: str = "2026-05-20", **more: object) -> tuple[Entry, Entry]:
    return (entry("summary_case", party=party, party_kind="organisation", item="AJ-1", facts=facts, place="园区1号", found_on=found),
            entry("summary_decision", penalty="fine", amount=200, decided_on=on, **more))  # fmt: skip


def other(*entries: Entry, body: str = "b1", procedure: str = P) -> Dossier:
    """A matter of the same body that stands where it was decided, unless said otherwise."""
    made = given(*entries, procedure=procedure, configuration=("implementing",)).dossier
    return replace(made, id="c0", number="罚〔2026〕1号", body=body)


def case(*elsewhere: Dossier, of: Entry | None = None, **decision: object) -> Given:
    return given(of or filed(), decided(**decision), procedure=P, elsewhere=elsewhere)  # type: ignore[arg-type]


def pair(passes: Given, blocks: Given, **more: object) -> Example:
    return Example("E-FIL-06", "decide_penalty", passes, blocks, procedure=P, **more)  # type: ignore[arg-type]


# Decided on 2026-04-01 for what was done on 2026-02-20: the case now at hand is about the same day, item and place.
TWICE = other(filed(), decided("2026-04-01"))
ANSWER = "前案针对二月的培训记录，本案针对三月的演练记录。"
EXAMPLES = (
    pair(case(), case(fined_before=True)),
    pair(case(penalty="stop", fined_before=True), case(fined_before=True), passing=Status.NOT_APPLICABLE),
    pair(case(), case(TWICE)),
    # Answered, it alarms and stands for the supervisor to see.
    pair(case(), case(TWICE, distinct_act=ANSWER), expect=Status.WARNED),
    # What was done after that decision is another act; on its very day it may be the same.
    pair(case(TWICE, of=filed(acted="2026-04-02", found="2026-04-02")), case(TWICE, of=filed(acted="2026-04-01", found="2026-04-01"))),
    # Still going on when it was found, and found after the decision: another act.
    pair(case(TWICE, of=filed(acted=None, found="2026-04-02")), case(TWICE, of=filed(acted=None, found="2026-03-01"))),
    # Told in other words: the same day and item, or the same day and place, are alike; another day, item and place are not.
    pair(case(TWICE, of=filed("另一事实", "2026-02-21", item="AJ-1")), case(TWICE, of=filed("另一事实", item="AJ-1", place="别处"))),
    pair(case(TWICE, of=filed("另一事实", item="AJ-2", place="别处")), case(TWICE, of=filed("另一事实", item="AJ-2"))),
    # The same words, whatever stands between them.
    pair(case(TWICE, of=filed("未记录演练", "2026-02-21")), case(TWICE, of=filed("未如实记录 安全生产教育和培训情况", "2026-02-21"))),
    # No fine there, or a decision that was undone: nothing was fined before.
    pair(case(other(filed(), decided("2026-04-01", penalty="warning"))), case(TWICE)),
    pair(case(other(filed(), decided("2026-04-01"), entry("decision_revoked", by="court", remake=False, effective_on="2026-04-20"))), case(TWICE)),
    # What another matter decided later is that matter's fault.
    pair(case(other(filed(), decided("2026-05-21"))), case(other(filed(), decided("2026-05-20")))),
    # Another body by the same name is a stranger; by the same code it is the same party, under whatever name.
    pair(case(other(filed(), decided("2026-04-01"), body="b2")),
         case(other(filed(code=CODE), decided("2026-04-01"), body="b2"), of=filed(code=CODE))),
    pair(case(other(filed(code=CODE), decided("2026-04-01"), body="b2"), of=filed(code=OTHER_CODE)),
         case(other(filed(name="某公司（原名）", code=CODE.lower()), decided("2026-04-01", "某公司（原名）"), body="b2"), of=filed(code=CODE))),
    # Two persons of one name, born on different days.
    pair(case(other(filed(kind="citizen", born_on="1990-01-02"), decided("2026-04-01")), of=filed(kind="citizen", born_on="1990-01-03")),
         case(other(filed(kind="citizen", born_on="1990-01-02"), decided("2026-04-01")), of=filed(kind="citizen", born_on="1990-01-02"))),
    # Fined on the spot, then again under the ordinary procedure.
    pair(case(other(*spot("2026-03-01", found="2026-03-01"), procedure=S), of=filed("另", acted=None, item="AJ-2", place="别处")),
         case(other(*spot("2026-03-01", found="2026-03-01"), procedure=S), of=filed(acted=None))),
    Example("E-FIL-06#summary", "decide_on_the_spot", given(*spot(), procedure=S), given(*spot(found="2026-02-20"), procedure=S, elsewhere=(TWICE,)), procedure=S),
    Example("E-FIL-06#summary", "decide_on_the_spot", given(*spot(), procedure=S, elsewhere=(TWICE,)),
            given(*spot(found="2026-02-20", distinct_act=ANSWER), procedure=S, elsewhere=(TWICE,)), expect=Status.WARNED, procedure=S),
    Example("E-FIL-06#filed", WATCHED, given(filed(), procedure=P), given(filed(), procedure=P, elsewhere=(TWICE,)), expect=Status.WARNED, procedure=P),
    Example("E-FIL-06#filed", WATCHED, given(procedure=P, elsewhere=(TWICE,)), given(filed(), procedure=P, elsewhere=(TWICE,)), expect=Status.WARNED,
            passing=Status.NOT_APPLICABLE, procedure=P),
)  # fmt: skip
