"""Stays are looked up by matter and state, and where matters began by one look each."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
OPEN, OVER, FIRST = sa.text("until IS NULL"), sa.text("until IS NOT NULL"), sa.text("seq = 1")
KEY = ["case_id", "state", "seq"]


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _made_anew()
    else:
        op.drop_constraint("stay_pkey", "stay", type_="primary")
        op.create_primary_key("stay_pkey", "stay", KEY)
    op.create_index("ix_stay_first", "stay", ["since", "case_id", "procedure", "state"], sqlite_where=FIRST, postgresql_where=FIRST)


def _made_anew() -> None:
    """SQLite cannot change the key of a table."""
    op.rename_table("stay", "stay_before")
    for name in ("ix_stay_open", "ix_stay_over", "ix_stay_since"):
        op.drop_index(name, "stay_before")
    op.create_table(
        "stay",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("procedure", TEXT(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("until_seq", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(*KEY),
    )
    names = "case_id, state, seq, procedure, since, until, until_seq, days"
    op.execute(f"INSERT INTO stay ({names}) SELECT {names} FROM stay_before")
    op.drop_table("stay_before")
    op.create_index("ix_stay_open", "stay", ["procedure", "state", "since", "case_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_stay_over", "stay", ["procedure", "state", "until", "days", "case_id"], sqlite_where=OVER, postgresql_where=OVER)
    op.create_index("ix_stay_since", "stay", ["procedure", "state", "since", "case_id"])


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
