"""The decisions: of a penalty (行政处罚法 art. 59), of none (arts. 30-33, 57), and on the spot (arts. 51, 52)."""

from __future__ import annotations

from storage.documents.enforcement import remedies
from storage.documents.enforcement.coercion import daily
from storage.documents.enforcement.inquiry import head, party_block
from storage.documents.enforcement.matter import Facts, Matter, outcomes, people
from storage.documents.enforcement.sheet import BLANK, Block, Para, Sheet, Style, paragraphs, signatures


def penalty_decision(matter: Matter) -> Sheet:
    """行政处罚决定书 with the six points of art. 59(1) and the place of the seal (art. 59(2)); before it is taken, from the notice."""
    own, notice = matter.own, matter.of("penalty_notice")
    facts = matter.first(("penalty_decision", "facts"), ("penalty_notice", "facts"), ("investigation_report", "facts"))
    evidence = matter.first(("penalty_decision", "evidence"), ("investigation_report", "evidence"))
    basis = matter.first(("penalty_decision", "basis"), ("penalty_notice", "basis"))
    found = outcomes(own.rows("outcomes") or notice.rows("proposed"))
    return Sheet(
        matter.organ, "行政处罚决定书", matter.number("penalty_decision"),
        (
            *_party(matter, own),
            head("一、违法事实和证据"), *paragraphs(facts), Para(f"证明上述事实的证据：{evidence}"),
            head("二、陈述、申辩和听证"), *_heard(matter),
            head("三、处罚依据和裁量理由"), Para(f"处罚依据：{basis}。"), *_discretion(own),
            head("四、行政处罚决定"), *map(Para, found or (BLANK,)), *_gains(own),
            head("五、履行方式和期限"), *_performance(matter, own),
            head("六、申请行政复议、提起行政诉讼的途径和期限"), remedies.named(matter, own, "本决定书"), remedies.going_on(matter),
        ),
        signed=matter.organ, on=own.day("decided_on"),
    )  # fmt: skip


def _party(matter: Matter, own: Facts) -> tuple[Block, ...]:
    told = own.text("party_details") if own else matter.party()
    heads = tuple(
        Para(f"{row.text('name')}的法定代表人（负责人）：{row.text('representative')}", Style.PLAIN)
        for row in matter.of("filing_approval").rows("parties") if row.has("representative")
    )  # fmt: skip
    return (Para(f"当事人：{told}", Style.PLAIN), *heads)


def _heard(matter: Matter) -> tuple[Para, ...]:
    """What the party was told, what it said, and what came of it (arts. 44, 45, 65)."""
    notice, record = matter.of("penalty_notice"), matter.of("penalty_hearing_record")
    found = [Para(f"本机关于{notice.text('served_on')}送达{matter.called('行政处罚告知书', 'penalty_notice')}，告知拟作出的行政处罚内容及事实、理由、依据，"
                  f"以及依法享有的陈述、申辩{'和要求听证' if notice.flag('hearing_right') else ''}的权利。")]  # fmt: skip
    statement, review = matter.of("party_statement"), matter.of("statement_review")
    if statement:
        found.append(Para(f"{statement.text('party')}于{statement.text('made_on')}提出陈述、申辩：{statement.text('content')}"))
    if review:
        found.append(Para(f"经复核，{review.text('result')}。{review.text('reason')}"))
    if record:
        found.append(Para(f"本机关于{record.text('held_on')}举行听证。{'本决定根据听证笔录作出。' if matter.own.flag('on_record') else ''}"))
    if not (statement or record):
        found.append(Para("当事人没有提出陈述、申辩，没有要求听证。"))
    return tuple(found)


def _discretion(own: Facts) -> tuple[Para, ...]:
    tier = f"裁量阶次：{own.text('tier')}。" if own.has("tier") else ""
    weight = f"裁量结果：{own.text('weight')}。"
    mitigating = f"从轻、减轻的情形：{own.text('mitigating')}。" if own.has("mitigating") else ""
    return (Para(f"{tier}{mitigating}{weight}"), *paragraphs(f"裁量理由：{own.text('discretion_reason')}"))


def _gains(own: Facts) -> tuple[Para, ...]:
    return (Para(f"违法所得：{own.money('gains')}。"),) if own.number("gains") else ()


def _performance(matter: Matter, own: Facts) -> tuple[Para, ...]:
    found = list(paragraphs(own.text("performance")))
    if own.has("collector"):
        within = f"，缴款期限为收到本决定书之日起{own.text('pay_days')}" if own.has("pay_days") else ""
        found.append(Para(f"代收罚款机构：{own.text('collector')}{within}。"))
    if own.flag("late_fine_stated"):
        found.append(Para(f"到期不缴纳罚款的，依照{matter.cite('E-LAT-01')}，{daily(matter)}。"))
    return tuple(found)


def no_penalty_decision(matter: Matter) -> Sheet:
    """不予行政处罚决定书: the ground, the facts, education and remedies (行政处罚法 arts. 30-33, 57(1))."""
    own, report = matter.own, matter.of("investigation_report")
    facts = own.text("facts") if own else report.text("facts")
    return Sheet(
        matter.organ, "不予行政处罚决定书", matter.number("no_penalty_decision"),
        (
            *party_block(matter, own.text("party") if own else ""),
            head("一、事实和证据"), *paragraphs(facts), *((Para(f"证据：{report.text('evidence')}"),) if report else ()),
            head("二、不予行政处罚的理由和依据"), Para(f"情形：{own.text('ground')}。"), *_spared(matter, own),
            head("三、决定"), Para("本机关决定不予行政处罚。"),
            *((head("四、教育"), *paragraphs(own.text("education"))) if own.has("education") else ()),
            head(f"{'五' if own.has('education') else '四'}、申请行政复议、提起行政诉讼的途径和期限"),
            remedies.named(matter, own, "本决定书"),
        ),
        signed=matter.organ, on=own.day("decided_on"),
    )  # fmt: skip


GROUNDS = {"slight": "E-DEC-08", "first": "E-DEC-09", "no_fault": "E-DEC-10", "under_age": "E-DEC-12", "incapable": "E-DEC-12",
           "time_barred": "E-FIL-02", "not_proven": "E-INV-06"}  # fmt: skip


def _spared(matter: Matter, own: Facts) -> tuple[Para, ...]:
    rule = GROUNDS.get(own.entry.text("ground") if own.entry else "", "")
    basis = (Para(f"依据：{matter.cite(rule)}。"),) if rule else ()
    listed = (Para(f"不予处罚清单事项：{own.text('list_item')}。"),) if own.has("list_item") else ()
    return (*basis, *listed)


def summary_decision(matter: Matter) -> Sheet:
    """当场行政处罚决定书: what art. 52(2) lists, under the number of the form."""
    own, case = matter.own, matter.of("summary_case")
    amount = own.money("amount") if own.has("amount") else ""
    where = "当场收缴" if own.flag("collected_here") else "不当场收缴，由当事人到指定的银行或者通过电子支付系统缴纳"
    return Sheet(
        own.text("agency") if own else matter.organ, "当场行政处罚决定书", own.given("form_number"),
        (
            Para(f"当事人：{case.text('party')}（{case.text('party_kind')}）", Style.PLAIN), Para(f"住址（住所）：{case.text('address')}", Style.PLAIN),
            Para(f"违法事实：{case.text('facts')}"),
            Para(f"处罚时间、地点：{own.text('time_place')}；违法行为发生地：{case.text('place')}。"),
            Para(f"处罚依据：{own.text('basis')}。"),
            Para(f"当场处罚：{own.text('penalty')}{amount}。{f'罚款{where}。' if amount else ''}"),
            *((Para(f"当事人的陈述、申辩和复核情况：{own.text('statement')}"),) if own.has("statement") else ()),
            Para(f"执法人员{own.told('certificates_shown', '已经出示', '没有出示')}执法证件，{own.told('told', '已经告知', '没有告知')}当事人拟处罚的内容、"
                 "事实、理由、依据和依法享有的陈述、申辩权。"),
            remedies.named(matter, own, "本决定书"),
            Para(f"执法人员：{people(own.rows('officers'))}。", Style.PLAIN),
            Para(f"当事人签收情况：{own.text('signature')}。{own.given('refusal_note')}", Style.PLAIN), *signatures("执法人员", "当事人"),
        ),
        form=True, signed=own.text("agency") if own else matter.organ, on=own.day("decided_on"),
    )  # fmt: skip
