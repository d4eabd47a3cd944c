"""Which part of the help a page leads to: the first that fits its address."""

from __future__ import annotations

import re

PARTS = (
    (r"/search", "search"),
    (r"/cases/new", "handle"),
    (r"/cases/[^/]+/(deadlines|plan)|/plan|/calendar", "deadlines"),
    (r"/cases/[^/]+/(corrections|entries)", "correct"),
    (r"/cases/[^/]+/(steps|record)", "unfinished"),
    (r"/cases/[^/]+/(papers|site|dues|evidence)|/enforcement", "enforcement"),
    (r"/cases/[^/]+/archive", "handle"),
    (r"/cases/[^/]+/diagram|/procedures", "procedures"),
    (r"/notices|/channels", "notices"),
    (r"/law", "unverified"),
    (r"/lists|/worklist|/cases|/handling", "handle"),
    (r"/supervision|/responsibility|/running", "glossary"),
    (r"/system|/account", "accounts"),
)


def help_part(path: str) -> str:
    """The part for the page at that address; empty for those that need none of their own."""
    return next((part for pattern, part in PARTS if re.match(f"(?:{pattern})(?:/|$)", path)), "")
