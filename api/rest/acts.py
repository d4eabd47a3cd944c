"""What officers do to matters. Each handler builds one command and executes it; nothing else writes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from api.deps import CLOSED, Desk, Key, Limits, Looking, Parts, SeenCase, Today, acting
from api.rest.sent import Answer, Answering, Closing, Confirming, Correcting, Opening, Recording, Taking
from api.signing import sign_off
from states.casework.commands import (
    ConfirmCorrection,
    DisposeOpinions,
    OpenCase,
    RecordEntry,
    RefuseCorrection,
    RequestCorrection,
    TakeStep,
    WithdrawCorrection,
)
from states.casework.decide import new_id
from storage.queries.case import case_row

router = APIRouter(prefix="/cases", tags=["acts"], dependencies=CLOSED)
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@router.post("", status_code=201)
def open_case(sent: Opening, who: Desk, parts: Parts, looking: Looking, today: Today, key: Key) -> Answer:
    """Open a matter."""
    if sent.parent:
        case_row(parts.database, looking, today, sent.parent)
    receipt = parts.casework.execute(
        OpenCase(
            acting(who, sent.role, sent.represents), new_id(parts.clock.now()), key, procedure=sent.procedure,
            title=sent.title, office=sent.office, body=sent.body or who.body, confidentiality=sent.confidentiality,
            overlays=sent.overlays, parent=sent.parent, fields=sent.fields,
        )
    )  # fmt: skip
    return Answer.of(receipt)


@router.post("/{case}/steps/{step}")
def take_step(case: SeenCase, step: Id, sent: Taking, who: Desk, parts: Parts, key: Key, request: Request, limits: Limits) -> Answer:
    """Take an official step with the papers it puts on file; a signature of responsibility needs the password again."""
    actor = acting(who, sent.role, sent.represents)
    command = TakeStep(actor, case, key, sent.expected_version, step=step, inputs=sent.inputs)
    command, _ = sign_off(request, parts, limits, who, command, sent.password.get_secret_value())
    return Answer.of(parts.casework.execute(command))


@router.post("/{case}/entries", status_code=201)
def record_entry(case: SeenCase, sent: Recording, who: Desk, parts: Parts, key: Key, request: Request, limits: Limits) -> Answer:
    """Put one paper on file; one that is a signature of responsibility needs the password again."""
    actor = acting(who, sent.role, sent.represents)
    command = RecordEntry(actor, case, key, sent.expected_version, kind=sent.kind, fields=sent.fields)
    command, _ = sign_off(request, parts, limits, who, command, sent.password.get_secret_value())
    return Answer.of(parts.casework.execute(command))


@router.post("/{case}/entries/{entry}/correction", status_code=201)
def request_correction(case: SeenCase, entry: Id, sent: Correcting, who: Desk, parts: Parts, key: Key) -> Answer:
    """Ask that a wrong entry be superseded."""
    actor = acting(who, sent.role, sent.represents)
    command = RequestCorrection(
        actor, case, key, sent.expected_version, entry=entry, fields=sent.fields, reason=sent.reason
    )
    return Answer.of(parts.casework.execute(command))


@router.post("/{case}/corrections/{correction}/confirmation")
def confirm_correction(case: SeenCase, correction: Id, sent: Confirming, who: Desk, parts: Parts, key: Key) -> Answer:
    """Confirm a requested correction as the second person."""
    actor = acting(who, sent.role, sent.represents)
    command = ConfirmCorrection(actor, case, key, sent.expected_version, request=correction)
    return Answer.of(parts.casework.execute(command))


@router.post("/{case}/corrections/{correction}/withdrawal")
def withdraw_correction(case: SeenCase, correction: Id, sent: Closing, who: Desk, parts: Parts, key: Key) -> Answer:
    """Take one's own correction request back before it is confirmed."""
    actor = acting(who, sent.role, sent.represents)
    command = WithdrawCorrection(actor, case, key, sent.expected_version, request=correction, reason=sent.reason)
    return Answer.of(parts.casework.execute(command))


@router.post("/{case}/corrections/{correction}/refusal")
def refuse_correction(case: SeenCase, correction: Id, sent: Closing, who: Desk, parts: Parts, key: Key) -> Answer:
    """Do not confirm a requested correction, as the second person; the entry stands."""
    actor = acting(who, sent.role, sent.represents)
    command = RefuseCorrection(actor, case, key, sent.expected_version, request=correction, reason=sent.reason)
    return Answer.of(parts.casework.execute(command))


@router.post("/{case}/opinions/dispositions")
def dispose_opinions(case: SeenCase, sent: Answering, who: Desk, parts: Parts, key: Key) -> Answer:
    """Answer opinions of the public: adopted, partly or not, and why."""
    actor = acting(who, sent.role, sent.represents)
    command = DisposeOpinions(
        actor, case, key, sent.expected_version, opinions=sent.opinions, disposition=sent.disposition, reason=sent.reason
    )
    return Answer.of(parts.casework.execute(command))
