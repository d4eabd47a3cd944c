"""Who has a matter in hand, what was circulated to whom, and how each person has their lists."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import ROLE, grant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SEALS = sa.text("kind = 'dossier_seal'")


def _name(column: str) -> sa.Column:
    return sa.Column(column, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def _text(column: str) -> sa.Column:
    return sa.Column(column, sa.Text(), nullable=False)


def upgrade() -> None:
    op.add_column("case_file", sa.Column("handler_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
    op.create_index("ix_case_file_handler_id", "case_file", ["handler_id"])
    op.create_index("ix_entry_seal", "entry", ["case_id"], sqlite_where=SEALS, postgresql_where=SEALS)
    op.create_table(
        "circulation", _name("case_id"), sa.Column("event_seq", sa.Integer(), nullable=False), _name("person_id"), _name("sender_id"),
        _text("remark"), sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True), sa.PrimaryKeyConstraint("case_id", "event_seq", "person_id"),
    )  # fmt: skip
    op.create_index("ix_circulation_person", "circulation", ["person_id", "sent_at"])
    op.create_table("list_columns", _name("person_id"), _name("list"), _text("columns"), sa.PrimaryKeyConstraint("person_id", "list"))
    op.create_table(
        "saved_filter", _name("id"), _name("person_id"), _name("list"), _name("label"), _text("query"), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("ix_saved_filter_person", "saved_filter", ["person_id", "list", "id"])
    grant(op)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"GRANT DELETE ON saved_filter TO {ROLE}")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
