"""简易程序: worked examples (PEN arts. 44, 45, 51-53; REC art. 23)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

P = "summary_penalty"
ITEM = entry("enforcement_item", code="AJ-1", listed_on="2025-01-06")
CERTIFICATE = entry("officer_certificate", person="o1", standing="officer", number="1", valid_from="2025-01-01", valid_to="2026-05-20")


def case(kind: str = "citizen", register: tuple[Entry, ...] | None = (CERTIFICATE,), law_as_of: str = "2026-01-10", after: tuple[Entry, ...] = (),
         **more: object) -> Given:  # fmt: skip
    decided: dict[str, object] = {
        "officers": [{"person": "o1", "certificate": "1"}], "penalty": "fine", "amount": 200, "basis_level": "rule", "review_days": 60,
        "signature": "signed", "decided_on": "2026-05-20",
    }  # fmt: skip
    opened = entry("summary_case", party_kind=kind, item="AJ-1")
    return given(opened, entry("summary_decision", **decided | more), *after, register=register, law_as_of=law_as_of, procedure=P)


def spot(key: str, passes: Given, blocks: Given, step: str = "decide_on_the_spot", **more: object) -> Example:
    return Example(key, step, passes, blocks, procedure=P, **more)  # type: ignore[arg-type]


REPORTED = entry("summary_report", reported_on="2026-05-21")

EXAMPLES = (
    # Pitfall 23: 200 and 3000 themselves may be fined; 通报批评 is not in the list; the facts are certain.
    spot("E-SUM-01", case(), case(amount=201)),
    spot("E-SUM-01", case("organisation", amount=3000), case("organisation", amount=3001)),
    spot("E-SUM-01", case(penalty="warning", amount=None), case(penalty="criticism", amount=None)),
    spot("E-SUM-01", case(), case(facts_certain=False)),
    spot("E-SUM-01", case("organisation", amount=201), case(amount=None)),
    spot("E-CNT-17", case(amount=200), case(amount=201)),
    spot("E-CNT-17", case(penalty="warning", amount=None), case("organisation", amount=3001), passing=Status.NOT_APPLICABLE),
    spot("E-SUM-02", case(), case(certificates_shown=False)),
    spot("E-SUM-02", case(), case(handed_over=False)),
    spot("E-SUM-02", case(signature="refused", refusal_note="拒绝签收"), case(signature="refused")),
    spot("E-SUM-02", case(), case(review_days=59)),
    # Since 2024-01-01 reconsideration comes first; before that the paper need not say so.
    spot("E-SUM-02", case(review_first=False, law_as_of="2023-12-29"), case(review_first=False)),
    spot("E-SUM-03", case(after=(REPORTED,)), case(), step="close_summary"),
    spot("E-SUM-06", case(), case(told=False), expect=Status.WARNED),
    # Valid to 2026-05-20, that day included.
    spot("E-AUT-10#summary", case(), case(decided_on="2026-05-21")),
    spot("E-AUT-10#summary", case(), case(officers=[{"person": "o1", "certificate": "1"}, {"person": "o2", "certificate": "2"}])),
    # Listed from 2025-01-06, cancelled on the day itself: no power of the body any more.
    spot("E-AUT-01#summary", case(register=(CERTIFICATE, ITEM)), case()),
    spot("E-AUT-01#summary", case(register=(CERTIFICATE, ITEM, entry("item_cancelled", code="AJ-1", on="2026-05-21"))),
         case(register=(CERTIFICATE, ITEM, entry("item_cancelled", code="AJ-1", on="2026-05-20")))),
    # Told before the decision is written, as of the day it would be made.
    spot("E-AUT-01#summary", given(entry("summary_case", item="AJ-1"), register=(ITEM,), procedure=P), given(entry("summary_case", item="AJ-1"), procedure=P)),
    spot("E-AUT-07#summary", case(basis_level="statute"), case(basis_level="document")),
    spot("E-PER-03#decided", case(collected_here=True), case(penalty="warning", amount=None, collected_here=True)),
    spot("E-PER-03#decided", case(collected_here=False), case(penalty="warning", collected_here=True), passing=Status.NOT_APPLICABLE),
)
