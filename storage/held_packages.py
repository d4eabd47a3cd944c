"""What the archive holds of a matter, as whoever put it there noted it: the gate of sealing compares with it.

``Run`` carries out a statement of any kind of connection: the writing path's, a reader's, the flow's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from states.dossier.model import Kept, Package
from states.law.conditions.archiving import SEALING
from storage.database import Database
from storage.driver_sql import run
from storage.sweeps import FACTS

Run = Callable[[str, Mapping[str, Any]], Any]
LAST = f"""SELECT coalesce(max(CASE WHEN kind IN {FACTS} AND act <> '{SEALING}' THEN seq END), 0),
 coalesce(max(CASE WHEN kind = 'step' AND act = '{SEALING}' THEN seq END), 0) FROM event WHERE case_id = :case"""
_HELD = "SELECT package, digest, events, locked FROM sealed_package WHERE case_id = :case ORDER BY package"
# SQLite's guard of the table refuses a second row even where the conflict would do nothing, so it is looked for first.
_NOTE = """INSERT INTO sealed_package (case_id, package, digest, events, locked)
 SELECT CAST(:case AS VARCHAR), CAST(:package AS VARCHAR), CAST(:digest AS VARCHAR), CAST(:events AS INTEGER), CAST(:locked AS BOOLEAN)
 WHERE NOT EXISTS (SELECT 1 FROM sealed_package WHERE case_id = :case AND package = :package) ON CONFLICT (case_id, package) DO NOTHING"""


def kept(ask: Run, case: str) -> Kept:
    """The packages of a matter, and the numbers of its last event on file and of its last seal."""
    packages = tuple(Package(row[0], row[1], int(row[2]), bool(row[3])) for row in ask(_HELD, {"case": case}).all())
    ((facts, sealed),) = ask(LAST, {"case": case}).all()
    return Kept(packages, int(facts), int(sealed))


def note(database: Database, case: str, package: Package) -> None:
    """The archive keeps this package; noted before the matter records it, and once however often it is tried."""
    with database.writing() as connection:
        run(database, connection, _NOTE, {"case": case, "package": package.name, "digest": package.digest, "events": package.events,
                                          "locked": package.locked})  # fmt: skip
