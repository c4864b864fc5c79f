"""Run by Alembic: applies the migrations on the connection that Database.migrate hands over."""

from __future__ import annotations

from alembic import context

from voting.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
