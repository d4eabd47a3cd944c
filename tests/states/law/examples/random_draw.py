"""双随机: worked examples (优化营商环境条例 art. 54(1))."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.conditions.random_draw import result
from states.law.draw import commitment
from tests.states.law.examples.build import Example, Given, entry, given

P, SEED = "random_draw", "6f1d0c2b9a7e4853"
CERTIFICATES = tuple(
    entry("officer_certificate", person=person, standing="officer", number=person, valid_from="2025-01-01", valid_to="2026-12-31") for person in ("o1", "o2", "o3")
)
SUBJECTS = [{"name": "企业一", "weight": 1}, {"name": "企业二", "weight": 3}]
PEOPLE = [{"person": "o1", "barred": "企业一"}, {"person": "o2"}, {"person": "o3"}]


def promised(digest: str = commitment(SEED)) -> Entry:
    return entry("draw_commitment", digest=digest, on="2026-05-11")


def lists(**more: object) -> Entry:
    fields: dict[str, object] = {"subjects": SUBJECTS, "inspectors": PEOPLE, "subjects_drawn": 1, "inspectors_each": 2, "on": "2026-05-12"}
    return entry("draw_lists", **fields | more)


def seed(text: str = SEED) -> Entry:
    return entry("draw_seed", seed=text, on="2026-05-13")


def announced(result: list[dict[str, str]]) -> Entry:
    return entry("draw_publication", result=result, published_on="2026-05-14")


def case(*entries: Entry) -> Given:
    return given(entry("draw_plan"), *entries, register=CERTIFICATES, procedure=P)


def at(key: str, step: str, passes: Given, blocks: Given) -> Example:
    return Example(key, step, passes, blocks, procedure=P)


DRAWN = [{"subject": one.subject, "inspectors": "、".join(one.inspectors)} for one in result(case(promised(), lists(), seed()).dossier)]

EXAMPLES = (
    at("E-INS-02#committed", "commit_seed", case(promised()), case(promised("不是摘要"))),
    at("E-INS-02#committed", "commit_seed", case(promised()), case(promised(commitment(SEED).upper()))),
    at("E-INS-02#frozen", "freeze_lists", case(promised(), lists()), case(promised(), lists(subjects=[*SUBJECTS, SUBJECTS[0]]))),
    at("E-INS-02#frozen", "freeze_lists", case(promised(), lists()), case(promised(), lists(subjects=[{"name": "企业一", "weight": 0}]))),
    at("E-INS-02#frozen", "freeze_lists", case(promised(), lists(subjects_drawn=2)), case(promised(), lists(subjects_drawn=3))),
    # Two are to go, and of three one has an interest in 企业一: two are left, with one more barred only one.
    at("E-INS-02#frozen", "freeze_lists", case(promised(), lists()),
       case(promised(), lists(inspectors=[PEOPLE[0], {"person": "o2", "barred": "企业一、企业三"}, PEOPLE[2]]))),
    at("E-INS-02#frozen", "freeze_lists", case(promised(), lists()), case(promised(), lists(on="2027-01-01"))),
    at("E-INS-02#disclosed", "disclose_seed", case(promised(), lists(), seed()), case(promised(), lists(), seed("6f1d0c2b9a7e4854"))),
    at("E-INS-02#disclosed", "disclose_seed", case(promised(), lists(), seed()), case(promised(commitment("短")), lists(), seed("短"))),
    # What anybody may read carries no number of a person.
    at("E-INS-02#frozen", "freeze_lists", case(promised(), lists(word="晴")), case(promised(), lists(word="１３８ 0013 8000"))),
    at("E-INS-02#published", "publish_draw", case(promised(), lists(), seed()), case(promised(), lists())),
    # The announced result is the one that comes out, in its order; inspectors_each = 2 of three.
    at("E-INS-02#published", "publish_draw", case(promised(), lists(), seed(), announced(DRAWN)),
       case(promised(), lists(), seed(), announced([{"subject": "企业三", "inspectors": "o1、o2"}]))),
)
