"""电子邮件: one plain mail per delivery, over TLS unless the settings say otherwise."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from flows.channels.fault import NotSent
from infra.wiring import Services
from storage.notices.deliveries import Parcel
from storage.notices.givers import PURPOSE
from storage.vault import Unreadable

PATIENCE = 15.0  # seconds for each answer of the server
TO_GIVERS = "这是系统按您提交时的要求自动发送的告知，请勿回复。不是您本人提交的，请不必理会。"
GREETING = "这是系统自动发送的通知，请勿回复。详细情况请登录系统查看。"


def send(house: Services, parcel: Parcel) -> None:
    """Hand the mail to the server; NotSent when it is not taken."""
    settings = house.settings
    if not settings.smtp_host:
        raise NotSent("没有设置邮件服务器（YIFA_SMTP_HOST）。")
    hand_over(settings, compose(parcel.payload, parcel, settings.smtp_from, settings.base_url))


def send_to_giver(house: Services, parcel: Parcel) -> None:
    """To somebody of the public, whose address is unsealed for this moment; NotSent when it is not taken."""
    settings = house.settings
    if not settings.smtp_host:
        raise NotSent("没有设置邮件服务器（YIFA_SMTP_HOST）。")
    try:
        address = house.vault.open(parcel.address, PURPOSE)
    except Unreadable as fault:
        raise NotSent("收件地址不能解封。", for_good=True, alone=True) from fault
    hand_over(settings, compose(parcel.payload, replace(parcel, address=address), settings.smtp_from, settings.base_url, TO_GIVERS))


def hand_over(settings: Any, mail: EmailMessage) -> None:
    """Give the mail to the server; NotSent when it is not taken."""
    try:
        with _connected(settings) as server:
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = "、".join(str(code) for code, _ in refusal.recipients.values())
        raise NotSent(f"邮件服务器不接受收件地址，代码{codes}。", alone=True) from refusal
    except smtplib.SMTPResponseException as refusal:
        alone = isinstance(refusal, smtplib.SMTPDataError)
        raise NotSent(f"邮件服务器拒收，代码{refusal.smtp_code}。", alone=alone) from refusal
    except (smtplib.SMTPException, OSError) as fault:
        raise NotSent(f"邮件服务器不能连接或者中断（{type(fault).__name__}）。") from fault


def _connected(settings: Any) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=PATIENCE)
    if settings.smtp_security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def compose(payload: Mapping[str, Any], parcel: Parcel, sender: str, base_url: str, greeting: str = GREETING) -> EmailMessage:
    """The mail as it is sent; sent twice it bears the same Message-ID."""
    mail = EmailMessage()
    mail["Subject"] = "【依法】" + "：".join(part for part in (payload["topic_label"], payload["number"]) if part)
    mail["From"], mail["To"] = sender, parcel.address
    mail["Message-ID"] = f"<{parcel.id}@{sender.partition('@')[2]}>"
    mail["Date"] = format_datetime(parcel.created_at)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(lines(payload, base_url, greeting)) + "\n", charset="utf-8")
    return mail


def lines(payload: Mapping[str, Any], base_url: str, greeting: str = GREETING) -> list[str]:
    """The text, as mail and robots say it."""
    said = [payload["matter"], payload["text"]]
    if payload["until"]:
        said.append(f"时限：{payload['until']}")
    return [*(one for one in said if one), f"查看：{base_url}{payload['path']}", "", greeting]
