"""What is known of accounts, and a chain over the record of administrators; the acts on record become its beginning."""

from collections.abc import Iterator

import sqlalchemy as sa
import sqlmodel
from alembic import op

from states.casework.events import GENESIS, chain_hash
from storage.admin_chain import told
from storage.migrations.append_only import grant, protect
from storage.reviving import as_moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
ACTS = """SELECT a.id, a.at, a.person_id, a.act, a.target, a.fields, coalesce(o.body_id, '') FROM admin_act a
 LEFT JOIN person p ON p.id = a.person_id LEFT JOIN office o ON o.id = p.office_id ORDER BY a.id"""


def upgrade() -> None:
    op.create_table(
        "account_state",
        sa.Column("person_id", TEXT(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    )
    link = op.create_table(
        "admin_link",
        sa.Column("seq", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT(), nullable=False) for name in ("act_id", "body_id", "previous", "hash")),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("act_id"),
    )
    op.bulk_insert(link, list(_links()))
    op.create_index("ix_admin_link_body_id", "admin_link", ["body_id"])
    op.create_index("ix_admin_act_at", "admin_act", ["at", "id"])
    protect(op, "admin_link")
    grant(op)


def _links() -> Iterator[dict[str, object]]:
    previous = GENESIS
    for seq, row in enumerate(op.get_bind().exec_driver_sql(ACTS).all(), 1):
        names = ("id", "at", "person", "act", "target", "fields")
        act = dict(zip(names, row[:6], strict=True)) | {"at": as_moment(row[1])}
        hashed = chain_hash(previous, told(act, row[6], seq))
        yield {"seq": seq, "act_id": row[0], "body_id": row[6], "previous": previous, "hash": hashed}
        previous = hashed


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
