"""执法台: 抽查检查, 缴款, 公示: the matters that wait there, lane by lane."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import inside, may_open
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.dossier.vocabulary import Role
from states.errors import NotFound, NotPermitted
from states.procedures.base import Step
from states.procedures.catalogue import PROCEDURES
from states.procedures.enforcement_desks import DESKS
from storage.people import SignedIn
from storage.queries.lanes import lane_counts, lane_rows

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
BY_NAME = {one.name: one for one in DESKS}


@router.get("/enforcement/{name}")
def desk_page(
    request: Request, name: str, desk: Desk, parts: Parts, looking: Looking, today: Today,
    lane: Annotated[str, Query(max_length=40)] = "", cursor: Annotated[str, Query(max_length=500)] = "",
) -> Response:  # fmt: skip
    """The lanes with their numbers, and the matters of the chosen one; without a choice of the first that has any."""
    if not inside(desk):
        raise NotPermitted("执法台供本系统内的办理人员查看。")
    chosen, here = BY_NAME.get(name), f"/enforcement/{name}"
    if chosen is None:
        raise NotFound("没有这一页，请从菜单中选择。")
    counts = lane_counts(parts.database, looking, chosen)
    wanted = lane or next((one.name for one in counts if one.count), chosen.lanes[0].name)
    shown = next((one for one in chosen.lanes if one.name == wanted), None)
    if shown is None:
        raise NotFound("没有这一栏，请从页面上选择。")
    found = lane_rows(parts.database, looking, today, shown, cursor or None)
    asked = {"lane": wanted}
    return page(
        request, "enforcement_desk.html", desk, nav=here, chosen=chosen, counts=counts, lane=shown, page=found, here=here, cursor=cursor,
        opens=[PROCEDURES[one] for one in chosen.opens if one in may_open(desk)], acts=_acts(desk, shown.acts),
        first_link=f"{here}?{urlencode(asked)}", next_link=f"{here}?{urlencode(asked | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip


def _acts(desk: SignedIn, names: tuple[str, ...]) -> dict[str, list[Step]]:
    """By procedure: the steps of the lane that a role of this person may take."""
    held: set[Role] = {one.role for one in desk.roles}
    return {plan.name: [plan.steps[one] for one in names if one in plan.steps and held & set(plan.steps[one].roles)] for plan in PROCEDURES.values()}
