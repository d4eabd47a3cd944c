"""Where matters stood and since when, for counting time, and who acted; made for those on file from their events."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
OPEN, OVER, FOR = sa.text("until IS NULL"), sa.text("until IS NOT NULL"), sa.text("represented <> ''")
EVENTS = """SELECT v.case_id, v.seq, v.on_day, v.body, c.procedure FROM event v JOIN case_file c ON c.id = v.case_id
 WHERE v.kind IN ('opened', 'step') ORDER BY v.case_id, v.seq"""
ACTED = "SELECT v.case_id, v.seq, v.on_day, v.kind, v.act, v.body FROM event v WHERE v.kind <> 'refused' ORDER BY v.case_id, v.seq"
NOBODY = ("clock", "public")
BATCH = 5000
Row = dict[str, object]


def upgrade() -> None:
    stay = op.create_table(
        "stay",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("procedure", TEXT(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("until_seq", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "seq", "state"),
    )
    hand = op.create_table(
        "hand",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT(), nullable=False) for name in ("person_id", "represented", "role", "kind", "act")),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq"),
    )
    _fill(stay, _stays())
    _fill(hand, _hands())
    op.create_index("ix_hand_person", "hand", ["person_id", "on_day", "case_id", "seq"])
    op.create_index("ix_hand_represented", "hand", ["represented", "on_day", "case_id", "seq"], sqlite_where=FOR, postgresql_where=FOR)
    op.create_index("ix_stay_open", "stay", ["procedure", "state", "since", "case_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_stay_over", "stay", ["procedure", "state", "until", "days", "case_id"], sqlite_where=OVER, postgresql_where=OVER)
    op.create_index("ix_stay_since", "stay", ["procedure", "state", "since", "case_id"])
    grant(op)


def _fill(table: sa.Table, rows: Iterator[Row]) -> None:
    """What a matter of before 0014 tells is what its events say."""
    while batch := list(islice(rows, BATCH)):
        op.bulk_insert(table, batch)


def _hands() -> Iterator[Row]:
    for case, seq, on_day, kind, act, body in op.get_bind().exec_driver_sql(ACTED).all():
        actor = json.loads(body)["actor"]
        if actor["role"] not in NOBODY:
            yield {"case_id": case, "seq": seq, "person_id": actor["person"], "represented": actor["represented"], "role": actor["role"],
                   "kind": kind, "act": act, "on_day": _day(on_day)}  # fmt: skip


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _stays() -> Iterator[Row]:
    standing: dict[str, Row] = {}
    here = ""
    for case, seq, on_day, body, procedure in op.get_bind().exec_driver_sql(EVENTS).all():
        on = _day(on_day)
        if case != here:
            yield from standing.values()
            standing, here = {}, case
        said = json.loads(body)
        for state in said["from"]:
            if state not in said["to"] and state in standing:
                left = standing.pop(state)
                since = left["since"]
                assert isinstance(since, date)
                yield left | {"until": on, "until_seq": seq, "days": max(0, (on - since).days)}
        for state in said["to"]:
            if state not in said["from"]:
                standing[state] = {"case_id": case, "seq": seq, "state": state, "procedure": procedure, "since": on, "until": None, "until_seq": None, "days": None}
    yield from standing.values()


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
