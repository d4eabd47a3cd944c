"""风险、目录 and the conventions that hold for every event."""

from __future__ import annotations

import pytest

from tests.infra.replay.matters import AC, MD, Told, answer, event, judged, last

PUBLISHED = event("catalogue_published", "2024-05-17", party_consent=True)
BOTH = "D-PUB-06 D-LEG-07"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"controllable": True}, "accept D-RISK-07"),
        ({"controllable": False}, "flag D-RISK-07"),
        ({}, "warn D-RISK-07"),
    ],
)
def test_risk_is_controllable(facts: Told, expected: str) -> None:
    assert answer(last(MD, event("risk_assessment_concluded", "2024-05-01", **facts))) == expected


def test_a_later_assessment_is_judged_for_itself() -> None:
    first = event("risk_assessment_concluded", "2024-05-01", controllable=False)
    again = event("risk_assessment_concluded", "2024-06-01", controllable=True)
    assert answer(last(MD, first, again)) == "accept D-RISK-07"


def test_building_waits_for_the_assessment() -> None:
    started = event("construction_started", "2024-05-31", date_precision="month", date_basis="planned")
    concluded = event("risk_assessment_concluded", "2024-05-01", controllable=True)
    assert answer(last(MD, started)) == "accept"
    assert answer(last(MD, started, risk_assessment_required=False)) == "accept"
    assert answer(last(MD, started, risk_assessment_required=True)) == "flag D-RISK-01 D-RISK-07"
    assert answer(
        last(MD, event("risk_survey_opened", "2024-04-01"), started, risk_assessment_required=True)
    ) == ("flag D-RISK-01 D-RISK-07")
    assert answer(last(MD, concluded, started, risk_assessment_required=True)) == "accept D-RISK-01 D-RISK-07"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"party_consent": True}, "accept D-CAT-02 D-CAT-03"),
        ({"party_consent": False, "government_consent": True}, "reject D-CAT-02"),
        ({"government_consent": True}, "warn D-CAT-02"),
    ],
)
@pytest.mark.parametrize("on", ["2024-05-17", "2018-05-17", None])
def test_consent(on: str | None, facts: Told, expected: str) -> None:
    assert answer(last(AC, event("catalogue_published", on, **facts))) == expected


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        # 30 days from 17 May end on 16 June; seven working days later it is 25 June.
        ("2024-06-24", {}, f"flag {BOTH}"),
        ("2024-06-25", {}, f"warn {BOTH}"),
        ("2024-07-09", {}, f"warn {BOTH}"),
        ("2024-07-10", {}, f"accept {BOTH}"),
        ("2024-06-30", {"date_precision": "month"}, f"warn {BOTH}"),
        ("2024-12-31", {"date_precision": "year"}, f"accept {BOTH}"),
        ("2024-06-30", {"date_certain": False}, f"warn {BOTH}"),
        ("2024-12-30", {"date_certain": False}, f"warn {BOTH}"),
        # Without the consultation the path ends on 28 May, without the review on 16 June, without both at once.
        ("2024-05-27", {"procedures": ["合法性审查", "集体讨论决定"]}, f"flag {BOTH}"),
        ("2024-05-28", {"procedures": ["合法性审查", "集体讨论决定"]}, f"warn {BOTH}"),
        ("2024-06-12", {"procedures": ["合法性审查", "集体讨论决定"]}, f"accept {BOTH}"),
        ("2024-06-15", {"procedures": ["公开征求意见"]}, f"flag {BOTH}"),
        ("2024-06-16", {"procedures": ["公开征求意见"]}, f"warn {BOTH}"),
        ("2024-06-24", {"procedures": ["公众参与", "合法性审查", "集体讨论决定"]}, f"flag {BOTH}"),
        ("2024-05-17", {"procedures": ["专家论证"]}, f"warn {BOTH}"),
        ("2024-06-01", {"procedures": []}, f"accept {BOTH}"),
        (None, {}, f"warn {BOTH}"),
    ],
)
def test_plan(on: str | None, facts: Told, expected: str) -> None:
    other = event("planned_decision", "2024-12-31", date_precision="quarter")
    assert answer(last(AC, PUBLISHED, other, event("planned_decision", on, **facts))) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], f"warn {BOTH}"),
        ([event("catalogue_signed", "2024-05-17")], f"flag {BOTH}"),
        ([event("catalogue_signed", "2024-05-10")], f"warn {BOTH}"),
        ([event("catalogue_signed", "2024-05-17"), event("catalogue_published", None)], f"flag {BOTH}"),
        ([event("catalogue_published", "2024-03-31", date_precision="month")], f"accept {BOTH}"),
        ([event("catalogue_published", "2024-05-31", date_precision="month")], f"warn {BOTH}"),
    ],
)
def test_plan_of_a_catalogue_published_on_an_unknown_day(before: list[Told], expected: str) -> None:
    assert answer(last(AC, *before, event("planned_decision", "2024-06-20"))) == expected


@pytest.mark.parametrize(
    ("expression", "printed", "expected"),
    [
        ("0.458 + 0.05", "0.51", "accept"),
        ("0.458 + 0.04", "0.51", "flag"),
        ("1.64 + 0.06", "1.70", "accept"),
        ("1.644 + 0.06", "1.70", "accept"),
        ("1.646 + 0.06", "1.70", "flag"),
        ("1.646 + 0.06", "1.7", "accept"),
        ("7 / 2", "4", "accept"),
        ("10 / 3", "4", "flag"),
        ("10 / 0", "0", "flag"),
    ],
)
def test_sums(expression: str, printed: str, expected: str) -> None:
    text = (
        f"{{cases: [{{id: a, procedure: major_decision, events: [{{'on': null, event: notice_signed, facts: \
{{arithmetic: [{{expr: '{expression}', equals: {printed}}}]}}}}]}}]}}"
    )
    from infra.replay import judge_cases, read_cases

    assert answer(judge_cases(read_cases(text))[0].rulings[0]) == expected


def test_a_wrong_sum_outweighs_a_milder_alarm() -> None:
    wrong = [{"expr": "1 + 1", "equals": 2}, {"expr": "1 + 1", "equals": 3}]
    ruling = last(MD, event("risk_assessment_concluded", "2024-05-01", arithmetic=wrong))
    assert (answer(ruling), len(ruling.reasons)) == ("flag", 1)


def test_the_case_is_as_severe_as_its_worst_event() -> None:
    good = event("risk_assessment_concluded", "2024-05-01", controllable=True)
    unknown = event("risk_assessment_concluded", "2024-05-01")
    bad = event("risk_assessment_concluded", "2024-05-01", controllable=False)
    refused = event("catalogue_published", "2024-05-01", party_consent=False)
    worst = [(), (good,), (good, unknown, good), (bad, unknown), (bad, refused, good)]
    expected = ["accept", "accept", "accept_with_warning", "flag", "reject"]
    assert [judged(MD, *events).overall for events in worst] == expected


def test_every_ruling_gives_one_reason_per_rule() -> None:
    case = judged(AC, PUBLISHED, event("planned_decision", "2024-06-20"), event("catalogue_published", None))
    assert all(len(one.reasons) == len(one.rules) and all(one.reasons) for one in case.rulings)
