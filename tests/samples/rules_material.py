"""What the tests of planning and the sample share: small services drawn by Hypothesis, large ones by seed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from samples.rules import DrawRequest, EligibleCase, SampleFigures, Variable, sample_figures

MONDAY = date(2024, 3, 18)
LEVELS = ("low", "medium", "high", "very_high")
GENDERS = ("female", "male", "another", "not_known")
DISPOSALS = ("referral_order", "youth_rehabilitation_order", "detention_and_training_order", "other_community")
VARIABLES = (
    Variable("gender", GENDERS, target="fact.gender"),
    Variable("disposal_type", DISPOSALS),
    Variable("risk_of_serious_harm", LEVELS, ordered=True, target="service.risk_of_serious_harm"),
    Variable("safety_and_wellbeing", LEVELS, ordered=True, target="service.safety_and_wellbeing"),
)
DOMAINS = ("D2", "D3")
ALL_DOMAINS = dict.fromkeys((*DOMAINS, "D4"), VARIABLES)

EDITION_2018 = {
    "confidence": 0.8,
    "margin_of_error": 0.05,
    "sized_on": "D2",
    "split": {"D2": 0.6, "D3": 0.4},
    "match_on": [variable.code for variable in VARIABLES],
    "eligible_months_before_fieldwork": {"D2": [8, 12], "D3": [7, 11]},
}
EDITION_2021 = {
    "confidence": 0.8,
    "margin_of_error": 0.05,
    "sized_on": "all",
    "split": {"D2": 0.4, "D3": 0.6},
    "match_on": [variable.code for variable in VARIABLES],
    "eligible_days_before_fieldwork": [364, 66],
}
YOUTH_2018: SampleFigures = sample_figures(EDITION_2018)
YOUTH_2021: SampleFigures = sample_figures(EDITION_2021)


def examples(long_run: bool, few: int, many: int) -> settings:
    """How many examples of a property: a few seconds of them, or with --long as many as find what is rare."""
    return settings(
        max_examples=many if long_run else few,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def case(reference: str, domain: str = "D2", **given: object) -> EligibleCase:
    """A case that is eligible on MONDAY's inspection, but for what is given."""
    classes = {"gender": "male", "risk_of_serious_harm": "medium", "safety_and_wellbeing": "medium"}
    classes |= {key: str(value) for key, value in given.items() if key in classes}
    began = given.get("began", MONDAY - timedelta(days=100))
    assert began is None or isinstance(began, date)
    return EligibleCase(
        reference=reference,
        person_ref=str(given.get("person_ref", f"P-{reference}")),
        domain=domain,
        disposal_type=str(given.get("disposal_type", "referral_order")),
        began=began,
        case_manager=str(given.get("case_manager", "")),
        classes=classes,
    )


def service(size: int, seed: int, *, domains: Sequence[str] = DOMAINS, managers: int = 8) -> tuple[EligibleCase, ...]:
    """Cases of a service as they come: most of boys, most medium, few of some disposals."""
    chance = Random(seed)
    return tuple(
        case(
            f"C{n:05}",
            chance.choice(domains),
            gender=chance.choices(GENDERS, (15, 82, 2, 1))[0],
            disposal_type=chance.choices(DISPOSALS, (60, 25, 10, 5))[0],
            risk_of_serious_harm=chance.choices(LEVELS, (30, 45, 20, 5))[0],
            safety_and_wellbeing=chance.choices(LEVELS, (20, 45, 25, 10))[0],
            case_manager=f"M{chance.randrange(managers)}" if managers else "",
        )
        for n in range(size)
    )


@st.composite
def services(draw: st.DrawFn, *, domains: Sequence[str] = DOMAINS, largest: int = 60) -> tuple[EligibleCase, ...]:
    """Cases of any small service, however odd: all classes equally likely, or nearly all cases alike."""
    if draw(st.booleans()):
        managers = draw(st.integers(0, 12))
        return service(draw(st.integers(0, largest)), draw(st.integers(0, 10**9)), domains=domains, managers=managers)
    rows = st.tuples(
        st.sampled_from(domains),
        st.sampled_from(GENDERS),
        st.sampled_from(DISPOSALS),
        st.sampled_from(LEVELS),
        st.sampled_from(LEVELS),
        st.sampled_from(["", "A", "B", "C"]),
    )
    return tuple(
        case(
            f"C{n}",
            domain,
            gender=gender,
            disposal_type=disposal,
            risk_of_serious_harm=harm,
            safety_and_wellbeing=safety,
            case_manager=manager,
        )
        for n, (domain, gender, disposal, harm, safety, manager) in enumerate(draw(st.lists(rows, max_size=largest)))
    )


def sizes_within(draw: st.DrawFn, cases: Sequence[EligibleCase], domains: Sequence[str]) -> dict[str, int]:
    return {domain: draw(st.integers(0, sum(one.domain == domain for one in cases))) for domain in domains}


@st.composite
def requests(draw: st.DrawFn, *, capped: bool | None = None) -> DrawRequest:
    """Anything that can be drawn: sizes up to every case, a cap or none, resettlement on top or none."""
    cases = draw(services(domains=(*DOMAINS, "D4")))
    resettled = sum(one.domain == "D4" for one in cases)
    cap = draw(st.none() | st.integers(1, 12)) if capped is None else draw(st.integers(1, 12)) if capped else None
    return DrawRequest(
        cases=cases,
        sizes=sizes_within(draw, cases, DOMAINS),
        variables=ALL_DOMAINS,
        on_top={"D4": draw(st.integers(0, min(4, resettled)))} if draw(st.booleans()) else {},
        cap=cap,
    )


def by_reference(cases: Sequence[EligibleCase]) -> Mapping[str, EligibleCase]:
    return {one.reference: one for one in cases}
