"""A bureau with its register, and cases of enforcement told step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from infra.demo.penalty_life import PenaltyLife, register_entries
from infra.demo.playing import MovedClock, Player
from infra.demo.squad import Squad
from infra.wiring import Services
from states.casework.commands import Actor, OpenCase, RecordEntry
from states.dossier.vocabulary import Confidentiality, Role
from tests.lived import Lived, services_over
from tests.offices import BUREAU, Office

REGISTER, CASE = "register", "penalty1"
REVIEWER, OFFICER = Actor("bureau_reviewer", Role.ENFORCEMENT_REVIEWER), Actor("officer", Role.OFFICER)
BODY = {"standing": "organ", "powers_basis": "《行政处罚法》第十七条、《安全生产法》第一百一十五条", "area": "某市行政区域"}


@dataclass
class Bureau(Lived):
    """A bureau with one case being lived."""

    life: PenaltyLife

    def configuration(self) -> tuple[str, ...]:
        view = self.services.database
        with view.reading() as connection:
            row = connection.exec_driver_sql(f"SELECT configuration FROM case_file WHERE id = '{self.player.case}'").one()
        return tuple(sorted(row[0] if isinstance(row[0], list) else __import__("json").loads(row[0])))


def settle_bureau(office: Office, folder: Path, begins: date = date(2026, 3, 2), overlays: tuple[str, ...] = (),
                  places: tuple[str, ...] = (), **life: Any) -> Bureau:  # fmt: skip
    """The tests' bureau with its register (in these ``places``) and a new case on that day; ``life``: what is special about it."""
    services, clock = services_over(office, folder)
    keep_register(services, clock, date(2025, 1, 6), places)
    begun = PenaltyLife(begins, **life)
    player = Player(services, clock, CASE, "某工贸有限公司培训记录不实案", OFFICER)
    clock.to(begun.day)
    open_under_register(player, "penalty", begun.opening(), overlays)
    return Bureau(services, clock, begun, player, iter(begun.stages()))


def keep_register(services: Services, clock: MovedClock, since: date, places: tuple[str, ...] = ()) -> None:
    """The body's register as a matter of its own, filled before the first case."""
    player = Player(services, clock, REGISTER, "执法主体和清单登记", REVIEWER)
    clock.to(since)
    fields = player.sent(BODY | {"registered_on": since})
    player.execute(lambda key: OpenCase(REVIEWER, REGISTER, key, procedure="enforcement_register", title="某市应急管理局执法主体和清单登记",
                                        office="bureau_legal", body=BUREAU, overlays=places, fields=fields))  # fmt: skip
    for kind, entry in register_entries(Squad(), since):
        sent = player.sent(entry)
        player.execute(lambda key, kind=kind, sent=sent: RecordEntry(REVIEWER, REGISTER, key, kind=kind, fields=sent))  # type: ignore[misc]


def open_under_register(player: Player, procedure: str, fields: dict[str, Any], overlays: tuple[str, ...] = ()) -> None:
    sent = player.sent(fields)
    player.execute(lambda key: OpenCase(OFFICER, player.case, key, procedure=procedure, title=player.title, office="team", body=BUREAU, parent=REGISTER,
                                        confidentiality=Confidentiality.INTERNAL, overlays=overlays, fields=sent))  # fmt: skip
