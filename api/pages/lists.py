"""待办, 待认领, 已办, 我发起, 传阅, 案件, 目录, 归档: one page for all worklists, and the list as a sheet."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import may_open, opening_word
from api.pages.posting import SIGNED_IN, Sent, fresh_key
from api.pages.rendering import page
from states.casework.authority import HANDLERS
from states.casework.handling import COORDINATORS
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound
from states.law.day_lines import chinese_date
from states.procedures import annual_catalogue
from storage import desk_settings
from storage.documents.listing import MEDIA_TYPE, Value, workbook
from storage.queries.desk_lists import MOST, desk_list, whole_list
from storage.queries.handling import assignable
from storage.queries.list_offers import how_many, offers
from storage.queries.list_shapes import (
    COLUMNS,
    LIGHTS,
    MYSELF,
    NOBODY,
    TOLD,
    Asked,
    DeskList,
    ListRow,
    Offers,
)

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
IN_BULK = (DeskList.TODO, DeskList.CLAIM, DeskList.ALL)
TEXT_LIMIT = 100
EXTRA = {DeskList.READ: ("送阅人", "送阅时间", "传阅说明", "是否已阅"), DeskList.REVIEW: ("余下审查工作日", "最短审查时间届满")}


def listed(which: str) -> DeskList:
    """The list of that name; NotFound for any other."""
    found = next((one for one in DeskList if one == which), None)
    if found is None:
        raise NotFound("没有这个列表，请从菜单中选择。")
    return found


def asked(
    q: str = "", office: str = "", procedure: str = "", stage: str = "", light: str = "", handler: str = "", since: str = "", until: str = "",
) -> Asked:  # fmt: skip
    """What the address narrows the list to; InvalidEntry for days that are none."""
    texts = (one.strip()[:TEXT_LIMIT] for one in (q, office, procedure, stage, light, handler))
    found = Asked(*texts, since=_day("since", since), until=_day("until", until))
    if found.since and found.until and found.since > found.until:
        raise InvalidEntry({"until": "截止日期早于起始日期。"}, "截止日期早于起始日期，请重新选择。")
    return found


def _day(name: str, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if day.year < 1990 or day.year > 2100:
        raise InvalidEntry({name: "日期应当写成2026-01-31的格式。"}, "日期应当写成2026-01-31的格式，请返回修改。")
    return day


Which = Annotated[DeskList, Depends(listed)]
Narrowed = Annotated[Asked, Depends(asked)]


@router.get("/lists/{which}")
def list_page(
    request: Request, which: Which, wanted: Narrowed, desk: Desk, parts: Parts, looking: Looking, today: Today, cursor: str = ""
) -> Response:
    """The list as it is narrowed, with what it can be narrowed to."""
    found = desk_list(parts.database, looking, today, which, wanted, cursor or None)
    there = offers(parts.database, looking, today, which)
    here = f"/lists/{which}"
    leads = any(one.role in COORDINATORS for one in desk.roles)
    own = any(one.role in HANDLERS for one in desk.roles)
    return page(
        request, "lists/list.html", desk, nav=here, which=which, told=TOLD[which], page=found, asked=wanted, offers=there, here=here, cursor=cursor,
        count=how_many(parts.database, looking, today, which, wanted) if wanted.query else there.total, columns=COLUMNS, lights=LIGHTS,
        shown=desk_settings.columns(parts.database, desk.person, which), saved=desk_settings.saved_filters(parts.database, desk.person, which),
        first_link=_link(here, wanted), next_link=_link(here, wanted, cursor=found.next_cursor or ""), export_link=_link(f"{here}/sheet", wanted),
        bulk=which in IN_BULK and (leads or own), leads=leads, own=own, colleagues=assignable(parts.database, looking, today) if leads else (),
        back=_link(here, wanted, cursor=cursor), key=fresh_key(), nobody=NOBODY, myself=MYSELF,
        seals=which is DeskList.SEALED and any(one.role is Role.ARCHIVIST for one in desk.roles), may_open=opening_word(desk) if may_open(desk) else "",
        draws_up=annual_catalogue.PROCEDURE.name in may_open(desk),
    )  # fmt: skip


def _link(here: str, wanted: Asked, **more: str) -> str:
    query = urlencode(wanted.query | {name: value for name, value in more.items() if value})
    return f"{here}?{query}" if query else here


@router.get("/lists/{which}/sheet")
def sheet(which: Which, wanted: Narrowed, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    """Exactly the rows of the list as it is narrowed, in its order, with the columns that the person chose."""
    rows, more = whole_list(parts.database, looking, today, which, wanted)
    shown = desk_settings.columns(parts.database, desk.person, which)
    notes = [f"{which.label}：{_in_words(wanted, offers(parts.database, looking, today, which))}",
             f"{desk.name}于{chinese_date(today)}导出，共{len(rows)}项{f'（只列前{MOST}项）' if more else ''}。"]  # fmt: skip
    heads = ("编号", "名称", *(COLUMNS[one] for one in shown), *(EXTRA.get(which, ())))
    made = workbook(which.label, notes, heads, ([row.number, row.title, *(_value(row, one) for one in shown), *_sent(row), *_floor(row, which)] for row in rows))
    name = f"{which.label}-{today.isoformat()}.xlsx"
    return Response(made, media_type=MEDIA_TYPE, headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"})


def _value(row: ListRow, column: str) -> Value:
    match column:
        case "procedure":
            return row.procedure_label
        case "stage":
            return row.stage_label
        case "office":
            return row.office_name
        case "handler":
            return row.handler_name
        case "deadline":
            return f"{row.deadline.label}：{chinese_date(row.deadline.due_on)}（{row.deadline.text}）" if row.deadline else ""
        case "secrecy":
            return row.confidentiality_label
        case "opened":
            return row.opened_at
        case _:
            return row.updated_at


def _floor(row: ListRow, which: DeskList) -> tuple[Value, ...]:
    if which is not DeskList.REVIEW:
        return ()
    return (row.floor.working_days, chinese_date(row.floor.chip.due_on)) if row.floor else ("", "")


def _sent(row: ListRow) -> tuple[Value, ...]:
    return (row.sent.sender, row.sent.sent_at, row.sent.remark, "已阅" if row.sent.read else "未阅") if row.sent else ()


def _in_words(wanted: Asked, there: Offers) -> str:
    """The filter as a reader of the sheet understands it."""
    names = {one.value: one.label for many in (there.offices, there.procedures, there.stages, there.handlers) for one in many} | {MYSELF: "本人"}
    said = [f"{label}「{names.get(value, value)}」" for label, value in (("承办单位", wanted.office), ("程序", wanted.procedure), ("阶段", wanted.stage),
                                                                  ("承办人", wanted.handler)) if value]  # fmt: skip
    said += [f"编号、名称含「{wanted.q}」"] if wanted.q else []
    said += [LIGHTS.get(wanted.light, "")] if wanted.light else []
    said += [f"{chinese_date(wanted.since)}起立项"] if wanted.since else []
    said += [f"{chinese_date(wanted.until)}止立项"] if wanted.until else []
    return "，".join(said) or "全部"


@router.post("/lists/{which}/columns")
def choose_columns(which: Which, desk: Desk, parts: Parts, sent: Sent) -> Response:
    desk_settings.keep_columns(parts.database, desk.person, which, sent.many("column"))
    return RedirectResponse(back_to(sent.one("back"), f"/lists/{which}"), 303)


@router.post("/lists/{which}/filters")
def save_filter(which: Which, desk: Desk, parts: Parts, sent: Sent) -> Response:
    """Keep the filter of the page under a name; only what a list knows of is kept of it."""
    wanted = asked(**{name: value for name, value in parse_qsl(sent.one("query")[:2000]) if name in Asked.__dataclass_fields__})
    desk_settings.keep_filter(parts.database, desk.person, which, sent.one("label"), wanted.text, parts.clock.now())
    return RedirectResponse(_link(f"/lists/{which}", wanted), 303)


@router.post("/lists/{which}/filters/{saved}/remove")
def remove_filter(which: Which, saved: str, desk: Desk, parts: Parts) -> Response:
    desk_settings.forget_filter(parts.database, desk.person, saved[:64])
    return RedirectResponse(f"/lists/{which}", 303)


def back_to(text: str, otherwise: str) -> str:
    """The address of a page of ours that a form came from; never anybody else's."""
    known = text.startswith(("/lists/", "/cases/", "/worklist")) and "\\" not in text and text.isprintable() and len(text) < 2000
    return text if known else otherwise
