"""A private, throw-away PostgreSQL for tests and benchmarks; as root it drops to the postgres user."""

from __future__ import annotations

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from typing import Any

ALWAYS = ("max_connections=200", "wal_compression=lz4")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> pathlib.Path:
    """The folder of the newest PostgreSQL server on this machine."""
    return sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]


class PrivatePostgres:
    """A server in a folder of its own; it can be crashed and started again on the same data and port."""

    def __init__(self, folder: pathlib.Path, *, durable: bool) -> None:
        self._folder, self._durable, self._port = folder, durable, _free_port()
        self._account: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._environment = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8")
        make = ["-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(
            [binaries() / "initdb", *make], check=True, stdout=subprocess.DEVNULL, cwd="/", env=self._environment, **self._account
        )

    @property
    def url(self) -> str:
        """The SQLAlchemy address of its first database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        options = ["-p", str(self._port), "-k", str(self._folder), "-c", "listen_addresses=127.0.0.1"]
        for one in (*ALWAYS, *(() if self._durable else QUICK)):
            options += ["-c", one]
        with open(self._folder / "log", "ab") as log:
            self._server = subprocess.Popen(
                [binaries() / "postgres", "-D", self._folder / "data", *options],
                stdout=log, stderr=log, cwd="/", env=self._environment, **self._account,
            )  # fmt: skip
        _wait_until_ready(binaries(), self._port, self._server, self._folder)

    def stop(self, signal_number: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: orderly; SIGQUIT: at once, as in a crash, with recovery at the next start."""
        self._server.send_signal(signal_number)
        self._server.wait(30)


@contextlib.contextmanager
def private_server(*, durable: bool = False) -> Iterator[PrivatePostgres]:
    """A running server of its own on a free loopback port; gone with its folder at the end."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pg-", dir=tempfile.gettempdir()))
    server = PrivatePostgres(folder, durable=durable)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@contextlib.contextmanager
def private_postgres(*, durable: bool = False) -> Iterator[str]:
    """As ``private_server``; yields only the address."""
    with private_server(durable=durable) as server:
        yield server.url


def _wait_until_ready(bin_folder: pathlib.Path, port: int, server: subprocess.Popen[bytes], folder: pathlib.Path) -> None:
    ready = [bin_folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
