"""Who gave an opinion, sealed; corrected, withdrawn and screened opinions; receipts found by their number."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    for name, kind in (("root", TEXT()), ("hold", TEXT()), ("hold_reason", sa.Text()), ("hold_by", TEXT())):
        op.add_column("opinion", sa.Column(name, kind, nullable=False, server_default=""))
    for name in ("withdrawn", "spam"):
        op.add_column("opinion_count", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "opinion_giver",
        sa.Column("opinion_id", TEXT(), nullable=False),
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("contact_mark", TEXT(), nullable=False),
        sa.Column("word_mark", TEXT(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("consent", TEXT(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("opinion_id"),
    )
    op.create_index(op.f("ix_opinion_giver_case_id"), "opinion_giver", ["case_id"])
    op.create_index(op.f("ix_opinion_giver_contact_mark"), "opinion_giver", ["contact_mark"])
    only = sa.text("kind = 'opinion'")
    op.create_index("ix_event_opinion", "event", ["seq", "hash"], sqlite_where=only, postgresql_where=only)
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
