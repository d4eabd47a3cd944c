"""A lawful random draw as a list of acts: the seed committed, the lists frozen, the seed disclosed, the result published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from infra.demo.acts import Act
from infra.demo.squad import Enforcing
from states.dossier.vocabulary import Role
from states.law.draw import commitment

SUBJECTS = ("某工贸有限公司", "某机械有限公司", "某食品有限公司", "某化工有限公司", "某建材有限公司")


@dataclass
class DrawLife(Enforcing):
    """The life of one draw: the supervisor keeps the seed, the officers make the lists."""

    seed: str = "演示随机数：四月的第一场雨落在山门之外"
    word: str = "公开公平公正"
    drawn: int = 2

    procedure: ClassVar[str] = "random_draw"

    def opening(self) -> dict[str, Any]:
        """The fields of the opening entry."""
        return {"items": "安全生产教育培训", "scope": "本市工贸企业名录库", "planned_on": self.day + timedelta(days=10)}

    def lists(self) -> dict[str, Any]:
        s = self.squad
        return {
            "subjects": [{"name": name, "weight": number} for number, name in enumerate(SUBJECTS, 1)],
            "inspectors": [{"person": s.officer}, {"person": s.second}], "subjects_drawn": self.drawn, "inspectors_each": 2, "word": self.word,
            "on": self.day,
        }  # fmt: skip

    def drawing(self) -> Iterator[Act]:
        """承诺、冻结、公开、公布。"""
        s = self.squad
        self.working(1)
        yield self.step(s.supervisor, Role.SUPERVISOR, "commit_seed", draw_commitment={"digest": commitment(self.seed), "on": self.day})
        self.working(2)
        yield self.step(s.officer, Role.OFFICER, "freeze_lists", draw_lists=self.lists())
        self.working(1)
        yield self.step(s.supervisor, Role.SUPERVISOR, "disclose_seed", draw_seed={"seed": self.seed, "on": self.day})
        self.working(1)
        yield self.step(s.officer, Role.OFFICER, "publish_draw", draw_publication={"published_at": "机关网站", "published_on": self.day})

    def stages(self) -> tuple[tuple[str, Iterator[Act]], ...]:
        """The one stage of a draw."""
        return (("published", self.drawing()),)
