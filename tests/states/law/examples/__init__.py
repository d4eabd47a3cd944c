"""All worked examples, collected from one module per subject."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.states.law.examples.build import Example


def all_examples() -> tuple[Example, ...]:
    """Every example of every subject module beside this one."""
    subjects = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    modules = [import_module(f"{__name__}.{name}") for name in subjects if name not in ("__init__", "build")]
    return tuple(example for module in modules for example in module.EXAMPLES)
