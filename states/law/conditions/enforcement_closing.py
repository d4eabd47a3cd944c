"""结案、立卷、归档 (行政处罚法 art. 47)."""

from __future__ import annotations
