"""The clocks that have a light by their last day, and the places that matters were opened under."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RUNNING = sa.text("status IN ('armed', 'warned', 'fired')")


def upgrade() -> None:
    op.create_index("ix_timer_running", "timer", ["due_on", "id", "case_id", "name"], sqlite_where=RUNNING, postgresql_where=RUNNING)
    op.create_index("ix_case_file_overlays", "case_file", ["overlays"])


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
