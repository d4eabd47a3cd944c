"""Every paper drawn from lived cases, opened and read back as Word and PDF: the law's elements are there, as in the case."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from infra.demo.inspection_life import InspectionLife
from infra.demo.summary_life import SummaryLife
from storage.database import Database
from storage.documents.enforcement.check import check, check_own
from storage.documents.enforcement.papers import PAPERS, Drawn
from storage.documents.enforcement.printed_sheet import to_pdf
from storage.documents.enforcement.reading_back import text_of
from storage.documents.enforcement.sheet import Para, Style, lines
from storage.documents.enforcement.word_sheet import to_docx
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from tests.clocks import HandClock
from tests.offices import open_office
from tests.penalties import settle_bureau
from tests.storage.documents import living, living_after
from tests.storage.documents.files import fonts, glyphs, pdf_text, word_text

ORGAN, PARTY = "某市应急管理局", "某工贸有限公司"
BASIS = "《安全生产法》第九十七条第三项"
FACTS = "未如实记录安全生产教育和培训情况，培训档案中有三名从业人员的签名非本人所签。"
OFFICERS = ("执法甲（执法证号演示000001）", "执法乙（执法证号演示000002）")
# What each paper must say, written down by hand from the law and from what the lived case says.
SAYS: dict[str, tuple[str, ...]] = {
    # 安全生产法 art. 65: 检查的时间、地点、内容、发现的问题及其处理情况, signed by both sides
    "inspection_record": (ORGAN, "现场检查记录", "2026年3月6日", "某市工业园区1号", "检查教育培训档案和作业现场。", "违法行为", "培训档案签名不实。",
                          "责令限期改正", *OFFICERS, "被检查单位负责人（签名）", "检查人员（签名）"),
    "filing_approval": ("立〔2026〕1号", "罚〔2026〕1号", "AJ-097", PARTY, "法人或者其他组织", "某市工业园区1号", "王某", FACTS, "2026年3月2日", "2026年3月6日",
                        "2026年2月10日", *OFFICERS, "《行政处罚法》第五十四条第二款", "机关负责人（签名）"),
    # 行政处罚法 art. 55: 出示证件, 告知, 核对签名
    "inquiry_record": ("2026年3月11日", "九时十分至十时五分", "某市工业园区1号会议室", "王某",
                       "法定代表人", *OFFICERS, "已经主动出示执法证件", "申请回避的权利", "承认签名系他人代签。", "被询问人（签名）"),
    "evidence_list": ("培训档案", "书证", "签名不实", "王某的陈述", "当事人的陈述", "承认代签", "2026年3月11日", "查证属实"),
    # art. 56: 负责人批准, 清单, 七日内处理, 不得销毁或者转移
    "preservation_notice": ("先登〔2026〕1号", PARTY, "原始记录可能被转移", "局长乙", "培训签到表原件", "3册", "某市工业园区1号档案室", "《行政处罚法》第五十六条",
                            "不得销毁或者转移证据", "将在7个工作日内作出处理决定", "清单已经交付当事人", *OFFICERS, "2026年3月6日"),
    "preservation_list": ("先登〔2026〕1号", PARTY, "培训签到表原件", "3册", "某市工业园区1号档案室", *OFFICERS, "2026年3月6日", "一式二份", "当事人（签名）",
                          "执法人员（签名）", "见证人（签名）"),
    # 行政强制法 art. 24: 清单, 一式二份, 名称、数量, 期限
    "seizure_list": ("查扣〔2026〕1号", PARTY, "签到打印机", "甲型，黑色", "1台", "空白签到表", "2册", "某市应急管理局物证室", "2026年3月6日", "2026年4月5日", *OFFICERS,
                     "一式二份", "当事人（签名）", "执法人员（签名）", "见证人（签名）"),
    # art. 28(1): 责令改正或者限期改正; with 途径和期限 (行政复议法 art. 20), seal and day
    "correction_order": ("责改〔2026〕1号", f"当事人：{PARTY}", "某市工业园区1号", "王某", FACTS, "《安全生产法》第二十八条第四款", "《行政处罚法》第二十八条第一款",
                         "如实记录教育培训情况。", "于2026年3月19日前（含当日）改正完毕", "60日内向某市人民政府申请行政复议", "6个月内向某市人民法院提起行政诉讼",
                         *OFFICERS, ORGAN, "（印章）", "2026年3月9日"),
    "investigation_report": (FACTS, "培训档案、询问笔录、现场笔录。", BASIS, "一般", "给予行政处罚", PARTY, "2026年3月6日", *OFFICERS),
    # art. 44: 拟处罚内容, 事实, 理由, 依据, 陈述、申辩、要求听证等权利
    "prior_notice": ("罚告〔2026〕1号", PARTY, FACTS, "违反安全生产教育培训的规定。", BASIS, "罚款40000元（大写：肆万元整）", "进行陈述和申辩", "3个工作日内",
                     "有权要求听证", "5个工作日内", "《行政处罚法》第四十四条", ORGAN),
    # art. 64(2)-(5): 时间、地点, 公开, 主持人, 代理人
    "hearing_notice": ("听通〔2026〕1号", PARTY, "上午九时，机关第一会议室", "听证甲", "申请回避", "公开举行", "委托代理人", "不收取费用"),
    "hearing_record": ("听证甲", "李某", PARTY, "双方对事实没有争议，当事人请求从轻。", "罚款40000元", "已签字", "当事人或者代理人（签名）", "主持人（签名）"),
    "review_opinion": ("执法主体合法", "执法人员具备资格", "执法程序合法", "案件事实清楚", "适用法律、法规、规章准确", "没有超越或者滥用职权", "同意，审核通过",
                       "同意处理意见。", "法审甲", "拟罚款40000元。"),
    "discussion_minutes": ("局长乙", "副局长乙", "机关负责人", "同意", "承办机构汇报，出席人员逐一发表意见。", "同意罚款40000元。"),
    # art. 59(1): six points; (2): seal
    "penalty_decision": ("罚决〔2026〕1号", f"当事人：{PARTY}，某市工业园区1号", "王某", FACTS, "培训档案、询问笔录、现场笔录。", "罚款40000元（大写：肆万元整）",
                         BASIS, "自收到决定书之日起十五日内到指定银行缴纳。", "某银行某市支行，某市中心路1号", "每日按罚款数额的3%加处罚款",
                         "60日内向某市人民政府申请行政复议",
                         "6个月内向某市人民法院提起行政诉讼", ORGAN, "（印章）", "已及时改正，请求从轻。", "部分成立，部分采纳", "本决定根据听证笔录作出",
                         "涉及人数和改正情况符合该阶次。"),
    "no_penalty_decision": ("不罚〔2026〕1号", PARTY, FACTS, "违法行为轻微并及时改正，没有造成危害后果（应当不予处罚）", "《行政处罚法》第三十三条第一款", "不予行政处罚",
                            "当面进行法治教育，发放提示书。", "60日内向某市人民政府申请行政复议", "6个月内向某市人民法院提起行政诉讼", "某市工业园区1号", ORGAN,
                            "（印章）", "2026年4月3日"),
    # 民事诉讼法 art. 95: 原因, the paper and what it says, 三十日; 途径和期限
    "announcement": ("公送〔2026〕1号", PARTY, "公告送达的原因：受送达人下落不明，直接送达未能送达。", "《民事诉讼法》第九十五条",
                     "《行政处罚决定书》（罚决〔2026〕1号）", BASIS,
                     "罚款40000元（大写：肆万元整）", "30日内到某市中心路9号领取", "经过30日，即视为送达", "自视为送达之日起60日内向某市人民政府申请行政复议",
                     "自视为送达之日起6个月内向某市人民法院提起行政诉讼", "某市应急管理局网站和机关公告栏", ORGAN, "（印章）", "2026年4月28日"),
    # 行政处罚法 arts. 72, 73(3), 行政强制法 art. 45: 标准告知, 不超出罚款数额, 起止、日数和数额
    "late_fine_decision": ("加罚〔2026〕1号", f"当事人：{PARTY}", "某市工业园区1号", "《行政处罚决定书》（罚决〔2026〕1号）", "2026年4月28日送达当事人",
                           "罚款40000元（大写：肆万元整）没有缴纳", "《行政处罚法》第七十二条第一款第一项", "《行政强制法》第四十五条", "每日按罚款数额的3%加处罚款",
                           "不超出罚款的数额", "上述标准已经告知当事人", "自2026年5月14日起至2026年5月14日止，计1日", "加处罚款1200元（大写：壹仟贰佰元整）",
                           "某银行某市支行，某市中心路1号", "60日内向某市人民政府申请行政复议", "6个月内向某市人民法院提起行政诉讼", ORGAN, "（印章）",
                           "2026年5月15日"),
    # 行政强制法 art. 37(2): 当事人、地址; 理由和依据; 方式和时间; 途径和期限; 名称、印章和日期
    "forced_decision": ("强执〔2026〕1号", f"当事人：{PARTY}", "某市工业园区1号", "罚决〔2026〕1号", "催〔2026〕1号", "当事人有履行能力，经催告仍不履行。",
                        "《行政强制法》第三十七条", "第四十六条第一款", "罚款40000元（大写：肆万元整）", "加处罚款1200元（大写：壹仟贰佰元整）", "加罚〔2026〕1号",
                        "某工贸有限公司已于2026年5月15日缴纳罚没款10000元",
                        "自本决定书送达之日起十五日后划拨存款。", "60日内向某市人民政府申请行政复议", "6个月内向某市人民法院提起行政诉讼", ORGAN, "（印章）"),
    # art. 52(2): 违法行为, 种类和依据, 数额, 时间、地点, 途径和期限, 行政机关名称, 执法人员签名
    "summary_decision": ("当罚〔演示〕1号", "张某", "公民", "未按规定佩戴劳动防护用品。", "罚款100元（大写：壹佰元整）", BASIS, "上午十时，某市工业园区2号", "60日内",
                         "某市人民政府", "某市人民法院", ORGAN, "执法人员（签名）", *OFFICERS),
    "service_proof": ("行政处罚决定书（罚决〔2026〕1号）", "直接送达", "王某", PARTY, "收件人签名", "送达人签名"),
    # 行政强制法 art. 35: 期限, 方式, 金额和给付方式, 陈述权和申辩权
    "demand": ("催〔2026〕1号", PARTY, "《行政处罚决定书》（罚决〔2026〕1号）", "到某银行某市支行缴纳", "罚款40000元，以转账方式给付", "陈述和申辩",
               "加处罚款1200元（大写：壹仟贰佰元整）", "加罚〔2026〕1号",
               "《行政强制法》第三十五条"),
    # art. 55: 申请书, 决定书及事实、理由和依据, 意见及催告情况, 标的情况, 负责人签名、盖章、日期
    "court_application": ("强申〔2026〕1号", "某市人民法院：", f"申请人：{ORGAN}", f"被申请人：{PARTY}", "罚决〔2026〕1号", "催〔2026〕1号",
                          "罚款40000元（大写：肆万元整）", "加处罚款1200元（大写：壹仟贰佰元整）", "加罚〔2026〕1号",
                          "当事人的意见及催告情况", "申请强制执行标的情况", "机关负责人（签名）", "（印章）"),
    "closing_report": ("罚决〔2026〕1号", "罚款40000元（大写：肆万元整）", "20000元", "非税收入票据1号", "行政处罚决定执行完毕", "已执行完毕。", "档案乙"),
    "file_cover": ("罚〔2026〕1号", PARTY, "罚决〔2026〕1号", "6件", "某市应急管理综合行政执法支队", "档案乙"),
    "file_contents": ("立案审批表", "询问笔录", "调查终结报告", "行政处罚决定书", "送达回证", "结案报告"),
}  # fmt: skip
FINAL = {
    "closed": ("filing_approval", "correction_order", "inquiry_record", "evidence_list", "investigation_report", "prior_notice", "hearing_notice", "hearing_record",
               "review_opinion", "discussion_minutes", "penalty_decision", "service_proof", "closing_report", "file_cover", "file_contents"),
    "preserved": ("preservation_notice", "preservation_list"), "seized": ("seizure_list",), "announced": ("announcement",),
    "forced": ("late_fine_decision", "forced_decision"), "spared": ("no_penalty_decision",), "demanded": ("demand", "court_application"),
    "summary": ("summary_decision",), "inspection": ("inspection_record",),
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> dict[str, Drawn]:
    """Each paper from the case that has it; every case in a database of its own."""
    found: dict[str, Drawn] = {}
    for story, names in FINAL.items():
        folder = tmp_path_factory.mktemp(story)
        (folder / "yifa.db").write_bytes(sqlite_template.read_bytes())
        database = Database(f"sqlite:///{folder / 'yifa.db'}")
        live(story, database, folder)
        drawn = living.papers(database)
        found |= {name: drawn[name] for name in names}
        database.close()
    return found


def live(story: str, database: Database, folder: Path) -> None:
    office = open_office(database, HandClock())
    match story:
        case "closed":
            settle_bureau(office, folder).until("closed")
        case "preserved":
            living.preserved(office, folder)
        case "seized":
            living_after.seized(office, folder)
        case "announced":
            living_after.announced(office, folder)
        case "forced":
            living_after.forced(office, folder)
        case "spared":
            settle_bureau(office, folder, no_penalty=True).until("decided")
        case "demanded":
            living.demanded(office, folder)
        case "summary":
            living.lived(office, folder, SummaryLife(date(2026, 3, 2)), "decided")
        case _:
            living.lived(office, folder, InspectionLife(date(2026, 3, 2), ending="corrected"), "concluded")


def test_every_paper_of_the_table_is_drawn_and_looked_at(shelf: dict[str, Drawn]) -> None:
    assert set(shelf) == {one.name for one in PAPERS} == set(SAYS)
    assert not any(one.draft for one in shelf.values())


@pytest.mark.parametrize("name", SAYS)
def test_word_and_pdf_say_what_the_law_asks_for(shelf: dict[str, Drawn], name: str) -> None:
    sheet = shelf[name].sheet()
    for text in (word_text(to_docx(sheet)), pdf_text(to_pdf(sheet))):
        assert [one for one in SAYS[name] if one.replace(" ", "") not in text] == []
        assert "草稿" not in text


@pytest.mark.parametrize("name", SAYS)
def test_names_dates_amounts_and_articles_equal_the_case(shelf: dict[str, Drawn], name: str) -> None:
    one = shelf[name]
    assert check_own(one) == ()
    assert check(one, text_of(to_docx(one.sheet()), DOCX)) == ()
    assert check(one, text_of(to_pdf(one.sheet()), PDF)) == ()


@pytest.mark.parametrize("name", SAYS)
def test_a_pdf_brings_its_fonts_and_misses_no_character(shelf: dict[str, Drawn], name: str) -> None:
    made = to_pdf(shelf[name].sheet())
    found = fonts(made)
    assert found and all(any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3")) for one in found)
    drawn = glyphs(made)
    assert len(drawn) > 30 and 0 not in drawn
    assert "\ufffd" not in pdf_text(made)


MACHINE = re.compile(r"None|True|False|sha256|[0-9a-f]{16}|\d{4}-\d{2}-\d{2}|[a-z]+_[a-z_]+|\{|\}|＿＿")


@pytest.mark.parametrize("name", SAYS)
def test_no_paper_speaks_like_a_machine_and_none_of_its_text_is_left_blank(shelf: dict[str, Drawn], name: str) -> None:
    """Blanks stand only where people sign, and on the cover where the archive writes."""
    told = [one for one in lines(shelf[name].sheet()) if not one.replace("\n", "").startswith("＿") and "签名" not in one]
    assert [one for one in told if MACHINE.search(one)] == []


@pytest.mark.parametrize("name", SAYS)
def test_no_page_ends_with_a_heading_and_no_seal_or_signature_stands_alone(shelf: dict[str, Drawn], name: str) -> None:
    sheet = shelf[name].sheet()
    pages = [[line for line in page.extract_text().splitlines() if line.strip()] for page in PdfReader(io.BytesIO(to_pdf(sheet))).pages]
    assert all(page[-1].strip() == f"— {number} —" for number, page in enumerate(pages, 1))
    heads = {one.text for one in sheet.blocks if isinstance(one, Para) and one.style is Style.HEAD}
    assert not {page[-2].strip() for page in pages[:-1]} & heads
    if sheet.signed:
        body = pages[-1][:-4]
        assert [one.strip() for one in pages[-1][-4:-1]] == [sheet.signed, "（印章）", sheet.day]
        assert any("签名" not in one for one in body), "what is sealed stands on the page of the seal"


@pytest.mark.parametrize("name", SAYS)
def test_the_same_case_gives_the_same_file(shelf: dict[str, Drawn], name: str) -> None:
    sheet = shelf[name].sheet()
    assert to_docx(sheet) == to_docx(sheet) and to_pdf(sheet) == to_pdf(sheet)
