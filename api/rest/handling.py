"""Who has a matter in hand and who was sent it to read, for programs; the same acts and refusals as on the pages."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from api.deps import CLOSED, Desk, Key, Looking, Parts, SeenCase, Today
from api.handling import circulate, hand_over
from api.rest.sent import Answer, Name, Sent
from states.casework.handling import READERS_LIMIT, REMARK_LIMIT
from states.errors import InvalidEntry, NotFound
from storage.handling import mark_read
from storage.queries.handling import CirculationView, Colleague, assignable_to, circulated, readers_for
from storage.queries.holders import Holder, held_by
from storage.queries.models import Shown

router = APIRouter(prefix="/cases", tags=["handling"], dependencies=CLOSED)
Seq = Annotated[int, Path(ge=1, le=2**31)]
CHOOSE = "请写明由谁承办。"


class Handling(Shown):
    """Who has the matter in hand (``person`` is empty while nobody does), and who of its office could have it."""

    holder: Holder
    handlers: tuple[Colleague, ...]


class Circulation(Shown):
    """To whom the matter was sent, the newest first; and to whom it can be."""

    rounds: tuple[CirculationView, ...]
    colleagues: tuple[Colleague, ...]


class HandingOver(Sent):
    """``claim`` for oneself, ``assign`` to ``handler``, ``release`` to be claimed again. ``instead_of``: who had it when this was decided."""

    act: Literal["claim", "assign", "release"]
    handler: Name = ""
    instead_of: Name = ""
    reason: Annotated[str, Field(max_length=REMARK_LIMIT)] = ""

    def to(self, person: str) -> str:
        """Who is to have it; "" is nobody. InvalidEntry for an assignment to nobody."""
        if self.act == "assign" and not self.handler:
            raise InvalidEntry({"handler": CHOOSE}, CHOOSE)
        return {"claim": person, "assign": self.handler, "release": ""}[self.act]


class Circulating(Sent):
    readers: Annotated[tuple[Name, ...], Field(min_length=1, max_length=READERS_LIMIT)]
    remark: Annotated[str, Field(max_length=REMARK_LIMIT)] = ""


@router.get("/{case}/handling")
def handling(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> Handling:
    """Who has the matter in hand."""
    return Handling(holder=held_by(parts.database, looking, case), handlers=assignable_to(parts.database, looking, today, case))


@router.post("/{case}/handling")
def settle(case: SeenCase, sent: HandingOver, who: Desk, parts: Parts, looking: Looking, key: Key) -> Answer:
    """Claim, assign, pass on or give back; whoever has it must still be ``instead_of``."""
    handler = sent.to(who.person)
    return Answer.of(hand_over(parts, looking, case, handler, sent.instead_of, sent.reason, key, claiming=sent.act == "claim"))


@router.get("/{case}/circulation")
def rounds(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> Circulation:
    """Who was sent the matter to read, and who read it."""
    return Circulation(rounds=circulated(parts.database, looking, case), colleagues=readers_for(parts.database, looking, today, case))


@router.post("/{case}/circulation", status_code=201)
def send_round(case: SeenCase, sent: Circulating, parts: Parts, looking: Looking, today: Today, key: Key) -> Answer:
    """Send the matter to colleagues to read; to all of them, or to none when one may not see it."""
    return Answer.of(circulate(parts, looking, today, case, sent.readers, sent.remark, key))


@router.post("/{case}/circulation/{seq}/read", status_code=204)
def read(case: SeenCase, seq: Seq, who: Desk, parts: Parts) -> None:
    """Say that one has read what was sent; a second time changes nothing."""
    if not mark_read(parts.database, who.person, case, seq, parts.clock.now()):
        raise NotFound("没有送您的这一传阅。")
