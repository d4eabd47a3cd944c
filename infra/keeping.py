"""What an embedded installation keeps in its data folder beside the database: a secret and a clock."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from datetime import datetime, timedelta
from pathlib import Path


def _write_private(path: Path, text: str) -> Path:
    """A new file with mode 0600 beside `path`, holding `text`; to be renamed or linked into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def kept_secret(path: Path) -> str:
    """The secret in `path`, made at the first call; of several processes that make one at once, one wins."""
    if not path.exists():
        fresh = _write_private(path, secrets.token_hex(32))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8").strip()


def clock_offset(path: Path, starts_at: datetime, real_now: datetime) -> timedelta:
    """How far a moved clock is ahead of the real one.

    The clock is set moving once: the offset is kept in `path` until another `starts_at` is asked for. So
    every process agrees with the others, and a restart does not turn the clock back over what is recorded.
    Both instants are aware.
    """
    wanted = starts_at.isoformat()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["starts_at"] == wanted:
            return timedelta(seconds=kept["offset_seconds"])
    except FileNotFoundError:
        pass
    offset = starts_at - real_now
    kept = {"starts_at": wanted, "offset_seconds": offset.total_seconds()}
    _write_private(path, json.dumps(kept)).replace(path)
    return offset
