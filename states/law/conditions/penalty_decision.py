"""行政处罚决定 (行政处罚法 arts. 16, 28-37, 49, 59, 60)."""

from __future__ import annotations
