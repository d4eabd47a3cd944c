"""立项: a new matter of any registered procedure, from that procedure's own opening entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import forms
from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import may_open
from api.pages.posting import SIGNED_IN, Posted, Sent, choices, fresh_key
from api.pages.refusing import Refused, refused
from api.pages.rendering import page
from api.pages.unfinished import handed_in
from infra.wiring import Services
from states.casework.authority import HANDLERS
from states.casework.commands import OpenCase
from states.casework.decide import new_id
from states.dossier.kinds import KINDS
from states.dossier.schema import Kind
from states.dossier.vocabulary import Confidentiality
from states.errors import DomainError, InvalidEntry, NotPermitted
from states.law.planning import PLANNED
from states.law.values import overlays
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES, procedure
from storage.people import HeldRole, SignedIn
from storage.queries.above import matters_above
from storage.queries.case import case_row
from storage.queries.models import Viewer

MATTER = ("title", "office", "overlays", "confidentiality", "parent")
NOTHING = ("", "请选择")

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/cases/new")
def opening_page(
    request: Request, desk: Desk, parts: Parts, today: Today, procedure: str = "", parent: str = ""
) -> Response:
    allowed = may_open(desk)
    if not allowed:
        raise NotPermitted("您的身份不能立项。各身份能办理的环节，见“帮助”。")
    plan = PROCEDURES[procedure if procedure in allowed else allowed[0]]
    return _form(request, desk, parts, plan, _begun(request, desk, plan, parent), None)


def _begun(request: Request, desk: SignedIn, plan: Procedure, parent: str) -> Posted:
    """What the link to the form has filled in; a matter of the house's own is the opener's office's, and no news."""
    pairs = [one for one in request.query_params.multi_items() if one[0] not in ("procedure", "parent")]
    pairs += [("_parent", parent)] if parent else []
    own = [("_office", desk.office)] if plan.house else []
    own += [("_confidentiality", Confidentiality.INTERNAL.value)] if plan.house or plan.inner else []
    return Posted((*pairs, *own))


@router.post("/cases")
def open_matter(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """Open the matter, or give the form back with what is wrong in it."""
    plan = procedure(sent.one("_procedure"))
    try:
        if sent.one("_parent"):  # whatever the form offered: a matter out of sight is told like one that is not there
            case_row(parts.database, looking, today, sent.one("_parent"))
        receipt = parts.casework.execute(_command(desk, parts, plan, sent))
        handed_in(parts, desk, sent)
    except DomainError as error:
        return _form(request, desk, parts, plan, sent, error)
    return RedirectResponse(f"/cases/{receipt.case}?done=opened", 303)


def _command(desk: SignedIn, parts: Services, plan: Procedure, sent: Posted) -> OpenCase:
    actor = sent.actor(desk)
    held = next(one for one in desk.roles if (one.role, one.principal) == (actor.role, actor.represents))
    kind = KINDS[plan.opening_kind]
    case = sent.one("_case")
    chosen = next((one for one in Confidentiality if one == sent.one("_confidentiality")), None)  # never taken for public
    return OpenCase(
        actor, case if case.isalnum() and len(case) == 32 else new_id(parts.clock.now()), sent.key,
        procedure=plan.name, title=sent.one("_title"), office=sent.one("_office"), body=held.body,
        confidentiality=chosen, overlays=sent.many("_overlays"), parent=sent.one("_parent"),
        fields=forms.read((kind,), sent.pairs)[kind.name],
    )  # fmt: skip


def _form(
    request: Request, desk: SignedIn, parts: Services, plan: Procedure, sent: Posted, error: DomainError | None
) -> Response:
    kind, above = KINDS[plan.opening_kind], matters_above(parts.database, Viewer.of(desk), plan)
    raw = forms.read((kind,), sent.pairs)[kind.name]
    seen = _seen(request, kind, raw, error)
    wrong = dict(seen.fields) if seen else {}
    return page(
        request, "open_case.html", desk, nav="/cases/new", status=seen.status if seen else 200, refused=seen, wrong=wrong,
        kind=kind, procedure=plan, heading="立项" if plan.begun == "立项" else f"新建：{plan.label}", decides=plan.name == PLANNED,
        procedures=[PROCEDURES[name] for name in may_open(desk)],
        given=_given(sent, desk, kind),
        widgets=forms.widgets(kind, raw, wrong), key=fresh_key(),
        new_case=new_id(parts.clock.now()), offices=_offices(parts, desk), roles=choices(_opening_roles(desk, kind)),
        secrecies=[(one.value, one.label) for one in Confidentiality if not one.classified],
        overlays=() if plan.house else tuple(overlays().values()), above=above if len(above) == 1 else (NOTHING, *above),
    )  # fmt: skip


def _seen(request: Request, kind: Kind, raw: forms.Raw, error: DomainError | None) -> Refused | None:
    """The refusal, with every field under the name that it has on the page."""
    if isinstance(error, InvalidEntry):
        own = {f"_{name}" if name in MATTER else name: why for name, why in error.fields.items()}
        error = InvalidEntry(forms.under(kind, own), error.message)
    shown = {f"_{name}" for name in MATTER} | {f"{kind.name}.{name}" for name in kind.by_name}
    return refused(request, error, shown | forms.cells(kind, raw)) if error else None


def _given(sent: Posted, desk: SignedIn, kind: Kind) -> Mapping[str, Any]:
    """What stands in the form; who handles the matters of one office alone opens them for that one."""
    names = ("_title", "_office", "_confidentiality", "_as", "_parent")
    own = {one.office for one in _opening_roles(desk, kind)} if set(kind.roles) <= HANDLERS else set()
    office = sent.one("_office") or (own.pop() if len(own) == 1 else "")
    return {name: sent.one(name) for name in names} | {"_office": office, "_overlays": sent.many("_overlays")}


def _offices(parts: Services, desk: SignedIn) -> list[tuple[str, str]]:
    """The units of the bodies for which this person may open a matter."""
    found = parts.people.offices({one.body for one in desk.roles})
    return [NOTHING, *sorted(found.items(), key=lambda one: one[1])]


def _opening_roles(desk: SignedIn, kind: Kind) -> tuple[HeldRole, ...]:
    return tuple(one for one in desk.roles if one.role in kind.roles)
