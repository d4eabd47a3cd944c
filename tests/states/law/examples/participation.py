"""公众参与: worked examples (L713 arts. 14, 15, 18; 优化营商环境条例 art. 62)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import OTHER_PAPER, Example, entry, given


def profile(**fields: object) -> Entry:
    return entry("matter_profile", **fields)


def notice(opens_on: str = "2026-03-02", closes_on: str | None = "2026-04-01", **fields: object) -> Entry:
    return entry("consultation_notice", opens_on=opens_on, closes_on=closes_on, **fields)


def closing(closed_on: str = "2026-04-01", received: int = 0) -> Entry:
    return entry("consultation_closing", closed_on=closed_on, received=received)


def draft(changed: bool = True) -> Entry:
    return entry("draft", substance_changed=changed)


def choice(again: bool) -> Entry:
    return entry("reconsultation_choice", again=again)


SHORT = notice(closes_on="2026-03-31")
LONG = notice(closes_on="2026-05-01")
URGENT = notice(closes_on="2026-03-20", short_reason="汛期将至")
BUSINESS = profile(market_entities=True, normative_document=True)
SUMMARY = entry("opinion_summary")

HEARD = (
    Example("D-PUB-01", "complete_participation", passes=given(closing()), blocks=given()),
    # Talks with one group's body are owed on top (art. 14(3)); they do not stand for hearing the public.
    Example(
        "D-PUB-01",
        "complete_participation",
        passes=given(entry("other_participation")),
        blocks=given(entry("group_contact")),
    ),
    Example(
        "D-PUB-01",
        "complete_participation",
        passes=given(profile(withheld_basis="政府信息公开条例第十四条")),
        blocks=given(profile()),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-PUB-01#skip",
        "skip_consultation",
        passes=given(entry("consultation_waiver", basis="政府信息公开条例第十四条")),
        blocks=given(entry("consultation_waiver")),
    ),
    Example(
        "D-PUB-01#skip",
        "skip_consultation",
        passes=given(entry("other_participation"), entry("consultation_waiver")),
        blocks=given(),
    ),
    Example(
        "D-PUB-02",
        "open_consultation",
        passes=given(entry("participation_plan", ways=["open", "symposium"])),
        blocks=given(),
        expect=Status.WARNED,
    ),
    Example(
        "D-PUB-02",
        "open_consultation",
        passes=given(entry("participation_plan", ways=["open"])),
        blocks=given(entry("participation_plan", ways=["symposium"])),
        expect=Status.WARNED,
    ),
    Example(
        "D-PUB-03",
        "complete_participation",
        passes=given(profile(specific_group=True), entry("group_contact", contact="县残联")),
        blocks=given(profile(specific_group=True)),
    ),
    Example(
        "D-PUB-08",
        "complete_participation",
        passes=given(profile(technical=True), entry("public_explanation")),
        blocks=given(profile(technical=True)),
        expect=Status.WARNED,
    ),
    Example(
        "D-PUB-08",
        "complete_participation",
        passes=given(profile(technical=False)),
        blocks=given(profile(technical=False, public_concern=True)),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
)

NOTICE = (
    *(
        Example("D-PUB-04", "open_consultation", passes=given(notice()), blocks=given(notice(**{part: None})))
        for part in ("draft", "explanation", "reply_ways", "closes_on")
    ),
    *(
        Example(
            "D-PUB-05",
            "open_consultation",
            passes=given(notice(channels=[channel])),
            blocks=given(notice(channels=["gazette"])),
        )
        for channel in ("website", "new_media", "newspaper", "radio", "television")
    ),
    Example("D-PUB-05", "open_consultation", passes=given(notice()), blocks=given(notice(channels=None))),
    Example("D-PUB-06", "open_consultation", passes=given(notice()), blocks=given(SHORT)),
    Example(
        "D-PUB-06",
        "open_consultation",
        passes=given(URGENT),
        blocks=given(notice(closes_on="2026-03-20")),
        passing=Status.DEPARTED,
    ),
    # A reason does not make a notice lawful that closes on the day it opens.
    Example(
        "D-PUB-06",
        "open_consultation",
        passes=given(notice(closes_on="2026-04-02")),
        blocks=given(notice(closes_on="2026-03-02", short_reason="汛期将至")),
    ),
    Example("D-PUB-06", "open_consultation", passes=given(notice()), blocks=given(notice(closes_on=None))),
    Example(
        "D-PUB-06#closed",
        "close_consultation",
        passes=given(notice(), closing("2026-04-01")),
        blocks=given(notice(), closing("2026-03-31")),
    ),
    Example(
        "D-PUB-06#closed",
        "close_consultation",
        passes=given(notice(), closing("2026-04-02")),
        blocks=given(notice(closes_on=None), closing("2026-04-02")),
    ),
    # Opinions are taken until the last day has ended: the first lawful day to close is the one after.
    Example(
        "D-PUB-06#closed",
        "close_consultation",
        passes=given(notice(), closing("2026-04-01"), today="2026-04-02"),
        blocks=given(notice(), closing("2026-04-01"), today="2026-04-01"),
    ),
    # A correction that brings the announced day forward is worth a look at what the public was told.
    Example(
        "D-PUB-06#closed",
        "close_consultation",
        passes=given(LONG, replace(notice(), supersedes=LONG.id), closing("2026-05-01")),
        blocks=given(LONG, replace(notice(), supersedes=LONG.id), closing("2026-04-01")),
        expect=Status.WARNED,
    ),
    Example("D-PUB-07", "open_consultation", passes=given(URGENT), blocks=given(SHORT)),
    Example(
        "D-PUB-07",
        "open_consultation",
        passes=given(notice()),
        blocks=given(SHORT),
        passing=Status.NOT_APPLICABLE,
    ),
)

MARKET = (
    Example("D-PUB-10", "open_consultation", passes=given(BUSINESS, notice()), blocks=given(BUSINESS, SHORT)),
    Example(
        "D-PUB-10",
        "open_consultation",
        passes=given(BUSINESS, URGENT),
        blocks=given(BUSINESS, SHORT),
        passing=Status.DEPARTED,
    ),
    Example(
        "D-PUB-10",
        "open_consultation",
        passes=given(profile(market_entities=True), SHORT),
        blocks=given(BUSINESS, SHORT),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-PUB-10#skip",
        "skip_consultation",
        passes=given(BUSINESS, closing(), entry("consultation_waiver")),
        blocks=given(BUSINESS, entry("other_participation"), entry("consultation_waiver")),
    ),
    Example(
        "D-PUB-10#skip",
        "skip_consultation",
        passes=given(BUSINESS, entry("consultation_waiver", basis="保守国家秘密法")),
        blocks=given(BUSINESS),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-PUB-10#feedback",
        "complete_participation",
        passes=given(BUSINESS, closing(), entry("opinion_summary", fed_back_on="2026-04-20")),
        blocks=given(BUSINESS, closing(), SUMMARY),
        expect=Status.WARNED,
    ),
)

ANSWERED = (
    Example(
        "D-PUB-09",
        "complete_participation",
        passes=given(SUMMARY, opinions=(5, 2, 1, 2)),
        blocks=given(SUMMARY, opinions=(5, 2, 1, 1)),
    ),
    # The closing record speaks of more opinions than were entered.
    Example(
        "D-PUB-09",
        "complete_participation",
        passes=given(closing(received=5), SUMMARY, opinions=(5, 5, 0, 0)),
        blocks=given(closing(received=6), SUMMARY, opinions=(5, 5, 0, 0)),
    ),
    Example(
        "D-PUB-09",
        "complete_participation",
        passes=given(entry("opinion_summary", reasons_given=False), opinions=(3, 3, 0, 0)),
        blocks=given(entry("opinion_summary", reasons_given=False), opinions=(3, 2, 0, 1)),
    ),
    Example("D-PUB-09", "complete_participation", passes=given(SUMMARY), blocks=given()),
    Example(
        "D-PUB-09#tabled",
        "table_for_discussion",
        passes=given(closing(), SUMMARY, opinions=(1, 1, 0, 0)),
        blocks=given(closing(), SUMMARY, opinions=(2, 1, 0, 0)),
    ),
    Example(
        "D-PUB-09#tabled",
        "table_for_discussion",
        passes=given(profile(withheld_basis="政府信息公开条例第十四条")),
        blocks=given(profile()),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-PUB-12",
        "submit_for_legality_review",
        passes=given(closing(), draft(), choice(again=False)),
        blocks=given(closing(), draft()),
        expect=Status.WARNED,
    ),
    # The choice answers the text that was on file when it was made.
    Example(
        "D-PUB-12",
        "submit_for_legality_review",
        passes=given(
            closing(), draft(), choice(again=True), notice("2026-04-10", "2026-05-10"), closing("2026-05-10")
        ),
        blocks=given(closing(), draft(), choice(again=False), draft()),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    Example(
        "D-PUB-12",
        "submit_for_legality_review",
        passes=given(closing(), draft(changed=False)),
        blocks=given(closing(), draft(), choice(again=True)),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    # Another text that the sponsor says nothing about counts as changed in substance.
    Example(
        "D-PUB-12",
        "submit_for_legality_review",
        passes=given(entry("draft"), closing(), entry("draft", file=OTHER_PAPER, substance_changed=False)),
        blocks=given(entry("draft"), closing(), entry("draft", file=OTHER_PAPER)),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    # The meeting changed the text in substance.
    Example(
        "D-PUB-12",
        "submit_for_legality_review",
        passes=given(closing(), entry("meeting_minutes", changes_substantial=False)),
        blocks=given(closing(), choice(again=False), entry("meeting_minutes", changes_substantial=True)),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
)

EXAMPLES = (*HEARD, *NOTICE, *MARKET, *ANSWERED)
