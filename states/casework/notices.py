"""Who gets told what: one table from what happened to whom it reaches, in which words, and whether it is a duty.

A notice says what, until when and where to look, and nothing else: no paper's text, no reason, no person's name. The
title is the matter's own business: it is shown to whoever may see the matter, and leaves the house only when public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from states.dossier.vocabulary import Confidentiality, Labelled, Role
from states.law.day_lines import chinese_date
from states.law.lights import Addressee


class Topic(Labelled):
    """What a person can be told of."""

    WAITING = "waiting", "待我办理"
    NEAR = "deadline_near", "期限临近"
    PASSED = "deadline_passed", "期限届满"
    RAISED = "escalated", "逐级督办"
    ORDER_ISSUED = "order_issued", "督办单签发"
    ORDER_RETURNED = "order_returned", "督办反馈退回"
    ORDER_OVERDUE = "order_overdue", "督办单超期"
    CORRECTION = "correction_asked", "更正待确认"
    BREACH = "correction_breach", "更正后重新核验有问题"
    EVALUATION = "evaluation_proposed", "提示开展决策后评估"
    SEALED = "dossier_sealed", "案卷封存"
    LIFTED = "correction_lifts", "更正后问题消除"
    FLOOR = "floor_over", "最短期间届满"
    PROGRESS = "progress", "事项进展"
    ASSIGNED = "assigned", "指定承办"
    CIRCULATED = "circulated", "传阅"
    INTEREST = "interest_declared", "专家声明利害关系"


class Reach(StrEnum):
    """How a group of people is found: by whose turn it newly is, whose it is, or by role here or in the matter."""

    NEW_TURN = "new_turn"
    TURN = "turn"
    HANDLERS = "handlers"  # the sponsoring office's people on the matter; all of its sponsors while nobody is
    OFFICE = "office"  # the roles, in the sponsoring office
    BODY = "body"  # the roles, in the decision body
    PART = "part"  # everybody who has had a hand in it
    NAMED = "named"  # those whom the message itself names


@dataclass(frozen=True, slots=True)
class Group:
    """Recipients; ``roles`` for OFFICE and BODY."""

    reach: Reach
    roles: tuple[Role, ...] = ()


NEW_TURN, TURN, HANDLERS, PART, NAMED = (Group(one) for one in (Reach.NEW_TURN, Reach.TURN, Reach.HANDLERS, Reach.PART, Reach.NAMED))
OFFICE_HEAD = Group(Reach.OFFICE, (Role.OFFICE_HEAD,))
SUPERVISOR = Group(Reach.BODY, (Role.SUPERVISOR,))
GOVERNMENT_OFFICE = Group(Reach.BODY, (Role.DECISION_OFFICE, Role.AGENCY_HEAD))  # in a body that enforces, its head
DECIDERS = Group(Reach.BODY, (Role.DECISION_OFFICE, Role.HEAD))
CONFIRMERS = Group(Reach.BODY, (Role.DECISION_OFFICE, Role.LEGAL_REVIEWER, Role.ENFORCEMENT_REVIEWER, Role.SUPERVISOR))
OFFICERS = Group(Reach.BODY, (Role.DECISION_OFFICE,))
HOSTS = Group(Reach.BODY, (Role.HEARING_HOST,))
ARCHIVISTS = Group(Reach.BODY, (Role.ARCHIVIST,))


class Ground(StrEnum):
    """What must still hold when the notice goes out, so that nobody is told of what was settled meanwhile."""

    NONE = "none"
    STAGE = "stage"  # the matter still stands in a state that the act led into
    CLOCK = "clock"  # the clock of the payload still runs, with the same last day
    DELAY = "delay"  # the delay still stands on the supervisor's list


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: on which message of the outbox, under which condition on its payload, who is told what."""

    topic: Topic
    on: str
    to: tuple[Group, ...]
    text: str  # {what} the act or clock, {stage} where the matter stands, {until} the day, {rung} of the ladder
    when: Mapping[str, Any] | None = None  # payload fields with the value they must have
    ground: Ground = Ground.NONE
    limit: bool = True  # does it call for something by a day?

    def fits(self, topic: str, payload: Mapping[str, Any]) -> bool:
        wanted = self.when or {}
        return topic == self.on and all(payload.get(name) == value for name, value in wanted.items())


def _raised(to: Addressee, *groups: Group) -> Rule:
    text = f"「{{what}}」超过{{until}}仍未办理，已升至第{{rung}}级督办，由{to.label}督促办理。"
    return Rule(Topic.RAISED, "escalated", groups, text, {"to": to.value}, Ground.DELAY)


ORDER = {"timer": "order_due"}
FLOOR = {"floor": True}
# The first row that reaches a person decides what that person is told: particular rows come before general ones.
RULES: tuple[Rule, ...] = (
    Rule(Topic.ORDER_ISSUED, "step_taken", (TURN, OFFICE_HEAD), "督办单已签发，请在{until}前签收、办理并反馈。", {"step": "issue_order"}, Ground.STAGE),
    Rule(Topic.ORDER_RETURNED, "step_taken", (TURN,), "反馈未通过审核，已退回重办，请在{until}前重新办理并反馈。", {"step": "return_report"},
         Ground.STAGE),
    Rule(Topic.ORDER_OVERDUE, "deadline_passed", (TURN, HANDLERS, OFFICE_HEAD, SUPERVISOR), "督办单已超过办结时限{until}，仍未办结。",
         ORDER, Ground.CLOCK),
    Rule(Topic.WAITING, "step_taken", (NEW_TURN,), "已进入「{stage}」，等待办理。", ground=Ground.STAGE),
    Rule(Topic.WAITING, "opened", (NEW_TURN,), "新立事项处于「{stage}」，等待办理。", ground=Ground.STAGE),
    Rule(Topic.FLOOR, "deadline_near", (HANDLERS,), "「{what}」的日期为{until}，届满后方可办理下一环节。", FLOOR, Ground.CLOCK),
    Rule(Topic.FLOOR, "deadline_passed", (HANDLERS,), "「{what}」的日期为{until}，现已届满，可以办理下一环节。", FLOOR, Ground.CLOCK),
    Rule(Topic.NEAR, "deadline_near", (HANDLERS, TURN), "「{what}」将于{until}到期，请按期办理。", {"floor": False}, Ground.CLOCK),
    Rule(Topic.PASSED, "deadline_passed", (HANDLERS, TURN), "「{what}」已于{until}到期，尚未办理，请立即办理。", {"floor": False}, Ground.CLOCK),
    _raised(Addressee.HANDLER, HANDLERS),
    _raised(Addressee.OFFICE_HEAD, OFFICE_HEAD, HANDLERS),
    _raised(Addressee.SUPERVISOR, SUPERVISOR),
    _raised(Addressee.GOVERNMENT_OFFICE, GOVERNMENT_OFFICE),
    Rule(Topic.CORRECTION, "correction_asked", (CONFIRMERS,), "有人申请更正「{what}」，需要第二人核对后确认。"),
    Rule(Topic.BREACH, "correction_breach", (HANDLERS, GOVERNMENT_OFFICE, SUPERVISOR), "更正后重新核验，有已办环节的法定要求未满足，请查看并处理。"),
    Rule(Topic.LIFTED, "correction_lifts", (HANDLERS,), "更正后重新核验，原先未满足的法定要求已经满足。", limit=False),
    Rule(Topic.EVALUATION, "evaluation_proposed", (DECIDERS,), "出现可以开展决策后评估的情形（{what}），请研究是否开展。"),
    Rule(Topic.SEALED, "step_taken", (HANDLERS, ARCHIVISTS), "案卷已封存入档。", {"step": "seal_dossier"}, limit=False),
    Rule(Topic.ASSIGNED, "assigned", (NAMED,), "已指定由您承办，现处于「{stage}」。"),
    Rule(Topic.CIRCULATED, "circulated", (NAMED,), "有人将本事项送您传阅，请阅后标记已阅。", limit=False),
    Rule(Topic.INTEREST, "entry_recorded", (HANDLERS, OFFICERS), "有专家声明与本事项有直接利害关系，应当回避，请登记「专家回避、更换」。",
         {"kind": "expert_interest"}),
    Rule(Topic.WAITING, "entry_recorded", (HOSTS,), "当事人要求听证，请通知听证。", {"kind": "hearing_request"}),
    Rule(Topic.PROGRESS, "step_taken", (PART,), "已办理「{what}」，现处于「{stage}」。", limit=False),
)  # fmt: skip

# Entries recorded on their own of which somebody is told; of all others the desk's lists tell.
TOLD_ENTRIES = frozenset(str((rule.when or {}).get("kind")) for rule in RULES if rule.on == "entry_recorded")


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a topic: a duty cannot be switched off in the product; what is optional is on or off until somebody chooses."""

    duty: bool
    wanted: bool = True


STANDINGS: Mapping[Topic, Standing] = {
    **dict.fromkeys(Topic, Standing(duty=True)),
    Topic.SEALED: Standing(duty=False), Topic.LIFTED: Standing(duty=False), Topic.FLOOR: Standing(duty=False),
    Topic.PROGRESS: Standing(duty=False, wanted=False),
}  # fmt: skip


class Means(Labelled):
    """By which a person is told; the inbox is part of the product."""

    INBOX = "inbox", "系统内"
    MAIL = "mail", "电子邮件"


def wanted(topic: Topic, means: Means, chosen: bool | None) -> bool:
    """Is the person told of this topic by these means? A duty always stands in the inbox."""
    standing = STANDINGS[topic]
    if standing.duty and means is Means.INBOX:
        return True
    return standing.wanted if chosen is None else chosen


def may_choose(topic: Topic, means: Means) -> bool:
    return not (STANDINGS[topic].duty and means is Means.INBOX)


def until_words(day: Any) -> str:
    return chinese_date(day) if day else "规定时限"


def outside_name(number: str, title: str, confidentiality: Confidentiality) -> str:
    """What a matter may be called where its confidentiality cannot be kept: by its number, unless it is public."""
    return f"{number}《{title}》" if confidentiality is Confidentiality.PUBLIC else number
