"""Papers after a decision: service, demand, court, closing, the file (行政处罚法 arts. 61, 72; 行政强制法 arts. 35, 54, 55)."""

from __future__ import annotations

from storage.documents.enforcement.inquiry import head, party_rows, plain
from storage.documents.enforcement.matter import Facts, Matter, outcomes
from storage.documents.enforcement.sheet import (
    BLANK,
    Para,
    Sheet,
    Style,
    form,
    paragraphs,
    signatures,
    table,
)

DECISIONS = (("penalty_decision", "行政处罚决定书"), ("no_penalty_decision", "不予行政处罚决定书"), ("summary_decision", "当场行政处罚决定书"))


def decided(matter: Matter) -> tuple[Facts, str]:
    """The decision that was taken, and how it is called with its number."""
    taken = [(matter.dossier.order(one.entry), one, kind, title) for kind, title in DECISIONS if (one := matter.of(kind)).entry]
    if not taken:
        return matter.of("penalty_decision"), "《行政处罚决定书》"
    _, found, kind, title = max(taken, key=lambda one: one[0])
    number = found.given("form_number") if kind == "summary_decision" else matter.number(kind)
    return found, f"《{title}》（{number}）" if number else f"《{title}》"


def decided_number(matter: Matter) -> str:
    """The number of the decision that was taken; "" while it has none."""
    return decided(matter)[1].rpartition("（")[2].rstrip("）") if "（" in decided(matter)[1] else ""


def service_proof(matter: Matter) -> Sheet:
    """送达回证: what was served on whom, how and when (行政处罚法 art. 61; 民事诉讼法 art. 87)."""
    own, number = matter.own, decided_number(matter)
    paper = own.text("paper") if own else decided(matter)[1]
    return plain(
        matter, "送达回证",
        form(
            (("案件名称", matter.dossier.title),),
            (("受送达人", matter.party()),),
            (("送达文书及文号", paper if not number or number in paper else f"{paper}（{number}）"),),
            (("送达方式", own.text("way")), ("送达日期", own.text("served_on"))),
            (("收件人（代收人）", own.text("receiver")), ("签收", own.text("signed"))),
            (("邮寄单号", own.given("post_number") or "—"), ("同意电子送达", own.text("consent_signed") if own.has("consent_signed") else "—")),
            (("见证人或者没有签收的说明", own.given("witness") or "—"),),
            (("收件人签名", f"\n{BLANK}{BLANK}　　　　年　　月　　日"),),
            (("送达人签名", f"\n{BLANK}{BLANK}　　　　年　　月　　日"),),
        ),
    )  # fmt: skip


def demand(matter: Matter) -> Sheet:
    """催告书: deadline, way, amount, rights (行政强制法 arts. 35, 54)."""
    own, (decision, called) = matter.own, decided(matter)
    late = matter.of("late_fine")
    added = f"加处罚款{late.text('amount')}，自{late.text('from_on')}起计算至{late.text('to_on')}。" if late else ""
    found = outcomes(decision.rows("outcomes")) if decision and "outcomes" in decision.specs else ()
    return Sheet(
        matter.organ, "行政处罚决定履行催告书", matter.number("demand"),
        (
            Para(f"{matter.party()}：", Style.PLAIN),
            Para(f"本机关于{decision.text('decided_on')}作出{called}，你（单位）逾期没有履行。依照{matter.cite('E-DEM-01')}、{matter.cite('E-CRT-01')}，现催告如下："),
            head("一、应当履行的义务"), *map(Para, found), *((Para(added),) if added else ()),
            head("二、履行期限和方式"), Para(f"请于{own.text('deadline')}前履行。履行方式：{own.text('way')}。"),
            *((Para(f"金额和给付方式：{own.text('amount')}。"),) if own.has("amount") else ()),
            head("三、权利和后果"),
            Para(f"你（单位）收到本催告书后有权进行陈述和申辩（{matter.cite('E-DEM-02')}）。逾期仍不履行的，本机关将依法强制执行或者申请人民法院强制执行。"),
        ),
        signed=matter.organ, on=own.day("served_on"),
    )  # fmt: skip


def court_application(matter: Matter) -> Sheet:
    """强制执行申请书 with its annexes (行政强制法 arts. 54, 55)."""
    own, warned, (decision, called) = matter.own, matter.of("demand"), decided(matter)
    annexes = (("decision_attached", "行政处罚决定书及作出决定的事实、理由和依据"), ("opinions_attached", "当事人的意见及催告情况"),
               ("object_attached", "申请强制执行标的情况"))  # fmt: skip
    attached = [text for name, text in annexes if own.flag(name) or not own]
    urgent = f"情况紧急，为保障公共安全，依照{matter.cite('E-CRT-08')}申请立即执行。"
    return Sheet(
        matter.organ, "强制执行申请书", matter.number("court_application"),
        (
            Para(f"{own.text('court')}：", Style.PLAIN),
            Para(f"申请人：{matter.organ}", Style.PLAIN), Para(f"被申请人：{matter.party()}", Style.PLAIN),
            *(Para(f"住址（住所）：{row.text('address')}", Style.PLAIN) for row in matter.of("filing_approval").rows("parties")),
            head("申请事项"), Para(f"申请强制执行{called}确定的下列义务："), *map(Para, outcomes(decision.rows("outcomes")) if decision else (BLANK,)),
            head("事实和理由"),
            Para(f"申请人于{decision.text('decided_on')}作出{called}，被申请人在法定期限内不申请行政复议、不提起行政诉讼，又不履行决定。"
                 f"申请人于{warned.text('served_on')}送达{matter.called('催告书', 'demand')}，催告的履行期限至{warned.text('deadline')}，"
                 f"被申请人仍未履行。依照{matter.cite('E-CRT-02')}、{matter.cite('E-CRT-04')}，申请强制执行。"),
            *((Para(f"申请期限：{own.text('late_reason')}"),) if own.has("late_reason") else ()), *((Para(urgent),) if own.flag("urgent") else ()),
            head("附件"), *(Para(f"{place}．{text}") for place, text in enumerate(attached, 1)),
            Para(f"机关负责人（签名）：{BLANK}{BLANK}", Style.SIGN),
        ),
        signed=matter.organ, on=own.day("applied_on"),
    )  # fmt: skip


def closing_report(matter: Matter) -> Sheet:
    """结案报告: what was decided, served, published, performed, and why the case ends (行政处罚法 art. 47; 结案)."""
    own, (decision, called) = matter.own, decided(matter)
    served, shown, done = matter.of("service_proof"), matter.of("result_publication"), matter.of("performance_report")
    paid = tuple((one.text("paid_on"), one.text("party"), one.text("amount"), one.text("by"), one.text("receipt")) for one in matter.all("payment"))
    found = outcomes(decision.rows("outcomes")) if "outcomes" in decision.specs else ()
    return plain(
        matter, "结案报告",
        form(
            (("案件编号", matter.dossier.number), ("结案日期", own.text("closed_on"))), (("案件名称", matter.dossier.title),), *party_rows(matter),
            (("立案日期", matter.of("filing_approval").text("filed_on")), ("决定日期", decision.text("decided_on"))),
            (("处理决定", f"{called}\n{chr(10).join(found) if found else '不予行政处罚。' if matter.of('no_penalty_decision') else BLANK}"),),
            (("送达", f"{served.text('served_on')}，{served.text('way')}" if served else "—"), ("公示", shown.given("published_on") or "—")),
            (("结案情形", own.text("ground")), ("履行完毕", done.given("performed_on") or "—")),
            (("案卷保管人", own.text("keeper")),),
        ),
        *((head("缴款情况"), table((21, 24, 15, 17, 23), ("缴款日期", "缴款人", "金额", "方式", "票据"), paid)) if paid else ()),
        head("办理和执行情况"), *paragraphs(own.text("summary")),
        *signatures("承办人员", "机关负责人"),
    )  # fmt: skip


def file_cover(matter: Matter) -> Sheet:
    """卷宗封面."""
    own, (_, called) = matter.own, decided(matter)
    rows = own.rows("contents")
    pages = sum(row.number("pages") for row in rows)
    return plain(
        matter, "行政处罚案卷",
        form(
            (("案件编号", matter.dossier.number),), (("案件名称", matter.dossier.title),), (("当事人", matter.party()),),
            (("处理决定", called),),
            (("立案日期", matter.of("filing_approval").text("filed_on")), ("结案日期", own.text("closed_on"))),
            (("结案情形", own.text("ground")),),
            (("卷内文书", f"{len(rows)}件" if rows else BLANK), ("页数", f"{pages}页" if pages else BLANK)),
            (("承办机构", matter.names.office(matter.dossier.office)), ("案卷保管人", own.text("keeper"))),
            (("保管期限", BLANK), ("档号", BLANK)),
        ),
    )  # fmt: skip


def file_contents(matter: Matter) -> Sheet:
    """卷内文书目录: as declared at the closing; where page counts are given, from which page to which."""
    rows, page = [], 1
    for place, one in enumerate(matter.own.rows("contents"), 1):
        count = one.number("pages")
        rows.append((str(place), one.text("title"), f"{page}—{page + count - 1}" if count > 1 else str(page) if count else "", ""))
        page += count
    return plain(
        matter, "卷内文书目录",
        form((("案件编号", matter.dossier.number), ("当事人", matter.party())), (("案件名称", matter.dossier.title),)),
        Para("", Style.PLAIN), table((12, 52, 16, 20), ("序号", "文书名称", "页次", "备注"), rows),
    )  # fmt: skip
