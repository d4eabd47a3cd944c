"""What an expert sees of a matter through a personal link: the drafts they are asked about, and what they wrote; no more."""

from __future__ import annotations

import json
from dataclasses import dataclass

from states.dossier.model import Entry
from states.errors import NotFound
from states.law.experts import INTEREST, OPINION, RECUSAL
from storage import statements
from storage.database import Database
from storage.queries.models import FieldView, MaterialView
from storage.queries.papers import materials_of
from storage.queries.portal import STANDING
from storage.queries.reading import look
from storage.queries.showing import field_views, names_for
from storage.queries.visibility import UNCLASSIFIED
from storage.reviving import revive_entry

REVIEWING = "ex_reviewing"
SHOWN = {"draft": ("title", "version", "file", "change_note"), "expert_panel": ("way",)}
CASE = f"""SELECT c.title, coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id), c.configuration
 FROM case_file c WHERE c.id = :case AND {UNCLASSIFIED}"""
ENTRIES = f"""SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND (e.kind IN ('draft', 'expert_panel', '{RECUSAL}')
 OR e.kind IN ('{OPINION}', '{INTEREST}') AND e.person_id = :person) AND {STANDING} ORDER BY e.seq, e.place"""


@dataclass(frozen=True, slots=True)
class ExpertView:
    """The expert's part of a matter. ``open``: opinions are taken now; ``stood_down``: declared an interest, or was replaced."""

    case: str
    title: str
    office_name: str
    open: bool
    stood_down: bool
    drafts: tuple[tuple[FieldView, ...], ...]
    way: str
    written: tuple[tuple[FieldView, ...], ...]
    materials: tuple[MaterialView, ...]


def expert_view(database: Database, case: str, person: str) -> ExpertView:
    """The expert's part; NotFound when the matter is not to be seen at all."""
    with look(database) as reader:
        row = reader.one(CASE, {"case": case})
        if row is None:
            raise NotFound("没有这一事项，或者您无权查看。")
        entries = tuple(revive_entry(tuple(one)) for one in reader.all(ENTRIES, {"case": case, "person": person}))
        papers = {one.digest: one for one in materials_of(reader, case)}
        names = names_for(reader, entries, {digest: one.name for digest, one in papers.items()})
    seen = {one.id: _shown(one, field_views(one.kind, one.fields, names)) for one in entries}
    gone = any(one.kind == INTEREST or (one.kind == RECUSAL and one.text("expert") == person) for one in entries)
    # Whoever stands down is shown no more of what is not public yet (L713 art. 20(2)).
    drafts = tuple(seen[one.id] for one in entries if one.kind == "draft" and not gone)
    way = next((view.text for one in reversed(entries) if one.kind == "expert_panel" for view in seen[one.id]), "")
    named = [view.material for views in drafts for view in views if view.material in papers]
    return ExpertView(
        case, row[0], row[1], REVIEWING in json.loads(row[2]) and not gone, gone, drafts[::-1], way,
        tuple(seen[one.id] for one in entries if one.kind in (OPINION, INTEREST)), tuple(papers[one] for one in dict.fromkeys(named)),
    )  # fmt: skip


def _shown(entry: Entry, views: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    wanted = SHOWN.get(entry.kind)
    return tuple(one for one in views if wanted is None or one.name in wanted)
