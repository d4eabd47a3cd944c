"""集体讨论决定: worked examples (L713 arts. 30, 38)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

HEAD = "首长甲"


def member(name: str, order: int, position: str = "agree", statement: str = "同意草案。") -> dict[str, object]:
    return {"name": name, "order": order, "position": position, "statement": statement}


def minutes(*others: dict[str, object], order: int = 9, position: str = "agree", **fields: object) -> Entry:
    """Minutes of a lawful meeting of two members and the head, unless told otherwise."""
    rows = [*(others or (member("乙", 1), member("丙", 2))), member(HEAD, order, position)]
    plain = {"forum": "executive", "held_on": "2026-05-20", "head": HEAD, "members": rows, "outcome": "passed"}
    return entry("meeting_minutes", role=Role.HEAD, **(plain | fields))


def met_by(key: str, step: str, good: Given, bad: Given, passing: Status = Status.MET) -> Example:
    return Example(key, step, passes=good, blocks=bad, passing=passing)


def notice(forum: str) -> Entry:
    return entry("meeting_notice", role=Role.DECISION_OFFICE, forum=forum, meeting_on="2026-05-20")


def level(body_level: str) -> Entry:
    return entry("scope_test", body_level=body_level)


PACKAGE = entry("submission_package", submitted_on="2026-05-11")
AGAINST = (member("乙", 1, "disagree", "财力不足。"), member("丙", 2, "disagree", "时机不当。"), member("丁", 3))
CHANGED = {"outcome": "passed_changed", "changes": "第三条补贴标准的文字修改。"}
LOCAL = ("local_example",)

FORUMS = (
    met_by("D-DEL-01#notice", "open_meeting", given(notice("executive")), given(notice("special"))),
    met_by("D-DEL-01#notice", "open_meeting", given(notice("plenary")), given()),
    # By reference (art. 42) a department decides in its own meeting; a government never does.
    met_by(
        "D-DEL-01#notice",
        "open_meeting",
        given(level("department"), notice("office")),
        given(level("government"), notice("office")),
    ),
    met_by("D-DEL-01", "adopt", given(minutes()), given(minutes(forum="circulation"))),
    met_by("D-DEL-01", "adopt_with_changes", given(minutes(forum="plenary")), given(minutes(forum="special"))),
    met_by(
        "D-DEL-01",
        "adopt",
        given(level("department"), minutes(forum="office")),
        given(level("department"), minutes(forum="special")),
    ),
    met_by("D-DEL-01", "reject", given(PACKAGE, minutes()), given(PACKAGE, minutes(held_on="2026-05-10"))),
    met_by(
        "D-DEL-01#changes",
        "adopt_with_changes",
        given(minutes(**CHANGED)),
        given(minutes(**CHANGED, changes_substantial=True)),
    ),
    Example(
        "D-DEL-07#notice",
        "open_meeting",
        passes=given(notice("executive")),
        blocks=given(notice("circulation")),
        expect=Status.WARNED,
    ),
    Example(
        "D-DEL-07",
        "adopt",
        passes=given(minutes(forum="special")),  # refused by D-DEL-01, but no circulation
        blocks=given(minutes(forum="circulation")),
        expect=Status.WARNED,
    ),
)

MEMBERS = (
    met_by("D-DEL-02", "adopt", given(minutes()), given()),
    met_by("D-DEL-02", "adopt", given(minutes()), given(minutes(head="首长乙"))),
    met_by("D-DEL-02", "adopt", given(minutes()), given(minutes(position="absent"))),
    met_by(
        "D-DEL-02",
        "adopt",
        given(minutes()),
        given(entry("meeting_minutes", role=Role.DECISION_OFFICE, head=HEAD, members=[member(HEAD, 1)])),
    ),
    # The head named is a person on this matter, but another person acted.
    met_by(
        "D-DEL-02",
        "adopt",
        given(minutes(), parts={"p7": Role.SPONSOR}),
        given(
            minutes(member("乙", 1), member("p7", 10), head="p7"), parts={"p7": Role.MEMBER, "p1": Role.HEAD}
        ),
    ),
    met_by(
        "D-DEL-03",
        "adopt",
        given(minutes(member("乙", 1, "no_comment", ""), member("丙", 2, "absent", ""))),
        given(minutes(member("乙", 1, "agree", ""), member("丙", 2))),
    ),
    met_by("D-DEL-03", "adopt", given(minutes()), given(minutes(member("乙", 1, "absent", "")))),
    met_by("D-DEL-03", "adopt", given(minutes()), given(minutes(member("乙", 1), member("乙", 2)))),
    met_by("D-DEL-04", "adopt", given(minutes(order=3)), given(minutes(order=1))),
    met_by("D-DEL-04", "reject", given(minutes(order=3)), given(minutes(order=2))),
    # Who is absent or recused has no place in the order.
    met_by(
        "D-DEL-04",
        "adopt",
        given(minutes(member("乙", 1), member("丙", 12, "recused", ""))),
        given(minutes(member("乙", 1), member("丙", 12))),
    ),
    met_by("D-DEL-04", "adopt", given(minutes()), given(minutes(head="首长乙"))),
)

MAJORITY = (
    met_by(
        "D-DEL-05",
        "adopt",
        given(minutes(*AGAINST, head_reason="民生急需，分年实施。")),
        given(minutes(*AGAINST)),
    ),
    met_by("D-DEL-05", "reject", given(minutes(*AGAINST, outcome="rejected")), given(minutes(outcome="rejected"))),
    met_by("D-DEL-05", "discuss_again", given(minutes(*AGAINST, outcome="again")), given(minutes(outcome="again"))),
    # A tie is no majority; the head's own view, the absent and the silent do not count.
    met_by(
        "D-DEL-05",
        "adopt",
        given(minutes(member("乙", 1), member("丙", 2, "disagree"), member("丁", 3, "absent", ""))),
        given(minutes(member("乙", 1, "no_comment", ""), member("丙", 2, "disagree"), member("丁", 3, "recused", ""))),
        passing=Status.NOT_APPLICABLE,
    ),
    # Most asked for changes: passing unchanged departs from them.
    met_by(
        "D-DEL-05",
        "adopt_with_changes",
        given(minutes(member("乙", 1, "agree_if_changed", "改第三条。"), **CHANGED)),
        given(minutes(member("乙", 1, "agree_if_changed", "改第三条。"))),
    ),
)

CONDITIONAL = member("乙", 1, "agree_if_changed", "改第三条。")
MIXED = (
    # Agree 2, agree if changed 2, against 1: most favour the matter, but not as it stands.
    met_by(
        "D-DEL-05",
        "adopt",
        given(minutes(CONDITIONAL, member("丙", 2), member("丁", 3), member("戊", 4))),
        given(
            minutes(
                CONDITIONAL, member("丙", 2, "agree_if_changed", "改第五条。"), member("丁", 3), member("戊", 4),
                member("己", 5, "disagree", "时机不当。"),
            )
        ),
    ),
    # Agree 1, agree if changed 1, against 2: no majority either way, yet three of four do not want it unchanged.
    met_by(
        "D-DEL-05",
        "adopt",
        given(minutes(CONDITIONAL, member("丙", 2), member("丁", 3, "disagree", "反对。"), member("戊", 4), dissent="丁反对。")),
        given(
            minutes(
                CONDITIONAL, member("丙", 2), member("丁", 3, "disagree", "反对。"), member("戊", 4, "disagree", "反对。")
            )
        ),
    ),
    met_by(
        "D-DEL-05",
        "adopt_with_changes",
        given(minutes(CONDITIONAL, member("丙", 2), member("丁", 3, "disagree", "反对。"), **CHANGED)),
        given(minutes(*AGAINST, **CHANGED)),
    ),
)

RECORD = (
    met_by(
        "D-DEL-06",
        "adopt",
        given(minutes(*AGAINST, dissent="乙：财力不足；丙：时机不当。")),
        given(minutes(*AGAINST)),
    ),
    met_by("D-DEL-06", "reject", given(minutes()), given(minutes(outcome="rejected"))),
    met_by("D-DEL-06#passed", "adopt", given(minutes()), given(minutes(outcome="rejected"))),
    met_by(
        "D-DEL-06#changed",
        "adopt_with_changes",
        given(minutes(**CHANGED)),
        given(minutes(outcome="passed_changed")),
    ),
    met_by("D-DEL-06#changed", "adopt_with_changes", given(minutes(**CHANGED)), given(minutes())),
    # Changes that the meeting made do not pass under "passed".
    met_by("D-DEL-06#passed", "adopt", given(minutes()), given(minutes(changes="提高补贴标准。"))),
    met_by("D-DEL-06#again", "discuss_again", given(minutes(outcome="again")), given(minutes())),
    met_by("D-DEL-06#rejected", "reject", given(minutes(outcome="rejected")), given(minutes(outcome="again"))),
    Example(
        "D-DEL-08",
        "adopt_with_changes",
        passes=given(minutes(**CHANGED), overlays=LOCAL),
        blocks=given(minutes(**CHANGED, changes_substantial=True), overlays=LOCAL),
        expect=Status.WARNED,
    ),
)

STARTED = entry("start_decision", decided_on="2026-02-02", planned_on="2026-05-29")
DELAY = (
    Example(
        "D-LIA-03",
        "terminate",
        passes=given(STARTED, entry("termination", decided_on="2026-05-29")),
        blocks=given(STARTED, entry("termination", decided_on="2026-06-01")),
        expect=Status.WARNED,
    ),
    Example(
        "D-LIA-03",
        "terminate",
        passes=given(entry("termination", decided_on="2026-06-01")),
        blocks=given(STARTED, today="2026-07-01"),
        expect=Status.WARNED,
        passing=Status.NOT_APPLICABLE,
    ),
)

EXAMPLES = (*FORUMS, *MEMBERS, *MAJORITY, *MIXED, *RECORD, *DELAY)
