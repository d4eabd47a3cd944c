"""Replay: real published matters, cut into dated events, judged by the product's own requirements."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from infra.replay.answer import as_data, as_table, differences
from infra.replay.format import UnreadableFile, read_cases, read_file
from infra.replay.judge import CaseRuling, judge_cases

__all__ = ["CaseRuling", "UnreadableFile", "judge_cases", "main", "read_cases", "read_file"]


def main(path: Path, *, as_json: bool, check: bool) -> int:
    """Judge a file and print the answer. 0: judged; 1: ``check`` found differences; 2: the file cannot be read."""
    try:
        cases = read_file(path)
    except UnreadableFile as fault:
        print(fault, file=sys.stderr)
        return 2
    ruled = judge_cases(cases)
    print(json.dumps(as_data(ruled), ensure_ascii=False) if as_json else as_table(ruled))
    return _compare(ruled) if check else 0


def _compare(ruled: tuple[CaseRuling, ...]) -> int:
    found = list(differences(ruled))
    for line in found:
        print(line, file=sys.stderr)
    verdict = f"有{len(found)}处与答案不同。" if found else "与答案一致。"
    print(f"比对{len(ruled)}件：{verdict}", file=sys.stderr)
    return 1 if found else 0
