"""A Prefect server of our own and the process that serves the flows, on a data folder; both can be killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from infra.launch import child_environment, prefect_answers
from infra.processes import descendants
from infra.settings import Settings

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds that any of it may take on a busy machine
POLL = 0.2


def wait_until(what: str, holds: Callable[[], bool], log: Path, poll: float = POLL, patience: float = PATIENCE) -> None:
    """Look again and again; when patience ends, say what was awaited and what the process said last."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"not seen: {what}\n{log.read_text(errors='replace')[-4000:] if log.exists() else ''}")
        time.sleep(poll)


@dataclass
class PrefectHouse:
    """Prefect and `python -m infra work`, as `make run` starts them. ``settings`` hold for what is started from now on."""

    settings: Settings
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.settings.data_dir / "prefect.log"

    def start(self) -> None:
        """The server, unless it runs, and once it answers the flows."""
        self.serve()
        self._spawn("infra", "work")

    def serve(self) -> None:
        """The server alone, unless it runs."""
        if "prefect" not in self._running:
            self._spawn("prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.settings.prefect_port))
        wait_until("Prefect's health", lambda: prefect_answers(self.settings.prefect_url), self.log)

    def kill(self, *names: str) -> None:
        """Everything at once, or what is named, with all below it; without a chance to say good-bye."""
        chosen = {name: self._running.pop(name) for name in list(self._running) if name in names or not names}
        _kill({below for one in chosen.values() for below in {one.pid, *descendants(one.pid)}})
        for one in chosen.values():
            one.wait(30)

    def kill_runs(self) -> int:
        """The processes in which flows run at this moment, and not the one that starts them; returns how many."""
        doomed = descendants(self._running["infra"].pid)
        _kill(doomed)
        return len(doomed)

    def ask(self, path: str, **filters: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._post(f"{path}/filter", filters).json()
        return found

    def _post(self, path: str, said: dict[str, Any]) -> httpx.Response:
        """Asked again while it says 503: on a busy machine Prefect's own SQLite is locked now and then."""
        end = time.monotonic() + PATIENCE
        while True:
            answer = httpx.post(f"{self.settings.prefect_url}/{path}", json=said, timeout=30)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > end:
                answer.raise_for_status()
                return answer
            time.sleep(POLL)

    def runs(self, flow: str) -> list[str]:
        """The states of that flow's runs, the latest first."""
        found = self.ask("flow_runs", flows={"name": {"any_": [flow]}}, sort="EXPECTED_START_TIME_DESC")
        return [one["state_name"] for one in found]

    def completed(self, flow: str) -> int:
        return self.runs(flow).count("Completed")

    def run_by_hand(self, flow: str) -> None:
        """As an operator does on Prefect's own pages."""
        (deployment,) = self.ask("deployments", flows={"name": {"any_": [flow]}})
        self._post(f"deployments/{deployment['id']}/create_flow_run", {"idempotency_key": str(uuid4())})

    def _spawn(self, *module: str) -> None:
        environment = child_environment(self.settings) | {
            "YIFA_DATA_DIR": str(self.settings.data_dir), "YIFA_PREFECT_PORT": str(self.settings.prefect_port),
            "YIFA_DATABASE_URL": self.settings.database_url,
            "YIFA_CLOCK": self.settings.clock.isoformat() if self.settings.clock else "",
        }  # fmt: skip
        command = [sys.executable, "-m", *module]
        with self.log.open("ab") as log:
            self._running[module[0]] = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT, env=environment, start_new_session=True)


def _kill(processes: set[int]) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def private_prefect() -> Iterator[PrefectHouse]:
    """Start on a folder of its own, with an empty database beside; at the end nothing is left of either."""
    folder = Path(tempfile.mkdtemp(prefix="prefect-"))
    house = PrefectHouse(Settings(data_dir=folder, prefect_port=_free_port()))
    try:
        yield house
    finally:
        house.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
