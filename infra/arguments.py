"""Command lines refused in Chinese: what argparse says in English, said so that an administrator can act on it."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, _ArgumentGroup
from collections.abc import Sequence
from typing import NoReturn

WORDS: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"没有这样的参数：\1"),
    (r"argument (.+?): expected one argument", r"参数 \1 后面应当写明取值"),
    (r"argument (.+?): ignored explicit argument (.+)", r"参数 \1 后面不带取值，请去掉 \2"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"参数 \1 没有 \2，可选：\3"),
    (r"argument (.+?): (.+)", r"参数 \1：\2"),
)


def in_chinese(message: str) -> str:
    """One of argparse's sentences; one that is not known stays as it is, named as a fault of the arguments."""
    for english, chinese in WORDS:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, chinese, message, flags=re.DOTALL)
    return f"参数有误：{message}"


class ChineseParser(ArgumentParser):
    """Refuses with a sentence and the way to the help, exit 2; abbreviated options are not guessed."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **{"allow_abbrev": False} | named)  # type: ignore[arg-type]  # handed through as argparse takes them

    def error(self, message: str) -> NoReturn:
        print(f"{in_chinese(message)}。用法见：{self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def calendar_arguments(verb: ArgumentParser) -> None:
    """What `calendar` is told."""
    verb.add_argument("what", choices=("add", "confirm", "show", "check"), help="add 录入、confirm 确认、show 查看一年、check 核对期限")
    verb.add_argument("subject", nargs="?", default="", metavar="文件、编号或者年份",
                      help="add：安排的TOML文件；confirm：录入事项的编号，如历〔2026〕1号；show：年份")
    verb.add_argument("--by", default="", metavar="登录名", help="由谁录入（系统管理员）或者确认（合法性审查人员），须输入本人密码")
    verb.add_argument("--reason", default="", help="确认时的核对情况")
    verb.add_argument("--overlay", default="", metavar="NAME", help="show：适用地方规定的代号")


def discretion_arguments(verb: ArgumentParser) -> None:
    """What `discretion` is told."""
    verb.add_argument("what", choices=("template", "add"), help="template 写出空表、add 登记填好的表")
    verb.add_argument("file", metavar="文件", help="表格文件（xlsx；登记时也可以是csv）")
    verb.add_argument("--kind", choices=("table", "list", "paper"), default="table",
                      help="template：哪一类表格，table 裁量基准、list 不予处罚清单、paper 相关文件")
    verb.add_argument("--by", default="", metavar="登录名", help="add：由谁登记（法制审核人员或者机关负责人），须输入本人密码")


def plan_arguments(verb: ArgumentParser) -> None:
    """What `plan` is told; here, so that the other verbs need not read the law to start."""
    verb.add_argument("--wish", metavar="YYYY-MM-DD", help="希望作出决定（集体讨论）的日期")
    verb.add_argument("--start", metavar="YYYY-MM-DD", help="开始日期；已经开始的事项为改从哪一天继续办理，不填为今天")
    verb.add_argument("--calendar", metavar="文件", help="假定适用的节假日安排（TOML文件，写法同 calendar add），只试算")
    verb.add_argument("--json", action="store_true", help="以JSON输出")
    fresh = verb.add_argument_group("尚未开始的事项")
    fresh.add_argument("--procedure", help="程序：major_decision（重大行政决策）")
    fresh.add_argument("--from-stage", metavar="环节", help="从哪一环节开始，例如 participation")
    fresh.add_argument("--hearing", action="store_true", help="举行听证会")
    fresh.add_argument("--experts", action="store_true", help="组织专家论证")
    fresh.add_argument("--risk", action="store_true", help="开展风险评估")
    fresh.add_argument("--fair-competition", action="store_true", help="开展公平竞争审查")
    fresh.add_argument("--project", action="store_true", help="属于重大固定资产投资项目（同时开展风险评估）")
    fresh.add_argument("--overlay", action="append", default=[], metavar="NAME", help="地方规定，可以多次给出")
    _supposing_arguments(verb.add_argument_group("已经开始的事项（只读、只试算，不改动案卷）"))


def _supposing_arguments(running: _ArgumentGroup) -> None:
    """What is supposed of a matter under way: the same choices as on its page."""
    ways = ("yes", "no")
    running.add_argument("--case", metavar="编号", help="事项的编号（如决〔2026〕1号）或者标识")
    running.add_argument("--held", choices=ways, help="假定举行（yes）或者不举行（no）听证会，不填按卷内情况")
    running.add_argument("--moves", metavar="天数", help="假定听证会推迟的天数，提前为负，例如 7 或者 -3")
    running.add_argument("--consult", choices=ways, help="假定再次（yes）或者不再（no）公开征求意见，不填按卷内情况")
    running.add_argument("--off", metavar="日期", help="假定另有放假的日期，例如 2027-02-05至2027-02-12，多个用顿号分开")
    running.add_argument("--worked", metavar="日期", help="假定另有调休上班的日期，例如 2027-02-20")
    running.add_argument("--notice", metavar="编号", help="假定适用待确认的节假日安排，写其事项编号，如历〔2026〕1号")


def keeping_arguments(verb: ArgumentParser, name: str) -> None:
    """What backup, restore, found and password are told."""
    if name in ("backup", "restore"):
        verb.add_argument("folder", metavar="目录", help="备份所在的目录")
    elif name == "password":
        verb.add_argument("login", metavar="账号", help="为谁设初始密码")
    else:
        verb.add_argument("--name", required=True, help="机关全称")
        for option, label in (("system", "系统管理员"), ("security", "安全保密管理员"), ("audit", "安全审计员")):
            verb.add_argument(f"--{option}", required=True, metavar="账号=姓名", help=label)
