"""Cases made up at random, with gaps between their dates that lie close to every limit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.infra.replay import generated_penalty as penalties

Raw = dict[str, Any]
Draw = Any

# Around 5, 7, 14, 29-30, 60 days and the working weeks that hold 5 and 7 working days.
GAPS = (0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 28, 29, 30, 31, 37, 42, 52, 58, 59, 60, 61, 62, 63, 66, 68, 90)
CLOSE_GAPS = {
    "consultation_closed": (15, 27, 28, 29, 30, 31),
    "registration_closed": (3, 4, 5, 6, 14),
    "participants_published": (1, 5, 10),
    "materials_served": (1, 5, 10),
    "review_applied": (20, 58, 59, 60, 61, 62, 63, 66, 68),
    "review_accepted": (0, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14),
    "review_extended": (10, 30, 55, 59, 60, 61, 62, 63, 66, 68),
    "planned_decision": (29, 37, 39, 41, 45, 51, 53, 55, 90),
} | penalties.CLOSE_GAPS
FIRST, LAST = date(2008, 1, 1), date(2024, 12, 31)
KNOWN_UNTIL = date(2026, 11, 30)  # the holidays of later years are not known
MOMENTS = ("stated", "page_date", "seen_by", "signature", "computed")
# Each event as it would follow; some are left out, some told backwards. One notice of a hearing each: with several
# the description leaves open which of them counts.
CHAINS = {
    "consultation": (
        "major_decision",
        *("notice_signed", "consultation_opened", "consultation_closed", "opinions_collated", "feedback_published"),
        *("superior_law_in_force", "decision_made", "superior_law_in_force"),
    ),
    "hearing": (
        "major_decision",
        *("hearing_announced", "registration_opened", "registration_closed", "participants_published"),
        *("materials_served", "hearing_scheduled", "hearing_held", "hearing_report_published"),
    ),
    "building": (
        "major_decision",
        *("risk_survey_opened", "risk_survey_closed", "construction_started", "risk_assessment_concluded"),
        "construction_started",
    ),
    "price_hearing": (
        "price_hearing",
        *("hearing_announced", "registration_opened", "registration_closed", "participants_published"),
        *("materials_served", "hearing_scheduled", "hearing_held", "hearing_report_published"),
    ),
    "catalogue": ("annual_catalogue", "catalogue_signed", "catalogue_published", "planned_decision", "planned_decision"),
    "reconsideration": (
        "reconsideration",
        *("decision_made", "decision_served", "review_applied", "review_accepted", "hearing_held"),
        *("review_extended", "review_extended", "decision_made", "hearing_held", "review_applied"),
    ),
    "report": ("annual_report", "report_signed", "report_published", "deadline_reached", "report_published"),
} | penalties.CHAINS


def _one_in(n: int) -> st.SearchStrategy[bool]:
    return st.integers(1, n).map(lambda drawn: drawn == n)


@st.composite
def cases(draw: Draw, chain: str) -> Raw:
    """One case: the events of a chain, some left out, most of them in the order of their dates."""
    procedure, *names = CHAINS[chain]
    names = [one for one in names if not draw(_one_in(4))]
    if draw(_one_in(6)):
        names = names[::-1]
    day = draw(penalties.FIRST_DAYS if chain in penalties.CHAINS else st.dates(FIRST, LAST))
    hearing = day + timedelta(draw(st.sampled_from(GAPS)))
    events: list[Raw] = []
    for name in names:
        day = min(day + timedelta(draw(st.sampled_from(CLOSE_GAPS.get(name, GAPS)))), KNOWN_UNTIL)
        near = hearing if name in ("hearing_scheduled", "hearing_held") and draw(st.booleans()) else day
        facts = dict(draw(_facts(name, near, hearing, chain in penalties.CHAINS)))
        events.append({"on": _dated(draw, near, facts), "event": name, "facts": facts})
    return {"id": "T00", "procedure": procedure, "title": "某事项", "facts": draw(_case_facts(procedure, day)), "events": events}


def _dated(draw: Draw, day: date, facts: Raw) -> str | None:
    if not draw(_one_in(4)):
        return day.isoformat()
    kind = draw(st.sampled_from(("none", "month", "month", "quarter", "year", "doubtful", "basis", "basis")))
    if kind == "none":
        return None
    if kind == "doubtful":
        facts["date_certain"] = False
    elif kind == "basis":
        facts["date_basis"] = draw(st.sampled_from(MOMENTS))
    else:
        facts["date_precision"] = kind
        day = _last_of(kind, day)
    return day.isoformat()


def _last_of(kind: str, day: date) -> date:
    month = {"month": day.month, "quarter": (day.month + 2) // 3 * 3, "year": 12}[kind]
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _case_facts(procedure: str, day: date) -> st.SearchStrategy[Raw]:
    overlay = st.fixed_dictionaries(
        {},
        optional={
            "registration_notice_days_min": st.sampled_from((5, 10, 15, 30)),
            "announcement_days_min": st.sampled_from((5, 7, 10, 15, 30)),
            "consumer_share_min": st.sampled_from((0.25, 0.4, 0.07)),
        },
    )
    near = st.sampled_from((-90, -31, -2, -1, 0, 0, 1, 30)).map(lambda gap: (day + timedelta(gap)).isoformat())
    possible: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "major_decision": {"risk_assessment_required": st.booleans(), "overlay": overlay},
        "price_hearing": {"overlay": overlay},
        "annual_report": {"report_by": near, "publish_by": near},
        **{one: {"field": penalties.FIELDS} for one in ("penalty", "corrective_order", "litigation")},
    }
    none: dict[str, st.SearchStrategy[Any]] = {}
    return st.fixed_dictionaries(none, optional=possible.get(procedure, none))


def _before(day: date, *gaps: int) -> st.SearchStrategy[str]:
    return st.sampled_from(gaps or GAPS).map(lambda gap: (day - timedelta(gap)).isoformat())


_SMALL = st.integers(0, 3)
_PARTS = st.lists(st.sampled_from(("draft", "explanation", "reply_ways", "period")), unique=True, max_size=4)
_PLACES = st.lists(st.sampled_from(("政府网站", "报刊", "宣传栏", "政府公报")), unique=True, max_size=3)
_STEPS = st.lists(st.sampled_from(("公开征求意见", "专家论证", "合法性审查", "集体讨论决定")), unique=True, max_size=4)
_SEATS = {
    "seats": st.fixed_dictionaries({"consumers": st.integers(0, 5), "others": st.integers(0, 5)}),
    "seats_stated": st.integers(1, 10),
    "named_bodies": st.fixed_dictionaries({"group": st.just("others"), "seats": _SMALL, "named": _SMALL}),
}
_COUNTS = {"adopted": _SMALL, "partly_adopted": _SMALL, "not_adopted": _SMALL}


def _facts(name: str, day: date, hearing: date, penal: bool) -> st.SearchStrategy[Raw]:
    on = st.just(hearing.isoformat())
    table: dict[str, tuple[Raw, Raw]] = {  # what must stand there, what may
        "consultation_opened": ({}, {"notice_contains": _PARTS, "notice_lacks": _PARTS, "publication_channels": _PLACES}),
        "consultation_closed": ({}, {"urgent_reason_published": st.booleans()}),
        "opinions_collated": ({"comments_received": st.integers(0, 6)}, _COUNTS),
        "feedback_published": ({}, {"comments_received": st.integers(0, 6), "reasons_published": st.booleans(), **_COUNTS}),
        "hearing_announced": ({}, {"hearing_on": on, "age_max": st.just(65), **_SEATS}),
        "registration_opened": ({}, {"hearing_on": on, "notice_published_on": _before(day), **_SEATS}),
        "hearing_held": ({}, {
            "materials_served_on": _before(day, 5, 6, 7, 8, 14), "hearing_notice_served_on": _before(day, 5, 6, 7, 8, 9, 10, 11, 12)
        }),
        "risk_assessment_concluded": ({}, {"controllable": st.booleans()}),
        "catalogue_published": ({}, {"party_consent": st.booleans()}),
        "planned_decision": ({}, {"procedures": _STEPS}),
        "review_applied": ({}, {"knew_on": _before(day, 20, 58, 59, 60, 61, 62, 63, 66, 68)}),
        "review_extended": ({}, {"extended_days": st.sampled_from((1, 15, 29, 30, 31, 60))}),
        "deadline_reached": ({"period": st.just("annual_report_publication")}, {"done_shown": st.booleans()}),
    }
    needed, optional = (penalties.facts(day) if penal else table).get(name, ({}, {}))
    sums = st.sampled_from(([{"expr": "1.2 + 0.45", "equals": 1.65}], [{"expr": "1 + 1", "equals": 3}]))
    return st.fixed_dictionaries(needed, optional={**optional, "arithmetic": sums} if name in ("notice_signed", "clue_received", "accident") else optional)
