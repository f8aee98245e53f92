"""Plausible facts and classifications of a synthetic case. Those that decide relevance are set before (making.py)."""

from collections.abc import Mapping, Sequence
from random import Random

from published.synthesis.cases import NO, YES, Draft
from standards.structure import FactOutline, Outline

AREAS = ("Synthetic team north", "Synthetic team central", "Synthetic team south")
ROSH, SAFETY = "risk_of_serious_harm", "safety_and_wellbeing"

# How often each option is given, in parts of the row's sum; an option or fact that is not here counts 1.
WEIGHTS: Mapping[str, Mapping[str, int]] = {
    "age_band": {"10_to_14": 30, "15_to_17": 62, "18_and_over": 8},
    "gender": {"female": 16, "male": 82, "another": 1, "not_known": 1},
    "ethnicity": {"asian": 6, "black": 8, "mixed": 9, "white": 72, "other": 3, "not_known": 2},
    "offence_type": {"violence": 42, "criminal_damage": 14, "theft": 10, "drugs": 9, "public_order": 8, "weapons": 7,
                     "motoring": 5, "robbery": 4, "burglary": 4, "sexual": 3, "other": 4},
    "care_status": {"cared_for": 16, "formerly_cared_for": 6, "never": 76, "not_known": 2},
    "social_care": {"child_protection_plan": 8, "section_47_enquiry": 5, "child_in_need": 20, "open_other": 14,
                    "none": 51, "not_known": 2},
    "education_status": {"full_entitlement": 46, "part_entitlement": 26, "none": 16, "employed_or_training": 11,
                         "not_known": 1},
    "special_needs": {"yes": 42, "no": 54, "not_known": 4},
    "exploitation": {"yes": 30, "no": 64, "not_known": 6},
    "substance_misuse": {"yes": 44, "no": 52, "not_known": 4},
    "emotional_health": {"yes": 48, "no": 48, "not_known": 4},
    "mappa": {"yes": 3, "no": 97},
    "caretaken": {"yes": 3, "no": 97},
    "victim": {"yes": 74, "no": 26},
    "has_safety_factors": {"yes": 70, "no": 30},
}  # fmt: skip
LEVEL_WEIGHTS = (34, 44, 18, 4)  # from the lowest classification up
SAFETY_FACTORS = "fact.has_safety_factors"
SUCH_FACTORS = frozenset({"exploitation", "emotional_health"})
DEPENDS_ON_QUALITY = frozenset({"access_desistance", "access_safety", "access_harm", "management_oversight"})


def facts_completed(case: Draft, outline: Outline) -> None:
    """Gives every fact and classification that the case's domain asks for and that is not set yet."""
    for kind in outline.kinds:
        _classified(case, kind, outline.levels)
    for fact in outline.facts_asked_in(case.domain):
        if fact.target not in case.facts:
            case.facts[fact.target] = _chosen(case, fact)


def given_by_service(case: Draft, outline: Outline) -> dict[str, str]:
    """Those facts and classifications that the service answers first."""
    by_service = {fact.target for fact in outline.facts if fact.by == "service"}
    return {t: value for t, value in case.facts.items() if t in by_service or t.startswith("service.")}


def weighted(options: Sequence[str], weights: Mapping[str, int], chance: Random) -> str:
    return chance.choices(list(options), [weights.get(option, 1) for option in options])[0]


def levels_weighted(levels: Sequence[str], among: Sequence[str], chance: Random) -> str:
    """One of the classifications `among` the edition's levels, the usual ones more often."""
    weights = {level: LEVEL_WEIGHTS[min(n, len(LEVEL_WEIGHTS) - 1)] for n, level in enumerate(levels)}
    return weighted(among, weights, chance)


def _classified(case: Draft, kind: str, levels: Sequence[str]) -> None:
    """The inspector's classification, and the service's: most often the same, now and then one step lower."""
    target, chance = f"inspector.{kind}", case.dice("level", kind)
    if target not in case.facts:
        among = list(levels)
        if kind == SAFETY and (factors := case.facts.get(SAFETY_FACTORS)):
            among = among[:1] if factors == NO else among[1:] or among
        case.facts[target] = levels_weighted(levels, among, chance)
    step = chance.choices((0, -1, 1), (80, 15, 5))[0]
    place = min(max(levels.index(case.facts[target]) + step, 0), len(levels) - 1)
    case.facts[f"service.{kind}"] = levels[place]


def _chosen(case: Draft, fact: FactOutline) -> str:
    chance = case.dice(fact.target)
    if not fact.options:
        return chance.choice(AREAS)
    if fact.yes_needs_alert:  # nobody is at risk in a made-up case
        return NO if NO in fact.options else fact.options[-1]
    if fact.code == "harmful_sexual_behaviour":
        usual = YES if case.facts.get("fact.offence_type") == "sexual" else NO
        return usual if usual in fact.options else chance.choice(fact.options)
    if fact.code in SUCH_FACTORS and NO in fact.options and case.facts.get(SAFETY_FACTORS) == NO:
        return NO
    if fact.code in DEPENDS_ON_QUALITY and {YES, NO} <= set(fact.options):
        return _enough(case, fact, chance)
    return weighted(fact.options, WEIGHTS.get(fact.code, {}), chance)


def _enough(case: Draft, fact: FactOutline, chance: Random) -> str:
    """Whether there was enough of something: likelier in a good case, not relevant where nothing called for it."""
    other = [option for option in fact.options if option not in (YES, NO)]
    low = {"access_harm": ROSH, "access_safety": SAFETY}.get(fact.code)
    if other and low and case.facts.get(f"inspector.{low}") == "low":
        return other[0]
    return YES if chance.random() < 0.35 + 0.6 * case.quality else NO
