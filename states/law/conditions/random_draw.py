"""双随机: that the draw could not be steered and can be repeated (优化营商环境条例 art. 54(1))."""

from __future__ import annotations

from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.dossier.vocabulary import Role
from states.law.draw import Inspector, Lists, Pick, Subject, commitment, draw
from states.law.masking import NOTHING_ON_FILE
from states.law.officers import uncertified
from states.law.requirement import Finding, Moment, met, requirement, unmet

OFFICER, SUPERVISOR = Role.OFFICER, Role.SUPERVISOR
HEX = frozenset("0123456789abcdef")
DIGITS = 64
SHORTEST_SEED = 16  # characters: fewer could be tried out against the published digest


def lists_of(entry: Entry) -> Lists:
    """The frozen lists as the draw takes them."""
    subjects = tuple(Subject(str(row.get("name", "")), _whole(row.get("weight"))) for row in entry.rows("subjects"))
    inspectors = tuple(Inspector(str(row.get("person", "")), _names(row.get("barred"))) for row in entry.rows("inspectors"))
    return Lists(subjects, inspectors, entry.number("subjects_drawn"), entry.number("inspectors_each"))


def _whole(value: Value | None) -> int:
    return value if isinstance(value, int) else 0


def _names(value: Value | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in str(value or "").split("、") if one.strip())


def result(dossier: Dossier) -> tuple[Pick, ...]:
    """What was drawn, worked out from what is on file; nothing before the seed was disclosed."""
    lists, seed = dossier.last("draw_lists"), dossier.last("draw_seed")
    return draw(seed.text("seed"), lists.text("word"), lists_of(lists)) if lists and seed else ()


def announced(publication: Entry | None) -> tuple[Pick, ...]:
    """The result as it was written down when it was published; nothing where it was left to the program."""
    rows = publication.rows("result") if publication else ()
    return tuple(Pick(str(row.get("subject", "")), _names(row.get("inspectors"))) for row in rows)


@requirement("E-INS-02#committed")
def seed_is_committed(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 54(1): chosen at random means that nobody knew the lists when the seed was fixed."""
    given = dossier.last("draw_commitment")
    text = given.text("digest") if given else ""
    if len(text) != DIGITS or not set(text) <= HEX:
        return unmet("随机数的摘要应当是64位小写十六进制数。", "按说明计算随机数的SHA-256摘要后填写。", SUPERVISOR)
    return met("随机数已承诺，名单冻结后公开。")


@requirement("E-INS-02#frozen")
def lists_are_sound(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 54(1): subjects and inspectors are both drawn, from lists that are fixed before."""
    given = dossier.last("draw_lists")
    if given is None:
        return unmet("没有抽取名单。", "登记「抽取名单」。", OFFICER)
    lists = lists_of(given)
    names, people = [one.name for one in lists.subjects], [one.person for one in lists.inspectors]
    if len(set(names)) != len(names) or len(set(people)) != len(people):
        return unmet("名单中有重复的检查对象或者检查人员。", "删去重复的行。", OFFICER)
    if any(NOTHING_ON_FILE.residue(one) for one in (*names, given.text("word"))):  # the lists are published whole
        return unmet("名单或者随机文字中有个人的证件、电话等号码，抽取后将全部公开。", "删去号码。", OFFICER)
    if any(one.weight < 1 for one in lists.subjects):
        return unmet("权重应当不小于1。", "改正权重。", OFFICER)
    if not 0 < lists.subjects_drawn <= len(names) or not lists.inspectors_each > 0:
        return unmet("抽取对象数、检查人员数应当大于零，且不超过名单。", "改正抽取数。", OFFICER)
    short = [one.name for one in lists.subjects if sum(one.name not in each.barred for each in lists.inspectors) < lists.inspectors_each]
    if short:
        return unmet(f"「{'」「'.join(short)}」可派的检查人员不足{lists.inspectors_each}人。", "增加没有利害关系的检查人员。", OFFICER)
    if wrong := uncertified(dossier, people, given.on):
        return unmet(f"{'、'.join(dossier.names.person(one) for one in wrong)}没有有效的执法证件。", "只列入持有有效执法证件的人员。", OFFICER)
    return met(f"{len(names)}个检查对象、{len(people)}名检查人员，名单已冻结。")


@requirement("E-INS-02#disclosed")
def seed_is_the_committed_one(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 54(1): what is disclosed is what was committed to, so that nobody chose it afterwards."""
    promised, seed = dossier.last("draw_commitment"), dossier.last("draw_seed")
    if promised is None or seed is None or len(seed.text("seed")) < SHORTEST_SEED:
        return unmet(f"随机数少于{SHORTEST_SEED}个字符，容易被猜中。", "使用更长的随机数；已承诺的，取消后重新抽取。", SUPERVISOR)
    if commitment(seed.text("seed")) != promised.text("digest"):
        return unmet("公开的随机数与承诺的摘要不一致。", "填写承诺时的随机数，一字不差。", SUPERVISOR)
    return met("公开的随机数与承诺一致，结果可以复核。")


@requirement("E-INS-02#published")
def result_is_public(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 54(1): items and results are published in time."""
    if not result(dossier):
        return unmet("尚未抽取。", "先办理「公开随机数并抽取」。", SUPERVISOR)
    if announced(dossier.last("draw_publication")) not in ((), result(dossier)):
        return unmet("填写的抽取结果与按名单和随机数算得的结果不一致。", "按抽取顺序改正，或者留空由系统公布。", OFFICER)
    return met(f"抽取结果共{len(result(dossier))}个检查对象，随机数、名单和结果一并公布。")
