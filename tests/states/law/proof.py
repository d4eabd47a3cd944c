"""Which test shows the effect of which rule: a mark on the test, read back from its source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])
TESTS = Path(__file__).resolve().parents[2]


def proves(*rules: str) -> Callable[[Test], Test]:
    """Says that the decorated test fails when the visible effect of these rules is gone: ``@proves("D-LIA-04")``."""

    def mark(test: Test) -> Test:
        return test

    return mark


def proven(folder: Path = TESTS) -> dict[str, list[str]]:
    """Rule -> the tests under ``folder`` that are marked with it; read from the source, nothing is imported."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for test, rule in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(rule, []).append(f"{path.relative_to(folder)}::{test}")
    return found


def _marks(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not node.name.startswith("test_"):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "proves":
                yield from ((node.name, str(one.value)) for one in mark.args if isinstance(one, ast.Constant))
