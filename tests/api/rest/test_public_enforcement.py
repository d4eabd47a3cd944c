"""行政执法公示 for everybody: what is out, what was withdrawn, what a body publishes before it acts; on both databases."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import AddMaterial, RecordEntry, TakeStep
from storage.documents.word import DOCX
from tests.offices import BUREAU, Office
from tests.penalties import OFFICER, REGISTER, REVIEWER, Bureau, settle_bureau
from tests.planted import Peopled, Town, live, row

API, PAGES = "/api/portal/enforcement", "/portal/enforcement"
TOWN = Town()


@pytest.fixture
def bureau(office: Office, tmp_path: Path) -> Bureau:
    return settle_bureau(office, tmp_path)


@pytest.fixture
def anyone(bureau: Bureau) -> Iterator[TestClient]:
    with TestClient(create_app(bureau.services)) as client:
        yield client


PARTIES = {"two": "某木业有限公司", "three": "某塑业有限公司"}


def matter(bureau: Bureau, case: str = "one") -> str:
    """A case lived up to its publication; its number."""
    begins = max(bureau.life.day, bureau.services.casework.today())
    named = {"party": PARTIES[case]} if case in PARTIES else {}  # one party is not fined twice for what it did once
    live(bureau, case, Peopled(begins, people=tuple(TOWN.person() for _ in range(6)), **named), "甲举报乙案")
    return number_of(bureau, case)


def number_of(bureau: Bureau, case: str) -> str:
    return row(bureau, f"SELECT number FROM case_file WHERE id = '{case}'")


def step(bureau: Bureau, case: str, name: str, **inputs: Any) -> None:
    today = bureau.services.casework.today().isoformat()
    given = {kind: {field: today if value is date else value for field, value in fields.items()} for kind, fields in inputs.items()}
    bureau.services.casework.execute(TakeStep(OFFICER, case, f"{case}-{name}-{bureau.clock.now().isoformat()}", step=name, inputs=given))


def withdraw(bureau: Bureau, case: str, reason: str = "决定已被撤销。") -> None:
    step(bureau, case, "withdraw_publication", publication_withdrawn={"changed_on": date, "reason": reason, "withdrawn_on": date})


def publish(bureau: Bureau, case: str, **fields: Any) -> None:
    given = {"published_at": "机关网站", "content": "罚款四万元。", "social_impact": True, "masked": True, "published_on": date}
    step(bureau, case, "publish_result", result_publication=given | fields)


def test_a_result_is_there_once_it_is_published(bureau: Bureau, anyone: TestClient) -> None:
    bureau.until("decided")
    number = number_of(bureau, "penalty1")
    hidden = anyone.get(f"{API}/{number}")
    assert hidden.status_code == 404 and anyone.get(f"{PAGES}/{number}").status_code == 404
    assert hidden.json()["detail"] == anyone.get(f"{API}/罚〔1999〕1号").json()["detail"], "what is not out looks like what is not there"
    bureau.until("served")
    answer = anyone.get(f"{API}/{number}").json()
    assert answer["body_name"] == "某市应急管理局" and "某工贸有限公司" in answer["content"] and answer["period"] == "三年"
    assert set(answer) == {"number", "kind", "kind_label", "body", "body_name", "title", "excerpt", "published_on", "content", "published_at", "period", "until", "files",
                           "corrections"}  # fmt: skip
    page = anyone.get(f"{PAGES}/{number}")
    assert page.status_code == 200 and "三年" in page.text and "<script" not in page.text.partition("<main")[2].partition("</main>")[0]


def test_withdrawn_leaves_a_tombstone_and_nothing_else(bureau: Bureau, anyone: TestClient) -> None:
    number = matter(bureau)
    content = anyone.get(f"{API}/{number}").json()["content"]
    step(bureau, "one", "correct_publication", publication_corrected={"wrong": "四万", "right": "肆万元整更正稿", "on": date})
    assert "肆万元整更正稿" in anyone.get(f"{PAGES}/{number}").text
    withdraw(bureau, "one", "行政复议决定撤销原处罚决定。")
    answer, page = anyone.get(f"{API}/{number}"), anyone.get(f"{PAGES}/{number}")
    assert answer.status_code == page.status_code == 410
    assert answer.json()["gone"] == "withdrawn" and answer.json()["on"] == bureau.services.casework.today().isoformat()
    for told in (answer.text, page.text):
        assert "行政复议决定撤销原处罚决定。" in told
        for gone in (content[:20], content[-20:], "肆万元整更正稿", "机关网站", "安全生产教育和培训", "三年"):
            assert gone not in told, gone
    assert anyone.get(API).json()["items"] == [] and anyone.get(API, params={"q": "罚款"}).json()["items"] == []
    publish(bureau, "one", content="重新公示的内容。")
    again = anyone.get(f"{API}/{number}").json()
    assert (again["content"], again["corrections"], again["period"]) == ("重新公示的内容。", [], "")


def test_a_publication_ends_with_its_period(bureau: Bureau, anyone: TestClient) -> None:
    number = matter(bureau)
    withdraw(bureau, "one")
    today = bureau.services.casework.today()
    publish(bureau, "one", content="公示一日。", until=today.isoformat())
    assert anyone.get(f"{API}/{number}").status_code == 200
    bureau.clock.to(today.replace(year=today.year + 1))
    answer = anyone.get(f"{API}/{number}")
    assert (answer.status_code, answer.json()["gone"]) == (410, "expired") and "公示一日" not in answer.text
    assert anyone.get(API).json()["items"] == []


def test_what_is_withheld_or_classified_is_not_there(bureau: Bureau, anyone: TestClient) -> None:
    number = matter(bureau)
    with bureau.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE case_file SET confidentiality = 'withheld' WHERE id = 'one'")
    assert anyone.get(f"{API}/{number}").status_code == 404 and anyone.get(API).json()["items"] == []
    assert anyone.get(f"{API}/{number_of(bureau, REGISTER)}").status_code == 404, "a number of another procedure"


def test_the_list_is_paged_filtered_and_searched(bureau: Bureau, anyone: TestClient) -> None:
    numbers = [matter(bureau, case) for case in ("one", "two", "three")]
    seen, cursor = [], None
    for _ in numbers:
        page = anyone.get(API, params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        seen += [one["number"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert (seen, cursor) == (numbers[::-1], None)
    days = [anyone.get(f"{API}/{one}").json()["published_on"] for one in numbers]
    found = lambda **params: {one["number"] for one in anyone.get(API, params=params).json()["items"]}  # noqa: E731 - one line, used below
    assert found(since=days[1], until=days[1]) == {numbers[1]}
    assert found(body=BUREAU) == found(kind="penalty") == set(numbers) and found(body="city") == found(kind="inspection") == set()
    assert found(q=numbers[2]) == {numbers[2]} and found(q="40000") == set(numbers) and found(q="%") == found(q="content") == set()
    html = anyone.get(PAGES, params={"q": "40000", "since": "没有"})
    assert html.status_code == 200 and all(quote(one) in html.text for one in numbers)


def word(text: str, author: str = "") -> bytes:
    made, target = Document(), io.BytesIO()
    made.core_properties.author = author
    made.add_paragraph(text)
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (lambda name: word("处罚决定书，当事人某工贸有限公司。"), DOCX, 200), (lambda name: word(f"证人{name[0]} {name[1:]}。"), DOCX, 404),
        (lambda name: word("处罚决定书。", author=name), DOCX, 404), (lambda name: "罚款。".encode(), "text/plain", 200),
        (lambda name: f"{name}。".encode(), "text/plain", 404), (lambda name: b"\x89PNG", "image/png", 404),
        (lambda name: "身份证11010519491231002X".encode(), "text/plain", 404),
    ],
    ids=["clean", "in the text", "in the properties", "plain", "in plain text", "a picture", "a number on no file"],
)  # fmt: skip
def test_a_file_goes_out_only_when_it_can_be_read_and_is_clean(bureau: Bureau, anyone: TestClient, content: Any, kind: str, status: int) -> None:
    number = matter(bureau)
    held = json.loads(row(bureau, "SELECT fields FROM entry WHERE case_id = 'one' AND kind = 'protected_people'"))
    octets = content(held["people"][3]["name"])
    stored = bureau.services.archive.put(io.BytesIO(octets), max_bytes=10**7)
    add = AddMaterial(OFFICER, "one", "file-1", digest=stored.digest, name="内部名称张三丰.docx", media_type=kind, size=stored.size)
    bureau.services.casework.execute(add)
    withdraw(bureau, "one")
    publish(bureau, "one", files=[{"name": "处罚决定书（公开版）.docx", "file": stored.digest}])
    assert anyone.get(f"{API}/{number}").json()["files"] == [{"name": "处罚决定书（公开版）.docx", "digest": stored.digest}]
    for base in (API, PAGES):
        answer = anyone.get(f"{base}/{number}/files/{stored.digest}")
        assert answer.status_code == status
        if status == 200:
            assert answer.content == octets and answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('处罚决定书（公开版）.docx', safe='')}"
    withdraw(bureau, "one")
    assert anyone.get(f"{API}/{number}/files/{stored.digest}").status_code == 404, "gone with the publication"


def keep(bureau: Bureau, kind: str, **fields: Any) -> None:
    key = f"r-{kind}-{bureau.clock.now().isoformat()}"
    bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, key, kind=kind, fields=fields))


def test_the_register_shows_what_is_published_before_acting(bureau: Bureau, anyone: TestClient) -> None:
    today = bureau.services.casework.today().isoformat()
    keep(bureau, "report_channel", telephone="12350", mail="jubao@example.gov.cn", published_on=today)
    keep(bureau, "enforcement_item", code="AJ-001", name="已取消的事项", basis="甲", basis_level="statute", power="行政处罚", procedure="普通程序",
         responsibility="乙", listed_on=today)  # fmt: skip
    keep(bureau, "item_cancelled", code="AJ-001", reason="依据已经废止", on=today)
    before = anyone.get(f"{API}/register/{BUREAU}").json()
    assert [(one["name"], one["number"]) for one in before["officers"]] == [("执法甲", "演示000001"), ("执法乙", "演示000002")]
    assert [one["code"] for one in before["items"]] == ["AJ-097"] and before["tables"][0]["tiers"][1][2] == "30000元至60000元"
    assert before["channels"][0]["telephone"] == "12350" and "gender" not in json.dumps(before) and "法律职业资格" not in json.dumps(before, ensure_ascii=False)
    keep(bureau, "certificate_change", number="演示000002", change="withheld", on=today, reason="违纪调查中的内部理由")
    after = anyone.get(f"{API}/register/{BUREAU}")
    assert [one["name"] for one in after.json()["officers"]] == ["执法甲"] and "内部理由" not in after.text
    page = anyone.get(f"{PAGES}/register/{BUREAU}")
    assert page.status_code == 200 and page.text.count("<svg class=\"flow\"") == 4 and "style=" not in page.text and "作出行政处罚决定" in page.text
    assert anyone.get(f"{API}/register/city").status_code == anyone.get(f"{PAGES}/register/nobody").status_code == 404
