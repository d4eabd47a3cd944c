"""Forms that people have begun, and when a session was last heard of."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import ROLE, grant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.add_column("login_session", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "unfinished_form",
        sa.Column("person_id", TEXT(), nullable=False),
        sa.Column("address", TEXT(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "address"),
    )
    op.create_index("ix_unfinished_form_saved_at", "unfinished_form", ["saved_at"])
    grant(op)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"GRANT DELETE ON unfinished_form TO {ROLE}")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
