"""专家个人链接: reads the drafts, declares interests, writes and signs; the link itself is the credential, for one matter."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Limits, Parts
from api.handing_out import attachment
from api.limits import Throttles
from api.pages.posting import Posted, Sent, fresh_key
from api.pages.refusing import refused
from api.pages.rendering import page
from api.rest.materials import Digest
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.casework.commands import Actor, RecordEntry
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound
from states.law.experts import INTEREST, OPINION
from storage.expert_links import Opened, opened
from storage.queries.expert_view import ExpertView, expert_view

router = APIRouter(include_in_schema=False)
Token = Annotated[str, Path(max_length=100)]
GONE = "这一链接不存在、已经过期或者已被收回，请向承办单位索取新的链接。"
FIELDS = ("interest", "relation", "opinion", "supports", "signature")


@router.get("/expert/{token}")
def expert_page(request: Request, token: Token, parts: Parts, limits: Limits, done: str = "") -> Response:
    link = _opened(request, token, parts, limits)
    return _page(request, token, link, expert_view(parts.database, link.case, link.person), Posted(()), done=done)


@router.get("/expert/{token}/materials/{digest}")
def expert_material(request: Request, token: Token, digest: Digest, parts: Parts, limits: Limits) -> Response:
    """A draft that the expert is asked about, and no other paper of the matter."""
    link = _opened(request, token, parts, limits)
    found = next((one for one in expert_view(parts.database, link.case, link.person).materials if one.digest == digest), None)
    if found is None:
        raise NotFound("没有这份材料，或者不在您的论证范围内。")
    return _private(attachment(parts, found))


@router.post("/expert/{token}")
def sign(request: Request, token: Token, parts: Parts, limits: Limits, sent: Sent) -> Response:
    """The expert's own entry on the dossier, under their own name."""
    link = _opened(request, token, parts, limits)
    view = expert_view(parts.database, link.case, link.person)
    try:
        kind, fields = _entry(link, sent)
        parts.casework.execute(RecordEntry(Actor(link.person, Role.EXPERT), link.case, f"expert:{sent.key[:80]}", kind=kind, fields=fields))
    except DomainError as error:
        return _page(request, token, link, view, sent, error)
    return _private(RedirectResponse(f"/expert/{token}?done={'declared' if kind == INTEREST else 'signed'}", 303))


def _entry(link: Opened, sent: Posted) -> tuple[str, dict[str, object]]:
    """The opinion, or the declaration of an interest: whoever has one gives no opinion, and says so (L713 art. 20(2))."""
    interested = sent.one("interest") == "yes"
    wrong = _wrong_declaration(sent) if interested else _wrong_opinion(sent)
    if "".join(sent.one("signature").split()) != "".join(link.name.split()):
        wrong["signature"] = "署名与您登记的姓名不一致，请填写本人姓名。"
    if wrong:
        raise InvalidEntry(wrong)
    if interested:
        return INTEREST, {"expert": link.person, "relation": sent.one("relation").strip()}
    declared = "本人声明与决策事项无直接利害关系，对论证意见独立负责，并对知悉的未公开信息保密。"
    text = f"{sent.one('opinion').strip()}\n\n{declared}"
    return OPINION, {"expert": link.person, "opinion": text, "supports": sent.one("supports") == "true", "signed": True}


def _wrong_declaration(sent: Posted) -> dict[str, str]:
    return {} if sent.one("relation").strip() else {"relation": "声明有直接利害关系的，请写明是什么关系。"}


def _wrong_opinion(sent: Posted) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if sent.one("interest") != "no":
        wrong["interest"] = "请声明与决策事项有无直接利害关系。"
    if not sent.one("opinion").strip():
        wrong["opinion"] = "请填写论证意见。"
    if sent.one("supports") not in ("true", "false"):
        wrong["supports"] = "请选择总体赞成或者不赞成。"
    return wrong


def _opened(request: Request, token: str, parts: Services, limits: Throttles) -> Opened:
    """NotFound for whatever is no link of ours today; guessing is slowed down."""
    now, address = parts.clock.now(), address_of(request)
    refuse_often(((limits.links, address),), now, "尝试过于频繁")
    found = opened(parts.database, token, now)
    if found is None:
        limits.links.mark(address, now)
        raise NotFound(GONE)
    return found


def _page(
    request: Request, token: str, link: Opened, view: ExpertView, sent: Posted, error: DomainError | None = None, done: str = "",
) -> Response:
    seen = refused(request, error, FIELDS) if error else None
    return _private(page(
        request, "portal/expert.html", None, status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        view=view, token=token, who=link.name, until=link.until, done=done, given={name: sent.one(name) for name in FIELDS}, key=fresh_key(),
    ))  # fmt: skip


def _private(response: Response) -> Response:
    """The address is a secret: no other site is told it, and nothing keeps it."""
    response.headers["referrer-policy"] = "no-referrer"
    return response
