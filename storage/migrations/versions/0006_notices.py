"""Tables of notices: inbox, deliveries, subscriptions, choices, calendar links, and what administrators did."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant, protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _name(column: str) -> sa.Column:
    return sa.Column(column, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def _moment(column: str, nullable: bool = False) -> sa.Column:
    return sa.Column(column, sa.DateTime(timezone=True), nullable=nullable)


def _inbox() -> None:
    op.create_table(
        "notice", _name("id"), _name("outbox_id"), _name("person_id"), _name("case_id"), _name("topic"),
        sa.Column("text", sa.Text(), nullable=False), sa.Column("until_on", sa.Date(), nullable=True),
        _moment("created_at"), _moment("read_at", nullable=True), sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("outbox_id", "person_id"),
    )  # fmt: skip
    op.create_index("ix_notice_person", "notice", ["person_id", "id"])
    op.create_index("ix_notice_unread", "notice", ["person_id", "read_at"])


def _deliveries() -> None:
    op.create_table(
        "delivery", _name("id"), _name("source_id"), _name("channel"), _name("target"), _name("address"),
        sa.Column("payload", sa.Text(), nullable=False), _moment("created_at"), _moment("next_at"),
        sa.Column("attempts", sa.Integer(), nullable=False), _name("status"), _name("claim"), _name("error"),
        _moment("sent_at", nullable=True), sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("source_id", "channel", "target"),
    )  # fmt: skip
    op.create_index("ix_delivery_next", "delivery", ["status", "next_at", "id"])
    op.create_table(
        "subscription", _name("id"), _name("body_id"), _name("kind"), _name("name"), _name("address"),
        sa.Column("topics", sa.Text(), nullable=False), sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False), _moment("created_at"), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("ix_subscription_body_id", "subscription", ["body_id"])


def _persons() -> None:
    op.create_table(
        "notice_choice", _name("person_id"), _name("topic"), _name("means"),
        sa.Column("wanted", sa.Boolean(), nullable=False), sa.PrimaryKeyConstraint("person_id", "topic", "means"),
    )  # fmt: skip
    op.create_table("notice_address", _name("person_id"), _name("mail"), _moment("set_at"), sa.PrimaryKeyConstraint("person_id"))
    op.create_table(
        "calendar_link", _name("person_id"), _name("token_hash"), sa.Column("active", sa.Boolean(), nullable=False),
        _moment("made_at"), sa.PrimaryKeyConstraint("person_id"), sa.UniqueConstraint("token_hash"),
    )  # fmt: skip


def upgrade() -> None:
    _inbox()
    _deliveries()
    _persons()
    op.create_table(
        "admin_act", _name("id"), _moment("at"), _name("person_id"), _name("act"), _name("target"),
        sa.Column("fields", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    protect(op, "admin_act")
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
