"""An ordinary penalty over HTTP: heard, reviewed, discussed, decided, paid in parts; spared; undone and made anew."""

from __future__ import annotations

from datetime import date

from tests.stories.conftest import Begin
from tests.stories.enforcing import SPARED, all_of, penal, told, waits
from tests.stories.implementing_refusals import (
    adds_late_fine,
    before_the_court,
    court_answers,
    pays,
    performance,
)
from tests.stories.tales import REMADE
from tests.stories.telling import Story


def due(story: Story) -> dict[str, str]:
    """The clocks that run, by name."""
    return {one["chip"]["name"]: one["chip"]["due_on"] for one in story.read("/deadlines") if one["status"] in ("armed", "warned", "fired")}


def done(story: Story) -> list[str]:
    """Every step that was taken, in order."""
    events = story.read("/timeline", limit=100)["items"]
    return [one["act"] for one in reversed(events) if one["kind"] == "step"]


def kinds(story: Story) -> list[str]:
    return [one["kind"] for one in story.read()["entries"]]


def test_a_case_from_the_lead_to_the_sealed_file(begin: Begin) -> None:
    story = begin("conclude_investigation", penal())
    assert story.services.casework.today() == date(2026, 3, 25)
    # Filed on Friday 6 March: ninety calendar days end on 4 June (art. 60).
    assert due(story)["decision_due"] == "2026-06-04"
    # In work safety a text that nobody has read may say otherwise since 2026-02-01: the clock says so.
    (clock,) = (one for one in story.read("/deadlines") if one["chip"]["name"] == "decision_due")
    assert "应急管理部令第18号" in clock["unread_note"] and clock["unread_note"].endswith("待核实。")
    story.play([story.until("announce_penalty_hearing")])
    # Told on 27 March: five working days end on 3 April, the day before 清明 (art. 64(1)); the hearing is eight working days ahead.
    assert story.fields("penalty_notice")["served_on"] == "2026-03-27"
    assert story.fields("penalty_hearing_notice") | {"hearing_on": "2026-04-14", "notified_on": "2026-04-01"} == story.fields("penalty_hearing_notice")
    story.play([story.until("decide_penalty")])
    # Decided on 24 April: seven working days to serve and to publish end on 8 May, after the holiday from 1 to 5 May.
    assert {name: due(story)[name] for name in ("service_due", "publicity_due")} == dict.fromkeys(("service_due", "publicity_due"), "2026-05-08")
    story.play([story.until("serve_decision")])
    assert due(story)["payment_due"] == "2026-05-13"  # fifteen calendar days from 28 April (art. 67(3))
    story.play([story.until("approve_deferral")])
    assert due(story)["deferral_ends"] == "2026-07-06"
    story.live_on()
    story.ends("结案", ended=True)
    steps = done(story)
    assert [one for one in steps if one not in ("publish_result", "seal_dossier")] == [
        "file_case", "conclude_investigation", "give_notice", "announce_penalty_hearing", "hold_penalty_hearing", "submit_enforcement_review",
        "pass_enforcement_review", "discuss_collectively", "decide_penalty", "serve_decision", "approve_deferral", "record_payment",
        "record_payment", "confirm_performance", "close_case",
    ]  # fmt: skip
    assert steps[-1] == "seal_dossier" and not due(story)
    assert "refused" not in {one["kind"] for one in story.read("/timeline", limit=100)["items"]}


def test_a_slight_violation_is_spared_and_nobody_is_asked_to_pay(begin: Begin) -> None:
    story = begin("decide_no_penalty", penal(**SPARED, reviewed=False))
    act = story.until("decide_no_penalty")
    found = {one["rule"]: one["status"] for one in story.step(act.who, act.name, **act.inputs)["findings"]}
    assert (found["E-DEC-08"], found["E-DEC-09"], found["E-DEC-11"], found["E-COL-01"]) == ("met", "not_applicable", "met", "not_applicable")
    assert due(story).keys() == {"service_due", "publicity_due_other"}
    story.play([story.until("serve_decision")])
    assert "payment_due" not in due(story)
    story.live_on()
    story.ends("结案", ended=True)
    assert not {"payment", "penalty_decision", "penalty_notice"} & set(kinds(story))


def test_a_decision_undone_on_reconsideration_is_withdrawn_and_made_anew(begin: Begin) -> None:
    story = begin("withdraw_publication", told(REMADE))
    assert story.at() == ["pe_revoked"] and set(due(story)) == {"withdrawal_due"}
    story.play([story.until("decide_penalty")])
    assert story.fields("penalty_decision")["outcomes"][0]["amount"] == 30000
    assert kinds(story).count("penalty_decision") == kinds(story).count("penalty_notice") == kinds(story).count("investigation_report") == 2
    # The first service, publication and payment are those of a decision that is no more.
    assert {"sv_pending", "pb_pending", "pf_pending"} <= set(story.at())
    early = story.refuses(409, "collector", "confirm_performance", **performance(story))
    assert early["type"].endswith(("gate_closed", "step_unavailable"))
    story.live_on()
    story.ends("结案", ended=True)
    steps = done(story)
    assert steps.count("decide_penalty") == steps.count("serve_decision") == steps.count("publish_result") == 2


def test_a_fine_that_is_not_paid_goes_to_the_court(begin: Begin) -> None:
    story = begin("record_payment", penal(instalments=False))
    before_the_court()(story)
    court_answers("accepted")(story)
    story.later(4)
    court_answers("granted")(story)
    story.later(30)
    pays(40000)(story)
    story.step("collector", "confirm_performance", **performance(story))
    closing = {"ground": "court", "summary": "人民法院强制执行完毕。", "keeper": "bureau_archivist", "contents": [{"title": "行政处罚决定书"}],
               "closed_on": story.life.day}  # fmt: skip
    story.step("bureau_head", "close_case", case_closing=closing)
    assert story.seal() == "sealed"
    story.ends("结案", ended=True)


def test_what_the_court_refused_comes_back_and_is_paid_with_the_late_fine(begin: Begin) -> None:
    story = begin("record_payment", penal(instalments=False))
    all_of(waits(30), adds_late_fine)(story)
    added = story.fields("late_fine")
    assert (added["base"], added["amount"]) == (40000, 1200 * added["days"])
    all_of(before_the_court(), court_answers("refused"))(story)
    story.step("officer", "take_back_from_court", court_returned={"reason": "材料不全。", "on": story.life.day})
    pays(40000)(story)
    owing = story.refuses(409, "collector", "confirm_performance", **performance(story))
    assert f"尚欠{added['amount']}元" in owing["detail"]
    pays(added["amount"], late_fine=True)(story)
    story.step("collector", "confirm_performance", **performance(story))
    story.ends("送达、公示与履行", ended=False)


def test_a_penalty_on_a_party_of_another_province_is_sent_on_before_it_is_published(begin: Begin) -> None:
    """市场监督管理行政处罚信息公示规定 art. 10: ten working days to send on, ten more there."""
    party = {"name": "某工贸有限公司", "kind": "organisation", "address": "外省某市", "elsewhere": True}
    story = begin("publish_result", penal(overlays=("market_supervision",), alter={"file_case": {"filing_approval": {"parties": [party]}}}))
    assert {"forwarding_due_market"} == {one for one in due(story) if "market" in one or "elsewhere" in one}
    act = story.until("publish_result")
    (found,) = (one for one in story.refuses(409, act.who, act.name, **act.inputs)["findings"] if one.get("blocks"))
    assert found["rule"] == "E-PBL-07" and "没有推送公示信息的记录" in found["reason"]
    story.record("officer", "publicity_forwarded", to="外省某市市场监督管理局", sent_on=story.life.day)
    story.record("officer", "publicity_received", by="外省某市市场监督管理局", received_on=story.life.day)
    assert {"publicity_due_elsewhere"} == {one for one in due(story) if "market" in one or "elsewhere" in one}
    story.step(act.who, act.name, **act.inputs)
    story.live_on()
    story.ends("结案", ended=True)
