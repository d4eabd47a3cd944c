"""A sealed package taken out of the archive: a copy of it, and what of it is not as it was put on record."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

from states.casework.ports import Archive
from states.errors import DomainError
from storage.bag import check_bag


def copy(archive: Archive, key: str, place: Path) -> None:
    """Raises NotFound where the archive holds none of that name."""
    with archive.open_sealed(key) as package, place.open("wb") as target:
        shutil.copyfileobj(package, target)


def events_in(place: Path) -> int:
    """How many events the package holds, as it says itself."""
    with zipfile.ZipFile(place) as package:
        (name,) = (one for one in package.namelist() if one.endswith("/data/dossier.json"))
        return int(json.loads(package.read(name))["events"])


def faults(archive: Archive, key: str, digest: str, events: int) -> tuple[str, ...]:
    """In Chinese, where the package differs from the digest and the number of events on record; none where it is whole."""
    with tempfile.TemporaryDirectory(prefix="yifa-check-") as folder:
        place = Path(folder) / "dossier.zip"
        try:
            copy(archive, key, place)
        except DomainError as missing:  # not there, or the archive itself sees that it was touched
            return (str(missing),)
        with place.open("rb") as package:
            found = f"sha256:{hashlib.file_digest(package, 'sha256').hexdigest()}"
        if found != digest:
            return (f"封存包的摘要为{found}，与登记的不一致。",)
        if problems := check_bag(place):
            return tuple(problems)
        held = events_in(place)
        return () if held == events else (f"封存包含{held}个事件，登记的是{events}个。",)
