"""Makes .venv from a hash-locked list of packages. Standard library only: nothing is installed yet.

    python3.11 infra/setup/environment.py runtime|test

Re-running is quick and safe: a stamp names the lock .venv was made from. The test lock holds everything the
runtime lock holds, so an environment that has the test packages already satisfies a wish for the runtime.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "infra" / "locks"
LEVELS = ("runtime", "test")
NEEDED_PYTHON = (3, 11)


def lock_digest(level: str, locks: Path = LOCKS) -> str:
    """The SHA-256 of a level's lock file, in hex."""
    return hashlib.sha256((locks / f"{level}.txt").read_bytes()).hexdigest()


def level_to_install(wanted: str, stamp: str, locks: Path = LOCKS) -> str | None:
    """Which level must be installed, or None when the environment already holds what is wanted.

    `stamp` is "<level> <digest>" or empty. Never goes down from test to runtime: that would take the tests'
    packages away each time somebody starts the program.
    """
    level, _, digest = stamp.strip().partition(" ")
    if level not in LEVELS:
        return wanted
    target = max(wanted, level, key=LEVELS.index)
    if target == level and digest == lock_digest(level, locks):
        return None
    return target


def child_environment(venv_dir: Path) -> dict[str, str]:
    """The surroundings of pip and uv: byte code is compiled once, here, and not at every start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"VIRTUAL_ENV": str(venv_dir), "UV_COMPILE_BYTECODE": "1", "UV_NO_PROGRESS": "1"}


def ensure_venv(venv_dir: Path) -> Path:
    """Creates the environment if it is missing, and returns its interpreter."""
    python = venv_dir / "bin" / "python"
    if not python.exists():
        print(f"正在创建 Python 环境 {venv_dir.name} …", flush=True)
        venv.create(venv_dir, with_pip=True, clear=venv_dir.exists())
    return python


def ensure_uv(python: Path, surroundings: dict[str, str]) -> Path:
    """Installs the locked uv beside the interpreter if it is missing, and returns it."""
    uv = python.with_name("uv")
    if not uv.exists():
        pip = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
        subprocess.run([*pip, "-r", LOCKS / "uv.txt"], check=True, env=surroundings)
    return uv


def install(level: str, venv_dir: Path) -> None:
    """Brings the environment to exactly what the level's lock says."""
    surroundings = child_environment(venv_dir)
    python = ensure_venv(venv_dir)
    uv = ensure_uv(python, surroundings)
    print(f"正在安装依赖（infra/locks/{level}.txt）…", flush=True)
    subprocess.run(
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, LOCKS / f"{level}.txt"],
        check=True, env=surroundings,
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in LEVELS:
        print("用法：environment.py runtime|test", file=sys.stderr)
        return 2
    if sys.version_info[:2] != NEEDED_PYTHON:
        found = sys.version.split()[0]
        print(f"需要 Python 3.11，当前为 {found}。请安装，或用 make PYTHON=… 指明位置。", file=sys.stderr)
        return 1
    venv_dir = ROOT / ".venv"
    stamp = venv_dir / ".yifa-lock"
    level = level_to_install(arguments[0], stamp.read_text() if stamp.exists() else "")
    if level is None:
        return 0
    stamp.unlink(missing_ok=True)
    try:
        install(level, venv_dir)
    except subprocess.CalledProcessError as failure:
        print(f"依赖未能安装（退出码 {failure.returncode}）。请检查网络或软件源设置后重试；"
              "若 .venv 已损坏，先执行 make clean。", file=sys.stderr)
        return 1
    stamp.write_text(f"{level} {lock_digest(level)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
