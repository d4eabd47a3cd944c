"""Papers after a decision: service, also by public notice, closing, the file (行政处罚法 arts. 47, 61; 民事诉讼法 arts. 87-95)."""

from __future__ import annotations

from states.errors import DefinitionError
from storage.documents.enforcement import remedies
from storage.documents.enforcement.inquiry import head, party_rows, plain
from storage.documents.enforcement.matter import Facts, Matter, outcome, outcomes
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


def laid_down(decision: Facts) -> tuple[str, ...]:
    """The penalties of a decision, or of one on the spot, in words; none where none was laid down."""
    if "outcomes" in decision.specs:
        return outcomes(decision.rows("outcomes"))
    return (f"{outcome(decision)}。",) if decision and "penalty" in decision.specs else ()


def decided_number(matter: Matter) -> str:
    """The number of the decision that was taken; "" while it has none."""
    return decided(matter)[1].rpartition("（")[2].rstrip("）") if "（" in decided(matter)[1] else ""


def announcement(matter: Matter) -> Sheet:
    """送达公告: why, the paper and what it says, the thirty days, the remedies (民事诉讼法 art. 95; 行政处罚法 art. 61)."""
    own, (decision, called) = matter.own, decided(matter)
    days, where = _announced_for(matter), own.given("collect_at") or "本机关"
    return Sheet(
        matter.organ, "送达公告", matter.number("service_announced"),
        (
            Para(f"{matter.party()}：", Style.PLAIN),
            Para(f"依照{matter.cite('E-SER-04')}，现向你（单位）公告送达{called}。"),
            *paragraphs(f"公告送达的原因：{own.text('reason')}"),
            Para(f"本机关于{decision.text('decided_on')}作出该决定，{_gist(decision)}"),
            Para(f"请你（单位）自本公告发布之日起{days}内到{where}领取决定书；逾期不领取的，自本公告发布之日起经过{days}，即视为送达。"),
            remedies.named(matter, decision, "该决定", "视为送达"),
            Para(f"特此公告。本公告在{own.text('published_at')}发布。"),
        ),
        signed=matter.organ, on=own.day("published_on"),
    )  # fmt: skip


def _announced_for(matter: Matter) -> str:
    try:
        period = matter.law.period("E-SER-04")
    except DefinitionError:  # a matter under a law that is older than the law's table
        return f"{BLANK}日"
    return f"{period.n}{period.unit.label}"


def _gist(decision: Facts) -> str:
    """What was decided, in a sentence."""
    if "ground" in decision.specs:
        return f"决定不予行政处罚，理由：{decision.text('ground')}。"
    return f"依照{decision.text('basis')}，{'；'.join(one.rstrip('。') for one in laid_down(decision)) or BLANK}。"


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
            (("收件人\n（代收人）", own.text("receiver")), ("签收情况", own.told("signed", "已经签收", "没有签收"))),
            (("邮寄单号", own.given("post_number") or "—"), ("同意电子送达", own.told("consent_signed", "已经签订确认书", "—"))),
            (("见证人或者没有签收的说明", own.given("witness") or "—"),),
            (("收件人签名", f"\n{BLANK}{BLANK}　　　　年　　月　　日"),),
            (("送达人签名", f"\n{BLANK}{BLANK}　　　　年　　月　　日"),),
        ),
    )  # fmt: skip


def closing_report(matter: Matter) -> Sheet:
    """结案报告: what was decided, served, published, performed, and why the case ends (行政处罚法 art. 47; 结案)."""
    own, (decision, called) = matter.own, decided(matter)
    served, shown, done = matter.of("service_proof"), matter.of("result_publication"), matter.of("performance_report")
    paid = tuple((one.text("paid_on"), one.text("party"), one.text("amount"), one.text("by"), one.text("receipt")) for one in matter.all("payment"))
    found = laid_down(decision)
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
        *((head("缴款情况"), table((22, 23, 15, 17, 23), ("缴款日期", "缴款人", "金额", "方式", "票据"), paid)) if paid else ()),
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
