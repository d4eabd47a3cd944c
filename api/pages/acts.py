"""Forms of steps, of entries and of corrections, all made from the procedures' own tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from api import forms
from api.forms import Register, Widget
from api.pages.case import answered_by, case_page, ways_out
from api.pages.masked_drafts import goes_public
from api.pages.posting import Posted, choices, fresh_key
from api.pages.refusing import refused
from api.signing import PASSWORD_FIELD, proof_of
from infra.wiring import Services
from states.dossier.kinds import KINDS
from states.dossier.naming import names_in
from states.dossier.schema import FieldType, Kind
from states.errors import DomainError
from storage.people import SignedIn
from storage.queries.models import CaseView, FieldView, FindingView, RoleChoice
from storage.queries.register import names as names_of
from storage.queries.showing import Names

OPEN = ("unmet", "warned")


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of entry within a form."""

    kind: Kind
    widgets: tuple[Widget, ...]
    optional: bool
    begun: bool
    needed: bool  # may be left out, but a requirement of the step that is still open is met by it


@dataclass(frozen=True, slots=True)
class Form:
    """What is being asked for: the kinds, who may answer, where the answer goes."""

    heading: str
    action: str
    submit: str
    required: tuple[Kind, ...]
    optional: tuple[Kind, ...] = ()
    roles: tuple[RoleChoice, ...] = ()
    note: str = ""
    why_not: str = ""
    findings: tuple[FindingView, ...] = ()
    caution: str = ""  # what the person ought to know before filling it in
    sheet: str = ""  # where the same is registered from a sheet

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return (*self.required, *self.optional)

    @property
    def signs(self) -> bool:
        return any(kind.signs for kind in self.kinds)


def register(case: CaseView, called: Mapping[str, str] | None = None) -> Register:
    """What the fields of this matter's forms offer, and how those are ``called`` who stand in them by identifier."""
    papers: dict[str, str] = {}
    for one in case.materials:
        papers[one.digest] = one.name if one.name not in papers.values() else f"{one.name}({one.digest[7:15]})"
    return Register(papers, called or {})


def names(parts: Services, case: CaseView) -> Names:
    """What the tables within entries need to name persons, offices and materials."""
    written = [(one.kind, one.fields) for one in case.entries]
    targets = {one.id: one.kind for one in case.entries}
    written += [(targets[one.target], one.changes) for one in case.corrections]
    return names_of(parts.database, (name for kind, fields in written for name in named(kind, fields)), dict(register(case).materials))


def named(kind: str, fields: Iterable[FieldView]) -> Iterator[str]:
    """Every person and unit that stands in the fields of an entry."""
    return names_in(KINDS[kind].fields, {one.name: one.value for one in fields}) if kind in KINDS else iter(())


def form_page(
    request: Request, desk: SignedIn, case: CaseView, form: Form,
    raw: Mapping[str, Mapping[str, Any]], sent: Posted, error: DomainError | None = None,
    called: Mapping[str, str] | None = None, **more: Any,
) -> Response:  # fmt: skip
    """The form, empty or with what was typed; after a refusal with every message where it belongs."""
    known, parts = register(case, called), request.app.state.services
    shown = {f"{kind.name}.{name}" for kind in form.kinds for name in kind.by_name}
    shown |= {name for kind in form.kinds for name in forms.cells(kind, dict(raw.get(kind.name, {})))}
    seen = refused(request, error, {"reason", PASSWORD_FIELD, *(kind.name for kind in form.kinds), *shown}) if error else None
    wrong = dict(seen.fields) if seen else {}
    extra = forms.BLANK_ROWS if sent.one("_more") else 0
    brings = answered_by(kind.name for kind in form.kinds)
    pending = [one for one in form.findings if one.status in OPEN and one.rule in brings]
    open_rules = {one.rule for one in pending}
    made = tuple(_part(kind, form, raw, wrong, known, extra, open_rules) for kind in form.kinds)
    return case_page(
        request, "case/act.html", desk, case, status=seen.status if seen else 200, refused=seen, wrong=wrong,
        heading=form.heading, action=form.action, submit=form.submit, note=form.note, why_not=form.why_not, caution=form.caution, sheet=form.sheet, parts=made,
        roles=choices(form.roles), chosen_role=sent.one("_as"), pending=pending,
        findings=[one for one in form.findings if one not in pending], register=known, key=fresh_key(),
        version=case.row.version, names=names(parts, case), labels={one.id: one.label for one in case.entries},
        signs=form.signs, proof=proof_of(parts, desk), entries=ways_out(case, {kind.name for kind in form.kinds}),
        goes_public=goes_public(form.kinds), needs_material=any(_has_material(kind) for kind in form.kinds), upload_key=fresh_key(), **more,
    )  # fmt: skip


def _part(
    kind: Kind, form: Form, raw: Mapping[str, Mapping[str, Any]], wrong: Mapping[str, str], known: Register, more: int,
    open_rules: Set[str],
) -> Part:  # fmt: skip
    given = raw.get(kind.name, {})
    begun = bool(given) or any(name == kind.name or name.startswith(f"{kind.name}.") for name in wrong)
    needed = bool(open_rules & set(answered_by([kind.name])))
    return Part(kind, forms.widgets(kind, given, wrong, known, more), kind in form.optional, begun, needed)


def _has_material(kind: Kind) -> bool:
    inner = (column for one in kind.fields for column in one.columns)
    return any(one.type is FieldType.MATERIAL for one in (*kind.fields, *inner))
