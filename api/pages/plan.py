"""计划: when each step can lawfully be done, for a matter under way and for one that is only thought of. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.errors import InvalidEntry
from states.law.planning import STEP_LABELS, TRAIT_LABELS, Traits, WhatIf, plan_ahead
from states.law.planning.supposing import as_given, day_of, supposed
from states.law.values import overlays
from storage.queries.calendars import waiting, waiting_notice
from storage.queries.law import law_here
from storage.queries.plan import PlannedStepView, PlanView, StretchView, plan_view, shown

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
Text = Annotated[str, Query(max_length=400)]
Many = Annotated[list[str], Query(max_length=40)]
TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on the time scale; places are percentages of its length."""

    x: str
    width: str
    look: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    day: date
    dot: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The picture: a lane per step, marks of days, and the wished day."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, str, str], ...]  # place, which side the words go, words
    wish: str


@router.get("/cases/{case}/plan")
def case_plan(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, wish: Text = "",
    from_day: Text = "", moves: Text = "", held: Text = "", consult: Text = "", off: Text = "", worked: Text = "", notice: Text = "",
) -> Response:  # fmt: skip
    """What remains of a matter, and what would become of it; a supposition that makes no sense leaves it as it stands."""
    given = {"wish": wish, "from_day": from_day, "moves": moves, "held": held, "consult": consult, "off": off, "worked": worked,
             "notice": notice}  # fmt: skip
    seen = None
    try:
        what_if, wished = supposed(given)
        if notice:
            what_if = replace(what_if, notice=waiting_notice(parts.database, looking, notice))
        view = plan_view(parts.database, looking, today, case, what_if, wished)
    except InvalidEntry as error:
        what_if = WhatIf()
        view = plan_view(parts.database, looking, today, case, what_if)
        seen = refused(request, as_given(error), _asked_for(view))
    return case_page(
        request, "plan.html", desk, matter(parts, looking, today, case), "/plan", status=seen.status if seen else 200,
        plan=view, scale=_scale(view), given=given, refused=seen, wrong=dict(seen.fields) if seen else {},
        supposed=what_if != WhatIf(), today=today, notices=waiting(parts.database, looking),
    )  # fmt: skip


@router.get("/plan")
def fresh_plan(
    request: Request, desk: Desk, parts: Parts, today: Today, from_day: Text = "", wish: Text = "", from_step: Text = "",
    traits: Many = [], local: Many = [],  # noqa: B006 - FastAPI copies the default for each request
) -> Response:  # fmt: skip
    """A matter that has not begun: from its traits, its place and a day."""
    given = {"from_day": from_day or today.isoformat(), "wish": wish, "from_step": from_step, "traits": traits, "local": local}
    seen, view = None, None
    try:
        view = _thought_of(parts, given)
    except InvalidEntry as error:
        seen = refused(request, as_given(error), given)
    return page(
        request, "plan_new.html", desk, nav="/plan", status=seen.status if seen else 200, plan=view,
        scale=_scale(view) if view else None, given=given, refused=seen, wrong=dict(seen.fields) if seen else {},
        traits=tuple(TRAIT_LABELS.items()), places=tuple((one.key, one.name) for one in overlays().values()),
        steps=tuple(STEP_LABELS.items()),
    )  # fmt: skip


def _asked_for(view: PlanView) -> set[str]:
    """The inputs that the form shows."""
    hearing = {"held", "moves"} if view.hearing_open else set()
    return {"from_day", "off", "worked", "notice"} | hearing | ({"wish"} if view.decision else set()) | ({"consult"} if view.consultation_open else set())


def _thought_of(parts: Services, given: Mapping[str, Any]) -> PlanView:
    wrong: dict[str, str] = {}
    start, wish = (day_of(given, name, wrong) for name in ("from_day", "wish"))
    if any(key not in overlays() for key in given["local"]):
        wrong["local"] = "没有这一地方规定，请从列表中选择。"
    if wrong or start is None:
        raise InvalidEntry(wrong or {"from_day": "请填写开始日期。"})
    chosen = Traits(**{one.name: one.name in given["traits"] for one in fields(Traits)})
    law = law_here(parts.database, start, chosen.overlays | set(given["local"]))
    return shown(plan_ahead(start, chosen, law, given["from_step"] or None), wish)


def _scale(view: PlanView) -> Scale | None:
    """None where there is no length of time to draw."""
    drawn = [one for step in view.steps for one in step.stretches if not one.over]
    if not drawn:
        return None
    first = min((view.start, *(one.begins for one in drawn)))
    last = max(one.earliest for one in view.steps)
    wish = view.wish.day if view.wish and first <= view.wish.day else None
    last = max(last, min(wish, last + (last - first))) if wish else last  # a far wish must not squeeze the picture
    length = (last - first).days or 1

    def place(day: date) -> str:
        return f"{100 * (day - first).days / length:.2f}%"

    def lane(step: PlannedStepView) -> Lane:
        bars = (_bar(one, place(one.begins), length) for one in _outer(step.stretches))
        return Lane(step.label, step.earliest, place(step.earliest), tuple(bars))

    lanes = tuple(map(lane, view.steps))
    return Scale(lanes, _ticks(first, last, place), place(wish) if wish and wish <= last else "")


def _outer(stretches: tuple[StretchView, ...]) -> list[StretchView]:
    """What still runs, without what lies wholly under a longer stretch."""
    kept: list[StretchView] = []
    for one in sorted((one for one in stretches if not one.over), key=lambda one: (one.begins, -one.ends.toordinal())):
        if not any(longer.ends >= one.ends for longer in kept):
            kept.append(one)
    return kept


def _bar(one: StretchView, x: str, length: int) -> Bar:
    look = "provisional" if one.provisional else "critical" if one.critical else "slack"
    return Bar(x, f"{100 * (one.ends - one.begins).days / length:.2f}%", look, one.reason)


def _ticks(first: date, last: date, place: Any) -> tuple[tuple[str, str, str], ...]:
    count = max(1, min(TICKS - 1, (last - first).days))
    days = [first + timedelta(days=(last - first).days * number // count) for number in range(count + 1)]
    sides = {0: "first", len(days) - 1: "last"}
    return tuple((place(day), sides.get(number, "middle"), f"{day.month}月{day.day}日") for number, day in enumerate(days))
