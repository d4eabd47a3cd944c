"""What the writing path would say of an act, without writing: the same decision on the same papers."""

from __future__ import annotations

from datetime import date, datetime

from states.casework.casework import NewIds
from states.casework.commands import RecordEntry, TakeStep, check_writing
from states.casework.decide import Context, record_entry, take_step
from states.casework.naming import known_in, recognised
from states.casework.ports import Credentials, Holding
from storage.database import Database
from storage.queries.dossiers import open_seen
from storage.queries.models import FindingView, Viewer
from storage.queries.reading import look
from storage.queries.showing import finding_view
from storage.register import asked


def foreseen(database: Database, viewer: Viewer, now: datetime, today: date, command: TakeStep | RecordEntry) -> tuple[FindingView, ...]:
    """The findings with which the act would be done; raises the refusal that it would meet."""
    check_writing(command)
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, command.case)
        register = asked(database, reader.connection, command)()
    holdings = tuple(Holding(one.role, one.office, one.body, one.principal) for one in viewer.roles)
    known = Credentials(viewer.person, viewer.name, True, holdings, viewer.office, viewer.office_name)
    dossier = recognised(seen.in_order, known)
    context = Context(seen.moment, now, known, NewIds(now), known_in(dossier, register))
    outcome = take_step(dossier, command, context) if isinstance(command, TakeStep) else record_entry(dossier, command, context)
    return tuple(finding_view(one) for one in outcome.findings)
