"""Builds the demo in an empty installation, only through Casework.execute, with a moved clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from infra.demo.endings import ENDINGS
from infra.demo.enforcement import CASES, Case, begin, keep_register
from infra.demo.life import Act, Life
from infra.demo.matters import Matter, matters
from infra.demo.people import BODY, cast, register
from infra.demo.playing import MovedClock, Player
from infra.settings import Settings, SettingsError
from infra.wiring import Services, build
from states.casework.commands import Actor, FireTimer
from states.dossier.vocabulary import Confidentiality, Role
from states.law.legal_day import legal_day
from states.procedures.catalogue import PROCEDURES
from storage.lateness import forget_acts
from storage.sealing import seal_matter
from storage.sweeps import due_timers

SEALED_AFTER = ("published", "reports", "closed")
CLOCK = Actor("clock", Role.CLOCK)


def seed(settings: Settings) -> str:
    """Fill an empty embedded installation; a filled one is left alone. Returns a Chinese sentence."""
    if not settings.embedded:
        raise SettingsError("演示数据只能装入试用系统（YIFA_MODE=embedded），正式运行不得装入。")
    clock = MovedClock()
    services = build(settings, clock)
    if services.people.offices():
        return "已有数据，未装入演示数据。"
    now = build(settings).clock.now()
    today = legal_day(now)
    register(services.people)
    chosen = matters(today)
    for matter in chosen:
        clock.restart()
        _play(services, clock, matter, today)
    clock.restart()
    keep_register(services, clock, today)
    for case in CASES:
        clock.restart()
        _enforce(services, clock, case, today)
    clock.at(now)
    fired = _fire_due(services, today)
    forget_acts(services.database)
    return f"已装入{len(chosen) + len(CASES) + 1}个演示事项，其中{fired}个期限已经届满。"


def _play(services: Services, clock: MovedClock, matter: Matter, today: date) -> None:
    life = Life(matter.begins, cast(matter.office), **matter.life)
    player = Player(services, clock, matter.key, matter.title, Actor("juece", Role.DECISION_OFFICE))
    player.open(Actor("juece", Role.DECISION_OFFICE), life, matter.office, BODY, confidentiality=Confidentiality(matter.level))
    told = not matter.until or _tell(services, player, life, matter, today)
    if told and matter.then and matter.until != "sent":
        player.play(_past(ENDINGS[matter.then](life, today), today))


def _tell(services: Services, player: Player, life: Life, matter: Matter, today: date) -> bool:
    """Tell the stages up to the one where the demo leaves the matter; False when today comes first."""
    for stage, acts in life.stages():
        told = list(acts)
        if stage == matter.until == "sent" and matter.then:
            told = [told[0], *ENDINGS[matter.then](life, today)]
        past = _past(told, today)
        player.play(past)
        if len(past) < len(told):
            return False
        if stage in SEALED_AFTER:
            player.clock.to(life.later(1))
            seal_matter(services.database, services.archive, services.casework, player.case, services.clock, services.settings.archive_retention_days)
        if stage == matter.until:
            return True
    return True


def _enforce(services: Services, clock: MovedClock, case: Case, today: date) -> None:
    """Tell a matter of the bureau up to its stage, its end, or today; a closed one is sealed the day after."""
    player, life = begin(services, clock, case, today)
    for stage, acts in life.stages():
        told = list(acts) if stage != case.until else _up_to(case.last, acts)
        past = _past(told, today)
        player.play(past)
        if len(past) < len(told) or stage == case.until:
            return
    player.clock.to(life.later(1))
    if life.day < today and "seal_dossier" in PROCEDURES[life.procedure].steps:
        seal_matter(services.database, services.archive, services.casework, player.case, services.clock, services.settings.archive_retention_days)


def _up_to(last: str, acts: Iterable[Act]) -> list[Act]:
    """The acts of a stage with the one of that name as the last, or all."""
    told = list(acts)
    return told[: next((number for number, act in enumerate(told, 1) if act.name == last), len(told))]


def _past(acts: Iterable[Act], today: date) -> list[Act]:
    """The demo tells only what is over: no act of today or later."""
    return list(takewhile(lambda act: act.on < today, acts))


def _fire_due(services: Services, today: date) -> int:
    """What the deadlines flow would have done by today, so that the first screen shows it."""
    due = [timer for timer in due_timers(services.database, today) if not timer.warning]
    for timer in due:
        key = f"{timer.id}:{timer.generation}:fire"
        services.casework.execute(FireTimer(CLOCK, timer.case, key, timer=timer.id, generation=timer.generation))
    return len(due)
