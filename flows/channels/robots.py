"""钉钉、企业微信群机器人, through Apprise: its plugins know the two interfaces, we give them the address and the text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

import apprise
import requests
from apprise.plugins import dingtalk, wecombot
from apprise.plugins.base import NotifyBase

from flows.channels.fault import NotSent
from flows.channels.smtp import lines
from infra.wiring import Services
from storage.notices.deliveries import Parcel

# What the other side said to the call that is being made; Apprise carries the context into its own threads.
_heard: ContextVar[dict[str, str]] = ContextVar("heard")


class Listening:
    """``requests`` as the plugins use it, with open ears: both robots answer 200 also when they refuse, and say so
    only in ``errcode``. Such an answer is turned into the failure that the plugin already knows how to tell."""

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    def post(self, *given: Any, **more: Any) -> requests.Response:
        answer = requests.post(*given, **more)
        heard = _heard.get({})
        heard["why"] = f"机器人接口返回{answer.status_code}。"
        if answer.status_code == requests.codes.ok:
            code = _code(answer)
            heard["why"] = f"机器人拒收，代码{code}。"
            if code != 0:
                raise requests.RequestException("refused")
        return answer


def _code(answer: requests.Response) -> Any:
    try:
        told = answer.json()
    except (json.JSONDecodeError, requests.RequestException):
        return "不明"
    code = told.get("errcode") if isinstance(told, dict) else None
    return code if isinstance(code, int) else "不明"


for _module in (dingtalk, wecombot):
    _module.requests = Listening()


def send(house: Services, parcel: Parcel) -> None:
    """Let the robot speak; NotSent when it does not."""
    robot = made(parcel.channel, parcel.address, house)
    crier = apprise.Apprise(asset=apprise.AppriseAsset(http_redirects=False, async_mode=False))
    crier.add(robot)
    heard = {"why": "机器人接口不能连接或者中断。"}
    _heard.set(heard)
    subject = f"【依法】{parcel.payload['topic_label']}"
    if not crier.notify(body="\n".join([subject, *lines(parcel.payload, house.settings.base_url)])):
        raise NotSent(heard["why"])


def made(channel: str, address: str, house: Services) -> NotifyBase:
    """Apprise's plugin for that address, speaking to the interface that the settings name."""
    plugin, url = _PLUGINS[channel]
    given = plugin.parse_url(address)
    if not given:
        raise NotSent("机器人的地址无法识别，请在通知渠道中重新填写。", for_good=True)
    own = getattr(house.settings, url)
    address_of = {"notify_url": own + _QUERIES[channel]} if own else {}
    named: type[NotifyBase] = type(plugin.__name__, (plugin,), address_of)
    return named(**given, redirect=False)


_PLUGINS: Mapping[str, tuple[type[NotifyBase], str]] = {
    "dingtalk": (dingtalk.NotifyDingTalk, "dingtalk_url"), "wecom": (wecombot.NotifyWeComBot, "wecom_url"),
}  # fmt: skip
_QUERIES = {"dingtalk": "?access_token={token}", "wecom": "?key={key}"}
