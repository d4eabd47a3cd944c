"""What commands about the public's opinions write; each in the transaction that records its event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from states.casework.commands import (
    Command,
    CorrectOpinion,
    DisposeOpinions,
    ReceiveOpinion,
    RegisterForHearing,
    ScreenOpinions,
    WithdrawOpinion,
)
from states.casework.events import Outcome
from states.dossier.vocabulary import Disposition, OpinionEnd, Screening
from states.errors import InvalidEntry, NotPermitted

Run = Callable[[str, Mapping[str, Any]], Any]
COUNTERS: Mapping[str, str] = {
    Disposition.ADOPTED: "adopted", Disposition.PARTLY: "partly_adopted", Disposition.NOT_ADOPTED: "not_adopted",
    OpinionEnd.WITHDRAWN: "withdrawn", OpinionEnd.SPAM: "spam",
}  # fmt: skip
HELD = {Screening.HOLD: "held", Screening.PROPOSE: "proposed", Screening.RELEASE: "", Screening.CONFIRM: ""}
ADD = """INSERT INTO opinion (id, case_id, source, text, received_at, disposition, reason, event_seq, root, hold, hold_reason, hold_by)
 VALUES (:id, :case, :source, :text, :now, '', '', :seq, :root, '', '', '')"""
GIVER = """INSERT INTO opinion_giver (opinion_id, case_id, sealed, contact_mark, word_mark, named, consent, given_at)
 VALUES (:id, :case, :giver, :contact, :word, :named, :consent, :now)"""
REGISTER = """INSERT INTO hearing_registration (id, case_id, interest, text, sealed, contact_mark, consent, received_at, event_seq)
 VALUES (:id, :case, :group, :text, :giver, :mark, :consent, :now, :seq)"""
COUNT = """INSERT INTO opinion_count (case_id, received, adopted, partly_adopted, not_adopted, withdrawn, spam)
 VALUES (:case, 1, 0, 0, 0, 0, 0) ON CONFLICT (case_id) DO UPDATE SET received = opinion_count.received + 1"""


def carry_out(run: Run, command: Command, outcome: Outcome, now: datetime, seq: int) -> None:
    """What the public sends, and what the office does with it."""
    match command:
        case ReceiveOpinion():
            receive(run, command, outcome, now, seq)
        case RegisterForHearing():
            register(run, command, outcome, now, seq)
        case CorrectOpinion():
            correct(run, command, outcome, now, seq)
        case WithdrawOpinion():
            withdraw(run, command, seq)
        case DisposeOpinions():
            dispose(run, command, seq)
        case ScreenOpinions():
            screen(run, command, seq)


def receive(run: Run, command: ReceiveOpinion, outcome: Outcome, now: datetime, seq: int) -> None:
    note = outcome.note or {}
    here = {"id": note["id"], "case": command.case, "now": now}
    run(ADD, here | {"source": command.source, "text": command.text.strip(), "seq": seq, "root": ""})
    if command.giver:
        contact, word = command.marks
        run(GIVER, here | {"giver": command.giver, "contact": contact, "word": word, "named": command.named, "consent": command.consent})
    run(COUNT, {"case": command.case})


def register(run: Run, command: RegisterForHearing, outcome: Outcome, now: datetime, seq: int) -> None:
    note = outcome.note or {}
    run(REGISTER, {"id": note["id"], "case": command.case, "group": command.group, "text": command.text.strip(), "giver": command.giver,
                   "mark": command.mark, "consent": command.consent, "now": now, "seq": seq})  # fmt: skip


def correct(run: Run, command: CorrectOpinion, outcome: Outcome, now: datetime, seq: int) -> None:
    """The new text stands in the old one's place; the old one stays, and says so."""
    row = run(
        "SELECT source, root, disposition, text FROM opinion WHERE case_id = :case AND id = :id", {"case": command.case, "id": command.opinion}
    ).first()
    if row is None or row[2] in list(OpinionEnd):
        raise gone()
    if row[3] == command.text.strip():
        raise InvalidEntry({"text": "内容与原意见相同，没有更正。"})
    _end(run, command.case, command.opinion, OpinionEnd.SUPERSEDED, seq)
    note = outcome.note or {}
    run(ADD, {"id": note["id"], "case": command.case, "source": row[0], "text": command.text.strip(), "now": now, "seq": seq,
              "root": row[1] or command.opinion})  # fmt: skip
    _shift(run, command.case, {row[2]: -1})


def withdraw(run: Run, command: WithdrawOpinion, seq: int) -> None:
    row = run("SELECT disposition FROM opinion WHERE case_id = :case AND id = :id", {"case": command.case, "id": command.opinion}).first()
    if row is None or row[0] in list(OpinionEnd):
        raise gone()
    _end(run, command.case, command.opinion, OpinionEnd.WITHDRAWN, seq)
    _shift(run, command.case, {row[0]: -1, OpinionEnd.WITHDRAWN: 1})


def dispose(run: Run, command: DisposeOpinions, seq: int) -> None:
    """Answer each opinion; one that was answered before changes its answer, and the counts follow."""
    marks, names = _named(command.opinions)
    found = _found(run, command.case, command.opinions)
    if any(one in list(OpinionEnd) for one, *_ in found):
        raise InvalidEntry({"opinions": "所选意见中有的已由本人更正、撤回或者不予研究，请刷新后重新选择。"})
    run(
        f"UPDATE opinion SET disposition = :disposition, reason = :reason, event_seq = :seq WHERE case_id = :case AND id IN ({marks})",
        names | {"disposition": command.disposition.value, "reason": command.reason, "seq": seq, "case": command.case},
    )
    moved = {command.disposition.value: len(found)}
    for before, *_ in found:
        moved[before] = moved.get(before, 0) - 1
    _shift(run, command.case, moved)


def screen(run: Run, command: ScreenOpinions, seq: int) -> None:
    """Hold, let go, propose as spam; or confirm what another person proposed, which ends the opinion."""
    marks, names = _named(command.opinions)
    found = _found(run, command.case, command.opinions)
    for disposition, hold, by in found:
        _screenable(command, disposition, hold, by)
    reason = command.reason.strip()
    ending = {Screening.CONFIRM: OpinionEnd.SPAM.value, Screening.RELEASE: ""}.get(command.act)
    sets = "" if ending is None else ", disposition = :ending, reason = :reason"
    if command.act is Screening.RELEASE:  # an answer that was given stays; only a rejection is undone
        sets = ", disposition = CASE WHEN disposition = 'spam' THEN '' ELSE disposition END, reason = CASE WHEN disposition = 'spam' THEN '' ELSE reason END"
    params = {"hold": HELD[command.act], "reason": reason, "by": command.actor.person, "seq": seq, "case": command.case}
    params |= {"ending": ending} if ":ending" in sets else {}
    run(
        f"UPDATE opinion SET hold = :hold, hold_reason = :reason, hold_by = :by, event_seq = :seq{sets} WHERE case_id = :case AND id IN ({marks})",
        names | params,
    )
    if command.act is Screening.CONFIRM:
        _shift(run, command.case, {OpinionEnd.SPAM: len(found)} | {one: -sum(1 for row in found if row[0] == one) for one in {row[0] for row in found}})
    elif back := sum(1 for row in found if row[0] == OpinionEnd.SPAM):
        _shift(run, command.case, {OpinionEnd.SPAM: -back})


def _screenable(command: ScreenOpinions, disposition: str, hold: str, by: str) -> None:
    if disposition in (OpinionEnd.SUPERSEDED, OpinionEnd.WITHDRAWN):
        raise InvalidEntry({"opinions": "所选意见中有的已由本人更正或者撤回，请刷新后重新选择。"})
    if command.act is Screening.RELEASE:
        if not hold and disposition != OpinionEnd.SPAM:
            raise InvalidEntry({"opinions": "所选意见中有的没有暂存，不需要恢复。"})
    elif disposition == OpinionEnd.SPAM:
        raise InvalidEntry({"opinions": "所选意见中有的已经不予研究；确有错误的，请恢复正常办理。"})
    if command.act is Screening.CONFIRM:
        if hold != HELD[Screening.PROPOSE]:
            raise InvalidEntry({"opinions": "按垃圾信息处理须先由一人提请，再由另一人确认；所选意见中有的尚未提请。"})
        if by in (command.actor.person, command.actor.represents):
            raise NotPermitted("按垃圾信息处理须由两人分别提请和确认，您是提请人，请由另一人确认。")


def gone() -> InvalidEntry:
    return InvalidEntry({"opinion": "这条意见已经更正、撤回或者不予研究，不能再更正或者撤回。"}, "这条意见已经更正、撤回或者不予研究，不能再更正或者撤回。")


def _named(chosen: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    names = {f"o{number}": one for number, one in enumerate(chosen)}
    return ", ".join(f":{name}" for name in names), dict(names)


def _found(run: Run, case: str, chosen: tuple[str, ...]) -> list[Any]:
    marks, names = _named(chosen)
    sql = f"SELECT disposition, hold, hold_by FROM opinion WHERE case_id = :case AND id IN ({marks})"
    found: list[Any] = run(sql, names | {"case": case}).all()
    if len(found) != len(set(chosen)):
        raise InvalidEntry({"opinions": "所选意见中有的不属于本事项，请刷新后重新选择。"})
    return found


def _end(run: Run, case: str, opinion: str, end: OpinionEnd, seq: int) -> None:
    run(
        "UPDATE opinion SET disposition = :end, reason = '', event_seq = :seq WHERE case_id = :case AND id = :id",
        {"end": end.value, "seq": seq, "case": case, "id": opinion},
    )


def _shift(run: Run, case: str, moved: Mapping[str, int]) -> None:
    """Move the counts; what is counted nowhere (unanswered, superseded) moves nothing."""
    shift = {COUNTERS[one]: number for one, number in moved.items() if one in COUNTERS and number}
    if shift:
        sets = ", ".join(f"{name} = {name} + :{name}" for name in shift)
        run(f"UPDATE opinion_count SET {sets} WHERE case_id = :case", shift | {"case": case})
