"""What an act leaves in the outbox is delivered at least once, in order, and sets going what must follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows import relay
from flows.deadlines import sweep as fire_due
from flows.relay import sweep
from infra.wiring import Services
from storage import outbox
from storage.outbox import Letter
from tests.flows.conftest import House
from tests.lives import Town

STATUS = "SELECT status, attempts FROM outbox WHERE topic <> 'opened' ORDER BY id"


def lapse(house: House, *names: str) -> None:
    """A notice per lapsed clock; that the matter was opened has been told already."""
    house.office.open()
    sweep(house.services)
    for name in names:
        house.arm(name, "2026-01-15")
    house.clock.set("2026-01-20")
    fire_due(house.services)


def test_notices_are_settled_once(house: House) -> None:
    lapse(house, "a", "b")
    assert house.run(relay.relay) == {"settled": 2}
    before = house.dump()
    assert house.run(relay.relay) == {}
    assert house.dump() == before


def test_a_delivery_that_fails_is_tried_again_later(house: House) -> None:
    lapse(house, "a", "b")
    delivered: list[str] = []
    ill = True

    def hook(_: Services, letter: Letter) -> None:
        if ill:
            raise OSError("no connection")
        delivered.append(str(letter.payload["timer"]))

    assert sweep(house.services, {"deadline_passed": hook}) == {"put_off": 1, "held_up": 1}
    assert house.rows(STATUS) == [("waiting", 1), ("waiting", 0)]
    ill = False
    assert sweep(house.services, {"deadline_passed": hook}) == {}  # its pause is not over, and the other waits for it
    house.clock.set("2026-01-21")
    assert sweep(house.services, {"deadline_passed": hook}) == {"settled": 2}
    assert delivered == ["a", "b"]


def test_after_the_last_attempt_a_letter_is_dead_and_seen(house: House) -> None:
    lapse(house, "a")
    with house.services.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE outbox SET attempts = {outbox.ATTEMPTS - 1}")

    def hook(_: Services, letter: Letter) -> None:
        raise OSError("no connection")

    assert sweep(house.services, {"deadline_passed": hook}) == {"dead": 1}
    assert [one.error for one in outbox.dead_letters(house.services.database)] == ["OSError: no connection"]


@pytest.mark.parametrize("stage", ["published", "closed"])
def test_publication_and_closing_are_sealed_at_once(settle: Callable[..., Town], stage: str) -> None:
    town = settle()
    for name in ("published", "closed"):
        town.until(name)
        town.clock.to(town.life.later(1))
        sweep(town.services)
        if name == stage:
            break
    seals = town.rows("SELECT seq FROM event WHERE act = 'seal_dossier' AND kind = 'step'")
    assert len(seals) == {"published": 1, "closed": 2}[stage]
    before = town.rows("SELECT * FROM event")
    sweep(town.services)
    assert town.rows("SELECT * FROM event") == before


def test_a_seal_that_fails_is_tried_again(settle: Callable[..., Town]) -> None:
    town = settle()
    town.until("published")
    content = town.services.settings.data_dir / "archive" / "content"
    material = next(one for one in content.rglob("*") if one.is_file())
    kept = material.read_bytes()
    material.unlink()
    town.clock.to(town.life.later(1))
    assert sweep(town.services)["put_off"] == 1
    material.write_bytes(kept)
    town.clock.to(town.life.later(1))
    assert sweep(town.services)["settled"] >= 1
    assert len(town.rows("SELECT seq FROM event WHERE act = 'seal_dossier' AND kind = 'step'")) == 1
