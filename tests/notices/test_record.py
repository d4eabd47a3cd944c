"""What administrators did stays as it was written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from tests.notices.conftest import Inn


@pytest.mark.parametrize("statement", ["UPDATE admin_act SET person_id = 'office'", "DELETE FROM admin_act"])
def test_even_the_owner_cannot_change_the_record(inn: Callable[..., Inn], statement: str) -> None:
    house = inn()
    house.subscribe("https://oa.example.gov.cn/hook")
    before = house.rows("SELECT * FROM admin_act")
    with house.services.database.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only: admin_act"):
        connection.exec_driver_sql(statement)
    assert house.rows("SELECT * FROM admin_act") == before and len(before) == 1
