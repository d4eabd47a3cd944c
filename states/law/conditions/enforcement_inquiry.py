"""调查取证: officers, evidence, records, registration, correction, the end of the inquiry (行政处罚法 arts. 28, 40-43, 46, 54-57)."""

from __future__ import annotations
