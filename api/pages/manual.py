"""法规对照 and 帮助: what the law asks and where, what this system is, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import Parts, Today
from api.pages.rendering import page
from api.pages.signing import Perhaps
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.procedures.catalogue import PROCEDURES
from storage.people import SignedIn
from storage.queries.law import CONFIRMED, NOT_BUILT, PLAN, UNVERIFIED, VERIFIED, law_rows
from storage.queries.models import LawRow, Viewer

router = APIRouter(include_in_schema=False)
public = APIRouter(include_in_schema=False)
ANYBODY = Viewer(person="", name="", office="", office_name="", roles=())
PER_PAGE = 50
KEYBOARD = (  # as desk.js has them
    (("/",), "检索"), (("?",), "本说明"), (("j",), "清单中的下一项"), (("k",), "清单中的上一项"), (("回车",), "打开选中的一项"), (("g", "w"), "工作台"),
    (("g", "d"), "待办"), (("g", "r"), "待认领"), (("g", "y"), "已办"), (("g", "c"), "传阅"), (("g", "a"), "案件"), (("g", "n"), "通知"), (("g", "l"), "日历"),
    (("g", "s"), "督办"), (("g", "t"), "统计"), (("g", "f"), "法规"), (("g", "h"), "帮助"),
)  # fmt: skip
STATUSES = (VERIFIED, CONFIRMED, UNVERIFIED, NOT_BUILT)


@router.get("/law")
def law_page(
    request: Request, who: Perhaps, parts: Parts, today: Today, q: str = "", status: str | None = None, number: int = 1
) -> Response:
    """The rules that the system enforces; all of them, those not built in included, when that is asked for."""
    return _law(request, who, parts, today, q, status, number, "/law")


@public.get("/portal/law")
def public_law_page(
    request: Request, parts: Parts, today: Today, q: str = "", status: str | None = None, number: int = 1
) -> Response:
    """The same rules for everybody: whoever is signed in elsewhere sees no more here."""
    return _law(request, None, parts, today, q, status, number, "/portal/law")


def _law(
    request: Request, who: SignedIn | None, parts: Parts, today: Today, q: str, status: str | None, number: int, nav: str
) -> Response:
    chosen = VERIFIED if status is None and not q else status or ""
    looking = Viewer.of(who) if who else ANYBODY
    found = [one for one in law_rows(parts.database, looking, today, q[:100]) if not chosen or one.status == chosen]
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(number, 1), pages)
    return page(
        request, "law.html", who, nav=nav, outside=nav != "/law", rows=found[(number - 1) * PER_PAGE : number * PER_PAGE], total=len(found), q=q,
        chosen=chosen, statuses=STATUSES, number=number, pages=pages, proposing=proposing, places=places, confirmed=CONFIRMED,
    )  # fmt: skip


def places(rule: LawRow) -> list[tuple[str, list[str]]]:
    """Where a rule is asked for, by procedure."""
    found: dict[str, list[str]] = {}
    for place in rule.where:
        plan, _, step = place.partition("·")
        found.setdefault(plan, []).append(step)
    return list(found.items())


def proposing(rule: LawRow) -> str:
    """The opening form of 规则核实, with the rule filled in."""
    filled = {"procedure": PLAN.name, "_title": f"核实{rule.id}（{rule.name}）的正式文本", f"{PLAN.opening_kind}.{PLAN.once}": rule.id}
    return f"/cases/new?{urlencode(filled)}"


@router.get("/help")
def help_page(request: Request, who: Perhaps) -> Response:
    """What every role may do, read off the procedures' own tables."""
    own = [one.role for one in who.roles] if who else []
    return page(
        request, "help.html", who, nav="/help", procedures=tuple(PROCEDURES.values()), duties=_duties(Role), own=_duties(own), keyboard=KEYBOARD
    )


def _duties(roles: Iterable[Role]) -> list[tuple[str, list[str]]]:
    found = []
    for role in dict.fromkeys(roles):
        steps = [f"{plan.begun}：{plan.label}" for plan in PROCEDURES.values() if role in KINDS[plan.opening_kind].roles]
        steps += [step.label for plan in PROCEDURES.values() for step in plan.steps.values() if role in step.roles]
        if steps:
            found.append((role.label, list(dict.fromkeys(steps))))  # steps of several procedures share a name
    return found
