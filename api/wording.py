"""What a request's form lacks, in Chinese: the words for pydantic's error types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDS: Mapping[str, str] = {
    "missing": "必须填写。",
    "string_type": "应当是文字。",
    "string_too_short": "至少{min_length}个字符。",
    "string_too_long": "不得超过{max_length}个字符。",
    "string_pattern_mismatch": "格式不对。",
    "int_type": "应当是整数。",
    "int_parsing": "应当是整数。",
    "int_parsing_size": "数值过大。",
    "int_from_float": "应当是整数。",
    "bool_type": "应当是真或假。",
    "bool_parsing": "应当是真或假。",
    "dict_type": "应当是键值对照。",
    "mapping_type": "应当是键值对照。",
    "model_attributes_type": "应当是键值对照。",
    "list_type": "应当是列表。",
    "tuple_type": "应当是列表。",
    "too_short": "至少{min_length}项。",
    "too_long": "不得超过{max_length}项。",
    "greater_than_equal": "不得小于{ge}。",
    "less_than_equal": "不得大于{le}。",
    "enum": "不在可选范围内。",
    "literal_error": "不在可选范围内，可选：{expected}。",
    "extra_forbidden": "没有这一栏，请删去。",
    "date_from_datetime_parsing": "不是有效日期，请按2026-01-31的格式填写。",
    "date_parsing": "不是有效日期，请按2026-01-31的格式填写。",
}


def in_chinese(error: Mapping[str, Any]) -> str:
    """One pydantic error (as ``errors()`` gives it) as a sentence."""
    own = str(error.get("msg", ""))  # a refusal of our own brings its words
    words = _WORDS.get(str(error["type"]), own if any("\u4e00" <= char <= "\u9fff" for char in own) else "内容不符合要求。")
    try:
        return words.format(**error.get("ctx", {}))
    except (KeyError, IndexError):
        return "内容不符合要求。"
