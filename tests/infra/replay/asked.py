"""Every requirement that a replay asks, read from its source, so that none is forgotten in a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import infra.replay

ASKING = ("check", "kept")  # the methods of the court that ask a requirement


def asked_in(source: str) -> Iterator[str]:
    """The keys that a module asks. AssertionError for one that is not written out where it is asked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
            if not isinstance(node.func.value, ast.Name) or node.func.value.id != "court":
                continue
            key = node.args[0]
            assert isinstance(key, ast.Constant), f"line {node.lineno}: the key is to be written out"
            yield str(key.value)


def _all() -> Iterator[str]:
    for path in sorted(Path(infra.replay.__file__).parent.glob("*.py")):
        yield from asked_in(path.read_text(encoding="utf-8"))


KEYS = frozenset(_all())
NAMED = sorted({key.partition("#")[0] for key in KEYS})
