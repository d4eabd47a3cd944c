"""Plans counted by hand with a wall calendar: the days that count are listed beside each case.

Holidays and make-up days are those of the yearly notices. P = day on which 30 calendar days of consultation are
complete; D = seventh working day after P. The first day is never counted; a floor is not moved by a rest day.
"""

from __future__ import annotations

from datetime import date

import pytest

from states.errors import InvalidEntry
from states.law.period import Bound
from states.law.planning import DECISION, PATH, STEP_LABELS, Plan, Traits, plan_ahead
from states.law.planning.ahead import ANNOUNCEMENT, CONSULTATION, MATERIALS, REVIEW, SIGN_UP
from states.law.values import law_view, rules

HEARING = Traits(hearing=True)


def d(text: str) -> date:
    return date.fromisoformat(text)


def planned(start: str, traits: Traits = Traits(), first: str | None = None, *overlays: str) -> Plan:  # noqa: B008
    return plan_ahead(d(start), traits, law_view(d(start), overlays), first)


@pytest.mark.parametrize(
    ("start", "heard", "decided"),
    [
        # 2025: 28 January to 4 February off; 26 January (Sunday) and 8 February (Saturday) worked.
        # P Saturday 1 February; 5, 6, 7, 8, 10, 11, 12 February.
        ("2025-01-02", "2025-02-01", "2025-02-12"),
        # P 29 January, in the holiday; 5, 6, 7, 8, 10, 11, 12 February.
        ("2024-12-30", "2025-01-29", "2025-02-12"),
        # Begun on New Year's Day: P 31 January; 5, 6, 7, 8, 10, 11, 12 February.
        ("2025-01-01", "2025-01-31", "2025-02-12"),
        # P Sunday 19 January; 20, 21, 22, 23, 24, 26 (Sunday), 27 January.
        ("2024-12-20", "2025-01-19", "2025-01-27"),
        # One day later the seventh falls behind the holiday: 21, 22, 23, 24, 26, 27 January, 5 February.
        ("2024-12-21", "2025-01-20", "2025-02-05"),
        # P on the Dragon Boat's Monday side: 30 June; 1, 2, 3, 4, 7, 8, 9 July.
        ("2025-05-31", "2025-06-30", "2025-07-09"),
        # 2025: 1 to 8 October off; 28 September (Sunday) and 11 October (Saturday) worked.
        # P 1 October; 9, 10, 11, 13, 14, 15, 16 October.
        ("2025-09-01", "2025-10-01", "2025-10-16"),
        # P Friday 19 September; 22, 23, 24, 25, 26, 28 (Sunday), 29 September.
        ("2025-08-20", "2025-09-19", "2025-09-29"),
        # P Sunday 21 September: the same seven days.
        ("2025-08-22", "2025-09-21", "2025-09-29"),
        # P Wednesday 24 September; 25, 26, 28, 29, 30 September, 9, 10 October.
        ("2025-08-25", "2025-09-24", "2025-10-10"),
        # Across the year: P Thursday 25 December; 26, 29, 30, 31 December, 4 (Sunday, worked), 5, 6 January.
        ("2025-11-25", "2025-12-25", "2026-01-06"),
        # 2026: 15 to 23 February off; 14 and 28 February (Saturdays) worked.
        # P 14 February is itself a make-up day and not counted; 24, 25, 26, 27, 28 February, 2, 3 March.
        ("2026-01-15", "2026-02-14", "2026-03-03"),
        # P Friday 13 February; 14, 24, 25, 26, 27, 28 February, 2 March.
        ("2026-01-14", "2026-02-13", "2026-03-02"),
        # 2026: 1 to 5 May off, 9 May (Saturday) worked. P Sunday 26 April; 27, 28, 29, 30 April, 6, 7, 8 May.
        ("2026-03-27", "2026-04-26", "2026-05-08"),
        # P Wednesday 29 April; 30 April, 6, 7, 8, 9, 11, 12 May.
        ("2026-03-30", "2026-04-29", "2026-05-12"),
        # 2026: 25 to 27 September and 1 to 7 October off, 10 October (Saturday) worked.
        # P Wednesday 23 September; 24, 28, 29, 30 September, 8, 9, 10 October.
        ("2026-08-24", "2026-09-23", "2026-10-10"),
        # 2024: 10 to 17 February off, 4 and 18 February (Sundays) worked; New Year's Eve, 9 February, was worked.
        # P Sunday 4 February; 5, 6, 7, 8, 9, 18, 19 February.
        ("2024-01-05", "2024-02-04", "2024-02-19"),
        # A leap day ends the thirty: P Thursday 29 February; 1, 4, 5, 6, 7, 8, 11 March.
        ("2024-01-30", "2024-02-29", "2024-03-11"),
        # 2024: 29 September (Sunday) and 12 October (Saturday) worked.
        # P Saturday 28 September; 29, 30 September, 8, 9, 10, 11, 12 October.
        ("2024-08-29", "2024-09-28", "2024-10-12"),
        # The first day of Order 713. 2019: 1 to 7 October off, 12 October (Saturday) worked.
        # P 1 October; 8, 9, 10, 11, 12, 14, 15 October.
        ("2019-09-01", "2019-10-01", "2019-10-15"),
    ],
)
def test_consultation_then_review(start: str, heard: str, decided: str) -> None:
    plan = planned(start)
    assert plan.earliest() == {
        "scope": d(start), "catalogue": d(start), "initiation": d(start), "drafting": d(start),
        "participation": d(heard),
        "legality_review": d(decided), "submission": d(decided), "deliberation": d(decided),
        "party_report": d(decided), "publication": d(decided), "archiving": d(decided), "execution": d(decided),
    }  # fmt: skip
    assert [(one.rule, one.begins, one.ends) for one in plan.critical] == [
        ("D-PUB-06", d(start), d(heard)),
        ("D-LEG-07", d(heard), d(decided)),
    ]
    assert not any(one.provisional for one in plan.steps)


@pytest.mark.parametrize(
    ("start", "decided"),
    [
        # 24 January 2025 (Friday): 26 (Sunday), 27 January, 5, 6, 7, 8, 10 February.
        ("2025-01-24", "2025-02-10"),
        # 30 September 2026: 8, 9, 10, 12, 13, 14, 15 October.
        ("2026-09-30", "2026-10-15"),
        # Papers complete on a make-up Sunday, 27 April 2025: 28, 29, 30 April, 6, 7, 8, 9 May.
        ("2025-04-27", "2025-05-09"),
        # An ordinary Monday, 9 June 2025: 10, 11, 12, 13, 16, 17, 18 June.
        ("2025-06-09", "2025-06-18"),
    ],
)
def test_from_the_review_on(start: str, decided: str) -> None:
    plan = planned(start, Traits(hearing=True, experts=True), "legality_review")
    assert next(iter(plan.earliest())) == "legality_review"
    assert plan.decision == d(decided)
    assert [one.rule for one in plan.critical] == ["D-LEG-07"]


@pytest.mark.parametrize(
    ("start", "overlays", "hearing", "heard"),
    [
        # Papers on 2 January, hearing seven calendar days later; the consultation is the longer part.
        ("2025-01-02", (), "2025-01-09", "2025-02-01"),
        # Yunnan asks for three full working days between: 5, 6, 7 February; seven calendar days end on 3 February.
        ("2025-01-27", ("yunnan",), "2025-02-08", "2025-02-26"),
        # Outside of holidays the national seven days are the longer: Monday 9 June; 10, 11, 12 June.
        ("2025-06-09", ("yunnan",), "2025-06-16", "2025-07-09"),
        # Chuxiong takes Yunnan's measure over: 29, 30 September, 9 October in between.
        ("2025-09-28", ("chuxiong",), "2025-10-10", "2025-10-28"),
        # Local example: sign-up thirty days ahead is longer than announcement (15) and materials (10).
        ("2025-03-03", ("local_example",), "2025-04-02", "2025-04-02"),
    ],
)
def test_the_hearing_runs_beside_the_consultation(start: str, overlays: tuple[str, ...], hearing: str, heard: str) -> None:
    with_hearing, without = planned(start, HEARING, None, *overlays), planned(start, Traits(), None, *overlays)
    assert with_hearing.earliest()["hearing"] == d(hearing)
    assert with_hearing.earliest()["participation"] == d(heard)
    assert with_hearing.decision == without.decision
    assert "hearing" not in without.earliest()


@pytest.mark.parametrize(
    ("start", "overlays", "hearing", "decided", "rule"),
    [
        # A floor is not moved by a holiday: 5 October 2025; 9, 10, 11, 13, 14, 15, 16 October.
        ("2025-09-28", (), "2025-10-05", "2025-10-16", "D-HEAR-05"),
        # 29, 30 September, 9 October lie between; then 11 (Saturday), 13, 14, 15, 16, 17, 20 October.
        ("2025-09-28", ("yunnan",), "2025-10-10", "2025-10-20", "D-HEAR-09"),
        # 30 days to 2 April 2025; Qingming 4 to 6 April off; 3, 7, 8, 9, 10, 11, 14 April.
        ("2025-03-03", ("local_example",), "2025-04-02", "2025-04-14", "D-HEAR-10"),
    ],
)
def test_a_hearing_alone_decides_the_day(
    start: str, overlays: tuple[str, ...], hearing: str, decided: str, rule: str
) -> None:
    plan = planned(start, HEARING, "hearing", *overlays)
    assert (plan.earliest()["hearing"], plan.decision) == (d(hearing), d(decided))
    assert [one.rule for one in plan.critical] == [rule, "D-LEG-07"]


def test_local_days_off_do_not_stop_a_national_period() -> None:
    """Chuxiong's founding days, 14 and 15 April 2025, count: 14, 15, 16, 17, 18, 21, 22 April."""
    assert planned("2025-04-11", Traits(), "legality_review", "chuxiong").decision == d("2025-04-22")
    # The torch festival, 16 to 18 July 2025: P Saturday 12 July; 14, 15, 16, 17, 18, 21, 22 July.
    assert planned("2025-06-12", Traits(), None, "chuxiong").decision == d("2025-07-22")


@pytest.mark.parametrize(
    ("start", "heard", "decided"),
    [
        # 2027 is counted by weekends and statutory days: P Saturday 9 January; 11-15, 18, 19 January.
        ("2026-12-10", "2027-01-09", "2027-01-19"),
        # New Year's Eve 5 February to 8 February 2027: P Saturday 30 January; 1, 2, 3, 4, 9, 10, 11 February.
        ("2026-12-31", "2027-01-30", "2027-02-11"),
    ],
)
def test_a_year_without_notice_is_provisional(start: str, heard: str, decided: str) -> None:
    plan = planned(start)
    assert (plan.earliest()["participation"], plan.decision) == (d(heard), d(decided))
    shaky = {one.step for one in plan.steps if one.provisional}
    assert "participation" not in shaky and {"legality_review", DECISION, "execution"} <= shaky
    assert [one.provisional for one in plan.critical] == [False, True]


def test_steps_beside_the_consultation_take_no_days() -> None:
    plan = planned("2025-01-02", Traits(True, True, True, True, True))
    assert {plan.earliest()[step] for step in ("expert_review", "risk_assessment", "fair_competition")} == {d("2025-01-02")}
    assert plan.decision == d("2025-02-12")


def test_a_project_is_assessed_for_risk() -> None:
    assert "risk_assessment" in planned("2025-01-02", Traits(project=True)).earliest()
    assert "risk_assessment" not in planned("2025-01-02").earliest()


def test_nothing_is_left_to_wait_for_from_the_meeting_on() -> None:
    plan = planned("2025-01-02", HEARING, DECISION)
    assert plan.earliest() == dict.fromkeys(
        ("deliberation", "party_report", "publication", "archiving", "execution"), d("2025-01-02")
    )
    assert plan.critical == ()


@pytest.mark.parametrize(("day", "met"), [("2025-02-11", False), ("2025-02-12", True), ("2025-03-01", True)])
def test_a_wish_is_met_from_the_earliest_day_on(day: str, met: bool) -> None:
    wish = planned("2025-01-02").wish(d(day))
    assert wish is not None and wish.met is met
    assert [one.rule for one in wish.blocked_by] == ([] if met else ["D-PUB-06", "D-LEG-07"])


def test_a_wish_behind_the_decision_has_no_answer() -> None:
    assert planned("2025-01-02", Traits(), "publication").wish(d("2025-02-01")) is None


def test_a_tie_is_critical_on_both_sides() -> None:
    """Sign-up and consultation end on the same day: shortening one of them alone gains nothing."""
    plan = planned("2025-03-03", HEARING, None, "local_example")
    assert [one.rule for one in plan.critical] == ["D-PUB-06", "D-HEAR-10", "D-LEG-07"]


def test_reasons_name_the_count() -> None:
    reasons = {one.step: one.reason for one in planned("2025-01-02").steps}
    assert reasons["legality_review"] == (
        "合法性审查：一般不少于7个工作日，自2025年2月1日起算（首日不计入），2025年2月12日届满"
    )
    assert reasons["publication"] == "没有法定最短期间，不另占时间"


@pytest.mark.parametrize(
    ("start", "first", "field"),
    [("2019-08-31", None, "from_day"), ("2101-01-01", None, "from_day"), ("2025-01-02", "hearing", "first"), ("2025-01-02", "x", "first")],
)
def test_what_cannot_be_planned_is_refused(start: str, first: str | None, field: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        planned(start, Traits(), first)
    assert set(refused.value.fields) == {field}


def test_every_minimum_time_on_the_way_is_in_the_plan() -> None:
    """A floor added to the law's data must be planned for, or be named here with the reason why not."""
    elsewhere = {
        ("D-PUB-10", "main"): "only for documents close to business: running.py",
        ("D-NORM-07", "main"): "only for normative documents: running.py",
        ("D-NORM-07", "market_entities"): "the same thirty days as D-PUB-10, which is law",
        ("D-NORM-05", "min"): "only for normative documents: running.py",
        ("D-NORM-10", "main"): "rules (规章) are no matter of this procedure",
        ("E-HEA-03", "main"): "hearings before a penalty are no matter of this procedure",
    }
    floors = {
        (rule.id, one.name)
        for rule in rules().values()
        if rule.step in STEP_LABELS or rule.step == "normative_document"
        for one in rule.periods
        if one.period.bound is Bound.AT_LEAST
    }
    mine = {(one.rule, one.name) for one in (CONSULTATION, REVIEW, ANNOUNCEMENT, SIGN_UP, *MATERIALS)}
    assert floors == mine | set(elsewhere)
    assert [step for group in PATH for step in group] == list(STEP_LABELS)
