"""Which matters a viewer may see, as SQL over ``case_file c``. Every read of matters goes through here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from states.casework.authority import ADMINISTRATORS, EXTERNAL
from states.dossier.vocabulary import Role
from states.errors import NotFound
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.people import HeldRole
from storage.queries.models import Viewer
from storage.queries.reading import Reader, look, marks

# May see what is withheld from the public, in their own body; a sponsor and the head of an office only in their own.
ENTRUSTED = frozenset(
    {
        Role.DECISION_OFFICE, Role.STUDY_UNIT, Role.LEGAL_REVIEWER, Role.LEGAL_ADVISER, Role.MARKET_REGULATOR,
        Role.HEARING_HOST, Role.HEAD, Role.MEMBER, Role.SUPERVISOR, Role.ARCHIVIST, Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER,
        Role.FINE_COLLECTOR,
    }
)
OF_THE_OFFICE = (Role.SPONSOR, Role.OFFICER, Role.OFFICE_HEAD)
OUTSIDE = ADMINISTRATORS | {Role.CLOCK, Role.PUBLIC}
# Who keeps the house sees the matters of its own administration; nobody else does, and the administrators nothing else.
KEEPERS = ADMINISTRATORS | {Role.LEGAL_REVIEWER, Role.SUPERVISOR}
UNCLASSIFIED = "c.confidentiality IN ('public', 'internal', 'withheld')"


@dataclass(slots=True)
class Clause:
    """A condition in SQL with its values."""

    sql: str
    params: dict[str, Any] = field(default_factory=dict)

    def __and__(self, other: Clause) -> Clause:
        return Clause(f"{self.sql} AND {other.sql}", self.params | other.params)


def visible(viewer: Viewer) -> Clause:
    """The matters that the viewer may see; those of the house's own administration go by a rule of their own."""
    ordinary, (house, params) = _ordinary(viewer), marks("vh", sorted(one.name for one in PROCEDURES.values() if one.house))
    if not params:
        return ordinary
    bodies, keeping = marks("vk", sorted({one.body for one in viewer.roles if one.role in KEEPERS}))
    kept = f"c.procedure IN ({house}) AND c.body_id IN ({bodies}) AND {UNCLASSIFIED}"
    sql = f"((c.procedure NOT IN ({house}) AND {ordinary.sql}) OR ({kept}))"
    return Clause(sql, ordinary.params | params | keeping)


def _ordinary(viewer: Viewer) -> Clause:
    """The matters of the viewer's bodies, as far as their confidentiality allows, and those they have a part in."""
    inside = [one for one in viewer.roles if one.role not in EXTERNAL and one.role not in OUTSIDE]
    bodies, params = marks("vb", sorted({one.body for one in inside}))
    trusted, more = marks("vt", sorted({one.body for one in inside if one.role in ENTRUSTED}))
    params |= more
    conditions = [
        f"(c.confidentiality IN ('public', 'internal') AND c.body_id IN ({bodies}))",
        f"(c.confidentiality = 'withheld' AND c.body_id IN ({trusted}))",
    ]
    own = sorted({(one.office, one.body) for one in inside if one.role in OF_THE_OFFICE})
    for number, (office, body) in enumerate(own):
        conditions.append(f"(c.confidentiality = 'withheld' AND c.office_id = :vo{number} AND c.body_id = :vp{number})")
        params |= {f"vo{number}": office, f"vp{number}": body}
    outside = assigned(viewer, tuple(one for one in viewer.roles if one.role in EXTERNAL), "vx")
    if outside.params:
        conditions.append(f"({UNCLASSIFIED} AND {outside.sql})")
    return Clause("(" + " OR ".join(conditions) + ")", params | outside.params)


def assigned(viewer: Viewer, held: tuple[HeldRole, ...], prefix: str) -> Clause:
    """The matters in which papers name the person, or the unit, in one of these roles."""
    chosen: list[str] = []
    params: dict[str, Any] = {}
    for number, one in enumerate(held):
        names, persons = marks(f"{prefix}n{number}_", sorted({viewer.person, one.principal} - {""}))
        units, offices = marks(f"{prefix}u{number}_", sorted({one.office, one.office_name} - {""}))
        chosen.append(f"(p.role = :{prefix}r{number} AND (p.person IN ({names}) OR (p.person = '' AND p.employer IN ({units}))))")
        params |= persons | offices | {f"{prefix}r{number}": str(one.role)}
    condition = " OR ".join(chosen) or "1 = 0"
    return Clause(f"c.id IN (SELECT p.case_id FROM case_part p WHERE {condition})", params)


def need_visible(reader: Reader, viewer: Viewer, case: str) -> None:
    """NotFound unless the viewer may see the matter; the same words whether it exists or not."""
    clause = visible(viewer)
    found = reader.one(f"SELECT 1 FROM case_file c WHERE c.id = :case AND {clause.sql}", clause.params | {"case": case})
    if found is None:
        raise unknown()


def ensure_visible(database: Database, viewer: Viewer, case: str) -> None:
    """As ``need_visible``, in a look of its own."""
    with look(database) as reader:
        need_visible(reader, viewer, case)


def unknown() -> NotFound:
    return NotFound("没有这一事项，或者您无权查看。")
