"""Up to which event the stays of a matter were read: they are now read off the events, out of the writing path's way."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "stay_kept", sa.Column("case_id", TEXT(), nullable=False), sa.Column("seq", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("case_id"),
    )
    op.execute("INSERT INTO stay_kept (case_id, seq) SELECT id, head_seq FROM case_file")  # until now written with each event
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
