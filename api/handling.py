"""承办和传阅, the same for pages and programs: in which role somebody acts, and one command for the matter."""

from __future__ import annotations

from datetime import date

from infra.wiring import Services
from states.casework.commands import Actor, Circulate, HandOver
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from storage.queries.handling import acting_on, readers_for
from storage.queries.holders import held_by
from storage.queries.models import Viewer

NOT_TO_SEE = "所选人员中有的无权查看本事项，请重新选择。"


def hand_over(parts: Services, looking: Viewer, case: str, handler: str, before: str, reason: str, key: str, *, claiming: bool) -> Receipt:
    """In the role of theirs that settles this; in any, to be refused, when there is none."""
    matter_of = held_by(parts.database, looking, case)
    actor = acting_on(looking, matter_of.office, matter_of.body, claiming=claiming) or _anyhow(looking)
    return parts.casework.execute(HandOver(actor, case, key, handler=handler, instead_of=before, reason=reason))


def circulate(parts: Services, looking: Viewer, today: date, case: str, readers: tuple[str, ...], remark: str, key: str) -> Receipt:
    """Send it to those colleagues among the chosen who may see it; to all of them or to none."""
    if not {one.id for one in readers_for(parts.database, looking, today, case)}.issuperset(readers):
        raise InvalidEntry({"readers": NOT_TO_SEE}, NOT_TO_SEE)
    body = held_by(parts.database, looking, case).body
    inside = next((Actor(looking.person, one.role, one.principal) for one in looking.roles if one.body == body), None)
    return parts.casework.execute(Circulate(inside or _anyhow(looking), case, key, readers=readers, remark=remark))


def _anyhow(looking: Viewer) -> Actor:
    """As somebody who will be refused with the reason."""
    return next((Actor(looking.person, one.role, one.principal) for one in looking.roles), Actor(looking.person, Role.PUBLIC))
