"""What only a published page is asked: each requirement kept and broken by one fact."""

from __future__ import annotations

from datetime import date

from states.dossier.schema import Value
from states.law.conditions.published_facts import LEAD, NEW_LAW, SEATS, SIGN_UP
from states.law.requirement import Status
from tests.states.law.examples.build import REPLAYED, Example, Given, entry, given, page

TODAY = "2026-05-20"
LOCAL = ("local_example",)  # where special rules on hearings hold


def notice(on: str = "2026-04-20", **fields: int | date) -> Given:
    return given(page("hearing_notice", on, **fields), today=TODAY)


def seats(**fields: int | str) -> Given:
    return given(page(SEATS, "2026-04-20", **fields), today=TODAY, overlays=LOCAL)


def table(stated: int) -> Given:
    rows: Value = ({"group": "consumers", "number": 4}, {"group": "others", "number": 6})
    return given(page(SEATS, "2026-04-20", seats=rows, stated=stated), today=TODAY)


def sign_up(closed_on: date) -> Given:
    return given(page(SIGN_UP, TODAY, opened_on=date(2026, 4, 20), closed_on=closed_on, days_min=5), today=TODAY)


def lead(act_on: date) -> Given:
    act = page(LEAD, TODAY, what="公告", act_on=act_on, hearing_on=date(2026, 5, 20), days_min=15)
    return given(act, today=TODAY, overlays=LOCAL)


def planned(on: date) -> Given:
    items: Value = ({"number": 1, "planned_on": on},)
    return given(
        page("catalogue_draft", "2026-03-02", items=items),
        page("catalogue_publication", "2026-03-02", published_on=date(2026, 3, 2)),
        today=TODAY,
    )


RISKY = page("matter_profile", "2026-05-20", risk_possible=True)
SIGNED_UP, ANNOUNCED = page(SIGN_UP, "2026-05-06"), page("hearing_notice", "2026-04-20")

EXAMPLES = (
    Example("D-HEAR-02#day", REPLAYED, notice(hearing_on=date(2026, 5, 20)), notice()),
    Example("D-HEAR-03#order", REPLAYED, given(ANNOUNCED, SIGNED_UP), given(SIGNED_UP, ANNOUNCED)),
    Example("D-HEAR-03#age", REPLAYED, notice(), notice(age_max=60), Status.WARNED, Status.NOT_APPLICABLE),
    # From 20 April: five days are enough, four are not.
    Example("D-HEAR-03#sign_up", REPLAYED, sign_up(date(2026, 4, 25)), sign_up(date(2026, 4, 24))),
    Example("D-HEAR-03#seats", REPLAYED, table(10), table(11)),
    Example("D-HEAR-03#named", REPLAYED, seats(group_seats=6, named=6), seats(group_seats=6, named=4)),
    # Fifteen days before 20 May is 5 May.
    Example("D-HEAR-10#lead", REPLAYED, lead(date(2026, 5, 5)), lead(date(2026, 5, 6)), Status.WARNED),
    # Four tenths of twenty are eight.
    Example(
        "D-HEAR-10#share",
        REPLAYED,
        seats(consumers=8, stated=20, share_min="0.4"),
        seats(consumers=7, stated=20, share_min="0.4"),
        Status.WARNED,
    ),
    # 30 days from 2 March end on 1 April; seven working days later (no 4-6 April, 清明) it is 13 April; 14 spare
    # days are still few, so 28 April is the first day without an alarm.
    Example("D-LEG-07#planned", REPLAYED, planned(date(2026, 4, 28)), planned(date(2026, 4, 27)), Status.WARNED),
    Example(
        "D-LEG-08#new_law",
        REPLAYED,
        given(entry("meeting_minutes"), page(NEW_LAW, "2026-05-06", law="某条例")),
        given(page(NEW_LAW, "2026-05-06", law="某条例")),
        Status.WARNED,
        Status.NOT_APPLICABLE,
    ),
    Example(
        "D-RISK-07#started",
        REPLAYED,
        given(RISKY, page("risk_assessment", "2026-05-01", controllable=True)),
        given(RISKY),
    ),
)
