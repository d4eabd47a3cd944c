"""决策后评估: puts facts that may call for an evaluation before the decision body, once each (L713 art. 36), and
gathers what is on file into the draft of the report of each evaluation that has come to it, as Word and PDF."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from prefect import flow

from flows import installation
from flows.installation import CLOCK, LOG, Counts, tell
from infra.wiring import Services
from states.casework.commands import AddMaterial, ProposeEvaluation
from states.dossier.vocabulary import EvaluationTrigger
from states.errors import DomainError
from storage import evaluations, sweeps
from storage.documents.official import Official
from storage.documents.portable import PDF, PdfUnavailable, to_pdf
from storage.documents.word import DOCX, to_docx
from storage.sweeps import Execution

# 较多意见 has no number: from how many on the body is told. Design, not law; whether to evaluate stays its decision.
MANY_OPINIONS = 20
DRAFT_LIMIT = 50_000_000  # bytes
FORMS: tuple[tuple[str, str, Callable[[Official], bytes]], ...] = (("docx", DOCX, to_docx), ("pdf", PDF, to_pdf))


def triggers(facts: Execution, today: date) -> Iterator[tuple[EvaluationTrigger, str]]:
    """What on file may call for an evaluation, each with its evidence in Chinese."""
    if facts.opinions >= MANY_OPINIONS:
        yield EvaluationTrigger.MANY_OPINIONS, f"决策实施中已登记公众意见{facts.opinions}条。"
    if facts.problems:
        yield EvaluationTrigger.SHORT_OF_AIM, f"执行中已报告问题{len(facts.problems)}次，最近一次为{facts.problems[-1]}。"
    if facts.execute_by and facts.execute_by < today:
        yield EvaluationTrigger.BODY, f"执行时限{facts.execute_by}已经届满，可以研究实施效果。"


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
            except Exception:  # one matter's fault keeps no proposal from another; the next sweep tries it again
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


def write_drafts(house: Services) -> Counts:
    """Put the draft of the report among the materials of each evaluation that is at it; once for the same facts."""
    counts: Counter[str] = Counter()
    for case in _reporting(house):
        try:
            found = evaluations.drafted(house.database, case)
            for form in FORMS if found else ():
                counts += Counter(_file(house, case, found, form))
        except Exception:  # a draft is a service: a file it cannot be made of must not hold up the others
            LOG.exception("no draft could be made for evaluation %s", case)
            counts["failed"] += 1
    return counts


def _file(
    house: Services, case: str, found: evaluations.Draft, form: tuple[str, str, Callable[[Official], bytes]]
) -> dict[str, int]:
    """File the draft in one form, unless these very facts were filed in it before."""
    suffix, media_type, make = form
    mark = found.document.digest()[:8]
    name = f"决策后评估报告（草稿）{mark}.{suffix}"
    if name in found.filed:
        return {}
    try:
        content = make(found.document)
    except PdfUnavailable as missing:
        LOG.error("%s", missing)
        return {"without_pdf": 1}
    stored = house.archive.put(io.BytesIO(content), max_bytes=DRAFT_LIMIT)
    command = AddMaterial(CLOCK, case, f"draft:{mark}:{suffix}:{case}", digest=stored.digest, name=name, media_type=media_type, size=stored.size)
    try:
        return {} if house.casework.execute(command).replayed else {"drafted": 1}
    except DomainError as refusal:  # the matter moved on, or another sweep was quicker
        LOG.warning("evaluation %s got no draft: %s", case, refusal.message)
        return {}


def _reporting(house: Services) -> Iterator[str]:
    after = ""
    while found := evaluations.reporting(house.database, after):
        yield from found
        after = found[-1]


def work(house: Services) -> Counts:
    """Everything that the flow does in one run."""
    return dict(Counter(sweep(house)) + Counter(write_drafts(house)))


@flow(name="evaluation", description="评估：提示决策机关研究开展决策后评估的情形；汇集指标、意见和执行情况，形成评估报告草稿。")
async def evaluation() -> Counts:
    return tell(await asyncio.to_thread(work, installation.services()))
