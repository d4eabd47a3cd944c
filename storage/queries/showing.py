"""From what is stored to what is shown: labels for codes, names for ids, text for fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.casework.corrections import REQUEST, Closing
from states.dossier.kinds import KINDS
from states.dossier.model import Entry, Part
from states.dossier.naming import NAMING
from states.dossier.schema import Field, FieldType
from states.dossier.vocabulary import Role
from states.law.day_lines import chinese_date
from states.law.requirement import STATUS_LABELS, Finding, Status
from states.law.values import overlays
from storage.queries.models import EntryView, FieldView, FindingView
from storage.queries.reading import Reader, marks
from storage.reviving import revive_fields

PLACE = "place"  # a field that holds the key of a local overlay, or says in words where something is
REQUEST_LABELS = {
    "target": "申请更正的登记", "reason": "更正理由", "fields": "更正后的内容", "closing": "办理结果", "closing_reason": "办理理由",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a matter's papers need: of persons, offices and materials."""

    persons: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    materials: Mapping[str, str] = field(default_factory=dict)


def names_for(
    reader: Reader, entries: Iterable[Entry], materials: Mapping[str, str], parts: Iterable[Part] = ()
) -> Names:
    """Look up every person and office that these entries and parts name."""
    entries, parts = tuple(entries), tuple(parts)
    persons = {one for entry in entries for one in (entry.by, entry.represented) if one} | {part.person for part in parts}
    offices = {one for part in parts for one in (part.person, part.employer)}
    for entry in entries:
        for spec, value in _pairs(entry):
            if spec.type in NAMING:  # a unit may stand where a person is asked for, and the other way round
                persons.add(str(value))
                offices.add(str(value))
    return Names(lookup(reader, "person", persons), lookup(reader, "office", offices), materials)


def lookup(reader: Reader, table: str, ids: Iterable[str]) -> dict[str, str]:
    """Names by id; ids that are not in the register are left out."""
    wanted = sorted(set(ids) - {""})
    if not wanted:
        return {}
    sql, params = marks("i", wanted)
    return {row[0]: row[1] for row in reader.all(f"SELECT id, name FROM {table} WHERE id IN ({sql})", params)}


def person_name(person: str, role: Role, names: Names) -> str:
    """The name in the register; what no person did is told by its role."""
    return role.label if role is Role.CLOCK else names.persons.get(person) or names.offices.get(person, person)


def entry_view(entry: Entry, names: Names, superseded_by: str) -> EntryView:
    kind = KINDS.get(entry.kind)
    return EntryView(
        id=entry.id, kind=entry.kind, label=kind.label if kind else "更正申请", on=entry.on, by=entry.by,
        by_name=person_name(entry.by, entry.role, names), role=entry.role, role_label=entry.role.label,
        represented=entry.represented, represented_name=names.persons.get(entry.represented, entry.represented), recorded_at=entry.recorded_at,
        fields=field_views(entry.kind, entry.fields, names), supersedes=entry.supersedes, superseded_by=superseded_by,
        digest=entry.digest,
    )  # fmt: skip


def field_views(kind: str, fields: Mapping[str, Any], names: Names) -> tuple[FieldView, ...]:
    """The fields that are filled in, in the order of the form."""
    if kind == REQUEST:
        return _request_views(fields)
    spec = KINDS[kind]
    return tuple(_view(one, fields[one.name], names) for one in spec.fields if one.name in fields)


def requested(entry: Entry, target_kind: str) -> Mapping[str, Any]:
    """The fields that a correction request proposes, typed."""
    return revive_fields(target_kind, json.loads(entry.text("fields")))


def _request_views(fields: Mapping[str, Any]) -> tuple[FieldView, ...]:
    return tuple(
        FieldView(name=name, label=label, text=Closing(fields[name]).label if name == "closing" else str(fields[name]), value=fields[name])
        for name, label in REQUEST_LABELS.items()
        if name in fields and name != "fields"
    )


def _view(spec: Field, value: Any, names: Names) -> FieldView:
    material = str(value) if spec.type is FieldType.MATERIAL else ""
    return FieldView(
        name=spec.name, label=spec.label, text=text_of(spec, value, names), value=plain(value), material=material
    )


def text_of(spec: Field, value: Any, names: Names) -> str:
    """A stored value as a reader of the file expects it."""
    match spec.type:
        case FieldType.DATE:
            return chinese_date(value)
        case FieldType.BOOL:
            return "是" if value else "否"
        case FieldType.CHOICE:
            return _option(spec, value)
        case FieldType.CHOICES:
            return "、".join(_option(spec, one) for one in value)
        case FieldType.PERSON:
            return names.persons.get(str(value)) or names.offices.get(str(value), str(value))
        case FieldType.OFFICE:
            return names.offices.get(str(value)) or names.persons.get(str(value), str(value))
        case FieldType.MATERIAL:
            return names.materials.get(str(value), "材料 " + str(value)[7:19])
        case FieldType.TEXT if spec.name == PLACE and value in overlays():
            return f"{overlays()[str(value)].name}（{value}）"
        case FieldType.ROWS:
            return "\n".join(_row_text(spec, row, names) for row in value)
        case _:
            return str(value)


def _row_text(spec: Field, row: Mapping[str, Any], names: Names) -> str:
    return ";".join(f"{one.label}:{text_of(one, row[one.name], names)}" for one in spec.columns if one.name in row)


def _option(spec: Field, value: Any) -> str:
    return next((one.label for one in spec.options or () if one == value), str(value))


def plain(value: Any) -> Any:
    """A typed value as JSON would carry it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def finding_view(finding: Finding) -> FindingView:
    return FindingView(
        rule=finding.rule, name=finding.name, citation=finding.citation, status=finding.status,
        status_label=STATUS_LABELS[finding.status], reason=finding.reason, cure=finding.cure,
        who=tuple(role.label for role in finding.who), earliest=finding.earliest, unverified=finding.unverified,
        blocks=finding.blocks,
    )  # fmt: skip


def recorded_finding(body: Mapping[str, Any], name: str) -> FindingView:
    """A finding as an event keeps it."""
    status = Status(body["status"])
    return FindingView(
        rule=body["rule"], name=name, citation=body["citation"], status=status, status_label=STATUS_LABELS[status],
        reason=body["reason"], unverified=bool(body.get("unverified")), blocks=status is Status.UNMET,
    )  # fmt: skip


def role_label(code: str) -> str:
    return next((one.label for one in Role if one == code), code)


def _pairs(entry: Entry) -> Iterator[tuple[Field, Any]]:
    """Every field with its value, those within rows included."""
    kind = KINDS.get(entry.kind)
    for name, value in entry.fields.items() if kind else ():
        spec = kind.by_name.get(name) if kind else None
        if spec is None:
            continue
        yield spec, value
        for row in value if spec.type is FieldType.ROWS and isinstance(value, tuple) else ():
            for column in spec.columns:
                if isinstance(row, Mapping) and column.name in row:
                    yield column, row[column.name]
