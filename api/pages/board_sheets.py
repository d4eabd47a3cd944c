"""The numbers of the overview, and the rows of one of them, as workbooks."""

from __future__ import annotations

from storage.documents.listing import Sheet, sheets
from storage.queries.figure_shapes import FigureRow, Overview
from storage.queries.figures import Figure


def figures_file(view: Overview) -> bytes:
    """A sheet for each table of the page."""
    return sheets(
        Sheet("总览", ("项目", "数量", "说明"), [(one.label, one.count.count, one.note) for one in view.heads]),
        Sheet("在办时长", ("立项至今", "事项数"), [(one.label, one.count.count) for one in view.ages]),
        Sheet("单位排名", ("承办单位", "超期期限", "最长超期天数", "在办事项"), [(one.label, one.overdue.count, one.worst, one.running.count) for one in view.offices]),
        Sheet("超期最久的事项", ("编号", "事项", "承办单位", "超期期限", "最长超期天数"),
              [(one.number, one.title, one.office_name, one.overdue.count, one.worst) for one in view.matters]),
        Sheet("阶段用时", ("程序", "阶段", "现有件数", "现有停留中位天数", "离开次数", "用时中位天数", "九成不超过天数"),
              [(one.group, one.label, one.now.count, one.now_median, one.over.count, one.median, one.p90) for one in view.stages]),
        Sheet("法定程序落实", ("指标", "分子", "分母", "比例（%）", "说明"),
              [(one.label, one.part.count, one.whole.count, one.percent, one.note) for one in view.shares]),
        Sheet("按月", ("月份", *view.trend_heads), [(one.month, *(cell.count for cell in one.cells)) for one in view.trend]),
    )  # fmt: skip


def rows_file(figure: Figure, title: str, rows: tuple[FigureRow, ...]) -> bytes:
    """The rows behind a number; ``title`` says which."""
    heads = ("编号", "事项", "程序", "现处阶段", "承办单位", "公开属性", figure.told, "天数", "内容")
    return sheets(
        Sheet("清单", heads, [
            (one.number, one.title, one.procedure_label, one.stage_label, one.office_name, one.confidentiality_label, one.on, one.days or None, one.what)
            for one in rows
        ]),
        Sheet("范围", ("本表所列",), [(title,)]),
    )  # fmt: skip
