"""For everybody, without signing in: what was published, and opinions on open consultations."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from api import opinions
from api.deps import Limits, Parts, Today
from api.givers import Told
from api.rest.desk import Cursor, Limit
from api.rest.materials import Digest, attachment
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
def published_paper(case: Case, digest: Digest, parts: Parts, today: Today) -> StreamingResponse:
    """A material that was published, such as the draft."""
    found = published_material(parts.database, today, case, digest)
    if found is None:
        raise NotFound("没有这份公开材料。")
    return attachment(parts, found)


@router.post("/{case}/opinions", status_code=201)
def give_opinion(
    case: Case, sent: Opining, request: Request, parts: Parts, today: Today, limits: Limits
) -> OpinionReceipt:
    """Give an opinion on a consultation that is open."""
    told = Told(sent.named, sent.name, sent.contact, sent.word, sent.consent)
    taken = opinions.give(request, parts, limits, today, case, sent.text, sent.source, sent.website, told=told)
    return OpinionReceipt(receipt=taken.receipt)
