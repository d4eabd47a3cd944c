"""Beside the form of an opinion: articles, phrases of one's own and templates go into what is typed, and nothing is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import update

from storage.tables import CaseFile
from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser
from tests.offices import Office

Browse = Callable[..., Browser]
HERE = "/cases/case-1/steps/find_lawful"


def under_review(office: Office, state: str = "le_reviewing") -> None:
    office.open()
    with office.database.writing() as connection:
        connection.execute(update(CaseFile).where(CaseFile.id == "case-1").values(
            stage="legality_review", configuration=json.dumps(sorted(["legality_review", state]))))  # fmt: skip


def test_articles_are_found_and_put_where_the_reviewer_says(browse: Browse, office: Office) -> None:
    under_review(office)
    reviewer, before = browse("reviewer"), footprint(office)
    first = reviewer.get(HERE)
    assert "本环节的条款" in first.text and "law:D-LEG-08" in first.html
    found = reviewer.send(first.form(HERE), {"_law": "审查时间 工作日", "_more": "law", "legality_opinion.content": "经审查，"})
    assert "law:D-LEG-07" in found.html and "law:D-PUB-06" not in found.html
    put = reviewer.send(found.form(HERE), {"_more": "law:D-LEG-07", "_into": "legality_opinion.content"})
    typed = dict(put.form(HERE).pairs())["legality_opinion.content"]
    assert typed.startswith("经审查，根据《重大行政决策程序暂行条例》第二十六条第二款")
    nothing = reviewer.send(put.form(HERE), {"_law": "没有这样的条款", "_more": "law"})
    assert "没有含“没有这样的条款”的条款" in nothing.text and footprint(office) == before


def test_a_template_fills_blank_fields_with_the_matters_facts_and_overwrites_nothing(browse: Browse, office: Office) -> None:
    under_review(office)
    reviewer = browse("reviewer")
    form = reviewer.get(HERE).form(HERE)
    filled = dict(reviewer.send(form, {"_more": "template:lawful", "legality_opinion.content": "我自己写的。"}).form(HERE).pairs())
    assert filled["legality_opinion.conclusion"] == "lawful" and filled["legality_opinion.content"] == "我自己写的。"
    assert "城市道路停车收费标准调整" in filled["legality_opinion.competence"] and "〔待填〕" in filled["legality_opinion.procedure"]
    assert filled["legality_opinion.responsible"] == "某市司法局"
    assert "template:unlawful" not in reviewer.get(HERE).html  # each conclusion has its own
    with office.database.writing() as connection:
        connection.execute(update(CaseFile).values(configuration=json.dumps(["le_checking", "legality_review"])))
    back = "/cases/case-1/steps/return_for_supplement"
    listed = reviewer.send(reviewer.get(back).form(back), {"_more": "template:missing"})
    assert "一、〔材料名称〕" in dict(listed.form(back).pairs())["supplement_request.missing"]


def test_phrases_are_their_owners_alone(browse: Browse, office: Office) -> None:
    under_review(office)
    reviewer, adviser = browse("reviewer"), browse("adviser")
    page = reviewer.get("/phrases")
    wrong = reviewer.send(page.form("/phrases"), {"label": "", "text": "未发现违法情形。"})
    assert wrong.status == 422 and "请填写名称" in wrong.text and ("text", "未发现违法情形。") in wrong.form("/phrases").pairs()
    kept = reviewer.send(wrong.form("/phrases"), {"label": "无违法", "text": "未发现违法情形。"})
    assert kept.status == 200 and "无违法" in kept.text and "无违法" not in adviser.get("/phrases").text
    remove = next(one for one in kept.html.split('"') if one.startswith("/phrases/") and one.endswith("/remove"))
    stolen = dict(adviser.get("/phrases").form("/phrases").pairs())["csrf_token"]
    adviser.client.post(remove, data={"csrf_token": stolen})
    form = reviewer.get(HERE)
    assert "无违法" in form.text
    phrase = remove.split("/")[2]
    put = reviewer.send(form.form(HERE), {"_more": f"phrase:{phrase}", "_into": "legality_opinion.competence"})
    assert dict(put.form(HERE).pairs())["legality_opinion.competence"] == "未发现违法情形。"
    assert "无违法" not in reviewer.send(kept.form(remove), {}).text


def test_the_advisers_opinions_stand_side_by_side_and_each_finds_their_own_again(browse: Browse, office: Office) -> None:
    under_review(office)
    for opinion in ("权限合法。", "建议补充依据。"):
        office.record("adviser", "adviser_opinion", opinion=opinion)
    seen = browse("reviewer").get(HERE)
    assert "法律顾问意见" in seen.text and "权限合法。" in seen.text and "建议补充依据。" in seen.text and seen.html.count("<article>") == 2
    own = browse("adviser").get("/phrases").text
    assert "权限合法。" in own and "权限合法。" not in browse("reviewer").get("/phrases").text
