"""法制审核与集体讨论 (行政处罚法 arts. 57, 58)."""

from __future__ import annotations
