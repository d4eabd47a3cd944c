"""告知、陈述、申辩 (行政处罚法 arts. 44, 45, 62)."""

from __future__ import annotations
