"""The small chart explored whole: every state, step and role; and what an order may never do."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.procedures.supervision_order import PROCEDURE, STAGES
from tests.states.procedures.explorer import Machine, explore, roles_of

FOUND = explore(Machine(PROCEDURE))
# Written down apart from the chart: where each step starts and where it leads.
WAYS = {
    "so_drafted": {"issue_order": "so_issued", "withdraw_order": "so_withdrawn"},
    "so_issued": {"sign_for_order": "so_handling", "withdraw_order": "so_withdrawn"},
    "so_handling": {
        "ask_extension": "so_extension", "report_on_order": "so_reviewing", "withdraw_order": "so_withdrawn",
    },
    "so_extension": {"decide_extension": "so_handling", "report_on_order": "so_reviewing"},
    "so_reviewing": {"return_report": "so_handling", "pass_report": "so_passed"},
    "so_passed": {"close_order": "so_closed"},
    "so_closed": {},
    "so_withdrawn": {},
}  # fmt: skip
HANDLERS, WATCH, SIGNERS = (
    {Role.SPONSOR, Role.EXECUTOR, Role.OFFICER}, {Role.SUPERVISOR, Role.DECISION_OFFICE}, {Role.SUPERVISOR, Role.HEAD, Role.AGENCY_HEAD},
)  # fmt: skip
WHO = {
    "issue_order": SIGNERS, "withdraw_order": SIGNERS, "decide_extension": SIGNERS, "sign_for_order": HANDLERS,
    "ask_extension": HANDLERS, "report_on_order": HANDLERS, "return_report": WATCH, "pass_report": WATCH, "close_order": WATCH,
}  # fmt: skip


def test_every_state_step_and_role() -> None:
    assert FOUND.combinations == len(WAYS) * len(PROCEDURE.steps) * len(Role) == 8 * 9 * len(Role)
    assert {place[0]: {act.step: there[0] for act, there in offered} for place, offered in FOUND.ways.items()} == WAYS
    assert {name: set(roles_of(step)) for name, step in PROCEDURE.steps.items()} == WHO


def test_an_order_is_closed_only_after_it_was_issued_signed_for_told_and_passed() -> None:
    for needed in ("issue_order", "sign_for_order", "report_on_order", "pass_report"):
        way = FOUND.way(to=lambda act: act.step == "close_order", past=lambda act, needed=needed: act.step == needed)  # type: ignore[misc]
        assert way == (), needed
    way = FOUND.way(to=lambda act: act.step == "pass_report", past=lambda act: act.step == "report_on_order",
                    since=lambda act: act.step == "return_report")  # fmt: skip
    assert way == (), "what was returned passes only after it was told again"


def test_nobody_judges_what_they_did_themselves() -> None:
    for role in Role:
        own = {name for name, roles in WHO.items() if role in roles}
        assert not ({"report_on_order"} & own and {"pass_report", "return_report", "decide_extension"} & own), role


def test_whoever_sets_a_last_day_files_the_same_kind() -> None:
    setting = {name for name, step in PROCEDURE.steps.items() if "order_limit" in (*step.kinds, *step.optional)}
    assert setting == {"issue_order", "return_report", "decide_extension"}
    assert all(kind in KINDS for step in PROCEDURE.steps.values() for kind in (*step.kinds, *step.optional))
    assert [name for name, _ in STAGES] == list(WAYS)
