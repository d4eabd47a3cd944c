"""Sees that the machine has what the tests need, and installs it with apt-get where that is possible.

Nothing is ever skipped: what is missing and cannot be installed is named, and the run ends there.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Need:
    """One thing of the machine: what it is called, what apt calls it, and how to see that it is there."""

    label: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def has_postgresql() -> bool:
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return bool(found or (shutil.which("initdb") and shutil.which("postgres")))


def has_chromium() -> bool:
    return Path("/usr/bin/chromium").exists()


def has_chinese_fonts() -> bool:
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def has_pango() -> bool:
    return bool(ctypes.util.find_library("pango-1.0") and ctypes.util.find_library("pangoft2-1.0"))


NEEDS = (
    Need("PostgreSQL 服务器（postgresql-15）", ("postgresql-15",), has_postgresql),
    Need("Chromium 浏览器（/usr/bin/chromium）", ("chromium",), has_chromium),
    Need("中文字体（fonts-noto-cjk）", ("fonts-noto-cjk",), has_chinese_fonts),
    Need("Pango 排版库（libpango-1.0-0、libpangoft2-1.0-0）",
         ("libpango-1.0-0", "libpangoft2-1.0-0"), has_pango),
)


def missing(needs: tuple[Need, ...] = NEEDS) -> list[Need]:
    return [need for need in needs if not need.present()]


def install(needs: list[Need]) -> None:
    """Installs by apt-get; raises CalledProcessError when apt-get refuses."""
    packages = [package for need in needs for package in need.packages]
    print(f"正在安装测试所需的系统软件：{' '.join(packages)} …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=True, env=quiet, stdout=subprocess.DEVNULL,
    )


def main(needs: tuple[Need, ...] = NEEDS) -> int:
    lacking = missing(needs)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            install(lacking)
        except subprocess.CalledProcessError as failure:
            print(f"apt-get 未能完成（退出码 {failure.returncode}）。", file=sys.stderr)
        lacking = missing(needs)
    for need in lacking:
        print(f"缺少：{need.label}", file=sys.stderr)
    if lacking:
        packages = " ".join(package for need in lacking for package in need.packages)
        print(f"请以管理员身份执行：apt-get update && apt-get install {packages}，再重新运行 make test。",
              file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
