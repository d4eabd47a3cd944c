"""Holds the code to its budgets of length and the checkout to its fixed top level. Run by `make check`."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("states", "storage", "api", "flows", "infra", "tests")
OTHERS = {"pyproject.toml", "README.md", "Makefile", ".ci", ".gitignore"}
FILE_LINES = 300
FUNCTION_LINES = 40
# A module called so holds what nobody found a place for.
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def sources(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path


def long_functions(tree: ast.AST) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node, length


def offences_in(path: Path, name: str) -> Iterator[str]:
    """What one source file breaks; `name` is how the report calls it."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{name}: {lines} 行，超过 {FILE_LINES} 行"
    for function, length in long_functions(ast.parse(text, filename=name)):
        yield f"{name}:{function.lineno} {function.name}: {length} 行，超过 {FUNCTION_LINES} 行"
    if path.stem in VAGUE_NAMES:
        yield f"{name}: 模块名过于笼统"


def strangers(tracked: list[str]) -> Iterator[str]:
    """Top-level names of tracked files beyond the fixed ones."""
    for name in sorted({path.split("/", 1)[0] for path in tracked} - OTHERS - set(FOLDERS)):
        yield f"{name}: 顶层不应有此名称"


def tracked_files(root: Path) -> list[str]:
    """What git keeps; nothing when the folder is not a checkout (an image, for instance)."""
    if not (root / ".git").exists():
        return []
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True)
    return [path for path in listing.stdout.split("\0") if path]


def offences(root: Path) -> list[str]:
    found = [line for path in sources(root) for line in offences_in(path, str(path.relative_to(root)))]
    return found + list(strangers(tracked_files(root)))


def main() -> int:
    found = offences(ROOT)
    for line in found:
        print(line)
    print(f"篇幅与顶层检查：{'发现 ' + str(len(found)) + ' 处超限' if found else '通过'}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
