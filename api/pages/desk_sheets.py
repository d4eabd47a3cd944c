"""What a desk is made of: its acts with what is on file of each, what is missing by which article, and what its form begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api import forms
from api.forms import Raw, Widget
from api.pages.case import answered_by
from infra.wiring import Services
from states.dossier.kinds import KINDS
from states.dossier.rolls import Roll, roll
from states.dossier.schema import Field, FieldType, Kind
from states.procedures.base import Desk, Procedure, Step
from states.procedures.desks import kinds_of
from storage.queries.models import CaseView, EntryView, FindingView, RoleChoice, StepView, Viewer
from storage.queries.rolls import last_held

OPEN = ("unmet", "warned")
CARRIED = (FieldType.CHOICE, FieldType.MATERIAL, FieldType.PERSON)  # what earlier papers say under the same name stands in the form already


@dataclass(frozen=True, slots=True)
class Sheet:
    """One act of the desk; or the acts that share a paper, of which what stands in the paper is the one."""

    name: str
    label: str
    kinds: tuple[Kind, ...]
    optional: tuple[Kind, ...]
    steps: tuple[Step, ...]
    roles: tuple[RoleChoice, ...]
    why_not: str
    caution: str
    filed: tuple[EntryView, ...]
    standing: tuple[FindingView, ...]  # judged by what is on file
    pending: tuple[FindingView, ...]  # decided by what the form will say
    later: tuple[FindingView, ...]  # what the law will ask when the stage is reached
    widgets: Mapping[str, tuple[Widget, ...]] | None = None

    @property
    def all_kinds(self) -> tuple[Kind, ...]:
        return (*self.kinds, *self.optional)

    @property
    def rolls(self) -> Mapping[str, Roll]:
        return {kind.name: found for kind in self.kinds if (found := roll(kind))}

    def step(self, raw: Mapping[str, Raw]) -> str:
        """The step that the paper itself says it is; the first where it does not say."""
        said = (one.name for one in self.steps for kind in self.kinds if one.says[1] and raw.get(kind.name, {}).get(one.says[0]) == one.says[1])
        return next(said, self.steps[0].name if self.steps else "")


def sheets(
    case: CaseView, plan: Procedure, desk: Desk, offered: Iterable[StepView], ahead: Mapping[str, tuple[FindingView, ...]]
) -> tuple[Sheet, ...]:
    """The acts of the desk in its order, those with the same paper as one."""
    grouped: dict[tuple[Kind, ...], list[str]] = {}
    for act in desk.acts:
        grouped.setdefault(kinds_of(plan, act), []).append(act)
    views = {one.name: one for one in offered if one.available_now}
    return tuple(_sheet(case, plan, kinds, acts, views, ahead) for kinds, acts in grouped.items())


def _sheet(
    case: CaseView, plan: Procedure, kinds: tuple[Kind, ...], acts: list[str], views: Mapping[str, StepView],
    ahead: Mapping[str, tuple[FindingView, ...]],
) -> Sheet:
    steps = tuple(plan.steps[one] for one in acts if one in plan.steps)
    shown = [views[one] for one in acts if one in views]
    choice = next((one for one in case.recordable if one.kind in acts), None)
    findings = tuple({one.rule + one.name: one for view in shown for one in view.findings}.values())
    brought = answered_by((*(one.name for one in kinds), *(name for step in steps for name in step.optional)))
    roles = next((view.as_roles for view in shown if view.as_roles), choice.roles if choice else ())
    names = {one.name for one in kinds}
    return Sheet(
        acts[0], steps[0].label if len(steps) == 1 else kinds[0].label, kinds, tuple(dict.fromkeys(KINDS[name] for step in steps for name in step.optional)),
        steps, roles, "" if roles else _why_not(case, kinds, steps, shown),
        next((one.caution for one in (*shown, choice) if one and one.caution), ""),
        tuple(one for one in case.entries if one.kind in names and not one.superseded_by),
        tuple(one for one in findings if not (one.status in OPEN and one.rule in brought)),
        tuple(one for one in findings if one.status in OPEN and one.rule in brought),
        () if shown else tuple(one for step in steps for one in ahead.get(step.name, ())),
    )  # fmt: skip


def _why_not(case: CaseView, kinds: tuple[Kind, ...], steps: tuple[Step, ...], shown: list[StepView]) -> str:
    if shown:
        return shown[0].why_not
    if not set(kinds[0].states).isdisjoint(case.configuration):
        return f"由{'、'.join(one.label for one in kinds[0].roles)}登记。"
    who = steps[0].roles if steps else kinds[0].roles
    return f"当前阶段（{case.row.stage_label}）不办理，届时由{'、'.join(one.label for one in who)}办理。"


def begins_with(parts: Services, looking: Viewer, case: CaseView, sheet: Sheet, desk: Desk) -> dict[str, Raw]:
    """What a form stands filled with when it is opened: what the papers before it say, and who sat at the last meeting."""
    laid = [one for one in case.entries if one.kind in desk.laid and not one.superseded_by]
    return {kind.name: _carried(kind, laid) | _members(parts, looking, case, kind) for kind in sheet.kinds}


def _carried(kind: Kind, laid: Iterable[EntryView]) -> Raw:
    found: Raw = {}
    for entry in laid:
        for one in entry.fields:
            spec, own = KINDS[entry.kind].by_name.get(one.name), kind.by_name.get(one.name)
            if spec and own and _alike(spec, own):
                found |= forms.as_raw({one.name: one.value})
    return found


def _alike(one: Field, other: Field) -> bool:
    return one.type is other.type and one.type in CARRIED and one.options is other.options


def _members(parts: Services, looking: Viewer, case: CaseView, kind: Kind) -> Raw:
    """Last time's members without their views, whoever presided in the last row, where the law wants them to speak last."""
    found = roll(kind)
    entry = last_held(parts.database, looking, case.body, kind) if found else None
    if found is None or entry is None:
        return {}
    chair = entry.text(found.chair.name) if found.chair else ""
    rows = sorted((found.kept(dict(row)) for row in entry.rows(found.field.name)), key=lambda row: row.get(found.name.name) == chair)
    return forms.as_raw({found.field.name: tuple(rows)} | ({found.chair.name: chair} if found.chair and chair else {}))


def named(raw: Mapping[str, Raw], sheet: Sheet) -> Iterator[str]:
    """Everybody who stands by identifier in a field of their own or in the tables of members."""
    for spec in sheet.all_kinds:
        yield from (str(raw.get(spec.name, {}).get(one.name, "")) for one in spec.fields if one.type is FieldType.PERSON)
    for kind, found in sheet.rolls.items():
        yield from (str(row.get(found.name.name, "")) for row in raw.get(kind, {}).get(found.field.name, ()) if isinstance(row, Mapping))


def invited(kind: Kind, raw: Raw, chosen: Iterable[Any]) -> Raw:
    """The table of people with those who were chosen among the registrations, each once."""
    table = next(one for one in kind.fields if one.type is FieldType.ROWS)
    rows = [dict(row) for row in raw.get(table.name, ())]
    for one in chosen:
        row = {column.name: text for column, text in zip(table.columns, (one.name, one.group), strict=False) if text}
        rows += [row] if row not in rows else []
    return raw | {table.name: rows}
