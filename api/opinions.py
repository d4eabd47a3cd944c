"""An opinion from the public: taken only where a consultation was published, and not too often from one address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import Request

from api.challenge import check
from api.givers import Told, sealed_giver
from api.limits import Throttles, storable
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.casework.commands import Actor, ReceiveOpinion
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from storage.notices.givers import opinion_received
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


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent. ``trap`` is a field that people do not see; whatever fills it in is a machine."""

    text: str
    source: str = SOURCE
    trap: str = ""
    key: str = ""  # the form's own: a double click sends one opinion
    told: Told = NOTHING
    slip: str = ""
    work: str = ""
    answer: str = ""
    by_hand: bool = True  # in a form; a program may not do the sum instead of the work


def give(request: Request, parts: Services, limits: Throttles, today: date, case: str, sent: Given) -> Taken:
    """The receipt's number, and the opinion it is for."""
    items = published_case(parts.database, today, case)
    address, now = address_of(request), parts.clock.now()
    refuse_often(((limits.opinions, address),), now, "提交过于频繁")
    if sent.trap:
        raise InvalidEntry({"website": "此栏请留空。"}, "提交没有成功，请刷新页面后重新填写。")
    if not storable(sent.text + sent.source):
        raise InvalidEntry({"text": "文字中含有无法保存的字符，请删除后重填。"})
    if any(one.open for one in items):  # else the matter itself says why not
        check(parts, sent.key, sent.slip, sent.work, sent.answer, by_hand=sent.by_hand)
    once = f"opinion:{sent.key}"
    giver = sealed_giver(parts, case, sent.told, once)
    command = ReceiveOpinion(
        Actor("", Role.PUBLIC), case, once, source=sent.source.strip() or SOURCE, text=sent.text, named=giver.named,
        giver=giver.sealed, marks=giver.marks, consent=giver.consent,
    )  # fmt: skip
    receipt = parts.casework.execute(command)
    limits.opinions.mark(address, now)
    number = receipt_number(receipt.seq, receipt.hash)
    with look(parts.database) as reader:
        taken = Taken(number, opinion_under(reader, number)[1])
    if parts.settings.smtp_host:
        opinion_received(parts.database, parts.vault, case, taken.opinion, number, now)
    return taken
