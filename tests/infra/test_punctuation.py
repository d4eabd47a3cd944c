"""Where Chinese stands, its own punctuation stands: what is told to people reads as officials write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("states", "storage", "infra", "flows", "api")
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
MIXED = re.compile(f"[{HAN}「」《》“”][,;:!?()]|[,;:!?()][{HAN}「」《》“”]")
WORDS = re.compile("[A-Za-z]{2,}")
AS_TYPED = ("sha256:", "时:分")  # forms that a person must copy as they are


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal with narrow punctuation beside Chinese; not docstrings, patterns, format specs."""
    tree = ast.parse(source)
    exempt = {id(node) for part in ast.walk(tree) for node in _exempt(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in exempt and _mixed(node.value):
            yield node.lineno, node.value


def _mixed(text: str) -> bool:
    for form in AS_TYPED:
        text = text.replace(form, "")
    english = len(re.findall(f"[{HAN}]", text)) < 6 < len(WORDS.findall(text))  # a sentence with a term in it
    return not english and MIXED.search(text) is not None


def _exempt(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr):
            yield first.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
        for argument in node.args:
            yield from ast.walk(argument)
    elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        yield from ast.walk(node.format_spec)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_narrow_punctuation_stands_beside_chinese(package: str) -> None:
    found = [
        f"{path.relative_to(CHECKOUT)}:{line}: {text}"
        for path in sorted((CHECKOUT / package).rglob("*.py"))
        if "node_modules" not in path.parts
        for line, text in faults(path.read_text("utf-8"))
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("planted", ['"已办理,请查看"', 'f"不能办理:{why}"', 'f"{day}(届满)"', '"请重试!"', 'x = {"a": ("是?",)}'])
def test_a_planted_fault_is_found(planted: str) -> None:
    assert len(list(faults(f"told = {planted}"))) >= 1


@pytest.mark.parametrize(
    "lawful", ['"已办理，请查看"', '"""更正: who asks."""', 're.compile("第(条|款)")', 'f"{day:%Y年,%m月}"', '"a, b (c): d"', '"应为“sha256:”加摘要"']
)
def test_what_people_do_not_read_as_a_sentence_is_left_alone(lawful: str) -> None:
    assert list(faults(lawful)) == []
