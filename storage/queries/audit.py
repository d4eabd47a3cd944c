"""审计: what was done to the system and who signed in, by person, period and kind; for the auditor of a body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from states.law.legal_day import SHANGHAI
from storage.accounts import NOBODYS
from storage.admin_acts import record
from storage.database import Database
from storage.founding import MACHINE
from storage.queries.models import Page, Shown
from storage.queries.reading import Reader, containing, cursor_of, look, marks, page_of, place_of, within
from storage.reviving import as_moment

KINDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "sign_in": ("登录", {"signed_in": "登录成功", "signed_out": "退出", "proven": "签署前核对密码", "sign_in_failed": "登录失败", "sign_in_locked": "锁定期间登录被拒绝",
                         "account_locked": "登录失败达到次数，账号锁定"}),
    "person": ("人员和单位", {"person_added": "新增人员", "person_imported": "导入人员", "person_changed": "修改人员", "person_closed": "停用账号",
                              "person_opened": "启用账号", "password_reset": "重置密码", "password_changed": "修改本人密码",
                              "office_added": "新增单位", "office_renamed": "修改单位名称", "founded": "设立机关和管理员"}),
    "rights": ("角色和代理", {"role_granted": "授予角色", "role_withdrawn": "收回角色", "mandate_given": "授权代理", "mandate_ended": "终止代理",
                              "account_unlocked": "解除锁定"}),
    "leaving": ("离任交接", {"left": "办理离任交接", "handed_over": "移交承办事项"}),
    "channel": ("外部通知", {"subscription_added": "新建渠道", "subscription_changed": "修改渠道", "secret_renewed": "更换签名密钥",
                             "secret_shown": "查看签名密钥", "delivered_again": "重新投递通知", "relayed_again": "重新转办消息"}),
    "reading": ("查阅履职记录", {"responsibility_read": "查阅他人履职记录"}),
    "expert": ("专家签署链接", {"expert_link_issued": "发给专家签署链接", "expert_link_revoked": "收回专家签署链接"}),
    "audit": ("审计", {"audit_exported": "导出审计记录"}),
}  # fmt: skip
LABELS = {act: label for _, acts in KINDS.values() for act, label in acts.items()}
CALLED = {"": "未知账号", MACHINE: "服务器命令行"}
FAILED = frozenset({"sign_in_failed", "sign_in_locked", "account_locked"})
WORDS = {
    "login": "账号", "name": "名称", "name_before": "原名称", "office": "单位", "office_before": "原单位", "role": "角色", "since": "自", "until": "至",
    "deputy": "代理人", "basis": "依据", "roles_ended": "终止角色", "mandates_ended": "终止代理", "address": "来源地址", "successor": "接办人",
    "handed": "移交事项", "rows": "行数", "from": "起", "to": "止", "kind": "种类", "case": "事项",
}  # fmt: skip
_LIST = """SELECT l.seq, a.at, a.person_id, p.name, f.name, a.act, a.target, t.name, g.name, a.fields FROM admin_link l JOIN admin_act a ON a.id = l.act_id
 LEFT JOIN person p ON p.id = a.person_id LEFT JOIN office f ON f.id = p.office_id
 LEFT JOIN person t ON t.id = a.target LEFT JOIN office g ON g.id = a.target
 WHERE l.body_id IN (:body, :nobodys){more} ORDER BY l.seq DESC LIMIT :limit"""
_OWN = """SELECT l.seq, a.at, a.person_id, p.name, '', a.act, a.target, NULL, NULL, a.fields FROM admin_act a JOIN admin_link l ON l.act_id = a.id
 JOIN person p ON p.id = a.person_id WHERE a.person_id = :person AND a.act IN ({acts}) ORDER BY a.id DESC LIMIT :limit"""
YEARS = range(2000, 2101)
MOST = 20_000  # lines of one export


class AuditFilter(Shown):
    """What the auditor asks for; days are those of Asia/Shanghai, both included."""

    q: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


class AuditLine(Shown):
    """One act: who, when, what, on whom, with which result."""

    seq: int
    at: datetime
    person: str
    name: str
    office_name: str
    act: str
    label: str
    target: str
    result: str
    detail: str


def audit(database: Database, body: str, asked: AuditFilter, cursor: str | None = None, limit: int = 50) -> Page[AuditLine]:
    """The acts of that body, the newest first."""
    limit = within(limit)
    found = _lines(database, body, asked, limit + 1, place_of(cursor, int)[0] if cursor else 0)
    return page_of(found, limit, [cursor_of(one.seq) for one in found])


def exported(database: Database, person: str, body: str, asked: AuditFilter, now: datetime) -> list[AuditLine]:
    """All lines, for an export that is put on record; InvalidEntry beyond what one file may hold."""
    found = _lines(database, body, asked, MOST + 1, 0)
    if len(found) > MOST:
        raise InvalidEntry({"since": f"符合条件的记录超过{MOST}条，请缩短起止日期后分次导出。"})
    with database.writing() as connection:
        told = {"rows": len(found), "kind": KINDS[asked.kind][0] if asked.kind else "", "from": asked.since, "to": asked.until}
        record(database, connection, person, "audit_exported", person, now, in_body=body, **told)
    return found


def checked(q: str, kind: str, since: str, until: str) -> AuditFilter:
    """The filter of a page's address; InvalidEntry for days that are none."""
    wrong: dict[str, str] = {}
    days: list[date | None] = []
    for name, text in (("since", since), ("until", until)):
        try:
            day = date.fromisoformat(text.strip()) if text.strip() else None
            if day and day.year not in YEARS:
                raise ValueError(text)
            days.append(day)
        except ValueError:
            wrong[name] = f"{'起始' if name == 'since' else '截止'}日期不是有效日期，请按2026-01-31的格式填写。"
            days.append(None)
    if days[0] and days[1] and days[1] < days[0]:
        wrong["until"] = "截止日期不能早于起始日期。"
    if kind and kind not in KINDS:
        wrong["kind"] = "没有这一种类，请重新选择。"
    if wrong:
        raise InvalidEntry(wrong)
    return AuditFilter(q=q.strip()[:100], kind=kind, since=days[0], until=days[1])


def _lines(database: Database, body: str, asked: AuditFilter, limit: int, before: int) -> list[AuditLine]:
    more, params = "", {"body": body, "nobodys": NOBODYS, "limit": limit}
    if before:
        more, params["before"] = more + " AND l.seq < :before", before
    if asked.kind:
        named, acts = marks("k", KINDS[asked.kind][1])
        more, params = more + f" AND a.act IN ({named})", params | acts
    if asked.q:
        more += " AND (p.name LIKE :q ESCAPE '!' OR p.login LIKE :q ESCAPE '!' OR t.name LIKE :q ESCAPE '!' OR t.login LIKE :q ESCAPE '!')"
        params["q"] = containing(asked.q)
    if asked.since:
        more, params["since"] = more + " AND a.at >= :since", _begins(asked.since)
    if asked.until:
        more, params["until"] = more + " AND a.at < :until", _begins(asked.until + timedelta(days=1))
    with look(database) as reader:
        rows = reader.all(_LIST.format(more=more), params)
        names = _called(reader, rows)
    return [_line(row, names) for row in rows]


def _begins(day: date) -> datetime:
    """The first instant of a day in Shanghai, as the acts are kept: in UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def _called(reader: Reader, rows: Any) -> dict[str, str]:
    """Names of persons and offices that the acts mention by identifier."""
    told = {str(value) for row in rows for key, value in json.loads(row[9]).items() if key in ("office", "office_before", "deputy", "successor")}
    named, params = marks("n", sorted(told))
    sql = f"SELECT id, name FROM office WHERE id IN ({named}) UNION ALL SELECT id, name FROM person WHERE id IN ({named})"
    return {row[0]: row[1] for row in reader.all(sql, params)} if told else {}


def _line(row: Any, names: Mapping[str, str]) -> AuditLine:
    seq, at, person, name, office, act, target, target_person, target_office, fields = row
    return AuditLine(
        seq=seq, at=as_moment(at), person=person, name=name or CALLED.get(person, person), office_name=office or "", act=act,
        label=LABELS.get(act, act), target=target_person or target_office or target, result="失败" if act in FAILED else "成功",
        detail=_detail(json.loads(fields), names),
    )  # fmt: skip


def _detail(fields: Mapping[str, Any], names: Mapping[str, str]) -> str:
    roles = {one.value: one.label for one in Role}
    told = [(WORDS[key], value) for key, value in fields.items() if key in WORDS and value not in (None, "", [], 0)]
    return "；".join(f"{word}：{_shown(value, names, roles)}" for word, value in told)


def _shown(value: Any, names: Mapping[str, str], roles: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "、".join(_shown(one, names, roles) for one in value)
    return names.get(str(value), roles.get(str(value), str(value)))


def own_sign_ins(database: Database, person: str, limit: int = 10) -> list[AuditLine]:
    """The last attempts to sign in with one's own account, so that a stranger's are noticed."""
    named, acts = marks("k", KINDS["sign_in"][1])
    with look(database) as reader:
        rows = reader.all(_OWN.format(acts=named), {"person": person, "limit": limit} | acts)
    return [_line(row, {}) for row in rows]
