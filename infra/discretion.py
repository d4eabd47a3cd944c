"""python -m infra discretion: an empty sheet for a benchmark or list, and a filled one put into the register of a body."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from infra.settings import Settings
from infra.signing_in import signed_in
from infra.wiring import Services, build
from states.casework.commands import Actor, RecordEntry
from states.casework.decide import new_id
from states.dossier.kinds import KINDS
from states.dossier.kinds.discretion import KEEPERS, SHEETS
from states.dossier.schema import Kind
from states.dossier.sheet import Sheet, read
from states.errors import DomainError, InvalidEntry, NotFound
from states.procedures.enforcement_register import PROCEDURE
from storage.documents.sheets import grid_of, template
from storage.queries.discretion import remarks_of

NAMES = {"table": SHEETS[0], "list": SHEETS[1], "paper": SHEETS[2]}


def main(given: Namespace) -> int:
    """Do what was asked; 2 and what is wrong, line by line with row and column, for a file that was not put on file."""
    try:
        return _template(Path(given.file), given.kind) if given.what == "template" else _add(Path(given.file), given.by)
    except InvalidEntry as wrong:
        print("\n".join(dict.fromkeys(wrong.fields.values())) or wrong.message, file=sys.stderr)
    except DomainError as refusal:
        print(refusal.message, file=sys.stderr)
    except OSError:
        print(f"没有文件“{given.file}”，或者它不能读取、写入。", file=sys.stderr)
    return 2


def _template(file: Path, kind: str) -> int:
    if file.suffix != ".xlsx":
        raise InvalidEntry({"file": f"模板是xlsx文件，请写成：{file.stem}.xlsx。"})
    with file.open("xb") as made:
        made.write(template(KINDS[NAMES[kind]]))
    print(f"模板已写入{file}；粗体的必须填写，填好后执行 python -m infra discretion add {file} --by 登录名。")
    return 0


def _add(file: Path, login: str) -> int:
    grid = grid_of(file.name, file.read_bytes())
    sheet = read(_kind(grid[0][0] if grid and grid[0] else ""), grid)
    house = build(Settings.load())
    try:
        person, held = signed_in(house, login, KEEPERS)
        case = _register(house, held.body)
        key = f"discretion add {new_id(house.clock.now())}"
        house.casework.execute(RecordEntry(Actor(person, held.role, held.principal), case, key, kind=sheet.kind.name, fields=sheet.fields))
        _tell(house, case, sheet)
    except InvalidEntry as wrong:
        raise sheet.told(wrong) from None
    finally:
        house.database.close()
    return 0


def _tell(house: Services, case: str, sheet: Sheet) -> None:
    rows = next(value for value in sheet.fields.values() if isinstance(value, tuple))
    print(f"已登记「{sheet.kind.label}」，共{len(rows)}行：{sheet.fields.get('document', '')}。")
    for one in remarks_of(house.database, case) if sheet.kind.name == SHEETS[0] else ():
        print(f"提示：{one}")


def _kind(title: str) -> Kind:
    found = next((KINDS[name] for name in SHEETS if KINDS[name].label == title.strip()), None)
    if found is None:
        known = "、".join(f"「{KINDS[name].label}」" for name in SHEETS)
        raise InvalidEntry({"file": f"第1行A列：应当写明这是哪一类表格，可以是{known}，请使用模板。"})
    return found


def _register(house: Services, body: str) -> str:
    sql = house.database.sql("SELECT id FROM case_file WHERE procedure = :plan AND body_id = :body AND ended = false ORDER BY id LIMIT 1")
    with house.database.reading() as connection:
        found = connection.exec_driver_sql(sql, {"plan": PROCEDURE.name, "body": body}).first()
    if found is None:
        raise NotFound(f"您所在的机关还没有「{PROCEDURE.label}」，请先在网页上登记。")
    return str(found[0])
