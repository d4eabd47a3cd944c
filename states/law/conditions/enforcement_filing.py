"""立案: who may, where, in which time (行政处罚法 arts. 17-25, 36, 54)."""

from __future__ import annotations
