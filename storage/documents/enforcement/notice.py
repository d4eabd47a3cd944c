"""Papers between inquiry and decision: notice, hearing, legal review, collective discussion (行政处罚法 arts. 44-45, 57-58, 63-65)."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from storage.documents.enforcement.inquiry import head, plain, proposed
from storage.documents.enforcement.matter import Matter, outcomes
from storage.documents.enforcement.sheet import (
    BLANK,
    UNDATED,
    Block,
    Para,
    Sheet,
    Style,
    form,
    paragraphs,
    signatures,
    table,
)

REVIEWED = ("body_lawful", "officers_qualified", "procedure_lawful", "facts_clear", "evidence_sound", "law_right", "discretion_fit",
            "within_powers", "papers_complete", "crime_suspected")


def prior_notice(matter: Matter) -> Sheet:
    """行政处罚告知书: proposal, facts, reasons, basis and rights (行政处罚法 art. 44; of a hearing, arts. 63, 64(1))."""
    own, report = matter.own, matter.of("investigation_report")
    facts = matter.first(("penalty_notice", "facts"), ("investigation_report", "facts"))
    basis = matter.first(("penalty_notice", "basis"), ("investigation_report", "basis"))
    reasons = own.text("reasons") if own else f"裁量阶次：{report.text('tier')}。"
    return Sheet(
        matter.organ, "行政处罚告知书", matter.number("penalty_notice"),
        (
            Para(f"{matter.party()}：", Style.PLAIN),
            Para("现将本机关拟作出行政处罚的内容及事实、理由、依据和你（单位）依法享有的权利告知如下："),
            head("一、违法事实"), *paragraphs(facts),
            head("二、理由和依据"), *paragraphs(reasons), Para(f"依据：{basis}。"),
            head("三、拟作出的行政处罚"), *map(Para, outcomes(own.rows("proposed")) or (BLANK,)),
            head("四、权利"), *_rights(matter),
        ),
        signed=matter.organ, on=own.day("served_on"),
    )  # fmt: skip


def _rights(matter: Matter) -> tuple[Block, ...]:
    own = matter.own
    within = f"自收到本告知书之日起{own.text('statement_days')}内" if own.has("statement_days") else "在本机关作出决定之前"
    found = [Para(f"依照{matter.cite('E-NOT-01', 'E-NOT-02')}，你（单位）有权{within}向本机关进行陈述和申辩。"
                  "本机关不因陈述、申辩而给予更重的处罚。")]  # fmt: skip
    if own.flag("hearing_right") or not own:
        days = f"在收到本告知书后{own.text('hearing_days')}内" if own.has("hearing_days") else f"自收到本告知书之日起{BLANK}日内"
        found.append(Para(f"依照{matter.cite('E-HEA-01', 'E-HEA-02')}，你（单位）有权要求听证；要求听证的，应当{days}向本机关提出，"
                          "逾期不提出的，视为放弃要求听证的权利。"))  # fmt: skip
    return tuple(found)


def hearing_notice(matter: Matter) -> Sheet:
    """行政处罚听证通知书: when, where, who presides, openly or not (行政处罚法 art. 64(2)-(4))."""
    own, asked = matter.own, matter.of("hearing_request")
    openly = "公开举行" if own.flag("public") else f"不公开举行，理由：{own.text('closed_reason')}"
    return Sheet(
        matter.organ, "行政处罚听证通知书", matter.number("penalty_hearing_notice"),
        (
            Para(f"{asked.text('party') if asked else matter.party()}：", Style.PLAIN),
            Para(f"你（单位）于{asked.text('requested_on')}要求就“{matter.dossier.title}”举行听证。依照{matter.cite('E-HEA-03')}，"
                 f"本机关定于{own.text('hearing_on')}举行听证，现将有关事项通知如下："),
            Para(f"一、听证时间和地点：{own.text('hearing_on')}，{own.text('time_place')}。"),
            Para(f"二、听证主持人：{own.text('host')}。你（单位）认为主持人与本案有直接利害关系的，有权申请回避（{matter.cite('E-HEA-05')}）。"),
            Para(f"三、听证方式：{openly}（{matter.cite('E-HEA-04')}）。" if own else f"三、听证方式：{BLANK}。"),
            Para(f"四、你（单位）可以亲自参加听证，也可以依法委托代理人（{matter.cite('E-HEA-06')}）。无正当理由拒不出席或者未经许可中途退出听证的，"
                 f"视为放弃听证权利（{matter.cite('E-HEA-07')}）。"),
            Para(f"五、听证不收取费用（{matter.cite('E-HEA-10')}）。"),
        ),
        signed=matter.organ, on=own.day("notified_on"),
    )  # fmt: skip


def hearing_record(matter: Matter) -> Sheet:
    """行政处罚听证笔录: presented, defended, read and signed (行政处罚法 art. 64(7), (8))."""
    own, notice = matter.own, matter.of("penalty_hearing_notice")
    agents = "、".join(one.text("name") for one in own.rows("agents")) or "无"
    return plain(
        matter, "行政处罚听证笔录",
        form(
            (("案件名称", matter.dossier.title),),
            (("听证日期", own.text("held_on")), ("主持人", own.text("host"))),
            (("时间和地点", notice.text("time_place")),),
            (("当事人", matter.party()), ("代理人", agents)),
            (("听证方式", own.told("public", "公开举行", "不公开举行")),
             ("听证通知书", (notice.given("hearing_on") and (matter.number("penalty_hearing_notice") or "—")) or BLANK)),
            (("拟处罚内容", proposed(matter) or BLANK),),
        ),
        Para(f"调查人员{own.told('presented', '提出了', '没有提出')}当事人违法的事实、证据和行政处罚建议，"
             f"当事人{own.told('defended', '进行了', '没有进行')}申辩和质证。"),
        head("听证情况"), *paragraphs(own.text("content")),
        *((head("听证意见"), *paragraphs(own.text("opinion"))) if own.has("opinion") else ()),
        *((head("拒绝签名的注明"), *paragraphs(own.text("refusal_note"))) if own.has("refusal_note") else ()),
        Para(f"当事人或者其代理人核对后签名情况：{own.text('signature')}。"),
        *signatures("当事人或者代理人", "调查人员", "主持人", "记录人"),
    )  # fmt: skip


def review_opinion(matter: Matter) -> Sheet:
    """法制审核意见书: each point of review, the conclusion and the opinion (行政处罚法 art. 58; 国办发〔2018〕118号)."""
    own, sent = matter.own, matter.of("review_submission")
    specs = KINDS["enforcement_review"].by_name
    rows = tuple((str(place), specs[name].label, own.text(name)) for place, name in enumerate(REVIEWED, 1))
    reviewer = matter.names.person(own.entry.by) if own.entry else BLANK
    return plain(
        matter, "重大行政执法决定法制审核意见书",
        form(
            (("案件编号", matter.dossier.number), ("当事人", matter.party())),
            (("案件名称", matter.dossier.title),),
            (("送审日期", sent.text("submitted_on")), ("审核日期", own.text("reviewed_on"))),
            (("送审处理意见", sent.text("proposal")),),
        ),
        Para("", Style.PLAIN),
        table((10, 70, 20), ("序号", "审核内容", "结果"), rows),
        head("审核意见"), *paragraphs(own.text("opinion")),
        head("审核结论"), Para(f"{own.text('conclusion')}。"),
        Para(f"审核人员：{reviewer}", Style.PLAIN), *signatures("审核人员"),
    )  # fmt: skip


def discussion_minutes(matter: Matter) -> Sheet:
    """负责人集体讨论记录: who was there and what each said (行政处罚法 art. 57(2))."""
    own = matter.own
    rows = tuple((one.text("person"), one.text("position"), one.text("view"), one.given("reason") or "—") for one in own.rows("attendees"))
    return plain(
        matter, "行政处罚案件集体讨论记录",
        form((("案件编号", matter.dossier.number), ("讨论日期", own.text("held_on"))), (("案件名称", matter.dossier.title),),
             (("当事人", matter.party()), ("法制审核", matter.of("enforcement_review").text("conclusion")))),
        head("出席人员和意见"), table((20, 22, 24, 34), ("姓名", "职务", "意见", "理由"), rows),
        head("讨论记录"), *paragraphs(own.text("record")),
        head("讨论结论"), *paragraphs(own.text("conclusion")),
        Para(f"出席人员（签名）：{BLANK}{BLANK}{BLANK}　{UNDATED}", Style.SIGN),
    )  # fmt: skip
