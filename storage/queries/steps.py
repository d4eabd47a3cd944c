"""可办环节: every step that belongs to where a matter stands, who may take it, and what the law still asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from states.casework.authority import may_take
from states.casework.commands import Actor
from states.casework.decide import unmet
from states.casework.ports import Holding
from states.dossier.vocabulary import Role
from states.errors import NotPermitted, StepUnavailable
from states.law.conditions.acting_officers import told_ahead
from states.law.requirement import Status
from states.procedures.base import Step
from storage.database import Database
from storage.people import HeldRole
from storage.queries.dossiers import Seen, open_seen
from storage.queries.models import FindingView, RoleChoice, StepView, Viewer
from storage.queries.reading import look
from storage.queries.showing import finding_view


def steps(database: Database, viewer: Viewer, today: date, case: str) -> tuple[StepView, ...]:
    """The steps of a matter's present place, in the order of the procedure's table."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
    seen = replace(seen, dossier=seen.in_order)  # a checklist tells what a refusal would
    here = seen.dossier.configuration
    offered = (step for step in seen.plan.steps.values() if seen.plan.available(step, here) and not step.over(seen.dossier))
    return tuple(_view(step, seen, viewer) for step in offered)


def gates(database: Database, viewer: Viewer, today: date, case: str, names: Iterable[str]) -> Mapping[str, tuple[FindingView, ...]]:
    """What the law asks of steps, wherever the matter stands; without what does not concern it."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
    asked = {name: unmet(seen.in_order, seen.plan.steps[name], seen.moment) for name in names if name in seen.plan.steps}
    return {name: tuple(finding_view(one) for one in found if one.status is not Status.NOT_APPLICABLE) for name, found in asked.items()}


def _view(step: Step, seen: Seen, viewer: Viewer) -> StepView:
    choices, why_not = _choices(step, seen, viewer)
    available = _available(step, seen)
    if not available:
        why_not = f"当前阶段（{seen.plan.stage_label(seen.dossier.configuration)}）还不能办理，请先完成前面的环节。"
    findings = tuple(finding_view(one) for one in unmet(seen.dossier, step, seen.moment))
    return StepView(
        name=step.name, label=step.label, note=step.note, available_now=available, permitted=bool(choices),
        why_not=why_not, roles=tuple(role.label for role in step.roles), as_roles=choices, kinds=step.kinds,
        optional=step.optional, findings=findings, blocked=any(one.blocks for one in findings), caution=caution(seen, viewer, step.kinds, choices),
    )  # fmt: skip


def caution(seen: Seen, viewer: Viewer, kinds: tuple[str, ...], choices: tuple[RoleChoice, ...]) -> str:
    """What an officer without a certificate is told before the form is filled in."""
    as_officer = any(one.role == Role.OFFICER for one in choices)
    return told_ahead(seen.dossier, kinds, viewer.person, seen.moment) if as_officer else ""


def _choices(step: Step, seen: Seen, viewer: Viewer) -> tuple[tuple[RoleChoice, ...], str]:
    """The viewer's roles that may take the step; or, when none may, the reason of the one that came nearest."""
    allowed, why = [], ""
    for held in viewer.roles:
        if held.role not in step.roles:
            continue
        try:
            may_take(step, seen.dossier, _actor(viewer, held), _holding(held), viewer.office)
            allowed.append(choice(held))
        except NotPermitted as refusal:
            why = refusal.message
    if allowed:
        return tuple(allowed), ""
    return (), why or f"「{step.label}」应当由{'、'.join(role.label for role in step.roles)}办理。"


def choice(held: HeldRole) -> RoleChoice:
    return RoleChoice(
        role=held.role, label=held.role.label, represents=held.principal, represents_name=held.principal_name
    )


def _actor(viewer: Viewer, held: HeldRole) -> Actor:
    return Actor(viewer.person, held.role, held.principal)


def _holding(held: HeldRole) -> Holding:
    return Holding(held.role, held.office, held.body, held.principal)


def _available(step: Step, seen: Seen) -> bool:
    try:
        seen.plan.move(seen.dossier.configuration, step)
    except StepUnavailable:
        return False
    return True
