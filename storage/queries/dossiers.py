"""The dossier of a matter as the core sees it, read without a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from states.dossier.model import Dossier
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.base import Procedure
from states.procedures.catalogue import procedure
from storage import statements
from storage.queries.models import Viewer
from storage.queries.reading import Reader
from storage.queries.visibility import unknown, visible
from storage.reviving import revive_dossier

ENTRIES = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case ORDER BY e.seq, e.place"
COUNTS = f"SELECT {statements.COUNTS} FROM opinion_count o WHERE o.case_id = :case"


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter that the viewer may see, with its procedure and the law that holds for it today."""

    dossier: Dossier
    plan: Procedure
    moment: Moment


def open_seen(reader: Reader, viewer: Viewer, today: date, case: str) -> Seen:
    """Read a matter; NotFound when it is absent or not to be seen."""
    clause = visible(viewer)
    row = reader.one(
        f"SELECT {statements.CASE} FROM case_file c WHERE c.id = :case AND {clause.sql}", clause.params | {"case": case}
    )
    if row is None:
        raise unknown()
    entries = [tuple(one) for one in reader.all(ENTRIES, {"case": case})]
    counts = [tuple(one) for one in reader.all(COUNTS, {"case": case})]
    dossier, _ = revive_dossier((None, None, None, None, entries, counts, None, *row))
    law = law_view(dossier.law_as_of, dossier.overlays, confirmed(reader))
    return Seen(dossier, procedure(dossier.procedure), Moment(today, law))


def confirmed(reader: Reader) -> frozenset[str]:
    """The 待核实 rules that an administrator has confirmed."""
    return frozenset(str(row[0]) for row in reader.all("SELECT rule FROM confirmed_rule", {}))
