"""Matters by who began them: one row of each matter's acts, found by the person."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FIRST = sa.text("seq = 1")


def upgrade() -> None:
    op.create_index("ix_hand_first", "hand", ["person_id", "case_id"], sqlite_where=FIRST, postgresql_where=FIRST)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
