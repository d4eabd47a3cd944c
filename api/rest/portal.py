"""For everybody, without signing in: what was published, and opinions on open consultations."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict

from api import opinions
from api.challenge import issue
from api.deps import Limits, Parts, Today
from api.givers import Told
from api.released_files import released
from api.rest.desk import Cursor, Limit
from api.rest.materials import Digest
from api.rest.sent import Opining
from states.errors import NotFound
from storage.queries.models import Page, PublishedItem
from storage.queries.portal import Shelf, published, published_case, published_material

router = APIRouter(prefix="/portal/consultations", tags=["portal"])
Case = Annotated[str, Path(max_length=64)]


class OpinionReceipt(BaseModel):
    """That an opinion came in: a number to ask after, which can be found again in the records."""

    model_config = ConfigDict(frozen=True)

    receipt: str
    text: str = "您的意见已收到，感谢参与。请记下回执编号，采纳情况将在意见反馈中公布。"


class WorkSlip(BaseModel):
    """A slip for one opinion, and how many leading zero bits SHA-256 of ``slip.work`` must show."""

    model_config = ConfigDict(frozen=True)

    key: str
    slip: str
    bits: int


@router.get("")
def list_published(
    parts: Parts, today: Today, shelf: Shelf = "all", cursor: Cursor = None, limit: Limit = 20
) -> Page[PublishedItem]:
    """Public matters with what was published of them."""
    return published(parts.database, today, shelf, cursor, limit)


@router.get("/{case}")
def one_published(case: Case, parts: Parts, today: Today) -> tuple[PublishedItem, ...]:
    """All publications of one public matter."""
    return published_case(parts.database, today, case)


@router.get("/{case}/materials/{digest}")
def published_paper(case: Case, digest: Digest, parts: Parts, today: Today) -> Response:
    """A material that was published, such as the draft."""
    found = published_material(parts.database, today, case, digest)
    if found is None:
        raise NotFound("没有这份公开材料。")
    return released(parts, found)


@router.get("/{case}/slip")
def slip(case: Case, parts: Parts, today: Today) -> WorkSlip:
    """What a program works on before it gives an opinion."""
    published_case(parts.database, today, case)
    key = secrets.token_hex(16)
    found = issue(parts, key)
    return WorkSlip(key=key, slip=found.token, bits=found.bits)


@router.post("/{case}/opinions", status_code=201)
def give_opinion(
    case: Case, sent: Opining, request: Request, parts: Parts, today: Today, limits: Limits
) -> OpinionReceipt:
    """Give an opinion on a consultation that is open."""
    told = Told(sent.named, sent.name, sent.contact, sent.word, sent.consent)
    given = opinions.Given(sent.text, sent.source, sent.website, sent.key, told, sent.slip, sent.work, by_hand=False)
    taken = opinions.give(request, parts, limits, today, case, given)
    return OpinionReceipt(receipt=taken.receipt)
