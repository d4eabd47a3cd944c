"""An opinion from the public: taken only where a consultation was published, and not too often from one address."""

from __future__ import annotations

import secrets
from datetime import date

from fastapi import Request

from api.limits import Throttles, storable
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.casework.commands import Actor, ReceiveOpinion
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from storage.queries.opinion_receipts import receipt_number
from storage.queries.portal import published_case

SOURCE = "网上公众"


def give(
    request: Request, parts: Services, limits: Throttles, today: date, case: str, text: str, source: str, trap: str,
    key: str = "",
) -> str:
    """The receipt's number. ``trap`` is a field that people do not see; whatever fills it in is a machine."""
    published_case(parts.database, today, case)
    address, now = address_of(request), parts.clock.now()
    refuse_often(((limits.opinions, address),), now, "提交过于频繁")
    if trap:
        raise InvalidEntry({"website": "此栏请留空。"}, "提交没有成功，请刷新页面后重新填写。")
    if not storable(text + source):
        raise InvalidEntry({"text": "文字中含有无法保存的字符，请删除后重填。"})
    actor = Actor("", Role.PUBLIC)
    # The form's own key: a double click sends one opinion. A caller without one gets a fresh one.
    command = ReceiveOpinion(actor, case, f"opinion:{key}" if key else secrets.token_hex(16), source=source.strip() or SOURCE, text=text)
    receipt = parts.casework.execute(command)
    limits.opinions.mark(address, now)
    return receipt_number(receipt.seq, receipt.hash)
