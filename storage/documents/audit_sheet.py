"""The auditor's lines as an xlsx file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from states.law.legal_day import in_shanghai
from storage.documents.listing import workbook
from storage.queries.audit import KINDS, AuditFilter, AuditLine

HEADS = ("序号", "时间", "人员", "单位", "行为", "对象", "结果", "内容")


def audit_workbook(lines: Sequence[AuditLine], asked: AuditFilter, now: datetime) -> bytes:
    """What was asked for stands above the rows, so that the sheet says by itself what it is of."""
    chosen = (
        f"人员：{asked.q}" if asked.q else "", f"种类：{KINDS[asked.kind][0]}" if asked.kind else "",
        f"自{asked.since}" if asked.since else "", f"至{asked.until}" if asked.until else "",
    )  # fmt: skip
    notes = (
        f"审计记录，导出于{in_shanghai(now):%Y-%m-%d %H:%M}，共{len(lines)}条",
        "筛选：" + ("；".join(one for one in chosen if one) or "全部"),
    )
    rows = ((one.seq, f"{in_shanghai(one.at):%Y-%m-%d %H:%M:%S}", one.name, one.office_name, one.label, one.target, one.result, one.detail) for one in lines)
    return workbook("审计记录", notes, HEADS, rows)
