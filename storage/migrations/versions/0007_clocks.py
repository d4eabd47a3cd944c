"""Tables of clocks: one that stands still keeps since when, how much of it was used and how much is left."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("timer", sa.Column("held_on", sa.Date(), nullable=True))
    op.add_column("timer", sa.Column("days_used", sa.Integer(), nullable=True))
    op.add_column("timer", sa.Column("days_left", sa.Integer(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
