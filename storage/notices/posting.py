"""From a message of the outbox to lines in inboxes and rows of deliveries; the same message again adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from states.casework.decide import new_id
from states.casework.events import canonical
from states.casework.notices import (
    RULES,
    STANDINGS,
    Ground,
    Means,
    Rule,
    Topic,
    outside_name,
    until_words,
    wanted,
)
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.driver_sql import run
from storage.notices.recipients import Matter, Recipients, entered_by, matter_of
from storage.outbox import Letter
from storage.queries.chips import RUNNING, chips_of, floors
from storage.queries.reading import Reader, look, marks

_EVENT = "SELECT body FROM event WHERE case_id = :case AND seq = :seq"
_CLOCK = f"SELECT label FROM timer WHERE case_id = :case AND name = :timer AND due_on = :due AND status IN {RUNNING}"
_DELAY = """SELECT 1 FROM escalation WHERE case_id = :case AND timer_name = :timer AND due_on = :due AND rung = :rung
 AND status = 'open'"""
_CHOICES = "SELECT person_id, topic, means, wanted FROM notice_choice WHERE person_id IN ({persons})"
_MAILS = "SELECT person_id FROM notice_address WHERE mail <> '' AND person_id IN ({persons})"
_SUBSCRIBED = "SELECT id, kind, topics FROM subscription WHERE active AND body_id = :body ORDER BY id"
_LINE = """INSERT INTO notice (id, outbox_id, person_id, case_id, topic, text, until_on, created_at)
 VALUES (:id, :outbox, :person, :case, :topic, :text, :until, :now) ON CONFLICT (outbox_id, person_id) DO NOTHING"""
DELIVER = """INSERT INTO delivery (id, source_id, channel, target, address, payload, created_at, next_at, attempts, status, claim, error)
 VALUES (:id, :source, :channel, :target, :address, :payload, :now, :now, 0, 'waiting', '', '')
 ON CONFLICT (source_id, channel, target) DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about one matter, by one row of the table."""

    topic: Topic
    text: str
    until: date | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class Line:
    """One person, told one thing by some means."""

    person: str
    told: Told
    means: tuple[Means, ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """Everything that a message gives rise to."""

    matter: Matter
    lines: tuple[Line, ...] = ()
    sent_on: tuple[tuple[str, str, Told], ...] = ()  # channel, subscription, what


def post(database: Database, letter: Letter, now: datetime, today: date, *, mail: bool) -> int:
    """Put the message into the inboxes and on its way; returns how many were added. ``mail``: is there a mail server?"""
    with look(database) as reader:
        found = _posting(reader, letter, today, mail)
    if found is None:
        return 0
    added = 0
    with database.writing() as connection:
        for statement, values in _rows(found, letter, now):
            added += int(run(database, connection, statement, values).rowcount)
    return added


def _posting(reader: Reader, letter: Letter, today: date, mail: bool) -> Posting | None:
    matter = matter_of(reader, letter.case)
    fitting = [rule for rule in RULES if rule.fits(letter.topic, letter.payload)]
    if matter is None or not fitting:
        return None
    event = _event(reader, letter)
    entered = entered_by(event)
    told = tuple(_told(reader, one, matter, letter.payload, today) for one in fitting if _holds(reader, one, matter, letter, entered))
    people = Recipients(reader, matter, today, entered, frozenset(letter.payload.get("persons", ())))
    actor = event["actor"] if event else {}
    reached = _reached(people, told, {actor.get("person", ""), actor.get("represented", "")})
    return Posting(matter, tuple(_lines(reader, reached, mail)), tuple(_subscribed(reader, matter, told)))


def _event(reader: Reader, letter: Letter) -> Mapping[str, Any] | None:
    """The event that the message came with, where it came with one."""
    row = reader.one(_EVENT, {"case": letter.case, "seq": letter.payload.get("seq", 0)})
    return json.loads(row[0]) if row else None


def _holds(reader: Reader, rule: Rule, matter: Matter, letter: Letter, entered: frozenset[str]) -> bool:
    """Is there still ground for telling? What was settled before the message got here is nobody's business any more."""
    match rule.ground:
        case Ground.STAGE:
            return not entered.isdisjoint(matter.states)
        case Ground.CLOCK:
            return reader.one(_CLOCK, _clock(letter)) is not None
        case Ground.DELAY:
            return reader.one(_DELAY, _clock(letter) | {"rung": letter.payload["rung"]}) is not None
        case Ground.NONE:
            return True


def _clock(letter: Letter) -> dict[str, Any]:
    return {"case": letter.case, "timer": letter.payload["timer"], "due": date.fromisoformat(letter.payload["due_on"])}


def _told(reader: Reader, rule: Rule, matter: Matter, payload: Mapping[str, Any], today: date) -> Told:
    """The row's sentence, filled in with codes' labels and dates only: nothing that anybody wrote."""
    until = date.fromisoformat(payload["due_on"]) if "due_on" in payload else _nearest(reader, matter, today)
    named = reader.one("SELECT label FROM timer WHERE case_id = :case AND name = :timer", {"case": matter.id, "timer": payload.get("timer", "")})
    text = rule.text.format(
        what=named[0] if named else payload.get("label", ""), stage=PROCEDURES[matter.procedure].label_of(matter.stage),
        until=until_words(until), rung=payload.get("rung", ""),
    )  # fmt: skip
    return Told(rule.topic, text, until if rule.limit else None, rule)


def _nearest(reader: Reader, matter: Matter, today: date) -> date | None:
    chip = chips_of(reader, [matter.id], today).get(matter.id)
    return chip.due_on if chip and chip.name not in floors(today) else None


def _reached(people: Recipients, told: Iterable[Told], acting: set[str]) -> dict[str, list[Told]]:
    """For each person, what they could be told, the most particular first; who acted knows already."""
    found: dict[str, list[Told]] = {}
    for one in told:
        only = None if STANDINGS[one.topic].wanted else _keen(people.reader, one.topic)
        for person in {person for group in one.rule.to for person in people.of(group, only)} - acting:
            found.setdefault(person, []).append(one)
    return found


def _keen(reader: Reader, topic: Topic) -> set[str]:
    """Who asked to be told of what nobody is told of unasked."""
    asked = reader.all("SELECT person_id FROM notice_choice WHERE topic = :topic AND wanted", {"topic": topic.value})
    return {row[0] for row in asked}


def _lines(reader: Reader, reached: Mapping[str, list[Told]], mail: bool) -> Iterator[Line]:
    """The first thing that the person is told by any means; one line for each person at most."""
    persons, params = marks("p", sorted(reached))
    if not params:
        return
    chosen = {(row[0], row[1], row[2]): bool(row[3]) for row in reader.all(_CHOICES.format(persons=persons), params)}
    mailed = {row[0] for row in reader.all(_MAILS.format(persons=persons), params)} if mail else set()
    for person in sorted(reached):
        open_to = [Means.INBOX, Means.MAIL] if person in mailed else [Means.INBOX]
        for told in reached[person]:
            means = tuple(one for one in open_to if wanted(told.topic, one, chosen.get((person, told.topic.value, one.value))))
            if means:
                yield Line(person, told, means)
                break


def _subscribed(reader: Reader, matter: Matter, told: Iterable[Told]) -> Iterator[tuple[str, str, Told]]:
    told = tuple(told)
    for id, kind, topics in reader.all(_SUBSCRIBED, {"body": matter.body}) if told else ():
        first = next((one for one in told if one.topic in json.loads(topics)), None)
        if first is not None:
            yield kind, id, first


def _rows(found: Posting, letter: Letter, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in found.lines:
        if Means.INBOX in line.means:
            yield _LINE, {
                "id": new_id(now), "outbox": letter.id, "person": line.person, "case": letter.case, "topic": line.told.topic.value,
                "text": line.told.text, "until": line.told.until, "now": now,
            }  # fmt: skip
    mails = [(Means.MAIL.value, one.person, one.told) for one in found.lines if Means.MAIL in one.means]
    for channel, target, told in (*mails, *found.sent_on):
        payload = canonical(outgoing(found.matter, told, now))
        yield DELIVER, {"id": new_id(now), "source": letter.id, "channel": channel, "target": target, "address": "",
                        "payload": payload, "now": now}  # fmt: skip


def outgoing(matter: Matter, told: Told, now: datetime) -> dict[str, Any]:
    """All that may leave the house about a matter; its title only when the matter is public."""
    return {
        "topic": told.topic.value, "topic_label": told.topic.label, "number": matter.number,
        "matter": outside_name(matter.number, matter.title, matter.confidentiality), "text": told.text,
        "until": told.until.isoformat() if told.until else "", "path": f"/cases/{matter.id}", "time": now.replace(microsecond=0).isoformat(),
    }  # fmt: skip

