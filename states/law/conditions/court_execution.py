"""催告、强制执行、申请法院 (行政强制法 arts. 34-42, 53-60)."""

from __future__ import annotations
