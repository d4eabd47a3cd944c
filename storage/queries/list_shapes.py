"""The worklists of a person: which there are, what can be asked of one, and what its rows show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from states.dossier.vocabulary import Labelled
from storage.queries.shapes import CaseRow, DeadlineChip, Shown


class DeskList(Labelled):
    """The lists there are, as the menu calls them."""

    TODO = "todo", "待办"
    CLAIM = "claim", "待认领"
    REVIEW = "review", "审查"
    MINE_DONE = "acted", "已办"
    BEGUN = "begun", "我发起"
    READ = "reading", "传阅"
    ALL = "cases", "案件"
    CATALOGUE = "catalogues", "目录"
    SEALED = "archive", "归档"


TOLD = {
    DeskList.TODO: "按您的身份现在轮到办理的事项，最急的在前；已由同事承办的不在其中。",
    DeskList.CLAIM: "还没有承办人的事项。经办人可以自行认领，负责人和办公机构可以指定。",
    DeskList.REVIEW: "轮到您审查的事项。按法律留给审查的最短时间排列，余下工作日最少的在前；"
    "材料尚未确认齐备的，最短时间尚未起算，排在其后；法律没有规定审查时间的，列出整个事项的办理期限，也排在其后。",
    DeskList.MINE_DONE: "您或者您的代理人办理过的事项，最近有进展的在前。",
    DeskList.BEGUN: "由您或者您的代理人发起的事项。",
    DeskList.READ: "同事送您传阅的事项，最近送来的在前。",
    DeskList.ALL: "您有权查看的全部事项，最近发起的在前。",
    DeskList.CATALOGUE: "年度重大行政决策事项目录。",
    DeskList.SEALED: "案卷已经封存入档的事项。",
}
COLUMNS = {
    "procedure": "程序", "stage": "阶段", "office": "承办单位", "handler": "承办人", "deadline": "最近期限", "secrecy": "公开属性",
    "opened": "立项日期", "updated": "更新",
}  # fmt: skip
USUAL = {  # until somebody chooses
    DeskList.ALL: ("stage", "office", "handler", "deadline", "updated"), DeskList.CLAIM: ("stage", "office", "deadline", "updated"),
    DeskList.REVIEW: ("stage", "office", "deadline"),
    DeskList.READ: ("stage", "office"),
    DeskList.CATALOGUE: ("stage", "office", "opened", "updated"), DeskList.SEALED: ("stage", "office", "opened", "updated"),
}  # fmt: skip
LIGHTS = {"red": "红灯", "orange": "橙灯", "yellow": "黄灯", "blue": "蓝灯", "green": "绿灯", "held": "中止计时", "none": "没有在计的期限"}
NOBODY, MYSELF = "none", "me"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to; an empty part leaves it open. ``stage`` belongs to its procedure: "penalty.filed"."""

    q: str = ""
    office: str = ""
    procedure: str = ""
    stage: str = ""
    light: str = ""
    handler: str = ""  # a person, or NOBODY, or MYSELF
    since: date | None = None
    until: date | None = None

    @property
    def query(self) -> dict[str, str]:
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: str(value) for name, value in given.items() if value}

    @property
    def text(self) -> str:
        return urlencode(self.query)


ANYTHING = Asked()


class SentView(Shown):
    """How a matter came to be read."""

    seq: int
    sender: str
    remark: str
    sent_at: datetime
    read: bool


class FloorView(Shown):
    """The minimum period for a review: its day, and how many working days of it are left."""

    chip: DeadlineChip
    working_days: int


class ListRow(CaseRow):
    """A matter in a worklist. ``has_floor``: in its procedure the law leaves a minimum period for the review."""

    opened_at: datetime
    handler: str
    handler_name: str
    sent: SentView | None = None
    floor: FloorView | None = None
    has_floor: bool = False


class Offer(Shown):
    """A value that the list can be narrowed to, and how many of its matters have it; ``group`` puts like ones together."""

    value: str
    label: str
    count: int
    group: str = ""


class Offers(Shown):
    """What there is in the whole list."""

    total: int
    offices: tuple[Offer, ...]
    procedures: tuple[Offer, ...]
    stages: tuple[Offer, ...]
    handlers: tuple[Offer, ...]
