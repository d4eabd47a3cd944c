"""The driver SQL of the writing path, written once per dialect. Placeholders are ``:name``."""

from __future__ import annotations

CASE = """c.id, c.number, c.procedure, c.title, c.office_id, c.body_id, c.confidentiality, c.law_as_of, c.overlays,
 c.configuration, c.version, c.head_seq, c.head_hash, c.parent_id, c.parts, c.entered"""
ENTRY = "e.id, e.kind, e.fields, e.on_day, e.recorded_at, e.person_id, e.role, e.represented, e.supersedes, e.digest, e.seq"
CALENDAR = "(SELECT coalesce(max(version), 0) FROM published_calendar)"
COUNTS = "o.received, o.adopted, o.partly_adopted, o.not_adopted, o.withdrawn, o.spam"
HOLDINGS = """SELECT r.role AS role, r.office_id AS office_id, r.body_id AS body_id, '' AS principal FROM person_role r
 WHERE r.person_id = :person AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)
 UNION ALL SELECT r.role, r.office_id, r.body_id, m.principal_id FROM mandate m JOIN person_role r
 ON r.person_id = m.principal_id AND r.role = m.role JOIN person q ON q.id = m.principal_id AND q.active
 WHERE m.deputy_id = :person AND m.since <= :today AND m.until >= :today
 AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)"""

_PG_ARRAY = "(SELECT coalesce(json_agg(json_build_array({row}){order}), '[]') FROM {source})"
_LITE_ARRAY = "(SELECT coalesce(json_group_array(json_array({row}){order}), '[]') FROM {source})"


def _array(shape: str, row: str, source: str, order: str = "") -> str:
    return shape.format(row=row, source=source, order=order)


def _who(shape: str, person: str, named: str) -> str:
    holdings = _array(shape, "h.role, h.office_id, h.body_id, h.principal", f"({HOLDINGS}) h")
    papers = f"material m WHERE m.case_id = :case AND m.digest IN ({named})"
    return f"""SELECT (SELECT {person} FROM person p JOIN office f ON f.id = p.office_id WHERE p.id = :person),
 {holdings},
 {_array(shape, "r.body, r.digest", "command_receipt r WHERE r.key = :key")},
 {_array(shape, "k.rule", "confirmed_rule k")},
 {_array(shape, COUNTS, "opinion_count o WHERE o.case_id = :case")},
 {_array(shape, "m.digest", papers)},
 {CALENDAR}"""


# Asked in this order in one round trip: what is read after the lock is held includes a rival's work that we waited for.
PG_LOCK = f"SELECT {CASE} FROM case_file c WHERE c.id = :case FOR UPDATE"
LITE_LOCK = f"SELECT {CASE} FROM case_file c WHERE c.id = :case"
PG_WHO = _who(
    _PG_ARRAY, "json_build_array(p.name, p.active, f.id, f.name)", "SELECT json_array_elements_text(CAST(:papers AS json))"
)
LITE_WHO = _who(_LITE_ARRAY, "json_array(p.name, p.active, f.id, f.name)", "SELECT value FROM json_each(:papers)")
ENTRIES = f"SELECT {ENTRY} FROM entry e WHERE e.case_id = :case ORDER BY e.seq, e.place"
MOVE = """UPDATE case_file SET configuration = :configuration, stage = :stage, version = :version, head_seq = :seq,
 head_hash = :hash, parts = :parts, entered = :entered, ended = :ended, updated_at = :now
 WHERE id = :case AND head_seq = :head"""
# The row is locked and its head was read; should it differ all the same, the division by zero undoes everything.
PG_MOVE = MOVE.replace("AND head_seq = :head", "AND 1 / CAST(head_seq = :head AS int) = 1")
BEGIN_CASE = """INSERT INTO case_file (id, number, procedure, title, office_id, body_id, confidentiality, law_as_of, overlays,
 configuration, stage, version, head_seq, head_hash, parent_id, parts, entered, ended, calendar, opened_at, updated_at) VALUES
 (:case, :number, :procedure, :title, :office, :body_id, :confidentiality, :law_as_of, :overlays, :configuration, :stage,
 :version, :seq, :hash, :parent, :parts, :entered, :ended, :calendar, :now, :now)"""
CHAIN = """INSERT INTO event (case_id, seq, kind, act, previous, hash, body, on_day, recorded_at)
 VALUES (:case, :seq, :kind, :act, :previous, :hash, :body, :on, :now)"""
RECEIPT = "INSERT INTO command_receipt (key, case_id, digest, body, created_at) VALUES (:key, :case, :digest, :receipt, :now)"
_ENTRY_COLUMNS = "id, case_id, seq, place, kind, fields, on_day, recorded_at, person_id, role, represented, supersedes, digest"
_TIMER_COLUMNS = "id, case_id, name, label, rule, due_on, warn_on, provisional, status, generation, armed_at, held_on, days_used, days_left"
_OUTBOX_COLUMNS = "id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error"
_REARM = """ON CONFLICT (case_id, name) DO UPDATE SET due_on = excluded.due_on, warn_on = excluded.warn_on,
 label = excluded.label, provisional = excluded.provisional, status = excluded.status, generation = timer.generation + 1, armed_at = excluded.armed_at,
 held_on = excluded.held_on, days_used = excluded.days_used, days_left = excluded.days_left"""


def _values(columns: str) -> str:
    return ", ".join(f":{column.strip()}" for column in columns.split(","))


_ENTRY = f"INSERT INTO entry ({_ENTRY_COLUMNS}) VALUES ({_values(_ENTRY_COLUMNS)})"
_TIMER = f"INSERT INTO timer ({_TIMER_COLUMNS}) VALUES ({_values(_TIMER_COLUMNS)}) {_REARM}"
_OUTBOX = f"INSERT INTO outbox ({_OUTBOX_COLUMNS}) VALUES ({_values(_OUTBOX_COLUMNS)})"
_PART = "INSERT INTO case_part (case_id, person, role, employer) VALUES (:case_id, :person, :role, :employer) ON CONFLICT DO NOTHING"
ADD = {"entry": _ENTRY, "timer": _TIMER, "outbox": _OUTBOX, "case_part": _PART}
STOP = "UPDATE timer SET status = :ended_as WHERE case_id = :case AND name = :name AND status IN ('armed', 'warned', 'fired', 'held')"
# A clock that is held pauses its delay on the supervisor's list; one that goes on to the same day keeps it paused until it fires.
CLOSE = """UPDATE escalation SET status = CASE WHEN :held AND due_on = :due THEN 'paused' ELSE 'closed' END
 WHERE case_id = :case AND timer_name = :name AND (status = 'open' OR status = 'paused' AND (due_on = :due) IS NOT TRUE)"""
