"""Casework.execute: load, decide, record. There is no other way to write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from states.casework import corrections, handling, opinions, registrations, smaller
from states.casework.commands import (
    AddMaterial,
    Circulate,
    Command,
    ConfirmCorrection,
    CorrectOpinion,
    DisposeOpinions,
    FireTimer,
    HandOver,
    OpenCase,
    ProposeEvaluation,
    ReceiveOpinion,
    RecordEntry,
    RefuseCorrection,
    RegisterForHearing,
    RequestCorrection,
    ScreenOpinions,
    TakeStep,
    WithdrawCorrection,
    WithdrawOpinion,
    check_writing,
)
from states.casework.decide import (
    Context,
    new_id,
    open_case,
    record_entry,
    take_step,
)
from states.casework.events import Outcome
from states.casework.naming import known_in, recognised
from states.casework.opening import form_faults, place_faults
from states.casework.ports import BehindTransaction, CaseStore, CaseTransaction, Clock, Receipt
from states.casework.reprojection import Reprojected, projected
from states.casework.signatures import signed
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.schema import FieldType
from states.errors import (
    DomainError,
    GateClosed,
    InvalidEntry,
    NotFound,
    NotPermitted,
    OutOfTime,
    StaleDossier,
)
from states.errors import StepUnavailable as Unavailable
from states.law.conditions.archiving import SEAL, SEALING
from states.law.legal_day import legal_day
from states.law.requirement import Moment
from states.law.values import LawView, law_view
from states.procedures.catalogue import procedure, verify_definitions

RECORDED = (GateClosed, NotPermitted, Unavailable, OutOfTime)


class NewIds:
    """Fresh identifiers by number, each made when it is first asked for."""

    __slots__ = ("_made", "_now")

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._made: dict[int, str] = {}

    def __getitem__(self, number: int) -> str:
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = new_id(self._now)
        return found


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the legal day ends: 24:00, or office close where the body says so (Asia/Shanghai)."""

    closes: time | None = None


class Casework:
    """The one writing path, over a store and a clock."""

    def __init__(self, store: CaseStore, clock: Clock, hours: OfficeHours | None = None) -> None:
        verify_definitions()
        self._store = store
        self._clock = clock
        self._hours = hours or OfficeHours()

    def today(self) -> date:
        """The legal day now, in Asia/Shanghai."""
        return legal_day(self._clock.now(), self._hours.closes)

    def execute(self, command: Command) -> Receipt:
        """Carry out a command in one transaction; a refusal raises a DomainError and changes nothing.

        A refused official step is itself recorded on the matter. The same idempotency key twice has one effect.
        """
        now = self._clock.now()
        today = legal_day(now, self._hours.closes)
        _written(command, today)
        with self._store.open(command, today) as tx:
            if tx.receipt is not None:
                return tx.receipt
            try:
                outcome = self._decide(tx, command, now, today)
            except RECORDED as refusal:
                if not command.official or tx.dossier is None:
                    raise
                tx.refuse(refusal, command, now, today)
                raised: DomainError = refusal
            else:
                return tx.record(signed(command, outcome), command, now) if outcome else self._unchanged(tx)
        raise raised

    def reproject(self, limit: int) -> Reprojected:
        """Work out anew the clocks of up to ``limit`` matters that still go by an older calendar, in one transaction.

        One event for each deadline that moves. Again and again until nothing is left; where it broke off it goes on.
        """
        now = self._clock.now()
        today = legal_day(now, self._hours.closes)
        with self._store.behind(limit) as tx:
            done = [projected(one, Moment(today, _law(one.dossier, tx))) for one in tx.matters]
            return tx.record(done, now)

    def _decide(self, tx: CaseTransaction, command: Command, now: datetime, today: date) -> Outcome | None:
        if isinstance(command, OpenCase):
            place = place_faults(command, tx.knows_office(command.office, command.body))
            known = () if "overlays" in place else command.overlays
            context = self._context(tx, now, Moment(today, law_view(today, known, tx.confirmed, almanac=tx.almanac)))
            plan = procedure(command.procedure)
            above = tx.above(command.parent, lock=True) if plan.belongs_to and command.parent else None
            number = tx.next_number(today, plan.mark)  # taken first: whoever opens the like at this moment waits here
            standing = tx.standing(plan.name, plan.opening_kind, plan.once) if plan.once else {}
            _, opened = open_case(command, number, context, above, standing, place)
            return opened
        dossier = tx.dossier
        if dossier is None:
            raise NotFound("没有这一事项，或者您无权查看。")
        if command.expected_version is not None and command.expected_version != dossier.version:
            raise StaleDossier("该事项刚刚被他人办理过，请刷新页面，核对最新情况后再提交。")
        procedure(dossier.procedure).check(dossier.configuration)
        dossier = recognised(_with_kept(tx, _with_kin(tx, dossier), command), tx.credentials)
        context = self._context(tx, now, Moment(today, _law(dossier, tx)), dossier)
        outcome = _dispatch(tx, dossier, command, context)
        if outcome is not None and not isinstance(command, ConfirmCorrection):  # asked for with its papers on file
            _materials_on_file(tx, dossier, outcome.entries)
        return outcome

    def _context(self, tx: CaseTransaction, now: datetime, moment: Moment, dossier: Dossier | None = None) -> Context:
        register = known_in(dossier, tx.register())
        return Context(moment, now, tx.credentials, NewIds(now), register)

    def _unchanged(self, tx: CaseTransaction) -> Receipt:
        dossier = tx.dossier
        assert dossier is not None
        return Receipt(dossier.id, dossier.version, 0, "", dossier.configuration, replayed=True)


def _written(command: Command, today: date) -> None:
    """What no database could keep is refused; in a form that opens a matter, with whatever else is wrong in it."""
    try:
        check_writing(command)
    except InvalidEntry as error:
        if not isinstance(command, OpenCase):
            raise
        raise InvalidEntry(form_faults(command, today) | error.fields, error.message) from None


def _with_kin(tx: CaseTransaction, dossier: Dossier) -> Dossier:
    """The matter above and the evaluations below, where the procedure looks at them."""
    plan = procedure(dossier.procedure)
    if plan.belongs_to and dossier.parent:
        return replace(dossier, above=tx.above(dossier.parent), fines=tx.fines())
    if not set(plan.evaluated).isdisjoint(dossier.configuration):
        return replace(dossier, evaluations=tx.evaluations(dossier.id))
    return dossier


def _with_kept(tx: CaseTransaction, dossier: Dossier, command: Command) -> Dossier:
    """What the archive holds of it, where the matter is or is to be sealed: no act asks the archive itself."""
    sealing = isinstance(command, TakeStep) and command.step == SEALING
    return replace(dossier, kept=tx.kept(dossier.id)) if sealing or dossier.has(SEAL) else dossier


def _law(dossier: Dossier, tx: CaseTransaction | BehindTransaction) -> LawView:
    return law_view(dossier.law_as_of, dossier.overlays, tx.confirmed, almanac=tx.almanac)


def _dispatch(tx: CaseTransaction, dossier: Dossier, command: Command, context: Context) -> Outcome | None:
    match command:
        case TakeStep():
            return take_step(dossier, command, context)
        case RecordEntry():
            return record_entry(dossier, command, context)
        case RequestCorrection():
            return corrections.request(dossier, command, context)
        case ConfirmCorrection():
            seqs = {entry.id: tx.entry_seq(entry.id) for entry in dossier.entries}
            return corrections.confirm(dossier, command, context, tx.history(), seqs)
        case WithdrawCorrection() | RefuseCorrection():
            return corrections.close(dossier, command, context)
        case ReceiveOpinion():
            return opinions.receive(dossier, command, context)
        case RegisterForHearing():
            return registrations.register(dossier, command, context)
        case CorrectOpinion() | WithdrawOpinion():
            return opinions.change(dossier, command, context)
        case DisposeOpinions():
            return opinions.dispose(dossier, command, context)
        case ScreenOpinions():
            return opinions.screen(dossier, command, context)
        case AddMaterial():
            return smaller.add_material(dossier, command, context)
        case HandOver():
            around = tx.people((command.handler, present := tx.handler()), context.moment.today)
            return handling.hand_over(dossier, command, present, around, context)
        case Circulate():
            return handling.circulate(dossier, command, tx.people(command.readers, context.moment.today), context)
        case FireTimer():
            return smaller.fire_timer(dossier, command, tx.timer(command.timer), context)
        case ProposeEvaluation():
            return smaller.propose_evaluation(dossier, command, context)
        case _:
            raise InvalidEntry({"command": "没有这种操作。"})


def _materials_on_file(tx: CaseTransaction, dossier: Dossier, entries: tuple[Entry, ...]) -> None:
    """Every paper that an entry, or the correction it asks for, names must have been uploaded to this matter."""
    named: dict[str, str] = {}
    for entry in entries:
        asked = entry.kind == corrections.REQUEST
        if asked and entry.supersedes:  # dealt with: nothing new is named
            continue
        kind, fields = corrections.proposed(dossier, entry) if asked else (entry.kind, entry.fields)
        papers = (one.name for one in KINDS[kind].fields if one.type is FieldType.MATERIAL and one.name in fields)
        named |= {str(fields[name]): f"{kind}.{name}" for name in papers}
    if named and not tx.has_materials(tuple(named)):
        wrong = dict.fromkeys(named.values(), "这份材料不在本事项的材料清单中，请先上传。")
        raise InvalidEntry(wrong, "引用的材料不在本事项的材料清单中，请先上传再提交。")
