"""系统运行: how late clocks are, what is stuck with its evidence, and the one thing that may be done from here."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, Today
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from infra.wiring import office_hours
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from storage.notices.subscriptions import relay_again
from storage.queries.running import running_view
from storage.stuck import lasted

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/running")
def running_page(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    """What an administrator looks at first when somebody says that nothing happens."""
    found = running_view(parts.database, looking, parts.clock.now(), today, office_hours(parts.settings).closes)
    late = found.lateness
    figures = (
        ("一半的计时不迟于", _spent(late.p50)), ("99%的计时不迟于", _spent(late.p99)), ("最迟", _spent(late.worst)),
        ("已到期、待处理", f"{late.waiting}个"), ("待处理中最久的", _spent(late.oldest_late)),
    )  # fmt: skip
    may_send = looking.holds(Role.SYSTEM_ADMIN)
    return page(request, "running.html", desk, nav="/running", found=found, figures=figures, may_send=may_send)


@router.post("/running/letters/{letter}/again")
def send_again(letter: str, desk: Desk, parts: Parts, looking: Looking) -> Response:
    """Give a letter that was given up all its attempts once more; who receives it knows it by its number."""
    if not looking.holds(Role.SYSTEM_ADMIN):
        raise NotPermitted("重新投递由系统管理员办理。")
    relay_again(parts.database, desk.person, letter, parts.clock.now())
    return RedirectResponse("/running?sent=1", 303)


def _spent(seconds: float | None) -> str:
    if seconds is None:
        return "无"
    return f"{seconds:.1f}秒" if seconds < 60 else lasted(timedelta(seconds=seconds))
