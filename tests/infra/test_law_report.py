"""What `python -m infra law` says about the law, for people and for programs."""

from __future__ import annotations

import json
import re
from collections import Counter

from infra.law_report import ENFORCING, INDICATORS, STEPS, law_table, report
from states.law.enforcement import NONE, Enforced, resolve
from states.law.values import not_built, rules

TEXT = report(json=False)
ROWS = json.loads(report(json=True))["rules"]


def test_programs_get_every_rule_once_with_exactly_these_fields() -> None:
    assert set(json.loads(report(json=True))) == {"rules"}
    assert Counter(row["id"] for row in ROWS) == Counter(one for one in (*rules(), *not_built()) if not one.startswith(INDICATORS))
    assert len(ROWS) == 460
    assert {frozenset(row) for row in ROWS} == {frozenset({"id", "enforced", "where", "status", "reason"})}
    assert all(isinstance(value, str) for row in ROWS for value in row.values())


def test_each_row_has_a_place_or_a_reason() -> None:
    for row in ROWS:
        assert Enforced(row["enforced"])
        assert bool(row["where"]) is (row["enforced"] != "none"), row
        assert bool(row["reason"]) is (row["enforced"] == "none"), row
        assert not row["where"] or resolve(row["where"])


def test_status_is_that_of_the_law() -> None:
    status = {row["id"]: row["status"] for row in ROWS}
    assert {id for id, rule in rules().items() if rule.warns} == {
        id for id in rules() if status.get(id, "unverified") == "unverified"
    }
    assert (status["D-PUB-06"], status["D-DEL-07"], status["D-PARTY-02"]) == ("verified", "unverified", "unverified")


def test_people_read_name_article_state_and_place_of_each_rule() -> None:
    lines = TEXT.split("\n")
    table = law_table()
    for id, rule in rules().items():
        at = next(number for number, line in enumerate(lines) if line.startswith(f"  {id} {rule.name}  《"))
        assert str(rule.citation) in lines[at] and f"[{rule.state_label}]" in lines[at]
        assert lines[at + 1].strip() == (table[id].where or table[id].reason)
    assert all(f"  {id} {name}" in lines for id, name in not_built().items())


def test_rules_stand_under_their_step() -> None:
    heads = re.findall(r"^(\S+)（(\d+)条）$", TEXT, re.MULTILINE)
    assert len(heads) == len({label for label, _ in heads}) == len(STEPS) + len(ENFORCING) + 2, "the last: indicators, what is not built"
    for start, steps in (("D-", STEPS), ("E-", ENFORCING)):
        found = [rule.step for rule in rules().values() if rule.id.startswith(start)]
        assert set(found) == set(steps)
        for step, label in steps.items():
            assert int(dict(heads)[label]) == found.count(step)


def test_rules_of_the_two_catalogues_stand_apart() -> None:
    """Both know a hearing: that on a decision and that before a penalty."""
    lines = TEXT.split("\n")
    decisions, penalties = (next(number for number, line in enumerate(lines) if line.startswith(one)) for one in ("听证会（", "处罚听证（"))
    assert [line[2:8] for line in lines[decisions:decisions + 3] if line.startswith("  D-")] == ["D-HEAR"]
    hearing = [re.match(r"  (\S+)", line)[1] for line in lines[penalties:penalties + 21] if line.startswith("  E-")]  # type: ignore[index]
    assert set(hearing) == {id for id, rule in rules().items() if rule.step == "hearing" and id.startswith("E-")}


def test_what_was_not_read_is_said_at_its_rule_and_at_the_end() -> None:
    lines = TEXT.split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("  E-DEC-01 "))
    told = "安全生产领域：《安全生产违法行为行政处罚办法》（应急管理部令第18号）自2026-02-01起施行，其关于办案期限的条文尚未取得；现按国家一般规定执行，待核实。"
    assert lines[at + 2] == f"      [待核实] {told}"
    assert lines[-2:] == ["已经施行、条文尚未取得的规定：1件", f"  {told}"]


def test_the_figures_are_counted_not_written() -> None:
    decisions = [row for row in ROWS if row["id"].startswith("D-")]
    enforced = sum(row["enforced"] != "none" for row in decisions)
    none = len(decisions) - enforced
    assert f"重大行政决策{len(decisions)}条：已执行{enforced}条，不执行{none}条" in TEXT
    assert f"系统不执行的要求：{len(NONE)}条" in TEXT
    others = [row for row in ROWS if row["id"].startswith("E-")]
    built = sum(row["enforced"] != "none" for row in others)
    idle = len(others) - built - len(not_built())
    assert f"行政执法{len(others)}条：已执行{built}条，不执行{idle}条，尚未建设{len(not_built())}条" in TEXT
    indicators = [id for id in law_table() if id.startswith(INDICATORS)]
    assert f"评价指标{len(indicators)}条" in TEXT and f"评价指标（{len(indicators)}条）" in TEXT
    assert len(decisions) + len(others) == len(ROWS) and len(indicators) == 2
    assert (none, idle) == tuple(sum(id.startswith(start) for id in NONE) for start in ("D-", "E-")) == (2, 1)


def test_what_reconsiderations_are_judged_by_has_its_place() -> None:
    rows = {row["id"]: row for row in ROWS}
    for id in ("E-REM-01", "E-REM-05", "E-REM-09", "E-REM-11"):
        assert (rows[id]["enforced"], rows[id]["status"], rows[id]["reason"]) == ("deadline", "verified", "")
        assert rows[id]["where"].startswith("states.law.conditions.reconsideration:")
    assert rows["E-REM-02"]["enforced"] == "none" and "not yet built" in rows["E-REM-02"]["reason"]
