"""A real SMTP server in a thread: takes mail, or refuses it as it was told to; with TLS from the start, by STARTTLS, or none."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

GONE = "550 no such user"


@dataclass
class SmtpSink:
    """What came in, and what is to be refused: addresses for good, or the next so many mails at their end."""

    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    refuse_next: int = 0
    logins: list[str] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=policy.default) for one in self.raw]  # type: ignore[misc]


class _Talk(socketserver.StreamRequestHandler):
    """One connection: just enough of RFC 5321, RFC 3207 and RFC 4954."""

    timeout = 20

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
        self.wfile.flush()

    def handle(self) -> None:
        sink, context, implicit = self.server.about  # type: ignore[attr-defined]
        self.sink: SmtpSink = sink
        self.say("220 sink ESMTP")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "STARTTLS" and context and not implicit:
                self.say("220 go ahead")
                self.connection = context.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")  # type: ignore[assignment]
            else:
                self.answer(verb, line, offers_tls=context is not None and not implicit)

    def answer(self, verb: str, line: str, *, offers_tls: bool) -> None:
        match verb:
            case "EHLO":
                self.say("250-sink")
                self.say("250-STARTTLS" if offers_tls else "250-8BITMIME")
                self.say("250 AUTH PLAIN")
            case "AUTH":
                self.sink.logins.append(line)
                self.say("235 welcome")
            case "RCPT":
                self.say(GONE if any(one in line for one in self.sink.unknown) else "250 ok")
            case "DATA":
                self.say("354 go on")
                self.take()
            case _:
                self.say("250 ok")

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.sink.refuse_next:
            self.sink.refuse_next -= 1
            self.say("451 try later")
            return
        self.sink.raw.append(b"".join(lines))
        self.say("250 taken")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    about: tuple[SmtpSink, ssl.SSLContext | None, bool]

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        _, context, implicit = self.about
        return (context.wrap_socket(connection, server_side=True) if context and implicit else connection), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks off is what some tests are about."""


@contextmanager
def smtp_sink(context: ssl.SSLContext | None = None, *, implicit: bool = False) -> Iterator[SmtpSink]:
    """A server on a loopback port of its own; ``implicit``: TLS from the first octet."""
    sink = SmtpSink()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.about = (sink, context, implicit)
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
