"""What is stuck and will not move by itself: found by looking at rows, each with its evidence. Finding changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from states.dossier.vocabulary import Labelled
from states.law.legal_day import in_shanghai
from storage.database import Database
from storage.driver_sql import run
from storage.lateness import DUE, NEAR, could_fire, could_warn
from storage.reviving import as_date, as_moment

MOST = 100  # findings of a kind: whoever reads them begins with the oldest
LATE = timedelta(minutes=5)  # two sweeps, each with its longest run
OLD = timedelta(minutes=30)  # a letter that goes well is out within a minute


class Stuck(Labelled):
    """The kinds of findings; ``ACTIONS`` says what may safely be done about each."""

    IDLE_CASE = "idle_case", "事项无人可办、也没有计时"
    LATE_CLOCK = "late_clock", "计时到期未处理"
    DEAD_LETTER = "dead_letter", "通知多次投递失败，已停止"
    DEAD_PARCEL = "dead_parcel", "外发通知多次投递失败，已停止"
    OLD_LETTER = "old_letter", "通知长时间未送出"
    LEFT_CLAIM = "left_claim", "处理中断的通知"
    RUN_DIED = "run_died", "流程中断或者失败"
    RUN_OVER = "run_over", "流程运行超时"
    RUN_WAITING = "run_waiting", "流程排队未运行"
    PREFECT_AWAY = "prefect_away", "Prefect 服务没有应答"
    NO_PULSE = "no_pulse", "时间推移流程没有运行"


ACTIONS = {
    Stuck.IDLE_CASE: "由系统管理员为所列身份指派在岗人员；不再办理的，由决策机关办公机构终止。指派后下一次巡检自动消除。",
    Stuck.LATE_CLOCK: "在 Prefect 页面手动运行 deadlines 流程（重复运行不会重复生效）；仍未处理的，查看定时任务日志（work.log）中该计时的出错原因。",
    Stuck.DEAD_LETTER: "排除所列错误后点“重新投递”；收件方按编号去重，重复投递不会重复生效。",
    Stuck.DEAD_PARCEL: "排除所列错误后，由系统管理员在“通知渠道”页（/channels）点“重新投递”；收件方按编号去重，重复投递不会重复生效。",
    Stuck.OLD_LETTER: "核对所列错误和外部服务是否可用；系统按间隔自动重试，也可在 Prefect 页面手动运行 relay 流程。",
    Stuck.LEFT_CLAIM: "在 Prefect 页面手动运行 relay 流程：过期的领取会被重新领取，不会重复投递。",
    Stuck.RUN_DIED: "下一次运行会接着办理，已办的不会重复；连续失败的，查看该次运行的日志并排除原因后，在 Prefect 页面手动运行。",
    Stuck.RUN_OVER: "在 Prefect 页面取消该次运行；下一次运行会接着办理，已办的不会重复。",
    Stuck.RUN_WAITING: "核对定时任务进程（python -m infra work）是否在运行；没有运行的，启动它。",
    Stuck.PREFECT_AWAY: "启动或者重新启动 Prefect 服务；其间到期事项仍由定时任务直接处理，不会遗漏。",
    Stuck.NO_PULSE: "启动或者重新启动定时任务进程（python -m infra work）；到期事项会在启动后补办，只会延迟，不会遗漏或者重复。",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing stuck. ``subject`` names it within its kind; ``case``: the matter, if it is about one."""

    kind: Stuck
    subject: str
    evidence: str
    case: str = ""


def stuck_rows(database: Database, now: datetime, today: date, closes: time | None) -> list[Found]:
    """Clocks and letters that are stuck; ``closes``: when the office's legal day ends, None for midnight."""
    return [*late_clocks(database, now, today, closes), *letters(database, now)]


_CLOCKS = """SELECT t.id, t.case_id, t.label, t.due_on, t.warn_on, t.armed_at FROM timer t WHERE {due}
 ORDER BY t.due_on, t.id LIMIT :limit"""


def late_clocks(database: Database, now: datetime, today: date, closes: time | None) -> Iterator[Found]:
    """Clocks that more than two sweeps have passed by."""
    for due, warning in ((DUE, False), (NEAR, True)):
        with database.reading() as connection:
            rows = run(database, connection, _CLOCKS.format(due=due), {"today": today, "limit": MOST}).all()
        for row in rows:
            armed = as_moment(row[5]) if row[5] else None
            since = could_warn(as_date(row[4]), armed, closes) if warning else could_fire(as_date(row[3]), armed, closes)
            if now - since > LATE:
                act = f"应于{minute(since)}起提醒" if warning else f"已于{as_date(row[3])}届满"
                yield Found(Stuck.LATE_CLOCK, row[0], f"“{row[2]}”{act}，已过{lasted(now - since)}，仍未处理。", row[1])


# The outbox, and what leaves the house. A claim ends at ``next_at``: past it, whoever held it is gone.
_LETTERS = {
    "outbox": "SELECT o.id, o.case_id, o.topic, o.status, o.created_at, o.next_at, o.attempts, o.error FROM outbox o",
    "delivery": """SELECT o.id, coalesce(s.case_id, ''), o.channel, o.status, o.created_at, o.next_at, o.attempts, o.error
 FROM delivery o LEFT JOIN outbox s ON s.id = o.source_id""",
}
_WHAT = {
    "step_taken": "环节办理通知", "deadline_near": "临期通知", "deadline_passed": "到期通知", "escalated": "督办升级通知",
    "evaluation_proposed": "评估提示", "mail": "邮件", "webhook": "接口推送", "dingtalk": "钉钉消息", "wecom": "企业微信消息",
}  # fmt: skip
_TROUBLED = """ WHERE o.status = 'dead' OR o.status = 'claimed' AND o.next_at < :late
 OR o.status = 'waiting' AND o.created_at < :old AND (o.attempts > 0 OR o.next_at < :late) ORDER BY o.id LIMIT :limit"""


def letters(database: Database, now: datetime) -> Iterator[Found]:
    """Letters given up, left behind by a process that died, or waiting for too long."""
    for table, sql in _LETTERS.items():
        params = {"late": now - LATE, "old": now - OLD, "limit": 3 * MOST}
        with database.reading() as connection:
            rows = run(database, connection, sql + _TROUBLED, params).all()
        for row in rows:
            yield _letter(table, row, now)


def _letter(table: str, row: Any, now: datetime) -> Found:
    id, case, topic, status, created, until, attempts, error = row
    what = _WHAT.get(topic, topic)
    waited = lasted(now - as_moment(created))
    said = f"最近一次错误：{error[:200]}" if error else "没有记录错误。"
    subject = f"{table}:{id}"
    if status == "dead":
        return Found(Stuck.DEAD_LETTER if table == "outbox" else Stuck.DEAD_PARCEL, subject, f"{what}：投递{attempts}次均失败，{waited}前产生。{said}", case)
    if status == "claimed":
        return Found(Stuck.LEFT_CLAIM, subject, f"{what}：领取已于{minute(as_moment(until))}到期，领取者没有交回。", case)
    return Found(Stuck.OLD_LETTER, subject, f"{what}:{waited}前产生，已尝试{attempts}次仍未送出。{said}", case)


def minute(instant: datetime) -> str:
    return f"{in_shanghai(instant):%Y-%m-%d %H:%M}"


def lasted(span: timedelta) -> str:
    """A length of time in words, in its largest unit."""
    seconds = max(0, int(span.total_seconds()))
    for unit, length in (("天", 86_400), ("小时", 3600), ("分钟", 60)):
        if seconds >= length:
            return f"{seconds // length}{unit}"
    return f"{seconds}秒"
