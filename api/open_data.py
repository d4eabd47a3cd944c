"""公开数据: what is public as tables that anybody may take away, in CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import orjson
from fastapi.responses import StreamingResponse

from infra.wiring import Services
from storage.queries.models import Page, PublishedItem
from storage.queries.portal import published
from storage.queries.public_enforcement import Sought, results
from storage.queries.public_shapes import ResultRow, Tombstone
from storage.queries.tombstones import tombstones

BOM = "\ufeff"  # without it spreadsheets take the text for another encoding
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # a cell that begins so would be carried out as a formula
PER_PAGE, MOST = 100, 20_000
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class DataSet:
    """One table: what it is, its columns, and its rows as they are read page by page."""

    label: str
    told: str
    columns: tuple[str, ...]
    rows: Callable[[Services, date], Iterator[Row]]


def _decisions(parts: Services, today: date) -> Iterator[Row]:
    cursor: str | None = None
    while True:
        page: Page[PublishedItem] = published(parts.database, today, "all", cursor, PER_PAGE)
        for one in page.items:
            texts = "；".join(f"{field.label}：{field.text}" for field in one.fields if not field.material)
            yield {"事项标识": one.id, "公开类别": one.kind_label, "事项名称": one.title, "承办单位": one.office_name, "公布日期": one.on.isoformat(),
                   "截止日期": one.closes_on.isoformat() if one.closes_on else "", "公开内容": texts, **_standing(one)}
        cursor = page.next_cursor
        if not cursor:
            return


def _standing(one: PublishedItem) -> Row:
    """Whether it is still public, and if not, since when and why."""
    gone = one.gone
    if gone is None:
        return {"状态": "正在公开", "撤回日期": "", "撤回理由": ""}
    return {"状态": "已撤回", "撤回日期": gone.on.isoformat(), "撤回理由": f"{gone.ground}。{gone.reason}"}


def _gone(parts: Services, today: date) -> Iterator[Row]:
    cursor: str | None = None
    while True:
        page: Page[Tombstone] = tombstones(parts.database, today, "", cursor, PER_PAGE)
        for one in page.items:
            yield {"编号": one.number, "执法类别": one.kind_label, "执法机关": one.body_name, "状态": "已撤回" if one.gone == "withdrawn" else "公示期满",
                   "日期": one.on.isoformat(), "理由": one.reason}
        cursor = page.next_cursor
        if not cursor:
            return


def _results(parts: Services, today: date) -> Iterator[Row]:
    cursor: str | None = None
    while True:
        page: Page[ResultRow] = results(parts.database, today, Sought(), cursor, PER_PAGE)
        for one in page.items:
            yield {"编号": one.number, "执法类别": one.kind_label, "执法机关": one.body_name, "标题": one.title, "内容摘要": one.excerpt,
                   "公示日期": one.published_on.isoformat()}
        cursor = page.next_cursor
        if not cursor:
            return


SETS: Mapping[str, DataSet] = {
    "decisions": DataSet(
        "重大行政决策公开事项", "每个公开事项最近一次公布的内容。", ("事项标识", "公开类别", "事项名称", "承办单位", "公布日期", "截止日期", "公开内容",
                                    "状态", "撤回日期", "撤回理由"), _decisions,
    ),
    "enforcement": DataSet(
        "行政执法结果公示", "正在公示的执法结果；已撤回和公示期满的另列。", ("编号", "执法类别", "执法机关", "标题", "内容摘要", "公示日期"), _results,
    ),
    "withdrawn": DataSet(
        "已撤回和公示期满的执法结果", "曾经公示、现在不再公示的执法结果：编号、日期和公开说明的理由，不含原公示内容。",
        ("编号", "执法类别", "执法机关", "状态", "日期", "理由"), _gone,
    ),
}  # fmt: skip


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever somebody wrote into it."""
    return f"'{text}" if text.startswith(RISKY) else text


def as_csv(parts: Services, today: date, name: str) -> StreamingResponse:
    return _sent(_csv(parts, today, SETS[name]), name, "csv", "text/csv; charset=utf-8")


def as_json(parts: Services, today: date, name: str) -> StreamingResponse:
    return _sent(_json(parts, today, SETS[name]), name, "json", "application/json")


def _limited(parts: Services, today: date, chosen: DataSet) -> Iterator[Row]:
    for number, row in enumerate(chosen.rows(parts, today)):
        if number >= MOST:
            return
        yield row


def _csv(parts: Services, today: date, chosen: DataSet) -> Iterator[str]:
    yield BOM + _line(chosen.columns)
    for row in _limited(parts, today, chosen):
        yield _line(tuple(safe_cell(row[name]) for name in chosen.columns))


def _line(cells: tuple[str, ...]) -> str:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return target.getvalue()


def _json(parts: Services, today: date, chosen: DataSet) -> Iterator[str]:
    yield f'{{"name":{orjson.dumps(chosen.label).decode()},"made_on":"{today.isoformat()}","rows":['
    for number, row in enumerate(_limited(parts, today, chosen)):
        yield ("," if number else "") + orjson.dumps(row).decode()
    yield "]}\n"


def _sent(content: Iterator[str], name: str, suffix: str, media: str) -> StreamingResponse:
    return StreamingResponse(content, media_type=media, headers={"content-disposition": f'attachment; filename="yifa-{name}.{suffix}"'})
