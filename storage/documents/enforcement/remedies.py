"""Where, and within which time, reconsideration and suit may be sought: the clause of every act that may be contested."""

from __future__ import annotations

from states.errors import DefinitionError
from storage.documents.enforcement.matter import Facts, Matter
from storage.documents.enforcement.sheet import Para


def named(matter: Matter, acts: Facts, of: str, since: str = "") -> Para:
    """As the act tells it (行政处罚法 art. 59(1)(5)); on the spot, reconsideration comes first (行政复议法 art. 23(1)(1))."""
    if acts and not acts.has("review_body"):
        return Para(f"当事人对{of}不服的，可以依法申请行政复议或者提起行政诉讼。")  # put on file before the bodies were asked for
    since = f"自{since or f'收到{of}'}之日起"
    review, suit = _within(matter, acts, "review_days", "E-REM-01"), _within(matter, acts, "suit_months", "E-CRT-02", "suit")
    first = "review_first" in acts.specs and acts.flag("review_first")
    then = f"；对复议决定不服的，可以向{acts.text('court')}" if first else f"，也可以{since}{suit}向{acts.text('court')}"
    return Para(f"当事人对{of}不服的，可以{since}{review}向{acts.text('review_body')}申请行政复议{then}提起行政诉讼。")


def _within(matter: Matter, acts: Facts, told: str, rule: str, name: str = "main") -> str:
    """The time as the act tells it; where it is not asked for it, or the act is still to come, as the law gives it."""
    if told in acts.specs and acts.has(told):
        return f"{acts.text(told)}内"
    try:
        return matter.law.period(rule, name).label
    except DefinitionError:  # a matter under a law that is older than the law's table
        return "在法定期限内"


def going_on(matter: Matter) -> Para:
    return Para(f"申请行政复议或者提起行政诉讼的，除法律另有规定外，本决定不停止执行（{matter.cite('E-PER-08')}）。")
