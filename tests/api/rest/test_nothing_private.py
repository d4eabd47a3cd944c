"""More than a thousand names, addresses and numbers of persons on file: none in anything that anybody may read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import RecordEntry, TakeStep
from states.errors import GateClosed, InvalidEntry
from states.law.folding import bare, in_digits
from states.law.requirement import REQUIREMENTS, Requirement, met
from tests.api.pages.test_closed_doors import OPEN as OPEN_PAGES
from tests.api.rest.test_default_deny import OPEN as OPEN_ROUTES
from tests.offices import BUREAU, Office
from tests.penalties import OFFICER
from tests.planted import Planted, Town, plant

CASES = 10
PUBLIC = "/portal/enforcement"


@pytest.fixture
def planted(office: Office, tmp_path: Path) -> Planted:
    return plant(office, tmp_path, CASES)


@pytest.fixture
def few(office: Office, tmp_path: Path) -> Planted:
    return plant(office, tmp_path, 2)


def reader(planted: Planted) -> TestClient:
    return TestClient(create_app(planted.bureau.services))


def said(client: TestClient, path: str) -> str:
    """All that an answer says: its address after redirects, its status line, its headers, its text."""
    answer = client.get(path)
    headers = "\n".join(f"{name}: {unquote(value)}" for name, value in answer.headers.items())
    text = answer.text
    if "json" in answer.headers.get("content-type", "") and "openapi" not in path:
        text += json.dumps(answer.json(), ensure_ascii=False)
    return f"{headers}\n{text}"


def surfaces(planted: Planted, client: TestClient) -> Iterator[tuple[str, str]]:
    """Everything that is open: the routes that the lists of open routes name, for every matter there is, and what they link to."""
    numbers = [planted.number(case) for case in (*planted.lives, "register")]
    matters = [*planted.lives, "register"]
    places = {"case": [*matters, *numbers], "number": numbers, "body": [BUREAU, "team", *numbers[:1]], "secret": ["x"], "digest": ["sha256:" + "a" * 64]}
    for method, path in sorted({*OPEN_PAGES, *OPEN_ROUTES}):
        for where in _filled(path, places) if method == "GET" else ():
            yield where, said(client, where)
    for base in (PUBLIC, f"/api{PUBLIC}"):
        for query in ("limit=100", f"body={BUREAU}", "kind=penalty", "q=罚款", "since=2026-01-01", "q=%25", "cursor=x"):
            yield f"{base}?{query}", said(client, f"{base}?{query}")
    for path in ("/api/nothing", "/nothing", "/cases/planted000", "/api/cases/planted000", f"/api{PUBLIC}/%00", f"/api{PUBLIC}?since=x", f"/api{PUBLIC}?limit=0"):
        yield path, said(client, path)
    yield from _paged(client)


def _paged(client: TestClient) -> Iterator[tuple[str, str]]:
    cursor = ""
    while True:
        where = f"/api{PUBLIC}?limit=7" + (f"&cursor={cursor}" if cursor else "")
        yield where, said(client, where)
        cursor = client.get(where).json()["next_cursor"]
        if not cursor:
            return


def _filled(path: str, places: dict[str, list[str]]) -> Iterator[str]:
    for name, values in places.items():
        if f"{{{name}}}" in path:
            for value in values:
                yield from _filled(path.replace(f"{{{name}}}", quote(value, safe=":")), places)
            return
    yield path


def leaks(texts: list[tuple[str, str]], secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where any of them stands, however it is written: both sides bare of separators and width, and as they are."""
    found, sought = [], [(one, bare(one)) for one in secrets]
    for where, text in texts:
        seen = (text, in_digits(bare(text)))
        found += [(where, one) for one, bared in sought if any(one in side or bared in side for side in seen)]
    return found


def test_nothing_private_is_public(planted: Planted) -> None:
    secrets = planted.secrets
    assert len(set(secrets)) == len(secrets) >= 1000
    client = reader(planted)
    texts = list(surfaces(planted, client))
    listed = client.get(f"/api{PUBLIC}", params={"limit": 100}).json()["items"]
    assert len(listed) == CASES, "every case is out"
    assert len([where for where, text in texts if "某某" in text or "罚款40000元" in text]) >= 2 * CASES, "and is read here"
    assert leaks(texts, secrets) == []
    partly = tuple(one for secret in secrets if "路" in secret for one in (secret.partition("区")[2], secret.partition("号")[0] + "号"))
    assert leaks(texts, partly) == []
    assert leaks(texts, tuple(f"{case}号热处理曲线" for case in planted.lives)) == []


def test_nothing_private_is_found_by_search(planted: Planted) -> None:
    """A search answers the same for what is on file as for what is not: with nothing."""
    client = reader(planted)
    for secret in planted.secrets[::7]:
        assert client.get(f"/api{PUBLIC}", params={"q": secret}).json() == {"items": [], "next_cursor": None}, secret
    assert client.get(f"/api{PUBLIC}", params={"q": "举报"}).json()["items"] == [], "titles of matters are not searched"
    assert len(client.get(f"/api{PUBLIC}", params={"q": "工贸有限公司", "limit": 100}).json()["items"]) == CASES


@pytest.mark.parametrize("secret", range(5))
def test_the_gate_refuses_each_sort_and_repeats_none(few: Planted, secret: int) -> None:
    """Published anew after a withdrawal, with one thing left in: refused, told what and where, the thing itself nowhere."""
    case, life = next(iter(few.lives.items()))
    withdraw(few, case)
    left = life.people[3].secrets()[secret]
    written = left[:2] + " " + left[2:]
    with pytest.raises(GateClosed) as shut:
        publish(few, case, content=f"涉及{written}。")
    told = shut.value.message + "".join(one.reason + one.cure for one in shut.value.findings)
    assert "第3字起" in told and left not in told and bare(left) not in bare(told)
    publish(few, case, content="涉及一人。")


@pytest.mark.parametrize("secret", range(5))
def test_a_correction_is_refused_like_a_publication(few: Planted, secret: int) -> None:
    case, life = next(iter(few.lives.items()))
    left = life.people[4].secrets()[secret]
    for wrong, right in (("金额", left), (left, "金额")):
        with pytest.raises(GateClosed):
            correct(few, case, wrong, right)
    correct(few, case, "罚款40000元", "罚款肆万元")
    page = reader(few).get(f"/api{PUBLIC}/{few.number(case)}").json()
    assert [one["right"] for one in page["corrections"]] == ["罚款肆万元"]


def test_a_correction_cannot_be_put_on_file_without_its_gate(few: Planted) -> None:
    case = next(iter(few.lives))
    fields = {"wrong": "甲", "right": "乙", "on": "2026-06-30"}
    with pytest.raises(InvalidEntry):
        few.bureau.services.casework.execute(RecordEntry(OFFICER, case, "by-itself", kind="publication_corrected", fields=fields))


@pytest.mark.parametrize("field", ["content", "title", "period"])
def test_the_search_for_leaks_sees_one(few: Planted, monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    """The planted fault: with the gate taken away one name gets out, and the search above turns red at the very address."""
    case, life = next(iter(few.lives.items()))
    withdraw(few, case)
    monkeypatch.setitem(REQUIREMENTS, "E-PBL-11", Requirement("E-PBL-11", lambda *_: met("已移除"), "test"))
    publish(few, case, **{field: f"涉及{life.people[5].name[0]} {life.people[5].name[1:]}。"})
    found = leaks(list(surfaces(few, reader(few))), few.secrets)
    assert found and {one for _, one in found} == {life.people[5].name}
    assert any(where.startswith(f"/api{PUBLIC}/") for where, _ in found)


def test_the_search_for_leaks_sees_a_widened_query(few: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other planted fault: a list that shows the matter's title instead of the publication's."""
    from storage.queries import public_enforcement

    head = public_enforcement._head
    titles = {few.number(case): f"{life.people[0].name}举报案" for case, life in few.lives.items()}
    monkeypatch.setattr(public_enforcement, "_head", lambda entry, case: head(entry, case) | {"title": titles[case[0]]})
    assert len(leaks(list(surfaces(few, reader(few))), few.secrets)) >= 2


def withdraw(planted: Planted, case: str) -> None:
    day = planted.bureau.services.casework.today().isoformat()
    _step(planted, case, "withdraw_publication", publication_withdrawn={"changed_on": day, "reason": "公示内容需要核对。", "withdrawn_on": day})


def publish(planted: Planted, case: str, **fields: str) -> None:
    day = planted.bureau.services.casework.today().isoformat()
    given = {"published_at": "机关网站", "content": "罚款。", "social_impact": True, "masked": True, "published_on": day} | fields
    _step(planted, case, "publish_result", result_publication=given)


def correct(planted: Planted, case: str, wrong: str, right: str) -> None:
    _step(planted, case, "correct_publication", publication_corrected={"wrong": wrong, "right": right, "on": planted.bureau.services.casework.today().isoformat()})


def _step(planted: Planted, case: str, step: str, **inputs: object) -> None:
    key = f"{case}-{step}-{planted.bureau.clock.now().isoformat()}"
    planted.bureau.services.casework.execute(TakeStep(OFFICER, case, key, step=step, inputs=inputs))  # type: ignore[arg-type]


def test_persons_of_another_town_are_no_secret_here() -> None:
    assert Town().person() == Town().person(), "the same persons on every run"
