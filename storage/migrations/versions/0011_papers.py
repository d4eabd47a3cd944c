"""Numbers of the papers of enforcement, and the files they were signed off as."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant, protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "paper_series",
        sa.Column("body_id", TEXT(), nullable=False),
        sa.Column("mark", TEXT(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("body_id", "mark", "year"),
    )
    op.create_table(
        "paper_number",
        sa.Column("entry_id", TEXT(), nullable=False),
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("number", TEXT(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_index(op.f("ix_paper_number_case_id"), "paper_number", ["case_id"])
    op.create_table(
        "fixed_paper",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("paper", TEXT(), nullable=False),
        sa.Column("entry_id", TEXT(), nullable=False),
        sa.Column("form", TEXT(), nullable=False),
        sa.Column("digest", TEXT(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "paper", "entry_id", "form"),
    )
    for table in ("paper_number", "fixed_paper"):
        protect(op, table)
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
