"""The reads: what a person may see, as read models (``models.py``).

A matter that is absent and one that may not be seen raise NotFound alike. Lists are paged by opaque cursors.

    worklist.worklist(database, viewer, today, filter="all", search="", cursor=None, limit=30) -> Page[CaseRow]
    worklist.cards(database, viewer, today) -> DashboardCards
    case.case_row(database, viewer, today, case) -> CaseRow
    case.case_view(database, viewer, today, case, locks=False) -> CaseView
    steps.steps(database, viewer, today, case) -> tuple[StepView, ...]
    timeline.timeline(database, viewer, today, case, cursor=None, limit=50) -> Page[TimelineItem]
    deadlines.deadlines(database, viewer, today, case) -> tuple[DeadlineView, ...]
    plan.plan_view(database, viewer, today, case, what_if, wish=None) -> PlanView
    plan.plan_by_number(database, today, number, what_if, wish=None) -> number and PlanView, for whoever runs the machine
    papers.materials(database, viewer, today, case) -> tuple[MaterialView, ...]
    papers.opinions(database, viewer, today, case, cursor=None, limit=50, unanswered=False) -> Page[OpinionView]
    supervision.supervision(database, viewer, today, cursor=None, limit=50, rung=None) -> Page[EscalationView]
    supervision.supervision_desk(database, viewer) -> SupervisionDesk
    supervision.orders(database, viewer, today, stage="", cursor=None, limit=50) -> Page[OrderRow]
    supervision.delay(database, viewer, today, id) -> Delay
    lights.light_board(database, viewer, today) -> LightBoard
    lights.lit_deadlines(database, viewer, today, choice, cursor=None, limit=50) -> Page[LitDeadline]
    overview.overview(database, viewer, today, asked) -> Overview
    figure_rows.figure_rows(database, viewer, today, asked, cursor=None, limit=50) -> Page[FigureRow]
    state_times.state_times(database, viewer, today, procedure, asked) -> Mapping[state, StageTime]
    hands.person_view(database, viewer, person) -> PersonView
    hands.hand_rows(database, viewer, person, kind, year="", cursor=None, limit=50) -> Page[HandRow]
    office_view.office_view(database, viewer, today, office) -> OfficeView
    law.law_rows(database, viewer, today, search="") -> tuple[LawRow, ...]
    portal.published(database, today, shelf="all", cursor=None, limit=20) -> Page[PublishedItem]
    portal.published_case(database, today, case) -> tuple[PublishedItem, ...]
"""
