"""An opinion from the public: taken only where a consultation was published, and not too often from one address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from fastapi import Request

from api.givers import Told, sealed_giver
from api.limits import Throttles, storable
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.casework.commands import Actor, ReceiveOpinion
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from storage.queries.opinion_receipts import opinion_under, receipt_number
from storage.queries.portal import published_case
from storage.queries.reading import look

SOURCE = "网上公众"
NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Taken:
    """An opinion that was received: the number to ask after it, and its identifier."""

    receipt: str
    opinion: str


def give(
    request: Request, parts: Services, limits: Throttles, today: date, case: str, text: str, source: str, trap: str,
    key: str = "", told: Told = NOTHING,
) -> Taken:
    """The receipt's number, and the opinion it is for. ``trap`` is a field that people do not see; whatever fills it in is a machine."""
    published_case(parts.database, today, case)
    address, now = address_of(request), parts.clock.now()
    refuse_often(((limits.opinions, address),), now, "提交过于频繁")
    if trap:
        raise InvalidEntry({"website": "此栏请留空。"}, "提交没有成功，请刷新页面后重新填写。")
    if not storable(text + source):
        raise InvalidEntry({"text": "文字中含有无法保存的字符，请删除后重填。"})
    actor = Actor("", Role.PUBLIC)
    # The form's own key: a double click sends one opinion. A caller without one gets a fresh one.
    once = f"opinion:{key}" if key else secrets.token_hex(16)
    giver = sealed_giver(parts, case, told, once)
    command = ReceiveOpinion(
        actor, case, once, source=source.strip() or SOURCE, text=text, named=giver.named, giver=giver.sealed, marks=giver.marks, consent=giver.consent
    )
    receipt = parts.casework.execute(command)
    limits.opinions.mark(address, now)
    number = receipt_number(receipt.seq, receipt.hash)
    with look(parts.database) as reader:
        return Taken(number, opinion_under(reader, number)[1])
