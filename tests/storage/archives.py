"""Both archives as a test sees them from behind: what lies where, and how to do damage to it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from storage.archive import FolderArchive, MinioArchive
from tests.servers.s3 import S3Server

ROOT = Path(__file__).parents[2]


class Backdoor(Protocol):
    """An archive together with the keys to its cellar."""

    archive: FolderArchive | MinioArchive

    def overwrite(self, digest: str, content: bytes) -> None: ...

    def visible(self) -> set[tuple[str, str]]: ...

    def again(self) -> str: ...


@dataclass
class FolderBackdoor:
    root: Path
    archive: FolderArchive

    def overwrite(self, digest: str, content: bytes) -> None:
        (place,) = self.root.glob(f"content/**/{digest.removeprefix('sha256:')}")
        place.chmod(0o644)
        place.write_bytes(content)

    def visible(self) -> set[tuple[str, str]]:
        """Every file with the time of its last change."""
        files = (file for file in self.root.rglob("*") if file.is_file())
        return {(str(file.relative_to(self.root)), str(file.stat().st_mtime_ns)) for file in files}

    def again(self) -> str:
        return f"FolderArchive(Path({str(self.root)!r}))"


@dataclass
class S3Backdoor:
    server: S3Server
    bucket: str
    archive: MinioArchive

    def overwrite(self, digest: str, content: bytes) -> None:
        digits = digest.removeprefix("sha256:")
        key = f"content/sha256/{digits[:2]}/{digits}"
        self.server.client().put_object(self.bucket, key, BytesIO(content), len(content))

    def visible(self) -> set[tuple[str, str]]:
        """Every version of every object, the probes of the start left aside."""
        found = self.server.client().list_objects(self.bucket, recursive=True, include_version=True)
        named = {(str(one.object_name), str(one.version_id)) for one in found}
        return {(name, version) for name, version in named if not name.startswith("probe/")}

    def again(self) -> str:
        keys = (self.server.endpoint, self.server.access_key, self.server.secret_key, self.bucket, False)
        return f"MinioArchive{keys!r}"


_DYING = """
import os, signal, sys
from pathlib import Path
from storage.archive import FolderArchive, MinioArchive

class Dying:
    left = 24
    def read(self, size):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return bytes([self.left]) * size

{archive}.put(Dying(), max_bytes=1 << 30)
"""


def die_while_putting(backdoor: Backdoor) -> int:
    """Put 24 MB in another process that is killed just before the end; returns how it ended."""
    script = _DYING.format(archive=backdoor.again())
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode
