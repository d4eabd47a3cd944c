"""`make run`: one command that starts everything on this machine, and on Ctrl-C leaves nothing behind.

The pages come first and within seconds; Prefect needs longer and starts once they answer; the flows start
once Prefect does. Losing Prefect delays deadlines and never loses them, so nobody has to wait for it.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from infra.processes import Child, Supervisor
from infra.settings import Settings

HEALTH_PATIENCE = 2.0


class LaunchRefused(Exception):
    """Something on this machine is in the way of a start. The text is Chinese and says what to do."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def prefect_environment(settings: Settings) -> dict[str, str]:
    """What Prefect must be told: where it is, to keep to this folder, and to talk to nobody outside."""
    return {
        "PREFECT_HOME": str(settings.data_dir / "prefect"),
        "PREFECT_API_URL": settings.prefect_url,
        "PREFECT_UI_API_URL": settings.prefect_url,
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLI_COLORS": "false",
        "DO_NOT_TRACK": "1",
    }


def child_environment(settings: Settings) -> dict[str, str]:
    """The surroundings of every child: our own, Prefect's wishes, and byte code allowed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | prefect_environment(settings) | {"PYTHONUNBUFFERED": "1"}


def answers(host: str, port: int) -> bool:
    """Whether somebody accepts connections there."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=HEALTH_PATIENCE):
        return True
    return False


def prefect_answers(url: str) -> bool:
    """Whether the Prefect service at this API address says that it is well."""
    with contextlib.suppress(urllib.error.URLError, OSError), \
            urllib.request.urlopen(f"{url}/health", timeout=HEALTH_PATIENCE) as answer:
        return bool(answer.status == 200)
    return False


def reachable_host(host: str) -> str:
    """The address under which a service listening on `host` is reached from this machine."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def plan(settings: Settings) -> list[Child]:
    """What runs, in the order in which it starts."""
    environment = child_environment(settings)
    host, port, prefect_url = reachable_host(settings.host), settings.port, settings.prefect_url

    def child(name: str, label: str, *command: str) -> Child:
        return Child(name, label, [sys.executable, "-m", *command], environment)

    serve = child("serve", "网页服务", "infra", "serve")
    serve.ready = lambda: answers(host, port)
    serve.on_ready = lambda: greet(settings)
    work = child("work", "定时任务", "infra", "work")
    work.may_start = lambda: prefect_answers(prefect_url)
    if settings.prefect_api_url:
        return [serve, work]
    own = ["--host", "127.0.0.1", "--port", str(settings.prefect_port)]
    prefect = child("prefect", "Prefect 服务", "prefect", "server", "start", *own)
    prefect.may_start = lambda: serve.is_ready
    prefect.ready = lambda: prefect_answers(prefect_url)
    return [serve, prefect, work]


def refuse_taken_ports(settings: Settings) -> None:
    """Raises LaunchRefused when another program holds a port that we need."""
    wanted = {"YIFA_PORT": (settings.host, settings.port)}
    if not settings.prefect_api_url:
        wanted["YIFA_PREFECT_PORT"] = ("127.0.0.1", settings.prefect_port)
    taken = [(name, port) for name, (host, port) in wanted.items() if not _free(host, port)]
    if taken:
        lines = [f"端口 {port} 已被其他程序占用。请先停止该程序，或另设 {name}。" for name, port in taken]
        raise LaunchRefused("\n".join(lines))


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the servers themselves do: a port only waiting out its last connections is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def sole_use(data_dir: Path) -> Iterator[None]:
    """Holds the data folder for this launch; raises LaunchRefused while another launch holds it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "launch.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LaunchRefused(
                f"数据目录 {data_dir} 正由另一个依法程序使用。请先停止它，或另设 YIFA_DATA_DIR。") from None
        yield


def prepare(settings: Settings) -> None:
    """Brings the database up to date and, for a trial, fills an empty one; LaunchRefused when that fails."""
    verbs = ["migrate", "seed"] if settings.embedded else ["migrate"]
    for verb in verbs:
        code = subprocess.call([sys.executable, "-m", "infra", verb], env=child_environment(settings))
        if code:
            raise LaunchRefused(f"准备数据未成功（python -m infra {verb}，退出码 {code}），详见上文。")


def demo_accounts() -> list[str]:
    """One printable line per demo account, or nothing where no demo is part of the checkout."""
    try:
        demo = importlib.import_module("infra.demo")
    except ModuleNotFoundError as absent:
        if absent.name != "infra.demo":
            raise
        return []
    return [str(account) for account in demo.accounts()]


def greet(settings: Settings) -> None:
    say(f"依法已启动：http://{reachable_host(settings.host)}:{settings.port}")
    if settings.embedded:
        for line in demo_accounts():
            say(f"  {line}")
    say(f"数据与日志：{settings.data_dir}    按 Ctrl-C 停止")


def run(settings: Settings) -> int:
    """Starts everything and keeps it running until a signal; 0 after an orderly stop, 1 when refused."""
    # Until the supervisor takes over, a request to stop ends the preparation like Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with sole_use(settings.data_dir):
            refuse_taken_ports(settings)
            # Made here once, before several processes ask for them.
            settings.session_key()
            settings.clock_offset(datetime.now(UTC))
            prepare(settings)
            say("正在启动网页服务，随后启动 Prefect 服务和定时任务 …")
            Supervisor(plan(settings), settings.data_dir / "logs", say).run()
            say("已全部停止。")
    except LaunchRefused as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
