"""The mask of a matter, for looking once more through what goes out of it; what it is made of never leaves this process."""

from __future__ import annotations

from datetime import date

from states.law.masking import Mask, mask_of
from storage.database import Database
from storage.queries.dossiers import open_any, open_seen
from storage.queries.models import Viewer
from storage.queries.reading import look


def mask_for(database: Database, today: date, number: str) -> Mask:
    """The mask of the matter of that number."""
    with look(database) as reader:
        return mask_of(open_any(reader, today, number).dossier)


def mask_seen(database: Database, viewer: Viewer, today: date, case: str) -> Mask:
    """The mask of a matter that the viewer may see; for whoever writes what will be published of it."""
    with look(database) as reader:
        return mask_of(open_seen(reader, viewer, today, case).dossier)
