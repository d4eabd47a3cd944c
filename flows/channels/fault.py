"""That something was not sent, and why."""

from __future__ import annotations


class NotSent(Exception):
    """The text is Chinese and holds no secret.

    ``for_good``: another attempt would end in the same way. ``alone``: it lies in this one, the channel itself works.
    """

    def __init__(self, why: str, *, for_good: bool = False, alone: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.for_good = for_good
        self.alone = alone or for_good
