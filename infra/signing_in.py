"""Who acts on the command line signs in like at the desk: by name and password, in a role of their own."""

from __future__ import annotations

import sys
from getpass import getpass

from infra.wiring import Services
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from storage import accounts
from storage.people import HeldRole


def signed_in(house: Services, login: str, roles: tuple[Role, ...]) -> tuple[str, HeldRole]:
    """The person of that login and the first of the roles that they hold; NotPermitted otherwise."""
    prompt = f"{login}的密码："
    password = getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    now = house.clock.now()
    token = accounts.sign_in(house.database, house.people, login, password, "命令行", now)
    desk = house.people.at_desk(token, now, house.casework.today()) if token else None
    if token is None or desk is None:
        raise NotPermitted("登录名或者密码不对。请用 --by 写明由谁办理，并输入其本人的密码。")
    house.people.sign_out(token)
    if desk.must_change:
        raise NotPermitted("使用的是初始密码，请先在网页上登录并修改密码。")
    held = next((one for one in desk.roles if one.role in roles), None)
    if held is None:
        raise NotPermitted(f"{desk.name}没有{'、'.join(role.label for role in roles)}的身份，不能办理。")
    return desk.person, held
