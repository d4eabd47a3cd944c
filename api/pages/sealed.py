"""封存: the packages of a matter as the archive keeps them: made, compared with what is on record, taken away; who borrowed the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.acts import names
from api.pages.case import answered_by, archived, case_page, matter
from api.pages.packing import zipped
from api.pages.posting import SIGNED_IN, Sent, choices, fresh_key
from api.pages.refusing import refused
from infra.wiring import Services
from states.casework.fitting import refuse_unmet
from states.errors import DomainError, NotFound, NotPermitted, StepUnavailable
from states.law.conditions.archiving import LENDING, SEAL, SEALING
from storage.people import SignedIn
from storage.queries.models import CaseView, EntryView, StepView, Viewer
from storage.queries.steps import steps
from storage.sealed_packages import copy, faults
from storage.sealing import seal_matter

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
NOTHING = "案卷已经封存，此后没有新的材料，不需要重复封存。"


@router.get("/cases/{case}/archive")
def archive_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, check: Annotated[str, Query(max_length=64)] = "", done: str = ""
) -> Response:
    """The packages on record; the one of ``check`` is fetched from the archive and compared."""
    seen = matter(parts, looking, today, case)
    return _page(request, parts, desk, looking, today, seen, done=done, checked=_seal(seen, check) if check else None)


@router.post("/cases/{case}/archive")
def seal(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """Seal what is new on file. Who may is asked before: the archive gives nothing back."""
    try:
        actor, step = sent.actor(desk), _step(parts, looking, today, case)
        if step is None:
            raise StepUnavailable(NOTHING)
        if actor.role not in {one.role for one in step.as_roles}:
            raise NotPermitted(step.why_not or "「封存案卷」由档案管理人员办理。")
        found = seal_matter(parts.database, parts.archive, parts.casework, case, parts.clock, parts.settings.archive_retention_days, actor)
        refuse_unmet(step.label, found.obstacles)
        if found.sealed is None:
            raise StepUnavailable(NOTHING)
    except DomainError as error:
        return _page(request, parts, desk, looking, today, matter(parts, looking, today, case), error)
    return RedirectResponse(f"/cases/{case}/archive?done=step.{SEALING}", 303)


@router.get("/cases/{case}/archive/{entry}")
def package(case: SeenCase, entry: str, parts: Parts, looking: Looking, today: Today) -> Response:
    """The package itself, byte for byte as it was sealed."""
    key = _text(_seal(matter(parts, looking, today, case), entry), "package")

    def take(place: Path) -> str:
        copy(parts.archive, key, place)
        return key.removesuffix(".zip").replace("/", " ")

    return zipped(take)


def _seal(case: CaseView, entry: str) -> EntryView:
    found = next((one for one in case.entries if one.kind == SEAL and one.id == entry), None)
    if found is None:
        raise NotFound("本事项没有这一封存包，请返回封存页重新选择。")
    return found


def _text(entry: EntryView, name: str) -> Any:
    return next((one.value for one in entry.fields if one.name == name), "")


def _row(entry: EntryView) -> dict[str, Any]:
    return {one.name: one.value for one in entry.fields} | {"id": entry.id, "on": entry.on, "by": entry.by_name}


def _step(parts: Services, looking: Viewer, today: date, case: str) -> StepView | None:
    return next((one for one in steps(parts.database, looking, today, case) if one.name == SEALING and one.available_now), None)


def _register(parts: Services, looking: Viewer, today: date, case: CaseView) -> CaseView | None:
    """The register above, where loans are kept; None where there is none or this person does not see it."""
    try:
        return matter(parts, looking, today, case.parent) if case.parent else None
    except DomainError:
        return None


def _page(
    request: Request, parts: Services, desk: SignedIn, looking: Viewer, today: date, case: CaseView, error: DomainError | None = None,
    done: str = "", checked: EntryView | None = None,
) -> Response:  # fmt: skip
    if not archived(case):
        raise NotFound("本事项现在没有封存的案卷，也不能封存。")
    step, above = _step(parts, looking, today, case.row.id), _register(parts, looking, today, case)
    brings = answered_by(step.kinds) if step else set()
    seen = refused(request, error) if error else None
    return case_page(
        request, "case/sealed.html", desk, case, "/archive", status=seen.status if seen else 200, refused=seen, done=done,
        seals=[_row(one) for one in case.entries if one.kind == SEAL][::-1],
        step=step, roles=choices(step.as_roles) if step else (), open=[one for one in step.findings if one.rule not in brings] if step else (),
        checked=checked.id if checked else "",
        faults=faults(parts.archive, _text(checked, "package"), _text(checked, "digest"), int(_text(checked, "events"))) if checked else (),
        loans=[one for one in above.entries if one.kind in LENDING and not one.superseded_by and _text(one, "case_number") == case.row.number] if above else (),
        lends=[one for one in above.recordable if one.kind in LENDING] if above else (), above=above, names=names(parts, above or case), key=fresh_key(),
    )  # fmt: skip
