"""A private S3 server with real object lock: SeaweedFS in one process, on loopback ports of its own."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import urllib3
from minio import Minio
from minio.error import MinioException

from storage.archive import MinioArchive

ROLES = ("s3", "master", "volume", "filer", "admin")
GRPC_OFFSET = 10_000  # every role listens on its port and on this much above it
START_SECONDS = 60.0


@dataclass(slots=True)
class S3Server:
    """A running server. ``kill`` ends it as a power cut would; ``start`` brings it back on the same data."""

    folder: Path
    ports: dict[str, int]
    access_key: str = "archive"
    secret_key: str = "archive-secret-of-this-test"
    region: str = "us-east-1"
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.ports['s3']}"

    def client(self) -> Minio:
        """A client of the SDK's own, for what the archive itself must never do."""
        http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=5, read=30), retries=False)
        keys = (self.access_key, self.secret_key)
        return Minio(self.endpoint, *keys, secure=False, region=self.region, http_client=http)

    def start(self) -> None:
        identity = {
            "name": "archive",
            "credentials": [{"accessKey": self.access_key, "secretKey": self.secret_key}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        (self.folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=log, cwd=self.folder)
        self._await_put()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            self._process = None

    def _command(self) -> list[str]:
        weed = Path(sysconfig.get_path("scripts")) / "weed"
        listen = [f"-{role}.port={port}" for role, port in self.ports.items()]
        quiet = ["-admin.ui=false", "-webdav=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
        place = [f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
        return [str(weed), "mini", *place, *quiet, *listen, f"-s3.config={self.folder / 's3.json'}"]

    def _await_put(self) -> None:
        """The port answers about a second before the volumes do, so only a finished put proves the start."""
        client, end = self.client(), time.monotonic() + START_SECONDS
        while True:
            try:
                if not client.bucket_exists("ready"):
                    client.make_bucket("ready")
                client.put_object("ready", "ready", BytesIO(b"ready"), 5)
                return
            except (MinioException, urllib3.exceptions.HTTPError, OSError) as refusal:
                if time.monotonic() > end or self._process is None or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text(errors="replace")[-4000:]) from refusal
                time.sleep(0.05)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports() -> dict[str, int]:
    """Ports whose twin ``GRPC_OFFSET`` above is free too, all below the range the kernel hands out itself."""
    choice = random.Random(os.urandom(8))
    while True:
        ports = choice.sample(range(11_000, 21_000), len(ROLES))
        if all(_free(port) and _free(port + GRPC_OFFSET) for port in ports):
            return dict(zip(ROLES, ports, strict=True))


@contextlib.contextmanager
def private_s3() -> Iterator[S3Server]:
    """Start a server on a folder of its own, and take both away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="s3-"))
    server = S3Server(folder, free_ports())
    try:
        _start_somewhere(server)
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _start_somewhere(server: S3Server, attempts: int = 3) -> None:
    """Another test run may take a port between its choice and its use."""
    for left in reversed(range(attempts)):
        try:
            return server.start()
        except RuntimeError as fault:
            server.kill()
            if not left or "address already in use" not in str(fault):
                raise
            server.ports = free_ports()


def archive_on(server: S3Server, bucket: str) -> MinioArchive:
    return MinioArchive(server.endpoint, server.access_key, server.secret_key, bucket, secure=False)
