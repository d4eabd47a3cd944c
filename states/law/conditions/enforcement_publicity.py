"""执法结果公示、撤回 (行政处罚法 art. 48; 三项制度)."""

from __future__ import annotations
