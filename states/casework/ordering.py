"""From a delay to an order in one act: the commands that draft and issue it, filled in from what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from states.casework.commands import Actor, OpenCase, TakeStep
from states.casework.events import digest
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Confidentiality, Role
from states.law.almanac import SHIPPED, Almanac
from states.law.day_lines import chinese_date
from states.law.lights import calendar_for, scheme_for
from states.procedures import supervision_order
from states.procedures.base import Step

PLAN = supervision_order.PROCEDURE
DRAFTERS: tuple[Role, ...] = KINDS[PLAN.opening_kind].roles
TITLE_LIMIT = 200
DEMAND = "请在时限内办结并反馈办理情况；确需延期的，应当在时限届满前提出申请。"


@dataclass(frozen=True, slots=True)
class Delay:
    """A lapsed clock with what an order on it must say; ``places`` are the overlays of the matter."""

    case: str
    number: str
    title: str
    clock: str
    label: str
    citation: str
    due_on: date
    rung: int
    office: str
    body: str
    confidentiality: Confidentiality
    places: tuple[str, ...]
    open: bool = True

    @property
    def order(self) -> str:
        return order_id(self.case, self.clock, self.due_on)


def order_id(case: str, clock: str, due_on: date) -> str:
    """The one order on that delay, so that two who click at once issue it once."""
    return digest(f"order\n{case}\n{clock}\n{due_on}")[:32]


def drafting(delay: Delay, actor: Actor, today: date) -> OpenCase:
    """拟发: the order as a matter under the delayed one, as closed to others as that, under the same local rules."""
    days, label = (today - delay.due_on).days, delay.label.replace(delay.due_on.isoformat(), chinese_date(delay.due_on))
    return OpenCase(
        actor, delay.order, f"draft:{delay.order}", procedure=PLAN.name, title=f"督办：{delay.title}"[:TITLE_LIMIT],
        office=delay.office, body=delay.body, confidentiality=delay.confidentiality, overlays=delay.places, parent=delay.case,
        fields={
            "subject": f"「{delay.title}」（{delay.number}）{label}，截至{chinese_date(today)}已超期{days}天，尚未办理。",
            "basis": f"{delay.citation}；应办日期为{chinese_date(delay.due_on)}。",
            "escalation": f"{label}（第{delay.rung}级）",
        },
    )  # fmt: skip


def issuing(delay: Delay, actor: Actor, today: date, almanac: Almanac = SHIPPED) -> TakeStep | None:
    """签发, by whoever may sign; None where the draft has to wait for somebody else's signature."""
    step: Step = PLAN.steps[supervision_order.ISSUE]
    if actor.role not in step.roles:
        return None
    until = scheme_for(delay.places).order_time.from_day(today, calendar_for(delay.places, almanac))
    act, limit = step.kinds
    inputs: dict[str, dict[str, Any]] = {
        act: {"signer": actor.represents or actor.person, "addressee": delay.office, "demand": DEMAND, "issued_on": today},
        limit: {"due_on": until},
    }
    return TakeStep(actor, delay.order, f"issue:{delay.order}", step=step.name, inputs=inputs)
