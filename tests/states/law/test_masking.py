"""隐去: what is taken out, what stays, what is found however it is written; and that masking once is enough."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from states.dossier.model import Dossier
from states.law.masking import NOTHING_ON_FILE, mask_of, masked, residue
from states.law.number_patterns import card, identity
from tests.planted import Town
from tests.states.law.examples.build import entry, given

ADDRESS = "云南省昆明市盘龙区人民路12号3栋501室"
PARTIES = [
    {"name": "王小明", "kind": "citizen", "address": ADDRESS, "born_on": "1970-03-05"},
    {"name": "王大力（店主）", "kind": "citizen", "address": "某市翠竹村三组"},
    {"name": "王工贸有限公司", "kind": "organisation", "address": "工业路1号", "representative": "李四方"},
]
FILE: Dossier = given(
    entry("filing_approval", parties=PARTIES),
    entry("lead", content="举报人赵铁柱称王小明违规，电话：0871-6543210。当事人应当改正，从业人员安全意识不强。"),
    entry("inquiry_record", person="欧阳娜娜", content="陈述完毕。"), entry("penalty_hearing_record", agents=[{"name": "周舟"}]),
    entry("service_proof", receiver="单位", witness="见证人郑重在场"),
    entry("protected_people", people=[{"name": "阿依古丽·买买提", "capacity": "证人", "card": "123456789"}]),
    entry("secrecy_note", covers=["business"], items=[{"content": "配方甲三号", "covers": "business"}]),
    procedure="penalty",
).dossier  # fmt: skip
MASK = mask_of(FILE)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("对王小明、王大力罚款。", "对王某甲、王某乙罚款。"),
        ("对王 小\u3000明和王·大-力罚款", "对王某甲和王某乙罚款"),
        ("王工贸有限公司（法定代表人李四方）", "王工贸有限公司（法定代表人李某）"),  # organisations keep their names
        ("赵铁柱，欧阳娜娜，周舟，郑重", "赵某，欧阳某，周某，郑某"),
        ("阿依古丽买买提", "阿某"),
        (f"住{ADDRESS}。", "住云南省昆明市盘龙区某路某号。"),
        ("住人民路１２号3栋。", "住某路某号3栋。"),
        ("翠竹村三组", "某村"),
        ("1970年3月5日、1970-03-05、19700305、１９７０.３.５", "（出生日期已隐去）、（出生日期已隐去）、（出生日期已隐去）、（出生日期已隐去）"),
        ("110105 19491231 002X", "（身份证件号码已隐去）"),
        ("１３８－００１３－８０００或者一三八零零一三八零零零", "（电话号码已隐去）或者（电话号码已隐去）"),
        ("0871 654 3210", "（号码已隐去）"),
        ("工艺：配方-甲三号", "工艺：（涉及商业秘密，已隐去）"),
        ("证人孙悟空证实", "证人孙某证实"),  # on no file: told by the word before
        ("zhang@example.com", "（电子邮箱已隐去）"),
    ],
)
def test_masked(text: str, public: str) -> None:
    assert masked(text, FILE) == public
    assert residue(text, FILE) and not residue(public, FILE)


@pytest.mark.parametrize(
    "text",
    [
        "某市应急管理局对王工贸有限公司罚款13,800,138,000元。", "云南省昆明市盘龙区", "2026年3月5日作出罚〔2026〕1号决定。", "当事人应当在单位改正，安全第一。",
        "统一社会信用代码91530103MA6K0000XX", "110105194912310021", "工业路1号", "王某甲、某路某号", "举报电话12350", "第12号楼", "1970年",
    ],
)  # fmt: skip
def test_what_may_stand(text: str) -> None:
    assert masked(text, FILE) == text and residue(text, FILE) == ()


def test_what_is_told_repeats_nothing() -> None:
    (found,) = residue("当事人：王 小明。", FILE)
    assert (found.start, found.end, found.told()) == (4, 8, "第5字起有自然人姓名（应作“王某甲”）")


def test_numbers_are_found_without_a_file() -> None:
    town = Town()
    for person in (town.person() for _ in range(300)):
        assert identity(person.identity) and card(person.card)
        for secret in (person.identity, person.telephone, person.card):
            split = "-".join(secret[place : place + 4] for place in range(0, len(secret), 4))
            for written in (secret, split, split.replace("-", "\u3000"), secret.translate(str.maketrans("0123456789", "０１２３４５６７８９"))):
                assert NOTHING_ON_FILE.masked(f"号{written}。") not in (f"号{written}。",) and not NOTHING_ON_FILE.residue(NOTHING_ON_FILE.masked(f"号{written}。"))


SECRETS = ("王小明", "王大力", "李四方", "赵铁柱", "欧阳娜娜", "人民路12号", "配方甲三号", "13800138000", "11010519491231002X")
NOISE = st.text(alphabet=" \u3000-·，。*_/甲处罚决定年月日12３元路号公司", max_size=12)


@settings(max_examples=400, deadline=None)
@drawn(st.lists(st.tuples(NOISE, st.sampled_from(SECRETS), st.lists(st.sampled_from([" ", "-", "\u3000", "·", ""]), min_size=20, max_size=20)), max_size=4), NOISE)
def test_masking_once_leaves_nothing(pieces: list[tuple[str, str, list[str]]], end: str) -> None:
    """Whatever stands around and between the characters, nothing is left after one masking, and a second changes nothing."""
    text = "".join(before + "".join(a + b for a, b in zip(secret, between, strict=False)) for before, secret, between in pieces) + end
    public = MASK.masked(text)
    assert MASK.residue(public) == () and MASK.masked(public) == public
    names = [secret for _, secret, _ in pieces if not secret[0].isdigit()]
    assert not names or MASK.residue(text)


def test_a_birthday_is_the_party_s() -> None:
    assert date(1970, 3, 5) in {row["born_on"] for row in FILE.entries[0].rows("parties") if "born_on" in row}
