"""听证: what can be said of single facts about a hearing (L713 arts. 16, 17).

Each function judges what it is given and asks for nothing else, so that a published page can be judged too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.dossier.vocabulary import Role, Signature
from states.law.calendar import WorkCalendar
from states.law.period import Period
from states.law.requirement import Finding, Moment, met, unmet

SEARCH_DAYS = 120  # how far ahead a lawful day is looked for: beyond any lead time that a rule sets
NOTICE_PARTS = {"draft": "决策草案", "explanation": "说明等材料", "place": "听证地点"}

Row = Mapping[str, Value]


def earliest_event(period: Period, act: date, cal: WorkCalendar) -> date | None:
    """The first day for the event when the earlier act is done on ``act``; None where none is near."""
    days = (act + timedelta(days=ahead) for ahead in range(SEARCH_DAYS))
    return next((day for day in days if period.kept(act, day, cal)), None)


def seats_add_up(seats: Mapping[str, int], stated: int) -> bool:
    """Whether the seats of all groups make the total that is printed."""
    return sum(seats.values()) == stated


def share_kept(part: int, whole: int, floor: float) -> bool:
    """Whether ``part`` of ``whole`` reaches the share; equal is enough, nothing of nothing is not."""
    return whole > 0 and part >= whole * floor


def sign_up_days(opened_on: date, closed_on: date) -> int:
    """Calendar days to sign up, the first day not counted."""
    return (closed_on - opened_on).days


def unseated(seats: Iterable[Row], people: Iterable[Row]) -> tuple[str, ...]:
    """Interest groups with a place in the plan of seats and nobody on the list (art. 16(3))."""
    present = {row.get("group") for row in people}
    return tuple(str(row["group"]) for row in seats if row.get("group") and row["group"] not in present)


def notice_lacks(notice: Entry) -> tuple[str, ...]:
    """Labels of the parts of art. 16(2) that the notice of hearing does not carry."""
    missing = [label for name, label in NOTICE_PARTS.items() if not notice.text(name)]
    return (*missing, *(() if notice.day("hearing_on") else ("听证时间",)))


def selects(notice: Entry) -> bool:
    """Whether participants are selected: the notice says so, or opens sign-up or gives a method all the same."""
    days = (notice.day("registration_opens_on"), notice.day("registration_closes_on"))
    return notice.flag("selection_needed") or bool(notice.text("selection_method")) or any(days)


def for_this_hearing(dossier: Dossier, kind: str) -> Entry | None:
    """The latest list or service made since the last hearing that was held before this one was announced.

    What was served for a hearing that was put off still counts; what was served for an earlier one does not.
    """
    notice = dossier.last("hearing_notice")
    held = [one for one in dossier.all("hearing_record") if notice and dossier.order(one) < dossier.order(notice)]
    made = dossier.after(held[-1], kind) if held else dossier.all(kind)
    return next(iter(reversed([*made])), None)


def unsigned(signatures: Sequence[Row]) -> tuple[str, ...]:
    """Participants who refused to sign without a note of why (art. 17(3))."""
    refused = [row for row in signatures if row.get("signature") == Signature.REFUSED]
    return tuple(str(row.get("name", "")) for row in refused if not row.get("note"))


def attending(signatures: Iterable[Row]) -> int:
    """How many came, whether they signed or not."""
    return sum(1 for row in signatures if row.get("signature") != Signature.ABSENT)


def days_ahead(
    period: Period, act: date | None, event: date | None, moment: Moment, what: str, cure: str
) -> Finding:
    """Judge one lead time; ``what``: the act in Chinese, ``cure``: how to do it."""
    cal = moment.law.calendar
    if event is None:
        return unmet("没有听证日期。", "登记听证日期。", Role.SPONSOR)
    if act is None:
        return unmet(
            f"没有{what}的记录，应当{period.label}办理。",
            cure,
            Role.SPONSOR,
            earliest=earliest_event(period, moment.today, cal),
        )
    if period.kept(act, event, cal):
        return met(f"{what}在{act}，听证会在{event}，符合{period.label}。")
    earliest = earliest_event(period, act, cal)
    return unmet(
        f"{what}在{act}，听证会在{event}，不足{period.label}。",
        f"将听证会延期到{earliest}或者以后。",
        Role.SPONSOR,
        earliest=earliest,
    )
