"""Short words for stories of enforcement: ways of the lives, acts at the register, what officers have with them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from tests.penalties import BODY
from tests.stories.refusal import Doing
from tests.stories.shelf import Way
from tests.stories.tales import INSPECTION, PENALTY, Tale
from tests.stories.telling import Story

PLACES = ("work_safety", "yunnan", "yuanmou")  # the sector and the places of the tests' bureau: one life serves most stories
PAIR = [{"person": "officer", "certificate": "演示000001"}, {"person": "officer2", "certificate": "演示000002"}]
UNCERTIFIED = [{"person": "bureau_deputy", "certificate": "无"}]
SPARED: Mapping[str, Any] = {"no_penalty": True, "hearing": False, "discussed": False}
QUALIFIED = {"person": "bureau_reviewer", "since": "2026-01-05", "qualification": "演示-法律职业资格"}
UNQUALIFIED = {"person": "bureau_reviewer", "since": "2026-01-05"}


def told(tale: Tale, *omit: str, alter: Mapping[str, Any] | None = None, overlays: tuple[str, ...] = PLACES, **life: Any) -> Way:
    opening = {"overlays": list(overlays)}
    return Way(life, opening, alter or {}, omit, tale)


def penal(*omit: str, **more: Any) -> Way:
    return told(PENALTY, *omit, **more)


def inspected(*omit: str, **more: Any) -> Way:
    return told(INSPECTION, *omit, **more)


def all_of(*done: Doing) -> Doing:
    """One after the other."""

    def one_by_one(story: Story) -> None:
        for one in done:
            one(story)

    return one_by_one


def at_register(story: Story, doing: Callable[[Story], object]) -> None:
    """Something done on the register above, and back."""
    story.case, story.other = story.other, story.case
    doing(story)
    story.case, story.other = story.other, story.case


def registered(kind: str, /, **fields: Any) -> Doing:
    """The keeper puts that on the body's register."""
    return lambda story: at_register(story, lambda at: at.record("bureau_reviewer", kind, **fields))


def body(**standing: Any) -> Doing:
    """The body is registered anew, on the day on which the story stands."""
    return lambda story: registered("enforcement_body", **BODY | {"registered_on": story.life.day} | standing)(story)


def waits(days: int) -> Doing:
    return lambda story: story.later(days)


def waits_workdays(days: int) -> Doing:
    def waited(story: Story) -> None:
        story.clock.to(story.life.working(days))

    return waited


def files(who: str, kind: str, day: str, /, **fields: Any) -> Doing:
    """An entry of today; ``day``: how its date is called."""
    return lambda story: story.record(who, kind, **{day: story.life.day}, **fields)


def corrects(kind: str, /, **changes: Any) -> Doing:
    return lambda story: story.correct(kind, **changes)


def made(name: str) -> Doing:
    """Live on lawfully up to that act, which stays the next one."""

    def lived(story: Story) -> None:
        story.rest = itertools.chain([story.until(name)], story.rest)

    return lived


def takes(name: str) -> Doing:
    """Live on lawfully, that act included."""
    return lambda story: story.play([story.until(name)])
