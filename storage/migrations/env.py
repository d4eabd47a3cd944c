"""Alembic's entry: the connection is handed in by ``storage.migrate``."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
assert storage.tables.CaseFile.__tablename__ in SQLModel.metadata.tables
with context.begin_transaction():
    context.run_migrations()
