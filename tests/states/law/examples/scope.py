"""适用判断: worked examples (L713 arts. 2, 3, 8, 42; Yunnan order 200 art. 2)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

YUNNAN = ("yunnan",)
REVIEWER = Role.LEGAL_REVIEWER


def scope_test(**fields: object) -> Entry:
    """A government's matter of the first class, excluded by nothing, unless the example says otherwise."""
    return entry("scope_test", **{"exclusion": "none", "congress": "none"} | fields)


def adjusting(one: Given) -> Given:
    """The same matter, opened to adjust an earlier one."""
    return replace(one, dossier=replace(one.dossier, parent="c0"))


PERSONNEL = scope_test(exclusion="personnel")
CONFIRMED = entry("exclusion_confirmation", role=REVIEWER)

EXAMPLES = (
    Example("D-SCOPE-01", "refer_for_study", passes=given(scope_test()), blocks=given()),
    Example(
        "D-SCOPE-01",
        "refer_for_study",
        passes=adjusting(given(scope_test(adjusting=True))),
        blocks=adjusting(given(scope_test(adjusting=False))),
    ),
    Example(
        "D-SCOPE-01",
        "refer_for_study",
        passes=given(scope_test(body_level="department")),
        blocks=given(scope_test(body_level="subdistrict", exclusion="body")),
        expect=Status.WARNED,
    ),
    Example(
        "D-SCOPE-01#out",
        "exclude",
        passes=given(scope_test(body_level="subdistrict", exclusion="body")),
        blocks=given(scope_test(body_level="government", exclusion="body")),
    ),
    Example(
        "D-SCOPE-02",
        "exclude",
        passes=given(scope_test(body_level="subdistrict", exclusion="body")),
        blocks=given(scope_test(body_level="department", exclusion="body")),
    ),
    Example(
        "D-SCOPE-02",
        "exclude",
        passes=given(scope_test(body_level="township", exclusion="legislation")),
        blocks=given(scope_test(body_level="township", exclusion="body")),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-SCOPE-07",
        "exclude",
        passes=given(scope_test(body_level="subdistrict", exclusion="body")),
        blocks=given(scope_test(body_level="subdistrict", exclusion="body"), overlays=YUNNAN),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    Example(
        "D-SCOPE-03",
        "refer_for_study",
        passes=given(scope_test(matter_class="plan")),
        blocks=given(scope_test(matter_class="none")),
    ),
    Example(
        "D-SCOPE-03",
        "refer_for_study",
        passes=given(scope_test()),
        blocks=given(scope_test(class_reason=None)),
    ),
    Example(
        "D-SCOPE-03#out",
        "exclude",
        passes=given(scope_test(matter_class="none")),
        blocks=given(scope_test(matter_class="none", class_reason=None)),
    ),
    Example(
        "D-SCOPE-03#out",
        "exclude",
        passes=given(scope_test(matter_class="none", in_catalogue=False)),
        blocks=given(scope_test(matter_class="none", in_catalogue=True)),
    ),
    Example(
        "D-SCOPE-04",
        "refer_for_study",
        passes=given(
            scope_test(
                exclusion="special_statute", special_citation="某部规章第三条", special_is_statute=False
            )
        ),
        blocks=given(
            scope_test(
                exclusion="special_statute", special_citation="城乡规划法第十九条", special_is_statute=True
            )
        ),
    ),
    Example(
        "D-SCOPE-04#out",
        "exclude",
        passes=given(
            scope_test(
                exclusion="special_statute", special_citation="城乡规划法第十九条", special_is_statute=True
            )
        ),
        blocks=given(
            scope_test(
                exclusion="special_statute", special_citation="某省政府规章第三条", special_is_statute=False
            )
        ),
    ),
    Example(
        "D-SCOPE-04#out",
        "exclude",
        passes=given(scope_test(exclusion="emergency")),
        blocks=given(scope_test(exclusion="special_statute", special_is_statute=True)),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-SCOPE-05",
        "refer_for_study",
        passes=given(scope_test()),
        blocks=given(scope_test(exclusion="legislation")),
    ),
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(scope_test(exclusion="emergency")),
        blocks=given(scope_test(exclusion="none")),
    ),
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(scope_test(exclusion="none", matter_class="none")),
        blocks=given(),
        passing=Status.NOT_APPLICABLE,
    ),
    # Wider exclusions: only where the overlay is chosen, and only with the reviewer's word on that very claim.
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(PERSONNEL, CONFIRMED, overlays=YUNNAN),
        blocks=given(PERSONNEL, CONFIRMED),
    ),
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(PERSONNEL, CONFIRMED, overlays=YUNNAN),
        blocks=given(PERSONNEL, overlays=YUNNAN),
    ),
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(PERSONNEL, CONFIRMED, overlays=YUNNAN),
        blocks=given(
            PERSONNEL, entry("exclusion_confirmation", role=REVIEWER, confirmed=False), overlays=YUNNAN
        ),
    ),
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(PERSONNEL, CONFIRMED, overlays=YUNNAN),
        blocks=given(CONFIRMED, PERSONNEL, overlays=YUNNAN),
    ),
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(scope_test(exclusion="foreign"), CONFIRMED, overlays=("chuxiong",)),
        blocks=given(PERSONNEL, entry("exclusion_confirmation", role=Role.DECISION_OFFICE), overlays=YUNNAN),
    ),
    # The reviewer confirmed the exclusion that was claimed last; going back to an earlier claim is not confirmed.
    Example(
        "D-SCOPE-05#out",
        "exclude",
        passes=given(scope_test(exclusion="foreign"), PERSONNEL, CONFIRMED, overlays=YUNNAN),
        blocks=given(
            scope_test(exclusion="foreign"), PERSONNEL, CONFIRMED, scope_test(exclusion="foreign"), overlays=YUNNAN
        ),
    ),
    Example(
        "D-SCOPE-06",
        "exclude",
        passes=given(PERSONNEL, CONFIRMED, overlays=YUNNAN),
        blocks=given(PERSONNEL, overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    Example(
        "D-SCOPE-08",
        "publish",
        passes=given(scope_test(congress="decide"), entry("congress_act", on="2026-06-20", act="decide", approved=True)),
        blocks=given(scope_test(congress="decide")),
    ),
    # What the congress has to decide, it must have decided in favour.
    Example(
        "D-SCOPE-08",
        "publish",
        passes=given(
            scope_test(congress="decide"), entry("congress_act", on="2026-06-20", act="decide", approved=True)
        ),
        blocks=given(
            scope_test(congress="decide"), entry("congress_act", on="2026-06-20", act="decide", approved=False)
        ),
    ),
    # A receipt that does not say what the congress did is no decision of the congress.
    Example(
        "D-SCOPE-08",
        "publish",
        passes=given(scope_test(congress="report"), entry("congress_act", on="2026-06-20", act="report")),
        blocks=given(scope_test(congress="decide"), entry("congress_act", on="2026-06-20", act=None)),
    ),
    Example(
        "D-SCOPE-08",
        "publish",
        passes=given(scope_test(congress="none")),
        blocks=given(scope_test(congress="decide"), entry("congress_act", on="2026-06-20", act="report")),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-SCOPE-08",
        "withhold_publication",
        passes=given(
            scope_test(congress="report"),
            entry("congress_act", **{"on": "2026-06-20", "act": "report"}),
            entry("publication_record", published_on="2026-06-20"),
        ),
        blocks=given(
            scope_test(congress="report"),
            entry("congress_act", **{"on": "2026-06-21", "act": "report"}),
            entry("publication_record", published_on="2026-06-20"),
        ),
    ),
)
