"""送达 (行政处罚法 art. 61; 民事诉讼法 arts. 87-95)."""

from __future__ import annotations
