"""Tables of confirmation of rules."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("confirmed_rule")  # nothing ever wrote it
    op.create_table(
        "confirmed_rule",
        sa.Column("rule", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("case_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("rule"),
    )
    op.create_index(op.f("ix_confirmed_rule_case_id"), "confirmed_rule", ["case_id"])
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
