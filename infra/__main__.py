"""python -m infra VERB: what an administrator, the Makefile and other programs call."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from infra.arguments import (
    ChineseParser,
    calendar_arguments,
    discretion_arguments,
    keeping_arguments,
    plan_arguments,
)
from infra.bench import PARTS
from infra.settings import Settings, SettingsError, describe


def run(_: argparse.Namespace) -> int:
    from infra.launch import run as launch

    return launch(Settings.load())


def serve(_: argparse.Namespace) -> int:
    from api.app import create_app
    from infra.serving import serve as serve_app
    from infra.wiring import build, settle_memory

    settings = Settings.load()
    app = create_app(build(settings))
    settle_memory()
    return serve_app(app, settings.host, settings.port)


def portal(_: argparse.Namespace) -> int:
    from api.app import create_portal
    from infra.serving import serve as serve_app
    from infra.wiring import build, settle_memory

    settings = Settings.load()
    app = create_portal(build(settings))
    settle_memory()
    return serve_app(app, settings.host, settings.portal_port)


def work(_: argparse.Namespace) -> int:
    from infra.launch import prefect_environment

    os.environ.update(prefect_environment(Settings.load()))
    from flows.catalogue import serve_all

    serve_all()
    return 0


def migrate(_: argparse.Namespace) -> int:
    from storage.database import Database
    from storage.migrate import migrate as upgrade

    settings = Settings.load()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(Database(settings.database))
    print("数据库已是最新结构。")
    return 0


def seed(_: argparse.Namespace) -> int:
    from infra.demo import seed as fill

    print(fill(Settings.load()))
    return 0


def replay(arguments: argparse.Namespace) -> int:
    from infra.replay import main

    return main(Path(arguments.file), as_json=arguments.json, check=arguments.check)


def plan(arguments: argparse.Namespace) -> int:
    from infra.plan import main

    return main(arguments)


def law(arguments: argparse.Namespace) -> int:
    from infra.law_report import report

    print(report(arguments.json))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    from storage.database import Database
    from storage.verify import ADMINISTRATION
    from storage.verify import verify as walk

    found = walk(Database(Settings.load().database))
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    elif found.first_bad is None:
        print(f"核验通过：{found.cases}个事项、{found.events}个事件，逐一相符。")
    else:
        bad = found.first_bad
        where = f"第{bad.event}号管理记录" if bad.case == ADMINISTRATION else f"事项{bad.case}第{bad.event}号事件"
        print(f"核验不通过：{where}：{bad.why}")
    return 0 if found.ok else 1


def settings(_: argparse.Namespace) -> int:
    for row in describe():
        secret = "（保密）" if row.secret else ""
        print(f"{row.name}{secret}\n    {row.meaning}\n    默认：{row.default or '无'}")
    return 0


def calendar(arguments: argparse.Namespace) -> int:
    from infra.calendars import main

    return main(arguments)


def discretion(arguments: argparse.Namespace) -> int:
    from infra.discretion import main

    return main(arguments)


def draw(arguments: argparse.Namespace) -> int:
    from infra.draw_check import main

    return main(Path(arguments.file), as_json=arguments.json)


def copy(arguments: argparse.Namespace) -> int:
    from infra.backup import main

    return main(arguments)


def founding(arguments: argparse.Namespace) -> int:
    from infra.founding import main

    return main(arguments)


def bench(arguments: argparse.Namespace) -> int:
    from infra.bench import main

    return main(arguments.parts)


VERBS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "run": (run, "启动全部服务（网页、Prefect、流程）"),
    "serve": (serve, "只启动网页和接口"),
    "portal": (portal, "只启动公众门户，不含任何工作人员页面"),
    "work": (work, "只启动流程"),
    "migrate": (migrate, "建立或者升级数据库结构"),
    "seed": (seed, "装入演示数据（已有数据时不做任何事）"),
    "replay": (replay, "用真实案例回放核对"),
    "plan": (plan, "计划各环节依法最早的日期"),
    "law": (law, "列出法定要求及其落实位置"),
    "verify": (verify, "核验全部事件链"),
    "settings": (settings, "列出全部设置"),
    "backup": (copy, "备份数据库、档案目录和密钥到新的目录"),
    "restore": (copy, "从备份恢复到空的安装，并核验"),
    "found": (founding, "设立机关和它的三名管理员"),
    "password": (founding, "为账号设初始密码（三员的密码只能这样重置）"),
    "calendar": (calendar, "节假日安排：录入、确认、查看、核对期限"),
    "discretion": (discretion, "裁量基准和清单：表格模板、登记"),
    "draw": (draw, "复算已公布的双随机抽取"),
    "bench": (bench, "性能基准"),
}


def parser() -> argparse.ArgumentParser:
    top = ChineseParser(prog="python -m infra", description="依法（Yifa）")
    verbs = top.add_subparsers(dest="verb", required=True)
    for name, (_, meaning) in VERBS.items():
        verb = verbs.add_parser(name, help=meaning)
        if name in ("replay", "law", "verify", "draw"):
            verb.add_argument("--json", action="store_true", help="以JSON输出")
        if name in ("backup", "restore", "found", "password"):
            keeping_arguments(verb, name)
        if name == "calendar":
            calendar_arguments(verb)
        if name == "discretion":
            discretion_arguments(verb)
        if name == "plan":
            plan_arguments(verb)
        if name == "draw":
            verb.add_argument("what", choices=("verify",), help="verify 复算")
            verb.add_argument("file", help="公布的抽取记录（JSON）")
        if name == "bench":
            verb.add_argument("parts", nargs="*", choices=[*PARTS, []], help="只测其中几项")
        if name == "replay":
            verb.add_argument("file", help="案例文件（YAML）")
            verb.add_argument("--check", action="store_true", help="与文件中的答案比对")
    return top


def main() -> int:
    arguments = parser().parse_args()
    try:
        return VERBS[arguments.verb][0](arguments)
    except SettingsError as fault:
        print(fault, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (head, a pager) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
