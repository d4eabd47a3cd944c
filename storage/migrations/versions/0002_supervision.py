"""Tables of supervision: the ladder of escalations, and numbers of more than one series."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDED = {"light": sqlmodel.sql.sqltypes.AutoString(), "told": sqlmodel.sql.sqltypes.AutoString(), "lit": sa.Text()}


def upgrade() -> None:
    for name, column in ADDED.items():
        op.add_column("escalation", sa.Column(name, column, nullable=False, server_default=""))
    op.add_column("escalation", sa.Column("next_on", sa.Date(), nullable=True))
    op.execute("UPDATE escalation SET next_on = due_on, light = 'red', told = 'handler' WHERE status = 'open'")
    op.create_index("ix_escalation_next", "escalation", ["status", "next_on", "id"])
    _series_by_mark()
    grant(op)


def _series_by_mark() -> None:
    op.rename_table("number_series", "number_series_before")
    op.create_table(
        "number_series",
        sa.Column("mark", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "year", name="number_series_of_mark"),
    )
    op.execute("INSERT INTO number_series (mark, year, next) SELECT '决', year, next FROM number_series_before")
    op.drop_table("number_series_before")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
