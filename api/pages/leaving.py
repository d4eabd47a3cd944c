"""系统 → 人员 → 离任交接: what it would come to, then all of it in one act."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts
from api.pages.posting import SIGNED_IN, Posted, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.dossier.vocabulary import Role
from states.errors import DomainError
from storage import leaving
from storage.people import SignedIn
from storage.queries import staff
from storage.rights import Keeper, keeper

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
BACK = "-"  # chosen for a matter that is to be claimed by whoever wants it
FOR = "to."


@router.get("/system/people/{person}/leaving")
def leaving_page(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking) -> Response:
    return _preview(request, desk, parts, keeper(looking, Role.SYSTEM_ADMIN), person, Posted(()))


@router.post("/system/people/{person}/leaving")
def leave(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    """Look again with what was chosen, or do it and show what was handed to whom."""
    by, now, today = keeper(looking, Role.SYSTEM_ADMIN), parts.clock.now(), parts.casework.today()
    if sent.one("act") != "leave":
        return _preview(request, desk, parts, by, person, sent)
    try:
        handed = leaving.leave(parts.database, parts.casework, by, person, choice_of(sent), sent.one("basis"), now, today)
    except DomainError as refusal:
        return _preview(request, desk, parts, by, person, sent, refusal)
    found = staff.person_view(parts.database, by.body, now, today, person)
    return page(request, "admin/left.html", desk, nav="/system/people", found=found, handed=handed)


def choice_of(sent: Posted) -> leaving.Choice:
    """Who is to have a matter: as chosen for itself, else the one chosen for all."""
    own, follower = {name[len(FOR) :]: value for name, value in sent.pairs if name.startswith(FOR) and value}, sent.one("follower")
    return lambda case: "" if own.get(case) == BACK else own.get(case, follower)


def _preview(
    request: Request, desk: SignedIn, parts: Services, by: Keeper, person: str, sent: Posted, refusal: DomainError | None = None
) -> Response:
    now, today = parts.clock.now(), parts.casework.today()
    found = staff.person_view(parts.database, by.body, now, today, person)
    coming = leaving.foreseen(parts.database, by, person, choice_of(sent), now, today)
    wrong = refused(request, refusal, ("basis",)) if refusal else None
    everybody = dict(one for many in coming.followers.values() for one in many)
    return page(
        request, "admin/leaving.html", desk, nav="/system/people", status=wrong.status if wrong else 200, refused=wrong, found=found, today=today,
        wrong=wrong.fields if wrong else {}, coming=coming, everybody=list(everybody.items()), sent=sent, back=BACK, own=person == desk.person,
        roles=[one for one in found.roles if one.standing], mandates=[one for one in found.mandates + found.deputising if one.standing],
    )  # fmt: skip
