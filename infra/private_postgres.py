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

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> pathlib.Path:
    """The folder of the newest PostgreSQL server on this machine."""
    return sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]


@contextlib.contextmanager
def private_postgres(*, durable: bool = False) -> Iterator[str]:
    """A server of its own on a free loopback port; yields a SQLAlchemy address of its first database."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pg-", dir=tempfile.gettempdir()))
    account: dict[str, object] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8")
    bin_folder = binaries()
    make = [bin_folder / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd="/", env=environment, **account)  # type: ignore[call-overload]
    port = _free_port()
    options = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]
    for one in () if durable else QUICK:
        options += ["-c", one]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(  # type: ignore[call-overload]
            [bin_folder / "postgres", "-D", folder / "data", *options], stdout=log, stderr=log, cwd="/", env=environment, **account
        )
    try:
        _wait_until_ready(bin_folder, port, server, folder)
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(folder)


def _wait_until_ready(bin_folder: pathlib.Path, port: int, server: "subprocess.Popen[bytes]", folder: pathlib.Path) -> None:
    ready = [bin_folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
