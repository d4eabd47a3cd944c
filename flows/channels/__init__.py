"""How a notice leaves the house: one sender per channel, made from the settings; nothing is sent anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.channels import robots, smtp, webhook
from flows.channels.fault import NotSent
from infra.wiring import Services
from storage.notices.deliveries import Parcel

Send = Callable[[Services, Parcel], None]

# Each raises NotSent, in Chinese words fit for the page of dead letters, when the other side did not take it.
SENDERS: Mapping[str, Send] = {
    "mail": smtp.send,
    "giver": smtp.send_to_giver,
    "webhook": webhook.send,
    "dingtalk": robots.send,
    "wecom": robots.send,
}

__all__ = ["SENDERS", "NotSent", "Send"]
