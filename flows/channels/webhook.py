"""网络回调: a CloudEvent (1.0, structured JSON) by HTTPS POST, signed by the Standard Webhooks scheme.

The host is looked up once, its address checked and connected to, so that a name cannot point inside the house
between the look and the sending. Redirects are not followed, proxies of the environment not used.
"""

from __future__ import annotations

import os
import socket
import ssl
import time
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import certifi
import httpx

from flows.channels.fault import NotSent
from infra.wiring import Services
from states.casework.events import canonical
from storage.notices.addresses import inside
from storage.notices.deliveries import Parcel
from storage.notices.signing import signature, signing_secret

PATIENCE = httpx.Timeout(15.0)  # seconds to connect, to send and for the answer, each
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
TYPE = "cn.yifa.notice."


def send(house: Services, parcel: Parcel) -> None:
    """POST the event; whatever is not 2xx is NotSent."""
    body = canonical(event(parcel, house.settings.base_url)).encode()
    secret = signing_secret(house.settings.session_key(), parcel.target, parcel.generation)
    headers = {"content-type": MEDIA_TYPE, "user-agent": "Yifa", **signature(secret, parcel.source, int(time.time()), body)}
    try:
        status = _post(parcel.address, body, headers, house.settings.listed_hosts)
    except (httpx.HTTPError, OSError, ValueError) as fault:
        raise NotSent(f"对方不能连接或者中断（{type(fault).__name__}）。") from fault
    if not 200 <= status < 300:
        raise NotSent(f"对方返回{status}，没有接收。")


def event(parcel: Parcel, base_url: str) -> dict[str, Any]:
    """The CloudEvent; its id is the same each time it is sent, so that receivers recognise what they have already."""
    told = parcel.payload
    data = {name: told[name] for name in ("topic", "topic_label", "number", "matter", "text", "until")}
    return {
        "specversion": "1.0", "id": parcel.source, "source": f"{base_url}/notices", "type": TYPE + told["topic"],
        "subject": told["number"], "time": told["time"], "datacontenttype": "application/json",
        "data": data | {"link": base_url + told["path"]},
    }  # fmt: skip


def _post(address: str, body: bytes, headers: dict[str, str], listed: frozenset[str]) -> int:
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" and host not in listed:
        raise NotSent("地址不是https，且主机没有列入设置YIFA_NOTICE_HOSTS，没有发送。")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    ip = _looked_up(host, port, listed)
    url = httpx.URL(address).copy_with(host=ip)
    with httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False, verify=_trusted(os.environ.get("SSL_CERT_FILE", ""))) as client:
        request = client.build_request("POST", url, content=body, headers=headers | {"host": parts.netloc})
        request.extensions["sni_hostname"] = host
        answer = client.send(request, stream=True)  # what the other side says in its answer is not read
        answer.close()
    return answer.status_code


@lru_cache(maxsize=2)
def _trusted(_: str) -> ssl.SSLContext:
    """The authorities that ship with the product and those of this machine: many houses have one of their own.

    Remembered as long as the file that names them is the same: reading them takes longer than sending.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _looked_up(host: str, port: int, listed: frozenset[str]) -> str:
    """One address of the host, all of which must lie outside unless the host is listed."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in listed and any(inside(one) for one in found):
        raise NotSent("该主机指向内部地址，且没有列入设置YIFA_NOTICE_HOSTS，没有发送。")
    return found[0]
