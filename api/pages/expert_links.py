"""专家链接 at the desk: the sponsoring office gives each expert a personal link, shown once, and may take it back."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN, Sent, fresh_key
from api.pages.refusing import Refused, refused
from infra.wiring import Services
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted
from states.law.experts import RECUSAL
from storage.expert_links import LONGEST, USUAL, invited, issue, revoke
from storage.people import SignedIn
from storage.queries.models import Viewer

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/cases/{case}/experts")
def experts_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    return _page(request, parts, desk, looking, today, case)


@router.post("/cases/{case}/experts")
def give_or_take(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """A new link, whose address is told this once; or none any more."""
    _need_sponsor(parts, desk, looking, today, case)
    now, person = parts.clock.now(), sent.one("person")
    if not any(one.person == person for one in invited(parts.database, case, now)):
        raise InvalidEntry({"person": "本事项没有遴选这名专家，请刷新后重新选择。"})
    if sent.one("_act") == "revoke":
        revoke(parts.database, case, person, desk.person, now)
        return _page(request, parts, desk, looking, today, case, told="链接已收回。")
    days = sent.one("days")
    if not (days.isascii() and days.isdigit() and 1 <= int(days) <= LONGEST):
        error = InvalidEntry({"days": f"有效期应当为1至{LONGEST}天。"})
        return _page(request, parts, desk, looking, today, case, refusal=refused(request, error), given=(person, days))
    # The form's number gives the link, so that a form sent twice shows the link that holds; without our secret nobody works it out.
    token = parts.vault.token("expert_link", f"{case} {person} {desk.person} {sent.key[:80]}") if sent.key else ""
    token = issue(parts.database, case, person, desk.person, now, int(days), token)
    return _page(request, parts, desk, looking, today, case, link=f"{parts.settings.base_url}/expert/{token}", given_to=person)


def _need_sponsor(parts: Services, desk: SignedIn, looking: Viewer, today: date, case: str) -> None:
    view = matter(parts, looking, today, case)
    if not any(one.role is Role.SPONSOR and one.office == view.row.office for one in desk.roles):
        raise NotPermitted("专家链接由本事项承办单位的经办人办理。")


def _page(
    request: Request, parts: Services, desk: SignedIn, looking: Viewer, today: date, case: str, link: str = "", given_to: str = "", told: str = "",
    refusal: Refused | None = None, given: tuple[str, str] = ("", ""),
) -> Response:  # fmt: skip
    view = matter(parts, looking, today, case)
    may = any(one.role is Role.SPONSOR and one.office == view.row.office for one in desk.roles)
    return case_page(
        request, "case/experts.html", desk, view, "/experts", status=refusal.status if refusal else 200, refused=refusal, given=given,
        experts=invited(parts.database, case, parts.clock.now()), may=may,
        gone=[field.value for one in view.entries if one.kind == RECUSAL and not one.superseded_by for field in one.fields if field.name == "expert"],
        link=link, given_to=given_to, told=told, usual=USUAL, longest=LONGEST, key=fresh_key(),
    )  # fmt: skip
