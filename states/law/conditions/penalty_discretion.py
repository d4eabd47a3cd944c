"""裁量: tier, range, reasons, what makes a penalty lighter (行政处罚法 arts. 28, 32, 34, 37)."""

from __future__ import annotations
