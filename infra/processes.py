"""Keeps a few child processes running, and leaves none behind.

One thread, one loop. A child starts when what it needs is there, and is started again with growing pauses
when it ends. At the end every process that descends from us is told to stop and, if it will not, is killed:
also those that moved to a group of their own, as the children of Prefect's runner do.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
# A child that ran this long was well; its next end counts as its first.
WELL_AFTER = 60.0
GRACE = 8.0
# How long a killed process may take to vanish: one in the kernel's hands cannot be hurried.
STUBBORN = 5.0
BEAT = 0.2
TAIL_LINES = 8
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


@dataclass(slots=True)
class Child:
    """A program to keep running, called `label` in Chinese.

    It starts once `may_start` says yes; from then on `ready` is asked until it says yes, and `on_ready` told.
    """

    name: str
    label: str
    command: Sequence[str]
    environment: Mapping[str, str]
    may_start: Callable[[], bool] = lambda: True
    ready: Callable[[], bool] = lambda: True
    on_ready: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    is_ready: bool = False
    failures: int = 0
    started_at: float = 0.0
    not_before: float = 0.0


def _prctl(option: int, value: int) -> None:
    """Linux only, and a help only: elsewhere the groups alone are stopped."""
    if hasattr(LIBC, "prctl"):
        LIBC.prctl(option, value, 0, 0, 0)


def _end_with_parent() -> None:
    """In the child: should the supervisor itself be killed, the child is told to stop."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def descendants(of: int) -> set[int]:
    """The ids of every living process below `of`, read from /proc; empty where there is no /proc."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        if state != "Z":
            below.setdefault(int(parent), []).append(int(entry.parent.name))
    found: set[int] = set()
    waiting = [of]
    while waiting:
        for process in below.get(waiting.pop(), []):
            if process not in found:
                found.add(process)
                waiting.append(process)
    return found


def _send(process: int, sign: signal.Signals) -> None:
    """Sends a signal; that nobody is there any more is what one wanted."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, sign)


@dataclass(slots=True)
class Supervisor:
    """Runs `children` until `stop` is asked for. `say` gets one Chinese sentence per thing that happens."""

    children: list[Child]
    logs: Path
    say: Callable[[str], None]
    pauses: Sequence[float] = PAUSES
    grace: float = GRACE
    stopping: threading.Event = field(default_factory=threading.Event)
    hurried: bool = False

    def stop(self, *_: object) -> None:
        """Asks for the end; asked again, does not wait for it any longer."""
        self.hurried = self.stopping.is_set()
        self.stopping.set()

    def run(self) -> None:
        """Blocks until stopped by a signal or `stop()`; on return no descendant is left running."""
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
        self._turn_logs()
        before = {sign: signal.signal(sign, self.stop) for sign in STOP_SIGNALS}
        try:
            while not self.stopping.is_set():
                for child in self.children:
                    self._tend(child)
                self.stopping.wait(BEAT)
        finally:
            self._stop_all()
            for sign, handler in before.items():
                signal.signal(sign, handler)

    def _tend(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.not_before and child.may_start():
                self._start(child)
        elif child.process.poll() is not None:
            self._ended(child)
        elif not child.is_ready and child.ready():
            child.is_ready = True
            self.say(f"{child.label}已就绪")
            child.on_ready()

    def log_of(self, child: Child) -> Path:
        return self.logs / f"{child.name}.log"

    def _turn_logs(self) -> None:
        """Keeps the logs of this run and of the one before."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for log in map(self.log_of, self.children):
            if log.exists():
                log.replace(log.with_suffix(".log.1"))

    def _start(self, child: Child) -> None:
        with self.log_of(child).open("ab") as log:
            child.process = subprocess.Popen(
                child.command, env=dict(child.environment), stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_parent,
            )
        child.started_at = time.monotonic()

    def _ended(self, child: Child) -> None:
        """Notes the end, clears away what the child left running, and sets the time of the next start."""
        assert child.process is not None
        if time.monotonic() - child.started_at > WELL_AFTER:
            child.failures = 0
        pause = self.pauses[min(child.failures, len(self.pauses) - 1)]
        code, log = child.process.returncode, self.log_of(child)
        self.say(f"{child.label}意外退出（退出码 {code}），{pause:g} 秒后重新启动。日志：{log}")
        for line in self._tail(child):
            self.say(f"    {line}")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process, child.is_ready = None, False
        child.failures += 1
        child.not_before = time.monotonic() + pause

    def _tail(self, child: Child) -> list[str]:
        """The last lines of the child's log, shown at its first failure only."""
        if child.failures:
            return []
        return self.log_of(child).read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]

    def _stop_all(self) -> None:
        """Asks everything to stop, last started first, and kills whatever outlives the grace.

        In that order, for a runner that has lost its server waits for it instead of ending.
        """
        self.say("正在停止 …（再次请求则立即结束）")
        deadline = time.monotonic() + self.grace
        for child in reversed(self.children):
            if child.process is not None:
                self._stop_all_below(child.process, deadline)
        while left := self._living():
            if time.monotonic() > deadline + STUBBORN:
                self.say(f"有进程未能结束：{sorted(left)}")
                return
            for process in left:
                _send(process, signal.SIGKILL)
            time.sleep(0.05)

    def _stop_all_below(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        for one in descendants(process.pid) | ({process.pid} if process.poll() is None else set()):
            _send(one, signal.SIGTERM)
        while process.poll() is None and time.monotonic() < deadline and not self.hurried:
            time.sleep(0.05)

    def _living(self) -> set[int]:
        """The descendants still running; reaps those that have ended, adopted orphans included."""
        children = [child.process for child in self.children if child.process is not None]
        living = {process.pid for process in children if process.poll() is None}
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        return living | descendants(os.getpid())
