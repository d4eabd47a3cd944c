"""Papers of inspection, filing and inquiry (行政处罚法 arts. 54-57; 安全生产法 art. 65)."""

from __future__ import annotations

from storage.documents.enforcement.matter import Facts, Matter, outcome, people
from storage.documents.enforcement.sheet import (
    BLANK,
    Block,
    Para,
    Sheet,
    Style,
    form,
    paragraphs,
    signatures,
    table,
)

FILLED = Style.PLAIN


def plain(matter: Matter, title: str, *blocks: Block) -> Sheet:
    """A form, without seal."""
    return Sheet(matter.organ, title, "", blocks, form=True)


def party_rows(matter: Matter) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Name, kind, address and head of every party."""
    found: list[tuple[tuple[str, str], ...]] = []
    for row in matter.of("filing_approval").rows("parties"):
        found += [
            (("当事人", row.text("name")), ("类别", row.text("kind"))),
            (("住址（住所）", row.text("address")),),
            (("法定代表人\n（负责人）", row.given("representative") or "—"), ("出生日期", row.given("born_on") or "—")),
        ]
    return tuple(found) or ((("当事人", matter.party()),),)


def party_block(matter: Matter, only: str = "", title: str = "当事人") -> tuple[Para, ...]:
    """Name, address and head of every party, or of the one that is named, as a letter gives them (行政处罚法 art. 59(1)(1))."""
    filed = matter.of("filing_approval").rows("parties")
    found = [(row.text("name"), row.text("address"), row.given("representative")) for row in filed if only in ("", row.text("name"))]
    if not found:
        found = [(only or matter.party(), matter.first(("summary_case", "address"), ("inspection_task", "address")), "")]
    return tuple(
        Para(line, Style.PLAIN) for name, address, representative in found
        for line in (f"{title}：{name}", f"住址（住所）：{address}", *((f"法定代表人（负责人）：{representative}",) if representative else ()))
    )  # fmt: skip


def head(text: str) -> Para:
    return Para(text, Style.HEAD)


def site_record(matter: Matter) -> Sheet:
    """检查记录: time, place, content, problems and how they were dealt with (安全生产法 art. 65)."""
    own, task, start = matter.own, matter.of("inspection_task"), matter.of("inspection_start")
    there = "；".join(f"{one.text('person')}（{one.text('kind')}）" for one in start.rows("inspectors")) or BLANK
    return plain(
        matter, "现场检查记录",
        form(
            (("检查对象", task.text("subject")), ("检查日期", own.text("on"))),
            (("地址", task.text("address")),),
            (("检查地点", own.text("place")),),
            (("检查来由", task.text("trigger")), ("事项编码", task.text("items"))),
            (("到场人员", there),),
            (("执法人员", people(own.rows("officers"))),),
            (("出示证件", start.told("certificates_shown", "已经出示", "没有出示")), ("告知权利", start.told("told", "已经告知", "没有告知"))),
        ),
        head("检查内容"), *paragraphs(own.text("content")),
        head("发现的问题"), Para(own.text("found") + "。"), *(paragraphs(own.text("problems")) if own.has("problems") else ()),
        head("处理情况"), Para(own.text("handling") + "。"),
        head("被检查单位意见"), Para(f"{own.text('signature')}。" if own else BLANK),
        *signatures("被检查单位负责人", "检查人员"),
    )  # fmt: skip


def filing_approval(matter: Matter) -> Sheet:
    """立案审批表: parties, facts, grounds, officers (行政处罚法 art. 54(2))."""
    own, lead, checked = matter.own, matter.of("lead"), matter.of("lead_check")
    return plain(
        matter, "行政处罚立案审批表",
        form(
            (("案件编号", matter.dossier.number), ("事项编码", own.text("item"))),
            (("案件名称", matter.dossier.title),),
            *party_rows(matter),
            (("线索来源", lead.text("source")), ("收到日期", lead.text("received_on"))),
            (("发现日期", own.text("found_on")), ("符合立案标准", own.text("standard_met_on"))),
            (("违法行为终了", own.given("ended_on") or "仍在继续"), ("涉及领域", own.text("field"))),
            (("违法行为发生地", own.text("place")),),
            (("涉嫌违法的事实", own.text("facts") if own else checked.text("result")),),
            (("承办人员", people(own.rows("officers"))),),
            (("承办意见", f"核查情况：{checked.text('result')}\n建议依照{matter.cite('E-FIL-01')}立案。"),),
            (("审批意见", f"同意立案。\n\n机关负责人（签名）：{BLANK}{BLANK}" if own else f"\n机关负责人（签名）：{BLANK}{BLANK}"),),
            (("立案日期", own.text("filed_on")),),
        ),
    )  # fmt: skip


def inquiry_record(matter: Matter) -> Sheet:
    """询问笔录: certificates shown, rights told, what was said, signed page by page (行政处罚法 art. 55)."""
    own = matter.own
    told = "已经主动出示执法证件" if own.flag("certificates_shown") else "没有出示执法证件"
    rights = "已经告知询问事由、依据、您的权利义务和申请回避的权利" if own.flag("rights_told") else "没有告知权利义务"
    return plain(
        matter, "询问笔录",
        form(
            (("案件名称", matter.dossier.title),),
            (("询问日期", own.text("on")), ("起止时间", own.given("time") or BLANK)),
            (("询问地点", own.text("place")),),
            (("被询问人", own.text("person")), ("身份", own.text("capacity"))),
            (("询问人", people(own.rows("officers"))),),
        ),
        Para(f"执法人员{told}，{rights}。"),
        head("询问内容"), *paragraphs(own.text("content")),
        *((head("拒绝签名的说明和见证人"), *paragraphs(own.text("refusal_note"))) if own.has("refusal_note") else ()),
        Para(f"以上笔录经被询问人核对。签名情况：{own.text('signature')}。"),
        *signatures("被询问人", "询问人", "记录人"),
    )  # fmt: skip


def evidence_list(matter: Matter) -> Sheet:
    """证据清单: what each proves, from when it is, whether it counts (行政处罚法 art. 46)."""
    rows = tuple(
        (str(place), one.text("name"), one.text("kind"), one.text("proves"), one.text("obtained_on"), _state(one))
        for place, one in enumerate(matter.all("evidence_item"), 1)
    )
    return plain(
        matter, "证据清单",
        form((("案件编号", matter.dossier.number), ("当事人", matter.party())), (("案件名称", matter.dossier.title),)),
        Para("", Style.PLAIN),
        table((8, 20, 14, 22, 22, 14), ("序号", "证据名称", "种类", "证明内容", "取得日期", "审查"), rows),
        *signatures("承办人员"),
    )  # fmt: skip


def _state(one: Facts) -> str:
    if one.flag("excluded"):
        return "已排除"
    return "查证属实" if one.flag("verified") and one.flag("lawful") else "未经查证"


def investigation_report(matter: Matter) -> Sheet:
    """调查终结报告: facts, evidence, basis, discretion and what is proposed (行政处罚法 art. 57(1))."""
    own = matter.own
    evidence = tuple(f"{place}．{one.text('name')}（{one.text('kind')}），证明{one.text('proves')}。" for place, one in
                     enumerate((one for one in matter.all("evidence_item") if not one.flag("excluded")), 1))  # fmt: skip
    return plain(
        matter, "案件调查终结报告",
        form((("案件编号", matter.dossier.number), ("立案日期", matter.of("filing_approval").text("filed_on"))),
             (("案件名称", matter.dossier.title),), *party_rows(matter), (("调查人员", people(own.rows("officers"))),)),
        head("一、查明的违法事实"), *paragraphs(own.text("facts") if own else matter.first(("filing_approval", "facts"))),
        head("二、证据"), *paragraphs(own.text("evidence")), *map(Para, evidence),
        head("三、处罚依据和裁量"), Para(f"处罚依据：{own.text('basis')}（{own.text('basis_level')}）。"), Para(f"裁量阶次：{own.text('tier')}。"),
        *_weight(own),
        head("四、处理建议"), Para(f"{own.text('proposal')}。"),
        *signatures("调查人员"), Para(f"调查终结日期：{own.text('finished_on')}", Style.PLAIN),
    )  # fmt: skip


def _weight(own: Facts) -> tuple[Para, ...]:
    """What decides whether review and collective discussion are due (行政处罚法 arts. 57(2), 58)."""
    asked = (("complex", "情节复杂或者重大违法行为"), ("public_interest", "涉及重大公共利益"), ("difficult", "疑难复杂、涉及多个法律关系"))
    stated = "；".join(f"{text}：{own.text(name)}" for name, text in asked)
    gains = f"违法所得：{own.text('gains')}。" if own.has("gains") else ""
    return (Para(f"{stated}。{gains}"),) if own else ()


def proposed(matter: Matter) -> str:
    """What the notice proposes, in one line."""
    return "；".join(f"对{row.text('party')}{outcome(row)}" for row in matter.of("penalty_notice").rows("proposed"))
