"""Bad requests through Casework.execute, on both databases: the right refusal in Chinese, and nothing changed.

A refused official act (a step, an entry, a correction) is chained on the matter with what was found; nothing else is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from infra.demo.life import Life
from states.casework.commands import (
    Actor,
    AddMaterial,
    Command,
    ConfirmCorrection,
    DisposeOpinions,
    FireTimer,
    OpenCase,
    ProposeEvaluation,
    ReceiveOpinion,
    RecordEntry,
    RequestCorrection,
    TakeStep,
)
from states.dossier.vocabulary import Confidentiality, Disposition, Role
from states.errors import (
    DomainError,
    GateClosed,
    InvalidEntry,
    NotFound,
    NotPermitted,
    OutOfTime,
    StaleDossier,
    StepUnavailable,
)
from storage.verify import verify
from tests.offices import CITY, Office, filled
from tests.states.law.examples.build import PAPER
from tests.storage.stepping import History, dump, rows

CASE = "case-1"
TODAY = "2026-01-12"
OFFICE, SPONSOR, HEAD = Actor("office", Role.DECISION_OFFICE), Actor("sponsor", Role.SPONSOR), Actor("head", Role.HEAD)
CLOCK, PORTAL = Actor("clock", Role.CLOCK), Actor("portal", Role.PUBLIC)
SCOPE = filled("scope_test", exclusion="none", congress="none")
PROPOSAL = filled("proposal", proposer_type="department", received_on=TODAY)
SHA = "sha256:" + "c" * 64


@dataclass(frozen=True)
class Bad:
    """A request that must be refused: with what, saying what, and whether the matter's chain shall know of it."""

    name: str
    command: Command
    refusal: type[DomainError]
    says: str
    chained: bool = False
    fields: tuple[str, ...] = field(default=())


def step(name: str = "refer_for_study", actor: Actor = OFFICE, case: str = CASE, key: str = "bad", version: int | None = None, **inputs: Any) -> TakeStep:
    return TakeStep(actor, case, key, version, step=name, inputs=inputs)


def record(kind: str = "proposal", actor: Actor = OFFICE, case: str = CASE, key: str = "bad", **fields: Any) -> RecordEntry:
    known = PROPOSAL if kind == "proposal" else {}
    return RecordEntry(actor, case, key, kind=kind, fields={name: value for name, value in (known | fields).items() if value is not None})


def opening(actor: Actor = OFFICE, key: str = "bad", case: str = "new", **more: Any) -> OpenCase:
    plain: dict[str, Any] = {"procedure": "major_decision", "title": "城市道路停车收费标准调整", "office": "transport", "body": CITY,
                             "fields": PROPOSAL}  # fmt: skip
    return OpenCase(actor, case, key, **(plain | more))


def material(actor: Actor = OFFICE, **more: Any) -> AddMaterial:
    plain: dict[str, Any] = {"digest": SHA, "name": "草案.docx", "media_type": "text/plain", "size": 10}
    return AddMaterial(actor, CASE, "bad", **(plain | more))


STEPS = [
    Bad("unknown step", step("fly"), StepUnavailable, "没有这一环节", True),
    Bad("internal event of the chart", step("done_state_arguing"), StepUnavailable, "没有这一环节", True),
    Bad("another procedure's step", step("publish_catalogue"), StepUnavailable, "没有这一环节", True),
    Bad("wrong stage", step("adopt", HEAD), StepUnavailable, "请在相应阶段办理", True),
    Bad("wrong role", step("refer_for_study", SPONSOR, scope_test=SCOPE), NotPermitted, "应当由决策机关办公机构办理", True),
    Bad("role not held", step(actor=Actor("sponsor", Role.DECISION_OFFICE), scope_test=SCOPE), NotPermitted, "您没有「决策机关办公机构」的身份", True),
    Bad("nobody", step(actor=Actor("ghost", Role.DECISION_OFFICE), scope_test=SCOPE), NotPermitted, "账号不存在", True),
    Bad("clock on a step not its own", step(actor=CLOCK, scope_test=SCOPE), NotPermitted, "账号不存在", True),
    Bad("public role", step(actor=PORTAL, scope_test=SCOPE), NotPermitted, "账号不存在", True),
    Bad("foreign body", step(actor=Actor("foreign_office", Role.DECISION_OFFICE), scope_test=SCOPE), NotPermitted, "其他决策机关", True),
    Bad("no mandate", step(actor=Actor("study", Role.DECISION_OFFICE, "office"), scope_test=SCOPE), NotPermitted, "没有有效的代理授权", True),
    Bad("expired mandate", step(actor=Actor("member", Role.DECISION_OFFICE, "office"), scope_test=SCOPE), NotPermitted, "授权已到期", True),
    Bad("stale version", step(version=0, scope_test=SCOPE), StaleDossier, "请刷新页面"),
    Bad("version from the future", step(version=99, scope_test=SCOPE), StaleDossier, "请刷新页面"),
    Bad("unknown matter", step(case="nowhere", scope_test=SCOPE), NotFound, "没有这一事项"),
    Bad("matter with hidden characters", step(case="case-1\x00", scope_test=SCOPE), InvalidEntry, "", fields=("case",)),
    Bad("missing entry", step(), InvalidEntry, "请填写「适用判断」", fields=("scope_test",)),
    Bad("entry of another step", step(scope_test=SCOPE, draft=filled("draft")), InvalidEntry, "请另行登记", fields=("draft",)),
    Bad("entry of no kind", step(scope_test=SCOPE, nonsense={}), InvalidEntry, "请另行登记", fields=("nonsense",)),
    Bad("missing field", step(scope_test=SCOPE | {"matter_class": ""}), InvalidEntry, "请填写「决策事项类别」", fields=("scope_test.matter_class",)),
    Bad("unknown choice", step(scope_test=SCOPE | {"matter_class": "alles"}), InvalidEntry, "只能选", fields=("scope_test.matter_class",)),
    Bad("unknown field", step(scope_test=SCOPE | {"haha": "1"}), InvalidEntry, "没有这一栏", fields=("scope_test.haha",)),
    Bad("fields that are none", step(scope_test="alles"), InvalidEntry, "", fields=("scope_test",)),
    Bad("a number beyond all registers", step(scope_test=SCOPE | {"matter_class": 10**30}), InvalidEntry, "", fields=("inputs",)),
    Bad("half a character", step(scope_test=SCOPE | {"class_reason": "\ud800"}), InvalidEntry, "", fields=("inputs",)),
    Bad("gate closed", step(scope_test=SCOPE | {"matter_class": "none"}), GateClosed, "不能办理「交有关单位研究论证」", True),
]
ENTRIES = [
    Bad("kind that comes with a step", record("consultation_notice"), InvalidEntry, "", fields=("kind",)),
    Bad("no such kind", record("nonsense"), InvalidEntry, "", fields=("kind",)),
    Bad("correction by the back door", record("correction_request"), InvalidEntry, "", fields=("kind",)),
    Bad("kind of a later stage", record("study_report", Actor("study", Role.STUDY_UNIT)), StepUnavailable, "不登记「研究论证报告」", True),
    Bad("kind of another role", record(actor=SPONSOR), NotPermitted, "应当由决策机关办公机构办理", True),
    Bad("foreign body's entry", record(actor=Actor("foreign_office", Role.DECISION_OFFICE)), NotPermitted, "其他决策机关", True),
    Bad("future date", record(received_on="2026-01-13"), InvalidEntry, "尚未发生的事实不能登记", fields=("proposal.received_on",)),
    Bad("absurd year", record(received_on="0206-01-12"), InvalidEntry, "明显不合理", fields=("proposal.received_on",)),
    Bad("far future", record(received_on="9999-12-31"), InvalidEntry, "明显不合理", fields=("proposal.received_on",)),
    Bad("no such day", record(received_on="2026-02-30"), InvalidEntry, "不是有效日期", fields=("proposal.received_on",)),
    Bad("a week for a day", record(received_on="2026-W02-1"), InvalidEntry, "不是有效日期", fields=("proposal.received_on",)),
    Bad("a number for a day", record(received_on=20260112), InvalidEntry, "不是有效日期", fields=("proposal.received_on",)),
    Bad("missing field", record(proposer=None), InvalidEntry, "请填写「建议人」", fields=("proposal.proposer",)),
    Bad("oversize text", record(problem="字" * 20_001), InvalidEntry, "请改为附件", fields=("proposal.problem",)),
    Bad("control character", record(problem="正文\x07"), InvalidEntry, "控制字符", fields=("proposal.problem",)),
    Bad("nul", record(problem="正文\x00"), InvalidEntry, "控制字符", fields=("proposal.problem",)),
    Bad("turned direction", record(proposer="\u202e甲"), InvalidEntry, "控制字符", fields=("proposal.proposer",)),
    Bad("everything at once", record(received_on="x", proposer=""), InvalidEntry, "", fields=("proposal.received_on", "proposal.proposer")),
    Bad("no entry to correct", RequestCorrection(OFFICE, CASE, "bad", entry="x", fields={}, reason="误"), NotFound, "没有这一登记"),
    Bad("no correction to confirm", ConfirmCorrection(OFFICE, CASE, "bad", request="x"), NotFound, "没有这一更正申请"),
    Bad("no key", record(key=""), InvalidEntry, "", fields=("idempotency_key",)),
    Bad("endless key", record(key="k" * 101), InvalidEntry, "", fields=("idempotency_key",)),
    Bad("key with nul", record(key="k\x00"), InvalidEntry, "", fields=("idempotency_key",)),
    Bad("person with nul", record(actor=Actor("office\x00", Role.DECISION_OFFICE)), InvalidEntry, "", fields=("person",)),
]
OTHERS = [
    Bad("secret matter", opening(confidentiality=Confidentiality.SECRET), NotPermitted, "请改用涉密系统办理"),
    Bad("top secret matter", opening(confidentiality=Confidentiality.TOP_SECRET), NotPermitted, "请改用涉密系统办理"),
    Bad("opened by a sponsor", opening(SPONSOR), NotPermitted, "应当由本机关的决策机关办公机构办理"),
    Bad("opened for a foreign body", opening(body="other_city", office="other_office"), NotPermitted, "应当由本机关的决策机关办公机构办理"),
    Bad("opened for an office of elsewhere", opening(office="other_office"), InvalidEntry, "承办单位", fields=("office",)),
    Bad("opened for no office", opening(office="nowhere"), InvalidEntry, "承办单位", fields=("office",)),
    Bad("opened by nobody", opening(Actor("ghost", Role.DECISION_OFFICE)), NotPermitted, "账号不存在"),
    Bad("short title", opening(title="甲乙"), InvalidEntry, "", fields=("title",)),
    Bad("blank title", opening(title="        "), InvalidEntry, "", fields=("title",)),
    Bad("endless title", opening(title="题" * 201), InvalidEntry, "", fields=("title",)),
    Bad("title with control character", opening(title="停车收费\x1b标准"), InvalidEntry, "", fields=("title",)),
    Bad("unknown procedure", opening(procedure="magic"), InvalidEntry, "", fields=("procedure",)),
    Bad("unknown overlay", opening(overlays=("atlantis",)), InvalidEntry, "", fields=("overlays",)),
    Bad("opening without facts", opening(fields={}), InvalidEntry, "请填写", fields=("proposer_type", "proposer", "received_on")),
    Bad("id taken", opening(case=CASE), InvalidEntry, "已经存在", fields=("case",)),
    Bad("opinion before the consultation", ReceiveOpinion(PORTAL, CASE, "bad", source="网上", text="好"), OutOfTime, "不在公开征求意见期间"),
    Bad("answer before there is an opinion", DisposeOpinions(SPONSOR, CASE, "bad", opinions=("x",), disposition=Disposition.ADOPTED, reason=""),
        StepUnavailable, "不再处理"),
    Bad("answer by another office", DisposeOpinions(Actor("outsider", Role.SPONSOR), CASE, "bad", opinions=("x",), disposition=Disposition.ADOPTED,
        reason=""), NotPermitted, "承办单位"),
    Bad("material from another body", material(Actor("foreign_office", Role.DECISION_OFFICE)), NotPermitted, "其他决策机关"),
    Bad("material from another office", material(Actor("outsider", Role.SPONSOR)), NotPermitted, "您所在的单位不是承办单位"),
    Bad("material from an expert not named", material(Actor("expert", Role.EXPERT)), NotPermitted, "未被指定"),
    Bad("material from an administrator", material(Actor("sysadmin", Role.SYSTEM_ADMIN)), NotPermitted, "不得办理"),
    Bad("material without digest", material(digest="abc"), InvalidEntry, "", fields=("digest",)),
    Bad("material without end", material(size=2**53), InvalidEntry, "", fields=("digest",)),
    Bad("material of negative size", material(size=-1), InvalidEntry, "", fields=("digest",)),
    Bad("material with endless name", material(name="名" * 501), InvalidEntry, "", fields=("name",)),
    Bad("clock that does not exist", FireTimer(CLOCK, CASE, "bad", timer="x", generation=1), NotFound, "没有这一计时"),
    Bad("clock fired by a person", FireTimer(OFFICE, CASE, "bad", timer="x", generation=1), NotPermitted, "由系统时钟办理"),
    Bad("evaluation before execution", ProposeEvaluation(CLOCK, CASE, "bad", trigger="body", evidence="x"), StepUnavailable, "执行中"),
    Bad("evaluation by a person", ProposeEvaluation(OFFICE, CASE, "bad", trigger="body", evidence="x"), NotPermitted, "由系统时钟办理"),
    Bad("evaluation for no reason", ProposeEvaluation(CLOCK, "nowhere", "bad", trigger="zzz", evidence="x"), NotFound, "没有这一事项"),
]  # fmt: skip


@pytest.fixture
def prepared(office: Office) -> Office:
    """A matter just opened, its two papers uploaded; an expired mandate stands in the register."""
    office.open(fields=Life(date(2026, 1, 12)).proposal() | {"received_on": TODAY})
    office.people.add_mandate("office", "member", Role.DECISION_OFFICE, date(2025, 1, 1), date(2026, 1, 11), "书面授权")
    return office


@pytest.mark.parametrize("bad", [*STEPS, *ENTRIES, *OTHERS], ids=lambda bad: bad.name)
def test_a_bad_request_is_refused_and_changes_nothing(prepared: Office, bad: Bad) -> None:
    before = dump(prepared.database)
    with pytest.raises(bad.refusal) as refusal:
        prepared.casework.execute(bad.command)
    assert type(refusal.value) is bad.refusal
    assert bad.says in refusal.value.message and chinese(refusal.value.message)
    if isinstance(refusal.value, InvalidEntry):
        assert set(bad.fields) <= set(refusal.value.fields)
        assert all(map(chinese, refusal.value.fields.values()))
    after = dump(prepared.database)
    if bad.chained:
        chain_grew_by_the_refusal(prepared, refusal.value, bad.command)
        after, before = without_the_refusal(after), without_head(before)
    assert after == before
    assert verify(prepared.database).ok


def chinese(text: str) -> bool:
    return bool(text) and sum("\u4e00" <= one <= "\u9fff" for one in text) > len(text) / 3


def chain_grew_by_the_refusal(office: Office, refusal: DomainError, command: Command) -> None:
    sql = "SELECT kind, body FROM event WHERE case_id = :case ORDER BY seq DESC"
    kind, text = rows(office.database, sql, case=CASE)[0]
    body = json.loads(text)
    assert (kind, body["from"], body["to"]) == ("refused", ["proposed"], ["proposed"])
    assert body["actor"]["person"] == command.actor.person
    assert body["note"] == {"refusal": type(refusal).__name__, "message": refusal.message, "key": "bad"}
    found = [(one["rule"], one["status"]) for one in body["findings"]]
    assert found == [(one.rule, one.status.value) for one in getattr(refusal, "findings", ())]
    assert bool(found) == isinstance(refusal, GateClosed)


def without_head(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The matter's own row without the head of its chain."""
    return tables | {"case_file": [row[:12] + row[14:] for row in tables["case_file"]]}


def without_the_refusal(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return without_head(tables) | {"event": [row for row in tables["event"] if row[2] != "refused"]}


def test_a_closed_gate_is_chained_with_every_finding_met_or_not(prepared: Office) -> None:
    with pytest.raises(GateClosed) as refusal:
        prepared.step("office", "refer_for_study", {"scope_test": SCOPE | {"matter_class": "none"}})
    body = json.loads(rows(prepared.database, "SELECT body FROM event WHERE kind = 'refused'")[0][0])
    assert [one["rule"] for one in body["findings"]] == ["D-SCOPE-01", "D-SCOPE-03", "D-SCOPE-04", "D-SCOPE-05", "D-CAT-07", "D-INIT-02", "D-INIT-03"]
    assert {one["status"] for one in body["findings"]} > {"met", "unmet"}
    assert all(one["reason"] and one["citation"] for one in body["findings"])
    assert all(finding.cure for finding in refusal.value.findings if finding.blocks)


def test_a_paper_must_have_been_uploaded_to_this_matter(office: Office, tmp_path: Path) -> None:
    """Neither a made-up digest nor another matter's paper; in a step, an entry and a correction alike."""
    office.open("another")
    history = History(office, tmp_path)
    act, casework = history.before("begin_argument"), history.playing.services.casework
    draft = act.inputs["draft"]
    before = dump(office.database)
    for file in (SHA, PAPER):
        wrong: tuple[Command, ...] = (
            TakeStep(SPONSOR, "life", "a", step=act.name, inputs={**act.inputs, "draft": draft | {"file": file}}),
            RecordEntry(SPONSOR, "life", "b", kind="draft", fields=draft | {"file": file}),
        )
        for command in wrong:
            with pytest.raises(InvalidEntry, match="请先上传") as refusal:
                casework.execute(command)
            assert refusal.value.fields == {"draft.file": "这份材料不在本事项的材料清单中，请先上传。"}
    assert dump(office.database) == before
    casework.execute(TakeStep(SPONSOR, "life", "c", step=act.name, inputs=act.inputs))
    with pytest.raises(InvalidEntry, match="请先上传"):
        history.ask("draft", SPONSOR, file=PAPER)
    history.correct("draft", SPONSOR, OFFICE, title="决策草案（一稿）")


def test_dates_out_of_order_are_refused(prepared: Office) -> None:
    office = prepared
    office.clock.set("2026-01-20")
    office.step("office", "refer_for_study", {"scope_test": SCOPE})
    office.record("study", "study_report", finished_on="2026-01-20")
    decision = filled("start_decision", lead_unit="某市交通运输局", planned_on=None)
    before = dump(office.database)
    with pytest.raises(InvalidEntry, match="早于前一环节") as refusal:  # the proposal came in on 12 January
        office.step("office", "start", {"start_decision": decision | {"decided_on": "2026-01-11"}})
    assert list(refusal.value.fields) == ["start_decision.decided_on"]
    assert dump(office.database) == before
    office.step("office", "start", {"start_decision": decision | {"decided_on": "2026-01-20"}})


def test_the_matters_own_day_counts_not_the_servers(prepared: Office) -> None:
    """At 17:00 UTC it is already tomorrow in China."""
    prepared.clock._now = prepared.clock._now.replace(hour=17)
    prepared.record("office", "proposal", proposer_type="department", received_on="2026-01-13")
    with pytest.raises(InvalidEntry, match="晚于今天"):
        prepared.record("office", "proposal", proposer_type="department", received_on="2026-01-14")


def test_a_refused_request_may_be_sent_again_under_its_key_when_the_cause_is_gone(prepared: Office) -> None:
    command = step(actor=Actor("study", Role.DECISION_OFFICE, "office"), key="again", scope_test=SCOPE)
    with pytest.raises(NotPermitted):
        prepared.casework.execute(command)
    prepared.people.add_mandate("office", "study", Role.DECISION_OFFICE, date(2026, 1, 1), date(2026, 12, 31), "书面授权")
    assert not prepared.casework.execute(command).replayed
    assert prepared.casework.execute(command).replayed
