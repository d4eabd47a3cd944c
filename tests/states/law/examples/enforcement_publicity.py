"""公示、撤回: worked examples (行政处罚法 art. 48; 政府信息公开条例 arts. 14-16; 三项制度; sector rules)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import PAPER, Example, Given, entry, given
from tests.states.law.examples.implementing import PARTY, decided, ended, filed, on_the_spot, spared

MARKET, SAFETY = ("market_supervision",), ("work_safety",)
CITIZEN = [{"name": "张某", "kind": "citizen", "address": "某村"}]
COMPANY = [{"name": "某某公司", "kind": "organisation", "address": "某路"}]


def case(*entries: Entry, overlays: tuple[str, ...] = (), today: str = "2026-11-30") -> Given:
    return given(*entries, procedure="penalty", overlays=overlays, today=today)


def shown(
    key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET,
    step: str = "publish_result", procedure: str = "penalty",
) -> Example:  # fmt: skip
    return Example(key, step, passes, blocks, expect, passing, procedure=procedure)


def published(on: str, **fields: object) -> Entry:
    return entry("result_publication", published_on=on, **fields)


def withheld(**fields: object) -> Entry:
    return entry("no_publication", **{"social_impact": False, "separable": False, **fields})


def withdrawn(changed_on: str, on: str, **fields: object) -> Entry:
    return entry("publication_withdrawn", changed_on=changed_on, withdrawn_on=on, **fields)


def revoked(on: str) -> Entry:
    return entry("decision_revoked", effective_on=on)


def report(social_impact: bool) -> Entry:
    return entry("investigation_report", social_impact=social_impact)


APRIL, JUNE, SEPTEMBER = decided("2026-04-30"), decided("2026-06-16"), spared("2026-09-10")
SEEN = entry("site_record", on="2026-09-10")

def away(sent: str, received: str, shown_on: str) -> tuple[Entry, ...]:
    """What follows a decision against a party of another province; "" where nothing was recorded."""
    told = (("publicity_forwarded", "sent_on", sent), ("publicity_received", "received_on", received), ("result_publication", "published_on", shown_on))
    return tuple(entry(kind, **{name: day}) for kind, name, day in told if day)


def far(papers: tuple[Entry, ...], *, elsewhere: bool = True, second: bool = False) -> Given:
    """Decided on Tuesday 2026-06-16 against somebody registered in another province, and perhaps a second party at home."""
    names = [PARTY, *(["本地公司"] if second else [])]
    rows = [{"name": name, "kind": "organisation", "address": "某路", "elsewhere": elsewhere and name == PARTY} for name in names]
    fines = [{"party": name, "penalty": "fine", "amount": 10_000} for name in names]
    return case(entry("filing_approval", parties=rows), decided("2026-06-16", *fines), *papers, overlays=MARKET)


PUBLISHED = (
    # Thursday 30 April: 6, 7, 8, 9 (Saturday, worked), 11, 12, 13 May = the seventh working day.
    shown("E-PBL-01", case(APRIL, published("2026-05-13")), case(APRIL, published("2026-05-14")), Status.WARNED),
    shown("E-PBL-01", case(APRIL, published("2026-04-30")), case(APRIL, published("2026-04-29"))),  # before it was made
    shown("E-PBL-01", case(*on_the_spot("2026-04-30"), published("2026-05-13")), case(*on_the_spot("2026-04-30"), published("2026-05-14")), Status.WARNED),
    shown(
        "E-PBL-01",
        case(APRIL, published("2026-05-14"), overlays=MARKET),
        case(APRIL, published("2026-05-14")),
        Status.WARNED,
        Status.NOT_APPLICABLE,
    ),
    shown("E-PBL-01", case(SEPTEMBER, published("2026-11-02")), case(APRIL), passing=Status.NOT_APPLICABLE),
    # First spared, then punished after all: it is the decision that stands now.
    shown(
        "E-PBL-01",
        case(spared("2026-03-02"), revoked("2026-04-01"), APRIL, published("2026-05-13")),
        case(spared("2026-03-02"), revoked("2026-04-01"), APRIL, published("2026-05-14")),
        Status.WARNED,
    ),
    # Published anew after a withdrawal: the first time was in time.
    shown(
        "E-PBL-01",
        case(APRIL, published("2026-05-13"), withdrawn("2026-06-01", "2026-06-02"), published("2026-06-30")),
        case(APRIL, published("2026-06-30")),
        Status.WARNED,
    ),
    # Thursday 10 September: 11 = 1; 14-18 = 6; 20 (Sunday, worked) = 7; 21-24 = 11; 28-30 = 14; 8, 9, 10 October
    # (Saturday, worked) = 17; 12, 13, 14 = 20.
    shown("E-PBL-02", case(SEPTEMBER, published("2026-10-14")), case(SEPTEMBER, published("2026-10-15")), Status.WARNED),
    shown("E-PBL-02", case(APRIL, published("2026-05-14")), case(SEPTEMBER), passing=Status.NOT_APPLICABLE),
    shown(
        "E-PBL-02",
        given(SEEN, published("2026-10-14"), procedure="inspection"),
        given(SEEN, published("2026-10-15"), procedure="inspection"),
        Status.WARNED,
        procedure="inspection",
    ),
    # Tuesday 16 June: 17, 18, 22, 23, 24, 25, 26 = the seventh (19-21 Dragon Boat).
    shown("E-PBL-03", case(JUNE, published("2026-06-26"), overlays=SAFETY), case(JUNE, published("2026-06-29"), overlays=SAFETY), Status.WARNED),
    shown(
        "E-PBL-03", case(JUNE, published("2026-06-29")), case(JUNE, published("2026-06-29"), overlays=SAFETY), Status.WARNED, Status.NOT_APPLICABLE
    ),
    shown("E-PBL-03", case(SEPTEMBER, overlays=SAFETY), case(JUNE, overlays=SAFETY), passing=Status.NOT_APPLICABLE),
    # The same Tuesday: 17, 18 = 2; 22-26 = 7; 29 June-3 July = 12; 6-10 = 17; 13, 14, 15 = 20.
    shown("E-PBL-07", case(JUNE, published("2026-07-15"), overlays=MARKET), case(JUNE, published("2026-07-16"), overlays=MARKET), Status.WARNED),
    # Registered in another province: sent on in ten, 22-26 = 7; 29, 30 June, 1 July = 10. Received on Friday 3 July there:
    # 6-10 = 5; 13-17 = 10. The twenty days at home are nobody's then; with a second party at home they run as well.
    *(shown("E-PBL-07", far(passes), far(blocks), status) for passes, blocks, status in (
        (away("2026-07-01", "2026-07-03", "2026-07-17"), away("2026-07-02", "2026-07-03", "2026-07-17"), Status.WARNED),
        (away("2026-07-01", "2026-07-03", "2026-07-17"), away("2026-07-01", "2026-07-03", "2026-07-20"), Status.WARNED),
        (away("2026-07-01", "2026-07-03", "2026-07-03"), away("2026-07-01", "2026-07-03", "2026-07-02"), Status.UNMET),
        (away("2026-07-01", "2026-07-01", "2026-07-15"), away("2026-07-01", "2026-06-30", "2026-07-10"), Status.UNMET),
        (away("2026-07-01", "2026-07-03", "2026-07-17"), away("2026-07-01", "", "2026-07-17"), Status.UNMET),
        (away("2026-07-01", "2026-07-03", "2026-07-17"), away("", "2026-07-03", "2026-07-17"), Status.UNMET),
    )),
    shown("E-PBL-07", far(away("2026-07-01", "2026-07-03", "2026-07-16")), far(away("2026-07-01", "2026-07-03", "2026-07-16"), second=True), Status.WARNED),
    shown("E-PBL-07", far(away("", "", "2026-07-15"), elsewhere=False), far(away("", "", "2026-07-15"))),
    shown("E-PBL-07", case(SEPTEMBER, overlays=MARKET), case(JUNE, overlays=MARKET), passing=Status.NOT_APPLICABLE),
    shown("E-PBL-11", case(APRIL, published("2026-05-06", masked=True)), case(APRIL)),
    shown(
        "E-PBL-11",
        case(entry("filing_approval", parties=COMPANY), APRIL, published("2026-05-06", masked=False)),
        case(entry("filing_approval", parties=CITIZEN), APRIL, published("2026-05-06", masked=False)),
    ),
    shown(
        "E-PBL-11",
        case(entry("secrecy_note", covers=["none"]), APRIL, published("2026-05-06", masked=False)),
        case(entry("secrecy_note", covers=["business"]), APRIL, published("2026-05-06", masked=False)),
    ),
)

# 王小明 is a citizen who is a party; his company keeps its name, he does not.
WANG = entry("filing_approval", parties=[{"name": "王小明", "kind": "citizen", "address": "某市盘龙区人民路12号3栋501室"}])
NOTED = entry("secrecy_note", covers=["business"], items=[{"content": "甲三号配方", "covers": "business"}])
MASKED = {"masked": True}


OUT = (APRIL, published("2026-05-06"))
# Thursday 24 September: 28, 29, 30 = the third working day (25-27 Mid-Autumn).
UNDONE = (*OUT, revoked("2026-09-24"))
IN_TIME = withdrawn("2026-09-24", "2026-09-30")


def corrected(right: str, wrong: str = "金额写错") -> Entry:
    return entry("publication_corrected", on="2026-05-08", wrong=wrong, right=right)


RESIDUE = (
    *(
        shown(
            "E-PBL-11",
            case(WANG, NOTED, APRIL, published("2026-05-06", content="对王某（住某路某号）罚款一万元。", **MASKED)),
            case(WANG, NOTED, APRIL, published("2026-05-06", **{"content": "对王某罚款一万元。", **MASKED, **left})),
        )
        for left in (
            {"content": "对王小明罚款一万元。"},
            {"content": "对王 小-明罚款一万元。"},  # split
            {"content": "住人民路１２号3栋。"},  # part of the address, in full width
            {"content": "身份证11010519491231002X。"},  # on no file; its check character is right
            {"content": "电话138 0013 8000。"},
            {"content": "使用甲三号配方。"},
            {"title": "王小明无照经营案"},
            {"files": [{"name": "王小明处罚决定书.pdf", "file": PAPER}]},
            {"period": "三年（王小明）"},
        )
    ),
    # A number with a wrong check character, a sum of money and the day of the decision are no numbers of persons.
    shown(
        "E-PBL-11",
        case(WANG, APRIL, published("2026-05-06", content="编号110105194912310021，2026年4月30日罚款13,800,138,000元。", **MASKED)),
        case(WANG, APRIL, published("2026-05-06", content="王小明", **MASKED)),
    ),
    shown("E-PBL-11#corrected", case(WANG, *OUT, corrected("罚款二万元")), case(WANG, *OUT, corrected("对王小明罚款二万元")), step="correct_publication"),
    shown("E-PBL-11#corrected", case(WANG, *OUT, corrected("罚款二万元")), case(WANG, *OUT, corrected("二万元", "王小明一万元")), step="correct_publication"),
    # What is out already cannot be mended by a correction behind it.
    shown(
        "E-PBL-11#corrected",
        case(WANG, *OUT, corrected("罚款二万元")),
        case(WANG, APRIL, published("2026-05-06", content="对王小明罚款"), corrected("对王某罚款")),
        step="correct_publication",
    ),
    shown("E-PBL-11#withdrawn", case(WANG, *OUT, IN_TIME), case(WANG, *OUT, withdrawn("2026-09-24", "2026-09-30", reason="王小明的处罚被撤销")),
          step="withdraw_publication"),
)

WITHHELD = (
    shown("E-PBL-04", case(APRIL, withheld()), case(APRIL, withheld(social_impact=True)), step="withhold_result"),
    shown("E-PBL-04", case(report(False), APRIL, withheld()), case(report(True), APRIL, withheld()), step="withhold_result"),
    shown("E-PBL-04", case(SEPTEMBER, withheld(social_impact=True)), case(APRIL), passing=Status.NOT_APPLICABLE, step="withhold_result"),
    shown(
        "E-PBL-11#withheld",
        case(APRIL, withheld(covers=["state"])),
        case(APRIL, withheld(covers=["business"], separable=True)),
        step="withhold_result",
    ),
    shown("E-PBL-11#withheld", case(APRIL, withheld(covers=["privacy"])), case(APRIL, withheld(covers=["none"])), Status.WARNED, step="withhold_result"),
    shown("E-PBL-11#withheld", case(APRIL, withheld(covers=["state"])), case(APRIL, withheld(covers=["state"], basis=None)), step="withhold_result"),
)

CHANGED = (*OUT, filed("2026-06-01"), ended("2026-07-30", changed=True))
UPHELD = (*OUT, filed("2026-06-01"), ended("2026-07-30"))

WITHDRAWN = (
    shown("E-PBL-05", case(*UNDONE, IN_TIME), case(*UNDONE, withdrawn("2026-09-24", "2026-10-08")), Status.WARNED, step="withdraw_publication"),
    shown("E-PBL-05", case(*UNDONE, IN_TIME), case(*UNDONE, withdrawn("2026-09-28", "2026-09-30")), step="withdraw_publication"),
    shown("E-PBL-05", case(*OUT, IN_TIME), case(*OUT, withdrawn("2026-09-24", "2026-09-30", reason=None)), step="withdraw_publication"),
    shown("E-PBL-05", case(*OUT, IN_TIME), case(APRIL, IN_TIME), step="withdraw_publication"),  # nothing was out
    shown("E-PBL-05", case(*OUT, IN_TIME), case(*OUT, withdrawn("2026-09-24", "2026-09-23")), step="withdraw_publication"),
    shown("E-PBL-05#revoked", case(*UNDONE, IN_TIME), case(*UNDONE), step="remake_decision"),
    shown("E-PBL-05#revoked", case(APRIL, revoked("2026-09-24")), case(*UNDONE), step="end_case"),  # it had not been out
    shown("E-PBL-05#revoked", case(*OUT), case(*UNDONE), passing=Status.NOT_APPLICABLE, step="end_case"),
    # Withdrawn once for a mistake and published again: what is out now is what counts.
    shown(
        "E-PBL-05#revoked",
        case(*OUT, withdrawn("2026-05-11", "2026-05-12"), published("2026-05-13"), revoked("2026-09-24"), IN_TIME),
        case(*OUT, withdrawn("2026-05-11", "2026-05-12"), published("2026-05-13"), revoked("2026-09-24")),
        step="remake_decision",
    ),
    shown(
        "E-PBL-05#revoked",
        case(*on_the_spot("2026-04-30"), published("2026-05-06"), withdrawn("2026-06-01", "2026-06-01"), revoked("2026-06-01")),
        case(*on_the_spot("2026-04-30"), published("2026-05-06"), revoked("2026-06-01")),
        step="revoke_summary",
        procedure="summary_penalty",
    ),
    shown("E-PBL-05#closed", case(*CHANGED, withdrawn("2026-07-30", "2026-08-03")), case(*CHANGED), step="close_case"),
    shown("E-PBL-05#closed", case(*UPHELD), case(*CHANGED), step="close_case"),
    shown("E-PBL-05#closed", case(*UPHELD), case(*CHANGED), step="close_summary", procedure="summary_penalty"),
)

EXAMPLES = (*PUBLISHED, *RESIDUE, *WITHHELD, *WITHDRAWN)
