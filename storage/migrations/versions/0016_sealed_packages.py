"""What the archive holds of each matter; for those sealed before, as their seals say."""

import json

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import grant, protect

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
SEALS = "SELECT case_id, fields FROM entry WHERE kind = 'dossier_seal' ORDER BY case_id, seq"


def upgrade() -> None:
    table = op.create_table(
        "sealed_package",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("package", TEXT(), nullable=False),
        sa.Column("digest", TEXT(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "package"),
    )
    rows = {}
    for case, fields in op.get_bind().exec_driver_sql(SEALS):
        said = fields if isinstance(fields, dict) else json.loads(fields)
        rows[(case, said["package"])] = {"case_id": case, **{name: said[name] for name in ("package", "digest", "events", "locked")}}
    if rows:
        op.bulk_insert(table, list(rows.values()))
    protect(op, "sealed_package")
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
