"""听证会 in a replay."""

from __future__ import annotations

import pytest

from tests.infra.replay.matters import AC, AR, MD, OVERLAY, PH, RC, Told, answer, event, last

ANNOUNCED = event("hearing_announced", "2024-05-01", hearing_on="2024-05-31")
SIGN_UP = event("registration_opened", "2024-05-01", hearing_on="2024-05-31")


@pytest.mark.parametrize(
    ("procedure", "facts", "expected"),
    [
        (MD, {}, "accept"),
        (MD, {"hearing_on": "2024-05-20"}, "accept D-HEAR-02"),
        (MD, {"hearing_on": "2024-05-02", "age_max": 65}, "warn D-HEAR-03"),
        (MD, {"age_min": 18}, "accept"),
        (
            MD,
            {"hearing_on": "2024-05-20", "seats": {"a": 2, "b": 3}, "seats_stated": 5},
            "accept D-HEAR-02 D-HEAR-03",
        ),
        (MD, {"hearing_on": "2024-05-20", "seats": {"a": 2, "b": 3}, "seats_stated": 6}, "flag D-HEAR-03"),
        (PH, {"hearing_on": "2024-05-16"}, "accept D-HEAR-10"),
        (PH, {"hearing_on": "2024-05-15"}, "warn D-HEAR-10"),
        (PH, {"hearing_on": "2024-05-15", "date_certain": False}, "warn D-HEAR-10"),
        (PH, {"hearing_on": "2024-05-30", "date_certain": False}, "warn D-HEAR-10"),
        (PH, {}, "accept"),
    ],
)
def test_announcement(procedure: str, facts: Told, expected: str) -> None:
    overlay = OVERLAY if procedure == PH else None
    assert (
        answer(last(procedure, event("hearing_announced", "2024-05-01", **facts), overlay=overlay))
        == expected
    )


def test_a_local_rule_counts_in_a_decision_too() -> None:
    short = event("hearing_announced", "2024-05-20", hearing_on="2024-05-31")
    assert answer(last(MD, short, overlay={"announcement_days_min": 15})) == "warn D-HEAR-10"
    day = event("hearing_scheduled", "2024-05-31")
    assert answer(last(MD, short, day, overlay={"announcement_days_min": 15})) == "flag D-HEAR-10"
    assert answer(last(MD, short, day, overlay={"announcement_days_min": 5})) == "accept D-HEAR-05 D-HEAR-10"


def test_without_a_special_rule_a_price_hearing_has_no_lead_time() -> None:
    assert answer(last(PH, event("hearing_announced", "2024-05-30", hearing_on="2024-05-31"))) == "accept"


def test_announced_after_sign_up_was_over() -> None:
    closed = event("registration_closed", "2024-04-20")
    assert answer(last(MD, closed, ANNOUNCED)) == "flag D-HEAR-03"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "accept"),
        ({"hearing_on": "2024-05-31"}, "accept D-HEAR-10"),
        ({"hearing_on": "2024-05-30"}, "warn D-HEAR-10"),
        ({"hearing_on": "2024-05-30", "notice_published_on": "2024-04-30"}, "accept D-HEAR-10"),
        ({"hearing_on": "2024-05-31", "notice_published_on": "2024-05-02"}, "warn D-HEAR-10"),
        (
            {"hearing_on": "2024-05-30", "notice_published_on": "2024-04-30", "date_certain": False},
            "accept D-HEAR-10",
        ),
        ({"seats": {"consumers": 4, "others": 6}, "seats_stated": 10}, "accept D-HEAR-03 D-HEAR-10"),
        ({"seats": {"consumers": 3, "others": 7}, "seats_stated": 10}, "flag D-HEAR-10"),
        ({"seats": {"consumers": 3, "others": 6}, "seats_stated": 10}, "flag D-HEAR-03 D-HEAR-10"),
        ({"seats": {"others": 10}, "seats_stated": 10}, "flag D-HEAR-10"),
        ({"seats": {"others": 5}, "seats_stated": 10}, "flag D-HEAR-03"),
        ({"seats": {"consumers": 3, "others": 6}}, "accept"),
        ({"seats_stated": 10}, "accept"),
        ({"named_bodies": {"group": "bodies", "seats": 4, "named": 4}}, "accept D-HEAR-03"),
        ({"named_bodies": {"group": "bodies", "seats": 4, "named": 5}}, "flag D-HEAR-03"),
        ({"named_bodies": {"group": "bodies", "seats": 4}}, "accept"),
    ],
)
def test_sign_up_opens(facts: Told, expected: str) -> None:
    assert answer(last(PH, event("registration_opened", "2024-05-01", **facts), overlay=OVERLAY)) == expected


def test_a_share_equal_to_the_limit_is_kept_whatever_the_decimals() -> None:
    seats = {"consumers": 7, "others": 93}
    opened = event("registration_opened", "2024-05-01", seats=seats, seats_stated=100)
    assert answer(last(PH, opened, overlay={"consumer_share_min": 0.07})) == "accept D-HEAR-03 D-HEAR-10"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], "flag D-HEAR-03"),
        ([event("hearing_announced", "2024-05-05")], "accept D-HEAR-03"),
        ([event("hearing_announced", "2024-05-06")], "flag D-HEAR-03"),
        ([event("registration_opened", "2024-05-05")], "accept D-HEAR-03"),
        (
            [event("hearing_announced", "2024-04-01"), event("registration_opened", "2024-05-06")],
            "flag D-HEAR-03",
        ),
        (
            [event("registration_opened", "2024-05-06"), event("hearing_announced", "2024-04-01")],
            "flag D-HEAR-03",
        ),
        ([event("hearing_announced", "2024-04-30", date_precision="month")], "accept D-HEAR-03"),
        ([event("hearing_announced", "2024-05-31", date_precision="month")], "warn D-HEAR-03"),
        ([event("hearing_announced", None)], "warn D-HEAR-03"),
        ([event("hearing_announced", "2024-05-01", date_certain=False)], "warn D-HEAR-03"),
    ],
)
def test_sign_up_closes(before: list[Told], expected: str) -> None:
    assert answer(last(MD, *before, event("registration_closed", "2024-05-10"))) == expected


@pytest.mark.parametrize(
    ("before", "on", "expected"),
    [
        ([ANNOUNCED], "2024-05-30", "accept D-HEAR-04"),
        ([ANNOUNCED], "2024-05-31", "flag D-HEAR-04"),
        ([SIGN_UP], "2024-06-01", "flag D-HEAR-04"),
        ([], "2024-05-20", "warn D-HEAR-04"),
        ([ANNOUNCED], None, "warn D-HEAR-04"),
        ([ANNOUNCED, event("hearing_held", "2024-05-10")], "2024-05-12", "flag D-HEAR-04"),
        ([event("hearing_scheduled", "2024-05-30")], "2024-05-12", "accept D-HEAR-04"),
        ([event("hearing_scheduled", "2024-05-30", date_certain=False)], "2024-05-12", "warn D-HEAR-04"),
    ],
)
def test_list_of_participants(before: list[Told], on: str | None, expected: str) -> None:
    assert answer(last(MD, *before, event("participants_published", on))) == expected


@pytest.mark.parametrize(
    ("before", "on", "expected"),
    [
        ([ANNOUNCED], "2024-05-24", "accept D-HEAR-05"),
        ([ANNOUNCED], "2024-05-25", "warn D-HEAR-05"),
        ([ANNOUNCED], None, "warn D-HEAR-05"),
        ([], "2024-05-24", "warn D-HEAR-05"),
    ],
)
def test_materials(before: list[Told], on: str | None, expected: str) -> None:
    assert answer(last(MD, *before, event("materials_served", on))) == expected


@pytest.mark.parametrize(
    ("before", "day", "expected"),
    [
        ([], {}, "flag D-HEAR-02"),
        ([SIGN_UP], {}, "flag D-HEAR-02"),
        ([ANNOUNCED], {}, "accept D-HEAR-05"),
        ([event("hearing_announced", "2024-05-24")], {}, "accept D-HEAR-05"),
        ([event("hearing_announced", "2024-05-25")], {}, "flag D-HEAR-05"),
        ([event("hearing_announced", "2024-05-25", date_basis="seen_by")], {}, "flag D-HEAR-05"),
        ([event("hearing_announced", "2024-05-31", date_precision="month")], {}, "warn D-HEAR-05"),
        ([event("hearing_announced", None)], {}, "warn D-HEAR-05"),
        ([ANNOUNCED], {"date_certain": False}, "warn D-HEAR-05"),
        ([event("hearing_announced", "2024-05-29")], {"date_precision": "month"}, "flag D-HEAR-05"),
        ([event("hearing_announced", "2024-05-03")], {"date_precision": "month"}, "warn D-HEAR-05"),
        # The notice of this hearing counts, not that of another day.
        (
            [ANNOUNCED, event("hearing_announced", "2024-05-28", hearing_on="2024-05-31")],
            {},
            "accept D-HEAR-05",
        ),
        (
            [ANNOUNCED, event("hearing_announced", "2024-05-28", hearing_on="2024-06-30")],
            {},
            "accept D-HEAR-05",
        ),
    ],
)
def test_day_of_the_hearing(before: list[Told], day: Told, expected: str) -> None:
    assert answer(last(MD, *before, event("hearing_scheduled", "2024-05-31", **day))) == expected


@pytest.mark.parametrize(
    ("before", "facts", "expected"),
    [
        ([], {"materials_served_on": "2024-05-24"}, "accept D-HEAR-05"),
        ([], {"materials_served_on": "2024-05-25"}, "reject D-HEAR-05"),
        ([], {"materials_served_on": "2024-05-25", "date_certain": False}, "warn D-HEAR-05"),
        ([], {}, "warn D-HEAR-05"),
        ([event("participants_published", "2024-05-30")], {}, "warn D-HEAR-05"),
        ([event("materials_served", "2024-05-24")], {}, "accept D-HEAR-05"),
        ([event("materials_served", "2024-05-25")], {}, "reject D-HEAR-05"),
        (
            [event("materials_served", "2024-05-25")],
            {"materials_served_on": "2024-05-20"},
            "accept D-HEAR-05",
        ),
        ([event("materials_served", None)], {}, "warn D-HEAR-05"),
        (
            [event("materials_served", None), event("participants_published", "2024-05-20")],
            {},
            "accept D-HEAR-05",
        ),
        (
            [event("participants_published", "2024-05-30"), event("materials_served", None)],
            {},
            "flag D-HEAR-05",
        ),
        ([event("materials_served", "2024-12-31", date_precision="year")], {}, "warn D-HEAR-05"),
    ],
)
def test_hearing(before: list[Told], facts: Told, expected: str) -> None:
    assert answer(last(MD, *before, event("hearing_held", "2024-05-31", **facts))) == expected


@pytest.mark.parametrize("name", ["hearing_scheduled", "hearing_held"])
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], "warn D-HEAR-10"),
        ([event("hearing_announced", "2024-05-16")], "accept D-HEAR-10"),
        ([event("hearing_announced", "2024-05-17")], "flag D-HEAR-10"),
        ([event("registration_opened", "2024-05-01")], "accept D-HEAR-10"),
        ([event("registration_opened", "2024-05-02")], "flag D-HEAR-10"),
        ([event("registration_opened", "2024-05-02", notice_published_on="2024-05-01")], "accept D-HEAR-10"),
        ([ANNOUNCED, event("registration_opened", "2024-05-02")], "flag D-HEAR-10"),
        ([event("hearing_announced", None)], "warn D-HEAR-10"),
        ([event("hearing_announced", "2024-05-01", date_certain=False)], "warn D-HEAR-10"),
    ],
)
def test_price_hearing(name: str, before: list[Told], expected: str) -> None:
    assert answer(last(PH, *before, event(name, "2024-05-31"), overlay=OVERLAY)) == expected


@pytest.mark.parametrize("procedure", [AC, AR, RC])
def test_hearings_of_other_procedures_are_not_held_against_the_law_of_decisions(procedure: str) -> None:
    assert answer(last(procedure, event("hearing_scheduled", "2024-05-31"))) == "accept"
    assert answer(last(procedure, event("hearing_announced", "2024-05-30", hearing_on="2024-05-31"))) == "accept"
    held = event("hearing_held", "2024-05-31", materials_served_on="2024-05-30")
    assert answer(last(procedure, held)) == ("warn E-REM-11" if procedure == RC else "accept")
