"""Papers of what is not performed: late fine, demand, forced execution, the court (行政处罚法 art. 72; 行政强制法 arts. 35-37, 45, 54, 55)."""

from __future__ import annotations

from storage.documents.enforcement import remedies
from storage.documents.enforcement.following import decided, laid_down
from storage.documents.enforcement.inquiry import head, party_block
from storage.documents.enforcement.matter import Facts, Matter
from storage.documents.enforcement.sheet import BLANK, Para, Sheet, Style, paragraphs


def percent(value: object) -> str:
    """A share as it is written in a paper; the law's table gives it in hundredths or as a fraction."""
    share = float(str(value))
    return f"{share * 100 if share < 1 else share:g}%"


def daily(matter: Matter) -> str:
    """The standard of the late fine: so much a day, never above the fine (行政处罚法 art. 72(1)(1))."""
    rate = matter.law.rule("E-LAT-01").numbers["rate"].value
    return f"每日按罚款数额的{percent(rate)}加处罚款，加处罚款的数额不超出罚款的数额"


def late_fine_decision(matter: Matter) -> Sheet:
    """加处罚款决定书: the fine that was not paid, the standard, the days and the sum, remedies (行政处罚法 art. 72; 行政强制法 art. 45)."""
    own, (decision, called) = matter.own, decided(matter)
    told = own.told("rate_told", "上述标准已经告知当事人。", "")
    return Sheet(
        matter.organ, "加处罚款决定书", matter.number("late_fine"),
        (
            *party_block(matter, own.text("party") if own else ""),
            head("一、事实"),
            Para(f"本机关于{decision.text('decided_on')}作出{called}，{served(matter)}当事人到期没有缴清罚款，至{own.text('from_on')}尚有罚款{own.money('base')}没有缴纳。"),
            head("二、依据和标准"),
            Para(f"依照{matter.cite('E-LAT-01')}、{matter.cite('E-LAT-03')}，当事人到期不缴纳罚款的，{daily(matter)}。{told}"),
            head("三、加处罚款的决定"),
            Para(f"自{own.text('from_on')}起至{own.text('to_on')}止，计{own.text('days')}日（行政复议、行政诉讼期间不计算，{matter.cite('E-LAT-02')}），"
                 f"按没有缴纳的罚款{own.text('base')}计算，决定对{own.text('party')}加处罚款{own.money('amount')}。"),
            head("四、履行方式和期限"),
            Para(f"没有缴纳的罚款和加处罚款，应当立即缴至{_collector(decision)}。仍不缴纳的，本机关将依法强制执行或者申请人民法院强制执行。"),
            head("五、申请行政复议、提起行政诉讼的途径和期限"), remedies.named(matter, own, "本决定书"), remedies.going_on(matter),
        ),
        signed=matter.organ, on=own.day("on"),
    )  # fmt: skip


def _collector(decision: Facts) -> str:
    return decision.given("collector") if "collector" in decision.specs and decision.has("collector") else "指定的银行或者通过电子支付系统"


def served(matter: Matter) -> str:
    """How the decision came to the party; on the spot it was handed over there (行政处罚法 art. 52)."""
    proof, deemed = matter.earlier("service_proof"), matter.earlier("service_deemed")
    if proof:
        return f"{proof[-1].text('served_on')}送达当事人。"
    return f"{deemed[-1].text('deemed_on')}公告期满视为送达。" if deemed else ""


def demand(matter: Matter) -> Sheet:
    """催告书: deadline, way, amount, rights (行政强制法 arts. 35, 54)."""
    own, (decision, called) = matter.own, decided(matter)
    return Sheet(
        matter.organ, DEMAND, matter.number("demand"),
        (
            Para(f"{matter.party()}：", Style.PLAIN),
            Para(f"本机关于{decision.text('decided_on')}作出{called}，你（单位）逾期没有履行。依照{matter.cite('E-DEM-01', 'E-CRT-01')}，现催告如下："),
            head("一、应当履行的义务"), *owed(matter),
            head("二、履行期限和方式"), Para(f"请于{own.text('deadline')}前（含当日）履行。履行方式：{own.text('way')}。"),
            *((Para(f"金额和给付方式：{own.text('amount')}。"),) if own.has("amount") else ()),
            head("三、权利和后果"),
            Para(f"你（单位）收到本催告书后有权进行陈述和申辩（{matter.cite('E-DEM-02')}）。逾期仍不履行的，本机关将依法强制执行或者申请人民法院强制执行。"),
        ),
        signed=matter.organ, on=own.day("served_on"),
    )  # fmt: skip


DEMAND = "行政处罚决定履行催告书"


def owed(matter: Matter) -> tuple[Para, ...]:
    """The penalties, what was added to them, and what has been paid: each as it stands on file."""
    decision, _ = decided(matter)
    found, since = [*laid_down(decision)], matter.dossier.order(decision.entry) if decision.entry else -1
    for late in matter.earlier("late_fine"):
        if late.entry and matter.dossier.order(late.entry) > since:
            number = matter.numbers.get(matter.dossier.root(late.entry).id, "")
            found.append(f"对{late.text('party')}加处罚款{late.money('amount')}，自{late.text('from_on')}起至{late.text('to_on')}止"
                         f"{f'，见《加处罚款决定书》（{number}）' if number else ''}。")  # fmt: skip
    for paid in matter.earlier("payment"):
        if paid.entry and matter.dossier.order(paid.entry) > since:
            found.append(f"{paid.text('party')}已于{paid.text('paid_on')}缴纳{paid.told('late_fine', '加处罚款', '罚没款')}{paid.text('amount')}。")
    return tuple(map(Para, found)) or (Para(BLANK),)


def forced_decision(matter: Matter) -> Sheet:
    """行政强制执行决定书 with the five points of 行政强制法 art. 37(2)."""
    own, warned, (decision, called) = matter.own, matter.of("demand"), decided(matter)
    basis = ("E-DEM-03", "E-LAT-04") if matter.earlier("late_fine") else ("E-DEM-03",)
    moved = "有证据证明当事人有转移或者隐匿财物迹象，在催告期间作出立即强制执行决定。" if own.flag("immediate") else "当事人逾期仍不履行，且无正当理由。"
    return Sheet(
        matter.organ, "行政强制执行决定书", matter.number("forced_execution"),
        (
            *party_block(matter),
            head("一、强制执行的理由和依据"),
            Para(f"本机关于{decision.text('decided_on')}作出{called}，{served(matter)}当事人在决定确定的期限内没有履行。"
                 f"本机关于{warned.text('served_on')}送达{matter.called(DEMAND, 'demand')}，催告的履行期限至{warned.text('deadline')}。{moved}"),
            *paragraphs(own.text("reasons")), Para(f"依照{matter.cite(*basis)}，决定强制执行。"),
            head("二、强制执行的内容"), *owed(matter),
            head("三、强制执行的方式和时间"), *paragraphs(own.text("way_time")),
            head("四、申请行政复议、提起行政诉讼的途径和期限"), remedies.named(matter, own, "本决定书"),
        ),
        signed=matter.organ, on=own.day("decided_on"),
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
            Para(f"申请人：{matter.organ}", Style.PLAIN), *party_block(matter, title="被申请人"),
            head("申请事项"), Para(f"申请强制执行{called}确定的下列义务："), *owed(matter),
            head("事实和理由"),
            Para(f"申请人于{decision.text('decided_on')}作出{called}，被申请人在法定期限内不申请行政复议、不提起行政诉讼，又不履行决定。"
                 f"申请人于{warned.text('served_on')}送达{matter.called(DEMAND, 'demand')}，催告的履行期限至{warned.text('deadline')}，"
                 f"被申请人仍未履行。依照{matter.cite('E-CRT-02', 'E-CRT-04')}，申请强制执行。"),
            *((Para(f"申请期限：{own.text('late_reason')}"),) if own.has("late_reason") else ()), *((Para(urgent),) if own.flag("urgent") else ()),
            head("附件"), *(Para(f"{place}．{text}") for place, text in enumerate(attached, 1)),
            Para(f"机关负责人（签名）：{BLANK}{BLANK}", Style.SIGN),
        ),
        signed=matter.organ, on=own.day("applied_on"),
    )  # fmt: skip
