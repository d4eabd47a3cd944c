"""决策后评估: puts facts that may call for an evaluation before the decision body, once each (L713 art. 36)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import date

from prefect import flow

from flows import installation
from flows.installation import CLOCK, LOG, Counts, tell
from infra.wiring import Services
from states.casework.commands import ProposeEvaluation
from states.dossier.vocabulary import EvaluationTrigger
from states.errors import DomainError
from storage import sweeps
from storage.sweeps import Execution

# 较多意见 has no number: from how many on the body is told. Design, not law; whether to evaluate stays its decision.
MANY_OPINIONS = 20


def triggers(facts: Execution, today: date) -> Iterator[tuple[EvaluationTrigger, str]]:
    """What on file may call for an evaluation, each with its evidence in Chinese."""
    if facts.opinions >= MANY_OPINIONS:
        yield EvaluationTrigger.MANY_OPINIONS, f"决策实施中已登记公众意见{facts.opinions}条。"
    if facts.problems:
        yield EvaluationTrigger.SHORT_OF_AIM, f"执行中已报告问题{len(facts.problems)}次,最近一次为{facts.problems[-1]}。"
    if facts.execute_by and facts.execute_by < today:
        yield EvaluationTrigger.BODY, f"执行时限{facts.execute_by}已经届满,可以研究实施效果。"


def sweep(house: Services) -> Counts:
    """Propose what was not proposed yet; a trigger is put before the body once in a matter's life."""
    counts: Counter[str] = Counter()
    today = house.casework.today()
    for facts in _executions(house):
        for trigger, evidence in triggers(facts, today):
            if trigger in facts.proposed:
                continue
            try:
                counts[_propose(house, facts.case, trigger, evidence)] += 1
            except Exception:
                LOG.exception("matter %s could not be proposed for evaluation", facts.case)
                counts["failed"] += 1
    return counts


def _propose(house: Services, case: str, trigger: EvaluationTrigger, evidence: str) -> str:
    key = f"propose:{trigger.value}:{case}"
    try:
        receipt = house.casework.execute(ProposeEvaluation(CLOCK, case, key, trigger=trigger.value, evidence=evidence))
    except DomainError as refusal:  # the matter left execution, or another sweep was quicker with other evidence
        LOG.warning("matter %s was not proposed: %s", case, refusal.message)
        return "unchanged"
    return "unchanged" if receipt.replayed else "proposed"


def _executions(house: Services) -> Iterator[Execution]:
    after = ""
    while found := sweeps.executions(house.database, after):
        yield from found
        after = found[-1].case


@flow(name="evaluation", description="评估:出现可以开展决策后评估的情形时,提示决策机关研究。")
async def evaluation() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
