"""行政检查 (行政处罚法 art. 55; 安全生产法 ch. 4; 优化营商环境条例 art. 54)."""

from __future__ import annotations
