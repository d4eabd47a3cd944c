"""Whatever a program sends that fits the description, and much that does not: never a fault of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from infra.wiring import Services
from storage.verify import verify
from tests.api.conftest import Desk
from tests.offices import Office

SignIn = Callable[[str], Desk]
EACH = 2  # examples of every operation
LEAVING = ("/api/session", "/api/notices/stream")  # signing out would leave the rest to a stranger; a stream has no end
CALM = settings(
    deadline=None, database=None, derandomize=True, phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
def desk(sign_in: SignIn, office: Office) -> Iterator[Desk]:
    office.open("m1")
    yield sign_in("office")


def test_generated_requests_never_meet_a_fault(app: FastAPI, desk: Desk, services: Services, tmp_path: Path) -> None:
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    operations = [found for one in schema.get_all_operations() if (found := one.ok()).path not in LEAVING]
    seen: dict[int, int] = {}

    for operation in operations:

        @settings(CALM, max_examples=EACH)
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case) -> None:
            headers = {"x-csrf-token": desk.csrf, "idempotency-key": f"f{len(seen)}{sum(seen.values())}"}
            if "case" in (case.path_parameters or {}):
                case.path_parameters["case"] = "m1"
            answer = case.call(session=desk.client, headers=headers)
            seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
            assert answer.status_code < 500, f"{case.method} {case.path} {answer.text}"

        send()
    assert sum(seen.values()) >= len(operations) * EACH * 0.8 and seen.get(200, 0) > len(operations) / 4, seen
    assert seen.get(401, 0) < len(operations) / 4, "somebody who is signed in asks"
    assert verify(services.database).ok


WRITES = (
    "/cases", "/cases/m1/entries", "/cases/m1/steps/refer_for_study", "/cases/m1/entries/e/correction",
    "/cases/m1/opinions/dispositions",
)  # fmt: skip


def test_any_json_at_all_is_answered(desk: Desk, services: Services) -> None:
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8,
    )  # fmt: skip
    names = ("title", "office", "fields", "inputs", "kind", "reason", "opinions", "disposition", "role", "overlays")
    bodies = st.fixed_dictionaries({}, optional={name: anything for name in names})

    @settings(CALM, max_examples=60)
    @given(path=st.sampled_from(WRITES), body=bodies | anything)
    def send(path: str, body: object) -> None:
        answer = desk.post(path, body)
        assert answer.status_code < 500, (path, body, answer.text)

    send()
    assert verify(services.database).ok
