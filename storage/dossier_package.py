"""What lies in a sealed package: everything of one matter, readable and checkable without this product."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO, cast

from states.casework.events import canonical
from states.casework.naming import names_of
from states.casework.ports import Archive
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.law.requirement import STATUS_LABELS, Status
from states.law.values import DatedPeriod, LawView
from states.procedures.catalogue import procedure
from storage.bag import Opener
from storage.database import Database
from storage.driver_sql import run
from storage.names import safe_name
from storage.package_texts import TableLine, table_of_contents, verification_note
from storage.register import registered
from storage.reviving import as_moment

PAGE = 500
IN_MEMORY = 4 << 20  # bytes; longer lists wait on the disk
_EVENTS = """SELECT seq, previous, hash, body FROM event WHERE case_id = :case AND seq > :after AND seq <= :last
 ORDER BY seq LIMIT :limit"""
_OPINIONS = """SELECT id, source, text, received_at, disposition, reason, event_seq, root, hold, hold_reason, hold_by FROM opinion
 WHERE case_id = :case AND id > :after ORDER BY id LIMIT :limit"""
_MATERIALS = "SELECT digest, name, media_type, size, added_at FROM material WHERE case_id = :case ORDER BY id"
_QUIET = ("opinion", "opinion_end", "registration", "refused")  # not listed one by one in the table of contents


@dataclass(frozen=True, slots=True)
class Contents:
    """A matter as it stood at its event ``events``, under which law, to be packed as which part."""

    database: Database
    archive: Archive
    dossier: Dossier
    law: LawView
    events: int
    part: str
    key: str
    materials: tuple[tuple[str, str, str, int, str], ...] = ()  # digest, name, media type, bytes, when added
    offices: Mapping[str, str] = field(default_factory=dict)  # whoever is named by identifier: how they are called
    persons: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.dossier.number} {self.dossier.title}({self.part})"


def materials_of(database: Database, case: str) -> tuple[tuple[str, str, str, int, str], ...]:
    with database.reading() as connection:
        rows = run(database, connection, _MATERIALS, {"case": case}).all()
    return tuple((row[0], row[1], row[2], row[3], as_moment(row[4]).isoformat()) for row in rows)


def called(database: Database, dossier: Dossier) -> tuple[dict[str, str], dict[str, str]]:
    """Units and persons whom the matter names by identifier, with their names: the package speaks for itself."""
    named = {name for entry in dossier.entries for name in (*names_of(entry), entry.by, entry.represented)}
    named |= {name for part in dossier.parts for name in (part.person, part.employer)} | {dossier.office, dossier.body}
    with database.reading() as connection:
        units, persons = (
            {one: name for one in sorted(named - {""}) if (name := registered(database, connection, table, one))}
            for table in ("office", "person")
        )
    return units, persons


def payload(contents: Contents) -> list[tuple[str, Opener]]:
    """Every file of the package with its opener, as ``write_bag`` takes them."""
    lines, rules, head = _read_through(contents)
    texts = {
        "dossier.json": _pretty(_dossier(contents, head)),
        "entries.json": _pretty([_entry(one) for one in contents.dossier.entries]),
        "law.json": _pretty(_law(contents, rules)),
        "目录.txt": table_of_contents(contents.title, contents.events, lines, contents.materials),
        "核验说明.txt": verification_note(contents.dossier.number),
    }
    found: list[tuple[str, Opener]] = [(name, partial(BytesIO, text.encode())) for name, text in texts.items()]
    found += [("events.jsonl", lambda: _spooled(_events(contents))), ("opinions.jsonl", lambda: _spooled(_opinions(contents)))]
    found += [(material_path(digest, name), partial(contents.archive.open, digest)) for digest, name, *_ in contents.materials]
    return found


def material_path(digest: str, name: str) -> str:
    """Where a material lies in the package: its digest comes first, so that equal names do not meet."""
    return "materials/" + safe_name(f"{digest.removeprefix('sha256:')}-{name}")


def bag_info(contents: Contents, recorded_on: str) -> dict[str, str]:
    """What bag-info.txt says; no time of packing, so that the same matter packs to the same bytes."""
    dossier = contents.dossier
    return {
        "External-Identifier": contents.key.removesuffix(".zip").replace("/", "-"),
        "External-Description": contents.title,
        "Source-Organization": contents.offices.get(dossier.body, dossier.body),
        "Bag-Group-Identifier": dossier.number,
        "Bagging-Date": recorded_on,
    }


def _read_through(contents: Contents) -> tuple[list[TableLine], set[str], dict[str, Any]]:
    """One pass over the chain: the lines of the table of contents, the rules that were judged, the last event."""
    lines: list[TableLine] = []
    rules: set[str] = set()
    head: dict[str, Any] = {}
    for row in _event_rows(contents):
        body = json.loads(row[3])
        rules.update(one["rule"] for one in body["findings"])
        rules.update(one["rule"] for one in body["timers"])
        if body["kind"] not in _QUIET:
            lines.append(_line(contents, body))
        head = {"seq": row[0], "hash": row[2], "recorded_at": body["recorded_at"]}
    rules.update(rule for entry in contents.dossier.entries for rule in _rules_of(entry.kind))
    return lines, rules, head


def _line(contents: Contents, body: Mapping[str, Any]) -> TableLine:
    actor = body["actor"]
    return TableLine(body["seq"], body["on"], body["label"], actor["name"] or actor["person"], _articles(contents.law, body))


def _articles(law: LawView, body: Mapping[str, Any]) -> tuple[str, ...]:
    """The articles that a step was judged by; for a paper, those that ask for it."""
    passed = (Status.MET.value, Status.DEPARTED.value, Status.WARNED.value)
    judged = [one["citation"] for one in body["findings"] if one["status"] in passed]
    asked = [law.cite(rule) for one in body["entries"] for rule in _rules_of(one["kind"]) if _holds(law, rule)]
    return tuple(dict.fromkeys(judged or asked))


def _rules_of(kind: str) -> tuple[str, ...]:
    spec = KINDS.get(kind)
    return (*spec.rules, *(rule for one in spec.fields for rule in one.rules)) if spec else ()


def _holds(law: LawView, rule: str) -> bool:
    return rule in law.law.rules and law.applies(rule)


def _dossier(contents: Contents, head: Mapping[str, Any]) -> dict[str, Any]:
    dossier = contents.dossier
    plan = procedure(dossier.procedure)
    return {
        "number": dossier.number, "title": dossier.title, "part": contents.part, "package": contents.key, "id": dossier.id,
        "procedure": {"name": plan.name, "label": plan.label}, "stage": plan.stage_label(dossier.configuration),
        "configuration": dossier.configuration, "ended": plan.ended(dossier.configuration), "version": dossier.version,
        "office": {"id": dossier.office, "name": contents.offices.get(dossier.office, "")},
        "body": {"id": dossier.body, "name": contents.offices.get(dossier.body, "")},
        "confidentiality": {"value": dossier.confidentiality.value, "label": dossier.confidentiality.label},
        "law_as_of": dossier.law_as_of, "overlays": dossier.overlays, "parent": dossier.parent, "entered": dossier.entered,
        "parts": [{"person": one.person, "role": one.role.value, "label": one.role.label, "employer": one.employer}
                  for one in dossier.parts],
        "names": {"units": contents.offices, "persons": contents.persons},
        "opinions": {"received": dossier.opinions.received, "adopted": dossier.opinions.adopted,
                     "partly_adopted": dossier.opinions.partly_adopted, "not_adopted": dossier.opinions.not_adopted,
                     "withdrawn": dossier.opinions.withdrawn, "spam": dossier.opinions.spam},
        "materials": [{"digest": one[0], "name": one[1], "media_type": one[2], "size": one[3], "added_at": one[4],
                       "path": f"data/{material_path(one[0], one[1])}"} for one in contents.materials],
        "events": contents.events, "head_hash": head.get("hash", ""), "recorded_at": head.get("recorded_at", ""),
    }  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    spec = KINDS.get(entry.kind)
    labels = {name: one.label for name, one in spec.by_name.items() if name in entry.fields} if spec else {}
    return {
        "id": entry.id, "kind": entry.kind, "label": spec.label if spec else "", "on": entry.on, "fields": entry.fields,
        "field_labels": labels, "recorded_at": entry.recorded_at, "person": entry.by,
        "role": {"value": entry.role.value, "label": entry.role.label}, "represented": entry.represented,
        "supersedes": entry.supersedes, "digest": entry.digest,
    }  # fmt: skip


def _law(contents: Contents, cited: Iterable[str]) -> dict[str, Any]:
    """The law this matter was handled under: rules, their articles and periods, and the texts they stand in."""
    law = contents.law
    rules = [law.rule(id) for id in sorted(cited) if _holds(law, id)]
    texts = {one.key: one for one in (law.citation(rule.id).instrument for rule in rules)}
    return {
        "as_of": law.as_of, "overlays": law.overlays, "statuses": {one.value: label for one, label in STATUS_LABELS.items()},
        "instruments": [{"key": one.key, "title": one.title, "number": one.number, "level": one.level, "in_force_from": one.in_force_from,
                         "in_force_to": one.in_force_to, "date_exact": one.date_exact} for _, one in sorted(texts.items())],
        "rules": [{"id": rule.id, "name": rule.name, "citation": law.cite(rule.id), "instrument": law.citation(rule.id).instrument.key,
                   "modality": rule.modality.label, "unverified": law.warns(rule.id),
                   "periods": [_period(law, rule.id, one) for one in rule.periods if one.holds(law.as_of)],
                   "numbers": {name: {"value": one.value, "unit": one.unit} for name, one in rule.numbers.items()}}
                  for rule in rules],
    }  # fmt: skip


def _period(law: LawView, rule: str, dated: DatedPeriod) -> dict[str, Any]:
    """As it ran for this matter: the longer of the national and the local minimum."""
    label = law.period(rule, dated.name).label
    return {"name": dated.name, "since": dated.since, "until": dated.until, "starts": dated.starts, "label": label}


def _event_rows(contents: Contents) -> Iterator[Any]:
    after, case = 0, contents.dossier.id
    while True:
        with contents.database.reading() as connection:
            params = {"case": case, "after": after, "last": contents.events, "limit": PAGE}
            rows = run(contents.database, connection, _EVENTS, params).all()
        yield from rows
        if len(rows) < PAGE:
            return
        after = rows[-1][0]


def _events(contents: Contents) -> Iterator[str]:
    for seq, previous, hashed, body in _event_rows(contents):
        yield canonical({"seq": seq, "previous": previous, "hash": hashed, "body": body})


def _opinions(contents: Contents) -> Iterator[str]:
    names = ("id", "source", "text", "received_at", "disposition", "reason", "event_seq", "root", "hold", "hold_reason", "hold_by")
    after = ""
    while True:
        with contents.database.reading() as connection:
            params = {"case": contents.dossier.id, "after": after, "limit": PAGE}
            rows = run(contents.database, connection, _OPINIONS, params).all()
        for row in rows:
            yield canonical(dict(zip(names, row, strict=True)) | {"received_at": as_moment(row[3])})
        if len(rows) < PAGE:
            return
        after = rows[-1][0]


def _spooled(lines: Iterable[str]) -> BinaryIO:
    """Lines as a file, in memory or on the disk, read from its start and closed by its reader."""
    made = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever opens it closes it
    for line in lines:
        made.write(f"{line}\n".encode())
    made.seek(0)
    return cast(BinaryIO, made)


def _pretty(value: Any) -> str:
    return json.dumps(json.loads(canonical(value)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
