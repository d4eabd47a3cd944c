"""Published days off, and by which of them the clocks of a matter were last worked out."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant, protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_calendar",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_index(op.f("ix_published_calendar_case_id"), "published_calendar", ["case_id"])
    protect(op, "published_calendar")
    op.add_column("case_file", sa.Column("calendar", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_case_file_calendar", "case_file", ["calendar", "id"])
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
