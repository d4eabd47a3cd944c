"""Persons and units by name: whoever a command names is looked up in the writing transaction."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_person_name", "person", ["name"])
    op.create_index("ix_office_name", "office", ["name"])


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
