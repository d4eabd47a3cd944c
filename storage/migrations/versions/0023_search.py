"""What was read out of matters for the full-text search."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from storage.migrations.append_only import ROLE, grant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("ref", TEXT(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source", TEXT(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("label", "text", "folded")),
        sa.Column("grams", sa.Text().with_variant(ARRAY(sa.Text()), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "ref", "place"),
    )
    op.create_index("ix_search_text_grams", "search_text", ["grams"], postgresql_using="gin")
    op.create_table(
        "search_kept", sa.Column("case_id", TEXT(), nullable=False), sa.Column("seq", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("case_id"),
    )  # fmt: skip
    grant(op)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"GRANT DELETE ON search_text TO {ROLE}")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
