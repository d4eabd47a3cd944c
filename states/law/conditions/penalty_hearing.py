"""听证 (行政处罚法 arts. 63-65)."""

from __future__ import annotations
