"""One matter in full."""

from __future__ import annotations

import json
from datetime import date

from states.casework.authority import may_record
from states.casework.commands import Actor
from states.casework.corrections import REQUEST
from states.casework.ports import Holding
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, OpinionCounts
from states.dossier.schema import Kind
from states.dossier.vocabulary import EvaluationTrigger
from states.errors import NotPermitted
from states.law.values import overlays
from storage.database import Database
from storage.people import HeldRole
from storage.queries.dossiers import Seen, open_seen
from storage.queries.holders import holder_of
from storage.queries.maps import leaf_labels, stepper, tracks
from storage.queries.models import (
    CaseRow,
    CaseView,
    CorrectionView,
    EntryView,
    KindChoice,
    OpinionCountsView,
    OverlayView,
    PartView,
    ProposalView,
    Viewer,
)
from storage.queries.papers import materials_of
from storage.queries.reading import Reader, look
from storage.queries.rows import COLUMNS, case_rows
from storage.queries.showing import Names, entry_view, field_views, lookup, names_for, person_name, requested
from storage.queries.steps import caution, choice
from storage.queries.supervision import escalations_of
from storage.queries.visibility import unknown, visible
from storage.reviving import as_moment

LOCKED = "封存的案卷由对象锁保管，保管期内任何人（包括系统管理员）不能删除或者覆盖。"
UNLOCKED = "当前档案库为本机目录，只能发现改动，不能阻止管理员删除；正式运行请使用带对象锁的档案库。"


def case_row(database: Database, viewer: Viewer, today: date, case: str) -> CaseRow:
    """A matter as a row of a list; NotFound when it is absent or not to be seen."""
    with look(database) as reader:
        return _row(reader, viewer, today, case)


def case_view(database: Database, viewer: Viewer, today: date, case: str, locks: bool = False) -> CaseView:
    """A matter with all that is on file. ``locks``: whether the archive can keep sealed packages from deletion."""
    with look(database) as reader:
        row = _row(reader, viewer, today, case)
        seen = open_seen(reader, viewer, today, case)
        dossier, plan = seen.dossier, seen.plan
        papers = materials_of(reader, case)
        names = names_for(
            reader, dossier.entries, {one.digest: one.name for one in papers}, dossier.parts
        )
        return CaseView(
            row=row, configuration=dossier.configuration, configuration_labels=leaf_labels(plan, dossier.configuration),
            body=dossier.body, body_name=lookup(reader, "office", (dossier.body,)).get(dossier.body, dossier.body),
            law_as_of=dossier.law_as_of, overlays=_overlays(dossier), parent=dossier.parent,
            parent_number=_parent_number(reader, viewer, dossier), tracks=tracks(plan, dossier.configuration),
            stepper=stepper(plan, dossier.configuration, _passed(reader, seen)), entries=_entries(dossier, names),
            materials=papers, opinions=_counts(dossier.opinions), parts=_parts(dossier, names),
            escalations=escalations_of(reader, case, today), proposals=_proposals(reader, case),
            corrections=_corrections(dossier, names), recordable=_recordable(seen, viewer),
            lock_note=LOCKED if locks else UNLOCKED, handler_name=holder_of(reader, case).name,
        )  # fmt: skip


def _row(reader: Reader, viewer: Viewer, today: date, case: str) -> CaseRow:
    clause = visible(viewer)
    row = reader.one(
        f"SELECT {COLUMNS} FROM case_file c WHERE c.id = :case AND {clause.sql}", clause.params | {"case": case}
    )
    if row is None:
        raise unknown()
    return case_rows(reader, (row,), today)[0]


def _overlays(dossier: Dossier) -> tuple[OverlayView, ...]:
    known = overlays()
    return tuple(OverlayView(key=key, name=known[key].name) for key in dossier.overlays if key in known)


def _parent_number(reader: Reader, viewer: Viewer, dossier: Dossier) -> str:
    """The number of the matter that this one adjusts, if the viewer may see that one too."""
    if not dossier.parent:
        return ""
    clause = visible(viewer)
    sql = f"SELECT c.number FROM case_file c WHERE c.id = :case AND {clause.sql}"
    row = reader.one(sql, clause.params | {"case": dossier.parent})
    return str(row[0]) if row else ""


def _passed(reader: Reader, seen: Seen) -> tuple[str, ...]:
    """The stages that the matter has left behind, in the order of leaving."""
    sql = "SELECT v.body FROM event v WHERE v.case_id = :case AND v.kind = 'step' ORDER BY v.seq"
    moves = [json.loads(row[0]) for row in reader.all(sql, {"case": seen.dossier.id})]
    return tuple(seen.plan.stage(tuple(one["from"])) for one in moves if one["from"] != one["to"])


def _entries(dossier: Dossier, names: Names) -> tuple[EntryView, ...]:
    after = {entry.supersedes: entry.id for entry in dossier.entries if entry.supersedes}
    return tuple(entry_view(entry, names, after.get(entry.id, "")) for entry in dossier.entries)


def _counts(counts: OpinionCounts) -> OpinionCountsView:
    return OpinionCountsView(
        received=counts.received, adopted=counts.adopted, partly_adopted=counts.partly_adopted,
        not_adopted=counts.not_adopted, withdrawn=counts.withdrawn, spam=counts.spam, unanswered=counts.unanswered,
    )  # fmt: skip


def _parts(dossier: Dossier, names: Names) -> tuple[PartView, ...]:
    return tuple(
        PartView(person=part.person, person_name=person_name(part.person, part.role, names), role=part.role,
                 role_label=part.role.label, employer=names.offices.get(part.employer, part.employer))
        for part in dossier.parts
    )  # fmt: skip


def _proposals(reader: Reader, case: str) -> tuple[ProposalView, ...]:
    sql = """SELECT p.trigger_key, p.evidence, p.created_at FROM evaluation_proposal p
 WHERE p.case_id = :case AND p.status = 'open' ORDER BY p.id"""
    return tuple(
        ProposalView(trigger=row[0], trigger_label=EvaluationTrigger(row[0]).label, evidence=row[1],
                     created_at=as_moment(row[2]))
        for row in reader.all(sql, {"case": case})
    )  # fmt: skip


def _corrections(dossier: Dossier, names: Names) -> tuple[CorrectionView, ...]:
    """Requested corrections whose target still stands."""
    gone = dossier.superseded()
    found = []
    for asked in dossier.all(REQUEST):
        target = next((one for one in dossier.entries if one.id == asked.text("target")), None)
        if target is None or target.id in gone or asked.supersedes:
            continue
        proposed = requested(asked, target.kind)
        changed = {name: value for name, value in proposed.items() if target.fields.get(name) != value}
        found.append(
            CorrectionView(
                id=asked.id, target=target.id, target_label=KINDS[target.kind].label, reason=asked.text("reason"),
                by_name=names.persons.get(asked.by, asked.by), recorded_at=asked.recorded_at,
                changes=field_views(target.kind, changed, names),
            )
        )  # fmt: skip
    return tuple(found)


def _recordable(seen: Seen, viewer: Viewer) -> tuple[KindChoice, ...]:
    """The kinds that the viewer may put on file where the matter stands."""
    here = frozenset(seen.dossier.configuration)
    found = []
    for kind in KINDS.values():
        if here.isdisjoint(kind.states):
            continue
        roles = tuple(choice(held) for held in viewer.roles if _may(kind, seen, viewer, held))
        if roles:
            found.append(KindChoice(kind=kind.name, label=kind.label, roles=roles, caution=caution(seen, viewer, (kind.name,), roles)))
    return tuple(found)


def _may(kind: Kind, seen: Seen, viewer: Viewer, held: HeldRole) -> bool:
    actor = Actor(viewer.person, held.role, held.principal)
    try:
        may_record(kind, seen.dossier, actor, Holding(held.role, held.office, held.body, held.principal), viewer.office)
    except NotPermitted:
        return False
    return True
