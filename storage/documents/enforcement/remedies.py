"""Where, and within which time, reconsideration and suit may be sought: the clause of every act that may be contested."""

from __future__ import annotations

from storage.documents.enforcement.matter import Facts, Matter
from storage.documents.enforcement.sheet import Para


def named(acts: Facts, of: str, since: str = "") -> Para:
    """As the act itself tells it (行政处罚法 art. 59(1)(5)); on the spot, reconsideration comes first (行政复议法 art. 23(1)(1))."""
    since = since or f"收到{of}"
    first = "review_first" in acts.specs and acts.flag("review_first")
    months = f"自{since}之日起{acts.text('suit_months')}内" if "suit_months" in acts.specs else ""
    then = f"；对复议决定不服的，可以向{acts.text('court')}提起行政诉讼。" if first else f"，也可以{months}向{acts.text('court')}提起行政诉讼。"
    return Para(f"当事人对{of}不服的，可以自{since}之日起{acts.text('review_days')}内向{acts.text('review_body')}申请行政复议{then}")


def lawful(matter: Matter, of: str) -> Para:
    """Where the act names the bodies only, within the times that the law gives."""
    own = matter.own
    if own and not own.has("review_body"):
        return unnamed(of)
    days, months = matter.law.period("E-REM-01"), matter.law.period("E-CRT-02", "suit")
    return Para(f"当事人对{of}不服的，可以自收到{of}之日起{days.label}向{own.text('review_body')}申请行政复议，"
                f"也可以自收到{of}之日起{months.label}向{own.text('court')}提起行政诉讼。")  # fmt: skip


def unnamed(of: str) -> Para:
    """Of acts put on file before the bodies were asked for."""
    return Para(f"当事人对{of}不服的，可以依法申请行政复议或者提起行政诉讼。")


def going_on(matter: Matter) -> Para:
    return Para(f"申请行政复议或者提起行政诉讼的，除法律另有规定外，本决定不停止执行（{matter.cite('E-PER-08')}）。")
