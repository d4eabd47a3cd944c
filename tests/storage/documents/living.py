"""Cases of enforcement lived to where each of their papers can be drawn up, read back from the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from infra.demo.inspection_life import InspectionLife
from infra.demo.penalty_life import PenaltyLife
from infra.demo.playing import Player
from infra.demo.summary_life import SummaryLife
from states.casework.commands import Actor, TakeStep
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.calendar import national_calendar
from storage import families, paper_numbers, register
from storage.database import Database
from storage.documents.enforcement.papers import Drawn, drawable
from storage.driver_sql import run
from tests.lived import services_over
from tests.offices import Office
from tests.penalties import CASE, OFFICER, Bureau, keep_register, open_under_register, settle_bureau

HEAD, HOST = Actor("bureau_head", Role.AGENCY_HEAD), Actor("bureau_host", Role.HEARING_HOST)
COLLECTOR = Actor("collector", Role.FINE_COLLECTOR)
HEARD_BY = {"review_body": "某市人民政府", "court": "某市人民法院"}
LATE_FINE = 1200  # three in a hundred of 40000, for a day


def read(database: Database, case: str = CASE) -> tuple[Dossier, Mapping[str, str]]:
    """The matter and the numbers of its papers, as a reader of the store gets them."""
    with database.reading() as connection:
        ask = partial(run, database, connection)
        dossier = families.matter(ask, case, names=register.names(database, connection))
        assert dossier is not None
        return dossier, paper_numbers.numbers(ask, case)


def papers(database: Database, case: str = CASE) -> dict[str, Drawn]:
    """What can be drawn up now; of acts done twice, the later."""
    return {one.paper.name: one for one in drawable(*read(database, case))}


def preserved(office: Office, folder: Path, **life: Any) -> Bureau:
    """A case whose evidence was registered and preserved before the inquiry ended."""
    bureau = settle_bureau(office, folder, **life)
    bureau.until("filed")
    day = bureau.life.day
    step(bureau, OFFICER, "register_evidence", evidence_registration={
        "reason": "原始记录可能被转移。", "approved_by": "bureau_head", "approved_on": day, "officers": bureau.life.officers(), "list_given": True,
        "items": [{"name": "培训签到表原件", "number": "3册", "place": "某市工业园区1号档案室"}], "registered_on": day})  # fmt: skip
    return bureau


def demanded(office: Office, folder: Path) -> Bureau:
    """A fine that is not paid: the party is warned after its time to sue is over, then the court is asked."""
    bureau = settle_bureau(office, folder, instalments=False)
    bureau.until("served")
    late_fine(bureau)
    life = bureau.life
    life.later(200)
    step(bureau, OFFICER, "serve_demand", demand={
        "deadline": life.day + timedelta(days=10), "way": "到某银行某市支行缴纳", "amount": "罚款40000元，以转账方式给付", "rights_told": True,
        "served_by": "direct", "served_on": life.day})  # fmt: skip
    life.later(15)
    step(bureau, OFFICER, "apply_to_court", court_application={
        "application_signed": True, "decision_attached": True, "opinions_attached": True, "object_attached": True, "court": "某市人民法院", "fee": 0,
        "applied_on": life.day})  # fmt: skip
    return bureau


def late_fine(bureau: Bureau) -> None:
    """Three in a hundred of the fine, for the first day after the time to pay."""
    life, served = bureau.life, _served(bureau)
    last = national_calendar().next_workday(served + timedelta(days=15))
    life.day = max(life.day, last)
    life.working(2)
    first = last + timedelta(days=1)
    step(bureau, HEAD, "impose_late_fine", late_fine={
        "party": life.party, "base": life.fine, "from_on": first, "to_on": first, "days": 1, "amount": LATE_FINE, "rate_told": True, **HEARD_BY,
        "on": life.day})  # fmt: skip


def _served(bureau: Bureau) -> date:
    proof = read(bureau.services.database)[0].last("service_proof")
    assert proof is not None
    return proof.on


def step(bureau: Bureau, actor: Actor, name: str, **inputs: Mapping[str, Any]) -> None:
    """One step on the day where the life stands."""
    bureau.clock.to(bureau.life.day)
    sent = bureau.player.sent(inputs)
    bureau.player.execute(lambda key: TakeStep(actor, bureau.player.case, key, step=name, inputs=sent))


def lived(office: Office, folder: Path, life: SummaryLife | InspectionLife, until: str, case: str = CASE) -> Player:
    """A decision on the spot or an inspection, lived to the end of that stage."""
    services, clock = services_over(office, folder)
    begun = life.day
    keep_register(services, clock, begun.replace(year=begun.year - 1, month=1, day=6))
    clock.to(begun)
    player = Player(services, clock, case, "现场执法事项", OFFICER)
    open_under_register(player, life.procedure, life.opening())
    for name, acts in life.stages():
        player.play(acts)
        if name == until:
            return player
    raise AssertionError(f"no stage {until}")


def second(bureau: Bureau, case: str, until: str, **life: Any) -> Bureau:
    """Another case of the same body, lived to the end of that stage, from the day on which the first one stands."""
    begun = PenaltyLife(bureau.life.day, **life)
    player = Player(bureau.services, bureau.clock, case, "某化工有限公司培训记录不实案", OFFICER)
    bureau.clock.to(begun.day)
    open_under_register(player, "penalty", begun.opening())
    other = Bureau(bureau.services, bureau.clock, begun, player, iter(begun.stages()))
    other.until(until)
    return other
