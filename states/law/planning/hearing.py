"""The hearing of a matter under way: is there to be one, and from when may it be held (L713 arts. 16, 17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from states.dossier.model import Dossier, Entry
from states.law.calendar import WorkCalendar
from states.law.conditions.hearing_facts import selects
from states.law.planning.ahead import ANNOUNCEMENT, MATERIALS, SIGN_UP
from states.law.planning.path import Floor, holding
from states.law.values import LawView

ANNOUNCED = "he_announced"
EVE = timedelta(days=1)  # 提前: what must come before the hearing comes at least the day before


def hearing_wanted(dossier: Dossier, here: frozenset[str]) -> bool:
    """Announced; or required by another law, or promised to the public, and not held so far."""
    if ANNOUNCED in here:
        return True
    if dossier.has("hearing_record"):
        return False
    profile = dossier.last("matter_profile")
    required = bool(profile and profile.text("hearing_required_by"))
    return required or any(one.flag("accepted") for one in dossier.all("hearing_suggestion"))


def hearing_floors(
    dossier: Dossier, here: frozenset[str], law: LawView, calendar: WorkCalendar, start: date, moves: int
) -> tuple[Floor, ...]:
    """What the hearing waits for. ``moves``: days by which it is supposed to be later; that asks for a new notice."""
    notice = dossier.last("hearing_notice") if ANNOUNCED in here else None
    lead = (*_served(dossier), *_listed(dossier, start), *_published(None if moves else notice, notice))
    announced = notice.day("hearing_on") if notice else None
    if not moves:
        return (*lead, *_as_announced(notice, announced))
    again = (_eve("D-HEAR-02", "重新公告", start),) if notice else ()
    runs = (one.run(start, law, calendar).ends for one in holding(lead, law))
    base = announced or max(runs, default=start)
    return (*lead, *again, _moved(base + timedelta(days=moves), start, moves))


def _served(dossier: Dossier) -> Iterator[Floor]:
    served = _since_the_last(dossier, "hearing_materials")
    for floor in MATERIALS:
        yield replace(floor, since=served.on if served else None)


def _listed(dossier: Dossier, start: date) -> Iterator[Floor]:
    """The list of participants comes before the hearing (art. 16(3)); where local rules say so, days before."""
    people = _since_the_last(dossier, "hearing_participants")
    if people is None:
        yield _eve("D-HEAR-04", "公布参加人名单", start)
    yield replace(ANNOUNCEMENT, since=people.on if people else None, label="参加人名单公布")


def _published(standing: Entry | None, notice: Entry | None) -> Iterator[Floor]:
    published = standing.day("published_on") if standing else None
    opens = (standing.day("registration_opens_on") if standing else None) or published
    yield replace(ANNOUNCEMENT, since=published)
    if notice is None or selects(notice):
        yield replace(SIGN_UP, since=opens)


def _as_announced(notice: Entry | None, announced: date | None) -> Iterator[Floor]:
    if notice is not None and announced is not None:
        since = min(notice.on, announced)
        yield Floor("hearing", "D-HEAR-02", since=since, until=announced, label="听证会公告", text="公告的听证日期")


def _moved(day: date, start: date, moves: int) -> Floor:
    text = f"假定{'推迟' if moves > 0 else '提前'}{abs(moves)}天"
    return Floor("hearing", "D-HEAR-02", since=min(start, day), until=day, label="听证会日期", text=text)


def _eve(rule: str, label: str, start: date) -> Floor:
    return Floor("hearing", rule, until=start + EVE, label=label, text="应当早于听证会")


def _since_the_last(dossier: Dossier, kind: str) -> Entry | None:
    """What was made after the hearing that was held last: it serves the one to come, also when that was put off."""
    held = dossier.last("hearing_record")
    made = dossier.after(held, kind) if held else dossier.all(kind)
    return next(iter(reversed([*made])), None)
