"""Templates of review opinions, and which papers are opinions: sentences for the facts of a matter. They decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BOOK = "合法性审查意见书"


@dataclass(frozen=True, slots=True)
class Template:
    """For one kind of paper, in one of these steps; ``texts``: field -> sentences with places for facts."""

    name: str
    label: str
    kind: str
    texts: Mapping[str, str]
    steps: tuple[str, ...] = ()


COMPETENCE = "《{title}》（{number}）由{office}承办，拟由{body}决定。经审查，草案规定的事项"
PROCEDURE = "{office}于{sent_on}送审，送审材料于{complete_on}齐备。经核对案卷，公众参与、专家论证、风险评估、公平竞争审查等程序"
CONTENT = "经对照送审材料所附的法律、法规、规章和国家政策，草案内容"
TEMPLATES = (
    Template("lawful", "合法", "legality_opinion", {
        "conclusion": "lawful", "form": BOOK, "responsible": "{own_office}", "issued_on": "{today}",
        "competence": COMPETENCE + "属于{body}的法定权限。", "procedure": PROCEDURE + "已经履行，不适用的已经说明理由，形成草案的程序符合规定。",
        "content": CONTENT + "与其不相抵触，未发现违法减损公民、法人和其他组织合法权益或者增加其义务的情形。"}, ("find_lawful",)),
    Template("changed", "修改后合法", "legality_opinion", {
        "conclusion": "lawful_if_changed", "form": BOOK, "responsible": "{own_office}", "issued_on": "{today}",
        "competence": COMPETENCE + "属于{body}的法定权限。", "procedure": PROCEDURE + "已经履行，不适用的已经说明理由，形成草案的程序符合规定。",
        "content": CONTENT + "部分条款应当修改，具体见“修改意见”。按照修改意见修改后，可以提请集体讨论。"}, ("find_lawful_if_changed",)),
    Template("unlawful", "不合法", "legality_opinion", {
        "conclusion": "unlawful", "form": BOOK, "responsible": "{own_office}", "issued_on": "{today}",
        "competence": COMPETENCE + "〔说明是否属于法定权限，不属于的写明依据的条款〕。",
        "procedure": PROCEDURE + "〔说明已经履行和没有履行的程序〕。",
        "content": CONTENT + "与〔写明法律、法规、规章的条款〕的规定不一致。审查结论为不合法，建议不提请集体讨论，由{office}重新研究。"}, ("find_unlawful",)),
    Template("missing", "退回补正（列出缺少的材料）", "supplement_request", {
        "on": "{today}",
        "missing": "《{title}》（{number}）于{sent_on}送审。经核对，尚缺下列材料，请{office}补充后重新送审：\n"
                   "一、〔材料名称〕：〔缺少的内容，依据的条款〕；\n二、〔材料名称〕：〔缺少的内容，依据的条款〕。\n审查时间自材料补充齐备之日起计算。"}),
    Template("passed", "审核通过", "enforcement_review", {
        "conclusion": "passed", "reviewed_on": "{today}",
        "opinion": "{number}“{title}”一案由{office}承办。经审核，本机关具有执法主体资格，执法人员具备执法资格；案件事实清楚，证据合法充分；"
                   "适用法律、法规、规章准确，裁量基准运用适当；执法程序合法，文书完备、规范。同意拟作出的处理意见。"}, ("pass_enforcement_review",)),
    Template("returned", "退回补正（列出问题）", "enforcement_review", {
        "conclusion": "change", "reviewed_on": "{today}",
        "opinion": "{number}“{title}”一案由{office}承办。经审核，存在下列问题，退回补正：\n一、〔问题、依据的条款和补正要求〕；\n"
                   "二、〔问题、依据的条款和补正要求〕。\n请补正后重新提交审核。"}, ("return_enforcement_review",)),
    Template("advised", "法律顾问意见", "adviser_opinion", {
        "adviser": "{me}",
        "opinion": "关于《{title}》（{number}），经审阅{office}送审的草案和材料，提出意见如下：\n"
                   "一、关于权限：〔意见和依据〕；\n二、关于程序：〔意见和依据〕；\n三、关于内容：〔意见和依据〕。"}),
)  # fmt: skip
KINDS_HELPED = frozenset(one.kind for one in TEMPLATES)
# Where the days stand that the sentences tell: the newest of these papers, by kind and field.
FACTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sent_on": (("legality_submission", "sent_on"), ("review_submission", "submitted_on")),
    "complete_on": (("review_receipt", "complete_on"),),
}
# Opinions on a matter that are shown beside a new one: those that review it, and those that advise.
PAST = frozenset({"legality_opinion", "supplement_request", "changes_checked", "enforcement_review", "review_disagreement"})
ADVICE = frozenset({"adviser_opinion"})


def offered(kinds: tuple[str, ...], step: str) -> tuple[Template, ...]:
    """The templates for these papers in this step."""
    return tuple(one for one in TEMPLATES if one.kind in kinds and (not one.steps or step in one.steps))
