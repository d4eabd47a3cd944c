"""Published, running and ended matters are sealed; sealed ones are left alone until something new is old enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flows import archiving
from flows.archiving import sweep
from flows.installation import SweepIncomplete, tell
from states.dossier.vocabulary import Role
from storage.sweeps import SUPPLEMENT_DAYS
from storage.verify import verify
from tests.flows.conftest import House
from tests.lives import Town

SEALS = "SELECT fields FROM entry WHERE kind = 'dossier_seal' ORDER BY seq"


def parts(town: Town) -> list[str]:
    return [json.loads(row[0])["part"] for row in town.rows(SEALS)]


def test_a_matter_still_being_decided_is_not_sealed(house: House) -> None:
    house.office.open()
    assert house.run(archiving.archiving) == {}
    assert house.rows(SEALS) == []


def test_the_life_of_a_matter_is_sealed_in_parts(settle: Callable[..., Town]) -> None:
    town = settle()
    town.until("published")
    town.clock.to(town.life.later(1))
    assert sweep(town.services) == {"sealed": 1}
    town.until("executing")
    assert sweep(town.services) == {}  # too soon for a supplement
    town.until("reports")
    assert sweep(town.services) == {"sealed": 1}
    town.until("closed")
    assert sweep(town.services) == {"sealed": 1}  # what has ended does not wait
    assert parts(town) == ["决策程序", "执行与评估补充-1", "办结"]
    before = town.rows("SELECT * FROM event")
    assert sweep(town.services) == {}
    assert town.rows("SELECT * FROM event") == before
    assert verify(town.services.database).ok


def test_two_sweeps_at_once_leave_one_seal(settle: Callable[..., Town]) -> None:
    town = settle()
    town.until("published")
    town.clock.to(town.life.later(1))
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(lambda _: sweep(town.services), range(3)))
    assert parts(town) == ["决策程序"] and not any("failed" in one for one in counts)
    assert len(list(town.services.settings.data_dir.glob("archive/sealed/**/*.zip"))) == 1
    assert verify(town.services.database).ok


def test_a_supplement_waits_until_there_is_something_to_add(settle: Callable[..., Town]) -> None:
    town = settle()
    town.until("executing")
    town.seal()
    town.clock.to(town.life.later(SUPPLEMENT_DAYS + 1))
    assert sweep(town.services) == {}
    town.clock.to(town.life.later(1))
    town.player.play([town.life.record("supervisor", Role.SUPERVISOR, "inspection_record", on=town.life.day, result="抽查属实。")])
    assert sweep(town.services) == {"sealed": 1}


def test_an_ill_archive_costs_a_failed_run_and_no_record(settle: Callable[..., Town]) -> None:
    town = settle()
    town.until("published")
    for place in (town.services.settings.data_dir / "archive" / "content").rglob("*"):
        if place.is_file():
            place.unlink()
    counts = sweep(town.services)
    assert counts == {"failed": 1} and parts(town) == []
    try:
        tell(counts)
    except SweepIncomplete as shown:
        assert "1项未能办理" in str(shown)
    else:
        raise AssertionError("a sweep that failed in part must show")
