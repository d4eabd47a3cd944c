"""不予处罚 (行政处罚法 arts. 30, 31, 33, 36, 40)."""

from __future__ import annotations
