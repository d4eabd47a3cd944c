"""What people tell about themselves, unreadable without the installation's own key (个人信息保护法 art. 51)."""

from __future__ import annotations

import base64
import hmac
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ONCE = 16  # bytes that make two sealings of the same words different


class Unreadable(ValueError):
    """Sealed under another key, for another purpose, or changed since."""


class Vault:
    """Seals texts, and marks by which a text is known again without being readable. One key, one purpose each."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._seal = AESSIV(self._derived("seal", 64))

    def seal(self, text: str, purpose: str, once: str) -> str:
        """Sealed for that purpose. ``once`` is the request's own key: the same request gives the same seal."""
        salt = sha256(once.encode()).digest()[:ONCE]
        return base64.b64encode(salt + self._seal.encrypt(text.encode(), [purpose.encode(), salt])).decode()

    def open(self, sealed: str, purpose: str) -> str:
        """What was sealed for that purpose; Unreadable otherwise."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            return self._seal.decrypt(raw[ONCE:], [purpose.encode(), raw[:ONCE]]).decode()
        except (ValueError, InvalidTag) as fault:
            raise Unreadable("sealed otherwise") from fault

    def mark(self, purpose: str, text: str) -> str:
        """The same for the same text and purpose; nobody without the key can try texts out."""
        return hmac.new(self.key(f"mark:{purpose}"), text.encode(), sha256).hexdigest()[:40]

    def token(self, purpose: str, text: str) -> str:
        """A secret that belongs to the text: the same each time, for addresses, and worked out by nobody without the key."""
        return base64.urlsafe_b64encode(hmac.new(self.key(f"token:{purpose}"), text.encode(), sha256).digest()).decode().rstrip("=")

    @lru_cache(maxsize=64)  # noqa: B019 - one vault per process
    def key(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose."""
        return self._derived(purpose, 32)

    def _derived(self, purpose: str, length: int) -> bytes:
        return HKDF(SHA256(), length, None, f"yifa/{purpose}".encode()).derive(self._secret)


@lru_cache(maxsize=8)
def vault(secret: str) -> Vault:
    """The vault of that secret, derived once."""
    return Vault(secret)
