"""Whom matters of enforcement name, for finding those about the same party; filled from what is on file."""

import json

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.earlier_fines import parties_of
from storage.migrations.append_only import grant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
NAMING = "SELECT e.case_id, e.kind, e.fields FROM entry e WHERE e.kind IN ('filing_approval', 'summary_case')"


def upgrade() -> None:
    party = op.create_table(
        "case_party",
        *(sa.Column(name, TEXT(), nullable=False) for name in ("case_id", "name", "code")),
        sa.PrimaryKeyConstraint("case_id", "name", "code"),
    )
    named = {(case, *one) for case, kind, fields in op.get_bind().exec_driver_sql(NAMING).all() for one in parties_of(kind, json.loads(fields))}
    op.bulk_insert(party, [dict(zip(("case_id", "name", "code"), one, strict=True)) for one in sorted(named)])
    op.create_index("ix_case_party_name", "case_party", ["name", "case_id"])
    op.create_index("ix_case_party_code", "case_party", ["code", "case_id"])
    grant(op)


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
