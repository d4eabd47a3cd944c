"""What was public is taken back and comes back masked, in a matter that is being executed."""

from __future__ import annotations

import pytest

from infra.demo.life import Paper
from states.dossier.vocabulary import Role
from states.errors import GateClosed
from tests.states.procedures.wandering import Wanderer

OFFICE = Role.DECISION_OFFICE


def out_of_sight_and_back(one: Wanderer) -> None:
    """撤回公开的内容、屏蔽后重新公布."""
    day = one.life.later(1)
    one.step("office", OFFICE, "withdraw_publication", publication_withdrawal={
        "covers": ["decision"], "ground": "masked", "basis": "《政府信息公开条例》第十五条", "reason": "含有不得公开的个人信息。", "withdrawn_on": day,
    })  # fmt: skip
    with pytest.raises(GateClosed, match="没有公开或者已经撤回"):
        one.step("office", OFFICE, "withdraw_publication", publication_withdrawal={
            "covers": ["decision"], "ground": "wrong", "basis": "同上", "reason": "重复撤回。", "withdrawn_on": day,
        })  # fmt: skip
    again = {"published_on": day, "channels": ["website"], "address": "某市人民政府网站", "file": Paper("决策文本")}
    with pytest.raises(GateClosed, match="没有经过公开前审查"):
        one.step("office", OFFICE, "publish_again", republication=again | {"reviewed": False})
    one.step("office", OFFICE, "publish_again", republication=again | {"reviewed": True})
