"""When a clock was armed and when it last acted; signs of life; what was found stuck."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import ROLE, grant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    for name in ("armed_at", "acted_at"):
        op.add_column("timer", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_timer_acted", "timer", ["acted_at"])
    op.create_table(
        "pulse",
        sa.Column("name", TEXT(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "stuck_finding",
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("subject", TEXT(), nullable=False),
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject"),
    )
    grant(op)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"GRANT DELETE ON stuck_finding TO {ROLE}")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
