"""Cases of enforcement full of private persons who do not exist: every name, address and number of them is known and looked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from infra.demo.acts import Act
from infra.demo.penalty_life import PenaltyLife
from infra.demo.playing import Player
from states.casework.commands import RecordEntry
from states.dossier.enforcement_words import Secret
from states.dossier.vocabulary import Role
from states.law.number_patterns import card, identity
from storage.queries.guarding import mask_for
from tests.offices import Office
from tests.penalties import OFFICER, Bureau, open_under_register, settle_bureau

SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜谢邹喻柏窦章苏潘葛范彭鲁韦马苗方俞袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝邬常"
GIVEN = "晓鹏瑶琳婧涵翊宸沐泽锦琪璐熙皓轩梓诺妍彤媛峻霖炜烨骁彦哲睿祺铭钰晟菲蕊"
ROADS = "青萍紫藤白杨翠微丹桂听泉望月揽霞枕溪栖霞"
CITIZENS = 22  # of these, besides the party and the representative, each case has so many


@dataclass(frozen=True)
class Somebody:
    """A person with all that may not get out."""

    name: str
    address: str
    identity: str
    telephone: str
    card: str
    born_on: date

    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.address, self.identity, self.telephone, self.card)


@dataclass
class Town:
    """Makes persons, no two of whom share anything."""

    chance: random.Random = field(default_factory=lambda: random.Random(20261128))
    used: set[str] = field(default_factory=set)

    def person(self) -> Somebody:
        born = date(self.chance.randrange(1955, 2005), self.chance.randrange(1, 13), self.chance.randrange(1, 29))
        return Somebody(self._new(self._name), self._new(self._address), self._new(lambda: self._identity(born)), self._new(self._telephone), self._new(self._card), born)

    def _new(self, make: Any) -> str:
        while (made := make()) in self.used:
            pass
        self.used.add(made)
        return str(made)

    def _name(self) -> str:
        return self.chance.choice(SURNAMES) + "".join(self.chance.sample(GIVEN, 2))

    def _address(self) -> str:
        road = "".join(self.chance.sample(ROADS, 2))
        return f"某市盘龙区{road}路{self.chance.randrange(100, 999)}号{self.chance.randrange(1, 30)}栋{self.chance.randrange(101, 2999)}室"

    def _identity(self, born: date) -> str:
        head = f"530103{born:%Y%m%d}{self.chance.randrange(1000):03}"
        return next(head + last for last in "0123456789X" if identity(head + last))

    def _telephone(self) -> str:
        return f"1{self.chance.choice('3578')}{self.chance.randrange(10**9):09}"

    def _card(self) -> str:
        head = f"622202{self.chance.randrange(10**12):012}"
        return next(f"{head}{last}" for last in range(10) if card(f"{head}{last}"))


@dataclass
class Peopled(PenaltyLife):
    """A lawful case in which private persons stand wherever a file has room for them."""

    people: tuple[Somebody, ...] = ()
    party: str = "某工贸有限公司"
    instalments: bool = False
    draft: str = ""

    def told(self) -> Iterator[tuple[str, Iterator[Act]]]:
        for name, acts in self.stages():
            yield name, (self._peopled(act) for act in acts)

    def opening(self) -> dict[str, Any]:
        one = self.people[0]
        told = f"举报人{one.name}（身份证号{one.identity}，电话：{one.telephone}，住址：{one.address}，银行卡号{one.card}）反映培训不实。"
        return super().opening() | {"source": "report", "content": told}

    def _peopled(self, act: Act) -> Act:
        rep, asked, agent, receiver, witness = self.people[1:6]
        match act.name:
            case "file_case":
                act.inputs["filing_approval"]["parties"][0]["representative"] = f"{rep.name}（法定代表人）"
            case "inquiry_record":
                told = f"我叫{asked.name}，{asked.born_on:%Y年%m月%d日}出生，住{asked.address}，身份证{asked.identity}，"
                act.inputs.update(person=asked.name, content=f"{told}手机{asked.telephone}，卡号{asked.card}。")  # type: ignore[attr-defined]
            case "hold_penalty_hearing":
                act.inputs["penalty_hearing_record"]["agents"] = [{"name": agent.name}]
            case "serve_decision":
                act.inputs["service_proof"] |= {"receiver": receiver.name, "witness": f"见证人{witness.name}在场"}
            case "publish_result":
                act.inputs["result_publication"] |= {"content": self.draft, "title": "未如实记录安全生产教育和培训情况案", "until": None}
                act.inputs["result_publication"].pop("until")
        return act

    def protected(self) -> list[dict[str, Any]]:
        return [{"name": one.name, "capacity": "证人", "address": one.address, "identity": one.identity, "telephone": one.telephone, "card": one.card,
                 "born_on": one.born_on.isoformat()} for one in self.people]  # fmt: skip

    def story(self) -> str:
        """What an officer would like to publish: it names everybody."""
        told = "；".join(f"{one.name}，{one.born_on:%Y年%m月%d日}生，住{one.address}，证件{one.identity}，电话{one.telephone}，账号{one.card}" for one in self.people)
        return f"某市应急管理局对{self.party}罚款{self.fine}元。涉及人员：{told}。"


@dataclass
class Planted:
    """A bureau after some years: what it published, and everything that may be nowhere in public."""

    bureau: Bureau
    lives: dict[str, Peopled]
    secrets: tuple[str, ...]

    def number(self, case: str) -> str:
        return row(self.bureau, f"SELECT number FROM case_file WHERE id = '{case}'")


def row(bureau: Bureau, sql: str) -> str:
    with bureau.services.database.reading() as connection:
        return str(connection.exec_driver_sql(sql).scalar_one())


def plant(office: Office, folder: Path, cases: int, since: date = date(2026, 3, 2)) -> Planted:
    """So many cases, lived one after the other up to their publication; titles of the matters name the persons too."""
    town = Town()
    bureau = settle_bureau(office, folder, since)
    lives: dict[str, Peopled] = {}
    for number in range(cases):
        case = f"planted{number:03}"
        life = Peopled(bureau.life.day if not lives else list(lives.values())[-1].day, people=tuple(town.person() for _ in range(CITIZENS)),
                       party=f"某{'甲乙丙丁戊己庚辛壬癸'[number % 10]}工贸有限公司")  # not twice for the same
        live(bureau, case, life, f"{life.people[0].name}举报{life.party}案")
        lives[case] = life
    secrets = tuple(one for life in lives.values() for person in life.people for one in person.secrets())
    return Planted(bureau, lives, secrets)


def live(bureau: Bureau, case: str, life: Peopled, title: str) -> Player:
    player = Player(bureau.services, bureau.clock, case, title, OFFICER)
    bureau.clock.to(life.day)
    open_under_register(player, "penalty", life.opening())
    for stage, acts in life.told():
        if stage == "concluded":
            fields = {"people": life.protected()}
            player.execute(lambda key, fields=fields: RecordEntry(OFFICER, case, key, kind="protected_people", fields=fields))  # type: ignore[misc]
            noted = {"covers": ["business"], "measure": "专柜保管。", "items": [{"content": f"{case}号热处理曲线", "covers": Secret.BUSINESS.value}]}
            player.execute(lambda key, noted=noted: RecordEntry(OFFICER, case, key, kind="secrecy_note", fields=noted))  # type: ignore[misc]
        if stage == "served":
            number = row(bureau, f"SELECT number FROM case_file WHERE id = '{case}'")
            life.draft = mask_for(bureau.services.database, life.day, number).masked(life.story() + f"工艺为{case}号热处理曲线。")
        player.play(acts)
        if stage == "served":
            break
    return player


__all__ = ["OFFICER", "Peopled", "Planted", "Role", "Somebody", "Town", "live", "plant", "row"]
