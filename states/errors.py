"""What the core can refuse, in words an officer can act on. Statuses for HTTP live in ``api/refusals.py``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class DefinitionError(Exception):
    """A fault in the product's own definitions (law, procedures, set-up), found at start-up; never shown to a user."""


class DomainError(Exception):
    """A refusal. ``message`` is Chinese and says what to do; nothing has been changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """No such matter, entry or material, or none that this officer may see."""


class NotPermitted(DomainError):
    """The officer's role, office or earlier part in the matter forbids it."""


class StepUnavailable(DomainError):
    """The step does not exist or does not belong to the stage the matter stands in."""


class GateClosed(DomainError):
    """The law's requirements for the step are not met; carries every ``Finding``, met or not."""

    def __init__(self, message: str, findings: Sequence[Any]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class OutOfTime(DomainError):
    """The lawful time for the act is over or has not yet come."""


class StaleDossier(DomainError):
    """Somebody else moved the matter on since this officer read it."""


class InvalidEntry(DomainError):
    """An entry is missing, malformed or absurd; ``fields`` maps the field's name to a Chinese reason."""

    def __init__(self, fields: Mapping[str, str], message: str = "填写的内容有误，请按提示修改后重新提交。") -> None:
        super().__init__(message)
        self.fields = dict(fields)


class ArchiveUnavailable(DomainError):
    """The material store cannot be reached or gave back something else than was put in."""


class DatabaseUnavailable(DomainError):
    """The database cannot be reached or broke off; the same request may be sent again, it takes effect at most once."""
