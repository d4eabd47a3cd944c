"""主菜单: one table of what stands in it, in which group, and whom it serves. A page that does not exist has no row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from states.casework.authority import ADMINISTRATORS, EXTERNAL, HANDLERS
from states.casework.handling import COORDINATORS
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.procedures.catalogue import PROCEDURES
from states.procedures.enforcement_desks import DESKS
from storage.complaints import may_read
from storage.people import SignedIn
from storage.queries.review_queue import REVIEWERS
from storage.queries.running import KEEPERS

COUNTERS = (Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER)
# Those who make the yearly catalogue of decisions and those who go by it (L713 art. 3(3)).
PLANNERS = (Role.DECISION_OFFICE, Role.SPONSOR, Role.OFFICE_HEAD, Role.STUDY_UNIT, Role.LEGAL_REVIEWER, Role.MEMBER, Role.HEAD, Role.SUPERVISOR)
WATCHERS = (Role.SUPERVISOR, Role.DECISION_OFFICE, Role.HEAD, Role.AGENCY_HEAD)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu; ``icon`` names a symbol of icons.svg."""

    group: str
    href: str
    label: str
    icon: str
    serves: Callable[[SignedIn], bool]


def everybody(desk: SignedIn) -> bool:
    return True


def holders(*roles: Role) -> Callable[[SignedIn], bool]:
    """Serves those who hold one of the roles."""
    return lambda desk: any(one.role in roles for one in desk.roles)


def inside(desk: SignedIn) -> bool:
    """Whoever works in the house itself: neither called in from outside nor one who only runs the system."""
    return any(one.role not in EXTERNAL and one.role not in ADMINISTRATORS for one in desk.roles)


def working(desk: SignedIn) -> bool:
    """Everybody but those who only run the system."""
    return any(one.role not in ADMINISTRATORS for one in desk.roles)


def may_open(desk: SignedIn) -> tuple[str, ...]:
    """The procedures that this person may open a matter of."""
    held = {one.role for one in desk.roles}
    return tuple(name for name, plan in PROCEDURES.items() if held & set(KINDS[plan.opening_kind].roles))


def opening_word(desk: SignedIn) -> str:
    """What opening a matter is called where this person looks: what they open is not always 立项."""
    return "立项" if any(PROCEDURES[name].begun == "立项" for name in may_open(desk)) else "新建"


def opens(desk: SignedIn) -> bool:
    return bool(may_open(desk))


DESK, MATTERS, FIELD, WATCH, PUBLIC, BOOKS, SYSTEM = "办理", "事项", "执法", "监督", "公开", "资料", "系统"
ITEMS = (
    Item(DESK, "/worklist", "工作台", "home", everybody),
    Item(DESK, "/lists/todo", "待办", "inbox", everybody),
    Item(DESK, "/lists/claim", "待认领", "hand", holders(*HANDLERS, *COORDINATORS)),
    Item(DESK, "/lists/review", "审查", "stamp", holders(*REVIEWERS)),
    Item(DESK, "/phrases", "常用语", "pen", holders(*REVIEWERS, Role.LEGAL_ADVISER)),
    Item(DESK, "/lists/acted", "已办", "done", everybody),
    Item(DESK, "/lists/begun", "我发起", "send", opens),
    Item(DESK, "/lists/reading", "传阅", "eye", inside),
    Item(DESK, "/responsibility", "履职记录", "people", working),
    Item(MATTERS, "/lists/cases", "案件", "list", everybody),
    Item(MATTERS, "/lists/catalogues", "目录", "folder", holders(*PLANNERS)),
    Item(MATTERS, "/lists/archive", "归档", "archive", inside),
    Item(MATTERS, "/cases/new", "", "plus", opens),  # called as this person opens matters
    Item(MATTERS, "/plan", "计划", "clock", working),
    Item(MATTERS, "/calendar", "日历", "calendar", everybody),
    *(Item(FIELD, f"/enforcement/{one.name}", one.label, icon, holders(*one.roles)) for one, icon in zip(DESKS, ("check", "list", "stamp"), strict=True)),
    Item(WATCH, "/supervision", "督办", "flag", holders(*WATCHERS)),
    Item(WATCH, "/supervision/risks", "预警", "alert", holders(*WATCHERS)),
    Item(WATCH, "/supervision/overview", "统计", "chart", holders(*WATCHERS)),
    Item(WATCH, "/complaints", "投诉举报", "mail", may_read),
    Item(WATCH, "/enforcement/yearly", "执法数据", "chart", holders(*COUNTERS)),
    Item(PUBLIC, "/portal", "决策公开", "globe", everybody),
    Item(PUBLIC, "/portal/enforcement", "执法公示", "stamp", everybody),
    Item(BOOKS, "/law", "法规", "book", everybody),
    Item(BOOKS, "/help", "帮助", "info", everybody),
    Item(SYSTEM, "/running", "运行", "pulse", holders(*KEEPERS)),
    Item(SYSTEM, "/system/people", "人员", "people", holders(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)),
    Item(SYSTEM, "/system/offices", "单位", "archive", holders(Role.SYSTEM_ADMIN)),
    Item(SYSTEM, "/system/mandates", "代理", "hand", holders(Role.SECURITY_ADMIN)),
    Item(SYSTEM, "/system/audit", "审计", "eye", holders(Role.AUDIT_ADMIN)),
    Item(SYSTEM, "/channels", "外部通知", "mail", holders(Role.SYSTEM_ADMIN)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it stands in somebody's menu."""

    href: str
    label: str
    icon: str


def menu(desk: SignedIn, items: Iterable[Item] = ITEMS) -> list[tuple[str, list[Line]]]:
    """The groups of the main menu with the items that serve this person; a group without any is left out."""
    mine = (one for one in items if one.serves(desk))
    return [
        (group, [Line(one.href, one.label or opening_word(desk), one.icon) for one in many]) for group, many in groupby(mine, lambda one: one.group)
    ]
