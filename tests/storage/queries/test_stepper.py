"""The stepper says where a matter has been, also where it left a stage out, came back, or stands off the course."""

from __future__ import annotations

import pytest

from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from storage.queries.maps import stepper, tracks

PENALTY = PROCEDURES["penalty"]
NO_HEARING = ("pe_lead", "pe_investigating", "pe_concluded", "pe_notified")


def marks(configuration: tuple[str, ...], *passed: str) -> dict[str, str]:
    return {one.label: one.status for one in stepper(PENALTY, configuration, passed)}


def test_a_stage_that_was_left_out_is_not_told_as_passed() -> None:
    seen = marks(("pe_reviewing",), *NO_HEARING)
    assert {label for label, status in seen.items() if status == "skipped"} == {"听证", "听证结束"}
    assert [seen[one] for one in ("线索核查", "告知", "法制审核", "集体讨论")] == ["done", "done", "current", "todo"]


def test_what_lies_behind_a_return_is_ahead_again() -> None:
    seen = marks(("pe_investigating",), *NO_HEARING)
    assert seen["线索核查"] == "done" and seen["调查取证"] == "current" and seen["告知"] == "todo"


def test_off_the_course_the_row_ends_where_it_was_left() -> None:
    assert marks(("pe_suspended",), "pe_lead", "pe_investigating") == {"线索核查": "done", "调查取证": "done", "中止调查": "current"}
    ended = marks(("pe_ended",), *NO_HEARING, "pe_reviewing", "pe_reviewed", "implementing", "pe_revoked")
    assert list(ended)[-2:] == ["送达、公示与履行", "撤销案件、终止调查"] and ended["送达、公示与履行"] == "done"
    assert ended["听证"] == ended["集体讨论"] == "skipped"


@pytest.mark.parametrize("plan", PROCEDURES.values(), ids=PROCEDURES)
def test_a_matter_that_went_through_everything_passed_everything(plan: Procedure) -> None:
    names = [name for name, _ in plan.stages]
    for place, name in enumerate(names):
        seen = stepper(plan, (name,), names[:place])
        last = "done" if plan.ended((name,)) else "current"
        assert [one.status for one in seen] == ["done"] * place + [last] + ["todo"] * (len(names) - place - 1)


@pytest.mark.parametrize(
    ("name", "regions"),
    [("penalty", ["送达", "公示", "履行"]), ("summary_penalty", ["送达", "公示", "履行"]), ("inspection", ["公示"])],
)
def test_what_follows_a_decision_is_shown_side_by_side(name: str, regions: list[str]) -> None:
    plan = PROCEDURES[name]
    inside = tuple(sorted(("implementing", "service", "sv_done", "publicity", "pb_published", "performance", "pf_pending")))
    known = tuple(one for one in inside if one in plan.chart.states_map)
    found = tracks(plan, known)
    assert [one.label for one in found] == regions
    state = {one.label: one.state_label for one in found}
    assert state["公示"] == "已公示" and state.get("送达", "已送达") == "已送达"
    assert all(one.done for one in found if one.label == "送达") and not any(one.done for one in found if one.label == "履行")
