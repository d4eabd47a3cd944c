"""The catalogue as it was written down from the texts: which rules there are, apart from the TOML that is tested."""

from __future__ import annotations

# 重大行政决策, by prefix.
DECISION_RULES = {
    "D-SCOPE": 11, "D-CAT": 7, "D-INIT": 5, "D-DRAFT": 6, "D-PUB": 12, "D-HEAR": 10, "D-EXP": 10, "D-RISK": 9,
    "D-FCR": 9, "D-LEG": 14, "D-SUB": 7, "D-DEL": 8, "D-PARTY": 2, "D-PBL": 6, "D-ARC": 3, "D-EXE": 6,
    "D-MON": 2, "D-SUS": 2, "D-EVA": 7, "D-ADJ": 2, "D-LIA": 9, "D-NORM": 12,
}  # fmt: skip
# What a penalty case, an inspection and a draw are held to, by prefix; the transfer, licence and coercion rules that belong to their steps.
ENFORCEMENT_RULES = {
    "E-CNT": 17, "E-AUT": 20, "E-LEAD": 5, "E-INS": 15, "E-FIL": 6, "E-INV": 15, "E-CLO": 1, "E-REV": 11, "E-NOT": 6, "E-HEA": 11,
    "E-COL": 2, "E-DEC": 20, "E-SUM": 6, "E-SER": 5, "E-PBL": 11, "E-PER": 10, "E-LAT": 6, "E-DEM": 3, "E-CRT": 9, "E-CLS": 4, "E-FRV": 3,
    "E-TRF": 14,
}  # fmt: skip
LATER = {"E-LEAD-04", "E-SUM-04", "E-SUM-05", *(f"E-TRF-{n:02}" for n in range(1, 14))}  # steps of the second enforcement release
ENFORCEMENT_IDS = 301  # catalogued for 行政执法 and its remedies
# Of the remedies, what published reconsiderations and judgments are judged by.
REMEDY_IDS = ["E-REM-01", "E-REM-05", "E-REM-09", "E-REM-11", "E-REM-23"]


def _counted(rules: dict[str, int]) -> list[str]:
    return [f"{prefix}-{n:02}" for prefix, last in rules.items() for n in range(1, last + 1)]


DECISION_IDS = _counted(DECISION_RULES)
ENFORCEMENT_BUILT = [one for one in _counted(ENFORCEMENT_RULES) if one not in LATER]
# Of the indicators that plans set, those that judge a body's people: hours of training a year, in 漯河 and in 云南.
INDICATOR_IDS = ["I-E-13", "I-E-14"]
BUILT_IDS = [*DECISION_IDS, *REMEDY_IDS, *ENFORCEMENT_BUILT, *INDICATOR_IDS]
