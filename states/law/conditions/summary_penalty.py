"""简易程序 (行政处罚法 arts. 51-53)."""

from __future__ import annotations
