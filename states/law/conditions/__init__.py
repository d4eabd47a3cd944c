"""Named requirements, one module per subject; importing a module registers its requirements."""

from __future__ import annotations

from importlib import import_module

SUBJECTS = (
    "scope",
    "catalogue",
    "initiation",
    "drafting",
    "participation",
    "opinions",
    "hearing",
    "local_hearing",
    "expert_review",
    "risk_assessment",
    "fair_competition",
    "legality_review",
    "legality_conclusion",
    "submission",
    "deliberation",
    "publication",
    "decision_publicity",
    "archiving",
    "execution",
    "evaluation",
    "evaluation_procedure",
    "normative_document",
    "published_facts",
    "reconsideration",
    "published_penalty",
    "enforcement_authority",
    "enforcement_filing",
    "inquiry_officers",
    "acting_officers",
    "inquiry_evidence",
    "enforcement_inquiry",
    "accident_inquiry",
    "penalty_notice",
    "penalty_hearing",
    "enforcement_review",
    "penalty_decision",
    "fined_before",
    "fine_amount",
    "penalty_discretion",
    "no_penalty",
    "delivery",
    "enforcement_publicity",
    "publication_residue",
    "performance",
    "late_fine_papers",
    "court_execution",
    "enforcement_closing",
    "summary_penalty",
    "site_inspection",
    "random_draw",
    "coming_risks",
    "officer_training",
)


def load() -> None:
    """Register every requirement of every subject (idempotent)."""
    for subject in SUBJECTS:
        import_module(f"states.law.conditions.{subject}")
