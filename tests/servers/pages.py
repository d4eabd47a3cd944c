"""The product's own server as a process of its own, whose memory can be looked at from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.offices import PASSWORD

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0


@dataclass(slots=True)
class PagesServer:
    """A running ``python -m infra serve``."""

    base: str
    process: subprocess.Popen[bytes]

    def client(self, login: str) -> httpx.Client:
        """Somebody signed in, with the header that writes need."""
        client = httpx.Client(base_url=self.base, timeout=600)
        answer = client.post("/api/session", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["x-csrf-token"] = answer.json()["csrf"]
        return client

    def forget_peak(self) -> None:
        """From now on ``peak`` counts anew."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak(self) -> int:
        """The most memory, in bytes, that the process held at once."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) << 10


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[PagesServer]:
    """The server over that data folder, until the ``with`` is left; ``settings`` as in YIFA_…, in small letters."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {"data_dir": str(folder), "port": str(port)} | settings
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YIFA_")}
    environment |= {f"YIFA_{name.upper()}": value for name, value in given.items()}
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "infra", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        base = f"http://127.0.0.1:{port}"
        _await(base, process, folder / "serve.log")
        yield PagesServer(base, process)
    finally:
        process.terminate()
        process.wait(30)


def _await(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(f"{base}/api/health").raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > end or process.poll() is not None:
                raise RuntimeError(log.read_text(errors="replace")[-4000:]) from None
            time.sleep(0.1)
