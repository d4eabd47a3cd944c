"""A plan for a matter under way: what remains from where it stands and from what is on file (read-only)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from states.dossier.model import Dossier
from states.errors import InvalidEntry
from states.law.almanac import calendar as calendar_of
from states.law.announced import Announced
from states.law.calendar import WorkCalendar, with_local_holidays, with_worked_days
from states.law.conditions.draft_text import current_text, reviewed_text
from states.law.conditions.participation import for_market_entities, heard, kept_back
from states.law.day_lines import chinese_date
from states.law.holiday_notice import days_between
from states.law.planning.ahead import CONSULTATION, LATEST_YEAR, REVIEW
from states.law.planning.hearing import ANNOUNCED, hearing_floors, hearing_wanted
from states.law.planning.model import Plan
from states.law.planning.path import PATH, Floor, holding, walk
from states.law.requirement import Moment
from states.law.timekeeping import consultation_end

HEARING = "hearing"
ORDER = tuple(step for group in PATH for step in group)
# Where a matter stands -> the first step that is not complete yet. States that are not here have none ahead.
AHEAD: Mapping[str, str] = {
    "proposed": "scope",
    "under_study": "initiation",
    "started": "drafting",
    "drafting": "drafting",
    "arguing": "participation",
    "legality_review": "legality_review",
    "tabled": "deliberation",
    "deliberating": "deliberation",
    "decided": "party_report",
    "published": "archiving",
}
# Parts of 论证 that are behind the matter, by the state that says so.
BEHIND: Mapping[str, tuple[str, ...]] = {
    "pp_done": ("participation", "hearing"),
    "pp_collating": ("hearing",),
    "he_held": ("hearing",),
    "he_none": ("hearing",),
    "ex_done": ("expert_review",),
    "ex_none": ("expert_review",),
    "ri_done": ("risk_assessment",),
    "ri_none": ("risk_assessment",),
    "fc_done": ("fair_competition",),
    "fc_none": ("fair_competition",),
}
BEGUN = {"expert_review": "ex_reviewing", "risk_assessment": "ri_assessing", "fair_competition": "fc_reviewing"}
UNDER_REVIEW = frozenset({"le_reviewing", "le_changing", "le_passed"})
REVIEWED = frozenset({"le_passed", "tabled", "deliberating"})
CONSULTED = frozenset({"co_closed", "co_none"})
FLAGS = {"expert_review": "technical", "risk_assessment": "risk_possible", "fair_competition": "market_activity"}
LONGEST_MOVE = 366  # days by which a hearing may be moved in a supposition


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is supposed. ``start``: when work goes on, by default today. ``hearing``, ``consult``: whether there is to
    be a hearing, an open consultation; None reads it off the dossier. ``hearing_moves``: days by which the hearing is
    later (negative: earlier). ``off``, ``worked``: days off and days worked beyond those of the calendar, as one more
    notice might give them; ``notice``: one that waits to be confirmed, as if it held.
    """

    start: date | None = None
    hearing: bool | None = None
    consult: bool | None = None
    hearing_moves: int = 0
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    notice: Announced | None = None


AS_IT_STANDS = WhatIf()
_DAY = r"(\d{4}-\d{2}-\d{2})"
_SPAN = re.compile(rf"{_DAY}(?:(?:至|~|/){_DAY})?")


def days_off(text: str, field: str = "off") -> frozenset[date]:
    """Days and spans as people write them (2027-02-05至2027-02-12、2027-02-20); InvalidEntry for anything else."""
    found: set[date] = set()
    for part in re.split(r"[、，,;；\s]+", text.strip()):
        if not part:
            continue
        try:
            first, last = _SPAN.fullmatch(part).groups()  # type: ignore[union-attr]  # no match is refused below
            found.update(_span(date.fromisoformat(first), date.fromisoformat(last or first)))
        except (AttributeError, ValueError):
            raise InvalidEntry({field: f"“{part}”不是日期，请按2027-02-05或者2027-02-05至2027-02-12填写。"}) from None
    return frozenset(found)


def _span(first: date, last: date) -> Iterable[date]:
    if not 0 <= (last - first).days <= LONGEST_MOVE:
        raise ValueError(first)
    return days_between(first, last)


def remaining(dossier: Dossier, moment: Moment, what_if: WhatIf = AS_IT_STANDS) -> Plan:
    """The steps ahead of a matter; none when it is being executed or has ended.

    InvalidEntry: work is supposed to go on before today or too far ahead, or a hearing is moved too far.
    """
    start = what_if.start or moment.today
    _possible(start, moment.today, what_if)
    calendar = _calendar(moment, what_if)
    here = frozenset(dossier.configuration)
    route = _route(dossier, here, what_if)
    if what_if.hearing_moves and HEARING not in route:
        raise InvalidEntry({"hearing_moves": "本事项没有待举行的听证会，不能计算听证会改期。"})
    hearing = hearing_floors(dossier, here, moment.law, calendar, start, what_if.hearing_moves)
    floors = (*_consultation(dossier, moment, here, what_if), *hearing, *_review(dossier, here))
    return walk(start, route, holding(floors, moment.law), moment.law, calendar)


def _possible(start: date, today: date, what_if: WhatIf) -> None:
    wrong = {}
    if not today <= start <= date(LATEST_YEAR, 12, 31):
        wrong["from_day"] = f"开始日期应当在今天（{chinese_date(today)}）或者以后、{LATEST_YEAR}年以前。"
    if abs(what_if.hearing_moves) > LONGEST_MOVE:
        wrong["hearing_moves"] = f"听证会移动的天数不能超过{LONGEST_MOVE}天。"
    if wrong:
        raise InvalidEntry(wrong)


def _calendar(moment: Moment, what_if: WhatIf) -> WorkCalendar:
    law, found = moment.law, moment.law.calendar
    if what_if.notice:
        found = calendar_of(law.almanac.with_notice(what_if.notice), law.chosen())
    if what_if.off:
        found = with_local_holidays(found, dict.fromkeys(what_if.off, "假定放假"), True)
    return with_worked_days(found, dict.fromkeys(what_if.worked, "假定上班")) if what_if.worked else found


def first_ahead(dossier: Dossier, here: frozenset[str]) -> str | None:
    """The first step of the map that is not complete where the matter stands."""
    if "le_unlawful" in here:  # the way on leads back to the draft (L713 art. 25(1))
        return "drafting"
    if REVIEWED & here and _another_text(dossier):
        return REVIEW.step
    if "le_passed" in here:
        return "submission"
    return next((step for state, step in AHEAD.items() if state in here), None)


def _another_text(dossier: Dossier) -> bool:
    """Whether the newest text is not the reviewed one, so that it goes back to the reviewer (arts. 25(1), 27)."""
    return current_text(dossier) not in ("", reviewed_text(dossier))


def _route(dossier: Dossier, here: frozenset[str], what_if: WhatIf) -> frozenset[str]:
    first = first_ahead(dossier, here)
    if first is None:
        return frozenset()
    profile = dossier.last("matter_profile")
    chosen = {step: bool(profile and profile.flag(flag)) for step, flag in FLAGS.items()}
    chosen |= {step: True for step, state in BEGUN.items() if state in here}
    wanted = hearing_wanted(dossier, here) if what_if.hearing is None else what_if.hearing
    chosen[HEARING] = wanted or ANNOUNCED in here
    chosen["catalogue"] = False  # the year's list is a matter of its own
    done = {step for state, steps in BEHIND.items() if state in here for step in steps}
    return frozenset(step for step in ORDER[ORDER.index(first) :] if chosen.get(step, True) and step not in done)


def _consultation(dossier: Dossier, moment: Moment, here: frozenset[str], what_if: WhatIf) -> Iterator[Floor]:
    """Open: until the day that was announced. Not yet open: the law's minimum, unless it may be left out."""
    notice = dossier.last("consultation_notice")
    closes = consultation_end(dossier, moment)
    if notice is not None and closes is not None and "co_open" in here:
        yield Floor("participation", CONSULTATION.rule, since=notice.on, until=closes, label=CONSULTATION.label, text="公告的截止日期")
        return
    wanted = consultation_wanted(dossier) if what_if.consult is None else what_if.consult
    if CONSULTED & here or not wanted:
        return
    yield CONSULTATION
    if for_market_entities(dossier):
        yield replace(CONSULTATION, rule="D-PUB-10")
    if dossier.flag("matter_profile", "normative_document"):
        yield replace(CONSULTATION, rule="D-NORM-07")


def consultation_wanted(dossier: Dossier) -> bool:
    """Whether an open consultation is still to come: not where the law keeps the draft back, nor a second time unless
    it has been decided."""
    choice = dossier.last("reconsultation_choice")
    closing = dossier.last("consultation_closing")
    if closing is not None:
        return choice is not None and dossier.order(choice) > dossier.order(closing) and choice.flag("again")
    return not kept_back(dossier) and not (heard(dossier) and dossier.has("consultation_waiver"))


def consultation_open(dossier: Dossier) -> bool:
    """Whether it is still to be decided if the draft is put before the public."""
    here = frozenset(dossier.configuration)
    settled = {"co_open", "pp_done"} | CONSULTED
    return _ahead(dossier, CONSULTATION.step) and not settled & here


def hearing_open(dossier: Dossier) -> bool:
    """Whether a hearing lies ahead or may still be decided on."""
    here = frozenset(dossier.configuration)
    return _ahead(dossier, HEARING) and not any(HEARING in BEHIND.get(state, ()) for state in here)


def _ahead(dossier: Dossier, step: str) -> bool:
    first = first_ahead(dossier, frozenset(dossier.configuration))
    return first is not None and ORDER.index(first) <= ORDER.index(step)


def _review(dossier: Dossier, here: frozenset[str]) -> Iterator[Floor]:
    """From the day on which the papers were complete until the tabling; a review still to come runs from the arrival."""
    receipt = dossier.last("review_receipt") if UNDER_REVIEW & here else None
    if receipt is not None and REVIEWED & here and _another_text(dossier):
        receipt = None
    if receipt is not None and any(dossier.after(receipt, "short_review_reason")):
        return  # departed from, with a recorded reason
    since = receipt.on if receipt else None
    step = "submission" if since and "le_passed" in here else REVIEW.step
    yield replace(REVIEW, step=step, since=since)
    if dossier.flag("matter_profile", "normative_document"):
        yield replace(REVIEW, step=step, rule="D-NORM-05", name="min", since=since)
