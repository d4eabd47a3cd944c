"""python -m infra found and password: the first three administrators of a body, and a first password from the machine itself.

Whoever may do this holds the server and its database anyway; that it was done stands in the record.
"""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace

from infra.settings import Settings
from infra.wiring import Services, build
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound
from storage import founding

ROLES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def main(given: Namespace) -> int:
    house = build(Settings.load())
    try:
        return _found(house, given) if given.verb == "found" else _password(house, given)
    except InvalidEntry as wrong:
        print("\n".join(dict.fromkeys(wrong.fields.values())), file=sys.stderr)
    except DomainError as refusal:
        print(refusal.message, file=sys.stderr)
    finally:
        house.database.close()
    return 2


def _found(house: Services, given: Namespace) -> int:
    admins = [founding.Admin(role, *_split(text)) for role, text in zip(ROLES, (given.system, given.security, given.audit), strict=True)]
    issued = founding.found(house.database, house.people, secrets.token_hex(6), given.name, admins, house.clock.now(), house.casework.today())
    print(f"已设立「{given.name.strip()}」。初始密码只显示这一次，本人首次登录时必须修改：")
    for one, admin in zip(issued, admins, strict=True):
        print(f"  {admin.role.label}  {one.name}  账号 {one.login}  初始密码 {one.password}")
    return 0


def _password(house: Services, given: Namespace) -> int:
    issued = founding.reset(house.database, house.people, given.login, house.clock.now())
    print(f"{issued.name}（账号 {issued.login}）的初始密码：{issued.password}\n只显示这一次，本人登录时必须修改。")
    return 0


def _split(text: str) -> tuple[str, str]:
    login, _, name = text.partition("=")
    if not name.strip():
        raise NotFound(f"「{text}」应当写为 账号=姓名，如 xitong=张三。")
    return login, name
