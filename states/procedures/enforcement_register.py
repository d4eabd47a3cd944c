"""执法主体和清单登记: what a body keeps in order, and under which its enforcement matters stand (行政处罚法 arts. 17, 34, 39, 42)."""

from __future__ import annotations

from statemachine import State

from states.dossier.vocabulary import Role
from states.law.discretion_faults import faults
from states.procedures.base import Procedure, Step, StrictChart

STAGES = (("er_kept", "登记有效"), ("er_closed", "已撤销"))


class EnforcementRegisterChart(StrictChart):
    """登记有效 until it is closed; everything in it is an entry with its days."""

    er_kept = State("登记有效", initial=True)
    er_closed = State("已撤销", final=True)

    close_register = er_kept.to(er_closed)


STEPS = (Step("close_register", "撤销登记", (Role.AGENCY_HEAD,), ("register_closing",), own_office=False),)

PROCEDURE = Procedure(
    name="enforcement_register",
    label="执法主体和清单登记",
    chart=EnforcementRegisterChart,
    steps={step.name: step for step in STEPS},
    timers=(),
    opening_kind="enforcement_body",
    stages=STAGES,
    mark="登",
    evaluated=("er_kept",),
    resting=("er_kept",),
    begun="登记",
    agency="执法机关",
    weigh=faults,
)
