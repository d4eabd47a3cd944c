"""Who may: role, office, mandate, and the separation of duties over the whole life of a matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.casework.commands import Actor
from states.casework.ports import Credentials, Holding
from states.dossier.model import Dossier, Entry, Part
from states.dossier.schema import Kind, Value
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from states.law import conflicts
from states.procedures.base import Step
from states.procedures.catalogue import procedure


@dataclass(frozen=True, slots=True)
class Separation:
    """Two duties that one person may not hold in one matter, and the article that says so."""

    first: Role
    second: Role
    citation: str
    rule: str = ""


L713 = "《重大行政决策程序暂行条例》"
PEN = "《行政处罚法》"
SEPARATIONS = (
    Separation(Role.SPONSOR, Role.LEGAL_REVIEWER, f"{L713}第二十五条", "D-LEG-01"),
    Separation(Role.SPONSOR, Role.EXPERT, f"{L713}第十九条第二款", "D-EXP-02"),
    Separation(Role.SPONSOR, Role.MARKET_REGULATOR, "《公平竞争审查条例》第十四条", "D-FCR-03"),
    Separation(Role.SPONSOR, Role.EVALUATOR, f"{L713}第三十六条", "D-EVA-04"),
    Separation(Role.EXPERT, Role.EVALUATOR, f"{L713}第三十六条第二款", "D-EVA-04"),
    Separation(Role.RISK_ASSESSOR, Role.EVALUATOR, f"{L713}第三十六条第二款", "D-EVA-04"),
    Separation(Role.LEGAL_REVIEWER, Role.EVALUATOR, f"{L713}第三十六条第二款", "D-EVA-04"),
    Separation(Role.EXECUTOR, Role.EVALUATOR, f"{L713}第三十六条", "D-EVA-02"),
    Separation(Role.OFFICER, Role.HEARING_HOST, f"{PEN}第六十四条第四项", "E-HEA-05"),
    Separation(Role.OFFICER, Role.FINE_COLLECTOR, f"{PEN}第六十七条第一款", "E-PER-02"),
)
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
HANDLERS = frozenset({Role.SPONSOR, Role.OFFICER})  # of another office they are nobody here
EXTERNAL = frozenset({Role.EXPERT, Role.RISK_ASSESSOR, Role.EVALUATOR, Role.EXECUTOR})


def holding(credentials: Credentials | None, actor: Actor) -> Holding:
    """The role the actor claims, if really held today (for themselves or by mandate)."""
    if credentials is None or not credentials.active:
        raise NotPermitted("账号不存在或者已停用，请联系系统管理员。")
    for one in credentials.holdings:
        if one.role is actor.role and one.principal == actor.represents:
            return one
    if actor.represents:
        raise NotPermitted("没有有效的代理授权，或者授权已到期，请由本人办理或者重新授权。")
    raise NotPermitted(f"您没有「{actor.role.label}」的身份，不能办理此事项。")


def may_take(step: Step, dossier: Dossier, actor: Actor, held: Holding, employer: str) -> None:
    """Raise NotPermitted unless this role and office may take the step on this matter."""
    if actor.role is Role.CLOCK and step.by_clock:
        return
    _administered(step.label, dossier, actor)
    _role(step.label, step.roles, actor)
    own_office = step.own_office or actor.role in HANDLERS
    _place(step.label, dossier, actor, held, employer, own_office=own_office)
    separate(dossier, actor)


def may_record(kind: Kind, dossier: Dossier, actor: Actor, held: Holding, employer: str) -> None:
    """Raise NotPermitted unless this role and office may put such an entry on file."""
    _administered(kind.label, dossier, actor)
    _role(kind.label, kind.roles, actor)
    _place(kind.label, dossier, actor, held, employer, own_office=actor.role in HANDLERS)
    separate(dossier, actor)


def may_handle(what: str, dossier: Dossier, actor: Actor, held: Holding, employer: str) -> None:
    """Raise NotPermitted unless the actor may touch this matter in that role at all (materials, corrections)."""
    _administered(what, dossier, actor)
    _place(what, dossier, actor, held, employer, own_office=actor.role in {*HANDLERS, Role.OFFICE_HEAD})
    separate(dossier, actor)


def _administered(what: str, dossier: Dossier, actor: Actor) -> None:
    """Who runs the system has no hand in its matters, but for those of the house's own administration."""
    if actor.role in ADMINISTRATORS and not procedure(dossier.procedure).house:
        raise NotPermitted(f"「{what}」属于办理事项，系统管理、安全保密和安全审计人员不得办理。")


def _role(what: str, roles: tuple[Role, ...], actor: Actor) -> None:
    if actor.role not in roles:
        allowed = "、".join(role.label for role in roles)
        raise NotPermitted(f"「{what}」应当由{allowed}办理，您当前的身份是{actor.role.label}。")


def is_assigned(dossier: Dossier, actor: Actor, held: Holding, employer: str) -> bool:
    """Experts are named in the panel, their colleagues are not; institutions and all others go by their unit."""
    names = {actor.person, actor.represents} - {""}
    units = {held.office, employer} - {""}
    return any(
        part.role is actor.role and (part.person in names or (part.employer in units and not _personal(part)))
        for part in dossier.parts
    )


def _personal(part: Part) -> bool:
    return part.role is Role.EXPERT and part.person != ""


def _place(what: str, dossier: Dossier, actor: Actor, held: Holding, employer: str, *, own_office: bool) -> None:
    if own_office and held.office != dossier.office:
        raise NotPermitted(f"「{what}」应当由本事项的承办单位办理，您所在的单位不是承办单位。")
    if actor.role in EXTERNAL:
        if not is_assigned(dossier, actor, held, employer):
            raise NotPermitted(f"「{what}」由受委托、受指定的{actor.role.label}办理，您或者您的单位未被指定。")
    elif held.body != dossier.body:
        raise NotPermitted(f"「{what}」属于其他决策机关的事项，您所在的机关不能办理。")


def separate(dossier: Dossier, actor: Actor) -> None:
    """Refuse a second, incompatible duty in this matter, for the acting and for the represented person."""
    people, house = {actor.person, actor.represents} - {""}, procedure(dossier.procedure).house
    for part in dossier.parts:
        if part.person not in people or part.role is actor.role:
            continue
        if house:
            raise NotPermitted(
                f"本人（或者所代理的人）已在本事项中担任{part.role.label}，不得再以{actor.role.label}的身份办理："
                "提请和核实应当由不同的人分别进行（包括代理关系）。请改由其他人员办理。"
            )
        for rule in SEPARATIONS:
            if {part.role, actor.role} == {rule.first, rule.second}:
                raise NotPermitted(
                    f"本人（或者所代理的人）已在本事项中担任{part.role.label}，不得再担任{actor.role.label}"
                    f"（依据：{rule.citation}）。请改由其他人员办理。"
                )
    for person in sorted(people):
        _free_towards_the_evaluated(dossier, Part(person, actor.role))


def _free_towards_the_evaluated(dossier: Dossier, part: Part) -> None:
    """In an evaluation: refuse who had a hand in the decision that is evaluated, as its duties exclude each other."""
    if dossier.above is None or part.role not in conflicts.EARLIER or not part.person:
        return
    found = conflicts.earlier_duties(conflicts.graph(dossier.above, dossier), part.person, part.role)
    if found:
        raise NotPermitted(
            f"「{dossier.names.person(part.person)}」在被评估的决策事项中担任过{'、'.join(role.label for role in found)}，不得在评估中担任{part.role.label}"
            f"（依据：{L713}第三十六条）。请改由其他人员办理。"
        )


def assigned(entries: Iterable[Entry]) -> tuple[Part, ...]:
    """The parts that papers give to persons and units: panel, risk assessor, evaluator, executors."""
    found: list[Part] = []
    for entry in entries:
        match entry.kind:
            case "expert_panel" | "expert_recusal":
                found += [part for row in entry.rows("experts") for part in _expert(row)]
            case "risk_plan":
                found.append(Part("", Role.RISK_ASSESSOR, entry.text("assessor")))
            case "evaluation_order":
                found.append(Part("", Role.EVALUATOR, entry.text("evaluator")))
            case "evaluator_appointment":
                found.append(Part("", Role.EVALUATOR, entry.text("evaluator")))
                found += [Part(str(row.get("person", "")), Role(str(row.get("duty", ""))), str(row.get("employer", "")))
                          for row in entry.rows("members")]
            case "execution_assignment":
                found += [Part("", Role.EXECUTOR, str(row.get("unit", ""))) for row in entry.rows("units")]
            case "order_issue":  # an executing unit handles an order only when it is addressed
                found.append(Part("", Role.EXECUTOR, entry.text("addressee")))
            case _:
                pass
    return tuple(found)


def _expert(row: Mapping[str, Value]) -> tuple[Part, ...]:
    person, employer = str(row.get("person", "")), str(row.get("employer", ""))
    named = Part(person, Role.EXPERT, employer)
    return (named, Part("", Role.EXPERT, employer or person)) if row.get("institution") is True else (named,)


def separate_assigned(dossier: Dossier, new: Iterable[Part]) -> None:
    """Refuse an assignment that gives a person, or a unit that argued the matter, an incompatible duty."""
    for part in new:
        _free_towards_the_evaluated(dossier, part)
        for earlier in dossier.parts:
            rule = _conflict(earlier, part)
            if rule is not None and (_same(earlier.person, part.person) or _same_unit(dossier, earlier, part)):
                who = dossier.names.person(part.person) if part.person else dossier.names.office(part.employer)
                raise NotPermitted(
                    f"「{who}」已在本事项中担任{earlier.role.label}，不得再担任{part.role.label}（依据：{rule.citation}）。请另行选定。"
                )


def _conflict(earlier: Part, part: Part) -> Separation | None:
    return next((rule for rule in SEPARATIONS if {earlier.role, part.role} == {rule.first, rule.second}), None)


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _same_unit(dossier: Dossier, earlier: Part, part: Part) -> bool:
    """L713 art. 36(2) bars third parties that did the main argument or assessment, as units.

    Whom else the body charges with the work is its own choice (art. 36(1)): also the sponsor's or an executing unit.
    """
    if part.role is not Role.EVALUATOR or part.employer in _own_units(dossier):
        return False
    argued = earlier.role is Role.RISK_ASSESSOR or (earlier.role is Role.EXPERT and not _personal(earlier))
    return argued and _same(earlier.employer, part.employer)


def _own_units(dossier: Dossier) -> frozenset[str]:
    executing = {part.employer for part in dossier.parts if part.role is Role.EXECUTOR}
    return frozenset({dossier.body, dossier.office} | executing)


def parts_of(dossier: Dossier, actor: Actor, employer: str) -> tuple[Part, ...]:
    """The parts that this act adds to the matter: the acting and the represented person, in that role."""
    new = (Part(person, actor.role, employer) for person in (actor.person, actor.represents) if person)
    return tuple(part for part in new if part not in dossier.parts)
