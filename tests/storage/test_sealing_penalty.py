"""A file of enforcement is sealed as a whole, and what comes later as an addition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra.wiring import Services
from states.casework.commands import ConfirmCorrection, RequestCorrection
from states.errors import StepUnavailable
from storage.sealing import Sealing, seal_matter
from storage.verify import verify
from tests.offices import Office
from tests.penalties import CASE as PENALTY
from tests.penalties import OFFICER, settle_bureau

SEALS = "SELECT fields FROM entry WHERE kind = 'dossier_seal' ORDER BY seq"


def test_a_penalty_file_is_sealed_whole_once_it_is_closed(office: Office, tmp_path: Path) -> None:
    """行政处罚法 art. 47: the whole record is kept; what is added to a closed file later is sealed as an addition to it."""
    bureau = settle_bureau(office, tmp_path)
    one = bureau.services

    def seal() -> Sealing:
        return seal_matter(one.database, one.archive, one.casework, PENALTY, one.clock, 3650)

    with pytest.raises(StepUnavailable):
        seal()
    for _, acts in bureau.told:
        bureau.player.play(acts)
    first = seal()
    assert first.sealed is not None and first.sealed.key == "罚〔2026〕1号/卷宗-1.zip", first.obstacles
    assert seal().sealed is None, "nothing is new"
    ((lead, fields),) = rows_of(one, f"SELECT id, fields FROM entry WHERE case_id = '{PENALTY}' AND kind = 'lead'")
    put_right = json.loads(fields) | {"content": "举报内容的录入有误，更正如下：培训记录不实。"}
    one.casework.execute(RequestCorrection(OFFICER, PENALTY, office.key(), entry=lead, fields=put_right, reason="录入有误"))
    ((request,),) = rows_of(one, "SELECT id FROM entry WHERE kind = 'correction_request'")
    one.casework.execute(ConfirmCorrection(office.actor("bureau_supervisor"), PENALTY, office.key(), request=request))
    second = seal()
    assert second.sealed is not None and second.sealed.key == "罚〔2026〕1号/卷宗-2.zip", second.obstacles
    assert [json.loads(row[0])["part"] for row in rows_of(one, SEALS)] == ["案卷", "案卷补充-1"]
    assert verify(one.database).ok


def rows_of(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]
