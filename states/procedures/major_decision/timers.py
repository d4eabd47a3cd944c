"""The clocks of the major-decision procedure; the numbers stand in the law, not here."""

from __future__ import annotations

from states.procedures.base import TimerRule

TIMERS = (
    TimerRule("consultation_closes", "公开征求意见截止", "D-PUB-06", (("consultation_notice", "closes_on"),),
              ("co_open",), dated=True, clock="consultation_closes"),
    TimerRule("hearing_materials", "听证材料最迟送达", "D-HEAR-05", (("hearing_notice", "hearing_on"),),
              ("he_announced",), until=("hearing_materials",)),
    TimerRule("review_floor", "合法性审查最短时间届满", "D-LEG-07", (("review_receipt", "complete_on"),),
              ("le_reviewing", "le_changing", "le_passed"), clock="review_floor", waits=("le_returned", "le_checking")),
    TimerRule("planned_decision", "计划作出决策的日期", "D-LIA-03", (("start_decision", "planned_on"),),
              ("started", "drafting", "arguing", "legality_review", "tabled", "deliberating"), dated=True,
              warn_days=15),
    TimerRule("publication", "主动公开期限", "D-PBL-04",
              (("final_text", "signed_on"), ("meeting_minutes", "held_on")), ("decided",)),
    TimerRule("interpretation", "解读材料发布", "D-PBL-06", (("publication_record", "published_on"),),
              ("published", "executing"), until=("interpretation",),
              flags=("public_concern", "technical", "normative_document")),
    TimerRule("document_filing", "规范性文件报送备案", "D-NORM-08", (("publication_record", "published_on"),),
              ("published", "executing"), until=("document_regime",), flags=("normative_document",)),
    TimerRule("exception_ends", "公平竞争审查例外规定到期", "D-FCR-06", (("fcr_conclusion", "ends_on"),),
              ("published", "executing"), dated=True, warn_days=30),
    TimerRule("execution", "执行时限", "D-EXE-05", (("execution_assignment", "execute_by"),), ("executing",),
              dated=True, warn_days=15, clock="execution"),
    TimerRule("interim_report", "定期报告执行情况", "D-EXE-05",
              (("execution_report", "reported_on"), ("execution_assignment", "")), ("executing",), dated=True, warn_days=7,
              months=("execution_assignment", "report_months"), done=("execution_report", "complete"),
              clock="interim_report"),
)
