"""公开征求意见 in a replay."""

from __future__ import annotations

import pytest

from tests.infra.replay.matters import MD, Told, answer, event, last

OPENED = event("consultation_opened", "2024-03-01")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "accept"),
        ({"notice_contains": ["draft"]}, "accept D-PUB-04"),
        ({"notice_contains": []}, "accept D-PUB-04"),
        ({"notice_lacks": []}, "accept"),
        ({"notice_lacks": ["explanation"]}, "flag D-PUB-04"),
        ({"notice_lacks": ["period"], "notice_contains": ["draft"]}, "flag D-PUB-04"),
        ({"publication_channels": ["宣传栏", "报刊"]}, "accept D-PUB-05"),
        ({"publication_channels": ["宣传栏"]}, "flag D-PUB-05"),
        ({"publication_channels": ["政府公报"]}, "flag D-PUB-05"),
        ({"publication_channels": []}, "flag D-PUB-05"),
        ({"notice_lacks": ["draft"], "publication_channels": ["电视"]}, "flag D-PUB-04"),
        ({"reply_channels": ["信函"]}, "accept"),
    ],
)
def test_notice(facts: Told, expected: str) -> None:
    assert answer(last(MD, event("consultation_opened", "2024-03-01", **facts))) == expected


@pytest.mark.parametrize(
    ("closes", "urgent", "expected"),
    [
        ("2024-04-01", None, "accept D-PUB-06"),
        ("2024-03-31", None, "accept D-PUB-06"),
        ("2024-03-30", None, "warn D-PUB-06"),
        ("2024-03-30", True, "warn D-PUB-06"),
        ("2024-03-29", None, "flag D-PUB-06 D-PUB-07"),
        ("2024-03-29", False, "flag D-PUB-06 D-PUB-07"),
        ("2024-03-29", True, "warn D-PUB-06 D-PUB-07"),
        ("2024-03-01", True, "warn D-PUB-06 D-PUB-07"),
        ("2024-02-01", None, "flag D-PUB-06 D-PUB-07"),
    ],
)
def test_length(closes: str, urgent: bool | None, expected: str) -> None:
    assert (
        answer(last(MD, OPENED, event("consultation_closed", closes, urgent_reason_published=urgent)))
        == expected
    )


def test_a_close_needs_an_opening_before_it() -> None:
    closed = event("consultation_closed", "2024-04-30")
    assert answer(last(MD, closed)) == "flag D-PUB-06"
    assert answer(last(MD, event("notice_signed", "2024-03-01"), closed)) == "flag D-PUB-06"


def test_a_matter_older_than_the_law_is_judged_by_its_first_version() -> None:
    opened = event("consultation_opened", "2016-03-01")
    assert answer(last(MD, opened, event("consultation_closed", "2016-03-20"))) == "flag D-PUB-06 D-PUB-07"


@pytest.mark.parametrize(
    ("before", "closing", "expected"),
    [
        # Any day of February to the end of March is at least 31 days.
        ([event("consultation_opened", "2024-02-29", date_precision="month")], {}, "accept D-PUB-06"),
        ([event("consultation_opened", "2024-03-31", date_precision="month")], {}, "warn D-PUB-06"),
        ([event("consultation_opened", None)], {}, "warn D-PUB-06"),
        # Not before the event ahead of it in the list, so 11 days at most.
        (
            [event("notice_signed", "2024-03-20"), event("consultation_opened", None)],
            {},
            "flag D-PUB-06 D-PUB-07",
        ),
        (
            [
                event("notice_signed", "2024-03-31", date_precision="quarter"),
                event("consultation_opened", None),
            ],
            {},
            "warn D-PUB-06",
        ),
        # A doubtful date bounds nothing.
        (
            [event("notice_signed", "2024-03-20", date_certain=False), event("consultation_opened", None)],
            {},
            "warn D-PUB-06",
        ),
        ([OPENED], {"date_certain": False}, "warn D-PUB-06"),
        ([event("consultation_opened", "2024-03-01", date_certain=False)], {}, "warn D-PUB-06"),
        ([event("consultation_opened", "2024-03-20", date_certain=False)], {}, "warn D-PUB-06"),
        # Seen on 20 March, so out then or earlier; signed on 20 March, so out then or later.
        ([event("consultation_opened", "2024-03-20", date_basis="seen_by")], {}, "warn D-PUB-06"),
        ([event("consultation_opened", "2024-03-20", date_basis="page_date")], {}, "flag D-PUB-06 D-PUB-07"),
        ([event("consultation_opened", "2024-03-20", date_basis="signature")], {}, "flag D-PUB-06 D-PUB-07"),
        ([event("consultation_opened", "2024-02-01", date_basis="signature")], {}, "warn D-PUB-06"),
        ([event("consultation_opened", "2024-02-01", date_basis="seen_by")], {}, "accept D-PUB-06"),
    ],
)
def test_days_that_are_not_known(before: list[Told], closing: Told, expected: str) -> None:
    assert answer(last(MD, *before, event("consultation_closed", "2024-03-31", **closing))) == expected


def test_a_close_without_a_date() -> None:
    assert answer(last(MD, OPENED, event("consultation_closed", None))) == "warn D-PUB-06"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"comments_received": 4, "adopted": 1, "not_adopted": 3}, "accept D-PUB-09"),
        ({"comments_received": 5, "adopted": 1, "partly_adopted": 1, "not_adopted": 3}, "accept D-PUB-09"),
        ({"comments_received": 0}, "accept D-PUB-09"),
        ({"comments_received": 5, "adopted": 1, "not_adopted": 3}, "flag D-PUB-09"),
        ({"comments_received": 3, "adopted": 1, "not_adopted": 3}, "flag D-PUB-09"),
        ({"comments_received": 3}, "flag D-PUB-09"),
        ({"adopted": 3}, "warn D-PUB-09"),
    ],
)
def test_figures_add_up(facts: Told, expected: str) -> None:
    assert answer(last(MD, event("opinions_collated", "2024-04-02", **facts))) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"comments_received": 0}, "accept D-PUB-09"),
        ({"comments_received": 4, "adopted": 1, "not_adopted": 3}, "warn D-PUB-09"),
        (
            {"comments_received": 4, "adopted": 1, "not_adopted": 3, "reasons_published": False},
            "warn D-PUB-09",
        ),
        (
            {"comments_received": 4, "adopted": 1, "not_adopted": 3, "reasons_published": True},
            "accept D-PUB-09",
        ),
        ({"comments_received": 4, "adopted": 4}, "accept D-PUB-09"),
        ({"comments_received": 4, "adopted": 1, "partly_adopted": 3}, "accept D-PUB-09"),
        ({"comments_received": 4, "not_adopted": 0}, "accept D-PUB-09"),
        ({"comments_received": 4}, "warn D-PUB-09"),
        ({}, "warn D-PUB-09"),
    ],
)
def test_refusals_have_reasons(facts: Told, expected: str) -> None:
    assert answer(last(MD, event("feedback_published", "2024-04-02", **facts))) == expected


def test_a_new_law_before_the_decision_is_an_alarm_and_afterwards_none() -> None:
    new_law = event("superior_law_in_force", "2024-05-01", law="某条例")
    assert answer(last(MD, OPENED, new_law)) == "warn D-LEG-08"
    assert answer(last(MD, OPENED, event("decision_made", "2024-04-20"), new_law)) == "accept"


def test_the_notice_alone_is_accepted() -> None:
    assert answer(last(MD, event("notice_signed", "2024-03-01"))) == "accept"
