"""Workbooks: what somebody typed never becomes a formula."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from storage.documents.listing import LONGEST, Sheet, sheets


@pytest.mark.parametrize("typed", ["=1+1", "+86", "-1", "@sum", "\t=1", '=HYPERLINK("x")', "普通文字"])
def test_typed_text_stays_text(typed: str) -> None:
    made = load_workbook(io.BytesIO(sheets(Sheet("清单", ("名称", "日期", "数量"), [(typed, date(2026, 1, 31), 3)]))))
    cell, day, number = made["清单"][2]
    assert (cell.value, cell.data_type) == (typed, "s")
    assert cell.quotePrefix == (typed != "普通文字")
    assert (day.value.date(), number.value, number.data_type) == (date(2026, 1, 31), 3, "n")


def test_names_and_odd_characters_do_no_harm() -> None:
    made = load_workbook(io.BytesIO(sheets(Sheet("a/b:[c]" + "长" * 40, ("名",), [("前\x00\x0b后",), ("长" * 40_000,)]), Sheet("", ("空",), []))))
    first, second = made.worksheets
    assert first.title == "a_b__c_" + "长" * 24 and second.title == "表2"
    assert first["A2"].value == "前后" and len(first["A3"].value) == LONGEST
