"""Papers of measures: evidence registered and preserved, seals and seizures, the order to correct (行政处罚法 arts. 28, 56; 行政强制法 art. 24)."""

from __future__ import annotations

from collections.abc import Iterable

from storage.documents.enforcement import remedies
from storage.documents.enforcement.inquiry import head, party_block, plain
from storage.documents.enforcement.matter import Facts, Matter, people
from storage.documents.enforcement.sheet import (
    Grid,
    Para,
    Sheet,
    Style,
    form,
    paragraphs,
    signatures,
    table,
)

BOTH = "本清单一式二份，由当事人和本机关分别保存。"


def preservation_notice(matter: Matter) -> Sheet:
    """先行登记保存证据通知书: why, who approved, the list, seven working days (行政处罚法 art. 56)."""
    own = matter.own
    return Sheet(
        matter.organ, "先行登记保存证据通知书", matter.number("evidence_registration"),
        (
            Para(f"{matter.party()}：", Style.PLAIN),
            Para(f"因{own.text('reason').rstrip('。')}，依照{matter.cite('E-INV-08')}，经本机关负责人{own.text('approved_by')}"
                 f"于{own.text('approved_on')}批准，自{own.text('registered_on')}起对下列证据先行登记保存。"),
            _registered(own),
            Para(f"本机关将在{matter.law.period('E-INV-09').label}作出处理决定（{matter.cite('E-INV-09')}）。"
                 "在此期间，当事人或者有关人员不得销毁或者转移证据。"),
            Para(f"执法人员：{people(own.rows('officers'))}。清单{own.told('list_given', '已经交付当事人', '没有交付当事人')}。"),
            *signatures("当事人", "执法人员"),
        ),
        signed=matter.organ, on=own.day("registered_on"),
    )  # fmt: skip


def preservation_list(matter: Matter) -> Sheet:
    """先行登记保存证据清单: what is kept where, signed by both sides."""
    own = matter.own
    return plain(
        matter, "先行登记保存证据清单",
        form(
            (("案件名称", matter.dossier.title),), (("当事人", matter.party()),),
            (("通知书文号", matter.number("evidence_registration") or "—"), ("登记保存日期", own.text("registered_on"))),
            (("执法人员", people(own.rows("officers"))),),
        ),
        Para("", Style.PLAIN), _registered(own), Para(BOTH), *signatures("当事人", "执法人员", "执法人员", "见证人"),
    )  # fmt: skip


def seizure_list(matter: Matter) -> Sheet:
    """查封、扣押清单: made out twice, signed by both sides (行政强制法 art. 24(2))."""
    own = matter.own
    return plain(
        matter, "查封、扣押清单",
        form(
            (("案件名称", matter.dossier.title),), (("当事人", matter.party()),),
            (("决定书文号", own.text("decision")),),
            (("查封、扣押日期", own.text("on")), ("期限至", own.text("until"))),
            (("场所、保管地点", own.given("place") or "—"),),
            (("执法人员", matter.officers()),),
        ),
        Para("", Style.PLAIN), table((9, 37, 34, 20), ("序号", "名称", "规格、特征", "数量"), _items(own.rows("items"), "number")),
        Para(BOTH), *signatures("当事人", "执法人员", "执法人员", "见证人"),
    )  # fmt: skip


def _registered(own: Facts) -> Grid:
    return table((9, 27, 20, 12, 32), ("序号", "名称", "规格、特征", "数量", "保存地点"), _items(own.rows("items"), "number", "place"))


def _items(rows: Iterable[Facts], *columns: str) -> tuple[tuple[str, ...], ...]:
    return tuple((str(place), one.text("name"), one.given("feature") or "—", *map(one.text, columns)) for place, one in enumerate(rows, 1))


def correction_order(matter: Matter) -> Sheet:
    """责令改正通知书: facts, basis, what is to be put right and by when, remedies (行政处罚法 art. 28(1))."""
    own = matter.own
    facts = matter.first(("filing_approval", "facts"), ("site_record", "problems"))
    return Sheet(
        matter.organ, "责令改正通知书", matter.number("order_to_correct"),
        (
            *party_block(matter),
            head("一、违法事实"), *paragraphs(facts),
            head("二、依据"), Para(f"违反的规定和责令改正的依据：{own.text('basis')}；{matter.cite('E-INV-10')}。"),
            head("三、改正的内容和期限"), *paragraphs(own.text("content")), Para(_by_when(own)),
            Para("逾期不改正或者拒不改正的，本机关将依法处理。"),
            head("四、申请行政复议、提起行政诉讼的途径和期限"), remedies.named(matter, own, "本通知书"),
            Para(f"执法人员：{matter.officers()}。"), *signatures("当事人", "执法人员"),
        ),
        signed=matter.organ, on=own.day("ordered_on"),
    )  # fmt: skip


def _by_when(own: Facts) -> str:
    if own.flag("immediate"):
        return "责令你（单位）当场改正。"
    return f"责令你（单位）于{own.text('due_on')}前（含当日）改正完毕，并将改正情况报告本机关。"

