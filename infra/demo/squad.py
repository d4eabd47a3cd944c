"""Who plays the enforcement of a bureau, and what all its lives have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from infra.demo.telling import Telling


@dataclass(frozen=True, slots=True)
class Squad:
    """Who plays an enforcement matter; the defaults are the tests' bureau."""

    officer: str = "officer"
    second: str = "officer2"
    team_head: str = "team_head"
    head: str = "bureau_head"
    deputy: str = "bureau_deputy"
    reviewer: str = "bureau_reviewer"
    host: str = "bureau_host"
    collector: str = "collector"
    supervisor: str = "bureau_supervisor"
    archivist: str = "bureau_archivist"
    court: str = "某市人民法院"
    review_body: str = "某市人民政府"


@dataclass
class Enforcing(Telling):
    """The life of a matter that two officers with their certificates handle."""

    squad: Squad = field(default_factory=Squad)

    def officers(self) -> list[dict[str, str]]:
        pair = enumerate((self.squad.officer, self.squad.second), 1)
        return [{"person": one, "certificate": f"演示{number:06}"} for number, one in pair]
