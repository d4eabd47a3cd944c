"""The fictional county of the demo: its offices, its people, and the accounts told at start-up."""

from __future__ import annotations

from datetime import date

from infra.demo.life import Cast
from states.dossier.vocabulary import Role
from storage.people import People

PASSWORD = "yifa-demo-2026"
BODY, BODY_NAME = "yunxi", "云溪县人民政府（演示）"
SINCE = date(2015, 1, 1)

OFFICES = {
    "yx-office": "云溪县人民政府办公室（演示）",
    "yx-study": "云溪县人民政府研究室（演示）",
    "yx-transport": "云溪县交通运输局（演示）",
    "yx-urban": "云溪县城市管理局（演示）",
    "yx-land": "云溪县自然资源局（演示）",
    "yx-emergency": "云溪县应急管理局（演示）",
    "yx-commerce": "云溪县商务局（演示）",
    "yx-water": "云溪县水务局（演示）",
    "yx-justice": "云溪县司法局（演示）",
    "yx-market": "云溪县市场监督管理局（演示）",
    "yx-archive": "云溪县档案馆（演示）",
    "yx-university": "云溪学院（演示）",
    "yx-assessor": "云溪风险评估中心（演示）",
    "yx-institute": "云溪政策评估院（演示）",
}
# A body of its own that enforces, with its offices.
BUREAU, BUREAU_NAME = "yxaj", "云溪县应急管理局（执法机关，演示）"
BUREAU_OFFICES = {
    "yj-office": "云溪县应急管理局办公室（演示）",
    "yj-team": "云溪县应急管理综合行政执法大队（演示）",
    "yj-legal": "云溪县应急管理局政策法规股（演示）",
    "yj-finance": "云溪县应急管理局财务股（演示）",
}
# login -> (name, office, roles); all of them are invented
PEOPLE = {
    "juece": ("演示决策办", "yx-office", (Role.DECISION_OFFICE,)),
    "yanjiu": ("演示研究员", "yx-study", (Role.STUDY_UNIT,)),
    "jiaotong": ("演示经办（交通）", "yx-transport", (Role.SPONSOR,)),
    "jiaotongju": ("演示局长（交通）", "yx-transport", (Role.OFFICE_HEAD,)),
    "chengguan": ("演示经办（城管）", "yx-urban", (Role.SPONSOR,)),
    "ziran": ("演示经办（自然资源）", "yx-land", (Role.SPONSOR,)),
    "yingji": ("演示经办（应急）", "yx-emergency", (Role.SPONSOR,)),
    "shangwu": ("演示经办（商务）", "yx-commerce", (Role.SPONSOR,)),
    "shuiwu": ("演示经办（水务）", "yx-water", (Role.SPONSOR,)),
    "shencha": ("演示审查员", "yx-justice", (Role.LEGAL_REVIEWER,)),
    "guwen": ("演示法律顾问", "yx-justice", (Role.LEGAL_ADVISER,)),
    "zhuchi": ("演示听证主持人", "yx-justice", (Role.HEARING_HOST,)),
    "shijian": ("演示市监审查员", "yx-market", (Role.MARKET_REGULATOR,)),
    "zhuanjia1": ("演示专家甲", "yx-university", (Role.EXPERT,)),
    "zhuanjia2": ("演示专家乙", "yx-university", (Role.EXPERT,)),
    "fengxian": ("演示风险评估员", "yx-assessor", (Role.RISK_ASSESSOR,)),
    "chengyuan": ("演示组成人员", "yx-office", (Role.MEMBER,)),
    "shouzhang": ("演示县长", "yx-office", (Role.HEAD,)),
    "zhixing": ("演示执行人员", "yx-urban", (Role.EXECUTOR,)),
    "pinggu": ("演示后评估员", "yx-institute", (Role.EVALUATOR,)),
    "jiandu": ("演示监督员", "yx-office", (Role.SUPERVISOR,)),
    "dangan": ("演示档案员", "yx-archive", (Role.ARCHIVIST,)),
    "zhifa": ("演示执法人员甲", "yj-team", (Role.OFFICER,)),
    "zhifa2": ("演示执法人员乙", "yj-team", (Role.OFFICER,)),
    "dadui": ("演示大队长", "yj-team", (Role.OFFICE_HEAD,)),
    "juzhang": ("演示局长（应急）", "yj-office", (Role.AGENCY_HEAD,)),
    "fujuzhang": ("演示副局长（应急）", "yj-office", (Role.AGENCY_HEAD,)),
    "fashen": ("演示法制审核员", "yj-legal", (Role.ENFORCEMENT_REVIEWER,)),
    "tingzheng": ("演示听证主持人（应急）", "yj-legal", (Role.HEARING_HOST,)),
    "shoujiao": ("演示收缴管理员", "yj-finance", (Role.FINE_COLLECTOR,)),
    "zhifajiandu": ("演示执法监督员", "yj-office", (Role.SUPERVISOR,)),
    "yjdangan": ("演示档案员（应急）", "yj-office", (Role.ARCHIVIST,)),
    "xitong": ("演示系统管理员", "yx-office", (Role.SYSTEM_ADMIN,)),
    "anquan": ("演示安全管理员", "yx-office", (Role.SECURITY_ADMIN,)),
    "shenji": ("演示审计员", "yx-office", (Role.AUDIT_ADMIN,)),
}
SPONSORS = {"yx-transport": "jiaotong", "yx-urban": "chengguan", "yx-land": "ziran", "yx-emergency": "yingji",
            "yx-commerce": "shangwu", "yx-water": "shuiwu"}  # fmt: skip


def accounts() -> list[str]:
    """One line for each demo account, to be shown where the demo runs and nowhere else."""
    return [f"{login}  {name}：{'、'.join(role.label for role in roles)}（密码 {PASSWORD}）" for login, (name, _, roles) in PEOPLE.items()]


def register(people: People) -> None:
    """Put offices and people into an empty register."""
    people.add_office(BODY, BODY_NAME, BODY, "body")
    for office, name in OFFICES.items():
        people.add_office(office, name, BODY)
    people.add_office(BUREAU, BUREAU_NAME, BUREAU, "body")
    for office, name in BUREAU_OFFICES.items():
        people.add_office(office, name, BUREAU)
    for login, (name, office, roles) in PEOPLE.items():
        people.add_person(login, login, name, office, PASSWORD, roles, SINCE)


def cast(office: str) -> Cast:
    """Who plays a matter that this office sponsors."""
    executor = "yx-urban"
    return Cast(
        office="juece", study="yanjiu", study_unit=OFFICES["yx-study"], sponsor=SPONSORS[office], sponsor_unit=OFFICES[office],
        reviewer="shencha", review_unit=OFFICES["yx-justice"], adviser="guwen", expert="zhuanjia1", second_expert="zhuanjia2",
        expert_unit=OFFICES["yx-university"], assessor="fengxian", assessor_unit=OFFICES["yx-assessor"], regulator="shijian",
        host="zhuchi", head="shouzhang", head_name="演示县长", members=("演示副县长甲", "演示副县长乙", "演示组成人员"), executor="zhixing",
        executor_unit=OFFICES[executor], evaluator="pinggu", evaluator_unit=OFFICES["yx-institute"], supervisor="jiandu",
        archivist="dangan", body_name=BODY_NAME,
    )  # fmt: skip
