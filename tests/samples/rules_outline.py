"""The 2021 edition as plain values, for rules that need no database."""

from standards.rules import Discretion, Figures, Rounding
from standards.structure import DisposalOutline, DomainOutline, FactOutline, Outline

DISPOSALS = {
    "D2": ("referral order", "youth rehabilitation order", "reparation order", "detention and training order"),
    "D3": ("youth conditional caution", "youth caution", "community resolution"),
    "D4": ("resettlement",),
}
TITLES = {
    "D1": "Organisational delivery",
    "D2": "Court disposals",
    "D3": "Out-of-court disposals",
    "D4": "Resettlement",
}
FACTS = (
    ("area", "Area or team", ()),
    ("age_band", "Age when the disposal began", ("10_to_14", "15_to_17", "18_and_over")),
    ("gender", "Gender", ("female", "male", "another", "not_known")),
    ("ethnicity", "Ethnic group", ("asian", "black", "mixed", "white", "other", "not_known")),
    ("offence_type", "Main offence", ("violence", "weapons", "robbery", "theft", "drugs", "other")),
    ("care_status", "Cared for by the local authority", ("cared_for", "formerly_cared_for", "never", "not_known")),
)


def outline_2021() -> Outline:
    domains = tuple(
        DomainOutline(
            pk=number,
            code=code,
            number=number,
            title=title,
            cases="none" if code == "D1" else title.lower().replace(" ", "_"),
            began="" if code == "D1" else "date of sentence",
            counts_towards_overall=True,
            groups=(),
            disposal_types=tuple(
                DisposalOutline(place, one.replace(" ", "_"), one, f"{one}s", "")
                for place, one in enumerate(DISPOSALS.get(code, ()))
            ),
            standards=(),
        )
        for number, (code, title) in enumerate(TITLES.items(), start=1)
    )
    facts = [FactOutline(c, f"fact.{c}", text, options, "service", frozenset(), False) for c, text, options in FACTS]
    inspectors = FactOutline("mappa", "fact.mappa", "Managed", ("yes", "no"), "inspector", frozenset(), False)
    figures = Figures((), Rounding.HALF_UP, (), (), Discretion(5, 1, 5))
    return Outline(
        pk=1,
        code="youth-2021",
        title="Youth",
        edition="2021",
        figures=figures,
        levels=("low", "medium", "high", "very_high"),
        kinds=("risk_of_serious_harm", "safety_and_wellbeing"),
        facts=(*facts, inspectors),
        domains=domains,
    )
