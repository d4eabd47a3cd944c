"""Recordings of two gigabytes: the size of a material no longer ends one byte before."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":  # whose whole numbers are as long as they need to be
        op.alter_column("material", "size", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
