"""Personal links of experts; complaints about enforcement, with every look at who made them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant, protect

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "expert_link",
        *(sa.Column(name, TEXT(), nullable=False) for name in ("token_hash", "case_id", "person_id", "issued_by")),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("issued_at", "expires_at")),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_expert_link_case_id"), "expert_link", ["case_id"])
    op.create_table(
        "hearing_registration",
        *(sa.Column(name, TEXT(), nullable=False) for name in ("id", "case_id", "interest")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("text", "sealed")),
        *(sa.Column(name, TEXT(), nullable=False) for name in ("contact_mark", "consent")),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_hearing_registration_case_id"), "hearing_registration", ["case_id"])
    _complaints()
    protect(op, "complaint_act")
    grant(op)


def _complaints() -> None:
    op.create_table(
        "complaint",
        *(sa.Column(name, TEXT(), nullable=False) for name in ("id", "number", "form_key", "sort", "body_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("subject", "text")),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        *(sa.Column(name, TEXT(), nullable=False) for name in ("contact_mark", "word_mark", "consent")),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", TEXT(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("form_key"),
    )
    op.create_index("ix_complaint_body", "complaint", ["body_id", "id"])
    op.create_table(
        "complaint_act",
        *(sa.Column(name, TEXT(), nullable=False) for name in ("id", "complaint_id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, TEXT(), nullable=False) for name in ("person_id", "role", "act")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_complaint_act", "complaint_act", ["complaint_id", "id"])


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
