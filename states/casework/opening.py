"""What may be wrong with the opening of a matter: its form, its place, the matter above it, another one like it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from states.casework.commands import OpenCase
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.schema import Kind, parse
from states.dossier.vocabulary import Confidentiality
from states.errors import InvalidEntry, StepUnavailable
from states.law.values import overlays
from states.procedures.base import Procedure
from states.procedures.catalogue import procedure

OF_THE_MATTER = frozenset({"title", "office", "overlays", "confidentiality", "parent", "body", "procedure"})


def in_form(kind: Kind, wrong: Mapping[str, str]) -> dict[str, str]:
    """Faults of the opening entry's fields; one that is called like a field of the matter itself goes by its kind's name."""
    return {f"{kind.name}.{name}" if name.partition(".")[0] in OF_THE_MATTER else name: why for name, why in wrong.items()}


def form_faults(command: OpenCase, today: date) -> dict[str, str]:
    """What is wrong in the fields of an opening that cannot be read as a whole."""
    kind = KINDS[procedure(command.procedure).opening_kind]
    try:
        parse(kind, command.fields, today)
    except InvalidEntry as error:
        return in_form(kind, error.fields)
    return {}


def only_one(plan: Procedure, entry: Entry, standing: Mapping[str, str]) -> None:
    value = entry.text(plan.once) if plan.once else ""
    if value and value in standing:
        why = f"「{value}」已由{standing[value]}立项，正在办理或者仍然有效，不重复立项。"
        raise InvalidEntry({plan.once: why}, why)


OPENNESS = (Confidentiality.PUBLIC, Confidentiality.INTERNAL, Confidentiality.WITHHELD)


def below(plan: Procedure, command: OpenCase, above: Dossier | None) -> None:
    """A matter under another one: that one is of this body and asks for it, nothing like it runs yet, nothing leaks."""
    if above is None or above.procedure != plan.belongs_to or above.body != command.body:
        why = f"请从{plan.called}{procedure(plan.belongs_to).label}事项发起{plan.label}。"
        raise InvalidEntry({"parent": why}, why)
    if set(procedure(above.procedure).evaluated).isdisjoint(above.configuration):
        raise StepUnavailable(plan.unready)
    running = [one.number for one in above.evaluations if not one.ended] if plan.alone else []
    if running:
        why = f"该事项的{plan.label}（{running[-1]}）正在办理，不重复立项。"
        raise InvalidEntry({"parent": why}, why)
    if command.confidentiality and OPENNESS.index(command.confidentiality) < OPENNESS.index(above.confidentiality):
        why = f"{plan.called}事项为「{above.confidentiality.label}」，{plan.label}事项的公开范围不得更宽。"
        raise InvalidEntry({"confidentiality": why}, why)


def place_faults(command: OpenCase, office_known: bool) -> dict[str, str]:
    """The sponsoring office and the local rules must exist."""
    wrong = {} if office_known else {"office": "没有这一承办单位，请从本机关所属单位中选择。"}
    if any(key not in overlays() for key in command.overlays):
        wrong["overlays"] = "没有这一地方规定，请从列表中选择。"
    return wrong
