"""The supervisor, with real processes: what is started is stopped, what ends is started again."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

# A grandchild says by its pid that it is there, and stays until it is stopped; some are stubborn.
GRANDCHILD = """
import os, signal, sys
{habit}
sys.stdout.write("up %d\\n" % os.getpid()); sys.stdout.flush()
while True: signal.pause()
"""
CHILD = """
import subprocess, sys, signal
subprocess.Popen([sys.executable, "-c", {grandchild!r}], start_new_session={own_session})
print("child", flush=True)
while True: signal.pause()
"""
SUPERVISOR = """
import os, sys
from pathlib import Path
from infra.processes import Child, Supervisor
def say(sentence): print(sentence, flush=True)
children = [{children}]
logs = Path(sys.argv[1])
Supervisor(children, logs, say, pauses=(0.01,), grace={grace}).run()
say("stopped")
"""


class Lines:
    """Reads what a process says line by line, and gives up after PATIENCE instead of hanging."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.rest = b""

    def line(self) -> str:
        assert self.process.stdout is not None
        while b"\n" not in self.rest:
            pipe = self.process.stdout.fileno()
            assert select.select([pipe], [], [], PATIENCE)[0], "nothing more was said"
            more = os.read(pipe, 65536)
            assert more, "it ended"
            self.rest += more
        line, _, self.rest = self.rest.partition(b"\n")
        return line.decode()

    def until(self, wanted: str) -> str:
        while wanted not in (line := self.line()):
            pass
        return line


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Supervisors a test starts; none outlives the test."""
    processes: list[subprocess.Popen[bytes]] = []
    yield processes
    for process in processes:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def supervise(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], children: str, grace: float = 20.0
) -> Lines:
    source = textwrap.dedent(SUPERVISOR).format(children=children, grace=grace)
    process = subprocess.Popen(
        [sys.executable, "-c", source, str(tmp_path / "logs")], cwd=ROOT,
        stdout=subprocess.PIPE, env=os.environ | {"FIFO": str(tmp_path / "fifo"), "PYTHONPATH": str(ROOT)},
    )
    started.append(process)
    return Lines(process)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def child(code: str, **more: str) -> str:
    extra = "".join(f", {name}={value}" for name, value in more.items())
    return f'Child("one", "甲", [sys.executable, "-c", {code!r}], dict(os.environ){extra}),'


def pids_in(fifo: Path, count: int) -> list[int]:
    """Blocks until `count` processes have written their line to the named pipe."""
    found: list[int] = []
    with fifo.open() as pipe:
        while len(found) < count:
            found += [int(line.split()[1]) for line in [pipe.readline()] if line.startswith("up ")]
    return found


@pytest.mark.parametrize("own_session", [False, True])
@pytest.mark.parametrize(
    ("habit", "grace"), [("", 20.0), ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", 0.1)],
    ids=["obedient", "stubborn"],
)
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_every_child_and_grandchild(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], habit: str, grace: float, own_session: bool,
    sign: signal.Signals,
) -> None:
    os.mkfifo(tmp_path / "fifo")
    speak = 'import os, sys; sys.stdout = open(os.environ["FIFO"], "w")\n'
    grandchild = speak + GRANDCHILD.format(habit=habit)
    code = CHILD.format(grandchild=grandchild, own_session=own_session)
    lines = supervise(tmp_path, started, child(code), grace)
    [grandchild_pid] = pids_in(tmp_path / "fifo", 1)
    lines.until("甲已就绪")
    supervisor = lines.process
    assert alive(grandchild_pid)
    supervisor.send_signal(sign)
    lines.until("stopped")
    assert supervisor.wait(PATIENCE) == 0
    assert not alive(grandchild_pid)


def test_asked_twice_it_does_not_wait_for_the_stubborn(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    os.mkfifo(tmp_path / "fifo")
    speak = 'import os, sys; sys.stdout = open(os.environ["FIFO"], "w")\n'
    stubborn = speak + GRANDCHILD.format(habit="signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    lines = supervise(tmp_path, started, child(stubborn), grace=100 * PATIENCE)
    [pid] = pids_in(tmp_path / "fifo", 1)
    lines.process.terminate()
    lines.until("正在停止")
    lines.process.send_signal(signal.SIGINT)
    lines.until("stopped")
    assert not alive(pid)


def test_a_child_that_ends_is_said_with_its_last_words_and_started_again(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    lines = supervise(tmp_path, started, child("print('last words', flush=True); raise SystemExit(7)"))
    assert "one.log" in lines.until("甲意外退出（退出码 7），0.01 秒后重新启动")
    lines.until("last words")
    lines.until("甲意外退出")
    lines.until("甲意外退出")
    lines.process.terminate()
    lines.until("stopped")


def test_a_child_waits_until_it_may_start(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    gate = tmp_path / "gate"
    one = child(f"import signal; open({str(gate)!r}, 'w'); signal.pause()",
                  ready=f"lambda: Path({str(gate)!r}).exists()")
    two = child(f"import os; print(os.path.exists({str(gate)!r}), flush=True); raise SystemExit(3)",
                 may_start="lambda: children[0].is_ready").replace("甲", "乙").replace('"one"', '"two"')
    lines = supervise(tmp_path, started, one + two)
    lines.until("甲已就绪")
    lines.until("乙意外退出（退出码 3）")
    assert "True" in lines.until("True")
    lines.process.terminate()
    lines.until("stopped")


def test_a_killed_supervisor_takes_its_child_along(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    os.mkfifo(tmp_path / "fifo")
    code = 'import os, sys; sys.stdout = open(os.environ["FIFO"], "w")\n' + GRANDCHILD.format(habit="")
    lines = supervise(tmp_path, started, child(code))
    with (tmp_path / "fifo").open() as pipe:
        assert pipe.readline().startswith("up ")
        lines.process.kill()
        # The pipe ends when its only writer does.
        assert select.select([pipe], [], [], PATIENCE)[0]
        assert pipe.readline() == ""
