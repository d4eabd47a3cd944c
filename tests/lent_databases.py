"""PostgreSQL databases that are lent to one test after another: emptied in milliseconds, where a new one takes a hundred.

Whatever touches more than rows (a table, a trigger, a right) is found by the catalogue's fingerprint, and such a database is
dropped; so is one that has served often, since what was deleted still takes room.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

import psycopg

OFTEN = 60  # tests
FINGERPRINT = """SELECT md5(string_agg(told, chr(10) ORDER BY told)) FROM (
 SELECT concat_ws(' ', 'class', c.relname, c.relkind, c.relacl, c.relrowsecurity, c.reloptions) AS told FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace
 UNION ALL SELECT concat_ws(' ', 'column', a.attrelid::regclass, a.attnum, a.attname, a.atttypid, a.attnotnull) FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
 UNION ALL SELECT concat_ws(' ', 'trigger', t.tgrelid::regclass, t.tgname, t.tgenabled) FROM pg_trigger t WHERE NOT t.tgisinternal
 UNION ALL SELECT concat_ws(' ', 'rule', r.conrelid::regclass, r.conname, pg_get_constraintdef(r.oid)) FROM pg_constraint r
 UNION ALL SELECT concat_ws(' ', 'function', p.proname, md5(p.prosrc)) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
 UNION ALL SELECT concat_ws(' ', 'setting', s.setconfig) FROM pg_db_role_setting s
  WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
 UNION ALL SELECT concat_ws(' ', 'version', version_num) FROM alembic_version) AS catalogue"""
OTHERS_LEAVE = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()"""
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
SEQUENCES = "SELECT quote_literal(quote_ident(sequencename)) FROM pg_sequences WHERE schemaname = 'public'"


@dataclass
class Lent:
    """A database and the connection that empties it."""

    name: str
    door: psycopg.Connection
    served: int = 0


@dataclass
class Lender:
    """Databases like ``template`` on a server; ``address`` is that of the server, as libpq reads it, without a database."""

    address: str
    template: str
    made: int = 0
    _idle: list[Lent] = field(default_factory=list)
    _like: str = ""
    _empty: str = ""

    def take(self) -> Lent:
        if self._idle:
            return self._idle.pop()
        self.made += 1
        name = f"lent{self.made}"
        self._on_server(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY file_copy")
        made = Lent(name, psycopg.connect(f"{self.address}/{name}", autocommit=True))
        if not self._like:
            self._like = self._fingerprint(made)
            tables = [str(row[0]) for row in made.door.execute(TABLES)]
            numbers = [str(row[0]) for row in made.door.execute(SEQUENCES)]
            self._empty = "; ".join(["SET session_replication_role = replica", *(f"DELETE FROM {one}" for one in tables),
                                     *(f"SELECT setval({one}, 1, false)" for one in numbers)])  # fmt: skip
        return made

    def give_back(self, one: Lent) -> None:
        one.served += 1
        with suppress(psycopg.Error):  # whatever stands in the way of emptying it goes with it
            one.door.execute(OTHERS_LEAVE)
            if one.served < OFTEN and self._fingerprint(one) == self._like:
                one.door.execute(self._empty.encode())
                self._idle.append(one)
                return
        one.door.close()
        self._on_server(f"DROP DATABASE {one.name} WITH (FORCE)")

    def close(self) -> None:
        for one in self._idle:
            one.door.close()

    def _fingerprint(self, one: Lent) -> str:
        row = one.door.execute(FINGERPRINT).fetchone()
        return str(row[0]) if row else ""

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())
