"""No requirement raises, however little is on file: the same checks judge published fragments of old matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from states.dossier.kinds import KINDS
from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law import conditions
from states.law.requirement import REQUIREMENTS, Moment
from states.law.values import law_view, overlays
from tests.every import every
from tests.states.law.examples.build import entry, given

conditions.load()
MOMENT = Moment(date(2026, 6, 30), law_view(date(2026, 1, 10), overlays()))
ON = date(2026, 3, 2)
EMPTY = tuple(
    Entry(f"x{place}", kind, {}, "p1", Role.SPONSOR, ON, datetime(2026, 3, 2, tzinfo=UTC))
    for place, kind in enumerate(KINDS)
)
FULL = tuple(entry(kind) for kind in KINDS)


@every("key", sorted(REQUIREMENTS))
def test_a_requirement_never_raises(key: str) -> None:
    matters = [(), EMPTY, FULL, *((one,) for one in EMPTY), *((*FULL, one) for one in EMPTY)]
    dossier = given().dossier
    for entries in matters:
        found = REQUIREMENTS[key].judge(replace(dossier, entries=entries), MOMENT)
        assert found.reason and found.citation
        assert found.cure or not found.blocks
