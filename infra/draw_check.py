"""python -m infra draw verify FILE: repeat a published draw from its JSON, without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from states.law.draw_record import recheck, sound

LARGEST = 50_000_000  # bytes


def main(file: Path, as_json: bool = False) -> int:
    """0 when everything comes out as published, 1 when something does not, 2 when the file is none."""
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError(file)
        read: Any = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        print(f"不能读取抽取记录：{file}，请确认是从公示页面下载的JSON文件。", file=sys.stderr)
        return 2
    record = read.get("record", read) if isinstance(read, Mapping) else {}  # what the public address gives, or the record alone
    checks = recheck(record if isinstance(record, Mapping) else {})
    if as_json:
        print(json.dumps({"sound": sound(checks), "checks": [asdict(one) for one in checks]}, ensure_ascii=False))
    else:
        for one in checks:
            print(f"{'相符' if one.holds else '不符'}：{one.label}。{one.detail}")
        print("复算一致。" if sound(checks) else "复算不一致。")
    return 0 if sound(checks) else 1
