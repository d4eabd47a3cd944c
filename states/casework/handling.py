"""承办 and 传阅: who of the office has a matter in hand, and whom it is sent to for reading.

Neither is an act of the procedure: no gate asks for them, no clock and no authority depends on them. They are chained
because who was to act when is asked afterwards (who answers for it), and nobody may settle that by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from states.casework.authority import ADMINISTRATORS, EXTERNAL, HANDLERS, holding, separate_assigned
from states.casework.commands import Circulate, HandOver
from states.casework.decide import Context
from states.casework.events import Message, Outcome
from states.casework.ports import Credentials, Holding
from states.casework.smaller import still
from states.dossier.model import Dossier, Part
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted, StaleDossier, StepUnavailable
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES, procedure

OF_THE_BODY = (Role.DECISION_OFFICE, Role.AGENCY_HEAD)
COORDINATORS = (*OF_THE_BODY, Role.OFFICE_HEAD)
READERS_LIMIT = 30
REMARK_LIMIT = 500
People = Mapping[str, Credentials]


def handled(plan: Procedure) -> bool:
    """Has the procedure steps of an office's own handlers? Other matters are nobody's in particular."""
    return any(not HANDLERS.isdisjoint(step.roles) for step in plan.steps.values())


HANDLED = tuple(name for name, plan in PROCEDURES.items() if handled(plan))


def coordinates(role: Role, office: str, body: str, of_office: str, of_body: str) -> bool:
    """May somebody in that role, office and body say who handles a matter of the other office and body?"""
    return body == of_body and (role in OF_THE_BODY or (role is Role.OFFICE_HEAD and office == of_office))


def handles(held: Holding, dossier: Dossier) -> bool:
    return held.role in HANDLERS and (held.office, held.body) == (dossier.office, dossier.body)


def serving(dossier: Dossier, person: Credentials | None) -> Role | None:
    """The role in which a person may have this matter in hand today; None when they may not."""
    held = person.holdings if person is not None and person.active else ()
    return next((one.role for one in held if handles(one, dossier)), None)


def hand_over(dossier: Dossier, command: HandOver, present: str, people: People, context: Context) -> Outcome:
    """Claim, assign, pass on or give back a matter; whoever had it when the person looked must still have it."""
    actor, plan = command.actor, procedure(dossier.procedure)
    held = holding(context.credentials, actor)
    if not handled(plan) or plan.ended(dossier.configuration):
        raise StepUnavailable("本事项已经终结。" if handled(plan) else "本类事项不设承办人，由有关机构直接办理。")
    idle = serving(dossier, people.get(present)) is None
    leads = coordinates(held.role, held.office, held.body, dossier.office, dossier.body) or (idle and _relieves(held, dossier, present))
    if not leads and not handles(held, dossier):
        raise NotPermitted("承办人由本机关办公机构、机关负责人或者承办单位负责人指定，或者由承办单位的经办人自行认领，您没有这一身份。")
    if command.instead_of != present:
        now = f"现由「{dossier.names.person(present)}」承办" if present else "现在没有承办人"
        raise StaleDossier(f"本事项的承办人刚刚有变动，{now}，请刷新后再办。")
    if command.handler == present:
        raise _wrong("handler", f"本事项已由「{dossier.names.person(present)}」承办。" if present else "本事项现在没有承办人。")
    own = command.handler == actor.person and idle if command.handler else present in (actor.person, actor.represents)
    if not leads and not own:
        raise NotPermitted("经办人只能认领无人承办的事项、退回自己承办的事项；改由他人承办的，请承办单位负责人或者办公机构指定。")
    if command.handler:
        _may_have(dossier, command.handler, people)
    return _told(dossier, command, present, context)


def _relieves(held: Holding, dossier: Dossier, present: str) -> bool:
    """离任交接: of a handler who left, the system administrator hands matters on. It is no act in them and gives nobody any authority."""
    return held.role is Role.SYSTEM_ADMIN and held.body == dossier.body and present != ""


def _may_have(dossier: Dossier, person: str, people: People) -> None:
    """Only a handler of the office that sponsors it, whom no earlier duty in the matter rules out."""
    role, name = serving(dossier, people.get(person)), dossier.names.person(person)
    if role is None:
        raise _wrong("handler", f"「{name}」今天不是本事项承办单位的经办人，不能承办，请另行选定。")
    separate_assigned(dossier, (Part(person, role),))


def _told(dossier: Dossier, command: HandOver, present: str, context: Context) -> Outcome:
    name, before = dossier.names.person(command.handler), dossier.names.person(present)
    act, label = "assign", f"指定承办人：{name}"
    if not command.handler:
        act, label = "release", f"退回待认领（原承办人：{before}）"
    elif command.handler == command.actor.person:
        act, label = "claim", f"认领承办：{name}"
    note = {"handler": command.handler, "before": present, "reason": command.reason.strip()}
    told = (Message("assigned", {"persons": [command.handler]}),) if act == "assign" else ()
    return still(dossier, "handler", act, label, context, note=note, messages=told)


def circulate(dossier: Dossier, command: Circulate, people: People, context: Context) -> Outcome:
    """Send the matter to colleagues of the same body to read. That they may see it is asked before, and at each look again."""
    held, actor = holding(context.credentials, command.actor), command.actor
    if held.role in EXTERNAL or held.role in ADMINISTRATORS or held.body != dossier.body:
        raise NotPermitted("传阅由本机关的工作人员办理，您没有这一身份。")
    readers = tuple(dict.fromkeys(command.readers))
    if not 0 < len(readers) <= READERS_LIMIT:
        raise _wrong("readers", f"请选择传阅对象，一次不超过{READERS_LIMIT}人。")
    if len(command.remark) > REMARK_LIMIT:
        raise _wrong("remark", f"传阅说明不超过{REMARK_LIMIT}字。")
    strangers = [one for one in readers if one == actor.person or not _inside(dossier, people.get(one))]
    if strangers:
        names = "、".join(dossier.names.person(one) for one in strangers)
        raise _wrong("readers", f"「{names}」不是本机关的其他在职人员，请重新选择。")
    label = f"送{'、'.join(dossier.names.person(one) for one in readers)}传阅"
    note = {"readers": list(readers), "remark": command.remark.strip()}
    return still(dossier, "circulated", "circulate", label, context, note=note, messages=(Message("circulated", {"persons": list(readers)}),))


def _inside(dossier: Dossier, person: Credentials | None) -> bool:
    outside = EXTERNAL | ADMINISTRATORS
    return person is not None and person.active and any(one.body == dossier.body and one.role not in outside for one in person.holdings)


def _wrong(field: str, why: str) -> InvalidEntry:
    return InvalidEntry({field: why}, why)
