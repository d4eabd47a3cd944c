"""YAML read strictly: printed digits survive, a date stays text, nothing is dropped and nothing is run.

The stock loaders turn ``1.70`` into 1.7, ``17:00`` into 1020 and a bare ``on`` into true, let a repeated key
overwrite the first, and may exhaust the stack on deep nesting; so values are built here from parser events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import yaml

Plain: TypeAlias = "bool | int | Decimal | str | list[Plain] | dict[str, Plain] | None"

DEPTH_MAX = 20
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS: dict[str, Plain] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableFile(ValueError):
    """The file cannot be judged. The message, in Chinese, says where and why."""


def read_yaml(text: str) -> Plain:
    """The one document in ``text``; UnreadableFile when it is not plain YAML data."""
    try:
        # Events are taken one by one, so that what is too deep is given up before it costs anything.
        return _Reader(yaml.parse(text, Loader=_PARSER)).document()
    except UnreadableFile:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise UnreadableFile(f"不是有效的YAML文件：{_one_line(fault)}") from fault


def _one_line(fault: Exception) -> str:
    return " ".join(str(fault).split())


class _Reader:
    """Builds values from events. An alias gives the very value of its anchor, so nothing can swell."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._anchors: dict[str, Plain] = {}

    def document(self) -> Plain:
        documents = [
            self._value(next(self._events), 0)
            for event in self._events
            if isinstance(event, yaml.DocumentStartEvent)
        ]
        if len(documents) != 1:
            raise UnreadableFile("文件应当恰好含有一个YAML文档。")
        return documents[0]

    def _value(self, event: yaml.Event, depth: int) -> Plain:
        if depth > DEPTH_MAX:
            raise UnreadableFile(f"{_place(event)}嵌套过深。")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            if anchor not in self._anchors:
                raise UnreadableFile(f"{_place(event)}引用了没有定义的锚点{anchor}。")
            return self._anchors[anchor]
        if tag is not None:
            raise UnreadableFile(f"{_place(event)}不能使用类型标记{tag}。")
        value = self._untagged(event, depth)
        if anchor is not None:
            self._anchors[anchor] = value
        return value

    def _untagged(self, event: yaml.Event, depth: int) -> Plain:
        if isinstance(event, yaml.ScalarEvent):
            return _plain(event.value) if event.style is None or event.style == "" else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(depth)
        return self._map(depth)

    def _list(self, depth: int) -> list[Plain]:
        items: list[Plain] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, depth + 1))
        return items

    def _map(self, depth: int) -> dict[str, Plain]:
        items: dict[str, Plain] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise UnreadableFile(f"{_place(event)}名称应当是文字。")
            if event.value in items:
                raise UnreadableFile(f"{_place(event)}重复写了{event.value!r}。")
            items[event.value] = self._value(next(self._events), depth + 1)
        return items


def _plain(text: str) -> Plain:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _place(event: yaml.Event) -> str:
    return f"第{event.start_mark.line + 1}行：" if event.start_mark else ""
