"""L713 art. 37 read off the map: a decision in execution is not changed or stopped but by the law's own ways."""

from __future__ import annotations

from states.dossier.vocabulary import Role
from states.procedures.catalogue import PROCEDURES

PROCEDURE = PROCEDURES["major_decision"]


def _events(leaving: str, reaching: str = "") -> set[str]:
    """Events of transitions that start inside one state and end outside it (or in the state named)."""
    found = set()
    for state in PROCEDURE.chart.states_map.values():
        for transition in state.transitions:
            ends = {target.id for target in transition.targets}
            inside = leaving in _line(state)
            if inside and (reaching in ends - {state.id} if reaching else any(leaving not in _line(one) for one in transition.targets)):
                found |= {str(event) for event in transition.events}
    return found


def _line(state: object) -> list[str]:
    """The state's id and those of all states around it."""
    line = []
    while state is not None:
        line.append(getattr(state, "id", ""))
        state = getattr(state, "parent", None)
    return line


def test_execution_ends_only_by_closing_or_by_a_new_decision() -> None:
    assert _events("executing") == {"close", "replace_by_adjustment"}
    assert "D-EXE-05" in PROCEDURE.steps["close"].gate
    assert "D-SUS-02#replace" in PROCEDURE.steps["replace_by_adjustment"].gate


def test_only_the_head_suspends() -> None:
    assert _events("executing", "suspended") == {"suspend", "conclude_evaluation", "drop_adjustment"}
    assert PROCEDURE.steps["suspend"].roles == (Role.HEAD,)
    assert "D-SUS-01" in PROCEDURE.steps["suspend"].gate


def test_a_decided_matter_cannot_be_terminated() -> None:
    stages = [name for name, _ in PROCEDURE.stages]
    decided = set(stages[stages.index("decided") :])
    assert decided.isdisjoint(PROCEDURE.sources("terminate") | PROCEDURE.sources("return_to_drafting"))
