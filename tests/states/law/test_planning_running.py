"""What remains of a matter under way, counted by hand from what is on file; and what changes when something moves."""

from __future__ import annotations

from datetime import date

import pytest

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from states.law.conditions import load
from states.law.planning import DECISION, Plan, Traits, WhatIf, days_off, plan_ahead, remaining
from states.law.planning.running import AHEAD, BEGUN, BEHIND, CONSULTED, REVIEWED, UNDER_REVIEW
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.major_decision.chart import STAGES, MajorDecisionChart
from tests.states.law.examples.build import OTHER_PAPER, PAPER, entry, given

WAITING = ("arguing", "co_waiting", "he_waiting", "ex_waiting", "ri_waiting", "fc_waiting")
PROFILE = {"technical": False, "risk_possible": False, "market_activity": False}


def d(text: str) -> date:
    return date.fromisoformat(text)


def ahead(*entries: Entry, at: tuple[str, ...], today: str, what_if: WhatIf = WhatIf(), overlays: tuple[str, ...] = ()) -> Plan:  # noqa: B008
    one = given(*entries, today=today, law_as_of="2024-06-03", overlays=overlays, configuration=at)
    return remaining(one.dossier, Moment(d(today), law_view(one.dossier.law_as_of, overlays)), what_if)


def notice(opens: str, closes: str) -> Entry:
    return entry("consultation_notice", opens_on=opens, closes_on=closes)


def hearing(published: str, held: str, **more: object) -> Entry:
    return entry("hearing_notice", published_on=published, hearing_on=held, **more)


def served(on: str) -> Entry:
    return entry("hearing_materials", served_on=on)


def listed(on: str) -> Entry:
    return entry("hearing_participants", published_on=on)


def opinion(text: str = PAPER) -> Entry:
    return entry("legality_opinion", role=Role.LEGAL_REVIEWER, conclusion="lawful", is_review_opinion=True, draft=text)


def test_the_tables_name_states_of_the_map() -> None:
    states = set(MajorDecisionChart.states_map)
    named = {*AHEAD, *BEHIND, *BEGUN.values(), *CONSULTED, *REVIEWED, *UNDER_REVIEW}
    assert named <= states
    assert {name for name, _ in STAGES} - set(AHEAD) == {"executing", "closed"}


@pytest.mark.parametrize(
    ("stage", "first"),
    [("proposed", "scope"), ("under_study", "initiation"), ("started", "drafting"), ("drafting", "drafting")],
)
def test_before_the_draft_is_ready_everything_is_ahead(stage: str, first: str) -> None:
    """P 1 February 2025; 5, 6, 7, 8, 10, 11, 12 February."""
    plan = ahead(at=(stage,), today="2025-01-02")
    assert next(iter(plan.earliest())) == first
    assert plan.earliest()["participation"] == d("2025-02-01")
    assert plan.decision == d("2025-02-12")
    fresh = plan_ahead(d("2025-01-02"), Traits(), law_view(d("2025-01-02")), first)
    assert plan.earliest() == {step: day for step, day in fresh.earliest().items() if step != "catalogue"}


def test_an_open_consultation_lasts_to_the_day_that_was_announced() -> None:
    """Announced to 14 March 2025, longer than thirty days; 17, 18, 19, 20, 21, 24, 25 March."""
    at = ("arguing", "co_open", "he_none", "ex_none", "ri_none", "fc_none")
    plan = ahead(notice("2025-02-05", "2025-03-14"), at=at, today="2025-02-20")
    assert (plan.earliest()["participation"], plan.decision) == (d("2025-03-14"), d("2025-03-25"))
    assert "公告的截止日期" in plan.steps[0].reason
    assert [(one.rule, one.begins) for one in plan.critical] == [("D-PUB-06", d("2025-02-05")), ("D-LEG-07", d("2025-03-14"))]


def test_a_closed_consultation_leaves_only_the_review() -> None:
    """From Thursday 20 March 2025: 21, 24, 25, 26, 27, 28, 31 March."""
    at = ("arguing", "co_closed", "he_none", "ex_reviewing", "ri_none", "fc_none")
    plan = ahead(notice("2025-02-05", "2025-03-14"), entry("consultation_closing", closed_on="2025-03-14"), at=at, today="2025-03-20")
    assert {plan.earliest()[step] for step in ("participation", "expert_review")} == {d("2025-03-20")}
    assert plan.decision == d("2025-03-31")
    assert [one.rule for one in plan.critical] == ["D-LEG-07"]


def test_what_the_law_keeps_back_is_not_put_before_the_public() -> None:
    profile = entry("matter_profile", withheld_basis="《保守国家秘密法》第九条")
    plan = ahead(profile, at=WAITING, today="2025-06-09")
    assert plan.decision == d("2025-06-18")


def test_a_second_consultation_only_where_it_was_decided() -> None:
    """Without one: 10, 11, 12, 13, 16, 17, 18 June. With one: P 9 July; 10, 11, 14, 15, 16, 17, 18 July."""
    before = (notice("2025-03-03", "2025-04-02"), entry("consultation_closing", closed_on="2025-04-02"))
    assert ahead(*before, at=WAITING, today="2025-06-09").decision == d("2025-06-18")
    again = (*before, entry("reconsultation_choice", again=True))
    assert ahead(*again, at=WAITING, today="2025-06-09").decision == d("2025-07-18")
    assert ahead(*before, entry("reconsultation_choice", again=False), at=WAITING, today="2025-06-09").decision == d("2025-06-18")
    assert ahead(*again, at=WAITING, today="2025-06-09", what_if=WhatIf(consult=False)).decision == d("2025-06-18")
    assert ahead(*before, at=WAITING, today="2025-06-09", what_if=WhatIf(consult=True)).decision == d("2025-07-18")


def test_a_document_has_the_floors_of_its_own_regime() -> None:
    """They are shorter than those of Order 713 and move nothing; they are shown beside them."""
    profile = entry("matter_profile", normative_document=True, market_entities=True)
    plan = ahead(profile, at=WAITING, today="2025-06-09")
    assert plan.decision == d("2025-07-18")
    assert {one.rule for one in plan.stretches} == {"D-PUB-06", "D-PUB-10", "D-NORM-07", "D-LEG-07", "D-NORM-05"}
    plain = ahead(entry("matter_profile", normative_document=False), at=WAITING, today="2025-06-09")
    assert {one.rule for one in plain.stretches} == {"D-PUB-06", "D-LEG-07"}


def test_a_hearing_cannot_be_thought_up_after_the_gathering() -> None:
    at = ("arguing", "pp_collating", "ex_none", "ri_none", "fc_none")
    assert list(ahead(at=at, today="2025-06-09", what_if=WhatIf(hearing=True)).earliest())[:2] == ["participation", "legality_review"]


def test_traits_are_read_off_the_profile() -> None:
    profile = entry("matter_profile", technical=True, risk_possible=False, market_activity=True, hearing_required_by="某法第五条")
    steps = ahead(profile, at=WAITING, today="2025-06-09").earliest()
    assert {"hearing", "expert_review", "fair_competition"} <= set(steps) and "risk_assessment" not in steps


ANNOUNCED = ("arguing", "co_closed", "he_announced", "ex_none", "ri_none", "fc_none")


def test_an_announced_hearing_is_held_on_its_day() -> None:
    """Papers on 10 June, hearing announced for 20 June 2025; 23, 24, 25, 26, 27, 30 June, 1 July."""
    filed = (hearing("2025-06-05", "2025-06-20"), listed("2025-06-09"), served("2025-06-10"))
    plan = ahead(*filed, at=ANNOUNCED, today="2025-06-11")
    assert (plan.earliest()["hearing"], plan.earliest()["participation"]) == (d("2025-06-20"), d("2025-06-20"))
    assert plan.decision == d("2025-07-01")
    assert [one.rule for one in plan.critical] == ["D-HEAR-02", "D-LEG-07"]


def test_papers_not_served_in_time_put_the_hearing_off() -> None:
    """Nothing served by 16 June, hearing announced for 20 June: seven days make it 23 June 2025."""
    plan = ahead(hearing("2025-06-05", "2025-06-20"), listed("2025-06-09"), at=ANNOUNCED, today="2025-06-16")
    assert plan.earliest()["hearing"] == d("2025-06-23")
    assert [one.rule for one in plan.critical] == ["D-HEAR-05", "D-LEG-07"]


def test_the_list_comes_out_the_day_before_at_the_latest() -> None:
    plan = ahead(hearing("2025-06-05", "2025-06-20"), served("2025-06-10"), at=ANNOUNCED, today="2025-06-20")
    assert plan.earliest()["hearing"] == d("2025-06-21")
    assert [one.rule for one in plan.critical] == ["D-HEAR-04", "D-LEG-07"]


def test_papers_of_an_earlier_hearing_do_not_serve_a_new_one() -> None:
    filed = (served("2025-03-03"), entry("hearing_record", held_on="2025-03-20"), hearing("2025-06-05", "2025-06-12"), listed("2025-06-06"))
    assert ahead(*filed, at=ANNOUNCED, today="2025-06-09").earliest()["hearing"] == d("2025-06-16")


@pytest.mark.parametrize(
    ("moves", "held", "decided"),
    [
        (0, "2025-06-20", "2025-07-01"),
        # A week later, Friday 27 June: 30 June, 1, 2, 3, 4, 7, 8 July.
        (7, "2025-06-27", "2025-07-08"),
        # Five days earlier, Sunday 15 June, is before 17 June, seven days after the papers: 18, 19, 20, 23, 24, 25, 26 June.
        (-5, "2025-06-17", "2025-06-26"),
        # Two days earlier is lawful: Wednesday 18 June; 19, 20, 23, 24, 25, 26, 27 June.
        (-2, "2025-06-18", "2025-06-27"),
    ],
)
def test_a_hearing_that_moves(moves: int, held: str, decided: str) -> None:
    filed = (hearing("2025-06-05", "2025-06-20"), listed("2025-06-09"), served("2025-06-10"))
    plan = ahead(*filed, at=ANNOUNCED, today="2025-06-11", what_if=WhatIf(hearing_moves=moves))
    assert (plan.earliest()["hearing"], plan.decision) == (d(held), d(decided))


def test_a_moved_hearing_is_announced_again() -> None:
    """Local example: a new notice on 16 June 2025 must stand fifteen days; the old one of 23 May no longer counts."""
    filed = (hearing("2025-05-23", "2025-06-20", selection_needed=False), listed("2025-05-23"), served("2025-05-23"))
    stands = ahead(*filed, at=ANNOUNCED, today="2025-06-16", overlays=("local_example",))
    assert stands.earliest()["hearing"] == d("2025-06-20")
    moved = ahead(*filed, at=ANNOUNCED, today="2025-06-16", overlays=("local_example",), what_if=WhatIf(hearing_moves=1))
    assert moved.earliest()["hearing"] == d("2025-07-01")


def test_a_hearing_that_is_only_thought_of() -> None:
    """Beside the consultation it costs nothing; moved far enough it does: 16 June + 30 = 16 July; 17, 18, 21-25 July."""
    plan = ahead(at=WAITING, today="2025-06-09", what_if=WhatIf(hearing=True))
    assert (plan.earliest()["hearing"], plan.decision) == (d("2025-06-16"), d("2025-07-18"))
    moved = ahead(at=WAITING, today="2025-06-09", what_if=WhatIf(hearing=True, hearing_moves=30))
    assert (moved.earliest()["participation"], moved.decision) == (d("2025-07-16"), d("2025-07-25"))
    assert [one.rule for one in moved.critical] == ["D-HEAR-02", "D-LEG-07"]


@pytest.mark.parametrize("state", ["le_reviewing", "le_changing"])
def test_a_review_under_way_runs_from_complete_papers(state: str) -> None:
    """Complete on 27 January 2025: 5, 6, 7, 8, 10, 11, 12 February."""
    plan = ahead(entry("review_receipt", complete_on="2025-01-27"), at=("legality_review", state), today="2025-02-06")
    assert plan.earliest()["legality_review"] == plan.decision == d("2025-02-12")


def test_a_review_that_is_over_still_keeps_the_seven_days() -> None:
    filed = (entry("draft", file=PAPER), entry("review_receipt", complete_on="2025-01-27"), opinion())
    plan = ahead(*filed, at=("legality_review", "le_passed"), today="2025-02-08")
    assert next(iter(plan.earliest().items())) == ("submission", d("2025-02-12"))
    for today in ("2025-02-12", "2025-02-20"):  # complete today or long ago: nothing is waited for
        later = ahead(*filed, at=("legality_review", "le_passed"), today=today)
        assert later.decision == d(today) and later.critical == () and later.steps[0].decided_by == ()


@pytest.mark.parametrize("state", ["le_passed", "tabled", "deliberating"])
def test_another_text_is_reviewed_again(state: str) -> None:
    """From 9 June 2025: 10, 11, 12, 13, 16, 17, 18 June."""
    filed = (entry("draft", file=PAPER), entry("review_receipt", complete_on="2025-01-27"), opinion(), entry("draft", file=OTHER_PAPER))
    plan = ahead(*filed, at=("legality_review", state), today="2025-06-09")
    assert plan.earliest()["legality_review"] == plan.decision == d("2025-06-18")


def test_a_recorded_reason_shortens_the_review() -> None:
    filed = (entry("draft", file=PAPER), entry("review_receipt", complete_on="2025-06-09"), opinion(), entry("short_review_reason"))
    assert ahead(*filed, at=("legality_review", "le_passed"), today="2025-06-11").decision == d("2025-06-11")


def test_an_unlawful_draft_goes_back() -> None:
    filed = (notice("2025-03-03", "2025-04-02"), entry("consultation_closing", closed_on="2025-04-02"))
    plan = ahead(*filed, at=("legality_review", "le_unlawful"), today="2025-06-09")
    assert next(iter(plan.earliest())) == "drafting"
    assert plan.decision == d("2025-06-18")


@pytest.mark.parametrize(("state", "first"), [("tabled", DECISION), ("deliberating", DECISION), ("decided", "party_report"), ("published", "archiving")])
def test_late_stages_wait_for_nothing(state: str, first: str) -> None:
    plan = ahead(at=(state,), today="2025-06-09")
    assert next(iter(plan.earliest())) == first
    assert set(plan.earliest().values()) == {d("2025-06-09")}
    assert (plan.wish(d("2025-06-08")) is None) is (first != DECISION)


@pytest.mark.parametrize("state", ["executing", "closed", "terminated", "rejected", "out_of_scope", "not_started"])
def test_nothing_remains(state: str) -> None:
    plan = ahead(at=(state,), today="2025-06-09")
    assert (plan.steps, plan.critical, plan.decision) == ((), (), None)


def test_work_that_goes_on_later() -> None:
    """From 1 September 2025 as in the fresh plan; what is announced already runs on by itself."""
    assert ahead(at=("drafting",), today="2025-06-09", what_if=WhatIf(start=d("2025-09-01"))).decision == d("2025-10-16")
    at = ("arguing", "co_open", "he_none", "ex_none", "ri_none", "fc_none")
    plan = ahead(notice("2025-06-02", "2025-07-02"), at=at, today="2025-06-09", what_if=WhatIf(start=d("2025-06-20")))
    assert plan.earliest()["participation"] == d("2025-07-02")


def test_another_notice_of_holidays_moves_the_plan() -> None:
    """P Saturday 30 January 2027; with 3 to 10 February off: 1, 2, 11, 12, 15, 16, 17 February."""
    stands = ahead(at=("drafting",), today="2026-12-31")
    moved = ahead(at=("drafting",), today="2026-12-31", what_if=WhatIf(off=days_off("2027-02-03至2027-02-10")))
    assert (stands.decision, moved.decision) == (d("2027-02-11"), d("2027-02-17"))


@pytest.mark.parametrize(
    ("text", "days"),
    [("", 0), ("2027-02-05", 1), ("2027-02-05至2027-02-12、2027-02-20", 9), ("2027-02-05/2027-02-06，2027-02-06", 2), ("2027-02-05~2027-02-05", 1)],
)
def test_days_off_as_people_write_them(text: str, days: int) -> None:
    assert len(days_off(text)) == days


@pytest.mark.parametrize("text", ["soon", "2027-02-30", "2027-02-12至2027-02-05", "2027-02-05至", "0001-01-01至9999-12-31"])
def test_days_off_that_are_none(text: str) -> None:
    with pytest.raises(InvalidEntry, match="填写的内容有误"):
        days_off(text)


@pytest.mark.parametrize(
    ("what_if", "field"),
    [
        (WhatIf(start=d("2025-06-08")), "from_day"),
        (WhatIf(start=d("2101-01-01")), "from_day"),
        (WhatIf(hearing=True, hearing_moves=367), "hearing_moves"),
        (WhatIf(hearing_moves=7), "hearing_moves"),
    ],
)
def test_suppositions_that_make_no_sense_are_refused(what_if: WhatIf, field: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        ahead(at=WAITING, today="2025-06-09", what_if=what_if)
    assert set(refused.value.fields) == {field}


def test_the_plan_and_the_gates_name_the_same_day() -> None:
    """What the refusal of a step says of its earliest day is what the plan says."""
    load()
    receipt = entry("review_receipt", complete_on="2025-01-27")
    gate = given(receipt, today="2025-02-06", law_as_of="2024-06-03").judge("D-LEG-07")
    assert gate.earliest == ahead(receipt, at=("legality_review", "le_reviewing"), today="2025-02-06").decision
    filed = (hearing("2025-01-20", "2025-02-05"), listed("2025-01-20"), served("2025-01-27"))
    held = entry("hearing_record", held_on="2025-02-05")
    gate = given(*filed, held, today="2025-02-05", law_as_of="2024-06-03", overlays=("yunnan",)).judge("D-HEAR-09")
    plan = ahead(*filed, at=ANNOUNCED, today="2025-01-27", overlays=("yunnan",))
    assert gate.earliest == plan.earliest()["hearing"] == d("2025-02-08")
