"""A new calendar moves deadlines: what becomes of the clocks of a matter, worked out anew. Pure.

A clock whose day stays is left alone, whatever it has done meanwhile; one whose day moves is armed anew, so that it
warns and fires for the new day. Nothing else of the matter changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from states.casework.commands import Actor, Command
from states.casework.events import Outcome, TimerChange
from states.casework.timers import running
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.requirement import Moment
from states.law.timekeeping import shipped_terms
from states.procedures.catalogue import PROCEDURES, procedure

CLOCK = Actor("clock", Role.CLOCK)
PROFILE = "matter_profile"  # whose flags say whether some clocks run at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproject(Command):
    """Work out anew one clock of a matter by the publication ``version``; ``generation``: as the clock was found."""

    timer: str
    generation: int
    version: int


@dataclass(frozen=True, slots=True)
class OpenClock:
    """A clock as it is stored that still runs or stands still, or has lapsed while its act is not done.

    ``held``: since when it stands still, days used and days left.
    """

    id: str
    name: str
    label: str
    rule: str
    due_on: date
    warn_on: date | None
    provisional: bool
    generation: int
    held: tuple[date | None, int | None, int | None] = (None, None, None)


@dataclass(frozen=True, slots=True)
class Behind:
    """A matter whose clocks were worked out by an older publication (``calendar``), with those clocks."""

    dossier: Dossier
    calendar: int
    clocks: tuple[OpenClock, ...]


@dataclass(frozen=True, slots=True)
class Projected:
    """What is to be recorded: one outcome for each clock that moves, and the clocks of which only the doubt is gone or new."""

    matter: Behind
    moved: tuple[tuple[Reproject, Outcome], ...]
    certain: tuple[str, ...] = ()  # ids of clocks whose day stays and is certain now
    doubtful: tuple[str, ...] = ()  # ids of clocks whose day stays but may still change


@dataclass(frozen=True, slots=True)
class Reprojected:
    """How many matters a batch looked at, and how many deadlines it moved."""

    matters: int
    moved: int


@cache
def _touching(clock: str) -> frozenset[str]:
    """The kinds of entry by which such a clock stands still, is lengthened or begins anew."""
    sources = (one for version in shipped_terms().get(clock, ()) for one in version.sources)
    return frozenset(kind for one in sources for kind in (one.granted_by, one.opened_by, one.closed_by) if kind)


def touched(procedure_name: str, configuration: tuple[str, ...], kinds: Iterable[str]) -> bool:
    """Whether entries of these kinds touch a clock that may run there: then the whole dossier counts."""
    on_file = frozenset(kinds)
    active = (rule for rule in procedure(procedure_name).timers if rule.clock and not set(configuration).isdisjoint((*rule.states, *rule.waits)))
    return any(not on_file.isdisjoint(_touching(rule.clock)) for rule in active)


@cache
def looked_at() -> frozenset[str]:
    """The kinds of entry that say when a clock runs and until when, as long as nothing touches it."""
    rules = [rule for plan in PROCEDURES.values() for rule in plan.timers]
    named = {kind for rule in rules for kind, _ in (*rule.anchors, rule.months, rule.done)}
    return frozenset({PROFILE, *named, *(kind for rule in rules for kind in rule.until)} - {""}).union(
        *(_touching(rule.clock) for rule in rules)
    )


def projected(matter: Behind, moment: Moment) -> Projected:
    """The clocks of the matter by the calendar of ``moment``; a clock that no longer runs is not its business."""
    version = moment.law.almanac.version
    now = running(procedure(matter.dossier.procedure), matter.dossier, moment)
    moved: list[tuple[Reproject, Outcome]] = []
    certain: list[str] = []
    doubtful: list[str] = []
    for clock in matter.clocks:
        change = now.get(clock.name)
        if change is None:
            continue
        if (change.due_on, change.warn_on, *_held(change)) != (clock.due_on, clock.warn_on, *clock.held):
            command = Reproject(
                CLOCK, matter.dossier.id, f"calendar:{version}:{clock.id}:{clock.generation}",
                timer=clock.id, generation=clock.generation, version=version,
            )  # fmt: skip
            moved.append((command, _outcome(matter, clock, change, moment)))
        elif change.provisional != clock.provisional:
            (doubtful if change.provisional else certain).append(clock.id)
    return Projected(matter, tuple(moved), tuple(certain), tuple(doubtful))


def _held(change: TimerChange) -> tuple[date | None, int | None, int | None]:
    return (change.held.since, change.held.used, change.held.left) if change.held else (None, None, None)


def _outcome(matter: Behind, clock: OpenClock, change: TimerChange, moment: Moment) -> Outcome:
    dossier, plan = matter.dossier, procedure(matter.dossier.procedure)
    here, unsure = dossier.configuration, "（暂定）" if change.provisional else ""
    why = because(matter, moment)
    note: dict[str, Any] = {
        "timer": clock.name, "rule": clock.rule, "id": clock.id, "from": clock.due_on, "to": change.due_on,
        "provisional": [clock.provisional, change.provisional], "because": why, "reason": f"依据：{named(why)}",
    }  # fmt: skip
    label = f"截止日重新计算：{clock.label}由{clock.due_on}改为{change.due_on}{unsure}"
    return Outcome(
        "reprojected", clock.name, label, here, here, moment.today, advances=False, ended=plan.ended(here),
        stage=plan.stage(here), note=note, timers=(change,),
    )  # fmt: skip


def because(matter: Behind, moment: Moment) -> list[dict[str, Any]]:
    """The publications since the clocks were last worked out, as far as they concern the matter's place."""
    places = {"", *(one.key for one in moment.law.chosen())}
    return [
        {"version": one.version, "case": one.case, "number": one.announced.number, "year": one.announced.year, "holds": one.holds}
        for one in moment.law.almanac.published
        if one.version > matter.calendar and one.announced.place in places
    ]


def named(because: Sequence[dict[str, Any]]) -> str:
    """The publications in words."""
    return "、".join(f"{one['number']}{'' if one['holds'] else '（撤回）'}" for one in because)
