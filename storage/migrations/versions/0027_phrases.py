"""Sentences that people keep for their opinions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import ROLE, grant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "own_phrase",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("person_id", TEXT(), nullable=False),
        sa.Column("label", TEXT(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_own_phrase_person", "own_phrase", ["person_id", "id"])
    grant(op)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"GRANT DELETE ON own_phrase TO {ROLE}")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
