"""一事不再罚款 against other matters, on both databases: the gate, the alert on the case and for the supervisor, another body by code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from infra.demo.acts import Act
from infra.demo.penalty_life import PenaltyLife
from infra.demo.playing import Player
from states.casework.commands import TakeStep
from states.dossier.vocabulary import Role
from states.errors import GateClosed
from states.law.folding import bare
from storage.earlier_fines import StoredFines
from storage.queries.reading import look
from storage.queries.risks import risk_rows, risks_of
from storage.queries.steps import steps
from storage.risk_sweep import keep_risks
from storage.verify import verify
from tests.offices import Office
from tests.penalties import CASE, OFFICER, Bureau, open_under_register, settle_bureau
from tests.storage.test_risk_sweep import SUPERVISOR

CODE = "91530000MA6K000X1Y"
SECOND = "penalty2"


@dataclass
class Coded(PenaltyLife):
    """A case whose party is registered by its code."""

    code: str = ""

    def filing(self) -> Iterator[Act]:
        for act in super().filing():
            rows = act.inputs.get("filing_approval", {}).get("parties", ())
            yield replace(act, inputs=act.inputs | {"filing_approval": act.inputs["filing_approval"] | {
                "parties": [one | {"code": self.code} for one in rows]}}) if rows and self.code else act  # fmt: skip


def another(bureau: Bureau, until: str, **life: Any) -> Bureau:
    """A second case of the same body, begun where the first one stands, lived to the end of that stage."""
    begun = Coded(bureau.life.day, **life)
    player = Player(bureau.services, bureau.clock, SECOND, "某工贸有限公司再次被举报案", OFFICER)
    bureau.clock.to(begun.day)
    open_under_register(player, "penalty", begun.opening())
    other = Bureau(bureau.services, bureau.clock, begun, player, iter(begun.stages()))
    other.until(until)
    return other


def fined(office: Office, folder: Path, **life: Any) -> Bureau:
    bureau = settle_bureau(office, folder, instalments=False, hearing=False)
    if life:
        bureau.life = Coded(date(2026, 3, 2), instalments=False, hearing=False, **life)
        bureau.told = iter(bureau.life.stages())
    bureau.until("decided")
    return bureau


def decide(bureau: Bureau, key: str, **more: Any) -> Any:
    """The decision that the life would make now."""
    life = bureau.life
    act = next(life.decision())
    sent = bureau.player.sent(act.inputs["penalty_decision"] | more)
    bureau.clock.to(life.day)
    command = TakeStep(replace(OFFICER, person="bureau_head", role=Role.AGENCY_HEAD), SECOND, key, step="decide_penalty", inputs={"penalty_decision": sent})
    return bureau.services.casework.execute(command)


def alerts(bureau: Bureau) -> list[tuple[str, str]]:
    today = bureau.services.casework.today()
    keep_risks(bureau.services.database, today)
    rows = risk_rows(bureau.services.database, SUPERVISOR, today, "同一违法行为两次罚款").items
    of_case = [one for one in risks_of(bureau.services.database, SUPERVISOR, today, SECOND) if one.label == "同一违法行为两次罚款"]
    assert [(one.case, one.risk.point) for one in rows if one.case == SECOND] == [(SECOND, one.point) for one in of_case]
    return [(one.case, one.risk.point) for one in rows]


def test_a_like_case_is_refused_until_it_is_answered(office: Office, tmp_path: Path) -> None:
    first = fined(office, tmp_path)
    second = another(first, "reviewed", hearing=False, instalments=False)
    assert alerts(second) == [(SECOND, "E-FIL-06#filed")], "told while the case is handled, for the case that came later"
    with pytest.raises(GateClosed) as shut:
        decide(second, "bare")
    found = [one for one in shut.value.findings if one.blocks]
    with office.database.reading() as connection:
        told = connection.exec_driver_sql(f"SELECT number FROM case_file WHERE id = '{CASE}'").scalar_one()
    assert [one.rule for one in found] == ["E-FIL-06"] and told in found[0].reason and "罚款40000元" in found[0].reason
    receipt = decide(second, "answered", distinct_act="前案的培训记录与本案的不是同一批。")
    assert [one["status"] for one in receipt.findings if one["rule"] == "E-FIL-06"] == ["warned"]
    assert alerts(second) == [(SECOND, "E-FIL-06")], "stands for the supervisor after the decision"
    assert verify(office.database).ok


def test_the_checklist_tells_what_the_gate_tells(office: Office, tmp_path: Path) -> None:
    second = another(fined(office, tmp_path), "reviewed", hearing=False, instalments=False)
    seen = steps(office.database, SUPERVISOR, second.services.casework.today(), SECOND)
    decision = next(one for one in seen if one.name == "decide_penalty")
    assert any(one.rule == "E-FIL-06" for one in decision.findings)


def test_another_party_is_another_matter(office: Office, tmp_path: Path) -> None:
    second = another(fined(office, tmp_path), "decided", hearing=False, instalments=False, party="某化工有限公司")
    assert alerts(second) == []


@pytest.mark.parametrize(("code", "name", "found"), [(CODE, "某工贸有限公司（原名）", 1), ("", "某工贸有限公司", 0), ("91530000MA6K000X2Y", "某工贸有限公司", 0)])
def test_of_another_body_only_by_code(office: Office, tmp_path: Path, code: str, name: str, found: int) -> None:
    first = fined(office, tmp_path, code=code, party=name)
    with office.database.writing() as connection:  # no such body keeps a register in these tests
        connection.exec_driver_sql(f"UPDATE case_file SET body_id = 'other_city' WHERE id = '{CASE}'")
    second = another(first, "reviewed", hearing=False, instalments=False, code=CODE)
    told = alerts(second)
    assert told == ([(SECOND, "E-FIL-06#filed")] if found else [])
    if found:
        (risk,) = (one for one in risks_of(office.database, SUPERVISOR, second.services.casework.today(), SECOND) if one.point == "E-FIL-06#filed")
        assert "培训" not in risk.finding.reason, "nothing of what the other body's case is about"


def test_names_are_compared_bare_and_a_look_may_be_over(office: Office, tmp_path: Path) -> None:
    fined(office, tmp_path)
    with look(office.database) as reader:
        asked = StoredFines(reader.database, reader.connection)
        assert [one.yuan for one in asked.of("x", frozenset({bare("某工贸 有限公司")}), frozenset())] == [40000]
        assert asked.of(CASE, frozenset({bare("某工贸有限公司")}), frozenset()) == ()
    assert len(asked.of("x", frozenset({bare("某工贸有限公司")}), frozenset())) == 1, "the look is over; it looks again"
