"""督办单 as a small procedure of its own: 拟发 → 签发 → 签收 → 办理、反馈 → 审核(退回或者通过) → 销号.

A light comes and goes with its clock; an order is an act that somebody signs and that only a closing ends. The basis
is the duty to supervise of L713 art. 34; no statute orders the steps, so their order, the roles and the time to ask
for more time are those of common practice (督查督办制度) and stand here, not in the law's tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from statemachine import State

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, OutOfTime
from states.law.requirement import Moment
from states.procedures.base import Procedure, Step, StrictChart, TimerRule

NAME = "supervision_order"
MARK = "督"  # of its numbers: 督〔2026〕1号
ISSUE, CLOCK = "issue_order", "order_due"
STAGES = (
    ("so_drafted", "拟发"),
    ("so_issued", "待签收"),
    ("so_handling", "办理中"),
    ("so_extension", "延期待批"),
    ("so_reviewing", "反馈待审核"),
    ("so_passed", "待销号"),
    ("so_closed", "已销号"),
    ("so_withdrawn", "已撤销"),
)
ASIDE = ("so_extension", "so_withdrawn")  # not on the ordinary course
COURSE = tuple((name, label) for name, label in STAGES if name not in ASIDE)
HANDLERS = (Role.SPONSOR, Role.EXECUTOR, Role.OFFICER)
WATCH = (Role.SUPERVISOR, Role.DECISION_OFFICE)
SIGNERS = (Role.SUPERVISOR, Role.HEAD, Role.AGENCY_HEAD)


class SupervisionOrderChart(StrictChart):
    """From the draft to the closing; what was returned is handled and told again."""

    so_drafted = State("拟发", initial=True)
    so_issued = State("待签收")
    so_handling = State("办理中")
    so_extension = State("延期待批")
    so_reviewing = State("反馈待审核")
    so_passed = State("待销号")
    so_closed = State("已销号", final=True)
    so_withdrawn = State("已撤销", final=True)

    issue_order = so_drafted.to(so_issued)
    sign_for_order = so_issued.to(so_handling)
    ask_extension = so_handling.to(so_extension)
    decide_extension = so_extension.to(so_handling)
    report_on_order = so_handling.to(so_reviewing) | so_extension.to(so_reviewing)
    return_report = so_reviewing.to(so_handling)
    pass_report = so_reviewing.to(so_passed)
    close_order = so_passed.to(so_closed)
    withdraw_order = so_drafted.to(so_withdrawn) | so_issued.to(so_withdrawn) | so_handling.to(so_withdrawn)


STEPS = (
    Step(ISSUE, "签发督办单", SIGNERS, ("order_issue", "order_limit"), own_office=False),
    Step("sign_for_order", "签收督办单", HANDLERS, ("order_receipt",), own_office=False),
    Step("ask_extension", "申请延期", HANDLERS, ("order_extension_request",), own_office=False,
         note="须在办结时限届满前提出"),
    Step("decide_extension", "审批延期", SIGNERS, ("order_extension",), ("order_limit",), own_office=False,
         note="同意延期的，同时登记新的办结时限"),
    Step("report_on_order", "反馈办理情况", HANDLERS, ("order_feedback",), own_office=False),
    Step("return_report", "退回重办", WATCH, ("order_return", "order_limit"), own_office=False),
    Step("pass_report", "审核通过", WATCH, ("order_pass",), own_office=False),
    Step("close_order", "销号", WATCH, ("order_closing",), own_office=False),
    Step("withdraw_order", "撤销督办单", SIGNERS, ("order_withdrawal",), own_office=False),
)  # fmt: skip
TIMERS = (
    TimerRule(CLOCK, "督办单办结时限", "D-EXE-04", (("order_limit", "due_on"),),
              ("so_issued", "so_handling", "so_extension"), dated=True, clock=CLOCK),
)  # fmt: skip


def vet(dossier: Dossier, step: Step, entries: Sequence[Entry], moment: Moment) -> None:
    """What a field alone cannot say: a new limit lies ahead; more time is asked for before the time is over."""
    given, today = {entry.kind: entry for entry in entries}, moment.today
    known = dossier.last("order_limit")
    limit = known.day("due_on") if known else None
    _limit(given.get("order_limit"), today)
    match step.name:
        case "ask_extension":
            _asked(given["order_extension_request"].day("until"), limit, today)
        case "decide_extension":
            _decided(given, limit)
        case _:
            pass


def _wrong(field: str, why: str) -> InvalidEntry:
    return InvalidEntry({field: why}, why)


def _limit(entry: Entry | None, today: date) -> None:
    due_on = entry.day("due_on") if entry else None
    if due_on is not None and due_on < today:
        raise _wrong("order_limit.due_on", f"「办结时限」{due_on}早于今天（{today}），请改为今天或者以后的日期。")


def _asked(until: date | None, limit: date | None, today: date) -> None:
    if limit is not None and today > limit:
        raise OutOfTime(f"办结时限已于{limit}届满，延期应当在届满前申请，现在不能再申请延期。请尽快办理并反馈情况。")
    if limit is not None and until is not None and until <= limit:
        raise _wrong("order_extension_request.until", f"申请延至{until}不晚于原办结时限{limit}，请填写更晚的日期。")


def _decided(given: dict[str, Entry], limit: date | None) -> None:
    granted, later = given["order_extension"].flag("granted"), given.get("order_limit")
    if granted and later is None:
        raise _wrong("order_limit", "同意延期的，请一并登记新的「督办时限」。")
    if not granted and later is not None:
        raise _wrong("order_limit", "不同意延期的，原办结时限不变，请勿登记新的「督办时限」。")
    due_on = later.day("due_on") if later else None
    if due_on is not None and limit is not None and due_on <= limit:
        raise _wrong("order_limit.due_on", f"延期后的办结时限{due_on}应当晚于原办结时限{limit}。")


PROCEDURE = Procedure(
    name=NAME,
    label="督办单",
    chart=SupervisionOrderChart,
    steps={step.name: step for step in STEPS},
    timers=TIMERS,
    opening_kind="order_draft",
    stages=COURSE,
    mark=MARK,
    vet=vet,
    returns=("return_report",),
)
