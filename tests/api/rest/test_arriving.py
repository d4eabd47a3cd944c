"""A material in pieces over HTTP: the line breaks, it goes on; what comes is judged like everything else."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import httpx
import pytest

from storage.arriving import PIECE
from tests.api.conftest import Desk
from tests.api.rest.test_materials import word
from tests.offices import Office

SignIn = Callable[[str], Desk]


def patch(desk: Desk, upload: str, offset: int, piece: bytes, case: str = "m1") -> httpx.Response:
    headers = {"x-csrf-token": desk.csrf, "upload-offset": str(offset), "content-type": "application/octet-stream"}
    return desk.client.patch(f"/api/cases/{case}/uploads/{upload}", content=piece, headers=headers)


def begin(desk: Desk, name: str, size: int) -> dict[str, Any]:
    answer = desk.post("/cases/m1/uploads", {"name": name, "size": size})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_broken_line_goes_on_where_it_stopped(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk, content = sign_in("sponsor"), word("草案" * 2000)
    upload = begin(desk, "草案.docx", len(content))["upload"]
    assert patch(desk, upload, 0, content[:1000]).json()["received"] == 1000
    assert patch(desk, upload, 0, content[:1000]).status_code == 409, "sent again, for the answer was lost"
    assert desk.post(f"/cases/m1/uploads/{upload}/finish", {}).status_code == 422, "not whole yet"
    here = desk.get(f"/cases/m1/uploads/{upload}").json()["received"]
    assert here == 1000 and patch(desk, upload, here, content[here:]).json()["received"] == len(content)
    done = desk.post(f"/cases/m1/uploads/{upload}/finish", {}, key="k1")
    assert done.status_code == 201 and done.json()["digest"] == "sha256:" + sha256(content).hexdigest()
    again = desk.post(f"/cases/m1/uploads/{upload}/finish", {}, key="k2")
    assert again.json() == done.json(), "the same answer, and the matter has it once"
    assert [one["digest"] for one in desk.get("/cases/m1/materials").json()].count(done.json()["digest"]) == 1


def test_what_it_turns_out_to_be_decides(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk = sign_in("sponsor")
    upload = begin(desk, "草案.pdf", 8)["upload"]
    patch(desk, upload, 0, b"<script>")
    refused = desk.post(f"/cases/m1/uploads/{upload}/finish", {})
    assert refused.status_code == 422 and "不符" in refused.text
    assert desk.get(f"/cases/m1/uploads/{upload}").status_code == 404, "it is not kept"


def test_too_large_or_too_much_at_once_is_refused(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk = sign_in("sponsor")
    assert desk.post("/cases/m1/uploads", {"name": "a.pdf", "size": 2**40}).status_code == 422
    upload = begin(desk, "a.pdf", 3 * PIECE)["upload"]
    assert patch(desk, upload, 0, b"x" * (PIECE + 1)).status_code == 422
    assert patch(desk, upload, 0, b"x" * (3 * PIECE)).status_code == 413
    assert desk.get(f"/cases/m1/uploads/{upload}").json()["received"] == 0


@pytest.mark.parametrize("who", ["office", "expert"])
def test_another_person_does_not_find_it(sign_in: SignIn, office: Office, who: str) -> None:
    office.open("m1")
    upload = begin(sign_in("sponsor"), "a.pdf", 4)["upload"]
    other = sign_in(who)
    assert other.get(f"/cases/m1/uploads/{upload}").status_code == 404
    assert patch(other, upload, 0, b"abcd").status_code == 404
    assert other.delete(f"/cases/m1/uploads/{upload}").status_code == 404


def test_what_is_given_up_is_gone(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk = sign_in("sponsor")
    upload = begin(desk, "a.pdf", 4)["upload"]
    assert desk.delete(f"/cases/m1/uploads/{upload}").status_code == 204
    assert desk.get(f"/cases/m1/uploads/{upload}").status_code == 404


def test_without_the_form_token_nothing_begins(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk = sign_in("sponsor")
    answer = desk.client.post("/api/cases/m1/uploads", json={"name": "a.pdf", "size": 4}, headers={"idempotency-key": "k"})
    assert answer.status_code == 403
