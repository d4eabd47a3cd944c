"""双随机抽查: the plan of the draw, the committed seed, the frozen lists, the disclosed seed (优化营商环境条例 art. 54)."""

from __future__ import annotations

from states.dossier.kinds.build import count, day, kind, long, person, rows, text
from states.dossier.vocabulary import Role

KINDS = (
    kind(
        "draw_plan",
        "抽查计划",
        text("items", "抽查事项"),
        text("joint", "联合抽查的部门", required=False, rules=("E-INS-02",)),
        long("scope", "检查对象名录库的范围", rules=("E-INS-02",)),
        day("planned_on", "拟抽取日期", future=True),
        roles=(Role.OFFICER,),
        states=("rd_prepared",),
    ),
    kind("draw_commitment", "随机数承诺", text("digest", "随机数的摘要（SHA-256）", rules=("E-INS-02",),
                                          hint="先自行确定并保密一串随机数；对“yifa-draw-1”、换行、“seed”、换行、随机数按UTF-8计算SHA-256，填在这里；抽取时再公开随机数"),
         day("on", "日期"), effective="on"),
    kind(
        "draw_lists",
        "抽取名单",
        rows("subjects", "检查对象", text("name", "名称"), count("weight", "权重（风险等级，不小于1）"), rules=("E-INS-02",)),
        rows("inspectors", "检查人员", person("person", "姓名"), text("barred", "应当回避的检查对象（以顿号分开）", required=False),
             rules=("E-INS-02",)),
        count("subjects_drawn", "抽取对象数"),
        count("inspectors_each", "每一对象的检查人员数"),
        text("word", "本单位加入的随机文字", hint="任意文字；与公开的随机数一起决定结果，双方都不能单独左右抽取"),
        day("on", "冻结日期"),
        effective="on",
    ),
    kind("draw_seed", "公开随机数", text("seed", "随机数", rules=("E-INS-02",)), day("on", "抽取日期"), effective="on"),
    kind("draw_publication", "抽取结果公布", text("published_at", "公布途径", rules=("E-INS-02",)),
         rows("result", "公布的抽取结果（按抽取顺序）", text("subject", "检查对象"), text("inspectors", "检查人员（以顿号分开）"), required=False,
              hint="不填的，按名单和随机数算得的结果公布"), day("published_on", "公布日期"), effective="published_on"),
    kind("draw_dropped", "取消抽取", long("reason", "理由"), day("on", "日期"), effective="on"),
)
