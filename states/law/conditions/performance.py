"""缴款、暂缓分期、停止执行、加处罚款 (行政处罚法 arts. 66-74)."""

from __future__ import annotations
