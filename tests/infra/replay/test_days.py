"""Days that are not known: the two pairs that are tried speak for all."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infra.replay import read_cases
from infra.replay.days import NEVER_AFTER, NEVER_BEFORE, Span, on_day, pairs, spans
from infra.replay.format import Event
from tests.infra.replay.matters import Told, event

FIRST = date(2024, 2, 20)


def told(*events: Told) -> tuple[Event, ...]:
    case = {"id": "T1", "procedure": "major_decision", "events": list(events)}
    return read_cases(json.dumps({"cases": [case]}))[0].events


def found(*events: Told) -> list[tuple[str, str]]:
    return [(str(one.first), str(one.last)) for one in spans(told(*events))]


_SPANS = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(
    lambda one: Span(FIRST + timedelta(one[0]), FIRST + timedelta(one[0] + one[1]))
)


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(n) for n in range((span.last - span.first).days + 1)]


@given(_SPANS, _SPANS, st.integers(0, 45))
def test_the_two_pairs_speak_for_every_pair(start: Span, end: Span, n: int) -> None:
    possible = [(a, b) for a in _days(start) for b in _days(end) if a <= b]
    if not possible:
        return
    tried = pairs(start, end)
    assert set(tried) <= set(possible)
    kept = {(b - a).days >= n for a, b in tried}
    assert kept == {(b - a).days >= n for a, b in possible}


def test_exact_days_stay_even_against_the_order() -> None:
    assert pairs(on_day(FIRST), on_day(FIRST - timedelta(3))) == ((FIRST, FIRST - timedelta(3)),)
    assert found(event("notice_signed", "2024-05-02"), event("notice_signed", "2024-05-01")) == [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-01", "2024-05-01"),
    ]


def test_coarse_days_are_narrowed_by_their_neighbours() -> None:
    assert found(
        event("notice_signed", "2024-02-29", date_precision="month"),
        event("notice_signed", "2024-02-10"),
        event("notice_signed", "2024-12-31", date_precision="year"),
        event("notice_signed", None),
        event("notice_signed", "2024-06-30", date_precision="quarter"),
        event("notice_signed", "2024-05-20"),
    ) == [
        ("2024-02-01", "2024-02-10"),
        ("2024-02-10", "2024-02-10"),
        ("2024-02-10", "2024-05-20"),
        ("2024-02-10", "2024-05-20"),
        ("2024-04-01", "2024-05-20"),
        ("2024-05-20", "2024-05-20"),
    ]


def test_a_coarse_day_that_contradicts_its_neighbours_keeps_its_own_span() -> None:
    assert found(
        event("notice_signed", "2024-05-20"), event("notice_signed", "2024-02-29", date_precision="month")
    )[1] == (
        "2024-02-01",
        "2024-02-29",
    )


def test_planned_and_doubtful_days_bound_nothing() -> None:
    free = (str(NEVER_BEFORE), str(NEVER_AFTER))
    planned = event("notice_signed", "2024-05-20", date_basis="planned")
    doubtful = event("notice_signed", "2024-05-20", date_certain=False)
    unknown = event("notice_signed", None)
    assert found(planned, unknown)[1] == found(doubtful, unknown)[1] == free
    assert found(unknown, planned, unknown)[0] == free
    assert found(unknown, planned)[0] == (str(NEVER_BEFORE), "2024-05-20")


def test_an_unknown_day_is_not_after_the_event_judged() -> None:
    assert found(
        event("notice_signed", None), event("notice_signed", "2024-05-20", date_basis="seen_by")
    ) == [
        (str(NEVER_BEFORE), "2024-05-20"),
        (str(NEVER_BEFORE), "2024-05-20"),
    ]
