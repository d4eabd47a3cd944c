"""Holds what stands in the tables of one matter against what its chain tells. Yields (event, Chinese reason)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection

from states.casework.events import canonical, digest, entry_digest
from states.procedures.catalogue import procedure
from storage.database import Database
from storage.opinion_effects import COUNTERS
from storage.reviving import as_date, as_moment, revive_fields
from storage.told import Told

Fault: TypeAlias = "tuple[int, str]"
Read: TypeAlias = Callable[[str], Any]

CASE = """SELECT number, procedure, title, office_id, body_id, confidentiality, law_as_of, overlays, parent_id, configuration,
 version, stage, ended, parts, entered, opened_at, updated_at, handler_id FROM case_file WHERE id = :case"""
ENTRIES = """SELECT seq, id, kind, fields, on_day, supersedes, digest, place, person_id, role, represented, recorded_at
 FROM entry WHERE case_id = :case ORDER BY seq, place, id"""
OPINIONS = """SELECT event_seq, id, source, text, received_at, disposition, reason, root, hold, hold_reason, hold_by
 FROM opinion WHERE case_id = :case ORDER BY event_seq, id"""
GIVERS = "SELECT opinion_id, sealed, contact_mark, word_mark, named, consent, given_at FROM opinion_giver WHERE case_id = :case ORDER BY opinion_id"
REGISTRATIONS = """SELECT event_seq, id, interest, text, sealed, contact_mark, consent, received_at FROM hearing_registration
 WHERE case_id = :case ORDER BY id"""
COUNTS = "SELECT received, adopted, partly_adopted, not_adopted, withdrawn, spam FROM opinion_count WHERE case_id = :case"
MATERIALS = "SELECT digest, name, media_type, size, person_id, added_at FROM material WHERE case_id = :case ORDER BY id"
CLOCKS = "SELECT name, rule, due_on, status, generation, held_on, days_used, days_left FROM timer WHERE case_id = :case ORDER BY name"
CONFIRMED = "SELECT rule, event_seq, on_day FROM confirmed_rule WHERE case_id = :case ORDER BY rule"
PUBLISHED = """SELECT k.version, k.event_seq, e.id, k.holds, k.published_at FROM published_calendar k
 LEFT JOIN entry e ON e.case_id = k.case_id AND e.fields = k.fields WHERE k.case_id = :case ORDER BY k.version"""
NUMBERS = "SELECT entry_id, event_seq, number FROM paper_number WHERE case_id = :case ORDER BY entry_id"
FIXED = "SELECT paper, entry_id, form, event_seq, digest FROM fixed_paper WHERE case_id = :case ORDER BY paper, entry_id, form"
STAYS = "SELECT seq, state, procedure, since, until, until_seq, days FROM stay WHERE case_id = :case ORDER BY seq, state"
STAYS_KEPT = "SELECT seq FROM stay_kept WHERE case_id = :case"
HANDS = "SELECT seq, person_id, represented, role, kind, act, on_day FROM hand WHERE case_id = :case ORDER BY seq"
CIRCULATED = "SELECT event_seq, person_id, sender_id, remark, sent_at FROM circulation WHERE case_id = :case ORDER BY event_seq, person_id"
PARTS = "SELECT person, role, employer FROM case_part WHERE case_id = :case"
RECEIPTS = "SELECT body FROM command_receipt WHERE case_id = :case"
STOPPED = ("settled", "cancelled")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


def holdings(database: Database, connection: Connection, case_id: str, told: Told) -> Iterator[Fault]:
    """Everything about the matter outside its chain that does not fit it."""

    def read(sql: str) -> Any:
        return connection.exec_driver_sql(database.sql(sql), {"case": case_id}).all()

    yield from _entries(read, told)
    yield from _receipts(read, told)
    yield from _matter(read, told)
    yield from _opinions(read, told)
    yield from _givers(read, told)
    yield from _registrations(read, told)
    yield from _materials(read, told)
    yield from _clocks(read, told)
    yield from _confirmed(read, told)
    yield from _published(read, told)
    yield from _papers(read, told)
    yield from _stays(read, told)
    yield from _circulated(read, told)


def _sound(check: Callable[[], bool]) -> bool:
    """A row that cannot even be read is not as it was recorded."""
    try:
        return check()
    except UNREADABLE:
        return False


# Below, what a lambda needs is bound by its defaults, because it is made in a loop; mypy cannot give those a type.


def _entries(read: Read, told: Told) -> Iterator[Fault]:
    promised = dict(told.entries)
    for row in read(ENTRIES):
        known = promised.pop(row[1], None)
        if known is None:
            yield row[0], "登记没有事件记载，是插入的。"
        elif not _sound(lambda row=row, known=known: _as_promised(row, known)):  # type: ignore[misc]
            yield known.seq, "登记的内容与事件记载的不符，登记被改动过。"
    for known in promised.values():
        yield known.seq, "事件记载的登记已经不存在。"


def _as_promised(row: Any, known: Any) -> bool:
    seq, entry_id, kind, fields, on_day, supersedes, stored, place, person, role, represented, recorded_at = row
    values = revive_fields(kind, json.loads(fields))
    sealed = entry_digest(entry_id, kind, values, as_date(on_day), supersedes)
    where = (seq, place) == (known.seq, known.place) and as_moment(recorded_at) == known.recorded_at
    return stored == known.digest == sealed and canonical(values) == fields and where and (person, role, represented) == known.whose


def _receipts(read: Read, told: Told) -> Iterator[Fault]:
    """What a command was answered repeats its event's hash: a second witness to the chain."""
    kept = {one["seq"]: (one, text) for one, text in ((json.loads(row[0]), row[0]) for row in read(RECEIPTS))}
    for seq in sorted(told.answers.keys() | kept.keys()):
        said, text = kept.get(seq, ({}, ""))
        if said != told.answers.get(seq) or canonical(said) != text:
            yield seq, "事件与当时给办理人的回执不符，事件链被改写过。"


def _matter(read: Read, told: Told) -> Iterator[Fault]:
    (row,) = read(CASE)
    opened = told.opened
    begun = (*(opened[name] for name in ("number", "procedure", "title", "office", "body", "confidentiality", "law_as_of")),
             json.dumps(opened["overlays"]), opened["parent"])  # fmt: skip
    if (*row[:6], as_date(row[6]).isoformat(), *row[7:9]) != begun or as_moment(row[15]) != as_moment(told.first_at):
        yield 1, "事项的名称、编号、机关、密级或者适用法律的日期与立项时的记载不符。"
    plan, here = procedure(row[1]), tuple(told.last["to"])
    stands = (json.dumps(here), told.last["version"], plan.stage(here), plan.ended(here))
    if (*row[9:12], bool(row[12])) != stands or as_moment(row[16]) != as_moment(told.moved_at):
        yield told.last["seq"], "事项当前的阶段或者版本与最后一个事件不符。"
    if row[13] != canonical(told.parts) or {tuple(one) for one in read(PARTS)} != {tuple(one) for one in told.parts}:
        yield told.last["seq"], "事项的参与人员与事件的记载不符。"
    if row[14] != canonical(told.entered):
        yield told.last["seq"], "进入各阶段的日期与事件的记载不符。"
    if row[17] != told.handler:
        yield told.last["seq"], "事项的承办人与事件的记载不符。"


def _opinions(read: Read, told: Told) -> Iterator[Fault]:
    missing = dict(told.opinions)
    counts = dict.fromkeys(("received", *COUNTERS.values()), 0)
    for seq, opinion_id, source, text, received_at, disposition, reason, root, *held in read(OPINIONS):
        known = missing.pop(opinion_id, None)
        if known is None:
            yield seq, "公众意见没有事件记载，是插入的。"
            continue
        counts["received"] += 0 if root else 1
        counts |= {name: counts[name] + 1 for key, name in COUNTERS.items() if key == disposition}
        said = (known.seq, known.source, known.text_digest, known.answer, known.root, known.held)
        same = said == (seq, source, digest(text), (disposition, reason), root, tuple(held))
        if not same or not _sound(lambda at=received_at, known=known: as_moment(at) == known.received_at):  # type: ignore[misc]
            yield known.seq, "公众意见的内容、时间或者处理结果与事件的记载不符。"
    for known in missing.values():
        yield known.seq, "事件记载的公众意见已经不存在。"
    if [tuple(row) for row in read(COUNTS)] != ([tuple(counts.values())] if told.opinions else []):
        yield max((one.seq for one in told.opinions.values()), default=0), "公众意见的统计与逐条记载不符。"


TRUTH = {0: False, 1: True}  # as SQLite keeps them; another number is neither


def _givers(read: Read, told: Told) -> Iterator[Fault]:
    """Who gave an opinion, as it was sealed then: another person in their place would show."""
    missing = {one: (known.seq, known.giver, known.received_at) for one, known in told.opinions.items() if known.giver}
    for opinion, sealed, contact, word, named, consent, at in read(GIVERS):
        seq, said, received = missing.pop(opinion, (0, None, None))
        found = {"sealed": digest(sealed), "marks": [contact, word], "named": TRUTH.get(named, named), "consent": consent}
        if found != said or not _sound(lambda at=at, received=received: as_moment(at) == received):  # type: ignore[misc]
            yield seq, "提出意见的人的登记与事件的记载不符。"
    for seq, _, _ in missing.values():
        yield seq, "事件记载的提出意见的人的登记已经不存在。"


def _registrations(read: Read, told: Told) -> Iterator[Fault]:
    missing = dict(told.registrations)
    for seq, one, group, text, sealed, mark, consent, at in read(REGISTRATIONS):
        known, said, received = missing.pop(one, (0, {}, None))
        found = {"id": one, "group": group, "text_digest": digest(text), "giver": {"sealed": digest(sealed), "mark": mark, "consent": consent}}
        if seq != known or found != said or not _sound(lambda at=at, received=received: as_moment(at) == received):  # type: ignore[misc]
            yield known or seq, "听证报名的登记与事件的记载不符。"
    for known, _, _ in missing.values():
        yield known, "事件记载的听证报名已经不存在。"


def _materials(read: Read, told: Told) -> Iterator[Fault]:
    missing = dict(told.materials)
    for row in read(MATERIALS):
        seq, said = missing.pop(row[0], (0, ()))
        if not _sound(lambda row=row, said=said: (*row[1:5], as_moment(row[5])) == said):  # type: ignore[misc]
            yield seq, "材料的登记与事件的记载不符。"
    for seq, _ in missing.values():
        yield seq, "事件记载的材料已经不存在。"


def _clocks(read: Read, told: Told) -> Iterator[Fault]:
    missing = dict(told.clocks)
    for name, rule, due_on, status, generation, held_on, used, left in read(CLOCKS):
        known = missing.pop(name, None)
        if known is None:
            yield 0, "计时没有事件记载，是插入的。"
            continue
        runs = status in STOPPED if not known.status else status == known.status
        still = (as_date(held_on).isoformat() if held_on else None, used, left) == known.held
        if not runs or not still or (rule, as_date(due_on).isoformat(), generation) != (known.rule, known.due_on, known.generation):
            yield known.seq, "计时的期限或者状态与事件的记载不符。"
    for known in missing.values():
        yield known.seq, "事件记载的计时已经不存在。"


def _confirmed(read: Read, told: Told) -> Iterator[Fault]:
    """A rule blocks because two people said so, and only as long as nobody withdrew it."""
    missing = dict(told.confirmed)
    for rule, seq, on_day in read(CONFIRMED):
        known = missing.pop(rule, None)
        if known is None:
            yield seq, f"「{rule}」列为已核实，但没有仍然有效的核实记载，是插入的。"
        elif not _sound(lambda known=known, seq=seq, on=on_day: (seq, as_date(on).isoformat()) == known):  # type: ignore[misc]
            yield known[0], f"「{rule}」的核实登记与事件的记载不符。"
    for rule, (seq, _) in missing.items():
        yield seq, f"事件记载「{rule}」已经核实，核实登记却不存在。"


def _published(read: Read, told: Told) -> Iterator[Fault]:
    """Days off count because two people said so, and as they were entered."""
    missing = dict(told.published)
    for version, seq, entry, holds, at in read(PUBLISHED):
        known = missing.pop(version, None)
        if known is None:
            yield seq, "已公布的节假日安排没有事件记载，是插入的。"
        elif not _sound(lambda row=(seq, entry, bool(holds)), at=at, known=known: (*row, as_moment(at)) == known):  # type: ignore[misc]
            yield known[0], "已公布的节假日安排与录入时的登记或者事件的记载不符。"
    for seq, *_ in missing.values():
        yield seq, "事件记载的节假日安排没有生效的登记。"


def _papers(read: Read, told: Told) -> Iterator[Fault]:
    """A paper keeps the number it was issued under and the file it was signed off as."""
    numbers, signed_off = dict(told.numbers), dict(told.signed_off)
    for entry, seq, number in read(NUMBERS):
        if numbers.pop(entry, None) != (seq, number):
            yield seq, "文书的文号与事件的记载不符。"
    for paper, entry, form, seq, stored in read(FIXED):
        if signed_off.pop((paper, entry, form), None) != (seq, stored):
            yield seq, "文书的定稿与事件的记载不符。"
    for seq, _ in (*numbers.values(), *signed_off.values()):
        yield seq, "事件记载的文号或者文书定稿已经不存在。"


def _stays(read: Read, told: Told) -> Iterator[Fault]:
    """Time is counted by where the matter stood as its events say."""
    kept = next((row[0] for row in read(STAYS_KEPT)), 0)  # the events after it are counted by the next sweep
    missing = {at: one if one[2] <= kept else (one[0], "", 0) for at, one in told.stays.items() if at[0] <= kept}
    for seq, state, plan, *days in read(STAYS):
        known = missing.pop((seq, state), None)
        right = plan == told.opened["procedure"]
        if known is None:
            yield told.last["seq"], "事项所处阶段没有事件记载，是插入的。"
        elif not right or not _sound(lambda days=days, known=known: _as_told(days, known)):  # type: ignore[misc]
            yield known[2] or seq, "事项所处阶段的起止日期与事件的记载不符。"
    for seq, _ in missing:
        yield seq, "事件记载的所处阶段没有登记。"
    hands = dict(told.hands)
    for seq, *who, on_day in read(HANDS):
        said = hands.pop(seq, ("",))
        if not _sound(lambda who=who, said=said, on=on_day: (*who, as_date(on).isoformat()) == said):  # type: ignore[misc]
            yield min(seq, told.last["seq"]), "办理人的登记与事件的记载不符。"
    for seq in hands:
        yield seq, "事件记载的办理人没有登记。"


def _as_told(days: list[Any], known: tuple[str, str, int]) -> bool:
    since, until, until_seq, length = days
    begun = as_date(since)
    if until is None:
        return (begun.isoformat(), "", None, None) == (*known[:2], until_seq, length)
    ended = as_date(until)
    return (begun.isoformat(), ended.isoformat(), until_seq, length) == (*known, max(0, (ended - begun).days))


def _circulated(read: Read, told: Told) -> Iterator[Fault]:
    """To whom it was sent, by whom and with which words; when it was read stands nowhere else."""
    found = {(row[0], row[1]): (row[2], row[3], as_moment(row[4])) for row in read(CIRCULATED)}
    for key in sorted(found.keys() | told.circulated.keys()):
        if found.get(key) != told.circulated.get(key):
            yield key[0], "传阅的记录与事件的记载不符。"
